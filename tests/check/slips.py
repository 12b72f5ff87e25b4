"""What tests of the rules on data share: the sample's tables, remedies, and findings by their parts."""

from plainfigures.figures.findings import Finding
from plainfigures.figures.records import MISSING_REASONS

MONEY = "datasets/money/datapackage.json"
BUDGET = "datasets/money/budget.csv"
RESCUES = "datasets/money/rescues.csv"
CLAIMS = "datasets/money/claims.csv"
TIMES = "datasets/response/times.csv"
STAFF = "datasets/response/staff.csv"
GRADINGS = "datasets/response/gradings.csv"
EVENTS = "datasets/plans/events.csv"
DOCUMENTS = "datasets/sources/documents.csv"
LOOK = "Look at the document, and correct the text or the value."
SOURCE = "Correct it, or add the document to datasets/sources/documents.csv."
STATUSES = "Use one of: budget, forecast, outturn, actual, provisional, target."
BASES = "Name one that is declared in datapackage.json: plainfigures, “bases”."
UNITS = "Correct its name, or declare it in datapackage.json: plainfigures, “units”."
REASONS = (
    "Write one of these in the column for the reason: "
    + ", ".join(f"{one} ({words})" for one, words in MISSING_REASONS.items())
    + "."
)
FIND = "Look for the right reference with: plainfigures figures WORDS."
LOCATOR = "Add a locator, such as “paragraph 1.2”."
COMBINE = "Take it out, or combine it with others."
ADD = "Correct it, or add it there."
NO_TEXT = "Add the printed text, such as “£12.261m”."
PERIOD = (
    "Write a day as 2024-03-31, a month as 2024-07, a financial year as fy2024-25, "
    "a position at a month as fy2024-25.m4."
)
ONE_NUMBER = "Give just the printed figure, with words such as “over” where they belong to it."


def told(
    rule: str, message: str, remedy: str, path: str = "", line: int = 0, near: str = ""
) -> Finding:
    return Finding(rule, message, remedy, path, line, 0, near)
