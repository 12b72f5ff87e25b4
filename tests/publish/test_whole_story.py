"""Finished pages joined into one: nothing collides, and every link leads where it led."""

from lxml import html

from plainfigures.publish.whole_story import join_parts, part_of

NAMES = {"money/": "money", "response/": "response"}
MONEY = """<!doctype html><html><body><header id="top">Menu</header>
<article class="pf-article">
<div class="pf-wrap"><p class="pf-kicker">Money</p><h1 id="cost">What does it cost?</h1>
<nav class="pf-toc"><a href="#parts">Parts</a></nav>
<p>It cost <data class="pf-figure" data-figure="money/a/b" value="1">£1</data><a href="#note-1">1</a>,
as <a href="../response/#times">others</a> and <a href="../response/">they</a> say, see
<a href="../sources/#source-a">the paper</a>, <a href="../">home</a>,
<a href="https://fire.example/x#y">outside</a> and <a href="https://fire.example/">theirs</a>.</p>
<h2 id="parts">Parts</h2><h6>Small</h6><!-- a mark -->
<figure class="pf-chart" id="chart-a"><svg class="pf-svg pf-svg--narrow"><path/></svg>
<svg class="pf-svg pf-svg--wide"><pattern id="p"></pattern><rect style="fill: url(#p)"></rect></svg>
<details class="pf-chart__data" id="numbers">1</details></figure>
<img src="../assets/a.svg" alt="A">
<section class="pf-foot" aria-labelledby="pf-foot-title"><h2 id="pf-foot-title">Sources</h2>
<ol><li id="note-1">A paper</li><li id="note-2">Another</li></ol></section></div>
</article></body></html>"""
RESPONSE = """<article class="pf-article"><h1 id="cost">How fast?</h1><h2 id="times">Times</h2>
<section class="pf-foot" aria-labelledby="pf-foot-title"><h2 id="pf-foot-title">Sources</h2>
<p><a href="#note-1">1</a></p><ol><li id="note-1">A</li></ol></section></article>"""


def joined() -> html.HtmlElement:
    """Return both pages as one."""
    parts = [
        part_of(MONEY, "money/", NAMES, "print/"),
        part_of(RESPONSE, "response/", NAMES, "print/"),
    ]
    titles = {"money": "What does it cost?", "response": "How fast?"}
    return html.fragment_fromstring(join_parts(parts, titles), create_parent="main")


def test_every_id_is_there_once_and_every_link_within_leads_to_one() -> None:
    tree = joined()
    ids = tree.xpath(".//@id")
    assert len(set(ids)) == len(ids)
    within = [link[1:] for link in tree.xpath(".//@href") if link.startswith("#")]
    assert within
    assert set(within) <= set(ids)
    assert set(tree.xpath(".//@aria-labelledby")) <= set(ids)


def test_links_lead_where_they_led() -> None:
    links = [link.get("href") for link in joined().get_element_by_id("money").iter("a")]
    assert links == [
        "#money--note-1",
        "#response--times",
        "#response",
        "../sources/#source-a",
        "../",
        "https://fire.example/x#y",
        "https://fire.example/",
    ]
    assert joined().xpath(".//img/@src") == ["../assets/a.svg"]


def test_headings_go_one_level_down_and_the_parts_are_listed() -> None:
    tree = joined()
    headings = [(one.tag, one.text) for one in tree.iter("h1", "h2", "h3", "h6")]
    assert headings == [
        ("h2", "What does it cost?"),
        ("h3", "Parts"),
        ("h6", "Small"),
        ("h3", "Sources"),
        ("h2", "How fast?"),
        ("h3", "Times"),
        ("h3", "Sources"),
    ]
    listed = tree.find_class("pf-whole__contents")[0]
    assert [(one.get("href"), one.text) for one in listed.iter("a")] == [
        ("#money", "What does it cost?"),
        ("#response", "How fast?"),
    ]


def test_no_two_landmarks_have_one_name() -> None:
    names = joined().xpath(".//section/@aria-labelledby | .//section/@aria-label")
    titles = [joined().get_element_by_id(one).text_content() for one in names]
    assert len(set(titles)) == len(titles)


def test_only_what_serves_on_paper_is_kept() -> None:
    tree = joined()
    assert tree.find_class("pf-toc") == tree.find_class("pf-chart__data") == []
    (svg,) = tree.iter("svg")
    assert svg.get("class") == "pf-svg pf-svg--wide"
    assert tree.xpath(".//rect/@style") == ["fill: url(#money--p)"]
    assert tree.xpath(".//pattern/@id") == ["money--p"]
    assert [one.get("data-figure") for one in tree.iter("data")] == ["money/a/b"]
    # Nothing leads to it.
    assert tree.xpath(".//li[text()='Another']/@id") == []
    text = html.tostring(tree, encoding="unicode")
    assert "Menu" not in text
    assert "<!--" not in text


def test_a_page_without_an_article_is_no_part() -> None:
    assert part_of("<p>Nothing</p>", "money/", NAMES, "print/") == ""
