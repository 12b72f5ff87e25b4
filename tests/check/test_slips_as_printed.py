"""The rules on data: one slip in what is printed, or where, in a table of sound data."""

from pathlib import Path

import pytest

from plainfigures.figures.findings import Finding
from tests.check.slips import (
    BUDGET,
    CLAIMS,
    DOCUMENTS,
    EVENTS,
    GRADINGS,
    LOCATOR,
    LOOK,
    NO_TEXT,
    ONE_NUMBER,
    PERIOD,
    RESCUES,
    SOURCE,
    told,
)
from tests.making import (
    check_data,
    edit,
    make_datasets,
    make_site,
)


def test_the_sound_site_has_no_findings(tmp_path: Path) -> None:
    assert check_data(make_site(tmp_path)) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "findings"),
    [
        # As published.
        (
            RESCUES,
            "210,210,",
            "211,210,",
            [
                told(
                    "as-published",
                    '"money/rescues/road": the text "210" says 210, but the value in the table is 211.',
                    LOOK,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            BUDGET,
            "-145,-145",
            "145,-145",
            [
                told(
                    "as-published",
                    '"money/budget/training/variance": the text "-145" says -145,000, '
                    "but the value in the table is 145,000.",
                    LOOK,
                    BUDGET,
                    3,
                )
            ],
        ),
        (
            CLAIMS,
            "over £2.1m",
            "over £2.1bn",
            [
                told(
                    "as-published",
                    '"money/claims/grant": the text "over £2.1bn" says 2,100,000,000, '
                    "but the value in the table is 2,100,000.",
                    LOOK,
                    CLAIMS,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            "210,210,",
            "210,,",
            [
                told(
                    "as-published",
                    '"money/rescues/road" has no text as published.',
                    NO_TEXT,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            "210,210,",
            "210,210 of 244,",
            [
                told(
                    "as-published",
                    'The as-published text "210 of 244" holds more than one number.',
                    ONE_NUMBER,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            "210,210,",
            "210,several,",
            [
                told(
                    "as-published",
                    'The as-published text "several" holds no number.',
                    ONE_NUMBER,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            "210,210,",
            "210,210%,",
            [
                told(
                    "as-published",
                    '"money/rescues/road": "210%" is a percentage, but the figure is in rescues.',
                    LOOK,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            "210,210,",
            "210,210 new engines,",
            [
                told(
                    "as-published",
                    '"money/rescues/road": "210 new engines" is in engines, but the figure in rescues.',
                    LOOK,
                    RESCUES,
                    2,
                )
            ],
        ),
        (RESCUES, "210,210,", "210,210 rescues by new engines,", []),
        (
            RESCUES,
            "210,210,",
            "210,£210,",
            [
                told(
                    "as-published",
                    '"money/rescues/road": "£210" is money, but the figure is in rescues.',
                    LOOK,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            GRADINGS,
            "good,Good",
            "good,Adequate",
            [
                told(
                    "as-published",
                    '"response/gradings/2024.overall/grade": the text "Adequate" does not name '
                    'the grade "good".',
                    LOOK,
                    GRADINGS,
                    4,
                )
            ],
        ),
        (
            GRADINGS,
            "good,Good",
            "goood,Good",
            [
                told(
                    "as-published",
                    '"response/gradings/2024.overall/grade": "goood" is none of its grades, '
                    "which are inadequate, requires-improvement, adequate and good.",
                    LOOK,
                    GRADINGS,
                    4,
                )
            ],
        ),
        (
            EVENTS,
            "Friday 17 May",
            "Thursday 17 May",
            [
                told(
                    "as-published",
                    '"plans/events/inspection/date": the text "Thursday 17 May 2024" prints Thursday, '
                    "but the dataset has 17 May 2024, a Friday",
                    LOOK,
                    EVENTS,
                    3,
                )
            ],
        ),
        (
            EVENTS,
            "April 2023",
            "at some time",
            [
                told(
                    "as-published",
                    'The as-published text "at some time" holds no date.',
                    "Give the printed date, such as “4th March 2019” or “March 2019”.",
                    EVENTS,
                    2,
                )
            ],
        ),
        # Sources.
        (
            BUDGET,
            'budget-2024,"table 1, row 1"',
            'budget-2042,"table 1, row 1"',
            [
                told(
                    "source",
                    '"budget-2042" is in no row of the register of sources.',
                    SOURCE,
                    BUDGET,
                    2,
                    "budget-2024",
                )
            ],
        ),
        (
            RESCUES,
            '"table 2, row 1",',
            ",",
            [
                told(
                    "source",
                    '"money/rescues/road" does not say where in the document it stands.',
                    LOCATOR,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            DOCUMENTS,
            "The plan carries no date of publication",
            "",
            [
                told(
                    "source",
                    'The source "plan-2023" says neither when it was published nor why that is not known.',
                    "Write a date under “published”, or the reason under “published_note”.",
                    DOCUMENTS,
                    3,
                )
            ],
        ),
        (
            DOCUMENTS,
            "2024-09-24",
            "24 September",
            [
                told(
                    "source",
                    'The source "budget-2024" has a date that '
                    'cannot be read: "24 September" is not a period.',
                    PERIOD,
                    DOCUMENTS,
                    2,
                )
            ],
        ),
        # Reading otherwise than printed.
        (
            CLAIMS,
            "The report leaves out the thousands.",
            "",
            [
                told(
                    "read-as",
                    '"money/claims/engine-cost" is read differently from what is printed, without a reason.',
                    "Say why in read_as_reason, or take read_as out.",
                    CLAIMS,
                    3,
                )
            ],
        ),
    ],
)
def test_one_slip_in_what_is_printed_or_where_is_told_and_nothing_else(
    tmp_path: Path, path: str, old: str, new: str, findings: list[Finding]
) -> None:
    make_datasets(tmp_path)
    edit(tmp_path / path, old, new)
    assert check_data(tmp_path) == findings
