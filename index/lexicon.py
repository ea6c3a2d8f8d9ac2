"""Words -> numbers, fast: the analyzer's hot path.

    lexicon = Lexicon()
    lexicon.numbers(cut("The U.S. soldiers"))  ->  array([0, 1, 2, 3])
    lexicon.forms  ->  [b"the", b"u", b"s", b"soldiers"]     lexicon.stems  ->  [b"the", b"u", b"s", b"soldier"]

Each exact form and each stem gets a number when it is first met. Most words have at most 16 bytes, which are two whole
numbers of 64 bits; a table finds those of all words of a segment at once, with each word in the one slot that its bytes
lead to. Words that are longer, or whose slot another word has, are looked up in a dict. New words are learnt together,
step by step.
"""

from array import array
from collections.abc import Callable
from itertools import count

import numpy as np
import numpy.typing as npt
from zlib_ng.zlib_ng import crc32

from index.analysis import fold, stemmer
from index.cutting import PADDING, Cut
from index.runs import Long
from index.segment import Ints
from index.strings import eight_bytes

MAX_WORDS = 300_000
"""Words that a lexicon keeps between segments: it takes about 100 MB for them."""

LONGEST = PADDING
"""Words of more bytes are not in the table."""

_SLOT_BITS = 18
_MIXERS = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)

Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]


class _Table:
    """Numbers of words of at most 16 bytes, each in one slot."""

    def __init__(self) -> None:
        self._slots = np.zeros((1 << _SLOT_BITS, 3), np.uint64)  # eight bytes, eight more, the number; 0, 0, 0 is free
        self._claims = np.zeros(1 << _SLOT_BITS, np.int64)

    def numbers(self, found: Cut, look_up: Callable[[list[bytes]], list[int]]) -> Numbers:
        """Return the number of each word; of those that are not in the table, as many as can be are put there."""
        first, second = _keys(found)
        places = ((first ^ second * _MIXERS[0]) * _MIXERS[1] >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)
        slots = self._slots.take(places, axis=0)
        others = np.flatnonzero((slots[:, 0] != first) | (slots[:, 1] != second))
        new = self._claim(others[(slots[others, 0] == 0) & (first[others] != 0)], places)
        learnt = np.array(look_up(found.words(new)), np.uint64)
        self._slots[places[new]] = np.column_stack((first[new], second[new], learnt))
        slots[others] = self._slots[places[others]]
        rest = others[(slots[others, 0] != first[others]) | (slots[others, 1] != second[others])]
        slots[rest, 2] = look_up(found.words(rest))
        return slots[:, 2].astype(np.int32)

    def _claim(self, words: Long, places: Long) -> Long:
        """Return those of the words that get their slots: one of all that want the same."""
        self._claims[places[words]] = words
        first: Long = words[self._claims[places[words]] == words]
        return first


def _keys(found: Cut) -> tuple[Keys, Keys]:
    """Return the first eight bytes of each word, and the next eight; of a word that is longer, what no slot has."""
    first = eight_bytes(found.data, found.starts, found.lengths)
    second = np.zeros_like(first)
    longer = np.flatnonzero(found.lengths > 8)
    second[longer] = eight_bytes(found.data, found.starts[longer] + 8, found.lengths[longer] - 8)
    too_long = longer[found.lengths[longer] > LONGEST]
    first[too_long], second[too_long] = 0, 1
    return first, second


class Lexicon(dict[bytes, int]):
    """A map from each word as it is written to the number of its exact form, filled as words are met.

    It serves any number of segments: most words of one were met in another. Not to be shared between threads.
    """

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[bytes] = []
        self.stems: list[bytes] = []
        self._stem_of = array("i")
        self._hashes = array("I")
        self._stem = stemmer()
        self._table = _Table()
        self._form_numbers: dict[str, int] = {}
        self._stem_numbers: dict[str, int] = {}

    def _look_up(self, words: list[bytes]) -> list[int]:
        """Return the numbers of the exact forms of some words, as they are written; new ones are learnt."""
        new = [word for word in words if word not in self]
        forms = [fold(word.decode()) for word in new]
        self._learn(_numbered(forms, self._form_numbers, self.forms))
        self.update(zip(new, map(self._form_numbers.__getitem__, forms), strict=True))
        return [self[word] for word in words]

    def _learn(self, forms: list[str]) -> None:
        """Note the stems of forms that have just got their numbers."""
        stems = [self._stem(form) for form in forms]
        _numbered(stems, self._stem_numbers, self.stems)
        self._stem_of.extend(map(self._stem_numbers.__getitem__, stems))
        self._hashes.extend([crc32(stem.encode()) for stem in stems])

    def numbers(self, found: Cut) -> Numbers:
        """Return the number of the exact form of each word, in order."""
        return self._table.numbers(found, self._look_up)

    def stems_of(self, forms: Ints) -> Numbers:
        """Return the number of the stem of each of these forms."""
        return np.array(self._stem_of, np.int32)[forms]

    def stem_hashes(self, numbers: Ints) -> npt.NDArray[np.uint32]:
        """Return a hash of the stem of each of these forms, the same in every lexicon."""
        return np.array(self._hashes, np.uint32)[numbers]

    def trim(self) -> None:
        """Forget all words where there are too many to keep; to be called between segments."""
        if len(self) > MAX_WORDS:
            self.clear()
            self.__init__()  # type: ignore[misc]  # begins anew, as it was made


def _numbered(texts: list[str], numbers: dict[str, int], known: list[bytes]) -> list[str]:
    """Return those of the texts that have no number yet, each once; they get the next ones, and are `known` now."""
    new = [text for text in dict.fromkeys(texts) if text not in numbers]
    numbers.update(zip(new, count(len(known)), strict=False))
    known += map(str.encode, new)
    return new
