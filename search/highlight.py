"""Text + matches -> marked HTML. The one place where text becomes HTML, and where it is escaped, once.

    [Piece("The Storm Corps & co", [(1, 2)])]  ->  [("The Storm Corps & co", "The <mark>Storm Corps</mark> &amp; co")]

Matches are counted in words, as `index.analysis.WORD` parts them, so nothing is analysed again. A run of words is one
mark; marks that overlap become one. The words of all pieces of a page are found in one go: see `_words`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import accumulate, islice

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.analysis import NOT_PLAIN, PLAIN_WORD, WORD
from search.arrays import Longs

_OPEN, _CLOSE, _APART = "\x02", "\x03", "\x04"
"""Stand for the tags, and part the texts, while all is escaped; control characters that no cleaned text holds."""

_BLANKS = dict.fromkeys(map(ord, (_OPEN, _CLOSE, _APART)), " ")

Spans = Sequence[tuple[int, int]]
"""Matches as (number of the first word, number of words)."""


class Piece(Struct, frozen=True, gc=False):
    """A text to mark: all of it, or of its words those from `first` up to `end`."""

    text: str
    spans: Spans = ()
    first: int = 0
    end: int | None = None


def mark(text: str, spans: Spans) -> str:
    """Return `text` as HTML with the words of `spans` in ``<mark>``."""
    return mark_all([Piece(text, spans)])[0][1]


def mark_all(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """Return what is shown of each piece, as it is and marked."""
    texts = [_blanked(piece.text) for piece in pieces]
    line = _APART.join(["", *texts, ""])
    words = _words(line, texts)
    merged = [merge(_seen(piece)) for piece in pieces]
    marks = words.spans(merged)
    shown: list[str] = []
    parts: list[str] = []
    for number, piece in enumerate(pieces):
        start, end = words.window(line, number, piece)
        shown.append(line[start:end])
        for first, last in islice(marks, len(merged[number])):
            parts += (line[start:first], _OPEN, line[first:last], _CLOSE)
            start = last
        parts += (line[start:end], _APART)
    marked = escape("".join(parts)).replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>").split(_APART)
    return list(zip(shown, marked, strict=False))


def _blanked(text: str) -> str:
    """Return a text without the characters that have a meaning here."""
    return text.translate(_BLANKS) if _OPEN in text or _CLOSE in text or _APART in text else text


def _seen(piece: Piece) -> Spans:
    """Return the spans of a piece that lie in what is shown of it."""
    if piece.end is None:
        return piece.spans
    return [(word, width) for word, width in piece.spans if piece.first <= word and word + width <= piece.end]


def merge(spans: Spans) -> list[tuple[int, int]]:
    """Return spans as (first, end) word numbers, in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for first, width in sorted(spans):
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], first + width))
        else:
            merged.append((first, first + width))
    return merged


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of some texts that stand on one line."""

    starts: Longs  # the character where each begins
    ends: Longs  # and ends
    texts: list[int]  # the character where each text begins
    firsts: list[int]  # how many words come before each text, and in the end how many there are

    def spans(self, merged: Sequence[Sequence[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
        """Yield the characters, first and end, of the (first, end) words of each text."""
        numbers = [
            before + word for before, some in zip(self.firsts, merged, strict=False) for span in some for word in span
        ]
        places = np.array(numbers, np.int64).reshape(-1, 2)
        return zip(self.starts[places[:, 0]].tolist(), self.ends[places[:, 1] - 1].tolist(), strict=True)

    def window(self, line: str, number: int, piece: Piece) -> tuple[int, int]:
        """Return the first and the end of the characters that are shown of a text, with what belongs to its words."""
        start, end = self.texts[number], self.texts[number + 1] - 1
        before, after = self.firsts[number], self.firsts[number + 1]
        if piece.first:
            between = line[self.ends[before + piece.first - 1] : self.starts[before + piece.first]]
            start = self.starts.item(before + piece.first) - len(between.rpartition(" ")[2])
        if piece.end is not None and before + piece.end < after:
            last = self.ends.item(before + piece.end - 1)
            end = last + len(line[last : self.starts[before + piece.end]].partition(" ")[0])
        return start, end


def _words(line: str, texts: Sequence[str]) -> _Words:
    """Return where the words of some texts on one line stand: each starts where a character of none is before one."""
    kinds = _kinds()[np.minimum(np.frombuffer(line.encode("utf-32-le"), np.uint32), 0xFFFF)]
    if kinds.max(initial=0) > 1:
        spans = np.array([match.span() for match in WORD.finditer(line)], np.int64).reshape(-1, 2)
        starts, ends = spans[:, 0], spans[:, 1]
    else:
        edges = np.flatnonzero(kinds[1:] != kinds[:-1]) + 1
        starts, ends = edges[::2], edges[1::2]
    places = list(accumulate((len(text) + 1 for text in texts), initial=1))
    return _Words(starts, ends, places, np.searchsorted(starts, places).tolist())


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """Return for each character: 0 between words, 1 in a word, 2 where only `WORD` can say; the last is the rest."""
    kinds = np.zeros(1 << 16, np.uint8)
    characters = "".join(map(chr, range(0xFFFF)))
    for kind, pattern in ((1, PLAIN_WORD), (2, NOT_PLAIN)):
        for match in pattern.finditer(characters):
            kinds[match.start() : match.end()] = kind
    kinds[0xFFFF] = 2
    return kinds
