"""A copy held against its own record, and against a site made anew from the repository."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.attesting.copies import Copy
from plainfigures.attesting.shown import Apart, differing_figures, differing_shown
from plainfigures.config import SiteConfig
from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.publish.reports import BUILD_REPORT, BuildRecord, read_build_report

__all__ = [
    "FIGURES",
    "Files",
    "Held",
    "Rebuilt",
    "hold_against_record",
    "hold_against_repository",
    "record_of",
]

FIGURES = "data/figures.json"
_BY_HOSTS = {".nojekyll", "CNAME"}
"""What hosts ask for or add, and no visitor reads."""
_WELL_KNOWN, _PROOFS = ".well-known/", {"", ".txt", ".json"}
"""Where hosts put the proofs that they are who they say, and how these end: none is a page."""
_KEPT_BY_HOSTS = ("_headers",)
"""What some hosts read and do not serve."""
_PAGES = 300


class Files(Struct, frozen=True):
    """How the files of a copy differ from what they should be.

    `by_host` were added by the host, and `kept_by_host` are not served by it: both count for nothing.
    """

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    by_host: tuple[str, ...] = ()
    kept_by_host: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the files are what they should be."""
        return not (self.missing or self.changed or self.added or self.odd)


class Rebuilt(Struct, frozen=True):
    """How a copy differs from the site that this repository makes, as of the copy's own moment.

    `figures` differ in the list of all figures, `shown` on pages. `versions` and `inputs` hold what
    is another here: in the copy, and here; empty where it is not there.
    """

    files: Files
    here: BuildRecord
    figures: tuple[Apart, ...] = ()
    shown: tuple[Apart, ...] = ()
    versions: dict[str, tuple[str, str]] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()


class Held(Struct, frozen=True):
    """All that is known of a copy; `rebuilt` is None where it was held against its record alone."""

    copy: Copy
    record: BuildRecord
    files: Files
    rebuilt: Rebuilt | None = None

    @property
    def same(self) -> bool:
        """Whether nothing in the copy is other than it should be."""
        return self.files.same and (self.rebuilt is None or self.rebuilt.files.same)


def record_of(copy: Copy) -> BuildRecord:
    """Return what a copy says that it was made from; raises BuildProblem where it cannot be read."""
    try:
        return read_build_report(copy.read(BUILD_REPORT)[BUILD_REPORT])
    except (ValueError, KeyError) as error:
        why = str(error) if isinstance(error, ValueError) else "it is not there"
        raise BuildProblem(
            f"The record of the copy, {BUILD_REPORT}, cannot be used: {why}.",
            "Download the file again from the site. If it is the same again, the site was made by "
            "another version of plainfigures, or its record was changed.",
        ) from error


def hold_against_record(copy: Copy, record: BuildRecord) -> Files:
    """Return how the files of a copy differ from those that its own record lists."""
    return _files_apart(copy, record.files)


def hold_against_repository(
    copy: Copy, record: BuildRecord, config: SiteConfig, jobs: int = 1
) -> Rebuilt:
    """Make the site of a repository as the copy was made, and return how the two differ.

    Nothing that builds kept is used, and nothing is left behind. Raises BuildProblem where the site
    cannot be made.
    """
    with _made_as(record, config, jobs) as site:
        here = read_build_report((site / BUILD_REPORT).read_bytes())
        files = _files_apart(copy, here.files)
        versions = _other(record.versions, here.versions)
        if record.generator.code != here.generator.code:
            versions["plainfigures"] = (record.generator.version, here.generator.version)
        inputs = tuple(sorted(_other(record.inputs, here.inputs)))
        figures: tuple[Apart, ...] = ()
        shown: tuple[Apart, ...] = ()
        if not files.same:
            pages = [name for name in files.changed if name.endswith(".html")][:_PAGES]
            of_copy = copy.read(FIGURES, *pages)
            of_here = {name: (site / name).read_bytes() for name in pages}
            if FIGURES in files.changed:
                figures = tuple(differing_figures(of_copy[FIGURES], (site / FIGURES).read_bytes()))
            for name in pages:
                shown += tuple(differing_shown(name, of_copy[name], of_here[name]))
    return Rebuilt(files, here, figures, shown, versions, inputs)


@contextmanager
def _made_as(record: BuildRecord, config: SiteConfig, jobs: int) -> Iterator[Path]:
    """Give the site that a repository makes now, as of the moment and for the address of a record."""
    from plainfigures.build import build  # loads what a build loads

    clock = Clock(parse_moment(record.as_of))
    with tempfile.TemporaryDirectory(prefix="plainfigures-") as holder:
        site = Path(holder).resolve() / "site"
        apart = replace(
            config, url=record.site_url, kept=site.parent / "kept", renderer=record.renderer
        )
        outcome = build(apart, clock, site, jobs, pictures=record.pictures)
        if not outcome.done:
            wrong = sum(finding.level == "error" for finding in outcome.findings)
            raise BuildProblem(
                f"This repository makes no site as of {record.as_of}, so the copy cannot be held "
                f"against it: {'an error stops' if wrong == 1 else f'{wrong} errors stop'} it.",
                f"See what is wrong with: plainfigures check --as-of {record.as_of}",
            )
        yield site


def _files_apart(copy: Copy, expected: Mapping[str, str]) -> Files:
    found = {name: digest for name, digest in copy.digests.items() if name != BUILD_REPORT}
    added = sorted(set(found) - set(expected))
    by_host = tuple(filter(_is_of_host, added))
    missing = sorted(set(expected) - set(found))
    kept = tuple(name for name in missing if name in _KEPT_BY_HOSTS)
    return Files(
        missing=tuple(name for name in missing if name not in kept),
        changed=tuple(sorted(n for n in expected if n in found and found[n] != expected[n])),
        added=tuple(name for name in added if name not in by_host),
        odd=copy.odd,
        by_host=by_host,
        kept_by_host=kept,
    )


def _is_of_host(name: str) -> bool:
    proof = name.startswith(_WELL_KNOWN) and PurePosixPath(name).suffix in _PROOFS
    return proof or name in _BY_HOSTS


def _other(copy: Mapping[str, str], here: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    names = sorted({*copy, *here})
    pairs = {name: (copy.get(name, ""), here.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
