"""Pictures to draw in tests: one of each form as a site has it, and nasty ones."""

from decimal import Decimal

from plainfigures.figures.pictures import Picture, Point, Series
from plainfigures.figures.units import BUILT_IN, Unit

GBP = BUILT_IN["GBP"]
PERCENT = BUILT_IN["percent"]
RATE = BUILT_IN["per-10000"]
CHILDREN = Unit("children", one="child", other="children", people=True)


def point(label: str, value: str | None = None, **more: object) -> Point:
    number = None if value is None else Decimal(value)
    return Point(label, number, **more)  # type: ignore[arg-type]


def picture(form: str, *series: Series, unit: Unit = GBP, **more: object) -> Picture:
    return Picture(
        id=str(more.pop("id", f"sample-{form}")),
        form=form,
        title="A finding",
        subtitle="A measure",
        alternative="What the chart shows, with “quotes” & <signs>.",
        series=series,
        unit=unit,
        **more,  # type: ignore[arg-type]
    )


BARS = picture(
    "bars",
    Series(
        "Pressure",
        (
            point("2019 to 2020, outturn", "5123000"),
            point("2020 to 2021, outturn", "1840000"),
            point("2021 to 2022, outturn", "3100000"),
            point("2022 to 2023, reported at month 9 before the use of reserves", "7450000"),
            point("2022 to 2023, outturn", None, reason="not published by service"),
            point("2023 to 2024, reported at month 8", "11900000", marks=("forecast",)),
            point("2023 to 2024, outturn", "12700000"),
            point("2024 to 2025, reported at month 3", "9800000", marks=("forecast",)),
            point("2024 to 2025, reported at month 4", "12261000", marks=("forecast", "revised")),
            point("2024 to 2025, other", "14000", marks=("suspect",)),
        ),
    ),
)

GROUPED = picture(
    "grouped-bars",
    Series(
        "Budget",
        tuple(
            point(label, value)
            for label, value in (
                ("Children in care", "33800000"),
                ("Community health and adult social care", "74800000"),
                ("Children, families and early help", "16600000"),
                ("Education, skills and early years", "5600000"),
                ("Preventative services", "4712000"),
            )
        ),
    ),
    Series(
        "Forecast",
        (
            point("Children in care", "46061000", marks=("forecast",)),
            point("Community health and adult social care", "79400000"),
            point("Children, families and early help", "16900000"),
            point("Education, skills and early years", None, reason="not stated"),
            point("Preventative services", "4568000"),
        ),
    ),
)

DIVERGING = picture(
    "diverging-bars",
    Series(
        "Variance",
        (
            point("Children in care", "12261000"),
            point("Community health and adult social care", "4612000"),
            point("Education, skills and early years", "-145000"),
            point("Preventative services", "-1044000", marks=("provisional",)),
            point("Schools", "0"),
            point("Early help", None),
        ),
    ),
)

DOTS = picture(
    "dots",
    Series(
        "April 2024",
        (
            point("Assessment teams", "22"),
            point("Children in our care", "18"),
            point("Leaving care", "25"),
            point("Fostering support and recruitment", None, reason="not published"),
            point("Family time", "14"),
        ),
    ),
    Series(
        "July 2024",
        (
            point("Assessment teams", "17"),
            point("Children in our care", "16"),
            point("Leaving care", "25"),
            point("Fostering support and recruitment", "12"),
            point("Family time", "16", marks=("provisional",)),
        ),
    ),
    unit=Unit("cases"),
)


def _years(*values: str | None, **marks: tuple[str, ...]) -> tuple[Point, ...]:
    return tuple(
        point(
            str(2018 + index),
            value,
            when=f"{2018 + index}-03-31",
            reason="" if value else "not collected",
            marks=marks.get(f"y{2018 + index}", ()),
        )
        for index, value in enumerate(values)
    )


LINES = picture(
    "lines",
    Series("Oldham", _years("87", "92", "101", "98", "96", "93", "95", "91.4", y2021=("suspect",))),
    Series("North West", _years("88", "92", "94", "96", "97", "98", "96", "95")),
    Series(
        "England",
        _years(
            "64",
            "65",
            "67",
            None,
            "70",
            "71",
            "70",
            "69",
            y2024=("revised",),
            y2025=("provisional",),
        ),
    ),
    unit=RATE,
)

LINES_MONEY = picture(
    "lines",
    Series(
        "Section 251 spending",
        _years(
            "31200000",
            "34500000",
            "36100000",
            "41800000",
            "44900000",
            "52300000",
            "61700000",
            "64100000",
            y2024=("forecast",),
            y2025=("forecast",),
        ),
    ),
    id="sample-lines-money",
)

STEPS = picture(
    "steps",
    Series(
        "2019",
        (
            point("Overall effectiveness", step=1, marks=("total",)),
            point("The experiences and progress of children who need help and protection", step=1),
            point("The experiences and progress of children in care", step=1),
            point("The experiences and progress of care leavers", reason="no separate judgement"),
            point("The impact of leaders on social work practice", step=1),
        ),
    ),
    Series(
        "2024",
        (
            point("Overall effectiveness", step=2, marks=("total",)),
            point("The experiences and progress of children who need help and protection", step=1),
            point("The experiences and progress of children in care", step=2),
            point("The experiences and progress of care leavers", step=2),
            point("The impact of leaders on social work practice", step=3),
        ),
    ),
    unit=Unit("number"),
    steps=("Inadequate", "Requires improvement", "Good", "Outstanding"),
)

WATERFALL = picture(
    "waterfall",
    Series(
        "Month 4",
        (
            point("Residential placements", "9800000", marks=("start",)),
            point("External foster care and independent supported accommodation", "2900000"),
            point("Agency staff", "1300000", marks=("forecast",)),
            point("Grants not yet announced", None, reason="not published"),
            point("Use of reserves", "-1739000"),
            point("Forecast overspend", "12261000", marks=("total",)),
        ),
    ),
)

STACKED = picture(
    "stacked",
    Series(
        "High-cost placements",
        (
            point("All investment", "14700000", marks=("total",)),
            point("Placements for children in care, paid for by the council", "8200000"),
            point("Staff", "4100000"),
            point("Family help", "1200000", marks=("forecast",)),
            point("Homes", "600000"),
            point("Fostering hubs", "350000"),
            point("Training", "200000"),
            point("Travel", "50000"),
            point("Legal costs", None, reason="combined with another line"),
        ),
    ),
)

TIMELINE = picture(
    "timeline",
    Series(
        "Inspection",
        (
            point("Inspection: requires improvement to be good", when="2019-01-21"),
            point("Focused visit, no grade", when="2021-11-10", note="On care leavers."),
            point("Inspection: good", when="2024-05-13"),
        ),
    ),
    Series(
        "Plan",
        (
            point(
                "The council sets up an improvement board with an independent chair, which meets "
                "every six weeks until the next inspection and reports to the cabinet",
                when="2019-03-01",
                shown="March 2019",
            ),
            point("Getting to Good plan", when="2022-04-01", shown="2022"),
            point("Achieving Excellence", when="2024-10-02"),
            point("Mockingbird hubs complete", when="2025-04-30", marks=("forecast",)),
        ),
    ),
    unit=Unit("number"),
)

FOUR = ("Oldham", "North West", "England", "Statistical neighbours")

GROUPED_FOUR = picture(
    "grouped-bars",
    *(
        Series(
            label,
            (
                point("Looked after", str(40 + 12 * number)),
                point("On a child protection plan", str(-8 - 5 * number)),
                point("In need", str(70 - 9 * number), marks=("provisional",) * (number == 1)),
            ),
        )
        for number, label in enumerate(FOUR)
    ),
    unit=RATE,
    id="sample-grouped-four",
)

LINES_FOUR = picture(
    "lines",
    *(
        Series(label, _years("21", "19.5", str(18 + number), "17", "16.2", str(15 + number / 4)))
        for number, label in enumerate(FOUR)
    ),
    unit=PERCENT,
    id="sample-lines-four",
)

STEPS_THREE = picture(
    "steps",
    *(
        Series(
            year,
            (
                point("Effectiveness", step=step),
                point("Use of resources", step=3 - step, marks=("provisional",)),
                point("Prevention", reason="not judged"),
            ),
        )
        for year, step in (("2019", 0), ("2022", 2), ("2024", 2))
    ),
    unit=Unit("number"),
    steps=("Inadequate", "Requires improvement", "Good", "Outstanding"),
    id="sample-steps-three",
)

STEPS_ONE = picture(
    "steps",
    Series("Inspection of 2024", (point("Overall", step=2), point("Leaders", step=2))),
    unit=Unit("number"),
    steps=("Inadequate", "Requires improvement", "Adequate", "Good", "Outstanding"),
    id="sample-steps-one",
)

BARS_ONE = picture(
    "bars", Series("Homes", (point("Homes opened", "3"),)), unit=CHILDREN, id="sample-bars-one"
)

BARS_HUGE = picture(
    "bars",
    Series(
        "Spending",
        (point("All of it", "98000000000"), point("A part", "120"), point("A loss", "-31000000")),
    ),
    id="sample-bars-huge",
)

DOTS_MONEY = picture(
    "dots",
    Series("Before", (point("Residential", "4100000"), point("Fostering", "2200000"))),
    Series("After", (point("Residential", "3300000"), point("Fostering", "2950000"))),
    id="sample-dots-money",
)

STACKED_REST = picture(
    "stacked",
    Series("Of all", (point("All", "100", marks=("total",)), point("Ours", "36"))),
    unit=PERCENT,
    id="sample-stacked-rest",
)

WATERFALL_BELOW = picture(
    "waterfall",
    Series(
        "Below zero",
        (
            point("Start", "500000", marks=("start",)),
            point("Savings that were planned in the budget and did not come", "-900000"),
            point("Grant", "100000"),
            point("End", "-300000", marks=("total",)),
        ),
    ),
    id="sample-waterfall-below",
)

SAMPLES = (
    BARS,
    GROUPED,
    DIVERGING,
    DOTS,
    LINES,
    LINES_MONEY,
    STEPS,
    WATERFALL,
    STACKED,
    TIMELINE,
    GROUPED_FOUR,
    LINES_FOUR,
    STEPS_THREE,
    STEPS_ONE,
    BARS_ONE,
    BARS_HUGE,
    DOTS_MONEY,
    STACKED_REST,
    WATERFALL_BELOW,
)
