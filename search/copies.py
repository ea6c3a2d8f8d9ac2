"""Which articles of a snapshot are copies of one story: near-duplicates, by the signatures of `index.alike`.

    copies_of(snapshot).of(1, 8)   ->   ((0, 17), (1, 8))    article 8 of segment 1 stands in segment 0 too

Two articles are copies if their signatures are alike and, where both are dated, they were published within `DAYS`. If
the signatures have just one word of the headlines in common, which may be chance, the headlines are looked at: of 626
pairs among 45,000 news articles that tells 26 apart, to a reader nearly all of them two stories beside one sidebar.
Candidates are those that have one of `_BANDS` in common, three bytes each (locality-sensitive hashing): once all bands
are sorted they are neighbours, so no article is held against all others. Groups are stars: an article joins the first
one that it is a copy of. Copies of copies, which may have little in common, so make no chains.

It is worked out once for each snapshot, when it is first asked for; what takes longest, sorting, once for each segment.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import numpy as np

from index.alike import SIGNATURE, alike, as_bytes, headline_words_shared
from index.analysis import own_analyzer
from index.segment import NO_DATE, Segment, Snapshot
from search.arrays import Ints, Longs, Mask
from search.cached import cached

DAYS = 7
"""A wire story is printed the next day, or in the next weekly paper; what comes later is a notice of the same form."""

MOST = 50
"""Articles in a group: of a story with more copies there are several groups, so that no hit has thousands in tow."""

DocAddress = tuple[int, int]
"""Number of a segment, and of a document in it."""

_BANDS = np.array([(0, 1, 2), (3, 4, 5), (6, 7, 8), (9, 10, 11), (0, 4, 8), (1, 5, 9), (2, 6, 10), (3, 7, 11)])
"""Bytes of a signature. Two of which 8 in 12 are equal have such a band in common in 98 of 100 cases."""

_ROW_BITS = np.uint64(32)


class Signed:
    """The articles of a snapshot as rows, in order, those of one segment after those of another."""

    def __init__(self, snapshot: Snapshot) -> None:
        none = np.zeros(0, np.int64)
        self._segments = segments = snapshot.segments
        self._bases = list(accumulate((segment.size for segment in segments), initial=0))  # each one's first row
        self.published = np.concatenate([none, *(segment.published for segment in segments)])
        empty = np.zeros((0, SIGNATURE.itemsize), np.uint8)
        self.signatures = np.concatenate([empty, *(as_bytes(segment.signatures) for segment in segments)])
        self.bands = _united(segments, self._bases)

    def place(self, row: int) -> DocAddress:
        """Return the segment and the document of a row."""
        segment = bisect_right(self._bases, row) - 1
        return segment, row - self._bases[segment]

    def are_copies(self, some: Ints, others: Ints) -> Mask:
        """Return, row by row, which are copies of each other."""
        first, second = self.published[some], self.published[others]
        near = (np.abs(first - second) <= DAYS) | (first == NO_DATE) | (second == NO_DATE)
        copies: Mask = near & alike(self.signatures[some], self.signatures[others])
        found = copies.nonzero()[0]
        shared = headline_words_shared(self.signatures[some[found]], self.signatures[others[found]])
        for at in found[shared == 1].tolist():
            copies[at] = not self._headline(int(some[at])).isdisjoint(self._headline(int(others[at])))
        return copies

    def _headline(self, row: int) -> set[str]:
        """Return the stems of the words of a headline, stop words apart; kept with its segment."""
        number, document = self.place(row)
        known = _headlines(self._segments[number])
        if document not in known:
            known[document] = {word.stem for word in own_analyzer().telling(self._segments[number].title(document))}
        return known[document]


@cached
def _headlines(_segment: Segment) -> dict[int, set[str]]:
    """Return the headlines of a segment that were looked at, as the stems of their words."""
    return {}


class Copies:
    """The groups of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        signed = Signed(snapshot)
        self._of: dict[DocAddress, tuple[DocAddress, ...]] = {}
        for rows in _groups(signed):
            group = tuple(map(signed.place, rows))
            self._of |= dict.fromkeys(group, group)

    def of(self, segment: int, document: int) -> tuple[DocAddress, ...]:
        """Return an article and its copies; nothing where it has none."""
        return self._of.get((segment, document), ())

    def first_of_each(self, places: Iterable[DocAddress]) -> Iterator[int]:
        """Yield the indexes of the articles that are no copies of one before."""
        met = set()
        for index, place in enumerate(places):
            group = self._of.get(place)
            if group is None:
                yield index
            elif group[0] not in met:
                met.add(group[0])
                yield index


@cached
def copies_of(snapshot: Snapshot) -> Copies:
    """Return the groups of a snapshot."""
    return Copies(snapshot)


def _groups(signed: Signed) -> list[list[int]]:
    """Return the rows that are copies of each other, in groups of two and more."""
    leaders: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for earlier, later in _pairs(signed):
        leader = leaders.get(earlier, earlier)
        group = groups.setdefault(leader, [leader])
        if later in leaders or len(group) == MOST:
            continue
        if leader == earlier or signed.are_copies(np.array([leader]), np.array([later]))[0]:
            leaders[later] = leader
            group.append(later)
    return [group for group in groups.values() if len(group) > 1]


def _pairs(signed: Signed) -> list[tuple[int, int]]:
    """Return pairs of rows that are copies, (earlier, later), in the order of the later: not all, but enough of them.

    Of the rows that have a band in common, each is held against the first and against the one before it.
    """
    keys, rows = signed.bands >> _ROW_BITS, _rows(signed.bands)
    follows = np.flatnonzero(keys[1:] == keys[:-1]) + 1
    firsts = np.searchsorted(keys, keys[follows])
    pairs = np.unique(rows[follows] << 32 | np.concatenate((rows[firsts], rows[follows - 1])).reshape(2, -1))
    earlier, later = pairs & 0xFFFFFFFF, pairs >> 32
    copies = signed.are_copies(earlier, later)
    return list(zip(earlier[copies].tolist(), later[copies].tolist(), strict=True))


def _united(segments: Sequence[Segment], bases: Sequence[int]) -> Ints:
    """Return the bands of all live articles, sorted: those of each segment are, so that they only have to be merged."""
    parts = [_bands(segment) + np.uint64(base) for segment, base in zip(segments, bases, strict=False)]
    bands = np.concatenate([np.zeros(0, np.uint64), *parts])
    bands.sort(kind="stable")
    if any(segment.live is not None for segment in segments):
        all_live = [np.ones(segment.size, np.bool_) if segment.live is None else segment.live for segment in segments]
        bands = bands[np.concatenate(all_live)[_rows(bands)]]
    return bands


def _rows(bands: Ints) -> Longs:
    """Return the rows that bands are of."""
    rows: Longs = (bands & np.uint64(0xFFFFFFFF)).view(np.int64)
    return rows


@cached
def _bands(segment: Segment) -> Ints:
    """Return the bands of the articles that have a signature, sorted: which band, its bytes, the document."""
    signatures = as_bytes(segment.signatures)
    documents = np.flatnonzero(signatures.any(axis=1)).astype(np.uint64)
    numbers = np.arange(len(_BANDS), dtype=np.uint64)
    for bytes_ in signatures[documents][:, _BANDS.T].transpose(1, 0, 2):
        numbers = numbers << np.uint64(8) | bytes_
    return np.sort((numbers << _ROW_BITS | documents[:, None]).reshape(-1))
