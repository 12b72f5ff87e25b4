"""Published figures, bound to the paragraph they came from, turned into a site people can check."""

__version__ = "0.1.0"

__all__ = ["__version__"]
