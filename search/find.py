"""Leaf -> where it occurs in one segment: in which articles, how often in each, and at which positions.

    Run(("storm", "corps"))  ->  docs [7, 9], counts [1, 2], positions [12, 40, 88], widths 2

One function a kind of leaf. All of them work on whole arrays: documents are intersected first, rarest first, and
positions are only read for those that are left.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from index.dates import day_number
from index.segment import NO_DATE, Field, Postings, Segment
from search.allowance import SegmentAllowance
from search.arrays import Ints, Longs, Mask, joined, meet, runs, stretches
from search.cached import cached
from search.expand import forms_of
from search.found import NOTHING, WHOLE, Found, Places, Several, at_places, at_positions, packed_heads, several
from search.layout import Line, line_of
from search.near import together
from search.plan import ANY_WORD, AnyLeaf, Close, Days, Either, Expansion, Run, Term


def find(leaf: AnyLeaf, segment: Segment, allowance: SegmentAllowance) -> Found:
    """Return where `leaf` stands in `segment`; removed articles are not left out."""
    found = _standing_of(leaf, segment, allowance)
    allowance.passed(leaf)
    has_heads = isinstance(found, Several) or (isinstance(leaf, Term) and not leaf.region and found.extent == WHOLE)
    return found if has_heads or not leaf.scores else _with_heads(found, segment)


def _standing_of(leaf: AnyLeaf, segment: Segment, allowance: SegmentAllowance) -> Found:
    found = _FINDERS[type(leaf)](leaf, segment, allowance)
    return _within_region(found, leaf.region, segment) if leaf.region else found


def _from_postings(postings: Postings, stem: int | None = None) -> Found:
    return Found(postings.docs, postings.counts, postings.positions, 1, postings.head_at, postings.head_counts, stem)


def _term(leaf: Term, segment: Segment, allowance: SegmentAllowance) -> Found:
    words = segment.field(leaf.field)
    return _of_form(leaf, words, segment, allowance) if leaf.exact else _of_stem(words, leaf.term)


def _of_stem(words: Field, term: str) -> Found:
    number = words.stem(term)
    return NOTHING if number is None else _from_postings(words.stem_postings(number), number)


def _of_form(leaf: Term, words: Field, segment: Segment, allowance: SegmentAllowance) -> Found:
    """One form of a stem: all the stem's places are read, to see which form stands there."""
    number = words.form(leaf.term)
    if number is None:
        return NOTHING
    standing = _standing(words, leaf.term, exact=True)
    if not len(standing.forms):
        return standing.found
    chosen, extent = allowance.choose(standing.found.docs, [standing.found.counts])
    if chosen is None:
        return _from_postings(words.form_postings(number))
    line = line_of(segment, leaf.field)
    return at_places(Places(standing.places(line, standing.found.docs[chosen])), line, extent)


def _run(leaf: Run, segment: Segment, allowance: SegmentAllowance) -> Found:
    """Terms at neighbouring positions: the rarest one's, kept where the others stand beside it, rarest first."""
    field = segment.field(leaf.field)
    terms = [(offset, term) for offset, term in enumerate(leaf.terms) if term != ANY_WORD]
    stands = {term: _standing(field, term, exact=leaf.exact) for term in dict.fromkeys(term for _, term in terms)}
    docs, places = meet([standing.found.docs for standing in stands.values()])
    if not len(docs):
        return NOTHING
    at = dict(zip(stands, places, strict=True))
    terms.sort(key=lambda pair: len(stands[pair[1]].found.positions))
    counts = {term: stands[term].found.counts.take(at[term]) for _, term in terms[:2]}
    chosen, extent = allowance.choose(docs, [*counts.values()])
    rows = np.arange(len(docs)) if chosen is None else chosen
    run = [(stands[term], at[term], offset) for offset, term in terms]
    reads = counts[terms[0][1]].take(rows)
    parts = [_side_by_side(run, some) for some in stretches(rows, reads, _STRETCH)]
    rows, firsts = (joined(some) for some in zip(*parts, strict=True))
    return at_positions(docs.take(rows), firsts, len(leaf.terms), extent)


_STRETCH = 1 << 16
"""Places of a phrase's rarest word that are looked at at a time, so that they stay in the processor's cache."""


def _side_by_side(run: list[tuple["_Standing", Ints, int]], rows: Longs) -> tuple[Longs, Longs]:
    """Return where in some rows of articles the words of a run stand in order: the row, and the first word's position.

    Of each word, rarest first, the `run` says where it stands, which of its articles the rows are, and its offset.
    """
    (rarest, at, offset), *others = run
    rows, firsts = rarest.rows_and_positions(at, rows)
    firsts -= offset
    for word, at, offset in others:
        beside = word.stands_at(at.take(rows), firsts + offset)
        rows, firsts = rows.take(beside), firsts.take(beside)
    return rows, firsts


class _Standing(Struct, frozen=True, eq=False, gc=False):
    """Where a stem stands, and which of its forms are meant: which is only looked at where it matters."""

    found: Found
    forms: Ints  # the form at each position; empty where any form will do
    wanted: Sequence[int]

    def places(self, line: Line, docs: Ints | None = None) -> Longs:
        """Return the places of the term in these articles (None: in all)."""
        if docs is None:
            places, forms = self.found.places(line), self.forms
        else:
            within = self.found.within(docs, line)
            places, forms = within.places, self.forms[within.occurrences] if len(self.forms) else self.forms
        return places[_is_wanted(forms, self.wanted)] if len(self.forms) else places

    def rows_and_positions(self, at: Ints, rows: Longs) -> tuple[Longs, Longs]:
        """Return the positions of the term in some rows of articles, and the row of each; `at` says which these are."""
        rows, occurrences = self.found.occurring(at.take(rows), rows)
        if len(self.forms):
            keep = _is_wanted(self.forms.take(occurrences), self.wanted).nonzero()[0]
            rows, occurrences = rows.take(keep), occurrences.take(keep)
        return rows, self.found.positions.take(occurrences).astype(np.int64)

    def stands_at(self, at: Ints, positions: Longs) -> Longs:
        """Return the indexes of those `positions`, each in one of the articles `at`, where the term stands."""
        occurrences, there = self.found.standing_at(at, positions)
        found = there.nonzero()[0]
        if not len(self.forms):
            return found
        return found[_is_wanted(self.forms.take(occurrences.take(found)), self.wanted)]


def _is_wanted(forms: Ints, wanted: Sequence[int]) -> Mask:
    """Return which of `forms` are among those wanted."""
    if len(wanted) == 1:
        return np.equal(forms, wanted[0])
    is_wanted = np.zeros(max(*wanted, int(forms.max(initial=0))) + 1, dtype=np.bool_)
    is_wanted[wanted] = True
    mask: Mask = is_wanted[forms]
    return mask


def _standing(words: Field, term: str, *, exact: bool) -> _Standing:
    if not exact:
        return _Standing(_of_stem(words, term), NOTHING.positions, ())
    number = words.form(term)
    if number is None:
        return _Standing(NOTHING, NOTHING.positions, ())
    stem, rank, forms = words.stem_and_forms(number)
    return _Standing(_from_postings(words.stem_postings(stem)), forms, (rank,))


def _expansion(leaf: Expansion, segment: Segment, allowance: SegmentAllowance) -> Found:
    """All forms that fit, as one word: no two of them stand at one place."""
    words, layout = segment.field(leaf.field), line_of(segment, leaf.field)
    forms = forms_of(leaf, words, allowance.forms)
    if not forms.numbers:
        return NOTHING
    stems = _stems_of(forms.numbers, words)
    counts = np.zeros(segment.size, dtype=np.int64)
    for standing in stems:
        counts[standing.found.docs] += standing.found.counts
    docs = (counts > 0).nonzero()[0]
    chosen, extent = allowance.choose(docs, [counts[docs]])
    extent = extent._replace(capped=forms.capped or extent.capped)
    if chosen is None and not leaf.region:
        return several([_alone(standing, segment, layout) for standing in stems], extent)
    inside = None if chosen is None else docs[chosen]
    places = np.concatenate([standing.places(layout, inside) for standing in stems])
    places.sort(kind="stable")
    return at_places(Places(places), layout, extent)


def _stems_of(forms: Sequence[int], words: Field) -> list[_Standing]:
    """Return where the stems of some forms stand, and which of their forms are meant where it is not all."""
    wanted: dict[int, list[int]] = defaultdict(list)
    for form in forms:
        wanted[int(words.arrays.form_stem[form])].append(form)
    how_many = _forms_per_stem(words)
    stems = []
    for stem, some in wanted.items():
        found = _from_postings(words.stem_postings(stem), stem)
        if len(some) == how_many[stem]:
            stems.append(_Standing(found, NOTHING.positions, ()))
        else:
            stems.append(_Standing(found, words.stem_and_forms(some[0])[2], words.arrays.form_rank[some].tolist()))
    return stems


@cached
def _forms_per_stem(words: Field) -> Ints:
    """Return how many forms each stem has."""
    return np.bincount(words.arrays.form_stem)


def _alone(standing: _Standing, segment: Segment, line: Line) -> Found:
    """Return where the forms that are meant stand."""
    if not len(standing.forms):
        return standing.found
    return _with_heads(at_places(Places(standing.places(line)), line), segment)


def _either(leaf: Either, segment: Segment, allowance: SegmentAllowance) -> Found:
    return together([_alternatives(leaf, segment, allowance)], 1, line_of(segment, leaf.field), allowance)


def _close(leaf: Close, segment: Segment, allowance: SegmentAllowance) -> Found:
    parts = [_alternatives(part, segment, allowance) for part in leaf.parts]
    return together(parts, leaf.within, line_of(segment, leaf.field), allowance)


def _alternatives(leaf: AnyLeaf, segment: Segment, allowance: SegmentAllowance) -> list[Found]:
    """Return where the leaf stands, or, of an Either, where each of its parts does."""
    if not isinstance(leaf, Either):
        return [_standing_of(leaf, segment, allowance)]
    return [found for part in leaf.parts for found in _alternatives(part, segment, allowance)]


def _days(leaf: Days, segment: Segment, _: SegmentAllowance) -> Found:
    docs = np.flatnonzero(published_within(segment, leaf.first, leaf.last))
    return Found(docs, np.zeros(len(docs), dtype=np.int64), NOTHING.positions)


def published_within(segment: Segment, first: date | None, last: date | None) -> Mask:
    """Return, for each article, whether it was published from day `first` to day `last`; undated ones never were."""
    within: Mask = segment.published > NO_DATE if first is None else segment.published >= day_number(first)
    if last is not None:
        within &= segment.published <= day_number(last)
    return within


def _at(part: Found, keep: Mask) -> Found:
    """Return only those occurrences of `part` that are to be kept (a mask)."""
    docs = part.docs.repeat(part.counts)[keep]
    starts, counts = runs(docs)
    widths = part.widths if isinstance(part.widths, int) else part.widths[keep]
    return Found(docs[starts], counts, part.positions[keep], widths, extent=part.extent)


def _heads(found: Found, segment: Segment) -> tuple[Mask, Mask]:
    """Return which occurrences stand in the headline, and which in the lead."""
    body_starts = segment.block_starts[segment.block_offsets[found.docs] + 1]
    title = found.positions < body_starts.repeat(found.counts)
    return title, ~title & (found.positions < segment.lead_ends[found.docs].repeat(found.counts))


def _within_region(found: Found, region: str, segment: Segment) -> Found:
    title, lead = _heads(found, segment)
    return _at(found, title if region == "title" else lead)


def _with_heads(found: Found, segment: Segment) -> Found:
    """Return `found` with `head_at` and `head_counts`, which postings of words have on disk."""
    if not len(found.docs):
        return found
    title, lead = _heads(found, segment)
    heads = (title | lead).nonzero()[0]
    if not len(heads):
        return found
    rows = found.starts.searchsorted(heads, side="right") - 1
    firsts, _ = runs(rows)
    counts = packed_heads(title.take(heads), lead.take(heads), firsts)
    return replace(found, head_at=rows.take(firsts), head_counts=counts)


_FINDERS: dict[type, Callable[..., Found]] = {
    Term: _term,
    Run: _run,
    Expansion: _expansion,
    Close: _close,
    Either: _either,
    Days: _days,
}
