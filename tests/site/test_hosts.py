"""A site on any host: below a path or not, and with a policy that browsers hold each page to."""

import re
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from tests.looking.browsing import listen, serve
from tests.looking.violations import heard
from tests.making import edit
from tests.site.building import build

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BELOW = "/figures/"

PLANTED = {
    '<p onclick="window.got = 1" class="click">x</p>': "script-src-attr",
    "<script>window.got = 1</script>": "script-src-elem",
    '<a class="click" href="javascript:window.got = 1">x</a>': "script-src-elem",
    '<script src="http://127.0.0.1:9/x.js"></script>': "script-src-elem",
    '<p style="color: red">x</p>': "style-src-attr",
    "<style>p { color: red }</style>": "style-src-elem",
    '<img src="http://127.0.0.1:9/x.png" alt="x">': "img-src",
    '<img src="data:image/gif;base64,R0lG" alt="x">': "img-src",
    '<iframe src="http://127.0.0.1:9/"></iframe>': "frame-src",
    '<object data="http://127.0.0.1:9/"></object>': "object-src",
    '<base href="http://127.0.0.1:9/">': "base-uri",
    '<form action="http://127.0.0.1:9/"><button class="click">x</button></form>': "form-action",
    '<script src="planted.js"></script>': "",
}
"""What somebody might get into a page, and what of the policy stops it."""

DONE = {
    "try { eval('window.got = 1') } catch {}": "require-trusted-types-for",
    "try { document.body.innerHTML = '<b>x</b>' } catch {}": "require-trusted-types-for",
    "fetch('http://127.0.0.1:9/').catch(() => 0)": "connect-src",
}
"""What a script might do."""


@pytest.mark.browser
@pytest.mark.parametrize("plain", [False, True], ids=["headers", "meta"])
def test_what_is_planted_in_a_page_is_stopped_and_heard(
    browser: Browser, site: Path, *, plain: bool
) -> None:
    """By the headers or, where a host sends none, by what the page says of itself."""
    made = site / "site"
    text = (made / "index.html").read_text("utf-8")
    if not plain:
        text = text.replace("Content-Security-Policy", "X-Nothing")
    planted = text.replace("</h1>", "</h1>" + "\n".join(PLANTED), 1)
    (made / "planted.html").write_text(planted, "utf-8")
    (made / "planted.js").write_text(";\n".join(DONE), "utf-8")
    with serve(made, plain=plain) as address:
        page = browser.new_page()
        page.goto(f"{address}planted.html")
        page.evaluate("document.querySelectorAll('.click').forEach(one => one.click())")
        page.wait_for_timeout(100)
        got = page.evaluate("window.got")
        page.close()
    stopped = re.findall(r"stopped by the policy: ([a-z-]+)", "\n".join(heard(browser)))
    assert got is None
    assert sorted(stopped) == sorted(filter(None, [*PLANTED.values(), *DONE.values()]))


@pytest.mark.browser
def test_what_is_stopped_is_heard_without_scripts_too(browser: Browser, site: Path) -> None:
    made = site / "site"
    page = made / "money" / "index.html"
    edit(page, "</h1>", '</h1><p style="color: red">x</p>')
    with serve(made) as address:
        context = browser.new_context(java_script_enabled=False)
        opened = context.new_page()
        opened.goto(f"{address}money/")
        opened.wait_for_timeout(100)
        context.close()
    assert any("style-src" in words for words in heard(browser))


@pytest.mark.browser
def test_a_site_with_an_address_says_it_everywhere_and_works_below_its_path(
    browser: Browser, site: Path
) -> None:
    edit(site / "mkdocs.yml", 'site_url: ""', "site_url: https://fire.example/figures/")
    result = build(site, "--release")
    assert result.exit_code == 0, result.output
    root = etree.parse(site / "site" / "sitemap.xml").getroot()
    places = {str(one.findtext(f"{SITEMAP}loc")): one.findtext(f"{SITEMAP}lastmod") for one in root}
    assert places["https://fire.example/figures/money/"] == "2024-09-24"
    assert all(place.startswith("https://fire.example/figures/") for place in places)
    feed = (site / "site" / "feed.xml").read_text("utf-8")
    assert 'href="https://fire.example/figures/feed.xml"' in feed
    assert not (site / "site" / "sitemap.xml.gz").exists()
    with serve(site / "site", below=BELOW) as address:
        works_at(browser, address)


@pytest.mark.browser
def test_a_site_without_one_works_at_a_root(browser: Browser, site: Path) -> None:
    with serve(site / "site") as address:
        works_at(browser, address)


def works_at(browser: Browser, address: str) -> None:
    """Open a page that is there and one that is not, search on both, and go on to another page."""
    page = browser.new_page()
    complaints = listen(page, address)
    for place in ("money/", "nothing/is/here"):
        page.goto(f"{address}{place}", wait_until="networkidle")
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 100
        page.locator(".pf-tool--search").click()
        page.locator(".pf-search__query").fill("fire")
        page.locator("#pf-search[data-ready]").wait_for()
        link = page.locator(".pf-search__results a").first
        assert str(link.evaluate("one => one.href")).startswith(address)
        page.locator(".pf-search__close").click()
        missing = [one for one in complaints.said if place in one or "404" in one]
        assert complaints.said == missing
    assert page.locator("h1").inner_text() == "This page is not here"
    page.locator(".pf-brand a").click()
    assert page.url == address
    page.close()
