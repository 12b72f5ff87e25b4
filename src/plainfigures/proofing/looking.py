"""Each file read for what it is; what was found clean before is not read again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

import msgspec

from plainfigures.figures.keys import code_digest, digest_of, file_digest
from plainfigures.proofing.feeds import look_at_feed, look_at_sitemap
from plainfigures.proofing.hypertext import look_at_page
from plainfigures.proofing.packed import look_at_archive, look_at_picture
from plainfigures.proofing.programs import look_at_checksums, look_at_json, look_at_table
from plainfigures.proofing.sheets import Sheet
from plainfigures.proofing.texts import look_at_drawing, look_at_script, look_at_style
from plainfigures.read import Store

__all__ = ["FEW", "KEPT", "Kept", "digests_of", "divided", "look_at", "look_at_all"]

KEPT = "proofs"
"""The folder below a site's `.plainfigures/` that has what was read in each file."""

_NAME = "sheets"
_BATCHES = 6
"""Into so many parts the files are divided, so that processes end at about the same time."""
FEW = 200_000
"""So many bytes are read here and now: another process would take as long to be asked."""


def digests_of(site: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of each file, by its path within the site."""
    return {name: file_digest(site / name) for name in names}


class Kept:
    """What was read in the files of the last build; what hangs on other code or settings is left."""

    def __init__(self, work: Path, site_url: str) -> None:
        self._store = Store(work / KEPT)
        self._key = digest_of([code_digest(), site_url])
        found = self._store.load(_NAME, tuple[str, str, dict[str, tuple[str, Sheet]]])
        self._data, self._before = found[1:] if found and found[0] == self._key else ("", {})
        self._ahead: dict[str, tuple[str, Sheet]] = {}

    def sheet(self, name: str, digest: str) -> Sheet | None:
        """Return what was read in a file before, if it is the same file."""
        for known in (self._before, self._ahead):
            kept = known.get(name)
            if kept and kept[0] == digest:
                return kept[1]
        return None

    def held_against(self, data: str, digests: Mapping[str, str]) -> set[str]:
        """Return the files that were held against the same data before; `data` is a digest of these."""
        known = self._before if data == self._data else {}
        return {name for name, one in known.items() if digests.get(name) == one[0]}

    def add(self, sheets: Mapping[str, tuple[str, Sheet]]) -> None:
        """Take in what was read ahead in this build, with the digests of the files."""
        self._ahead |= sheets

    def keep(self, sheets: Mapping[str, Sheet], digests: Mapping[str, str], data: str) -> None:
        """Write down what was read now, for the next build, and that it is as the data have it."""
        now = {name: (digests[name], sheet) for name, sheet in sheets.items()}
        before = {name: one[0] for name, one in self._before.items()}
        if before != dict(digests) or data != self._data:
            self._store.save(_NAME, (self._key, data, now))


def look_at_all(
    site: Path,
    digests: Mapping[str, str],
    sizes: Mapping[str, int],
    kept: Kept,
    site_url: str,
    executor: Executor | None,
) -> dict[str, Sheet]:
    """Return what stands in each file; new ones are read in other processes where there are any."""
    sheets: dict[str, Sheet] = {}
    anew = []
    for name, digest in digests.items():
        sheet = kept.sheet(name, digest)
        if sheet is None:
            anew.append(name)
        else:
            sheets[name] = sheet
    if executor is None or sum(sizes[name] for name in anew) < FEW:
        sheets |= _look(site, anew, site_url)
    else:
        coming = [
            executor.submit(_look_elsewhere, site, part, site_url) for part in divided(anew, sizes)
        ]
        for one in coming:
            sheets |= msgspec.json.decode(one.result(), type=dict[str, Sheet])
    return {name: sheets[name] for name in digests}


def divided(names: Sequence[str], sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Divide files into parts of about the same weight, the heaviest files first."""
    parts: list[tuple[int, list[str]]] = [(0, []) for _ in range(_BATCHES)]
    for name in sorted(names, key=lambda one: -sizes[one]):
        at = min(range(_BATCHES), key=lambda one: parts[one][0])
        weight, held = parts[at]
        held.append(name)
        parts[at] = (weight + sizes[name], held)
    yield from (held for _, held in parts if held)


def _look(site: Path, names: Iterable[str], site_url: str) -> dict[str, Sheet]:
    return {name: look_at(name, (site / name).read_bytes(), site_url) for name in names}


def _look_elsewhere(site: Path, names: Iterable[str], site_url: str) -> bytes:
    """Return what stands in some files, in a form that is handed from process to process in no time."""
    return msgspec.json.encode(_look(site, names, site_url))


def look_at(name: str, content: bytes, site_url: str) -> Sheet:
    """Return what stands in one file; `name` is its path within the site."""
    ending = name.rpartition(".")[2].lower()
    if ending in {"html", "htm"}:
        return look_at_page(name, content, site_url)
    if ending in {"json", "jsonld"}:
        return look_at_json(name, content, site_url)
    readers: dict[str, Callable[[str, bytes, str], Sheet]] = {
        "css": look_at_style,
        "js": look_at_script,
        "mjs": look_at_script,
    }
    readers |= {"svg": look_at_drawing, "xml": _look_at_xml}
    if ending in readers:
        return readers[ending](name, content, site_url)
    if ending == "csv":
        return look_at_table(name, content)
    if ending in {"zip", "xlsx"}:
        return look_at_archive(name, content)
    if ending == "png":
        return look_at_picture(content)
    return look_at_checksums(name, content) if name == "data/checksums.txt" else Sheet()


def _look_at_xml(name: str, content: bytes, site_url: str) -> Sheet:
    if name == "feed.xml":
        return look_at_feed(name, content, site_url)
    if name == "sitemap.xml":
        return look_at_sitemap(name, content, site_url)
    return look_at_drawing(name, content, site_url)
