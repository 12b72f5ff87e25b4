"""The rules: each takes plain records and yields findings. One rule a file; its docstring is its help.

What is listed in `rules.py` is a rule; each other module serves one, as CONTRIBUTING.md says under "How
the checks hang together".
"""

from plainfigures.check.rules import (
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
    "DATA_RULES",
    "SITE_RULES",
    "FinishedChart",
    "FinishedPage",
    "FinishedSite",
    "Material",
    "Rule",
    "Seen",
    "run_rules",
]
