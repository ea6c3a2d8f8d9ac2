"""Leaf -> where it stands in one segment: articles, how often in each, and at which positions.

    Run(("storm", "corps"))  ->  docs [7, 9], counts [1, 2], positions [12, 40, 88], widths 2

One function a kind of leaf. All of them work on whole arrays: documents are intersected first, rarest first, and
positions are only read for those that are left.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from index.segment import Field, Postings, Segment
from search.arrays import Ints, Longs, Mask, intersect, lookup, runs, spread
from search.expand import forms_of
from search.layout import Line, line_of
from search.plan import AnyLeaf, Close, Days, Either, Expansion, Run, Term


def _none() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Found:
    """Where a leaf stands in a segment: n articles, m occurrences, each `widths` words wide."""

    docs: Ints  # (n,) ascending
    counts: Ints  # (n,)
    positions: Ints  # (m,) within the article; ascending within each
    widths: int | Ints = 1  # one for all, or (m,)
    head_at: Ints = field(default_factory=_none)  # see index.segment: which of `docs` have it in headline or lead,
    head_counts: Ints = field(default_factory=_none)  # and how often
    stem: int | None = None  # the number of the stem of the text, where these are all its postings
    capped: bool = False  # whether a pattern stands for more forms than were looked up

    @cached_property
    def starts(self) -> Longs:
        """Where the occurrences in each article start, in `positions`."""
        starts: Longs = np.cumsum(self.counts, dtype=np.int64)
        starts -= self.counts
        return starts

    def only(self, chosen: Ints) -> "Found":
        """Return the part in the articles at these indexes of `docs`."""
        at = self.occurrences(chosen)
        widths = self.widths if isinstance(self.widths, int) else self.widths[at]
        return Found(self.docs[chosen], self.counts[chosen], self.positions[at], widths)

    def widths_at(self, occurrences: Longs) -> Ints:
        """Return the widths of some occurrences."""
        if isinstance(self.widths, int):
            return np.broadcast_to(np.int64(self.widths), len(occurrences))
        return self.widths[occurrences]

    def occurrences(self, chosen: Ints) -> Longs:
        """Return the indexes of the occurrences in the articles at these indexes of `docs`."""
        return spread(self.starts[chosen], self.counts[chosen])

    def among(self, docs: Ints) -> "Found":
        """Return the part in these articles (sorted)."""
        at, there = lookup(self.docs, docs)
        return self.only(at[there])

    def places(self, layout: Line) -> Longs:
        """Return the place in the segment of each occurrence, ascending."""
        return np.repeat(layout.bases[self.docs], self.counts) + self.positions

    def places_in(self, docs: Ints | None, layout: Line) -> tuple[Longs, Longs | slice]:
        """Return the places in some articles (sorted; None: all), and which of the occurrences these are."""
        if docs is None:
            return self.places(layout), slice(None)
        at, there = lookup(self.docs, docs)
        at = at[there]
        occurrences = self.occurrences(at)
        bases = np.repeat(layout.bases[self.docs[at]], self.counts[at])
        return bases + self.positions[occurrences], occurrences


NOTHING = Found(_none(), _none(), _none())


def find(leaf: AnyLeaf, segment: Segment) -> Found:
    """Return where `leaf` stands in `segment`; removed articles are not left out."""
    found = _FINDERS[type(leaf)](leaf, segment)
    if leaf.region:
        found = _within_region(found, leaf.region, segment)
    return _with_heads(found, segment) if leaf.scores and not (isinstance(leaf, Term) and not leaf.region) else found


def _from_postings(postings: Postings) -> Found:
    return Found(postings.docs, postings.counts, postings.positions, 1, postings.head_at, postings.head_counts)


def _term(leaf: Term, segment: Segment) -> Found:
    return _lookup_term(segment.field(leaf.field), leaf.term, exact=leaf.exact)


def _lookup_term(words: Field, term: str, *, exact: bool) -> Found:
    number = words.form(term) if exact else words.stem(term)
    if number is None:
        return NOTHING
    if exact:
        return _from_postings(words.form_postings(number))
    return replace(_from_postings(words.stem_postings(number)), stem=number)


def _run(leaf: Run, segment: Segment) -> Found:
    """Terms at neighbouring positions: the rarest one's places, kept where the others stand beside it, rarest first."""
    words, layout = segment.field(leaf.field), line_of(segment, leaf.field)
    stands = {term: _standing(words, term, exact=leaf.exact) for term in set(leaf.terms)}
    docs = intersect([standing.found.docs for standing in stands.values()])
    if not len(docs):
        return NOTHING
    (offset, rarest), *others = sorted(enumerate(leaf.terms), key=lambda pair: len(stands[pair[1]].found.positions))
    starts = stands[rarest].places(docs, layout) - offset
    for offset, term in others:
        starts = stands[term].beside(starts, offset, docs, layout)
        docs = docs if len(starts) > len(docs) else np.unique(layout.articles_of(starts))
    return _at_places(starts, len(leaf.terms), layout)


_MOST = 0.25
"""Part of a word's articles from which on all its places are taken, rather than those of the articles wanted."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a stem stands, and which of its forms is meant: which is only looked at where it matters."""

    found: Found
    forms: Ints  # the form at each position; empty where any form will do
    form: int

    def places(self, docs: Ints, layout: Line) -> Longs:
        """Return the places of the term in these articles."""
        places, occurrences = self.found.places_in(docs, layout)
        return places[self.forms[occurrences] == self.form] if len(self.forms) else places

    def beside(self, starts: Longs, offset: int, docs: Ints, layout: Line) -> Longs:
        """Return those of `starts`, which lie in these articles, from which the term stands `offset` places on."""
        most = len(docs) > _MOST * len(self.found.docs)
        places, occurrences = self.found.places_in(None if most else docs, layout)
        at, there = lookup(places, starts + offset)
        at, starts = at[there], starts[there]
        if len(self.forms):
            starts = starts[self.forms[at if isinstance(occurrences, slice) else occurrences[at]] == self.form]
        return starts


def _standing(words: Field, term: str, *, exact: bool) -> _Standing:
    if not exact:
        return _Standing(_lookup_term(words, term, exact=False), _none(), 0)
    number = words.form(term)
    if number is None:
        return _Standing(NOTHING, _none(), 0)
    stem, rank, forms = words.stem_and_forms(number)
    return _Standing(_from_postings(words.stem_postings(stem)), forms, rank)


def _at_places(places: Longs, widths: int | Ints, layout: Line) -> Found:
    articles = layout.articles_of(places)
    starts, counts = runs(articles)
    return Found(articles[starts], counts, places - layout.bases[articles], widths)


def _expansion(leaf: Expansion, segment: Segment) -> Found:
    """All forms that fit, as one word. No two of them stand at one place, so their places are only put in order."""
    words, layout = segment.field(leaf.field), line_of(segment, leaf.field)
    ranks: dict[int, list[int]] = defaultdict(list)
    forms_of_stem: dict[int, Ints] = {}
    forms = forms_of(leaf, words)
    for number in forms.numbers:
        stem, rank, forms_of_stem[stem] = words.stem_and_forms(number)
        ranks[stem].append(rank)
    if not ranks:
        return NOTHING
    places = np.concatenate(
        [
            _of_forms(_from_postings(words.stem_postings(stem)).places(layout), forms_of_stem[stem], wanted)
            for stem, wanted in ranks.items()
        ]
    )
    places.sort()
    return replace(_at_places(places, 1, layout), capped=forms.capped)


def _of_forms(places: Longs, forms: Ints, wanted: list[int]) -> Longs:
    """Return those places of a stem where one of the wanted forms stands; all, where it has one form."""
    if not len(forms):
        return places
    is_wanted = np.zeros(max(*wanted, int(forms.max())) + 1, dtype=np.bool_)
    is_wanted[wanted] = True
    return places[is_wanted[forms]]


def union(parts: list[Found], layout: Line) -> Found:
    """Return where any of `parts` stands, as if they were one word."""
    parts = [part for part in parts if len(part.docs)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    places = np.concatenate([part.places(layout) for part in parts])
    widths = np.concatenate([np.broadcast_to(part.widths, len(part.positions)) for part in parts])
    order = np.lexsort((widths, places))
    places, widths = places[order], widths[order]
    first = np.append(True, (places[1:] != places[:-1]) | (widths[1:] != widths[:-1]))
    places, widths = places[first], widths[first]
    return _at_places(places, 1 if (widths == 1).all() else widths, layout)


def _either(leaf: Either, segment: Segment) -> Found:
    return union([find(part, segment) for part in leaf.parts], line_of(segment, leaf.field))


def _days(leaf: Days, segment: Segment) -> Found:
    docs = np.flatnonzero(published_within(segment, leaf.first, leaf.last))
    return Found(docs, np.zeros(len(docs), dtype=np.int64), NOTHING.positions)


def published_within(segment: Segment, first: int | None, last: int | None) -> Mask:
    """Return, for each article, whether it was published from day `first` to day `last`; undated ones never were."""
    least = np.iinfo(np.int32).min + 1
    most = np.iinfo(np.int32).max
    within: Mask = segment.published >= max(least, least if first is None else first)
    within &= segment.published <= (most if last is None else last)
    return within


def _close(leaf: Close, segment: Segment) -> Found:
    parts = [find(part, segment) for part in leaf.parts]
    docs = intersect([part.docs for part in parts])
    if not len(docs):
        return NOTHING
    layout = line_of(segment, leaf.field)
    parts = [part.among(docs) for part in parts]
    places = [part.places(layout) for part in parts]
    kept = _same_unit(places, leaf.within, layout) if isinstance(leaf.within, str) else _neighbours(places, leaf.within)
    return union([_at(part, keep) for part, keep in zip(parts, kept, strict=True)], layout)


def _at(part: Found, keep: Mask) -> Found:
    """Return only those occurrences of `part` that are to be kept (a mask)."""
    docs = np.repeat(part.docs, part.counts)[keep]
    starts, counts = runs(docs)
    widths = part.widths if isinstance(part.widths, int) else part.widths[keep]
    return Found(docs[starts], counts, part.positions[keep], widths)


def _same_unit(places: list[Longs], within: str, layout: Line) -> list[Mask]:
    units = [layout.sentences_of(p) if within == "sentence" else layout.blocks_of(p) for p in places]
    common = intersect([np.unique(unit) for unit in units])
    return [lookup(common, unit)[1] for unit in units]


def _neighbours(places: list[Longs], within: int) -> list[Mask]:
    """Return which occurrences of each part belong to a chain of neighbours, each within so many words of the next."""
    kept = [np.ones(len(p), dtype=np.bool_) for p in places]
    chain = list(pairwise(range(len(places))))
    for here, there in chain + [(b, a) for a, b in reversed(chain)]:
        kept[there] &= _near(places[there], places[here][kept[here]], within)
    return kept


def _near(places: Longs, others: Longs, within: int) -> Mask:
    """Return which of `places` have one of `others` within so many words; a word is not near to itself."""
    after = np.searchsorted(others, places, side="right")
    before = np.searchsorted(others, places, side="left") - 1
    far = np.int64(1) << 40
    padded = np.concatenate(([-far], others, [far]))
    near: Mask = np.minimum(padded[after + 1] - places, places - padded[before + 1]) <= within
    return near


def _heads(found: Found, segment: Segment) -> tuple[Mask, Mask]:
    """Return which occurrences stand in the headline, and which in the lead."""
    body_starts = segment.block_starts[segment.block_offsets[:-1][found.docs] + 1]
    title = found.positions < np.repeat(body_starts, found.counts)
    return title, ~title & (found.positions < np.repeat(segment.lead_ends[found.docs], found.counts))


def _within_region(found: Found, region: str, segment: Segment) -> Found:
    title, lead = _heads(found, segment)
    return _at(found, title if region == "title" else lead)


def _with_heads(found: Found, segment: Segment) -> Found:
    """Return `found` with `head_at` and `head_counts`, which postings of words have on disk."""
    if not len(found.docs):
        return found
    starts = np.cumsum(found.counts, dtype=np.int64) - found.counts
    title, lead = (np.minimum(np.add.reduceat(part, starts, dtype=np.int64), 15) for part in _heads(found, segment))
    both = title | lead << 4
    at = np.flatnonzero(both)
    return replace(found, head_at=at, head_counts=both[at])


_FINDERS: dict[type, Callable[..., Found]] = {
    Term: _term,
    Run: _run,
    Expansion: _expansion,
    Close: _close,
    Either: _either,
    Days: _days,
}
