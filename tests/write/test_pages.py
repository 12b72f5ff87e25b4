"""Pages through their macros: what they can reach, what they cannot, and where a mistake is."""

import pytest

from plainfigures.figures.declarations import Page
from plainfigures.figures.made import GAP
from plainfigures.write import Desk, render_page
from tests.write.desks import findings, make_desk, problem, write


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{{ figure.__globals__ }}", "__globals__"),
        ("{{ figure | attr('__globals__') }}", "attr"),
        ("{{ ''.__class__ }}", "__class__"),
        ("{{ (1).__class__ }}", "__class__"),
        ("{{ ''.__class__.__mro__ }}", "__class__"),
        ("{{ '{0.__class__}'.format(site) }}", "format"),
        ("{{ site.__class__.__base__ }}", "__class__"),
        ("{{ site.update({'publisher': 'x'}) }}", "{ }"),
        ("{{ site.update(publisher='x') }}", "update"),
        ("{{ site.items() }}", "items"),
        ("{{ site['get']('publisher') }}", "get"),
        ("{{ site.publisher.upper() }}", "upper"),
        ("{{ figure['__call__'] }}", "__call__"),
        ("{{ nothing._undefined_obj }}", "nothing"),
        ("{{ 'a' | default | pprint }}", "pprint"),
        ("{{ config }}", "config"),
        ("{{ config.site_dir }}", "config"),
        ("{{ config['site_dir'] }}", "config"),
        ("{{ config | list }}", "list"),
        ("{{ config | length }}", "config"),
        ("{% for name in config %}{{ name }}{% endfor %}", "config"),
        ("{% if config %}yes{% endif %}", "config"),
        ("{{ environment }}", "environment"),
        ("{{ now() }}", "now"),
        ("{{ page.title }}", "page"),
        ("{{ extra }}", "extra"),
        ("{{ macros }}", "macros"),
        ("{{ navigation }}", "navigation"),
        ("{{ range(3) }}", "range"),
        ("{{ lipsum() }}", "lipsum"),
        ("{{ cycler }}", "cycler"),
        ("{{ self._TemplateReference__context }}", "self"),
        ("{{ super() }}", "super"),
        ("{% include 'index.md' %}", "include"),
        ("{% import 'index.md' as other %}", "import"),
        ("{% from 'index.md' import other %}", "from"),
        ("{% extends 'base.html' %}", "extends"),
        ("{% block content %}x{% endblock %}", "block"),
    ],
)
def test_a_page_reaches_nothing_but_the_macros_and_the_sites_own_settings(
    desk: Desk, text: str, name: str
) -> None:
    page = Page("docs/page.md", f"Above.\n\n{text}\n", 0, {})
    rendered = render_page(page, desk)
    assert rendered.findings
    assert all(name in one.message and one.line == 3 for one in rendered.findings)
    for secret in ("<class", "function", "module", "object at", "site_dir", "dict_"):
        assert secret not in rendered.markdown
    assert desk.settings == {"publisher": "Eastmere Citizens' Panel"}


@pytest.mark.parametrize(
    "text",
    [
        "{% if config is defined %}{{ config.site_dir }}{% endif %}",
        "{{ config | default('') }}",
        "{% if environment is defined %}{{ environment }}{% endif %}",
    ],
)
def test_what_a_page_cannot_reach_is_not_there_for_it(desk: Desk, text: str) -> None:
    assert write(desk, text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "{% for one in figure %}{{ one }}{% endfor %}",
        "{% if figure %}yes{% endif %}",
        "{% if figure > 3 %}yes{% endif %}",
        "{% if figure == 'x' %}yes{% endif %}",
        "{% if 'a' in figure %}yes{% endif %}",
        "{{ figure | length }}",
        "{{ figure | first }}",
        "{{ -figure }}",
    ],
)
def test_a_macro_without_its_brackets_is_told_in_words(desk: Desk, text: str) -> None:
    told = {(one.message, one.remedy) for one in findings(desk, text)}
    named = 'The macro "figure" is named here and not called.'
    assert told == {(named, "Write ( and ) after it: figure(…).")}


def test_a_page_reaches_what_the_site_says_of_itself(desk: Desk) -> None:
    assert write(desk, "By {{ site.publisher }}.") == "By Eastmere Citizens' Panel."
    found = problem(desk, "By {{ site.publishr }}.")
    assert found.message == 'There is no macro or setting called "publishr".'


def test_a_macro_that_is_named_and_not_called_is_told(desk: Desk) -> None:
    found = problem(desk, "The pressure is {{ figure }}.")
    assert found.message == 'The macro "figure" is named here and not called.'
    assert found.remedy == "Write ( and ) after it: figure(…)."


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("One.\n\n{{ figure('x' }}", 3, '"}" cannot stand there'),
        ("{{ figure('x) }}", 1, ""),
        ("One.\n{% if %}", 2, ""),
        ("One.\n\nTwo.\n\n{% endfor %}", 5, "endfor"),
        ("{{ 'x' | shout }}", 1, "shout"),
        ("{% do 1 %}", 1, "do"),
    ],
)
def test_a_macro_that_cannot_be_read_is_told_at_its_line(
    desk: Desk, text: str, line: int, part: str
) -> None:
    found = problem(desk, text)
    assert found.message.startswith("This macro cannot be read: ")
    assert part in found.message
    assert found.line == line


@pytest.mark.parametrize(
    "text",
    [
        "{{ 1 / 0 }}",
        "{{ 'a' + 1 }}",
        "{{ nothing + 1 }}",
        "{{ 'a'.nothing.more() }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_whatever_a_page_tries_becomes_a_finding(desk: Desk, text: str) -> None:
    assert findings(desk, f"One.\n\n{text}")


def test_a_macro_of_the_site_that_breaks_becomes_a_finding(desk: Desk) -> None:
    def broken() -> str:
        raise AttributeError("nobody saw to this")

    desk.add("broken", broken)  # type: ignore[arg-type]
    found = problem(desk, "One.\n\n{{ broken() }}")
    assert found.message == "This macro cannot be used like that: nobody saw to this."
    assert found.line == 3


def test_a_macro_of_the_site_is_held_to_its_arguments_as_the_others(desk: Desk) -> None:
    def greet(name: str) -> str:
        return f"Hello {name}"

    desk.add("greet", greet)  # type: ignore[arg-type]
    assert write(desk, '{{ greet("you") }}') == "Hello you"
    assert problem(desk, "{{ greet(3) }}").message == 'greet: "name" must be in quotes.'
    assert problem(desk, "{{ gret() }}").suggestion == "greet"


def test_lines_are_those_of_the_file_with_its_front_matter(desk: Desk) -> None:
    text = "# Title\n\nSay {{ figure('a/b/c') }}\nand {{ figure(\n'a/b/d') }}.\n"
    assert [(one.line, one.column) for one in findings(desk, text, offset=4)] == [(7, 16), (8, 0)]


def test_each_mistake_on_a_page_is_found_at_once(desk: Desk) -> None:
    text = "\n".join(f"{{{{ figure('a/b/c{number}') }}}}\n" for number in range(12))
    found = findings(desk, text)
    assert [one.line for one in found] == list(range(1, 25, 2))


def test_a_mistake_within_a_mistake_is_told_once(desk: Desk) -> None:
    found = problem(desk, "{{ cards(card(nothing, 'x')) }}")
    assert found.message == 'There is no macro or setting called "nothing".'
    found = problem(desk, "{{ figure(ref=nothing) }}")
    assert found.message == 'There is no macro or setting called "nothing".'


def test_a_page_without_macros_comes_out_as_it_went_in(desk: Desk) -> None:
    text = "# Title\n\nOne *two* `three` [four](five.md) {: .six }\n\n<p>7</p>"
    assert write(desk, text) == text


def test_braces_that_are_meant_as_such_stay(desk: Desk) -> None:
    assert write(desk, "{% raw %}{{ figure('a/b/c') }}{% endraw %}") == "{{ figure('a/b/c') }}"


def test_loops_and_names_of_the_pages_own_work(desk: Desk) -> None:
    text = (
        "{% set names = ['stations', 'training'] %}"
        "{% for name in names %}{{ figure('money/budget/' + name + '/variance') }} {% endfor %}"
    )
    assert write(desk, text).count('class="pf-figure"') == 2


def test_what_the_check_writes_and_what_the_page_shows_do_not_differ_between_desks() -> None:
    text = "{{ share('money/budget/stations/forecast', 'money/budget/total/forecast') }}"
    assert write(make_desk(), text) == write(make_desk(as_of="2030-01-01"), text)


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (
            "{{ figure(“money/claims/grant”) }}",
            "This macro cannot be read: it holds the curly quote “.",
            "Type straight quotes: \" or '. They often become curly in text that is copied.",
        ),
        (
            "{{ figure(money/claims/grant) }}",
            'This macro cannot be read: "money/claims/grant" stands without quotes.',
            'Put quotes around it: "money/claims/grant".',
        ),
        (
            "{{ figure(response/times/first-engine@2024-07) }}",
            'This macro cannot be read: "response/times/first-engine@2024-07" stands without quotes.',
            'Put quotes around it: "response/times/first-engine@2024-07".',
        ),
        (
            '{{ figure("money/claims/grant) }}',
            "This macro cannot be read: a quote is opened in it and not closed.",
            "Write a quote before and after each name.",
        ),
        (
            '{{ figure("money/claims/grant")',
            "What is opened with {{ here is not closed.",
            "Write }} at its end.",
        ),
        (
            "{{ figure('money/claims/grant' | shout) }}",
            'This macro cannot be read: there is no filter called "shout".',
            "Take “| shout” out. Macros write figures as they should stand.",
        ),
        (
            "{% endif %}",
            'This macro cannot be read: "{% endif %}" has no meaning here.',
            "Begin it with {% if … %} above, or take it out.",
        ),
        (
            "{% if site.publisher %}",
            "This macro cannot be read: {% if … %} has no {% endif %}.",
            "Write {% endif %} where it ends.",
        ),
        (
            "{{ figure() + }}",
            "This macro cannot be read: something is missing before }}.",
            "Check that every {{ has its }}, every ( its ), and every quote its pair.",
        ),
    ],
)
def test_a_macro_that_cannot_be_read_leaves_a_gap_and_the_page_goes_on(
    desk: Desk, text: str, message: str, remedy: str
) -> None:
    page = Page("docs/page.md", f"One.\n\n{text}\n\nTwo {{{{ fgure('a/b/c') }}}} three.\n", 4, {})
    rendered = render_page(page, desk)
    first, second = rendered.findings
    assert (first.message, first.remedy, first.line) == (message, remedy, 7)
    assert (second.suggestion, second.line) == ("figure", 9)
    assert not rendered.broken
    assert f"Two {GAP} three." in rendered.markdown
    assert "figure" in rendered.lacking


def test_a_page_that_cannot_go_on_without_a_tag_is_broken(desk: Desk) -> None:
    page = Page("docs/page.md", "One.\n\n{% for one in site %}\n", 0, {})
    rendered = render_page(page, desk)
    assert rendered.broken
    assert [(one.line, one.message) for one in rendered.findings] == [
        (3, "This macro cannot be read: {% for … %} has no {% endfor %}.")
    ]


def test_a_macro_in_a_title_is_told_at_the_line_of_the_title(desk: Desk) -> None:
    meta = {"title": "Money of {{ nothing }}"}
    page = Page("docs/page.md", "# One\n", 4, meta, 'kicker: x\ntitle: "{{ nothing }}"\n')
    [found] = render_page(page, desk).findings
    assert (found.line, found.message) == (3, 'There is no macro or setting called "nothing".')


def test_names_of_which_nothing_can_be_told_are_no_finding() -> None:
    desk = make_desk()
    desk.unknown = frozenset({"hello", "site"})
    page = Page("docs/page.md", "{{ hello('a') }} {{ site.contact }} {{ hallo() }}", 0, {})
    rendered = render_page(page, desk)
    assert [one.message for one in rendered.findings] == [
        'There is no macro or setting called "hallo".'
    ]
    assert rendered.markdown == f"{GAP} {GAP} {GAP}"
