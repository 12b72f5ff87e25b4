"""Charts of the sample site, declared and made by tests."""

from pathlib import Path
from textwrap import dedent

from lxml import html

from plainfigures.figures.findings import Finding
from plainfigures.figures.pictures import Picture
from plainfigures.write import Desk
from tests.write.desks import make_desk, to_html, write


def declare(root: Path, text: str, name: str = "mine") -> Path:
    """Write a chart declaration of a test's own."""
    file = root / "charts" / f"{name}.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(dedent(text).lstrip("\n"), "utf-8")
    return file


def picture(root: Path, text: str) -> Picture:
    """Return the picture of a chart of a test's own, in which nothing may be wrong."""
    declare(root, text)
    desk = make_desk(root)
    assert desk.check_charts() == []
    return desk.charts.words("mine").picture


def wrong(root: Path, text: str) -> Finding:
    """Return the one thing that is wrong with a chart of a test's own."""
    declare(root, text)
    (found,) = make_desk(root).check_charts()
    return found


def chart(desk: Desk, name: str) -> html.HtmlElement:
    """Return a chart as its page has it."""
    (found,) = to_html(write(desk, f'{{{{ chart("{name}") }}}}')).iter("figure")
    return found
