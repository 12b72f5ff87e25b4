"""What was found of a copy, in words for whoever checks it, and as JSON for programs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import to_builtins

from plainfigures.attesting.holding import Files, Held, Rebuilt
from plainfigures.attesting.shown import Apart, plain
from plainfigures.figures.clock import parse_moment, show_moment
from plainfigures.figures.formats import counted
from plainfigures.say import harmless, json_text

__all__ = ["as_json", "as_text"]

_MOST = 20
"""How many of a kind are named; the rest are counted."""


def as_text(held: Held) -> str:
    """Return the outcome in words: first what it means, then what differs, then what may be why."""
    lines = [*_first(held), "", *_told(held)]
    if not held.files.same:
        lines += ["", "The copy against its own record:", *_files(held.files, "in the record")]
    if held.rebuilt and not held.rebuilt.files.same:
        lines += ["", *_rebuilt(held.rebuilt)]
    if held.rebuilt:
        lines += _why(held, held.rebuilt)
    return harmless("\n".join(lines).rstrip())


def as_json(held: Held) -> str:
    """Return the outcome for programs: `same`, and all that differs."""
    rebuilt = held.rebuilt
    content: dict[str, Any] = {
        "copy": str(held.copy.place),
        "same": held.same,
        "quick": rebuilt is None,
        "as_of": held.record.as_of,
        "site_url": held.record.site_url,
        "release": held.record.release,
        "repository": to_builtins(held.record.repository),
        "files": len(held.record.files),
        "against_record": _listed(held.files),
    }
    if rebuilt:
        content["against_repository"] = _listed(rebuilt.files) | {
            "repository": to_builtins(rebuilt.here.repository),
            "figures": [to_builtins(one) for one in rebuilt.figures],
            "shown": [to_builtins(one) for one in rebuilt.shown],
            "versions": {name: list(pair) for name, pair in rebuilt.versions.items()},
            "inputs": list(rebuilt.inputs),
        }
    return json_text(content)


def _first(held: Held) -> Iterator[str]:
    if held.rebuilt is None:
        yield (
            "The copy is whole: each file is as its own record says. Without --quick, it is held "
            "against the data in this repository too."
            if held.same
            else "The copy is not as its own record says."
        )
    elif held.same:
        yield "What is published is what the data in this repository say."
    elif held.rebuilt.files.same:
        yield (
            "The files of the copy are those that this repository makes, but its own record says "
            "otherwise."
        )
    else:
        yield "The copy is not what this repository makes from its data."


def _told(held: Held) -> Iterator[str]:
    record, copy = held.record, held.copy
    known = {name for name in copy.digests if name in record.files}
    yield f"Looked at: {counted(len(known), 'file', 'files')} of {len(record.files):,}."
    yield f"Made as of: {show_moment(parse_moment(record.as_of))}."
    yield f"For the address: {record.site_url or 'none'}."
    commit = record.repository.commit
    if commit and record.repository.changed:
        yield f"From the commit: {commit}, with files that differed from it."
    elif commit:
        yield f"From the commit: {commit}."
    if not record.release:
        yield "It was not built with --release, so what a release needs, such as a publisher, may be missing."
    if copy.inside:
        yield f"The site lies in the folder {plain(copy.inside)}/ of the copy."
    if copy.beside:
        yield f"Not looked at: {counted(copy.beside, 'file', 'files')} outside of that folder."
    if copy.git:
        yield "Not looked at: the folder .git in it. No host should serve that."
    if held.files.by_host:
        names = ", ".join(map(plain, held.files.by_host[:_MOST]))
        yield f"The host has added {names}, which no page uses."
    if held.files.kept_by_host:
        yield f"Not in the copy, since some hosts do not serve it: {held.files.kept_by_host[0]}."


def _files(files: Files, where: str) -> Iterator[str]:
    yield from _names("not in the copy", files.missing)
    yield from _names("changed", files.changed)
    yield from _names(f"in the copy and not {where}", files.added)
    yield from _names("no plain files, but links or the like", files.odd)


def _names(what: str, names: Iterable[str]) -> Iterator[str]:
    listed = list(names)
    if not listed:
        return
    yield f"  {counted(len(listed), 'file', 'files')} {what}:"
    yield from _several(listed)


def _several(names: Sequence[str]) -> Iterator[str]:
    yield from (f"    {plain(name)}" for name in names[:_MOST])
    if len(names) > _MOST:
        yield f"    and {len(names) - _MOST:,} more"


def _rebuilt(rebuilt: Rebuilt) -> Iterator[str]:
    if rebuilt.figures:
        yield "Figures that differ:"
        yield from _apart(rebuilt.figures)
    if rebuilt.shown:
        yield "Figures that pages of the copy show otherwise:"
        yield from _apart(rebuilt.shown)
    if not (rebuilt.figures or rebuilt.shown):
        yield "No figure differs, in the list of all figures or in a sentence."
    yield "The copy against the site made from this repository:"
    yield from _files(rebuilt.files, "made from this repository")


def _apart(figures: tuple[Apart, ...]) -> Iterator[str]:
    for one in figures[:_MOST]:
        where = f" on {_address(one.page)}" if one.page else ""
        if not one.copy:
            told = f'is not in the copy; the data say "{one.here}"'
        elif not one.here:
            told = f'is "{one.copy}" in the copy, and not in the data'
        else:
            told = f'is "{one.copy}" in the copy; the data say "{one.here}"'
        yield f"  {one.reference}{where}: {told}"
    if len(figures) > _MOST:
        yield f"  and {len(figures) - _MOST:,} more"


def _address(page: str) -> str:
    return f"/{plain(page).removesuffix('index.html')}"


def _why(held: Held, rebuilt: Rebuilt) -> list[str]:
    """Return what may be the reason for a difference, and what to do next."""
    there, here = held.record.repository, rebuilt.here.repository
    lines = []
    if there.commit and there.commit != here.commit:
        now = f"this repository is at {here.commit}" if here.commit else "this is no repository"
        lines.append(f"  The copy was made from the commit {there.commit}; {now}.")
        if not rebuilt.files.same:
            lines.append(f"  Go to it and check again: git checkout {there.commit}")
    if there.changed:
        lines.append(
            "  When the copy was made, files differed from that commit. Nobody else can make it "
            "again from the repository alone."
        )
    if here.changed:
        lines.append("  Files here differ from their commit: git status lists them.")
    if rebuilt.files.same:
        if rebuilt.inputs:
            lines.append(
                "  Its record names other versions of files than those that make this site:"
            )
            lines += _several(rebuilt.inputs)
        return ["", "Worth knowing:", *lines] if lines else []
    if not held.files.same:
        lines.append(
            "  Files were changed after the copy was made, or the download is not whole: its own "
            "record says otherwise."
        )
    if rebuilt.versions:
        lines.append("  Other versions are at work here than made the copy:")
        lines += [
            f"    {plain(name)}: {plain(copy) or 'none'} in the copy, {ours or 'none'} here"
            for name, (copy, ours) in list(rebuilt.versions.items())[:_MOST]
        ]
        lines.append("  Install the locked ones: python3 noxfile.py -s site")
    if rebuilt.inputs:
        lines.append("  The copy was made from other versions of these files:")
        lines += _several(rebuilt.inputs)
    if not lines:
        lines.append(
            "  Nothing in the record of the copy says why. Ask those who publish the site."
        )
    return ["", "What may be the reason:", *lines]


def _listed(files: Files) -> dict[str, list[str]]:
    return {name: list(names) for name, names in to_builtins(files).items()}
