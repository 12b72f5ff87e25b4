"""The rules: each takes plain records and yields findings. One rule a file; its docstring is its help."""

from plainfigures.check.rules import (
    DATA_RULES,
    SITE_RULES,
    FinishedChart,
    FinishedPage,
    FinishedSite,
    Material,
    Rule,
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
    "run_rules",
]
