"""Which charts of chart templates stand on the pages that they are made for: the others are not made."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from plainfigures.figures.declarations import ChartDeclaration
from plainfigures.figures.findings import ADVICE, Finding
from plainfigures.story import address_of
from plainfigures.write import RenderedPage, drawn_in

__all__ = ["absent_charts"]


def absent_charts(
    charts: Iterable[ChartDeclaration], rendered: Iterable[RenderedPage]
) -> tuple[dict[str, str], list[Finding]]:
    """Return the charts of templates that do not stand on their pages, and what is wrong with that.

    By their ids, with the files that they would have. A page may leave its chart out, where a place
    has no figures for one, say. A chart that all leave out, or that stands on another page alone, is
    told. What a page with mistakes would show is not known, so its charts are not among them.
    """
    made = [one for one in charts if one.page]
    if not made:
        return {}, []
    shown = {address_of(one.page): (one, drawn_in(one.markdown)) for one in rendered}
    absent = {one.id: one for one in made if not _may_stand(one, shown)}
    findings = [*_elsewhere(absent, shown), *_nowhere(made, absent)]
    return {one.id: one.path for one in absent.values()}, findings


def _may_stand(
    chart: ChartDeclaration, shown: Mapping[str, tuple[RenderedPage, frozenset[str]]]
) -> bool:
    if chart.page not in shown:
        return True  # the page has a finding of its own
    page, drawn = shown[chart.page]
    return bool(chart.id in drawn or page.broken or page.findings or page.lacking)


def _elsewhere(
    absent: Mapping[str, ChartDeclaration],
    shown: Mapping[str, tuple[RenderedPage, frozenset[str]]],
) -> Iterator[Finding]:
    for rendered, drawn in shown.values():
        page = rendered.page
        for name in sorted(drawn & absent.keys()):
            chart = absent[name]
            lines = enumerate(page.text.splitlines(), page.offset + 1)
            line = next((number for number, text in lines if name in text), page.offset + 1)
            yield Finding(
                "chart",
                f'The chart "{name}" is made for the page {chart.page}, and it does not stand there.',
                f"Show it there too, or show another chart here: {chart.template} makes one for each "
                "page of its template.",
                page.path,
                line,
            )


def _nowhere(
    made: Iterable[ChartDeclaration], absent: Mapping[str, ChartDeclaration]
) -> Iterator[Finding]:
    standing = {one.template for one in made if one.id not in absent}
    for one in {chart.template: chart for chart in absent.values()}.values():
        if one.template not in standing:
            name = PurePosixPath(one.template).stem.replace("[", "{").replace("]", "}")
            yield Finding(
                "chart",
                f"This chart stands on no page of {one.each}, so nobody sees it.",
                f'Put {{{{ chart("{name}") }}}} onto the page, or take this file away.',
                one.template,
                one.line_of("each:"),
                level=ADVICE,
            )
