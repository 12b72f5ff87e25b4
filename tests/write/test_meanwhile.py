"""What a page says while something is held back."""

import datetime

import pytest

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock
from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import Finding
from plainfigures.read import Reading, read_charts
from plainfigures.write import Desk, RenderedPage, render_page
from tests.making import describe, make_site

REFERENCE = "money/budget/stations/variance"
BEFORE = Clock(datetime.datetime(2026, 12, 10, 9, 29, 59, tzinfo=datetime.UTC))
UNTIL = "is held back until 10 December 2026, 9:30am."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The macros over the fire service, whose money may not be seen yet."""
    root = make_site(tmp_path_factory.mktemp("waiting") / "fire")
    own = {"embargo": "2026-12-10T09:30:00+00:00"}
    describe(root / "datasets" / "money", lambda content: content["plainfigures"].update(own))
    reading = Reading(root / "datasets", root, None, clock=BEFORE)
    packages, findings = reading.finish()
    assert findings == []
    charts, _ = read_charts(root / "charts", root)
    made = Desk(Catalogue(packages, (), reading.embargoed), BEFORE, charts)
    made.hold_back_charts()
    return made


def written(desk: Desk, text: str) -> RenderedPage:
    """Return a page with the macros written out."""
    return render_page(Page("docs/index.md", text, 0, {}), desk)


def findings_of(desk: Desk, text: str) -> list[Finding]:
    """Return what is found on a page."""
    return written(desk, text).findings


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (f'figure("{REFERENCE}")', "This figure"),
        ('figure("money/budget/fire-stations/variance")', "This figure"),
        ('figure("money/derived/pressure")', "This figure"),
        (f'difference("{REFERENCE}", "money/budget/total/variance")', "This figure"),
        ('table("money/budget")', "This table"),
        ('chart("variance")', "This chart"),
    ],
)
def test_what_is_held_back_is_a_finding_that_does_not_name_it(
    desk: Desk, call: str, what: str
) -> None:
    (found,) = findings_of(desk, f"\n\n{{{{ {call} }}}}\n")
    assert (found.rule, found.message, found.line) == ("embargo", f"{what} {UNTIL}", 3)
    assert "until=" in found.remedy


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (f'figure("{REFERENCE}", until="<b>soon</b>")', "&#60;b&#62;soon&#60;/b&#62;"),
        (f'period("{REFERENCE}", until="soon")', "soon"),
        ('table("money/budget", until="It comes.")', "<p>It comes.</p>"),
        ('chart("variance", until="It comes.")', "<p>It comes.</p>"),
    ],
)
def test_a_page_says_what_it_is_given_for_meanwhile(desk: Desk, call: str, said: str) -> None:
    page = written(desk, f"{{{{ {call} }}}}")
    assert (page.markdown.strip(), page.findings) == (said, [])


def test_words_for_meanwhile_are_typed_words(desk: Desk) -> None:
    page = written(desk, f'{{{{ figure("{REFERENCE}", until="about 45 calls") }}}}')
    assert [one.text for one in page.wordings] == ["about 45 calls"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (f'"{REFERENCE}"', "no"),
        ('"money"', "no"),
        ('"money/budget"', "no"),
        ('"variance"', "no"),
        ('"plans", "money"', "no"),
        ('"plans", "times", "budget-2024", "response/staff/firefighters@latest"', "yes"),
    ],
)
def test_a_page_can_ask_whether_something_can_be_seen(desk: Desk, names: str, said: str) -> None:
    page = written(desk, f"{{% if published({names}) %}}yes{{% else %}}no{{% endif %}}")
    assert (page.markdown, page.findings) == (said, [])


@pytest.mark.parametrize(("name", "near"), [("plan", "plans"), ("time", "times")])
def test_what_nobody_knows_is_told_with_the_nearest_name(desk: Desk, name: str, near: str) -> None:
    (found,) = findings_of(desk, f'{{% if published("{name}") %}}yes{{% endif %}}')
    assert (found.message, found.suggestion) == (
        f'There is no data package, chart or source "{name}".',
        near,
    )
