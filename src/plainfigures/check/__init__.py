"""The rules: each takes plain records and yields findings. One rule a file; its docstring is its help.

What is listed in `data_rules.py`, `rules.py` or `asked_rules.py` is a rule; each other module serves
one, as CONTRIBUTING.md says under "How the checks hang together".
"""

from typing import TYPE_CHECKING

from plainfigures.check.material import (
    FinishedChart,
    FinishedPage,
    FinishedSite,
    Material,
    Seen,
)
from plainfigures.check.rules import SITE_RULES, Rule, run_rules
from plainfigures.figures.late import loaded_late

if TYPE_CHECKING:
    from plainfigures.check.asked_rules import ASKED_RULES
    from plainfigures.check.data_rules import DATA_RULES
    from plainfigures.check.reading import page_readings

__all__ = [
    "ASKED_RULES",
    "DATA_RULES",
    "SITE_RULES",
    "FinishedChart",
    "FinishedPage",
    "FinishedSite",
    "Material",
    "Rule",
    "Seen",
    "page_readings",
    "run_rules",
]

_WHERE = {"asked_rules": "ASKED_RULES", "data_rules": "DATA_RULES", "reading": "page_readings"}
"""Which module has what a build needs seldom."""

__getattr__ = loaded_late(__name__, _WHERE)
