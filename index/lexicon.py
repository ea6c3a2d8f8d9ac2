"""Text -> words -> numbers, fast: the analyzer's hot path.

    words_of("The U.S. soldiers")  ->  ["The", "U", "S", "soldiers"]
    lexicon = Lexicon()
    lexicon.numbers(["The", "U", "S", "soldiers"])  ->  array([0, 1, 2, 3])
    lexicon.forms  ->  [b"the", b"u", b"s", b"soldiers"]     lexicon.stems  ->  [b"the", b"u", b"s", b"soldier"]

Each exact form and each stem gets a number when it is first met, and a word costs one look-up in a dict keyed by the
word as written. Plain ASCII is cut into words by `str.translate` and `str.split`, three times as fast as the pattern of
`index.analysis`; so is text whose only other characters are typographic ones. A test holds both ways together.
"""

import re
from array import array
from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from index.analysis import WORD, fold, stemmer
from index.runs import Long

_ASCII_WORDS = "".join(chr(c) if chr(c).isalnum() or chr(c) == "_" else " " for c in range(128))
"""Each ASCII character: itself where it belongs to a word, else a space."""

_TYPOGRAPHY = re.compile("[\u00a0-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2010-\u201f\u2022-\u2027\u20ac]+")
"""Characters that part words and are common in news: quotes, dashes, dots, currency signs."""

MAX_WORDS = 300_000
"""Words that a lexicon keeps between segments: it takes about 100 MB for them."""


def words_of(text: str) -> list[str]:
    """Return the words of `text` as they are written: the same that ``WORD.findall(text)`` finds."""
    if not text.isascii():
        text = _TYPOGRAPHY.sub(" ", text)
        if not text.isascii():
            return WORD.findall(text)
    return text.translate(_ASCII_WORDS).split()


class Lexicon(dict[str, int]):
    """A map from each word as it is written to the number of its exact form, filled as words are met.

    It serves any number of segments: most words of one were met in another. Not to be shared between threads.
    """

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[bytes] = []
        self.stems: list[bytes] = []
        self.stem_of: list[int] = []  # the number of each form's stem
        self._hashes = array("I")
        self._stem = stemmer()
        self._form_numbers: dict[str, int] = {}
        self._stem_numbers: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        exact = fold(word)
        number = self._form_numbers.setdefault(exact, len(self.forms))
        if number == len(self.forms):
            self.forms.append(exact.encode())
            stem = self._stem(exact)
            self.stem_of.append(self._stem_number(stem))
            self._hashes.append(crc32(stem.encode()))
        self[word] = number
        return number

    def _stem_number(self, stem: str) -> int:
        number = self._stem_numbers.setdefault(stem, len(self.stems))
        if number == len(self.stems):
            self.stems.append(stem.encode())
        return number

    def numbers(self, words: Sequence[str]) -> Long:
        """Return the number of the exact form of each word, in order."""
        return np.fromiter(map(self.__getitem__, words), np.int64, len(words))

    def stem_hashes(self, numbers: Long) -> npt.NDArray[np.uint32]:
        """Return a hash of the stem of each of these forms, the same in every lexicon."""
        return np.array(self._hashes, np.uint32)[numbers]

    def trim(self) -> None:
        """Forget all words where there are too many to keep; to be called between segments."""
        if len(self) > MAX_WORDS:
            self.clear()
            self.__init__()  # type: ignore[misc]  # begins anew, as it was made
