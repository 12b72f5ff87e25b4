"""The recipe: every file of a finished site is read, and then held against the others and the data."""

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path

from plainfigures.figures import licences
from plainfigures.figures.findings import Finding, sort_findings
from plainfigures.figures.keys import digest_of
from plainfigures.preparing import Prepared
from plainfigures.proofing.ahead import Ahead
from plainfigures.proofing.links import link_faults, outside_faults
from plainfigures.proofing.looking import digests_of, look_at_all
from plainfigures.proofing.names import SETTING, read_files, sizes_from, stray_faults
from plainfigures.proofing.sheets import Fault, Sheet
from plainfigures.proofing.telling import Places
from plainfigures.proofing.unseen import (
    Needle,
    confidential_texts,
    find_unseen,
    needles_of,
    public_text,
    texts_of_pages,
)
from plainfigures.proofing.values import Data

__all__ = ["proofread"]

_BUILD = "data/build.json"
_CHECKSUMS = "data/checksums.txt"
_UNLISTED = {_CHECKSUMS, _BUILD, "data/checks.json", "data/catalog.jsonld"}
"""What is written of a site when its downloads are ready."""
_HASHED = re.compile(r"^assets/hashed/.*\.([0-9a-f]{12})\.[a-z0-9]+$")
_MADE_OF = {".csv", ".json", ".yml", ".yaml", ".py", ".html"}
_AGAIN = (
    "Build again. If it stays, something changes files after they are made: a plugin or a hook."
)


def proofread(site: Path, prepared: Prepared, executor: Executor | None) -> list[Finding]:
    """Read every file of a finished site, and hold what was read against the rest and the data."""
    config = prepared.config
    sizes, findings = sizes_from(config.settings, config.lines.get(SETTING, 0))
    files = read_files(site)
    digests = digests_of(site, files.sizes)
    kept = (prepared.ahead or Ahead(config, executor)).kept
    sheets = look_at_all(site, digests, files.sizes, kept, config.url, executor)
    data, data_key = Data(prepared.catalogue), _data_key(prepared)
    same = kept.held_against(data_key, digests)
    faults = [(name, fault) for name, sheet in sheets.items() for fault in sheet.faults]
    faults += stray_faults(files, sizes)
    faults += link_faults(sheets)
    faults += outside_faults(sheets, _made_of(prepared))
    faults += data.faults(sheets, same)
    faults += data.tables(site, config.root, digests, same)
    faults += _entry_faults(sheets, prepared)
    faults += _digest_faults(sheets, digests)
    faults += _hash_faults(digests)
    seen = list(find_unseen(site, list(digests), _needles(prepared), executor))
    if not faults and not seen:
        kept.keep(sheets, digests, data_key)
    return sort_findings([*findings, *Places(config, prepared.pages).tell([*faults, *seen])])


def _data_key(prepared: Prepared) -> str:
    """Return a digest of all figures: those of the data, and those that sentences work out of them."""
    computed = [(one.reference, repr(one.value)) for one in prepared.catalogue.computed]
    return digest_of([prepared.key, repr(computed)])


def _needles(prepared: Prepared) -> list[Needle]:
    config, catalogue = prepared.config, prepared.catalogue
    held = [*prepared.unseen, *texts_of_pages(prepared.held.held)]
    held += confidential_texts(catalogue, config.root)
    if not held:
        return []
    pages = [one.page for one in prepared.pages]
    return needles_of(held, public_text(catalogue, pages, config.text))


def _made_of(prepared: Prepared) -> str:
    """Return the text of all that a site is made of: what a link may come from."""
    config = prepared.config
    parts = [config.text, *(f"{one.page.matter}\n{one.page.text}" for one in prepared.pages)]
    parts.append(Path(licences.__file__).read_text("utf-8"))
    folders = [config.datasets, config.charts, config.macros]
    folders += [config.root / config.overrides] if config.overrides else []
    for folder in folders:
        parts += [
            file.read_text("utf-8", "replace")
            for file in folder.rglob("*")
            if file.suffix in _MADE_OF and file.is_file()
        ]
    return "\n".join(parts)


def _entry_faults(sheets: Mapping[str, Sheet], prepared: Prepared) -> Iterator[tuple[str, Fault]]:
    """Yield what the feed tells of changes that no record of a change says."""
    known = {(title, text) for _, _, title, text, _ in prepared.desk.changelog.changes()}
    for name, sheet in sheets.items():
        for entry in sheet.entries:
            if entry not in known:
                message = f"The feed tells “{entry[0]}” in words that no record of a change has."
                yield name, Fault(message, _AGAIN)


def _digest_faults(
    sheets: Mapping[str, Sheet], digests: Mapping[str, str]
) -> Iterator[tuple[str, Fault]]:
    """Yield what lists of digests, and archives, say of files that is not so."""
    for name, sheet in sheets.items():
        for listed, digest in sheet.listed.items():
            if digests.get(listed) != digest:
                what = "is another" if listed in digests else "is not there"
                yield name, Fault(f"The file {listed} {what} than this one says.", _AGAIN)
        expected = _expected(name, digests)
        missing = [] if sheet.faults else sorted(expected - sheet.listed.keys())
        for one in missing:
            yield name, Fault(f"The file {one} is missing in this one.", _AGAIN)


def _hash_faults(digests: Mapping[str, str]) -> Iterator[tuple[str, Fault]]:
    """Yield the files whose names give a digest that is not theirs: browsers keep these for good."""
    for name, digest in digests.items():
        named = _HASHED.search(name)
        if named and not digest.startswith(named[1]):
            message = "The file is another than its name says, and browsers keep it for a year."
            yield name, Fault(message, _AGAIN)


def _expected(name: str, digests: Mapping[str, str]) -> set[str]:
    """Return the files that a list of digests, or an archive, has to name."""
    if name == _BUILD:
        return digests.keys() - {_BUILD}
    if name == _CHECKSUMS:
        data = {one for one in digests if one.startswith("data/") and not one.endswith(".html")}
        return data - _UNLISTED
    folder, _, last = name.rpartition("/")
    if last == f"{folder.rpartition('/')[2]}.zip":
        return {one for one in digests if one.startswith(f"{folder}/")} - {name}
    return set()
