"""Why some mutants pass every rule: nothing else in the site's data says what was changed."""

from tests.mutation.ground import Mutant

__all__ = ["why_missed"]

OWN_COUNTS = ("inspections/standing/",)
_STATED_ONCE = {
    "status": "Whether a figure is a forecast or an outturn is said once, for its table or its row.",
    "basis": "On which basis a figure was counted is said once, for its table or its row.",
    "measure": "A measure is our own name for what a table or a column holds.",
    "unit": "The unit is said once, and the printed text is a bare number.",
    "scale": "The scale is said once, and no other figure is tied to this one.",
    "value and text alike": "It was taken down wrongly, as plausibly as rightly, from a source whose "
    "text is not at hand, and no other figure is tied to it.",
}


def why_missed(mutant: Mutant, *, in_document: bool) -> str:
    """Return why no rule can see a mutant, or "" where one should."""
    if mutant.operator == "value and text alike" and in_document:
        return ""
    if mutant.operator in _STATED_ONCE:
        return _STATED_ONCE[mutant.operator]
    on_value = mutant.cells and mutant.operator != "locator" and "wrong" not in mutant.operator
    if on_value and mutant.reference.startswith(OWN_COUNTS):
        return (
            "Our own count of a list that is no part of the site: no printed text stands beside it, "
            "and it is part of no sum. Where the list is at hand, tests/site/test_standing.py sees it."
        )
    return ""
