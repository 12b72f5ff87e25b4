"""What editors write, as plain records: pages, and charts as declared."""

from dataclasses import dataclass, field
from typing import Any

__all__ = ["ChartDeclaration", "Page", "SeriesDeclaration"]


@dataclass(frozen=True)
class Page:
    """A page's text without its front matter.

    `path` is relative to the site's folder; `offset` is the number of lines above `text` in the
    file, so that a line of the text is that many lines further down for the editor.
    """

    path: str
    text: str
    offset: int
    meta: dict[str, Any]


@dataclass(frozen=True)
class SeriesDeclaration:
    """A run of figures in a chart; `figures` are references, `*` standing for any part."""

    label: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class ChartDeclaration:
    """A chart as declared; title, subtitle, notes and `says` are templates with the macros.

    `events` names a table (`package/resource/field`) whose dates a timeline shows. `labels` and
    `marks` are by reference or key. `text` is the file's, for finding lines.
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
