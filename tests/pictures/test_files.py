"""A file of a picture stands alone, and says the same as its page."""

import io
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from PIL import Image

from stances.filters import filter_statements
from stances.pictures import PICTURES, one_picture
from stances.pictures.files import ZOOM, as_csv, as_png, as_svg
from stances.pictures.sheet import WIDTH
from stances.pictures.svg import NAMESPACE, PAINTS
from stances.sharing.picture import colors

NAME = f"{{{NAMESPACE}}}"


def make(how, code="positions", query=""):
    statements = filter_statements(QueryDict(query))
    return how(statements, one_picture(statements, code))


def texts(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{NAME}text")]


@pytest.mark.parametrize("code", PICTURES)
@pytest.mark.parametrize("query", ["", "q=zeppelin", "kind=action"])
def test_svg_says_what_it_shows_and_where_it_is_from(archive, settings, code, query):
    svg = make(as_svg, code, query)

    root = ElementTree.fromstring(svg)
    words = " ".join(texts(svg))
    assert root.find(f"{NAME}title").text.split(". ")[1].removesuffix(".") in words
    assert f"{settings.SITE_URL}/statements/{'?' * bool(query)}{query}" in words
    assert "CC BY 4.0" in words


@pytest.mark.parametrize("code", PICTURES)
def test_svg_is_painted_by_nothing_but_its_own_attributes(archive, code):
    for element in ElementTree.fromstring(make(as_svg, code)).iter():
        assert not {"class", "style", "href"} & set(element.attrib)
        assert element.tag != f"{NAME}style"
        if element.tag in (f"{NAME}rect", f"{NAME}text", f"{NAME}path"):
            assert element.attrib["fill"].startswith("#")


def test_every_paint_is_a_color_of_the_site():
    named = {paint[name] for paint in PAINTS.values() for name in ("fill", "stroke") if name in paint}

    assert named <= set(colors())


def test_positions_bear_their_marks_in_the_legend(archive):
    assert {"++  Partners", "−  Limits", "?  Unclear"} <= set(texts(make(as_svg)))


def test_address_of_any_length_is_cut_where_it_is_shown_and_whole_where_it_is_described(archive):
    svg = make(as_svg, query=f"q={'x' * 900}")

    assert max(map(len, texts(svg))) < 200
    assert f"q={'x' * 900}, as it was on" in ElementTree.fromstring(svg).find(f"{NAME}desc").text


STRANGE = ["\x01\x0b<&>]]>", "我们🚓", "\ufffe a", "é" * 300]


@pytest.mark.parametrize("words", STRANGE)
def test_words_of_any_signs_make_a_file(archive, words):
    query = QueryDict(mutable=True)
    query["q"] = words

    assert Image.open(io.BytesIO(make(as_png, query=query.urlencode()))).width == ZOOM * WIDTH


def test_png_is_the_same_each_time(archive):
    assert make(as_png) == make(as_png)


@pytest.mark.parametrize("code", PICTURES)
def test_png_has_dots_for_print_and_is_not_too_large(archive, code):
    png = make(as_png, code)

    image = Image.open(io.BytesIO(png))
    assert image.width == ZOOM * WIDTH
    assert image.height < 2 * image.width
    assert len(png) < 200_000


def test_letters_of_png_are_of_the_fonts_beside_it(archive):
    image = Image.open(io.BytesIO(make(as_png, query="q=zeppelin"))).convert("L")

    heading = image.crop((72, 72, 700, 160))
    assert heading.getextrema()[0] < 60  # ink
    assert heading.getextrema()[1] == 255  # paper


def test_csv_has_the_numbers_of_the_table(archive):
    assert make(as_csv, query="state=IL&state=NM").decode().splitlines() == [
        "year,partners,cooperates,neutral,limits,declines,unclear,statements",
        "2016,0,0,1,1,0,1,3",
        "2017,0,0,0,0,1,0,1",
        "undated,1,0,0,0,0,0,1",
    ]


def test_csv_of_nothing_has_its_head(archive):
    assert make(as_csv, "states", "q=zeppelin").decode().splitlines() == [
        "state,partners,cooperates,neutral,limits,declines,unclear,statements"
    ]
