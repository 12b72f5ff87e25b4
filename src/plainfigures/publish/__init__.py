"""The finished site's own files: downloads, figures for machines, feeds, and the exchange."""

from plainfigures.publish.charts import write_chart
from plainfigures.publish.checksums import CHECKSUMS, write_checksums
from plainfigures.publish.exchange import FINISHED, exchange, flush, foresee, settle, swap
from plainfigures.publish.feed import write_feed
from plainfigures.publish.figures import write_figures
from plainfigures.publish.names import hashed_name, name_files, with_names
from plainfigures.publish.packages import write_package, zip_packages
from plainfigures.publish.policy import HEADERS_FILE, meta_policy, write_headers
from plainfigures.publish.readme import write_readme
from plainfigures.publish.reports import (
    BUILD_REPORT,
    CHECKS_REPORT,
    confirm_site,
    write_build_report,
    write_checks,
)
from plainfigures.publish.search import SearchedChart, write_search
from plainfigures.publish.sitemap import write_sitemap
from plainfigures.publish.spreadsheets import make_spreadsheet
from plainfigures.publish.styles import write_styles

__all__ = [
    "BUILD_REPORT",
    "CHECKSUMS",
    "CHECKS_REPORT",
    "FINISHED",
    "HEADERS_FILE",
    "SearchedChart",
    "confirm_site",
    "exchange",
    "flush",
    "foresee",
    "hashed_name",
    "make_spreadsheet",
    "meta_policy",
    "name_files",
    "settle",
    "swap",
    "with_names",
    "write_build_report",
    "write_chart",
    "write_checks",
    "write_checksums",
    "write_feed",
    "write_figures",
    "write_headers",
    "write_package",
    "write_readme",
    "write_search",
    "write_sitemap",
    "write_styles",
    "zip_packages",
]
