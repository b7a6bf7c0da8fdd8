"""Words broken into lines that fill a box well. ``length`` measures a piece of text in ems; nothing here draws."""

from itertools import chain

ELLIPSIS = "…"
CLOSING = "”"


def fit(text, sizes, width, height, length):
    """Return (size, lines): the text at the greatest of the sizes at which it fits, else shortened at the smallest.

    ``sizes`` maps each size, the greatest first, to how far lines are apart at it; all of these are in pixels.
    """
    words = text.split()
    for size, apart in sizes.items():
        lines = broken(words, width / size, length)
        if len(lines) * apart <= height:
            return size, balanced(words, width / size, length)
    most = max(1, int(height // apart))
    return size, broken(shortened(text, most, width / size, length), width / size, length)


def broken(words, width, length):
    """Return the words in lines that are no longer than the width; a word that is longer is cut."""
    lines, room, space = [], 0, length(" ")
    for word in chain.from_iterable(pieces(word, width, length) for word in words):
        long = length(word)
        if lines and long + space <= room:
            lines[-1] += f" {word}"
            room -= long + space
        else:
            lines.append(word)
            room = width - long
    return lines


def pieces(word, width, length):
    """Yield a word, or the parts of it that fit the width each."""
    if length(word) <= width:
        yield word
        return
    part, room = "", width
    for letter in word:
        if part and length(letter) > room:
            yield part
            part, room = "", width
        part += letter
        room -= length(letter)
    yield part


def balanced(words, width, length):
    """Return as few lines as the width allows, of lengths as even as they can be."""
    lines, narrow = broken(words, width, length), width / 2
    wide = width
    while wide - narrow > width / 60:
        between = (narrow + wide) / 2
        tried = broken(words, between, length)
        if len(tried) <= len(lines):
            lines, wide = tried, between
        else:
            narrow = between
    return lines


def shortened(text, most, width, length):
    """Return the first words of a text that fit so many lines with an ellipsis; a closing quotation mark stays."""
    end = ELLIPSIS + (CLOSING if text.endswith(CLOSING) else "")
    words = text.split()
    few, many = 1, len(words)
    while many - few > 1:
        between = (few + many) // 2
        if len(broken(ended(words[:between], end), width, length)) <= most:
            few = between
        else:
            many = between
    return ended(words[:few], end)


def ended(words, end):
    """The words with an end at the last of them, in place of a comma or the like."""
    return [*words[:-1], words[-1].rstrip(",;:.–—-") + end]
