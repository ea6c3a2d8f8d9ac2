"""Text -> terms: the one analyzer, for articles and for queries, for Whoosh and for OpenSearch.

    "The U.S. soldiers’ café"  ->  the  u  s  soldiers  cafe        exact forms
                                   the  u  s  soldier   cafe        stems

A word is a run of letters, digits and combining marks, or one Chinese or Japanese character. Everything else parts
words, so `R&D`, `F-16`, `U.S.` and `O'Brien` are runs of short words at neighbouring positions, and a query that
holds one becomes a search for that run. That is why straight and curly apostrophes, and every hyphen, are alike.

Every word has two terms. Its *exact form* is the word without case, accents and ligatures. Its *stem* is the Porter2
(Snowball "english") stem of that. No word is dropped and every word keeps its own position: stop words count too.
"""

import re
import sys
import unicodedata
from collections.abc import Callable
from threading import local
from typing import NamedTuple

import Stemmer

MAX_TERM = 64
"""Longest term, in characters. A longer word is cut to this, in articles and queries alike."""

STOP_WORDS = frozenset(
    "a about an and are as at be been but by can could did do does for from had has have he her his how i if in into is"
    " it its me my no nor not of on or our s she so such t than that the their them then there these they this those to"
    " was we were what when where which who whom whose why will with would you your".split()
)
"""Exact forms that are too common in English to find an article by; see `search.filler` for when they are left out."""

_OWN_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}


def _marks() -> str:
    r"""Return the character class of combining marks: `\w` leaves them out, and they stand within words."""
    ranges: list[list[int]] = []
    for point in range(0x300, 0x1100):
        if unicodedata.category(chr(point)) in {"Mn", "Mc"}:
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1][1] = point
            else:
                ranges.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_APOSTROPHES = "\u02b9\u02bb\u02bc"
"""Letters to Unicode, apostrophes to who writes them: Ukrainian has U+02BC in one text and a quote in the next."""

_VOICED = "\u3099\u309a"
"""Marks that make another letter of a kana: Pari is not Bari."""

_VOICED_KANA = re.compile(f".[{_VOICED}]")

_ONE_CHARACTER_WORDS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

WORD = re.compile(rf"(?:[^\W{_ONE_CHARACTER_WORDS}{_APOSTROPHES}]+[{_marks()}]*)+|[{_ONE_CHARACTER_WORDS}]")
"""Matches one word. `WORD.findall(text)` and `WORD.finditer(text)` count the same words."""

PLAIN_WORD = re.compile(r"\w+")
"""Matches the same words where a text `is_plain`, in half the time."""

NOT_PLAIN = re.compile(f"[{_ONE_CHARACTER_WORDS}{_marks()}{_APOSTROPHES}]")
"""Matches a combining mark, a Chinese or Japanese character, or a letter that is an apostrophe."""


def is_plain(text: str) -> bool:
    """Return whether `PLAIN_WORD` will do: nothing that is `NOT_PLAIN`."""
    return not NOT_PLAIN.search(text)


class Terms(NamedTuple):
    """The two terms of a word."""

    exact: str
    stem: str


def _composed(kana: re.Match[str]) -> str:
    """Return a kana and its mark as one character."""
    return unicodedata.normalize("NFC", kana[0])


def fold(word: str) -> str:
    """Return the exact form of `word`: no case, no accents, no ligatures, at most `MAX_TERM` characters."""
    lowered = word.casefold()
    if not lowered.isascii():
        parts = unicodedata.normalize("NFKD", lowered)
        letters = (_OWN_LETTERS.get(c, c) for c in parts if c in _VOICED or not unicodedata.combining(c))
        lowered = _VOICED_KANA.sub(_composed, "".join(letters)) or lowered
    return lowered[:MAX_TERM]


class Analyzer(dict[str, Terms]):
    """A map from each word as it is written to its terms, filled as words are met.

    A news archive writes a few hundred thousand different words, and each is analysed once: this is the hot path of
    indexing. One instance per thread or process; `Stemmer` objects are not thread-safe.

    It keeps `most` words, and starts anew when there are more.
    """

    def __init__(self, most: int = 1_000_000) -> None:
        super().__init__()
        self._stem = stemmer()
        self._most = most

    def __missing__(self, word: str) -> Terms:
        exact = fold(word)
        terms = Terms(sys.intern(exact), sys.intern(self._stem(exact)))
        if len(self) >= self._most:
            self.clear()
        self[word] = terms
        return terms

    def analyze(self, text: str) -> list[Terms]:
        """Return the terms of each word of `text`, in order; the n-th stands at position n."""
        return [self[word] for word in (PLAIN_WORD if is_plain(text) else WORD).findall(text)]

    def telling(self, text: str) -> list[Terms]:
        """Return the terms of each word of `text` that is no stop word, in order."""
        return [terms for terms in self.analyze(text) if terms.exact not in STOP_WORDS]


_own = local()


def own_analyzer() -> Analyzer:
    """Return the analyzer of this thread, for queries and single articles: many threads may have one."""
    if not hasattr(_own, "analyzer"):
        _own.analyzer = Analyzer(most=1 << 15)
    analyzer: Analyzer = _own.analyzer
    return analyzer


def stemmer() -> Callable[[str], str]:
    """Return a function that gives the stem of an exact form; each thread needs its own."""
    stem_word: Callable[[str], str] = Stemmer.Stemmer("english", 0).stemWord
    return stem_word


def stem(exact: str) -> str:
    """Return the stem of one exact form."""
    return stemmer()(exact)
