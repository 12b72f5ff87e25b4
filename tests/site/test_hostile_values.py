"""A whole site with hostile text wherever tables and descriptors may hold text, in every output."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

from tests.making import describe, edit, make_site
from tests.site.building import build

ODD = (
    "Odd ]]> --> </script></title></text></textarea> <img src=x onerror=run()> <svg onload=run()>"
    ' " onmouseover="run()" x=\' {{ 7 * 7 }} {% raw %} javascript:run() [c](javascript:run())'
    " ::add-mask::x ##[group] &lt;b&gt; `d` *e*"
)
FREE = {
    "label", "note", "description", "meaning", "short_for", "read_as_reason", "title", "publisher",
    "attribution", "address", "last_reported_text",
}  # fmt: skip
CALM = {"address"}
"""Columns that hold addresses: the rules refuse anything else in them."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site whose every free text is hostile, and which passes all of its rules."""
    folder = make_site(tmp_path_factory.mktemp("hostile") / "site")
    for file in (folder / "datasets").rglob("*.csv"):
        _make_hostile(file)
    for package in (folder / "datasets").iterdir():
        describe(package, _describe)
    edit(folder / "charts" / "variance.yml", "form:", f"notes: {json.dumps([_as_words()])}\nform:")
    edit(folder / "mkdocs.yml", "  - Sources:", "  - '<img src=x onerror=run()> & sources':")
    result = build(folder)
    assert result.exit_code == 0, result.output
    return folder / "site"


def _as_words() -> str:
    """Return the hostile text as it may stand in a chart: what reads as a macro is one there."""
    return re.sub(r"\{[{%].*?[%}]\}|\d", "", ODD)


def _make_hostile(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    for number, row in enumerate(rows[1:]):
        for place, name in enumerate(rows[0]):
            if name in FREE - CALM and row[place]:
                row[place] = f"{ODD} {number}"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def _describe(content: dict[str, object]) -> None:
    content["description"] = ODD
    resources = content["resources"]
    assert isinstance(resources, list)
    for resource in resources:
        resource["title"] = f"{ODD} {resource['name']}"
        resource["description"] = ODD


def test_no_page_holds_anything_that_runs(site: Path) -> None:
    shown = 0
    for file in site.rglob("*.html"):
        tree = html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()
        shown += str(tree.text_content()).count("onerror=run()")
        for node in tree.iter():
            if not isinstance(node.tag, str):
                continue
            assert node.tag not in {"textarea", "iframe", "object"}, file
            assert node.tag != "img" or str(node.get("src")).endswith(".svg"), file
            for name, value in node.items():
                assert not name.startswith("on"), (file, name)
                if name in {"href", "src"}:
                    assert not value.strip().lower().startswith(("javascript:", "data:")), file
            if node.tag == "script" and node.text:
                assert "run()" not in node.text or node.get("type") == "application/ld+json"
    assert shown > 100


def test_a_title_of_the_menu_is_shown_as_words(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")
    assert "&amp; sources</a>" in text
    assert "<img" not in text


def test_data_for_programs_hold_the_text_as_it_is(site: Path) -> None:
    figures = json.loads((site / "data" / "figures.json").read_text("utf-8"))["figures"]
    assert (
        sum(ODD in json.dumps(one, ensure_ascii=False).replace('\\"', '"') for one in figures) > 9
    )
    for file in site.rglob("*.json*"):
        json.loads(file.read_text("utf-8"))
    for file in site.rglob("*.html"):
        for block in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>',
            file.read_text("utf-8"),
            re.DOTALL,
        ):
            json.loads(block)


def test_feeds_and_pictures_are_well_formed_and_hold_only_text(site: Path) -> None:
    files = [*site.rglob("*.xml"), *site.rglob("*.svg")]
    assert len(files) > 4
    for file in files:
        root = etree.fromstring(file.read_bytes())
        for node in root.iter():
            if isinstance(node.tag, str):
                assert etree.QName(node).localname not in {"script", "foreignObject", "img"}, file
                assert not any(str(name).startswith("on") for name in node.attrib), file


def test_downloads_hold_the_text_as_it_is(site: Path) -> None:
    zips = list((site / "data").rglob("*.zip"))
    assert zips
    for file in zips:
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                assert not name.startswith(("/", "..")), name
                assert re.fullmatch(r"[\w./-]+", name), name
                if name.endswith(".csv"):
                    list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
    assert ODD in (site / "data" / "figures.csv").read_text("utf-8").replace('""', '"')


def test_no_address_is_made_of_a_text(site: Path) -> None:
    for file in site.rglob("*"):
        assert re.fullmatch(r"[\w./+~@-]+", file.relative_to(site).as_posix()), file
