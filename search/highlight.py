"""Text + matches -> marked HTML. The one place where text becomes HTML, and where it is escaped, once.

    [Piece("The Storm Corps & co", [1], [3])]  ->  [("The Storm Corps & co", "The <mark>Storm Corps</mark> &amp; co")]

Matches are counted in words, as `index.analysis.WORD` parts them, so nothing is analysed again. A run of words is one
mark; marks that overlap become one. All pieces of a page are put on one line, whose words are found in one go.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from html import escape
from itertools import accumulate

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.analysis import NOT_PLAIN, PLAIN_WORD, WORD
from search.arrays import Longs

_OPEN, _CLOSE, _APART = "\x02", "\x03", "\x04"
"""Stand for the tags, and part the texts, while all is escaped; control characters that no cleaned text holds."""

_UNSURE = b"\x02"

_BLANKS = dict.fromkeys(map(ord, (_OPEN, _CLOSE, _APART)), " ")


class Piece(Struct, frozen=True, gc=False):
    """A text to mark, and its matches in order: the words at which they start, and those after their last.

    Where a part of the text is shown, from word `first` to `end`, only what lies in it is marked.
    """

    text: str
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    first: int = 0
    end: int | None = None  # None: all of the text is shown

    def marks(self) -> list[tuple[int, int]]:
        """Return the start and the end of each mark: matches that are shown, those that overlap made one."""
        marks: list[tuple[int, int]] = []
        last = len(self.text) if self.end is None else self.end  # no text has more words than characters
        shown = slice(bisect_left(self.starts, self.first), bisect_left(self.starts, last))
        for start, end in zip(self.starts[shown], self.ends[shown], strict=True):
            if end > last:
                continue
            if marks and start < marks[-1][1]:
                marks[-1] = marks[-1][0], max(end, marks[-1][1])
            else:
                marks.append((start, end))
        return marks


def mark_all(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """Return what is shown of each text, as it is and marked."""
    line = _Line([piece.text for piece in pieces])
    shown = [line.part(number, piece.first, piece.end) for number, piece in enumerate(pieces)]
    parts: list[str] = []
    for piece, before, (begin, stop) in zip(pieces, line.words, shown, strict=False):
        place = begin
        for first, end in piece.marks():
            start, after = line.starts.item(before + first), line.ends.item(before + end - 1)
            parts += (line.text[place:start], _OPEN, line.text[start:after], _CLOSE)
            place = after
        parts += (line.text[place:stop], _APART)
    marked = escape("".join(parts)).replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>").split(_APART)
    return [(line.text[start:stop], html) for (start, stop), html in zip(shown, marked, strict=False)]


class _Line:
    """Texts on one line, and where their words are."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = _joined(texts)
        self.places = [0, *accumulate([len(text) + 1 for text in texts])]  # at which each text starts
        self.starts, self.ends = _words(self.text)
        self.words: list[int] = self.starts.searchsorted(self.places).tolist()  # how many stand before each text

    def part(self, number: int, first: int, end: int | None) -> tuple[int, int]:
        """Return where words `first` to `end` of a text start and stop, with the quotes and stops that are theirs."""
        start, stop, before = self.places[number], self.places[number + 1] - 1, self.words[number]
        if first:
            start = self.starts.item(before + first)
            start -= len(self.text[self.ends.item(before + first - 1) : start].rpartition(" ")[2])
        if end is not None and before + end < self.words[number + 1]:
            stop = self.ends.item(before + end - 1)
            stop += len(self.text[stop : self.starts.item(before + end)].partition(" ")[0])
        return start, stop


def _joined(texts: Sequence[str]) -> str:
    """Return the texts on one line, without the characters that have a meaning here."""
    line = _APART.join(texts)
    if _OPEN in line or _CLOSE in line or line.count(_APART) >= max(1, len(texts)):
        return _APART.join(text.translate(_BLANKS) for text in texts)
    return line


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
