"""A suppressed value is in no byte of a finished site; the reason for it is, in words."""

import csv
import gzip
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import html

from tests.making import Table, describe, make_site, number, write_package
from tests.naming import plainly
from tests.site.conftest import run

PLANTED = {"burns": "7391", "smoke": "5127", "treated": "8263", "cost": "48.375", "earlier": "6947"}
"""Values that stand nowhere else, by what they count."""

HURT = f"""
    cause,period,label,value,as_published,reason,note,source,locator
    burns,2023-03-31,Burns,5400,"5,400",,,budget-2024,"table 9, row 1"
    burns,2024-03-31,Burns,{PLANTED["burns"]},"7,391",c,Counted by hand.,budget-2024,"table 9, row 2"
    smoke,2024-03-31,Smoke,{PLANTED["smoke"]},"5,127",c,,budget-2024,"table 9, row 3"
    falls,2024-03-31,Falls,6200,"6,200",,,budget-2024,"table 9, row 4"
    heat,2024-03-31,Heat,,,z,,budget-2024,"table 9, row 5"
    storms,2024-03-31,Storms,,,u,,budget-2024,"table 9, row 6"
    total,2024-03-31,All causes,18718,"18,718",,,budget-2024,"table 9, row 7"
    burns,2022-03-31,Burns,5300,"5,300",,,budget-2024,"table 9, row 8"
    """
CARE = f"""
    what,treated,treated_reason,treated_as_published,treated_read_as,cost,cost_reason,cost_as_published,locator
    burns,{PLANTED["treated"]},c,"8,263",{PLANTED["earlier"]},{PLANTED["cost"]},c,£48.375m,"table 8, row 1"
    falls,c,,c,,9.5,,£9.5m,"table 8, row 2"
    heat,low,,low,,x,,x,"table 8, row 3"
    """
CHART = """
form: bars
title: "Hurt by tripping: {{ figure('crews/hurt/falls@2024-03-31', unit=True) }}"
subtitle: "People hurt"
figures: crews/hurt/*@2024-03-31
"""
LINES = """
form: lines
title: "People hurt by burns: {{ figure('crews/hurt/burns@2024-03-31') }}"
subtitle: "By year"
figures: crews/hurt/burns@*
"""
PAGE = """
# Hurt

Burns hurt {{ figure("crews/hurt/burns@2024-03-31") }}; their care cost
{{ figure("crews/care/burns/cost") }} and treated {{ figure("crews/care/burns/treated") }}.
Storms: {{ figure("crews/hurt/storms@2024-03-31") }}. Heat: {{ figure("crews/care/heat/treated") }}.

{{ table("crews/hurt") }}

{{ table("crews/care") }}

{{ chart("hurt") }}

{{ chart("burns") }}

{{ downloads("crews") }}
"""


def crews(root: Path) -> Path:
    """Write the package of people who were hurt."""
    people = {"unit": "people", "status": "actual"}
    own = {"basis": "count", "measure": "hurt"}
    hurt = Table("hurt", HURT, ["cause", "period"], {"value": number(**people)}, own)
    fields = {"treated": number(**people), "cost": number(unit="GBP", scale=10**6, status="actual")}
    care = Table("care", CARE, ["what"], fields, {**own, "period": "fy2023-24"})
    folder = write_package(
        root,
        "crews",
        [hurt, care],
        source="budget-2024",
        body="eastmere-fire-authority",
        area="eastmere",
        bases={"count": {"title": "Counted", "description": "Counted by the service."}},
        units={"people": {"one": "person", "other": "people", "people": True}},
    )

    def tell(content: dict[str, list[dict[str, object]]]) -> None:
        first, second = content["resources"]
        as_held = (folder / "hurt.csv").read_bytes()
        first["hash"] = f"sha256:{hashlib.sha256(as_held).hexdigest()}"
        first["bytes"] = len(as_held)
        for resource in (first, second):
            resource["schema"]["missingValues"] = ["", "c", "x", "z", "u", "low"]  # type: ignore[index]
        value = first["schema"]["fields"][3]  # type: ignore[index]
        value["example"] = PLANTED["burns"]
        value["constraints"] = {"minimum": 0, "maximum": 18718}

    describe(folder, tell)
    (folder / "hurt-old.csv").write_text(f"cause,value\nburns,{PLANTED['burns']}\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the fire service, with the package of people who were hurt."""
    root = make_site(tmp_path_factory.mktemp("hurt"))
    crews(root)
    (root / "charts" / "hurt.yml").write_text(CHART.lstrip(), "utf-8")
    (root / "charts" / "burns.yml").write_text(LINES.lstrip(), "utf-8")
    (root / "docs" / "hurt").mkdir()
    (root / "docs" / "hurt" / "index.md").write_text(PAGE.lstrip(), "utf-8")
    result = run(root, "build", "--as-of", "2024-12-01", "--jobs", "1", "--no-pictures")
    assert result.exit_code == 0, result.output
    assert not any(value in result.output for value in PLANTED.values())
    return root


PACKED = {".zip", ".xlsx"}


def unpacked(name: str, content: bytes) -> dict[str, bytes]:
    """Return the files of a zip, or of a spreadsheet, which is one."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for one in archive.namelist():
            found[f"{name}/{one}"] = archive.read(one)
            if Path(one).suffix in PACKED:
                found |= unpacked(f"{name}/{one}", found[f"{name}/{one}"])
    return found


DIGEST = re.compile(rb"\b(?=[0-9a-f]*[a-f])[0-9a-f]{8,64}\b")
"""A digest, whose digits are those of any number now and then."""


def everything(folder: Path) -> dict[str, bytes]:
    """Return all that a folder holds but digests, with zips and gzips unpacked."""
    found: dict[str, bytes] = {}
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        name, content = file.relative_to(folder).as_posix(), file.read_bytes()
        found[name] = content
        if file.suffix in PACKED:
            found |= unpacked(name, content)
        if file.suffix == ".gz":
            found[f"{name}/unpacked"] = gzip.decompress(content)
    return {name: DIGEST.sub(b"digest", content) for name, content in found.items()}


def spellings(value: str) -> set[bytes]:
    """Return the ways in which a value could be written."""
    number = float(value)
    whole = str(int(number * 10**6)) if "." in value else value
    texts = {value, whole, f"{int(whole):,}", f"{int(whole):,}".replace(",", " "), f"{number:.1f}"}
    return {text.encode() for text in texts | {f"£{value}m", hex(int(whole))}}


@pytest.mark.parametrize("what", PLANTED)
def test_no_byte_of_the_finished_site_holds_it(finished: Path, what: str) -> None:
    site = everything(finished / "site")
    assert len(site) > 60
    holding = {
        (name, text)
        for name, content in site.items()
        for text in spellings(PLANTED[what])
        if text in content and not name.startswith(("assets/javascripts", "assets/stylesheets"))
    }
    assert holding == set()


def test_a_value_that_may_be_seen_is_found_wherever_a_hidden_one_was_looked_for(
    finished: Path,
) -> None:
    site = everything(finished / "site")
    names = {
        plainly(name)
        for name, content in site.items()
        for text in spellings("6200")
        if text in content
    }
    wanted = {
        "hurt/index.html",
        "search/figures-1.json",
        "data/figures.json",
        "data/figures.csv",
    }
    wanted |= {"data/crews/hurt.csv", "data/crews/crews.zip/crews/hurt.csv", "data/charts/hurt.csv"}
    sheet = "crews.xlsx/xl/worksheets/sheet4.xml"
    wanted |= {f"data/crews/{sheet}", f"data/all-data.zip/crews/{sheet}"}
    assert wanted <= names


@pytest.mark.parametrize("what", PLANTED)
def test_what_builds_keep_for_themselves_does_not_hold_it_either(finished: Path, what: str) -> None:
    kept = everything(finished / ".plainfigures")
    assert any(name.startswith("packages/") for name in kept)
    quoted = f'"{PLANTED[what]}"'.encode()
    assert [name for name, content in kept.items() if quoted in content] == []


def test_the_search_index_and_the_feed_were_looked_at(finished: Path) -> None:
    names = set(map(plainly, everything(finished / "site")))
    assert {
        "search/index.json",
        "search/figures-1.json",
        "feed.xml",
        "data/charts/hurt.svg",
    } <= names
    assert {"data/crews/crews.zip/crews/hurt.csv", "data/figures.json", "data/checks.json"} <= names
    assert "data/crews/hurt-old.csv" not in names


def rows(finished: Path, name: str) -> list[dict[str, str]]:
    text = (finished / "site" / "data" / "crews" / name).read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_downloads_keep_the_row_and_its_reason(finished: Path) -> None:
    burns = rows(finished, "hurt.csv")[1]
    assert (burns["value"], burns["as_published"], burns["reason"]) == ("", "", "c")
    assert burns["note"] == "Counted by hand."
    care = rows(finished, "care.csv")
    assert (care[0]["cost"], care[0]["cost_reason"], care[0]["treated_read_as"]) == ("", "c", "")
    assert (care[1]["treated"], care[2]["treated"], care[1]["cost"]) == ("c", "low", "9.5")


def test_the_description_in_the_downloads_tells_nothing_of_the_values(finished: Path) -> None:
    file = finished / "site" / "data" / "crews" / "datapackage.json"
    hurt = json.loads(file.read_text("utf-8"))["resources"][0]
    assert {"hash", "bytes"} & set(hurt) == set()
    value = hurt["schema"]["fields"][3]
    assert (value["name"], value["title"]) == ("value", "Value")
    assert ("example" in value, value["constraints"]) == (False, {})


WORDS = {
    "crews/hurt/burns@2024-03-31": ("c", "kept confidential"),
    "crews/hurt/heat@2024-03-31": ("z", "not applicable"),
    "crews/hurt/storms@2024-03-31": ("u", "too unreliable to publish"),
    "crews/care/heat/cost": ("x", "not available"),
    "crews/care/heat/treated": ("low", "too low to show, but not zero"),
    "crews/care/falls/treated": ("c", "kept confidential"),
    "crews/care/burns/cost": ("c", "kept confidential"),
}


@pytest.mark.parametrize("reference", WORDS)
def test_the_reason_and_its_words_are_in_the_data_for_machines(
    finished: Path, reference: str
) -> None:
    data = finished / "site" / "data"
    figures = json.loads((data / "figures.json").read_text("utf-8"))["figures"]
    (figure,) = [one for one in figures if one["reference"] == reference]
    told = (figure["reason"], figure["reason_words"])
    assert (told, figure["value"], figure["shown"]) == (WORDS[reference], None, told[1])
    with (data / "figures.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = [one for one in csv.DictReader(stream) if one["reference"] == reference]
    assert (row["reason"], row["reason_words"], row["value"]) == (*told, "")


def test_a_page_says_why_in_its_sentences_its_tables_and_its_charts(finished: Path) -> None:
    page = html.parse(str(finished / "site" / "hurt" / "index.html")).getroot()
    sentence = " ".join(str(page.find(".//article//p").text_content()).split())
    assert "Burns hurt kept confidential" in sentence
    assert "Storms: too unreliable to publish" in sentence
    tables = [table.text_content() for table in page.iter("table")]
    for words in ("kept confidential", "not applicable", "too unreliable to publish"):
        assert words in tables[0]
    assert "too low to show, but not zero" in tables[1]
    assert "reason" not in tables[1].lower()
    for chart in page.find_class("pf-chart"):
        if chart.tag == "figure":
            (alternative,) = chart.find_class("pf-chart__alternative")
            assert "kept confidential" in alternative.text_content()
            assert "kept confidential" in chart.find(".//table").text_content()
            drawing = "".join(str(one.text_content()) for one in chart.iter("svg"))
            assert "confidential" in " ".join(drawing.split())


def test_the_reason_can_be_searched_for(finished: Path) -> None:
    (file,) = finished.glob("site/assets/hashed/search/figures-1.*.json")
    figures = file.read_text("utf-8")
    assert "kept confidential" in figures
