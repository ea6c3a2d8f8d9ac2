"""Text + matches -> marked HTML. The one place where text becomes HTML, and where it is escaped, once.

    [Piece("The Storm Corps & co", [1], [2])]  ->  [("The Storm Corps & co", "The <mark>Storm Corps</mark> &amp; co")]

Matches are counted in words, as `index.analysis.WORD` parts them, so nothing is analysed again. A run of words is one
mark; marks that overlap become one. All pieces of a page are put on one line, whose words are found in one go.
"""

from collections.abc import Sequence
from functools import cache
from html import escape

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.analysis import NOT_PLAIN, PLAIN_WORD, WORD
from search.arrays import Ints, Longs

_OPEN, _CLOSE, _APART = "\x02", "\x03", "\x04"
"""Stand for the tags, and part the texts, while all is escaped; control characters that no cleaned text holds."""

_UNSURE = b"\x02"

_NONE: Longs = np.zeros(0, np.int64)

_BLANKS = dict.fromkeys(map(ord, (_OPEN, _CLOSE, _APART)), " ")


class Piece(Struct, frozen=True, gc=False):
    """A text to mark, and its matches in order: the number of the first word of each, and of how many words it is."""

    text: str
    words: Sequence[int] | Ints = ()
    widths: Sequence[int] | Ints = ()


def mark_all(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """Return each text, as it is and marked."""
    texts = [piece.text for piece in pieces]
    line = _line(texts)
    starts, ends = _words(line)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    words_before = np.searchsorted(starts, np.cumsum(lengths) - lengths)
    firsts, lasts = _merged(pieces, words_before)
    parts: list[str] = []
    place = 0
    for start, end in zip(starts[firsts].tolist(), ends[lasts - 1].tolist(), strict=True):
        parts += (line[place:start], _OPEN, line[start:end], _CLOSE)
        place = end
    parts.append(line[place:])
    marked = escape("".join(parts)).replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>").split(_APART)
    return list(zip(line.split(_APART), marked, strict=True)) if pieces else []


def _line(texts: Sequence[str]) -> str:
    """Return the texts on one line, without the characters that have a meaning here."""
    line = _APART.join(texts)
    if _OPEN in line or _CLOSE in line or line.count(_APART) >= len(texts):
        return _APART.join(text.translate(_BLANKS) for text in texts)
    return line


def _merged(pieces: Sequence[Piece], words_before: Longs) -> tuple[Longs, Longs]:
    """Return the matches of all pieces as first words and ends, in words of the line, those that overlap made one."""
    before = np.repeat(words_before, [len(piece.words) for piece in pieces])
    firsts = np.concatenate([_NONE, *(piece.words for piece in pieces if len(piece.words))]) + before
    widths = np.concatenate([_NONE, *(piece.widths for piece in pieces if len(piece.words))])
    ends = np.maximum.accumulate(firsts + widths)
    begins = np.append(True, firsts[1:] >= ends[:-1])[: len(firsts)]
    return firsts[begins], ends[np.append(begins[1:], True)[: len(firsts)]]


def cut(text: str, first: int, end: int) -> str:
    """Return words `first` to `end` of a text, with the quotes and stops that belong to them."""
    starts, ends = _words(text)
    start, stop = 0, len(text)
    if first:
        start = starts.item(first) - len(text[ends[first - 1] : starts[first]].rpartition(" ")[2])
    if end < len(starts):
        stop = ends.item(end - 1) + len(text[ends[end - 1] : starts[end]].partition(" ")[0])
    return text[start:stop]


def _words(line: str) -> tuple[Longs, Longs]:
    """Return where the words of a line start and end: each starts where a character of none is before one of a word."""
    kinds = _kinds().take(np.frombuffer(line.encode("utf-16-le", "surrogatepass"), np.uint16))
    if _UNSURE in kinds.tobytes():
        spans = np.array([match.span() for match in WORD.finditer(line)], np.int64).reshape(-1, 2)
        return spans[:, 0], spans[:, 1]
    padded = np.zeros(len(kinds) + 2, np.uint8)
    padded[1:-1] = kinds
    edges = (padded[1:] != padded[:-1]).nonzero()[0]
    return edges[::2], edges[1::2]


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """Return for each unit of UTF-16: 0 between words, 1 in a word, 2 where only `WORD` can say, as in all of two."""
    kinds = np.zeros(1 << 16, np.uint8)
    units = "".join(map(chr, range(1 << 16)))
    for kind, pattern in ((1, PLAIN_WORD), (2, NOT_PLAIN)):
        found = "".join(pattern.findall(units))
        kinds[np.frombuffer(found.encode("utf-16-le", "surrogatepass"), np.uint16)] = kind
    kinds[0xD800:0xE000] = 2
    return kinds
