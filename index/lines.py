"""The lines of articles as numbers, for counting which of them recur in a source.

    lines_of([article, ...])  ->  Lines: for each article its source, for each line its paragraph and its fingerprint

A source is who published an article, else the host of its address; lines of an article that has neither are not
counted. Nor are long ones, and those that are no plain text: headings and lists may come again and mean something each
time. Two short lines have one fingerprint when they differ in case alone, or in the one number that they hold: "Page 7"
and "1,044 words" recur with any number, "Net 646,000 vs 470,000" is news each time.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
from zlib_ng.zlib_ng import adler32, crc32

from index.article import Article
from index.runs import Long, Mask

Prints = npt.NDArray[np.uint64]

LONGEST = 400
"""Characters of a line that is counted: what is longer is prose."""
FIRST, EDGE, LONG = 1, 2, 4
"""Flags of a line: it is the first of its fingerprint in its article; it stands at an edge; it is no short one."""

_ABOVE, _BELOW = 2, 4  # lines at the edges of an article
_SHORT = 40  # characters; shorter lines between paragraphs may be headings
_LABEL = 80  # characters; shorter lines are alike whatever their case and their number
_NUMBER = re.compile(rb"\d[\d.,:/]*")
_DIGITS = b"0123456789"
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: spreads small numbers over all bits


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of A articles, N in all, in order; arrays of lines have one entry a line."""

    sources: Prints  # (A,) 0 where lines are not counted
    articles: Long  # (N,) the article that a line belongs to
    places: Long  # (N,) its paragraph there, from 0
    prints: Prints  # (N,)
    flags: npt.NDArray[np.uint8]  # (N,)

    def only(self, articles: Mask, lines: Mask) -> "Lines":
        """Return these lines of these articles; articles keep their numbers."""
        stays = articles[self.articles] & lines
        parts = {name: getattr(self, name)[stays] for name in self.__slots__ if name != "sources"}
        return replace(self, sources=np.where(articles, self.sources, np.uint64(0)), **parts)

    def met_in(self, earlier: "Lines", numbers: Long) -> Mask:
        """Say of each line whether it stands in the earlier version of its article.

        Article n of `earlier` is the earlier version of article ``numbers[n]`` here.
        """
        return np.isin(_keys(self.prints, self.articles), _keys(earlier.prints, numbers[earlier.articles]))


def _keys(prints: Prints, articles: Long) -> Prints:
    """Return a number for each line of each article."""
    return prints ^ (articles.astype(np.uint64) * _GOLDEN)


def lines_of(articles: Iterable[Article | None]) -> Lines:
    """Return the lines of some articles; None stands for one whose lines are not counted."""
    sources, sizes, counts = [], [], []  # one entry an article: its fingerprint, its paragraphs, its lines
    places: list[int] = []
    texts: list[str] = []
    prints: list[int] = []
    for article in articles:
        source = source_of(article) if article else ""
        sources.append(_print(source.encode(), 1) if source else 0)
        before = len(texts)
        paragraphs = article.paragraphs if article and source else ()
        for place, paragraph in enumerate(paragraphs):
            if paragraph.kind == "text" and len(paragraph.text) <= LONGEST:
                places.append(place)
                texts.append(paragraph.text)
        seed = sources[-1] >> 32
        prints += [_print(_plain(text), seed) for text in texts[before:]]
        sizes.append(len(paragraphs))
        counts.append(len(texts) - before)
    owners = np.repeat(np.arange(len(counts)), counts)
    found = np.array(prints, np.uint64)
    where = np.array(places, np.int64)
    flags = _flags(found, owners, where, np.array(sizes, np.int64), np.fromiter(map(len, texts), np.int64, len(texts)))
    return Lines(np.array(sources, np.uint64), owners, where, found, flags)


def _flags(prints: Prints, articles: Long, places: Long, sizes: Long, lengths: Long) -> npt.NDArray[np.uint8]:
    """Return the flags of lines; `sizes` are the paragraphs of each article."""
    flags = (lengths >= _SHORT) * np.uint8(LONG)
    flags[(places < _ABOVE) | (places >= sizes[articles] - _BELOW)] |= EDGE
    flags[np.unique(_keys(prints, articles), return_index=True)[1]] |= FIRST
    return flags


def source_of(article: Article) -> str:
    """Return who published an article, else the host of its address, "" where neither is known."""
    if article.source or not article.url:
        return article.source or ""
    try:
        return (urlsplit(article.url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _plain(text: str) -> bytes:
    """Return what lines that count as the same have in common."""
    if len(text) > _LABEL:
        return text.encode()
    plain = text.lower().encode()
    if len(plain.translate(None, _DIGITS)) == len(plain):  # a fifth of the time that the pattern takes to find none
        return plain
    number = _NUMBER.search(plain)
    if number is None or _NUMBER.search(plain, number.end()):
        return plain
    return plain[: number.start()] + b"0" + plain[number.end() :]


def _print(plain: bytes, seed: int) -> int:
    """Return the fingerprint of a line; the seed tells the sources apart."""
    return crc32(plain, seed) << 32 | adler32(plain, seed)
