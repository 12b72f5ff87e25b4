"""The errors that plainfigures raises on purpose, as one tree.

PlainFiguresError
├── FiguresError          what is asked of figures makes no sense
│   ├── ReferenceProblem  a reference is malformed or leads nowhere
│   ├── PeriodProblem     a period is not written as one of the four kinds
│   ├── UnreadableProblem a figure is there, but its cell or table could not be read
│   │   └── HeldBackProblem  a figure is there, and may not be seen yet
│   ├── ConfidentialProblem  a figure is there, but its value is kept confidential
│   ├── TextProblem       an as-published text does not hold what it should
│   ├── BoundsProblem     settings or a chart come to more than is read
│   ├── PatternProblem    a pattern cannot be used, or takes too long
│   └── FormulaProblem    a formula does not parse or cannot be worked out
├── MacroProblem          a macro in a page was given something it cannot use
├── ChartProblem          a chart declaration cannot be drawn
├── MixProblem            figures that are not alike are put together without a word
├── SheetProblem          a spreadsheet that somebody sent cannot be read with certainty
├── ImportProblem         an import is asked for in a way that cannot be followed
├── StartProblem          a new site or data package cannot be started
└── BuildProblem          a build cannot start or cannot be put in place
    ├── MachineProblem    the machine would not do it: no room, no right, no memory
    └── PlacedProblem     the same, where the file to mend is known

Every message is written for the person who edits the page or the dataset. Only the command line
turns an error into an exit code.
"""

from typing import Any

__all__ = [
    "BoundsProblem",
    "BuildProblem",
    "ChartProblem",
    "ConfidentialProblem",
    "FiguresError",
    "FormulaProblem",
    "HeldBackProblem",
    "ImportProblem",
    "MachineProblem",
    "MacroProblem",
    "MixProblem",
    "PatternProblem",
    "PeriodProblem",
    "PlacedProblem",
    "PlainFiguresError",
    "ReferenceProblem",
    "SheetProblem",
    "StartProblem",
    "TextProblem",
    "UnreadableProblem",
]


class PlainFiguresError(Exception):
    """Something is wrong that a person can mend; `remedy` says how.

    `suggestion` is the nearest right name, or an empty string.
    """

    def __init__(self, message: str, remedy: str = "", suggestion: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.suggestion = suggestion

    def __reduce__(self) -> tuple[Any, ...]:
        """Go from process to process with all that it says."""
        return type(self).__new__, (type(self), *self.args), self.__dict__


class FiguresError(PlainFiguresError):
    """What is asked of figures makes no sense."""


class ReferenceProblem(FiguresError):
    """A reference is malformed or leads to no figure."""


class PeriodProblem(FiguresError):
    """A period is not written as one of the kinds the data model has."""


class UnreadableProblem(FiguresError):
    """A figure is there, but its cell, table or package could not be read.

    What could not be read has a finding of its own, so whoever meets this says nothing more.
    """


class HeldBackProblem(UnreadableProblem):
    """A figure is there, and may not be seen before a moment, so no word of it is said.

    `until` is that moment (see `figures.embargoes`). Whoever does not know of embargoes passes over
    it as over what cannot be read.
    """

    def __init__(self, message: str, remedy: str = "", *, until: str = "") -> None:
        super().__init__(message, remedy)
        self.until = until


class ConfidentialProblem(FiguresError):
    """A figure is there, but its value is kept confidential, so nothing is worked out from it."""


class TextProblem(FiguresError):
    """An as-published text does not hold the value it stands for."""


class BoundsProblem(FiguresError):
    """A YAML text comes to more than is read; `line` is where, 1 where it is all of it.

    Its message goes on from a colon: “This chart cannot be read: …”.
    """

    def __init__(self, message: str, remedy: str, line: int = 1) -> None:
        super().__init__(message, remedy)
        self.line = line


class PatternProblem(FiguresError):
    """A pattern that stands in data or settings cannot be used, or takes too long."""


class FormulaProblem(FiguresError):
    """A formula does not parse, or cannot be worked out with the figures there are."""


class MacroProblem(PlainFiguresError):
    """A macro in a page was given something it cannot use."""


class ChartProblem(PlainFiguresError):
    """A chart declaration cannot be drawn."""


class MixProblem(PlainFiguresError):
    """Figures on different bases are put together, and nothing says so; or it is said and untrue."""


class SheetProblem(PlainFiguresError):
    """A spreadsheet that somebody sent cannot be read, or not with certainty."""


class ImportProblem(PlainFiguresError):
    """An import is asked for in a way that cannot be followed."""


class StartProblem(PlainFiguresError):
    """A new site or data package cannot be started as it was asked for."""


class BuildProblem(PlainFiguresError):
    """A build cannot start, or its result cannot be put in place."""


class MachineProblem(BuildProblem):
    """The machine would not do what a command asked of it: there is no room, no right, no memory."""


class PlacedProblem(BuildProblem):
    """A build cannot go on, and the file to mend is known.

    `path` is relative to the site's folder, `line` 0 where it is not known.
    """

    def __init__(
        self, message: str, remedy: str = "", suggestion: str = "", *, path: str, line: int = 0
    ) -> None:
        super().__init__(message, remedy, suggestion)
        self.path = path
        self.line = line
