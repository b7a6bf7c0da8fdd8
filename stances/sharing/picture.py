"""The picture of a statement that other sites show beside a link to it: its words, who, where, when, which position."""

import io
import re
import unicodedata
from functools import cache, lru_cache, partial
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from .lines import fit
from .wording import MARKS, quoted, speaker, where

WIDTH, HEIGHT = 1200, 630
MARGIN = 84
RIGHT = WIDTH - MARGIN
BAND = 20  # of the color of the position, along the left edge
WORDS_TOP = 116
LAST_LINE, APART = 572, 39  # of the facts
SIZES = {size: size * 1.22 for size in range(84, 39, -4)}  # of the words; few are set large

FONTS = Path(__file__).parent / "fonts"
SERIF, SANS, BOLD = "newsreader.ttf", "public-sans.ttf", "public-sans-semibold.ttf"
TOKEN = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6})\b")


@cache
def colors():
    """{name: color} of the light theme, which the pages of the site have too."""
    return dict(TOKEN.findall((settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")))


@lru_cache(maxsize=50)
def font(name, size):
    return ImageFont.truetype(FONTS / name, size)


def picture(statement):
    """Return the PNG of a statement, in the language that is active."""
    image = Image.new("RGB", (WIDTH, HEIGHT), colors()["paper"])
    draw = ImageDraw.Draw(image)
    # Unclear has no place on the scale, and so no color of its own.
    draw.rectangle((0, 0, BAND - 1, HEIGHT), colors().get(statement.position, colors()["strong-line"]))
    draw_head(draw, statement)
    draw_words(draw, statement)
    draw_facts(image, statement)
    file = io.BytesIO()
    # So few colors need no more than one byte for each dot.
    image.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def draw_head(draw, statement):
    draw.text((MARGIN, 78), _("Stances"), colors()["accent"], font(SERIF, 40), "ls")
    draw.text((RIGHT, 76), statement.get_kind_display(), colors()["quiet"], font(SANS, 26), "rs")


def draw_words(draw, statement):
    words = drawable(statement.text)
    # Words in letters that no font here has are read on the page; then the picture is about the agency.
    text = quoted(statement, words) if words else drawable(statement.agency.name)
    height = facts_top(statement) - WORDS_TOP - 28
    size, lines = fit(text, SIZES, RIGHT - MARGIN, height, ems)
    top = WORDS_TOP + 0.4 * (height - len(lines) * SIZES[size])
    for number, line in enumerate(lines):
        # The mark that opens a quotation hangs in the margin, so that the lines begin below each other.
        hanging = ems("“") * size if line.startswith("“") else 0
        place = (MARGIN - hanging, top + (number + 0.78) * SIZES[size])
        draw.text(place, line, colors()["ink"], font(SERIF, size), "ls")


@lru_cache(maxsize=5000)
def ems(text):
    """How long a text is in the font of the words."""
    return font(SERIF, 100).getlength(text) / 100


def draw_facts(image, statement):
    draw = ImageDraw.Draw(image)
    top = facts_top(statement)
    draw.line((MARGIN, top, RIGHT, top), colors()["line"], 2)
    left = draw_position(image, statement, top) - 40
    lines = [(speaker(statement), BOLD, "ink"), *((line, SANS, "quiet") for line in source(statement))]
    for number, (text, name, color) in enumerate(lines):
        width = (RIGHT if number else left) - MARGIN
        text = cut(drawable(text), width, font(name, 28).getlength)
        draw.text((MARGIN, top + 50 + number * APART), text, colors()[color], font(name, 28), "ls")


def facts_top(statement):
    """Where the line above the facts is: so that the last of them always stands at one height."""
    return LAST_LINE - 50 - APART * len([*source(statement)])


def source(statement):
    """The lines below the speaker: the agency, if the speaker is not the agency itself, and where and when."""
    if speaker(statement) != statement.agency.name:
        yield statement.agency.name
    yield f"{where(statement.agency)} · {statement.date_words}"


def draw_position(image, statement, top):
    """Draw the position as a label with its mark; return where it begins."""
    label = f"{MARKS[statement.position]}  {statement.get_position_display()}"
    left = RIGHT - round(font(BOLD, 28).getlength(label)) - 48
    box = (left, top + 18, RIGHT, top + 68)
    if statement.position in colors():
        image.paste(colors()[statement.position], box, pill(RIGHT - left, 50))
    else:
        image.paste(colors()["strong-line"], box, pill(RIGHT - left, 50))
        image.paste(colors()["paper"], (left + 2, top + 20, RIGHT - 2, top + 66), pill(RIGHT - left - 4, 46))
    ink = colors().get(f"on-{statement.position}", colors()["ink"])
    ImageDraw.Draw(image).text(((left + RIGHT) / 2, top + 53), label, ink, font(BOLD, 28), "ms")
    return left


@lru_cache(maxsize=50)
def pill(width, height):
    """The mask of a label with round ends, drawn four times as large for smooth edges."""
    large = Image.new("L", (4 * width, 4 * height))
    ImageDraw.Draw(large).rounded_rectangle((0, 0, 4 * width - 1, 4 * height - 1), 2 * height, 255)
    return large.resize((width, height), Image.Resampling.BOX)


def cut(text, width, length):
    """The text, or as many of its words as a line holds."""
    if length(text) <= width:
        return text
    words = text.split()
    starts = (" ".join(words[:number]).rstrip(",") + "…" for number in range(len(words), -1, -1))
    return next(start for start in starts if length(start) <= width)


def drawable(text):
    """Return a text on one line without signs that no font has, such as emoji; "" where that are letters."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    missing = {sign for sign in set(text) if not has(sign)}
    if any(sign.isalnum() for sign in missing):
        return ""
    return " ".join("".join(sign for sign in text if sign not in missing).split())


@lru_cache(maxsize=2000)
def has(sign):
    """Whether the fonts have a sign. One that they do not have is drawn as an empty box."""
    drawn = partial(font(SERIF, 20).getmask, mode="1")
    return unicodedata.category(sign) not in ("Cf", "Mn", "Mc") and bytes(drawn(sign)) != bytes(drawn("\uffff"))
