"""Makes a small site with a report and its ledger of numbers, for tests.

The report is of a fire authority that is nobody's in particular. `make_papers` writes the datasets
and the text, all sound: nothing may be found in them.
"""

from pathlib import Path
from textwrap import dedent

from plainfigures.config import read_config
from plainfigures.verifying import draft_ledger, write_ledger
from tests.making import SOURCE_KEY, Table, edit, number, write_package

__all__ = ["LEDGER", "MINUTES", "PLACES", "REPORT", "make_papers"]

LEDGER = "datasets/ledger/numbers.csv"
PLACES = "datasets/ledger/places.csv"

REPORT = dedent("""
    Report to the Fire Authority

    Money and rescues

    Ext. 4711

    2 October 2024

    Purpose of the Report

    This tells members how money and rescues stand.

    Executive Summary

    Money

    Fire stations are forecast to cost £13.104m.

    Fire Authority

    3 October 2024

    1 Money and rescues

    - 1.1 The forecast for **fire stations** is £13.104m, over by £843k, as members heard on 3rd June
    2024 under Section 9.

    | Rescues | 2023/24 |
    |---------|---------|
    | Road crashes | 210 |
    | Water | 21 |
    | Height | 13 |
    | All rescues | 244 |

    Members asked for more.

    2. People

    - 2..1 Inspectors judged the service 'good' in three areas. One of them is new.
    - 2.2 Training has two stages:

    Stage 1: Recruits, on call and whole-time

    - **Aim:** Train recruits.
    - **Key steps:**
     - Train 12 recruits aged over 18s.

    -
     - Open a school.

    Stage 2: Leaders

    On shift

    - Leaders are trained for COVID-19, and for
    floods.
    """)

MINUTES = dedent("""
    Agenda item

    7 Money and rescues PDF 12 KB

    Minutes:

    The officer gave a report:

    1.\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} rescues rose by half.

    2.\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} crews train twice a year.

    \N{NO-BREAK SPACE}

    Members asked for more.

    ·\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} The answer was given.

    Resolved:
    that the report be noted.
    """)

_DOCUMENTS = """
    id,title,publisher,meeting_date,published,published_note,attribution,file
    report-2024,Money and rescues,fire-authority,2024-10-02,2024-09-24,,"Fire Authority, 2024",report.txt
    returns-2024,Returns,fire-authority,,2024-09-24,,"Fire Authority, returns",
    """
_BODIES = """
    id,title,kind
    fire-authority,Fire Authority,fire authority
    """
_MONEY = """
    key,label,value,as_published,period,source,locator,combines
    summary,"Forecast, summary",13104000,£13.104m,fy2024-25.m4,report-2024,"executive summary, Money",
    stations,Forecast,13104000,£13.104m,fy2024-25.m4,report-2024,paragraph 1.1,
    over,Overspend,843000,over by £843k,fy2024-25.m4,report-2024,paragraph 1.1,
    road,Road crashes,210,210,fy2023-24,report-2024,"table 1, row Road crashes",
    water-and-height,Water and height,34,,fy2023-24,report-2024,,"table 1, row 2; table 1, row 3"
    rescues,All rescues,244,244,fy2023-24,report-2024,"table 1, row All rescues",
    areas,Areas,3,three,fy2024-25,report-2024,paragraph 2.1,
    recruits,Recruits,12,12 recruits,fy2024-25,report-2024,"paragraph 2.2, Stage 1, Key steps, bullet 1",
    age,Age,18,over 18s,fy2024-25,report-2024,"paragraph 2.2, Stage 1, Key steps, bullet 1",
    elsewhere,Rescues by the returns,245,245,fy2023-24,returns-2024,"rescues, 2023",
    """
_GRADES = """
    key,label,grade,as_published,period,source,locator
    overall,Overall,good,good,fy2024-25,report-2024,paragraph 2.1
    """
_DATES = """
    key,label,value,as_published,source,locator,later_said,later_source,later_locator
    meeting,Meeting,2024-10-03,3 October 2024,report-2024,"cover, foot",,,
    cover,Cover,2024-10-02,2 October 2024,report-2024,cover,,,
    heard,Heard,2024-06-03,3rd June 2024,report-2024,paragraph 1.1,Asked for more.,report-2024,paragraph 1.1
    year,Year of the rescues,fy2023-24,2023/24,report-2024,"table 1, headings",,,
    """
_SAID = """
    key,text,as_printed,source,locator
    more,Members want more.,Members asked for more,report-2024,paragraph 1.1
    school,A school is to open.,,report-2024,"paragraph 2.2, Stage 1, Key steps, bullet 2"
    """
_WITHHELD = """
    id,source,locator,reason
    water,report-2024,"table 1, row 2",Few people.
    height,report-2024,"table 1, row 3",Few people.
    """
_NUMBERS = "document,position,locator,text,kind,outcome,reference,period,note\n"
_PLACES = "document,position,locator,taken\n"


def make_papers(root: Path) -> Path:
    """Write the site into `root`; returns the folder of the report's text."""
    papers = root / "papers"
    papers.mkdir(parents=True)
    (papers / "report.txt").write_text(REPORT, "utf-8")
    (root / "mkdocs.yml").write_text("site_name: Fire\n", "utf-8")
    (root / "docs").mkdir()
    parts = {"status": "actual", "basis": "stated", "foreignKeys": [SOURCE_KEY]}
    write_package(
        root,
        "sources",
        [Table("documents", _DOCUMENTS, ["id"]), Table("bodies", _BODIES, ["id"])],
    )
    date = {"plainfigures": {"kind": "date"}}
    grade = {"plainfigures": {"kind": "grade", "gradeScale": "grades"}}
    write_package(
        root,
        "fire",
        [
            Table("money", _MONEY, ["key"], {"value": number(unit="number")}, parts),
            Table("grades", _GRADES, ["key"], {"grade": grade}, parts),
            Table("dates", _DATES, ["key"], {"value": date}, parts),
            Table("said", _SAID, ["key"]),
            Table("withheld", _WITHHELD, ["id"]),
        ],
        body="fire-authority",
        bases={"stated": {"title": "As stated", "description": "As the paper states it."}},
        scales={"grades": {"title": "Grades", "steps": ["poor", "good"]}},
    )
    write_package(
        root,
        "ledger",
        [
            Table("numbers", _NUMBERS, ["document", "position"]),
            Table("places", _PLACES, ["document", "position"]),
        ],
    )
    config = read_config(root)
    write_ledger(config, draft_ledger(config, papers))
    # What the draft cannot guess.
    edit(root / LEDGER, "cover,4711,numeral,,", "cover,4711,numeral,page-furniture,")
    edit(root / LEDGER, "2.2,two,word,,", "2.2,two,word,not-a-number,")
    return papers
