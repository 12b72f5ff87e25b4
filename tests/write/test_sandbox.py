"""What a page could do to the machine that builds it: refused, or stopped before it grows."""

import pytest

from plainfigures.figures.declarations import Page
from plainfigures.write import Desk, render_page
from plainfigures.write.sandbox import LARGEST_PAGE, LONGEST_TEXT, MOST_MACROS, MOST_TURNS
from tests.write.desks import findings, problem, write

TEN = "['a','a','a','a','a','a','a','a','a','a']"
FIGURE = "money/claims/grant"


def nested(depth: int, inner: str) -> str:
    """Return loops over ten things within one another."""
    begin = "".join(f"{{% for a{number} in {TEN} %}}" for number in range(depth))
    return f"{begin}{inner}{'{% endfor %}' * depth}"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{{ 'a' * 10**10 }}", '"*"'),
        ("{{ 10**10**10 }}", '"**"'),
        ("{{ '%1000000000d' % 1 }}", '"%"'),
        ("{{ 'a' ~ 'b' }}", '"~"'),
        ("{{ 2 - 1 }}", '"-"'),
        ("{{ 'abc'[::-1] }}", '":"'),
        ("{{ {'a': 1} }}", '"{ }"'),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{% macro %}"),
        ("{% call figure() %}{% endcall %}", "{% call %}"),
        ("{% filter upper %}a{% endfilter %}", "{% filter %}"),
        ("{% set a %}a{% endset %}", "{% set %}"),
        ("{% with a = 1 %}{% endwith %}", "{% with %}"),
        ("{% autoescape false %}{% endautoescape %}", "{% autoescape %}"),
        ("{% for a in site recursive %}{{ loop(a) }}{% endfor %}", "recursive"),
        ("{% for a in ['b'] %}\n{{ loop.nextitem }}\n{% endfor %}", '"loop"'),
        ("{% set site.publisher = 'x' %}", "name with a dot"),
        ("{% set a = ['x'] %}{% set a = [a, a] %}{{ a }}", "neither a text nor a macro"),
        ("{{ [1, 2] }}", "cannot be shown as words"),
        ("{{ site }}", "cannot be shown as words"),
        (f"{{{{ '{'a' * (LONGEST_TEXT + 1)}' }}}}", f"{LONGEST_TEXT:,} letters"),
        (nested(4, "x"), f"{MOST_TURNS:,} turns"),
        (nested(9, "x"), f"{MOST_TURNS:,} turns"),
        (nested(45, "x"), "within one another"),
        (f"{{{{ {'(' * 5_000}1{')' * 5_000} }}}}", "within one another"),
        (f"{{{{ {'not ' * 5_000}1 }}}}", "within one another"),
        (f"{{{{ {' + '.join(['1'] * 5_000)} }}}}", "within one another"),
        ("{% if 1 %}" * 5_000 + "{% endif %}" * 5_000, "2,000 are the most"),
        ("{% if 1 %}" * 300 + "{% endif %}" * 300, "within one another"),
        (f"{{{{ {'9' * 5_000} }}}}", "4300 digits"),
        ("{{ 1 }} " * (MOST_MACROS + 1), f"{MOST_MACROS:,} are the most"),
        ("{{ '\\u202e' }}", "U+202E"),
        ("{{ figure('\\uf8fd') }}", "U+F8FD"),
        ("{{ glossary('outturn', '\\ufffc') }}", "U+FFFC"),
    ],
)
def test_what_grows_without_end_or_leads_out_is_refused(desk: Desk, text: str, part: str) -> None:
    found = findings(desk, f"One.\n\n{text}\n")
    assert any(part in one.message for one in found), found
    assert all(one.remedy and one.path == "docs/page.md" for one in found)


def test_a_text_that_doubles_itself_is_stopped(desk: Desk) -> None:
    doubling = "{% set a = a + a %}" * 40
    found = problem(desk, f"{{% set a = 'abc' %}}{doubling}{{{{ a | length }}}}")
    assert "longer than" in found.message


def test_a_page_that_would_fill_the_memory_is_stopped(desk: Desk) -> None:
    long = "a" * (LARGEST_PAGE // 100 + 1)
    found = problem(desk, nested(2, long))
    assert f"more than {LARGEST_PAGE:,} letters" in found.message


def test_many_macros_that_cannot_be_read_end_after_some(desk: Desk) -> None:
    page = Page("docs/page.md", "{{ figure( }}\n\n" * 1_900, 0, {})
    rendered = render_page(page, desk)
    assert rendered.broken
    assert 1 < len(rendered.findings) < 40


def test_loops_and_names_joined_within_bounds_work(desk: Desk) -> None:
    text = "{% for part in ['claims'] %}{{ figure('money/' + part + '/grant') }}{% endfor %}"
    assert write(desk, text) == write(desk, f"{{{{ figure('{FIGURE}') }}}}")
    assert write(desk, nested(2, "x")) == "x" * 100
    assert write(desk, "{% for a, b in [('c', 'd')] %}{{ a + b }}{% endfor %}") == "cd"


def test_what_a_loop_took_on_one_page_is_not_lacking_on_the_next(desk: Desk) -> None:
    for _ in range(3):
        assert write(desk, nested(2, "x") * 5) == "x" * 500


@pytest.mark.parametrize(
    "words",
    ["{{ 'a' * 9 }}", "{% for a in [1] %}{% endfor %}{{ a.__class__ }}", "{% include 'a' %}"],
)
def test_the_words_of_charts_and_examples_have_the_same_bounds(desk: Desk, words: str) -> None:
    call = words.strip("{%} ")
    assert findings(desk, f'{{{{ example("{call}") }}}}')
    with pytest.raises(Exception, match=r"cannot use|cannot be|no macro"):
        desk._write_text(words)
