"""The errors that plainfigures raises on purpose, as one tree.

PlainFiguresError
├── FiguresError          what is asked of figures makes no sense
│   ├── ReferenceProblem  a reference is malformed or leads nowhere
│   ├── PeriodProblem     a period is not written as one of the four kinds
│   ├── UnreadableProblem a figure is there, but its cell or table could not be read
│   ├── ConfidentialProblem  a figure is there, but its value is kept confidential
│   ├── TextProblem       an as-published text does not hold what it should
│   └── FormulaProblem    a formula does not parse or cannot be worked out
├── MacroProblem          a macro in a page was given something it cannot use
├── ChartProblem          a chart declaration cannot be drawn
├── MixProblem            figures that are not alike are put together without a word
└── BuildProblem          a build cannot start or cannot be put in place

Every message is written for the person who edits the page or the dataset. Only the command line
turns an error into an exit code.
"""

__all__ = [
    "BuildProblem",
    "ChartProblem",
    "ConfidentialProblem",
    "FiguresError",
    "FormulaProblem",
    "MacroProblem",
    "MixProblem",
    "PeriodProblem",
    "PlainFiguresError",
    "ReferenceProblem",
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


class ConfidentialProblem(FiguresError):
    """A figure is there, but its value is kept confidential, so nothing is worked out from it."""


class TextProblem(FiguresError):
    """An as-published text does not hold the value it stands for."""


class FormulaProblem(FiguresError):
    """A formula does not parse, or cannot be worked out with the figures there are."""


class MacroProblem(PlainFiguresError):
    """A macro in a page was given something it cannot use."""


class ChartProblem(PlainFiguresError):
    """A chart declaration cannot be drawn."""


class MixProblem(PlainFiguresError):
    """Figures on different bases are put together, and nothing says so; or it is said and untrue."""


class BuildProblem(PlainFiguresError):
    """A build cannot start, or its result cannot be put in place."""
