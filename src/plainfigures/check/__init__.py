"""The rules: each takes plain records and yields findings. One rule a file; its docstring is its help.

What is listed in `rules.py` is a rule; each other module serves one, as CONTRIBUTING.md says under "How
the checks hang together".
"""

from plainfigures.check.reading import page_readings
from plainfigures.check.rules import (
    ASKED_RULES,
    DATA_RULES,
    SITE_RULES,
    FinishedChart,
    FinishedPage,
    FinishedSite,
    Material,
    Rule,
    Seen,
    run_rules,
)

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
