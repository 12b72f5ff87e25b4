"""Data packages, pages and chart declarations in: from files to plain records and findings."""

from plainfigures.read.allowed import allowed_files
from plainfigures.read.cache import Store
from plainfigures.read.declarations import read_charts
from plainfigures.read.holding import LeftOut
from plainfigures.read.packages import Reading, package_key, read_packages
from plainfigures.read.pages import read_pages, split_front_matter

__all__ = [
    "LeftOut",
    "Reading",
    "Store",
    "allowed_files",
    "package_key",
    "read_charts",
    "read_packages",
    "read_pages",
    "split_front_matter",
]
