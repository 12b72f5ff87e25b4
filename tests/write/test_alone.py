"""Blocks that stand where none can: told once, each at its line, and nothing of them is written."""

import pytest

from plainfigures.figures.made import GAP
from plainfigures.write.alone import BLOCKS, without_misplaced
from tests.write.desks import findings, make_desk


@pytest.mark.parametrize(
    "text",
    [
        '{{ chart("times") }}',
        '  {{ chart("times") }}  ',
        '<div markdown="1">{{ chart("times") }}</div>',
        '{% if site.publisher %}{{ chart("times") }}{% endif %}',
        '{{ table(\n  "money/budget"\n) }}',
        'The text {% raw %}{{ chart("times") }}{% endraw %} stands as it is.',
        'A word: {{ glossary("outturn") }}.',
    ],
)
def test_a_block_alone_on_its_line_is_let_be(text: str) -> None:
    assert without_misplaced(text) == (text, [])


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_a_block_beside_words_is_told_and_left_out(name: str) -> None:
    text, found = without_misplaced(f"First.\n\nLook: {{{{ {name}(\n1) }}}} and wonder.\n\nLast.")
    assert text == f"First.\n\nLook: {GAP}\n and wonder.\n\nLast."
    assert [(stop.line, wrong) for stop, wrong in found] == [(3, name)]


def test_two_blocks_on_a_line_are_two_mistakes() -> None:
    _, found = without_misplaced('{{ chart("times") }} {{ table("money/budget") }}')
    assert [name for _, name in found] == ["chart", "table"]


def test_each_is_told_once_with_all_else_on_the_page() -> None:
    text = '{{ card("money/budget/total/variance", "over") }}\n\nSee {{ chart("times") }} here.\n'
    told = findings(make_desk(), f'{text}\n{{{{ figure("a/b/c") }}}}\n')
    assert [(one.line, one.message.partition(" ")[0]) for one in told] == [
        (1, "The"),
        (3, "The"),
        (5, "There"),
    ]


def test_every_block_is_a_macro() -> None:
    assert set(make_desk().macros()) >= BLOCKS
