"""The list of rules that run only where somebody asks."""

from plainfigures.check import reading
from plainfigures.check.material import FinishedSite
from plainfigures.check.rules import Rule

__all__ = ["ASKED_RULES"]


ASKED_RULES: tuple[Rule[FinishedSite], ...] = (
    Rule("reading", "Each page is in plain words", "pages", reading.count, reading.find),
)
"""Rules that load something slow, and so run when somebody asks for a check, not in a build."""
