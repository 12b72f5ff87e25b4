"""The first place at which two finished sites differ, said so that one can go and look."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

__all__ = ["first_difference", "modes_of"]

_CUT = 100


def first_difference(one: Path, other: Path) -> str:
    """Return where two sites differ first: a file and the place in it; empty where they do not."""
    left, right = _files(one), _files(other)
    for name in sorted({*left, *right}):
        if name not in right or name not in left:
            return f"{name}: only in {'the first' if name in left else 'the second'}"
        if left[name] != right[name]:
            return f"{name}{_within(left[name], right[name])}"
    apart = sorted(set(modes_of(one).items()) ^ set(modes_of(other).items()))
    return f"{apart[0][0]}: another mode ({apart[0][1]})" if apart else ""


def modes_of(site: Path) -> dict[str, str]:
    """Return the modes of a site's files and folders, by their paths in it."""
    places = [site, *site.rglob("*")]
    return {
        place.relative_to(site).as_posix(): f"{place.lstat().st_mode & 0o7777:o}"
        for place in places
    }


def _files(site: Path) -> dict[str, bytes]:
    found = {}
    for file in site.rglob("*"):
        if file.is_symlink():
            found[file.relative_to(site).as_posix()] = f"a link to {file.readlink()}".encode()
        elif file.is_file():
            found[file.relative_to(site).as_posix()] = file.read_bytes()
    return found


def _within(one: bytes, other: bytes) -> str:
    """Return where two contents differ: a member, a part of JSON, a line, or a byte."""
    if one[:4] == other[:4] == b"PK\3\4":
        return _in_archive(one, other)
    try:
        left, right = one.decode(), other.decode()
    except UnicodeDecodeError:
        return _at_byte(one, other)
    try:
        said = _in_json(json.loads(left), json.loads(right), "$")
    except ValueError:
        said = ""
    if said:
        return f" at {said}"
    pairs = enumerate(zip(left.splitlines(), right.splitlines(), strict=False), 1)
    for number, (before, after) in pairs:
        if before != after:
            start = max(
                0, next(n for n in range(_CUT * 100) if before[n : n + 1] != after[n : n + 1]) - 20
            )
            return (
                f" in line {number}, from letter {start}:\n"
                f"    {before[start : start + _CUT]!r}\n    {after[start : start + _CUT]!r}"
            )
    return _at_byte(one, other)


def _in_archive(one: bytes, other: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(one)) as left, zipfile.ZipFile(io.BytesIO(other)) as right:
        names = left.namelist(), right.namelist()
        if names[0] != names[1]:
            return f": other files, or in another order: {names[0]} and {names[1]}"
        for name in names[0]:
            before, after = left.read(name), right.read(name)
            if before != after:
                return f" holds {name}{_within(before, after)}"
            if repr(left.getinfo(name)) != repr(right.getinfo(name)):
                return (
                    f" holds {name}, packed otherwise: {left.getinfo(name)} {right.getinfo(name)}"
                )
    return _at_byte(one, other)


def _in_json(one: Any, other: Any, path: str) -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        if list(one) != list(other):
            names = sorted(set(one) ^ set(other)) or ["the same names in another order"]
            return f"{path}: {', '.join(map(str, names[:5]))}"
        parts = [(f"{path}.{name}", one[name], other[name]) for name in one]
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return f"{path}: {len(one)} and {len(other)} entries"
        pairs = zip(one, other, strict=True)
        parts = [(f"{path}[{number}]", left, right) for number, (left, right) in enumerate(pairs)]
    else:
        same = type(one) is type(other) and one == other
        return "" if same else f"{path}: {str(one)[:_CUT]!r} and {str(other)[:_CUT]!r}"
    return next((said for name, left, right in parts if (said := _in_json(left, right, name))), "")


def _at_byte(one: bytes, other: bytes) -> str:
    length = min(len(one), len(other))
    at = next((place for place in range(length) if one[place] != other[place]), length)
    return (
        f" at byte {at} (of {len(one)} and {len(other)}): "
        f"{one[at : at + 16].hex(' ')} and {other[at : at + 16].hex(' ')}"
    )
