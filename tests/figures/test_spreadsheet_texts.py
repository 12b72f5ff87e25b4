"""Texts that a spreadsheet would work out, and numbers with a sign, which it may show."""

import pytest

from plainfigures.figures.spreadsheet_texts import begins_formula


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example","Click")',
        "=1+1",
        " =1+1",
        "@SUM(1+9)*cmd|' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "-SUM(A1:A9)",
        "+A1",
        "-1-A1",
        "-145(A1)",
        "＝1+1",
        "\t=1+1",
        "-5%*A1",
        "+1 B2",
    ],
)
def test_a_formula_is_known_by_how_it_begins(text: str) -> None:
    assert begins_formula(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-145",
        "- 145",
        "-145.5",
        "-1,234",
        "+3.2%",
        "-£1.2m",
        "-£1.2 million",
        "-0.5 to -0.7",
        "-12 per cent",
        "-",
        "--",
        "a = b",
        "1+1",
        "(145)",
        "–145",
        "north-west",
    ],
)
def test_a_number_with_a_sign_is_none(text: str) -> None:
    assert not begins_formula(text)
