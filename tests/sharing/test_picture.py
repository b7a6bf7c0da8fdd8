import io

import pytest
from PIL import Image

from stances.codebook import Kind, Position
from stances.sharing import picture as drawing
from stances.sharing.picture import BAND, HEIGHT, RIGHT, SERIF, WIDTH, colors, drawable, ems, font, picture
from tests.records import make_official, make_statement


@pytest.fixture
def statement(db):
    return make_statement(official=make_official(), official_title="Sheriff")


def read(png):
    return Image.open(io.BytesIO(png)).convert("RGB")


def drawn(statement, monkeypatch):
    """The texts of a picture, in order."""
    texts = []
    original = drawing.ImageDraw.ImageDraw.text
    monkeypatch.setattr(
        drawing.ImageDraw.ImageDraw,
        "text",
        lambda self, place, text, *a: (texts.append(text), original(self, place, text, *a)),
    )
    picture(statement)
    return texts


def test_picture_has_the_size_that_sites_ask_for_and_is_small(statement):
    png = picture(statement)

    assert read(png).size == (WIDTH, HEIGHT) == (1200, 630)
    assert len(png) < 60_000


@pytest.mark.parametrize("position", Position)
def test_position_is_told_by_color_and_mark(statement, position):
    statement.position = position

    found = read(picture(statement)).getpixel((BAND // 2, 300))
    expected = Image.new("RGB", (1, 1), colors().get(position, colors()["strong-line"])).getpixel((0, 0))
    assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) < 8


def test_picture_says_who_where_when_and_which_position(statement, monkeypatch):
    texts = drawn(statement, monkeypatch)

    assert texts[:2] == ["Stances", "Quotation"]
    assert " ".join(texts[2:-4]) == "“We will not hold people without a warrant signed by a judge.”"
    place = "Mecklenburg County, NC · Feb. 21, 2017"
    assert texts[-4:] == ["−  Limits", "Garry McFadden, Sheriff", "Mecklenburg County Sheriff's Office", place]


def test_only_a_quotation_wears_quotation_marks(statement, monkeypatch):
    statement.kind = Kind.PARAPHRASE

    assert not any("“" in text or "”" in text for text in drawn(statement, monkeypatch))


@pytest.mark.parametrize("text", ["x" * 3000, "word " * 600, "No.", "😀", "我们不问。", "é" * 80, "\u202eno"])
def test_nothing_leaves_the_box_whatever_was_said(statement, text):
    statement.text = text

    image = read(picture(statement))
    margin = image.crop((RIGHT + 2, 90, WIDTH, HEIGHT))
    assert len(margin.getcolors()) == 1


def test_words_are_measured_as_they_are_drawn():
    line = "We will not hold people without a warrant."

    measured = sum(map(ems, line.split())) + ems(" ") * line.count(" ")
    assert measured * 60 == pytest.approx(font(SERIF, 60).getlength(line), rel=0.03)


DRAWABLE = [
    pytest.param("¿Por qué?", "¿Por qué?", id="Spanish"),
    pytest.param("Tiê\u0301ng", "Tiếng", id="marks that are apart"),
    pytest.param("No 🚓 here", "No here", id="emoji are left out"),
    pytest.param("我们", "", id="letters that no font has are not drawn as boxes"),
]


@pytest.mark.parametrize(("text", "expected"), DRAWABLE)
def test_only_signs_of_the_fonts_are_drawn(text, expected):
    assert drawable(text) == expected
