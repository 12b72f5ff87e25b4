"""A site in which something is wrong, made as far as it can be, so that all its mistakes are found."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from plainfigures.figures.findings import ERROR, CheckRun, Finding
from plainfigures.preparing import Prepared

__all__ = ["Rough", "lost_addresses", "with_findings"]


class Rough:
    """Steps that may fail where a site is not sound, since they take for granted that it is.

    `lost` are the beginnings of the addresses at which something is missing then.
    """

    def __init__(self, sound: bool) -> None:
        self._sound = sound
        self.lost: list[str] = []

    @contextmanager
    def far(self, *addresses: str) -> Iterator[None]:
        """Go as far as a step goes; where it fails in a site that is not sound, `addresses` are lost."""
        try:
            yield
        except Exception:
            if self._sound:
                raise
            self.lost += addresses


def lost_addresses(prepared: Prepared, undrawn: Iterable[Finding]) -> list[str]:
    """Return the beginnings of the addresses at which something is missing, because of a mistake."""
    charts = prepared.desk.charts
    names = {*charts.unreadable, *charts.declarations} - {*charts.made()}
    names |= {one.path.rpartition("/")[2].removesuffix(".yml") for one in undrawn}
    lost = [place for name in names for place in (f"charts/{name}/", f"data/charts/{name}.")]
    lost += prepared.lost
    if prepared.sound:
        return lost
    # What can be downloaded of the data is not made for a site that nobody will see.
    packages = {one.path.split("/")[1] for one in prepared.findings if _is_of_data(one)}
    packages |= {*prepared.catalogue.packages}
    lost += [f"data/{name}" for name in packages] + ["data/all"]
    lost += [f"figures/{name}/" for name in packages - {*prepared.catalogue.packages}]
    for one in prepared.findings:
        if one.rule == "configuration" and one.message.startswith("The navigation names"):
            lost.append(one.message.split('"')[1].removesuffix("index.md").removesuffix(".md"))
    return lost


def with_findings(runs: list[CheckRun], rule: str, found: list[Finding]) -> list[CheckRun]:
    """Return the runs of rules, with more findings of one of them."""
    return [
        replace(run, findings=(*run.findings, *found)) if run.rule == rule else run for run in runs
    ]


def _is_of_data(finding: Finding) -> bool:
    return finding.level == ERROR and finding.path.startswith("datasets/")
