r"""A long text -> where its words start and end, fast: the analyzer's pattern on whole arrays.

    cut("The U.S. café")  ->  data b"The U.S. caf\xc3\xa9", starts [0, 4, 6, 9], lengths [3, 1, 1, 5]

Places are bytes of UTF-8. Each byte belongs to a word or parts words: of ASCII a table says which, and what another
character does is asked of the pattern of `index.analysis` itself, once for each that there is. So a thousand articles
are cut in a dozen passes over their bytes. A test holds this and the pattern together.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.analysis import WORD
from index.runs import Long, Mask
from index.segment import Ints

PADDING = 16
"""Bytes of zero at the end of the data, so that this many can be read at any place of it."""

_IN_WORDS = bytes(c >= 0x80 or WORD.fullmatch(chr(c)) is not None for c in range(256))
"""For each byte, 1 where it belongs to a word; other characters than ASCII are thought to, until they are looked at."""

_PARTS, _JOINS, _MARK, _ALONE = range(4)
"""What a character does: it parts words, belongs to them, belongs to them after a letter, or is one word by itself."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Text as bytes, and the words in it; see above."""

    data: bytes
    starts: Long
    lengths: Long
    _continuing: Long  # where the bytes lie that go on with a character

    def words(self, numbers: Ints) -> list[bytes]:
        """Return some of the words."""
        starts = self.starts[numbers]
        ends = starts + self.lengths[numbers]
        return [self.data[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def before(self, characters: Long) -> Long:
        """Return how many words start before each of these characters of the text."""
        begun = self._continuing - np.arange(len(self._continuing))  # characters, up to each of the bytes
        return np.searchsorted(self.starts, characters + np.searchsorted(begun, characters, side="right"))


@dataclass(frozen=True, slots=True)
class _Characters:
    """Characters other than ASCII: where each starts and ends, in bytes, and what it does."""

    starts: Long
    ends: Long
    kinds: Long

    def of(self, kind: int) -> tuple[Long, Long]:
        """Return where the characters of a kind start and end."""
        there = self.kinds == kind
        return self.starts[there], self.ends[there]


def cut(text: str) -> Cut:
    """Return where the words of `text` lie: the same that ``WORD.finditer(text)`` finds."""
    data = text.encode()
    codes = np.frombuffer(data, np.uint8)
    inside = np.zeros(len(data) + 2, np.bool_)  # an entry a byte, and one before and one after
    inside[1:-1] = np.frombuffer(data.translate(_IN_WORDS), np.bool_)
    others = _other_characters(codes)
    _leave_out(inside, *others.of(_PARTS))
    _leave_out(inside, *_stray_marks(inside, others))
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    seams = _seams(inside, *others.of(_ALONE))
    edges = np.insert(edges, np.searchsorted(edges, seams), seams)
    starts = edges[::2]
    continuing = np.flatnonzero(codes.view(np.int8) < -0x40)  # 0x80 to 0xBF
    return Cut(data + bytes(PADDING), starts, edges[1::2] - starts, continuing)


def _seams(inside: Mask, starts: Long, ends: Long) -> Long:
    """Return where these characters, each a word by itself, touch a word: it ends or starts there, twice."""
    return np.repeat(np.union1d(starts[inside[starts]], ends[inside[ends + 1]]), 2)


def _other_characters(codes: npt.NDArray[np.uint8]) -> _Characters:
    """Return the characters of UTF-8 that have several bytes."""
    starts = np.flatnonzero(codes >= 0xC0)
    sizes = 2 + (codes[starts] >= 0xE0) + (codes[starts] >= 0xF0)
    points = codes[starts].astype(np.int64) & (0x7F >> sizes)
    for n in range(1, 4):
        longer = sizes > n
        points[longer] = points[longer] << 6 | codes[starts[longer] + n] & 0x3F
    met, which = np.unique(points, return_inverse=True)
    kinds = np.array([_kind(chr(point)) for point in met.tolist()], np.int64)
    return _Characters(starts, starts + sizes, kinds[which])


def _kind(character: str) -> int:
    """Return what a character does."""
    alone, joins = WORD.fullmatch(character), WORD.fullmatch(f"a{character}")
    return (_JOINS if joins else _ALONE) if alone else (_MARK if joins else _PARTS)


def _leave_out(inside: Mask, starts: Long, ends: Long) -> None:
    """Note that these characters belong to no word."""
    for n in range(4):
        inside[1 + starts[starts + n < ends] + n] = False


def _stray_marks(inside: Mask, others: _Characters) -> tuple[Long, Long]:
    """Return the marks that follow no letter, nor a mark that does."""
    starts, ends = others.of(_MARK)
    first = np.ones(len(starts), np.bool_)  # of marks in a row
    first[1:] = starts[1:] != ends[:-1]
    follow = inside[starts[first]] & ~np.isin(starts[first], others.of(_ALONE)[1])
    stray = ~follow[np.cumsum(first) - 1]
    return starts[stray], ends[stray]
