"""What editors write, as plain records: pages, and charts as declared."""

from typing import Any

from msgspec import Struct, field

__all__ = [
    "About",
    "AllowedNumber",
    "ChartDeclaration",
    "Page",
    "SeriesDeclaration",
    "Wording",
    "names_in",
]


class About(Struct, frozen=True):
    """Whom and where a site is about, as its configuration says.

    `publishers` are the bodies whose figures about this area, or about one of `wider_areas`, may
    stand on any page. `lines` are the lines of the configuration, by the name of the setting.
    """

    body: str = ""
    area: str = ""
    publishers: tuple[str, ...] = ()
    wider_areas: tuple[str, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)


def names_in(value: object) -> tuple[str, ...]:
    """Return the names that an editor wrote in a setting: one, a list of them, or none."""
    if value is None:
        return ()
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)


class Page(Struct, frozen=True):
    """A page's text without its front matter.

    `path` is relative to the site's folder; `offset` is the number of lines above `text` in the
    file, so that a line of the text is that many lines further down for the editor. `meta` are the
    settings of the page, `matter` their text as it stands between the two --- of the file. `made`
    says that no editor wrote the page. A page that was made of a template for one row of a table
    has the file of that in `template`, and the row's name in `row`; there is no file at its `path`.
    `given` are the names with a number in them that it has from the row, such as “Station 12”.
    """

    path: str
    text: str
    offset: int
    meta: dict[str, Any]
    matter: str = ""
    made: bool = False
    template: str = ""
    row: str = ""
    given: tuple[str, ...] = ()

    def line_of_setting(self, name: str) -> int:
        """Return the line of the file on which the setting `name` of the page stands; 1 if none."""
        lines = enumerate(self.matter.splitlines(), 2)
        return next((number for number, line in lines if line.startswith(f"{name}:")), 1)


class Wording(Struct, frozen=True):
    """Words that an editor typed, but not in the running text of a page.

    They stand in the file `path`: in its front matter, as an argument of a macro, in a chart or in
    the configuration. `written` is HTML in which they stand beside their figures; `tested` says
    that they are only written while a test on the figures holds.
    """

    path: str
    text: str
    written: str = ""
    tested: bool = False


class AllowedNumber(Struct, frozen=True):
    """A pattern for numbers that may be typed: a regular expression, why, and its line."""

    pattern: str
    why: str
    line: int = 0


class SeriesDeclaration(Struct, frozen=True):
    """A run of figures in a chart; `figures` are references, `*` standing for any part."""

    label: str
    figures: tuple[str, ...]


class ChartDeclaration(Struct, frozen=True):
    """A chart as declared; title, subtitle, notes and `says` are templates with the macros.

    `events` names a table (`package/resource/field`) whose dates a timeline shows. `labels` and
    `marks` are by reference or key. `mixed` says in words what is mixed where the figures are not
    alike; `breaks` say by period why a series was counted anew from there. `text` is the file's, for
    finding lines. A chart that is drawn once for each page of a template names that in `each`; one
    that was made so has the address of its page in `page`, the file in `template`, the name of its
    row in `row`, and in `given` the names with a number in them that it has from there.
    """

    id: str
    path: str
    text: str
    form: str
    title: str
    subtitle: str
    series: tuple[SeriesDeclaration, ...] = ()
    events: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    order: str = "as-given"
    says: str = ""
    shown: str = "short"
    mixed: str = ""
    breaks: dict[str, str] = field(default_factory=dict)
    each: str = ""
    page: str = ""
    template: str = ""
    row: str = ""
    given: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Where the chart stands within the site: on a page of its own, or on that of its row."""
        return f"{self.page}#chart-{self.id}" if self.page else f"charts/{self.id}/"

    def line_of(self, words: str) -> int:
        """Return the first line of the file that holds `words`; 1 if none does."""
        for number, line in enumerate(self.text.splitlines(), 1):
            if words in line:
                return number
        return 1

    def line_of_error(self, message: str) -> int:
        """Return the line that holds a name quoted in `message`; 1 if none does."""
        for name in message.split('"')[1::2]:
            if name and name in self.text:
                return self.line_of(name)
        return 1
