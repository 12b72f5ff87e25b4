"""What a stranger wrote, in a comment: words, tables and headings, and nothing that does anything."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plainfigures.telling.neutral import fenced, neutral

HONEST = """\
**Nothing needs you: 2 figures changed.**

From 94556f3 (2025-09-01) to the files as they are.

### Figures (2)

| Figure | Before | After |
| --- | --- | --- |
| fire\\_time \\| all | 8.3 &lt; 9 | 8.1\\*, “quoted” |
| a | b | c |

<details open><summary><strong>Sentences (12)</strong></summary>

Paste these:

```csv
id,"x *y* <b>"
```

</details>
"""


def test_an_honest_report_stays_as_it_is() -> None:
    assert neutral(HONEST) == HONEST


@pytest.mark.parametrize(
    ("written", "gone"),
    [
        ("<img src=https://tracker.example/x>", "<img"),
        ("<!-- plainfigures: what this change does -->", "<!--"),
        ("![x](https://tracker.example/x)", "!["),
        ("[click](javascript:alert)", "[click]"),
        ("<https://tracker.example>", "<http"),
        ("https://tracker.example", "https://"),
        ("www.tracker.example", "www."),
        ("ask @somebody", "@somebody"),
        ("see #12 and GH-4", "#12"),
        ("see #12 and GH-4", "GH-4"),
        ("&#64;somebody &#60;b>", "@somebody"),
        ("\\@somebody", "@somebody"),
        ("<details><summary><strong></summary><script>x</strong></summary>", "<script>"),
        ("| <b>x</b> | @me |", "<b>"),
        ("a\u202eb", "\u202e"),
        ("$\\ce{x}$", "$\\ce"),
    ],
)
def test_nothing_does_anything(written: str, gone: str) -> None:
    assert gone not in neutral(written)
    assert gone not in neutral(f"### {written}\n\n**{written}**\n\n| {written} |")


def test_a_fence_cannot_be_closed_from_within() -> None:
    text = neutral("```csv\nx\n````\n@somebody <b>\n```\n<b>")
    assert text.count("```") == 2
    assert text.rstrip().endswith("&lt;b&gt;")
    assert fenced("x\n```\n<b>").splitlines() == ["````text", "x", "```", "<b>", "````"]


def test_no_host_draws_what_stands_in_a_fence() -> None:
    assert neutral("```mermaid\ngraph\n```") == "```text\ngraph\n```\n"


def test_what_is_too_long_is_cut_and_closed() -> None:
    text = neutral("<details><summary><strong>x</strong></summary>\n\n```csv\n" + "word\n" * 50_000)
    assert len(text) < 60_000
    assert text.count("```") == 2
    assert text.count("</details>") == 1
    assert "too long to be shown here" in text


@example("\\\u2060:")
@example("### ")
@example("x://y")
@given(st.text(st.sampled_from("<>@#[]()!|`*\\\n &;:/axw.-_~$\u202e\u2060"), max_size=80))
def test_whatever_is_written_holds_no_markup(text: str) -> None:
    written = neutral(text)
    outside = re.sub(r"(?ms)^(`{3,})[a-z]*\n.*?^\1$", "", written)
    outside = re.sub(r"</?(?:details|summary|strong)(?: open)?>", "", outside)
    assert not re.search(r"<|(?<!\\)\[|(?<!\w)@\w|://", outside)
    assert neutral(written) == written
