"""The finished site's own files: downloads, figures for machines, feeds, and the exchange."""

from plainfigures.publish.charts import write_chart
from plainfigures.publish.exchange import exchange
from plainfigures.publish.feed import write_feed
from plainfigures.publish.figures import write_figures
from plainfigures.publish.packages import write_packages
from plainfigures.publish.reports import (
    BUILD_REPORT,
    CHECKS_REPORT,
    confirm_site,
    write_build_report,
    write_checks,
)
from plainfigures.publish.sitemap import write_sitemap
from plainfigures.publish.styles import write_styles

__all__ = [
    "BUILD_REPORT",
    "CHECKS_REPORT",
    "confirm_site",
    "exchange",
    "write_build_report",
    "write_chart",
    "write_checks",
    "write_feed",
    "write_figures",
    "write_packages",
    "write_sitemap",
    "write_styles",
]
