"""Page templates: one page, and its charts, for each row of a table."""

from plainfigures.expanding.expand import Expansion, expand
from plainfigures.expanding.templates import is_template

__all__ = ["Expansion", "expand", "is_template"]
