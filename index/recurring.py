"""Lines that recur across the articles of one source: residue that no rule has to know.

    recurring.learn(article); recurring.remove(article)
    ->  "The Gazette is printed in Lund." goes from the sixth article of the Gazette that ends with it: "recurring"

For each line of each source it is counted in how many articles it stands, and in how many at an edge (among the
first and last lines). What a story repeats of the stories before it also recurs: so a line goes only where it stands
at an edge, as it nearly always does, or where a good part of all articles of its source have it. Quotes and notes on
the story never go, nor does anything from an article that is mostly a copy of others.

The same articles in the same order teach the same. Memory is bounded: when `MAX_LINES` are known, those seen least are
forgotten. Kept with an index by `to_bytes` and `from_bytes`:

    magic 8 bytes | lines u32 | sources u32 | lines x (fingerprint u64, articles u32, edges u32) | sources x the same
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b

from index.article import Article, Paragraph, Removed

MAX_LINES = 1 << 17
"""Lines that are remembered: 2 MB, room for every line of the last few thousand articles and for all that recur."""
MIN_ARTICLES = 6
"""Articles that a line has to stand in before it is taken for residue; background in a running story rarely does."""
MIN_SHARE = 0.01
"""Part of the articles of its source that a line at an edge has to stand in."""
MIN_SHARE_WITHIN = 0.1
"""Part of the articles of its source that a line between paragraphs has to stand in."""
MIN_EDGES = 0.95
"""Part of the articles with a line that have it at an edge, for it to be one that belongs there.

Found on 49,016 articles of news, as were the three above, by reading 200 removals each: with 0.8, headings and
attributions that often open or end a story went too (11 of 200 removals were wrong), with 0.95 few do (4 of 200).
"""
MAX_COPIED = 0.3
"""Part of an article's lines that may be known so well; above it, it is a copy of other articles."""

_FIRST, _LAST = 2, 4
_LONGEST = 400  # characters of a line that is counted
_SHORTEST_WITHIN = 40  # characters of a line between paragraphs that may go: shorter ones are headings
_NUMBER = re.compile(r"\d[\d.,:/]*")
_STAYS = re.compile(r"[“\"‘]|\W*(?i:updated?|correct(?:ion|ed)|clarification|editor['’]s note)\b")
_MAGIC = b"NGrecur1"
_HEAD = struct.Struct("<8sII")
_ENTRY = struct.Struct("<QII")


class Recurring:
    """How often each line was seen, by source."""

    def __init__(self) -> None:
        self._lines: dict[int, tuple[int, int]] = {}
        self._sources: dict[int, int] = {}

    def learn(self, article: Article) -> None:
        """Count the lines of `article`, as it is before recurring lines are removed from it; once for each article."""
        source = _fingerprint(f"source {article.source}")
        self._sources[source] = self._sources.get(source, 0) + 1
        for line, edge in {line: edge for _, line, edge in _counted(article)}.items():
            articles, edges = self._lines.get(line, (0, 0))
            self._lines[line] = (articles + 1, edges + edge)
        if len(self._lines) > MAX_LINES:
            self._forget()

    def merge(self, other: "Recurring") -> None:
        """Add what `other` learned, from articles that come after those learned here."""
        for source, articles in other._sources.items():  # noqa: SLF001 - one of its own kind
            self._sources[source] = self._sources.get(source, 0) + articles
        for line, (articles, edges) in other._lines.items():  # noqa: SLF001 - as above
            known, known_edges = self._lines.get(line, (0, 0))
            self._lines[line] = (known + articles, known_edges + edges)
        if len(self._lines) > MAX_LINES:
            self._forget()

    def remove(self, article: Article) -> Article:
        """Return `article` without the lines that recur in its source, each with a receipt."""
        recurring = [number for number in self._recurring(article) if _may_go(article.paragraphs[number].text)]
        most = max(2, MAX_COPIED * len(article.paragraphs))
        if not recurring or len(recurring) > most or len(recurring) == len(article.paragraphs):
            return article
        return _without(article, frozenset(recurring))

    def _recurring(self, article: Article) -> Iterator[int]:
        """Yield the places of the lines of `article` that recur enough."""
        total = self._sources.get(_fingerprint(f"source {article.source}"), 0)
        for number, line, at_edge in _counted(article):
            articles, edges = self._lines.get(line, (0, 0))
            if articles < MIN_ARTICLES:
                continue
            belongs = at_edge and edges >= MIN_EDGES * articles and articles >= MIN_SHARE * total
            everywhere = articles >= MIN_SHARE_WITHIN * total and total >= 2 * MIN_ARTICLES
            if belongs or (everywhere and len(article.paragraphs[number].text) >= _SHORTEST_WITHIN):
                yield number

    def _forget(self) -> None:
        """Forget the lines seen least, until half of `MAX_LINES` are left."""
        least = 1
        while len(self._lines) > MAX_LINES // 2:
            self._lines = {line: seen for line, seen in self._lines.items() if seen[0] > least}
            least += 1

    def to_bytes(self) -> bytes:
        """Return all that was learned, in the layout above."""
        lines = (_ENTRY.pack(line, *seen) for line, seen in self._lines.items())
        sources = (_ENTRY.pack(source, articles, 0) for source, articles in self._sources.items())
        return b"".join([_HEAD.pack(_MAGIC, len(self._lines), len(self._sources)), *lines, *sources])

    @classmethod
    def from_bytes(cls, data: bytes) -> "Recurring":
        """Return what `to_bytes` wrote. Raises ValueError when `data` is not that."""
        magic, lines, sources = _HEAD.unpack_from(data) if len(data) >= _HEAD.size else (b"", 0, 0)
        if magic != _MAGIC or len(data) != _HEAD.size + _ENTRY.size * (lines + sources):
            raise ValueError("expected the counts of recurring lines, got something else; learn them anew")
        entries = list(_ENTRY.iter_unpack(data[_HEAD.size :]))
        found = cls()
        found._lines = {line: (articles, edges) for line, articles, edges in entries[:lines]}
        found._sources = {source: articles for source, articles, _ in entries[lines:]}
        return found


def _without(article: Article, places: frozenset[int]) -> Article:
    """Return `article` without the paragraphs at `places`, a receipt for each among those that it has."""
    kept: list[Paragraph] = []
    stood: list[tuple[tuple[int, int], Removed]] = []  # each with the paragraph that it stood at, or (1) behind
    shift = [0]  # how many are kept up to each paragraph of the article
    for place, paragraph in enumerate(article.paragraphs):
        if place in places:
            stood.append(((place + 1, 0), Removed("recurring", paragraph.text, len(kept))))
        else:
            kept.append(replace(paragraph, number=len(kept) + 1))
        shift.append(len(kept))
    stood += (((receipt.after, 1), replace(receipt, after=shift[receipt.after])) for receipt in article.removed)
    receipts = (receipt for _, receipt in sorted(stood, key=lambda pair: pair[0]))
    return replace(article, paragraphs=tuple(kept), removed=tuple(receipts))


def _counted(article: Article) -> Iterator[tuple[int, int, bool]]:
    """Yield of each line that is counted its place, its fingerprint within its source, and whether it is at an edge."""
    source = article.source or ""
    last = len(article.paragraphs) - _LAST
    for number, paragraph in enumerate(article.paragraphs):
        if len(paragraph.text) <= _LONGEST:
            yield number, _fingerprint(f"{source} {paragraph.text}"), number < _FIRST or number >= last


def _fingerprint(text: str) -> int:
    """Return a number for `text` without regard to its case, and to its number if it has only one.

    "Page 7" and "1,044 words" recur with any number; "Net 646,000 vs 470,000" is news each time.
    """
    plain = " ".join(text.lower().split())
    if len(_NUMBER.findall(plain)) == 1:
        plain = _NUMBER.sub("0", plain)
    return int.from_bytes(blake2b(plain.encode(errors="replace"), digest_size=8).digest(), "little")


def _may_go(text: str) -> bool:
    """Say whether a line may be residue at all: quotes of persons may not, nor notes on the story itself."""
    return _STAYS.match(text) is None
