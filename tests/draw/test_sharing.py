"""Pictures that leave the site: whole, legible, the same each time, and with nothing to hide."""

from io import BytesIO

import pytest
from lxml import etree
from msgspec.structs import replace
from PIL import Image, ImageChops

from plainfigures.draw import Card, Imprint, draw_card, draw_everywhere, draw_for_sharing
from plainfigures.figures.pictures import Picture
from tests.draw.drawn import SVG, find_faults
from tests.draw.samples import BARS, LINES, SAMPLES

ALL = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
IMPRINT = Imprint("Source: A report of the authority.", "Fire in figures", "https://fire.example/")
LONG = "A very long title that goes on and on about what was found in the figures " * 8


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def edge_is_plain(picture: Image.Image) -> bool:
    """Whether nothing reaches the right or the lower edge, where what is cut off would stand."""
    plain = picture.convert("RGB")
    width, height = plain.size
    strips = [(width - 8, 40, width, height), (0, height - 8, width, height)]
    return all(len(plain.crop(strip).getcolors() or ()) == 1 for strip in strips)


def alone(sample: Picture) -> str:
    return draw_everywhere(sample, IMPRINT)["alone"]


@ALL
def test_a_chart_to_share_is_whole_and_holds_no_date_and_no_program(sample: Picture) -> None:
    picture = opened(draw_for_sharing(sample, IMPRINT))
    assert picture.width == 1200
    assert picture.info == {}
    assert edge_is_plain(picture)


@ALL
def test_a_drawing_that_stands_alone_has_its_words_and_its_own_colours(sample: Picture) -> None:
    svg = alone(sample)
    root = etree.fromstring(svg)
    assert "var(" not in svg
    assert "class" not in root.attrib
    assert root.findtext(f"{SVG}title") == sample.title
    texts = " ".join(node.text or "" for node in root.iter(f"{SVG}text"))
    for words in (sample.title, sample.subtitle, *sample.notes, IMPRINT.sources, IMPRINT.site):
        assert words.replace(" ", "").replace("\n", "") in texts.replace(" ", "")


def test_the_words_around_a_drawing_are_neither_small_nor_cut_nor_laid_over_another() -> None:
    root = etree.fromstring(alone(replace(BARS, title=LONG, subtitle=LONG, notes=(LONG,))))
    for place in root.findall(f"{SVG}g"):
        root.remove(place)
    assert list(find_faults(etree.tostring(root, encoding="unicode"))) == []


def test_a_sign_that_means_something_to_xml_is_written_as_text() -> None:
    svg = alone(replace(BARS, title='<script>alert("x")</script> & more'))
    assert "<script" not in svg
    assert etree.fromstring(svg).findtext(f"{SVG}title") == '<script>alert("x")</script> & more'


def test_the_same_picture_is_the_same_bytes() -> None:
    assert draw_for_sharing(LINES, IMPRINT) == draw_for_sharing(LINES, IMPRINT)
    card = Card("A title", "A site", chart=BARS)
    assert draw_card(card) == draw_card(card)


def test_a_picture_is_the_same_whatever_was_drawn_before() -> None:
    few = SAMPLES[::4]
    forwards = [draw_for_sharing(sample, IMPRINT) for sample in few]
    draw_card(Card(LONG, LONG, LONG, LONG, LONG))
    assert [draw_for_sharing(sample, IMPRINT) for sample in reversed(few)] == forwards[::-1]


@pytest.mark.parametrize(
    "card",
    [
        Card("How long?", "Fire in figures", "7 minutes", "to arrive", "March 2024"),
        Card("How long?", "Fire in figures", "", "What it is about, in a sentence."),
        Card(LONG, LONG, LONG, LONG, LONG),
        Card("W" * 300, "Fire in figures", "W" * 80, "W" * 300, "W" * 80),
        Card(LONG, "Fire in figures", chart=BARS),
    ],
    ids=["short", "no figure", "long", "one word", "chart"],
)
def test_a_preview_has_the_size_asked_for_and_cuts_nothing(card: Card) -> None:
    picture = opened(draw_card(card))
    assert (picture.size, picture.info) == ((1200, 630), {})
    assert edge_is_plain(picture)


@ALL
def test_a_preview_of_a_chart_shows_all_of_it(sample: Picture) -> None:
    assert edge_is_plain(opened(draw_card(Card(sample.title, "A site", chart=sample))))


def test_a_preview_shows_its_figure_and_tells_it() -> None:
    card = Card("How long?", "Fire in figures", "7 minutes", "to arrive", "March 2024")
    assert card.told == "How long? 7 minutes to arrive, March 2024"
    other = opened(draw_card(replace(card, number="8 minutes")))
    assert ImageChops.difference(
        opened(draw_card(card)).convert("RGB"), other.convert("RGB")
    ).getbbox()
