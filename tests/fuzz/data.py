"""Data made at random: descriptions, tables, charts and settings of a real small site, with one part changed.

Each goes the way of data: read, resolved, held against the rules; now and then a whole site is checked
by the command. It comes to findings or to none, never to an error of the program.
"""

import copy
import csv
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.cli import main
from plainfigures.config import open_config
from plainfigures.figures.catalogue import Catalogue
from plainfigures.read import Store, read_charts, read_packages
from plainfigures.read.descriptor_parts import part_names
from tests.making import FIRE_SERVICE, make_site

__all__ = ["Example", "check_example", "examples", "make_example"]

_WHOLE = 25
"""Of so many examples, one is checked by the command, pages and all."""
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**18, 1.5, "", "a", "x y", "1", "é", "a/b/c", "money/budget/total",
    "@latest", "*", "*/*/*", "2024-07", "2024-13", "fy2024-25", "fy2024-99", "=1+1", "{{ 1 }}", "<b>",
    "GBP", "people", "number", "date", "grade", "a/b/c + 1", "a/b/c = 1", "sum(", "1 / 0", "(" * 99,
    "(a|aa)+$", "[", "http://evil.example", "../../x", "\u202e", "\ud800", "\x00", [], {}, [[]],
    [None], [1], ["a"], {"a": 1}, {"a": None}, [{"a": []}], "a" * 2000, [0] * 300,
)  # fmt: skip
_CELLS = (
    "", " ", "-", "0", "1", "-1", "1e9", "NaN", "1,234", "1.5", "99999999999999999999", "0.0000000001",
    "£1.2m", "about 12", "one", "half", "12%", "c", "x", "z", "low", "2024-07", "2024-02-30", "fy2024-25",
    "fy2024-25.m13", "2024", "2021/2022", "9999-12-31", "0001-01-01", "yes", "true", "a", "A b", "é",
    "a-b", "a.b", "a@b", "a~b", "a/b/c", "=1+1", "@a", "+a", "{{ a }}", "<script>", "]]>", "--", "\n",
    '"', "'", ",", ";", "\t", "\u202e", "\u200b", "\ufeff", "\x00", "\u0663", "a" * 3000, "1" * 3000,
    " " * 3000, "a; b; c", "good", "Requires improvement", "2030-01-01T00:00:00+00:00",
)  # fmt: skip
_PIECES = (
    "\n", " ", ": ", "- ", "&a ", "*a", "!!python/name:os.system ", "{", "}", "[", "]", "'", '"', "#",
    "|\n", ">\n", "? ", "0x9", "~", "null", "2024-99-99", "1:1:1", "<<: ", "%", "---\n", "...\n", "\t",
    "figures: '*/*/*'\n", "series: 1\n", "title: =1+1\n", "\u202e", "\x00", "\ud800", "{{ 1 }}", "labels:\n",
    "!ENV HOME", "INHERIT: a\n", "plugins: 1\n", "nav: {a: [b]}\n", "extra: 1\n", "theme: 1\n",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One file of the small site, by its path, and what is to stand in it; `whole` asks the command."""

    path: str
    content: bytes
    whole: bool = False


@cache
def _real() -> dict[str, bytes]:
    files = [
        *FIRE_SERVICE.rglob("*.csv"),
        *FIRE_SERVICE.rglob("*.json"),
        *FIRE_SERVICE.rglob("*.yml"),
    ]
    return {file.relative_to(FIRE_SERVICE).as_posix(): file.read_bytes() for file in sorted(files)}


def make_example(chance: random.Random) -> Example:
    """Return a file made at random."""
    path = chance.choice(sorted(_real()))
    content = _real()[path]
    if path.endswith(".json") and chance.random() < 0.9:
        content = _described(chance, json.loads(content))
    elif path.endswith(".csv") and chance.random() < 0.8:
        content = _tabled(chance, content.decode())
    elif path.endswith(".yml"):
        content = _written(chance, content.decode())
    if chance.random() < 0.15 or content == _real()[path]:
        content = _spoilt(chance, content)
    return Example(path, content, chance.randrange(_WHOLE) == 0)


def _described(chance: random.Random, content: Any) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        places = list(_places(content))
        holder, key = chance.choice(places)
        kind = chance.random()
        if kind < 0.45:
            holder[key] = copy.deepcopy(chance.choice(_VALUES))
        elif kind < 0.6:
            other, there = chance.choice(places)
            holder[key] = copy.deepcopy(other[there])
        elif kind < 0.75:
            del holder[key]
        elif isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        else:
            name = chance.choice((*part_names(), "$ref", "data", "dialect", "embargo"))
            holder[name] = copy.deepcopy(chance.choice((holder[key], *_VALUES)))
    return json.dumps(content, indent=chance.choice((None, 2))).encode()


def _places(content: Any) -> Iterator[tuple[Any, Any]]:
    inner = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in inner:
        yield content, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _tabled(chance: random.Random, text: str) -> bytes:
    rows = list(csv.reader(io.StringIO(text)))
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(rows))
        row = rows[at]
        kind = chance.random()
        if kind < 0.6 and row:
            row[chance.randrange(len(row))] = chance.choice(
                (*_CELLS, chance.choice(chance.choice(rows) or [""]))
            )
        elif kind < 0.7:
            rows.insert(at, [*row])
        elif kind < 0.8 and len(rows) > 1:
            del rows[at]
        elif kind < 0.9:
            row.append(chance.choice(_CELLS))
        elif row:
            del row[-1]
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=chance.choice(("\n", "\r\n"))).writerows(rows)
    return stream.getvalue().encode("utf-8", "surrogatepass")


def _written(chance: random.Random, text: str) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((0, 0, 1, 5, 60)))
        piece = chance.choice(_PIECES) * chance.choice((1, 1, 1, 3, 50))
        text = text[:at] + chance.choice((piece, piece, text[at:end] * 2)) + text[end:]
    return text.encode("utf-8", "surrogatepass")


def _spoilt(chance: random.Random, content: bytes) -> bytes:
    for _ in range(chance.choice((1, 3, 30))):
        at = chance.randrange(len(content) + 1)
        end = min(len(content), at + chance.choice((0, 1, 4, 100)))
        piece = chance.choice(
            (b"", b"\x00", b"\xff", b'"', b",", b"\n", b"\r", b"{", b"]", chance.randbytes(3))
        )
        content = content[:at] + piece + content[end:]
    return content


def check_example(example: Example, base: Path) -> int:
    """Check the small site with a file changed; returns how many findings there are.

    `base` is a folder of the caller's, where the site and what is kept of it may lie from one example
    to the next. Raises AssertionError on a fault of the program.
    """
    site = base / "site"
    if not site.is_dir():
        make_site(site)
    file = site / example.path
    was = file.read_bytes()
    file.write_bytes(example.content)
    try:
        return _command(site) if example.whole else _rules(site, base / "kept")
    finally:
        file.write_bytes(was)


def _rules(site: Path, kept: Path) -> int:
    config = open_config(site)
    if config.unfit or not config.known:
        assert config.unfit or config.problems
        return 1
    packages, found = read_packages(config.datasets, site, Store(kept))
    there = {folder.name for folder in config.datasets.iterdir() if folder.is_dir()}
    catalogue = Catalogue(packages, there - {one.name for one in packages})
    found += [*config.problems, *read_charts(config.charts, site)[1]]
    material = Material(catalogue, tuple(found), {}, config.stated())
    found += [one for run in run_rules(DATA_RULES, material) for one in run.findings]
    for one in found:
        assert one.message.strip(), one
        assert one.path, one
        assert "Traceback" not in one.message, one
    return len(found)


def _command(site: Path) -> int:
    result = CliRunner().invoke(main, ["--site", str(site), "check"])
    assert "fault of plainfigures" not in result.output, result.output
    assert result.exit_code in {0, 1}, result.output
    return result.output.count("\n")


def examples(seed: int) -> Iterator[Example]:
    """Yield examples without end; the same ones for the same seed."""
    chance = random.Random(seed)
    while True:
        yield make_example(chance)
