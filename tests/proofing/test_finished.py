"""A finished site is looked at as it will be served: what changed after it was made is told."""

import dataclasses
import hashlib
import json
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from plainfigures.proofing import looking, proof, read_ahead
from plainfigures.proofing.shapes import BuildReport, Catalog, ChecksReport, FiguresFile, schema_of
from plainfigures.proofing.sheets import Sheet
from tests.proofing.conftest import Finished, change, write


def sealed(finished: Finished) -> Finished:
    """Have the lists of digests name the files as they are, as if they had been made so."""
    site = finished.site
    report, checksums = site / "data" / "build.json", site / "data" / "checksums.txt"

    def digest(name: str) -> str:
        return hashlib.sha256((site / name).read_bytes()).hexdigest()

    names = [line.partition("  ")[2] for line in checksums.read_text("utf-8").splitlines()]
    write(checksums, "".join(f"{digest(f'data/{name}')}  {name}\n" for name in names))
    content = json.loads(report.read_text("utf-8"))
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    content["files"] = {name: digest(name) for name in sorted(files - {"data/build.json"})}
    write(report, json.dumps(content))
    return finished


def spied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which each file is added that is read from now on."""
    read: list[str] = []
    real = looking.look_at

    def look_at(name: str, content: bytes, site_url: str) -> Sheet:
        read.append(name)
        return real(name, content, site_url)

    monkeypatch.setattr(looking, "look_at", look_at)
    return read


def test_nothing_is_wrong_with_a_site_as_it_is_made(whole: Finished) -> None:
    assert whole.said() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "money/index.html",
            'value="345000">£345,000<',
            'value="345001">£345,000<',
            [
                'docs/money/index.md:6: error: "money/claims/engine-cost" stands as 345001 there, and as '
                "345000 in the data."
            ],
        ),
        (
            "money/index.html",
            'value="345000">£345,000<',
            'value="345000">£354,000<',
            [
                'docs/money/index.md:6: error: "money/claims/engine-cost" is shown as “£354,000”, which is '
                "not what the data have."
            ],
        ),
        (
            "money/index.html",
            'data-figure="money/claims/engine-cost"',
            'data-figure="money/claims/ladder-cost"',
            [
                'docs/money/index.md: error: The figure "money/claims/ladder-cost" stands there, and the '
                "data have none of that name."
            ],
        ),
        (
            "data/figures.json",
            '"value": "345000"',
            '"value": "354000"',
            [
                'site/data/figures.json: error: "money/claims/engine-cost" stands as 354000 there, and as '
                "345000 in the data."
            ],
        ),
        (
            "data/figures/money.json",
            '"shown": "£345,000"',
            '"shown": "£354,000"',
            [
                'site/data/figures/money.json: error: "money/claims/engine-cost" is shown as “£354,000”, '
                "which is not what the data have."
            ],
        ),
        (
            "data/charts/variance.csv",
            '843000,"£843,000"',
            '843000,"£834,000"',
            [
                'site/data/charts/variance.csv: error: "money/budget/stations/variance" is shown as '
                "“£834,000”, which is not what the data have."
            ],
        ),
        (
            "feed.xml",
            "611 firefighters became 603",
            "611 firefighters became 630",
            [
                "site/feed.xml: error: The feed tells “Routine revision by the publisher: Firefighters, "
                "Eastmere, 31 March 2023” in words that no record of a change has."
            ],
        ),
        (
            "sitemap.xml",
            "https://fire.example/figures/money/",
            "https://fire.example/figures/Money/",
            [
                'site/sitemap.xml: error: The address "https://fire.example/figures/Money/" has a capital '
                "letter that its file has not, or lacks one."
            ],
        ),
        (
            "data/catalog.jsonld",
            '"dcat:downloadURL": "https://fire.example/figures/data/money/claims.csv"',
            '"dcat:downloadURL": "https://fire.example/figures/data/money/claim.csv"',
            [
                'site/data/catalog.jsonld: error: The address "https://fire.example/figures/data/money/'
                'claim.csv" leads to nothing that will be served.'
            ],
        ),
    ],
)
def test_what_is_not_as_the_data_have_it_or_leads_nowhere_is_told(
    finished: Finished, name: str, old: str, new: str, expected: list[str]
) -> None:
    change(finished.site / name, old, new)
    assert sealed(finished).said() == expected


def test_what_the_search_leads_to_is_looked_at(finished: Finished) -> None:
    (file,) = (finished.site / "assets/hashed/search").glob("pages-1.*.json")
    change(file, '["money/","Money"', '["monies/","Money"')
    place = file.relative_to(finished.site).as_posix()
    change(finished.site / "search/index.json", '"assets/hashed/search/figures-1', '"figures-9')
    said = sealed(finished).said()
    assert (
        f'site/{place}: error: The address "monies/" leads to nothing that will be served.' in said
    )
    (lost,) = [one for one in said if one.startswith("site/search/index.json")]
    assert "figures-9" in lost
    assert lost.endswith("leads to nothing that will be served.")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (
            "../response",
            'The address "../response" lacks the slash at its end, which some hosts need.',
        ),
        ("../respnse/", 'The address "../respnse/" leads to nothing that will be served.'),
        (
            "../response/#not-there",
            'The address "../response/#not-there" leads to a place that is not on that page.',
        ),
        (
            "../Response/",
            'The address "../Response/" has a capital letter that its file has not, or lacks one.',
        ),
        (
            "https://count.example/",
            'The link "https://count.example/" leads to another host, and nothing that the site is made of '
            "has it.",
        ),
    ],
)
def test_a_link_that_goes_wrong_is_told_at_its_page(
    finished: Finished, link: str, expected: str
) -> None:
    page = finished.site / "money" / "index.html"
    change(page, "</main>", f'<a href="{link}">x</a></main>')
    assert sealed(finished).said() == [f"docs/money/index.md: error: {expected}"]


def test_a_fault_of_a_template_is_told_once(finished: Finished) -> None:
    pages = [*finished.site.rglob("*.html")]
    for page in pages:
        write(page, page.read_text("utf-8").replace("</main>", "</span></main>"))
    (found,) = sealed(finished).findings()
    assert found.message.startswith("The tag </span> ends nothing that was begun")
    assert found.message.endswith(f"So it is in {len(pages) - 1} other files.")
    assert found.path.startswith("docs/")


def test_a_fault_that_an_editor_wrote_is_told_at_its_line(finished: Finished) -> None:
    page = finished.site / "money" / "index.html"
    text = page.read_text("utf-8")
    write(page, text.replace("Fire stations make up", '<a href="../a/">Fire stations make up</a>'))
    source = next(one for one in finished.prepared.pages if one.page.path == "docs/money/index.md")
    written = 'See <a href="../a/">.'
    line = source.page.offset + source.page.text.count("\n") + 1
    text = source.page.text
    msgspec.structs.force_setattr(source.page, "text", f"{text}{written}")
    try:
        assert sealed(finished).said() == [
            f'docs/money/index.md:{line}: error: The address "../a/" leads to nothing that will be served.'
        ]
    finally:
        msgspec.structs.force_setattr(source.page, "text", text)


def test_a_figure_that_a_list_leaves_out_is_told(finished: Finished) -> None:
    file = finished.site / "data" / "figures.json"
    content = json.loads(file.read_text("utf-8"))
    gone = content["figures"].pop()["reference"]
    write(file, json.dumps(content))
    assert sealed(finished).said() == [
        f"site/data/figures.json: error: 1 figures of the data are missing, “{gone}” among them."
    ]


def test_a_table_that_is_not_that_of_its_package_is_told(finished: Finished) -> None:
    change(finished.site / "data" / "money" / "claims.csv", "six", "seven")
    assert sealed(finished).said() == [
        "site/data/all-data.zip: error: The file data/money/claims.csv is another than this one says. So "
        "it is in 1 other file.",
        "site/data/money/claims.csv: error: This table is not as datasets/money/claims.csv has it.",
    ]


def test_an_archive_that_lacks_a_file_is_told(finished: Finished) -> None:
    file = finished.site / "data" / "money" / "money.zip"
    with zipfile.ZipFile(file) as old:
        kept = {name: old.read(name) for name in old.namelist() if not name.endswith("README.txt")}
    file.unlink()
    with zipfile.ZipFile(file, "w") as new:
        for name, content in kept.items():
            new.writestr(name, content)
    assert sealed(finished).said() == [
        "site/data/money/money.zip: error: The file data/money/README.txt is missing in this one."
    ]


def test_a_file_that_came_after_the_report_is_told(finished: Finished) -> None:
    write(finished.site / "late.txt", "late")
    assert finished.said() == [
        "site/data/build.json: error: The file late.txt is missing in this one."
    ]


def test_a_list_of_digests_that_lacks_a_file_is_told(finished: Finished) -> None:
    checksums = finished.site / "data" / "checksums.txt"
    lines = checksums.read_text("utf-8").splitlines(keepends=True)
    write(checksums, "".join(line for line in lines if "  money/README.txt" not in line))
    assert sealed(finished).said() == [
        "site/data/checksums.txt: error: The file data/money/README.txt is missing in this one."
    ]


def test_a_file_whose_name_tells_of_another_is_told(finished: Finished) -> None:
    (style,) = (finished.site / "assets" / "hashed").glob("*.css")
    write(style, style.read_text("utf-8") + "a{}")
    assert sealed(finished).said() == [
        f"site/assets/hashed/{style.name}: error: The file is another than its name says, and browsers keep "
        "it for a year."
    ]


def test_what_was_found_clean_is_not_read_again_and_what_changed_is(
    finished: Finished, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert finished.said() == []
    read = spied(monkeypatch)
    assert finished.said() == []
    assert read == []
    write(finished.site / "late.txt", "late")
    assert len(finished.said()) == 1
    assert read == ["late.txt"]


def test_pages_are_read_ahead_and_only_what_changes_afterwards_is_read_again(
    finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {
        file.relative_to(finished.site).as_posix(): file.read_text("utf-8")
        for file in finished.site.rglob("*.html")
    }
    work = msgspec.structs.replace(finished.prepared.config, kept=tmp_path / "work")
    with ThreadPoolExecutor(1) as executor:
        prepared = dataclasses.replace(finished.prepared, config=work, executor=executor)
        read_ahead(prepared, finished.site, pages)
        assert prepared.ahead is not None
        prepared.ahead.kept  # noqa: B018 - waits for what is read
    change(finished.site / "money" / "index.html", "</main>", "</span></main>")
    sealed(finished)
    read = spied(monkeypatch)
    (found,) = proof(finished.site, prepared)
    assert found.message.startswith("The tag </span> ends nothing that was begun")
    assert set(read) & {*pages, "data/figures.json"} == {"money/index.html"}


def test_for_a_few_pages_no_other_process_is_asked(finished: Finished, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as executor:
        pass  # to ask it from now on is an error
    work = msgspec.structs.replace(finished.prepared.config, kept=tmp_path / "work")
    prepared = dataclasses.replace(finished.prepared, config=work, executor=executor)
    read_ahead(prepared, tmp_path, {"money/index.html": "<p>Few words</p>"})
    assert prepared.ahead is not None
    with pytest.raises(RuntimeError):
        read_ahead(prepared, tmp_path, {"money/index.html": "<p>Many words</p>" * 20_000})


def test_a_store_that_is_damaged_is_as_if_it_was_not_there(finished: Finished) -> None:
    (kept,) = (finished.prepared.config.work / "proofs").iterdir()
    good = kept.read_bytes()
    kept.write_bytes(good[: len(good) // 2])
    assert finished.said() == []


def _cut(content: dict[str, object]) -> None:
    content.pop("versions", None)


@pytest.mark.parametrize(
    ("name", "shape", "damage"),
    [
        ("data/figures.json", FiguresFile, lambda one: one["figures"][0].pop("unit")),
        ("data/figures.json", FiguresFile, lambda one: one["figures"][0].update(kind="guess")),
        ("data/figures.json", FiguresFile, lambda one: one["figures"][0].update(extra="x")),
        ("data/checks.json", ChecksReport, lambda one: one["rules"][0].update(looked_at=-1)),
        ("data/build.json", BuildReport, _cut),
        (
            "data/catalog.jsonld",
            Catalog,
            lambda one: one["dcat:dataset"][0].pop("dcat:distribution"),
        ),
    ],
)
def test_the_schemas_that_others_get_say_the_same_as_the_check(
    whole: Finished, name: str, shape: type, damage: Callable[[dict[str, object]], object]
) -> None:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    from plainfigures.proofing.looking import look_at

    public = whole.site / "data" / "schemas" / Path(name).name
    schema = json.loads(public.read_text("utf-8")) if public.exists() else schema_of(shape, name)
    Draft202012Validator.check_schema(schema)
    content = json.loads((whole.site / name).read_text("utf-8"))
    assert [*Draft202012Validator(schema).iter_errors(content)] == []
    damage(content)
    assert [*Draft202012Validator(schema).iter_errors(content)] != []
    (fault,) = look_at(name, json.dumps(content).encode(), "").faults
    assert fault.message.startswith("The file is not as programs expect it: ")
