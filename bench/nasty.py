"""Queries made to be slow: any number of them, of several kinds, each as long as it may be.

    queries(draw, words, 500)  ->  ("near", "the NEAR/99 of NEAR/99 and ..."), ("phrases", '"of the" "in a" ...'), ...

`words` are frequent words of the archive that is asked, the most frequent first. Pieces of a kind are added for as long
as the query can be read and is not full, and then words. Half of the queries end with a word that is nowhere and must
be there, so that nothing is found, and the doctor has to say why.
"""

import random
from collections.abc import Callable, Iterator, Sequence

from search import QueryError
from search.parse import parse

Piece = Callable[[], str]

NOWHERE = " +qzxqzxv"


class Nasty:
    """Makes pieces of queries out of words, each time others."""

    def __init__(self, draw: random.Random, words: Sequence[str]) -> None:
        self._draw = draw
        self._words = words
        near = ("NEAR/1", "NEAR/5", "NEAR/30", "NEAR/99", "SENTENCE", "PARAGRAPH")
        self.kinds: dict[str, Piece] = {
            "words": self.word,
            "musts": lambda: self._one_of("+-") + self.word(),
            "repeated": lambda: f"{self._words[0]}^{draw.randint(1, 9)}",
            "exact": lambda: "=" + self.word(),
            "phrases": self.phrase,
            "must phrases": lambda: "+" + self.phrase(),
            "long phrase": lambda: '"' + " ".join(self.word() for _ in range(60)) + '"',
            "near": lambda: self.chain(self._one_of(near), 2),
            "near musts": lambda: "+" + self.chain(self._one_of(near), 2),
            "near chain": lambda: self.chain(self._one_of(near), 20),
            "near groups": lambda: self.chain(self._one_of(near), 4, self.alternatives),
            "prefixes": self.prefix,
            "wildcards": self.wildcard,
            "typos": lambda: self.word(5) + self._one_of(("~", "~2")),
            "hyphens": lambda: f"{self.word()}-{self.word()}-{self.prefix()}",
            "groups": lambda: self.nested(6),
            "nots": lambda: f"NOT (NOT ({self.word()} {self.word()}) {self.word()})",
            "fields": lambda: f"{self._one_of(('title', 'lead', 'author', 'source', 'url'))}:{self.any_leaf()}",
            "dates": lambda: f"(date:{draw.randint(1985, 2005)}..{draw.randint(2006, 2024)} OR after:{self.year()})",
            "letters": lambda: draw.choice("aeiostnr0123456789"),
            "unicode": lambda: chr(draw.choice((draw.randint(33, 0x24F), draw.randint(0x300, 0x9FFF), 0x1F600))),
        }

    def word(self, at_least: int = 1) -> str:
        """Return a frequent word: every second time one of the ten most frequent."""
        while True:
            word = self._one_of(self._words[:10] if at_least < 3 and self._draw.random() < 0.5 else self._words)
            if len(word) >= at_least:
                return word

    def phrase(self) -> str:
        """Return a short phrase."""
        return '"' + " ".join(self.word() for _ in range(self._draw.randint(2, 4))) + '"'

    def prefix(self) -> str:
        """Return the first two letters of a word, which many start with."""
        return self.word(2)[:2] + "*"

    def wildcard(self) -> str:
        """Return a pattern that fits many words."""
        a, b = self.word(2)[:2]
        return self._one_of((f"*{a}*{b}*", f"{a}?*{b}", f"*{a}{b}", f"?{a}*{b}?"))

    def any_leaf(self) -> str:
        """Return something that may stand after a field or beside NEAR."""
        return self._one_of((self.word, self.phrase, self.prefix))()

    def alternatives(self) -> str:
        """Return a group of alternatives, as NEAR takes them."""
        return "(" + " OR ".join(self.any_leaf() for _ in range(3)) + ")"

    def year(self) -> int:
        """Return a year of news."""
        return self._draw.randint(1985, 2024)

    def mixture(self) -> str:
        """Return a piece of any kind."""
        return self.kinds[self._one_of([*self.kinds])]()

    def chain(self, operator: str, longest: int, part: Piece | None = None) -> str:
        """Return parts joined by an operator, in a group."""
        made = [(part or self.word)() for _ in range(longest)]
        return "(" + f" {operator} ".join(made) + ")"

    def nested(self, deep: int) -> str:
        """Return groups in groups."""
        if not deep:
            return self.any_leaf()
        return f"({self.any_leaf()} {self._one_of(('AND', 'OR', 'AND NOT', ''))} {self.nested(deep - 1)})"

    def _one_of(self, things: Sequence[str]) -> str:
        return self._draw.choice(things)


def queries(draw: random.Random, words: Sequence[str], length: int) -> Iterator[tuple[str, str]]:
    """Yield queries of each kind in turn, with its name, for ever."""
    nasty = Nasty(draw, words)
    while True:
        for kind, piece in {**nasty.kinds, "mixture": nasty.mixture}.items():
            yield kind, _filled(piece, nasty.word, length, draw.choice(("", NOWHERE)))


def _filled(piece: Piece, filler: Piece, length: int, tail: str) -> str:
    """Return as many pieces as go into a query that can be read, then others, and `tail`."""
    text = ""
    for make in (piece, filler):
        tries = 0
        while tries < 3:
            longer = f"{text} {make()}".lstrip()
            if len(longer) + len(tail) <= length and _readable(longer + tail):
                text = longer
            else:
                tries += 1
    return text + tail


def _readable(text: str) -> bool:
    """Say whether a query can be read."""
    try:
        parse(text)
    except QueryError:
        return False
    return True
