"""The finished site's own files: downloads, figures for machines, feeds, and the exchange."""

from typing import TYPE_CHECKING

from plainfigures.figures.late import loaded_late
from plainfigures.publish.exchange import FINISHED, exchange, flush, foresee, settle, swap

if TYPE_CHECKING:
    from plainfigures.publish.charts import write_chart
    from plainfigures.publish.checksums import CHECKSUMS, write_checksums
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

_WHERE = {
    "charts": "write_chart",
    "checksums": "CHECKSUMS write_checksums",
    "feed": "write_feed",
    "figures": "write_figures",
    "names": "hashed_name name_files with_names",
    "packages": "write_package zip_packages",
    "policy": "HEADERS_FILE meta_policy write_headers",
    "readme": "write_readme",
    "reports": "BUILD_REPORT CHECKS_REPORT confirm_site write_build_report write_checks",
    "search": "SearchedChart write_search",
    "sitemap": "write_sitemap",
    "spreadsheets": "make_spreadsheet",
    "styles": "write_styles",
}
"""Which module has what: a build with nothing to do asks for little of it."""

__getattr__ = loaded_late(__name__, _WHERE)
