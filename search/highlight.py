"""Text + matches -> marked HTML. The one place where text becomes HTML, and where it is escaped, once.

    [Piece("The Storm Corps & co", range(0, 1))], starts [1], ends [3]  ->  ["The <mark>Storm Corps</mark> &amp; co"]

Matches are counted in words, as `index.analysis.WORD` parts them, so nothing is analysed again. A run of words is one
mark; marks that overlap become one. All pieces of a page are put on one line, whose words are found in one go.
"""

import re
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

_STOPS = re.compile(r".*[ 。．！？、，；：」』）]", re.DOTALL)
_OPENS = re.compile(r"[ 「『（].*", re.DOTALL)
"""Between two words, what belongs to the first, and what belongs to the second; Chinese and Japanese have no spaces."""

_BLANKS = dict.fromkeys(map(ord, (_OPEN, _CLOSE, _APART)), " ")


class Piece(Struct, frozen=True, gc=False):
    """A text to mark, and the numbers of its matches.

    Where it was cut from a longer text, in whose words its matches are counted, it starts with word `first` of that.
    """

    text: str
    matches: range = range(0)
    first: int = 0


def mark_all(pieces: Sequence[Piece], starts: Sequence[int], ends: Sequence[int]) -> list[str]:
    """Return each text marked: match number i stands at words ``starts[i]`` to ``ends[i]`` of its text."""
    line = _joined([piece.text for piece in pieces])
    word_starts, word_ends = _words(line)
    places = [0, *accumulate([len(piece.text) + 1 for piece in pieces])]  # at which each text starts
    words = word_starts.searchsorted(places).tolist()  # how many stand before each text
    parts: list[str] = []
    place = 0
    for first, end in _marks(pieces, words, starts, ends):
        start, stop = word_starts.item(first), word_ends.item(end - 1)
        parts += (line[place:start], _OPEN, line[start:stop], _CLOSE)
        place = stop
    marked = escape("".join([*parts, line[place:]])).replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>")
    return marked.split(_APART)[: len(pieces)]


def _marks(
    pieces: Sequence[Piece], words: Sequence[int], starts: Sequence[int], ends: Sequence[int]
) -> list[tuple[int, int]]:
    """Return of each mark the word of the line at which it starts, and the one after its last.

    Matches that lie in what is shown are marked, those that overlap with one mark. `words` are those before each text.
    """
    marks: list[tuple[int, int]] = []
    for piece, before, after in zip(pieces, words, words[1:], strict=False):
        shift, matches = before - piece.first, piece.matches
        for number in range(bisect_left(starts, piece.first, matches.start, matches.stop), matches.stop):
            first, end = starts[number] + shift, ends[number] + shift
            if first >= after:
                break
            if end > after:
                continue
            if marks and first < marks[-1][1]:
                marks[-1] = marks[-1][0], max(end, marks[-1][1])
            else:
                marks.append((first, end))
    return marks


def cut(text: str, first: int, end: int) -> str:
    """Return words `first` to `end` of a text, with the quotes and stops that are theirs."""
    starts, ends = _words(text)
    start, stop = 0, len(text)
    if first:
        start = starts.item(first)
        start -= len(_STOPS.sub("", text[ends.item(first - 1) : start]))
    if end < len(starts):
        stop = ends.item(end - 1)
        stop += len(_OPENS.sub("", text[stop : starts.item(end)]))
    return text[start:stop]


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
