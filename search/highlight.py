"""Text + matches -> marked HTML. The one place where text becomes HTML, and where it is escaped, once.

    "The Storm Corps & co", [(1, 2)]  ->  "The <mark>Storm Corps</mark> &amp; co"

Matches are counted in words, as `index.analysis.WORD` parts them, so nothing is analysed again. A run of words is one
mark; marks that overlap become one.
"""

import re
from collections.abc import Iterable
from html import escape

from index.analysis import PLAIN_WORD, WORD, is_plain

_SPLIT = re.compile(f"({WORD.pattern})").split
_SPLIT_PLAIN = re.compile(f"({PLAIN_WORD.pattern})").split

_OPEN, _CLOSE = "\x02", "\x03"
"""Stand for the tags while the text is escaped; control characters that no cleaned text holds."""

Spans = Iterable[tuple[int, int]]
"""Matches as (number of the first word, number of words)."""


def mark(text: str, spans: Spans) -> str:
    """Return `text` as HTML with the words of `spans` in ``<mark>``."""
    joined = merge(spans)
    return _marked(_split(text, joined[-1][1]), joined) if joined else escape(text)


def cut_and_mark(text: str, spans: Spans, first: int, end: int) -> tuple[str, str]:
    """Return the part of `text` from word `first` up to word `end`, as it is and marked."""
    pieces = _split(text, end + 1)
    opening = pieces[2 * first].rpartition(" ")[2] if first else pieces[0]
    words_follow = len(pieces) // 2 > end
    closing = pieces[2 * end].partition(" ")[0] if words_follow else pieces[2 * end]
    part = [opening, *pieces[2 * first + 1 : 2 * end], closing]
    text = "".join(part)
    inside = [(word - first, width) for word, width in spans if first <= word and word + width <= end]
    return text, _marked(part, merge(inside))


def merge(spans: Spans) -> list[tuple[int, int]]:
    """Return spans as (first, end) word numbers, in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for first, width in sorted(spans):
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], first + width))
        else:
            merged.append((first, first + width))
    return merged


def _split(text: str, words: int) -> list[str]:
    """Return what stands before, between and after the first `words` words, and the words: word n is piece 2n + 1."""
    if _OPEN in text or _CLOSE in text:
        text = text.replace(_OPEN, " ").replace(_CLOSE, " ")
    return (_SPLIT_PLAIN if is_plain(text) else _SPLIT)(text, maxsplit=words)


def _marked(pieces: list[str], joined: list[tuple[int, int]]) -> str:
    for first, end in joined:
        pieces[2 * first + 1] = _OPEN + pieces[2 * first + 1]
        pieces[2 * end - 1] += _CLOSE
    return escape("".join(pieces)).replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>")
