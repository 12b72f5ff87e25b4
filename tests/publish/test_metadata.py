"""What search engines and programs are told of the data: schema.org and DCAT."""

import json
from copy import copy
from urllib.parse import urljoin

import pytest
from msgspec.structs import replace
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, URIRef

from plainfigures.figures.catalogue import Catalogue
from plainfigures.publish.metadata import (
    SiteWords,
    catalogue_entry,
    dataset_entry,
    json_script,
    report_entry,
)
from tests.making import FIRE_SERVICE, catalogue_of

SITE = SiteWords("Fire in figures", "What it costs.", "https://fire.example/s", "The panel")
NOWHERE = SiteWords("Fire in figures", up="../../")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The fire service's data."""
    return catalogue_of(FIRE_SERVICE)


@pytest.mark.parametrize("name", ["money", "response", "plans", "glossary", "sources"])
def test_a_dataset_has_what_search_engines_ask_for(catalogue: Catalogue, name: str) -> None:
    package = catalogue.packages[name]
    entry = dataset_entry(package, catalogue, SITE)
    assert (entry["@context"], entry["@type"]) == ("https://schema.org", "Dataset")
    assert entry["name"] == package.title
    assert 50 <= len(entry["description"]) <= 5000
    assert entry["description"].startswith(package.description)
    assert entry["url"] == f"https://fire.example/s/figures/{name}/"
    assert entry["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert entry["creator"] == {"@type": "Organization", "name": "The panel"}
    files = {one["contentUrl"]: one["encodingFormat"] for one in entry["distribution"]}
    base = f"https://fire.example/s/data/{name}/{name}"
    assert files[f"{base}.zip"] == "application/zip"
    assert files[f"{base}.xlsx"].endswith("spreadsheetml.sheet")
    csv = [address for address, kind in files.items() if kind == "text/csv"]
    assert len(csv) == len(package.resources)
    assert "" not in entry.values()


def test_the_licence_of_the_arrangement_is_not_said_to_be_that_of_every_source(
    catalogue: Catalogue,
) -> None:
    documents = {
        name: replace(one, licence="") if one.publisher == "Eastmere Fire Authority" else one
        for name, one in catalogue.sources.items()
    }
    catalogue = copy(catalogue)
    catalogue.sources = documents
    package = catalogue.packages["money"]
    notice = dataset_entry(package, catalogue, SITE)["copyrightNotice"]
    assert "the way the data are arranged: Creative Commons Attribution" in notice
    assert "Figures published by Eastmere Fire Authority: licence not stated." in notice
    described = catalogue_entry(catalogue, SITE)["dcat:dataset"]
    (own,) = (one for one in described if one["dct:identifier"] == "money")
    for one in (own, *own["dcat:distribution"]):
        assert one["dct:rights"]["rdfs:label"]["@value"] == notice


def test_a_dataset_says_when_and_where_and_what_it_rests_on(catalogue: Catalogue) -> None:
    entry = dataset_entry(catalogue.packages["money"], catalogue, SITE)
    start, _, end = entry["temporalCoverage"].partition("/")
    assert start < end
    assert len(start) == len(end) == len("2024-04-01")
    assert {"@type": "Place", "name": "Eastmere"} in entry["spatialCoverage"]
    budget = next(one for one in entry["isBasedOn"] if one["name"].startswith("Budget monit"))
    assert budget["datePublished"] == "2024-09-24"
    assert budget["license"].startswith("https://www.nationalarchives.gov.uk/")
    assert budget["publisher"]["name"] == "Eastmere Fire Authority"


def test_without_an_address_of_the_site_addresses_are_relative(catalogue: Catalogue) -> None:
    entry = dataset_entry(catalogue.packages["money"], catalogue, NOWHERE)
    page = "https://anywhere.example/x/figures/money/"
    assert urljoin(page, entry["url"]) == page
    assert urljoin(page, entry["distribution"][0]["contentUrl"]).startswith(
        "https://anywhere.example/x/data/money/"
    )
    assert entry["publisher"]["name"] == "Fire in figures"


def test_a_page_is_a_report_on_its_sources(catalogue: Catalogue) -> None:
    sources = [catalogue.source("budget-2024"), catalogue.source("plan-2023")]
    entry = report_entry("Money", "What it costs.", "money/", ["Eastmere"], sources, SITE)
    assert (entry["@type"], entry["name"]) == ("Report", "Money")
    assert entry["url"] == "https://fire.example/s/money/"
    assert entry["about"] == [{"@type": "Thing", "name": "Eastmere"}]
    assert [one["name"] for one in entry["isBasedOn"]] == [
        "Budget monitoring at month 4",
        "Safer Eastmere",
    ]
    assert "datePublished" not in entry
    assert "datePublished" not in entry["isBasedOn"][1]


def test_no_text_ends_the_block_that_holds_it() -> None:
    entry = {"name": "</script><script>alert(1)</script> & <!-- \u2028"}
    script = json_script(entry)
    inner = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inner
    assert ">" not in inner
    assert json.loads(inner) == entry


@pytest.mark.parametrize(
    ("site", "at"), [(SITE, "https://fire.example/s/"), (NOWHERE, "https://a.example/")]
)
def test_the_catalogue_is_dcat_with_what_its_profile_asks_for(
    catalogue: Catalogue, site: SiteWords, at: str
) -> None:
    text = json.dumps(catalogue_entry(catalogue, site))
    up = f"{at}x/data/" if site is NOWHERE else f"{at}data/"
    graph = Graph().parse(data=text, format="json-ld", publicID=f"{up}catalog.jsonld")
    (whole,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert str(graph.value(whole, DCTERMS.title)) == "Fire in figures"
    assert graph.value(whole, DCTERMS.description)
    publisher = graph.value(whole, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in graph
    assert str(graph.value(publisher, FOAF.name)) == site.organisation
    datasets = list(graph.objects(whole, DCAT.dataset))
    assert len(datasets) == len(catalogue.packages)
    addresses = set()
    for dataset in datasets:
        assert isinstance(dataset, URIRef)
        assert (dataset, RDF.type, DCAT.Dataset) in graph
        assert len(str(graph.value(dataset, DCTERMS.description))) >= 50
        assert graph.value(dataset, DCTERMS.title)
        assert graph.value(dataset, DCTERMS.publisher) == publisher
        files = list(graph.objects(dataset, DCAT.distribution))
        assert len(files) >= 3
        for file in files:
            assert (file, RDF.type, DCAT.Distribution) in graph
            assert isinstance(graph.value(file, DCAT.accessURL), URIRef)
            assert str(graph.value(file, DCTERMS.license)).startswith("https://")
            assert graph.value(file, DCAT.mediaType)
            addresses.add(str(graph.value(file, DCAT.downloadURL)))
    assert f"{at}data/money/budget.csv" in addresses
    periods = list(graph.subject_objects(DCTERMS.temporal))
    assert periods
    for _, period in periods:
        days = [str(graph.value(period, name)) for name in (DCAT.startDate, DCAT.endDate)]
        assert days == sorted(days)
        assert all(len(day) == len("2024-04-01") for day in days)
