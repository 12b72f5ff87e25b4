"""The rules on data: one slip in a part of a figure, in a key, or at a place held back."""

from pathlib import Path

import pytest

from plainfigures.figures.findings import Finding
from tests.check.slips import (
    ADD,
    CLAIMS,
    COMBINE,
    DOCUMENTS,
    EVENTS,
    PERIOD,
    REASONS,
    RESCUES,
    STATUSES,
    TIMES,
    UNITS,
    told,
)
from tests.making import (
    check_data,
    edit,
    make_datasets,
)


@pytest.mark.parametrize(
    ("path", "old", "new", "findings"),
    [
        # Parts of a figure.
        (
            CLAIMS,
            "6,engines",
            "6,engnes",
            [
                told(
                    "figure-parts",
                    'The unit "engnes" is not declared.',
                    UNITS,
                    CLAIMS,
                    4,
                    "engines",
                )
            ],
        ),
        (
            CLAIMS,
            "fy2024-25,actual",
            "fy2024-25,actaul",
            [
                told(
                    "figure-parts",
                    '"money/claims/new-engines" has the status "actaul", which does not exist.',
                    STATUSES,
                    CLAIMS,
                    4,
                    "actual",
                )
            ],
        ),
        (
            CLAIMS,
            "fy2024-25,actual",
            ",actual",
            [
                told(
                    "figure-parts",
                    '"money/claims/new-engines" does not say of when it is.',
                    "Fill in the period, such as fy2023-24 or 2024-07.",
                    CLAIMS,
                    4,
                )
            ],
        ),
        (
            CLAIMS,
            "fy2024-25,actual",
            "2024/25,actual",
            [told("figure-parts", '"25" is not a period.', PERIOD, CLAIMS, 4)],
        ),
        (
            TIMES,
            ",x,",
            ",q,",
            [
                told(
                    "figure-parts",
                    '"response/times/first-engine.eastmere@2024-10" has "q" as the reason '
                    "why it has no value.",
                    REASONS,
                    TIMES,
                    4,
                )
            ],
        ),
        (
            EVENTS,
            "2024-05-17,",
            "2024-05-37,",
            [
                told("figure-parts", 'There is no such date as "2024-05-37".', PERIOD, EVENTS, 3),
            ],
        ),
        # Keys into other tables.
        (
            TIMES,
            "second-engine,eastmere,2024-04",
            "second-engine,eastmer,2024-04",
            [
                told(
                    "figure-parts",
                    '"response/times/second-engine.eastmer@2024-04" '
                    'is of an area "eastmer" that is not in the register.',
                    "Correct it, or add an area of that id to datasets/sources/areas.csv.",
                    TIMES,
                    7,
                    "eastmere",
                ),
            ],
        ),
        (
            DOCUMENTS,
            "Inspectorate of Fire Services,inspectorate",
            "Inspectorate of Fire Services,inspectorat",
            [
                told(
                    "foreign-key",
                    '"inspectorat" in "body" is in no row of datasets/sources/bodies.csv.',
                    ADD,
                    DOCUMENTS,
                    4,
                    "inspectorate",
                )
            ],
        ),
        (
            "datasets/money/withheld.csv",
            "rescues-row-2,budget-2024",
            "rescues-row-2,budget-2025",
            [
                told(
                    "foreign-key",
                    '"budget-2025" is in no row of the register of sources.',
                    ADD,
                    "datasets/money/withheld.csv",
                    2,
                    "budget-2024",
                )
            ],
        ),
        # What is held back.
        (
            RESCUES,
            '210,210,fy2023-24,budget-2024,"table 2, row 1"',
            '210,210,fy2023-24,budget-2024,"table 2, row 2"',
            [
                told(
                    "withheld",
                    '"money/rescues/road" is taken from a place that is held back.',
                    COMBINE,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            '"table 2, row 2; table 2, row 3"',
            '"table 2, row 2"',
            [
                told(
                    "withheld",
                    '"money/rescues/water-and-height" is taken from a place that is held back.',
                    COMBINE,
                    RESCUES,
                    3,
                )
            ],
        ),
        (
            RESCUES,
            '"table 2, row 2; table 2, row 3"',
            '"table 2, row 3; table 2, row 3;"',
            [
                told(
                    "withheld",
                    '"money/rescues/water-and-height" is taken from a place that is held back.',
                    COMBINE,
                    RESCUES,
                    3,
                )
            ],
        ),
    ],
)
def test_one_slip_in_a_part_a_key_or_a_place_is_told_and_nothing_else(
    tmp_path: Path, path: str, old: str, new: str, findings: list[Finding]
) -> None:
    make_datasets(tmp_path)
    edit(tmp_path / path, old, new)
    assert check_data(tmp_path) == findings
