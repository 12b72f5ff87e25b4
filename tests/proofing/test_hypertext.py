"""Pages are read as strictly as the standard writes them, and no browser mends anything first."""

import pytest

from plainfigures.proofing.hypertext import look_at_page
from plainfigures.proofing.sheets import Shown

PAGE = """<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Money</title></head>
  <body>
    <h1 id="money">Money</h1>
    {}
  </body>
</html>
"""


def said(inner: str, page: str = PAGE) -> list[str]:
    """Return what is wrong with a page that has `inner` in it."""
    sheet = look_at_page("money/index.html", page.replace("{}", inner).encode(), "")
    return [one.message for one in sheet.faults]


@pytest.mark.parametrize(
    "sound",
    [
        "<p>Two<br>lines and <b>one</b></p>",
        '<img src="a.png" alt=""><img src="b.png" alt=""/>',
        "<details open><summary>More</summary><p>Text</p></details>",
        "<p>Less &lt; more, and a quote > here</p>",
        '<svg viewBox="0 0 1 1"><title>A drawing</title><path d="M0 0"/><g><use href="#a"/></g></svg>',
        "<script>if (1 < 2 && '</p>') {}</script>",
        "<textarea><b>not a tag</textarea>",
        "<SCRIPT>a < b</Script>",
        "<!-- <p> in a comment -->",
        '<a href="https://a.example/?b=1&amp;c=2">out</a> <a href="mailto:a@b.example">write</a>',
        "<ul><li><p>One</p></li></ul>",
    ],
)
def test_what_is_well_formed_is_passed_over(sound: str) -> None:
    assert said(sound) == []


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (
            "<p>A <b>word</p>",
            ["The tags <p> and <b> cross: <b> is still open where <p> ends, after “word”."],
        ),
        (
            "<div>A word",
            [
                "The tags <body> and <div> cross: <div> is still open where <body> ends, after “A word”."
            ],
        ),
        ("A word</em>", ["The tag </em> ends nothing that was begun, after “A word”."]),
        ("</br>", ["The tag </br> ends nothing: <br> has no end."]),
        (
            "<p>A <div>box</div></p>",
            ["The tag <div> stands within a paragraph, which ends there for a browser."],
        ),
        ('<a href="#money">a <a href="#money">b</a></a>', ["A link stands within another link."]),
        ("<span/>", ["The tag <span/> ends itself, which a browser passes over."]),
        ("1 < 2", ['A sign "<" begins no tag: < 2']),
        ('<b class="a" class="b">x</b>', ['The tag <b class="a" class="b"> has "class" twice.']),
        ('<h2 id="money">x</h2>', ['Two places on the page have the name "money".']),
        ('<h2 id="a b">x</h2>', ['"a b" is no name (id) for a place on a page.']),
        (
            '<p onclick="go()">x</p>',
            ['The tag <p> runs a script of its own ("onclick"), which no page may.'],
        ),
        (
            "<p>a\u202eb</p>",
            ["Line 6 of the file holds a letter that nobody can see (U+202E), before “b”."],
        ),
        (
            "<p>a\x07b</p>",
            ["Line 6 of the file holds a letter that nobody can see (U+0007), before “b”."],
        ),
        ('<base href="/">', ["The tag <base> would turn every link of the page."]),
        (
            '<script type="application/ld+json">{"url": </script>',
            ["What the page tells machines about itself (JSON-LD) cannot be read."],
        ),
    ],
)
def test_what_a_browser_would_mend_in_silence_is_told(broken: str, expected: list[str]) -> None:
    assert said(broken) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (PAGE.replace("<!doctype html>\n", ""), "The page does not begin with <!doctype html>."),
        (PAGE.replace(' lang="en"', ""), "The page does not say its language: <html> has no lang."),
        (
            PAGE.replace("<title>Money</title>", "<title> </title>"),
            "The page has no title, which a browser shows and a screen reader says first.",
        ),
        (
            PAGE.replace("</body>\n</html>\n", "</body>\n"),
            "The tag <html> is begun and never ended, at “Money”.",
        ),
    ],
)
def test_what_every_page_has_is_missed(page: str, expected: str) -> None:
    assert said("", page) == [expected]


def test_a_page_in_other_letters_is_not_read_further() -> None:
    sheet = look_at_page("a.html", b"<!doctype html>\n<p>caf\xe9</p>", "")
    assert [one.message for one in sheet.faults] == [
        "Line 2 of the page holds letters that are not saved as UTF-8."
    ]


def test_of_a_page_that_is_broken_all_over_a_few_places_are_told() -> None:
    assert len(said("<span/>" * 40)) == 5


@pytest.mark.parametrize(
    "loading",
    [
        '<img src="https://a.example/b.png" alt="">',
        '<img src="//a.example/b.png" alt="">',
        '<img src="a.png" srcset="https://a.example/b.png 2x" alt="">',
        '<script src="https://a.example/b.js"></script>',
        '<link rel="stylesheet" href="https://a.example/b.css">',
        '<link rel="preconnect" href="https://a.example">',
        '<iframe src="https://a.example/"></iframe>',
        '<object data="https://a.example/b.svg"></object>',
        '<svg><image href="https://a.example/b.png"/></svg>',
        '<svg><use xlink:href="https://a.example/b.svg#c"/></svg>',
        '<video poster="https://a.example/b.png"></video>',
        "<style>@import 'https://a.example/b.css';</style>",
        '<p style="background: url(https://a.example/b.png)">x</p>',
        '<meta http-equiv="refresh" content="0; url=https://a.example/">',
    ],
)
def test_whatever_asks_another_host_is_told(loading: str) -> None:
    (found,) = said(loading)
    assert found.startswith('It loads "')
    assert found.endswith('" from another host. The site asks nothing of anybody else.')


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (
            "javascript:alert(1)",
            'The link "javascript:alert(1)" is of a kind that a public page must not have.',
        ),
        ("//a.example/", 'The link "//a.example/" is of a kind that a public page must not have.'),
        (
            "file:///etc/a",
            'The link "file:///etc/a" is of a kind that a public page must not have.',
        ),
        ("../../a/", 'The address "../../a/" leads out of the site.'),
        ("..//a/", 'The address "..//a/" has two slashes in a row, or one that leans backwards.'),
        ("/a/", 'The address "/a/" only works where the site has a host of its own.'),
    ],
)
def test_addresses_that_do_not_work_everywhere_are_told(link: str, expected: str) -> None:
    assert said(f'<a href="{link}">x</a>') == [expected]


def test_a_site_below_a_path_may_name_its_own_address_and_no_other() -> None:
    page = PAGE.replace(
        "{}",
        '<a href="https://a.example/sub/x/#y">1</a><a href="/sub/x/">2</a><a href="/x/">3</a>'
        '<a href="https://a.example/other/">4</a><a href="..">5</a><a href="#z">6</a>',
    )
    sheet = look_at_page("money/index.html", page.encode(), "https://a.example/sub/")
    assert [one.message for one in sheet.faults] == [
        'The address "/x/" leads out of the site, which is served at /sub/.'
    ]
    assert [(one.path, one.fragment) for one in sheet.leads] == [
        ("x/", "y"), ("x/", ""), ("", ""), ("money/", "z"),
    ]  # fmt: skip
    assert sheet.outside == ["https://a.example/other/"]


def test_figures_are_taken_with_the_text_that_readers_see() -> None:
    figure = '<data class="pf-figure" data-figure="a/b/c" value="2100000">£2.1&nbsp;<b>million</b></data>'
    sheet = look_at_page("a.html", PAGE.replace("{}", f"<p>{figure}</p>").encode(), "")
    assert sheet.figures == [Shown("a/b/c", "2100000", "£2.1 million")]


def test_a_script_that_the_policy_of_the_page_does_not_allow_is_told() -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
    assert said(f"{policy}<script>go()</script>") == [
        "The page holds a script that its policy does not allow, so no browser runs it: go()"
    ]
