"""What pictures that leave the site say, as plain records: they load nothing that draws."""

from msgspec import Struct

from plainfigures.figures.pictures import Picture

__all__ = ["Card", "Imprint"]


class Imprint(Struct, frozen=True):
    """What stands at the foot of a picture: where its figures come from, and where it was made."""

    sources: str
    site: str
    address: str = ""


class Card(Struct, frozen=True):
    """What the preview of a link shows.

    `number` is a figure in the words that its page shows it in, `what` says what it is and `when`
    of when. With a `chart`, the drawing stands in their place.
    """

    title: str
    site: str
    number: str = ""
    what: str = ""
    when: str = ""
    chart: Picture | None = None

    @property
    def told(self) -> str:
        """What the preview shows, in words."""
        if self.chart is not None:
            return self.chart.alternative
        figure = f"{self.number} {self.what}".strip()
        said = ", ".join(part for part in (figure, self.when) if part)
        end = "" if self.title.endswith(("?", ".", "!")) else "."
        return f"{self.title}{end} {said}" if said else self.title
