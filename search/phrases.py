"""The runs of words that headlines share, counted: what the search box completes from.

    phrases(segment)   ->   north korea 214, north korean 96, north korean missile 11 ...    one to four words each

The headlines are put together from the index itself: which forms stand at positions below the length of a headline.
Runs that start or end in a stop word are left out, and so are, in a large segment, those of one headline only. A run is
a row of form numbers; forms are numbered in the order of their texts, so sorted rows are sorted phrases, and those that
start with given words and letters are neighbours. Each row remembers one headline, to be shown as it was written.
"""

from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.analysis import STOP_WORDS, WORD, fold
from index.segment import Field, FieldArrays, Ints, Postings, Segment
from search.cached import cached
from search.frequency import LARGE

LONGEST = 4
"""Words of a phrase."""

NEWEST = 100_000
"""Headlines of one segment that are counted: the last to go in. It bounds the memory: 45,000 give 1.5 MB of phrases."""

_CHUNK = 4_000_000
"""Postings that are looked at together while the headlines are put together."""

_LOW = 0x0F
"""The bits of `head_counts` that count in the headline."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases in order; `rows` holds form numbers plus one, 0 where a phrase is shorter."""

    rows: npt.NDArray[np.uint32]  # (n, LONGEST)
    counts: npt.NDArray[np.uint32]  # in how many headlines
    documents: npt.NDArray[np.uint32]  # one of them
    starts: npt.NDArray[np.uint32]  # and at which of its words the phrase starts there

    def starting(self, words: list[int], following: range) -> range:
        """Return the phrases that start with these forms, and then one of `following`."""
        first, last = 0, len(self.rows)
        for column, among in enumerate([range(word, word + 1) for word in words] + [following]):
            values = self.rows[first:last, column]
            low, high = np.searchsorted(values, [among.start + 1, among.stop + 1])
            first, last = first + int(low), first + int(high)
        return range(first, last)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of all headlines, in order: which headline, which of its words, which form."""

    documents: Ints
    places: Ints
    forms: Ints


@cached
def phrases(segment: Segment) -> Phrases:
    """Return the phrases of a segment, counted when they are first asked for; removed headlines among them."""
    field = segment.field("text")
    words = _words(field.arrays, max(0, segment.size - NEWEST))
    return _counted(words, _stop_forms(field), 2 if segment.size >= LARGE else 1)


def example_of(segment: Segment, known: Phrases, number: int) -> tuple[int, int] | None:
    """Return a headline that has a phrase, and at which of its words it starts; None where all of them were removed."""
    example = int(known.documents[number]), int(known.starts[number])
    if segment.live is None or segment.live[example[0]]:
        return example
    field = segment.field("text")
    forms = [int(form) - 1 for form in known.rows[number] if form]
    heads = [_headlines(field.form_postings(form)) for form in forms]
    for document in reduce(np.intersect1d, heads).tolist():
        if segment.live[document]:
            words = [field.form(fold(word)) for word in WORD.findall(segment.title(document))]
            starts = (at for at in range(len(words)) if words[at : at + len(forms)] == forms)
            if (start := next(starts, None)) is not None:
                return document, start
    return None


def _headlines(postings: Postings) -> Ints:
    """Return the articles that have a word in the headline."""
    return postings.docs[postings.head_at[(postings.head_counts & _LOW) > 0].astype(np.intp)]


def _stop_forms(field: Field) -> npt.NDArray[np.bool_]:
    """Return, for each form, whether it is a stop word."""
    stops = np.zeros(len(field.arrays.form_ends), np.bool_)
    stops[[number for word in STOP_WORDS if (number := field.form(word)) is not None]] = True
    return stops


def _words(arrays: FieldArrays, first_document: int) -> _Words:
    """Return the words of the headlines of the documents from `first_document` on."""
    edges = np.searchsorted(arrays.postings, np.arange(0, int(arrays.postings[-1]) + _CHUNK, _CHUNK))
    edges[-1] = len(arrays.postings) - 1
    by_stem = np.lexsort((arrays.form_rank, arrays.form_stem))
    parts = [
        _words_of_stems(arrays, low, high, by_stem, first_document)
        for low, high in pairwise(edges.tolist())
        if low < high
    ]
    joined = [np.concatenate(columns) for columns in zip(*parts, strict=True)] if parts else [np.zeros(0, np.int64)] * 3
    order = np.lexsort((joined[1], joined[0]))
    return _Words(*(column[order] for column in joined))


def _words_of_stems(arrays: FieldArrays, low: int, high: int, by_stem: Ints, first_document: int) -> tuple[Ints, ...]:
    """Return document, position and form of each place in a headline where one of the stems `low` to `high` stands."""
    heads = slice(int(arrays.heads_of[low]), int(arrays.heads_of[high]))
    stems = np.repeat(np.arange(low, high), _lengths(arrays.heads_of[low : high + 1]))
    at = arrays.head_at[heads].astype(np.int64) + arrays.postings[stems]
    times = (arrays.head_counts[heads] & _LOW).astype(np.int64)
    wanted = (times > 0) & (arrays.docs[at] >= first_document)
    stems, at, times = stems[wanted], at[wanted], times[wanted]
    rows = np.repeat(np.arange(len(at)), times)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    places = _first_positions(arrays, low, high)[at - int(arrays.postings[low])][rows] + within
    stems = stems[rows]
    ranks = np.zeros(len(rows), np.int64)
    several = arrays.forms_of[stems] < arrays.forms_of[stems + 1]
    shift = arrays.forms_of[stems].astype(np.int64) - arrays.positions_of[stems]
    ranks[several] = arrays.forms[(places + shift)[several]]
    first_form = np.searchsorted(arrays.form_stem[by_stem], stems)
    return (
        arrays.docs[at][rows].astype(np.int64),
        arrays.positions[places].astype(np.int64),
        by_stem[first_form + ranks],
    )


def _lengths(starts: Ints) -> Ints:
    """Return the lengths of runs that start, and end, at `starts`."""
    starts = starts.astype(np.int64)
    return starts[1:] - starts[:-1]


def _first_positions(arrays: FieldArrays, low: int, high: int) -> Ints:
    """Return, for each posting of some stems, where its positions start in the array of positions."""
    first, last = int(arrays.postings[low]), int(arrays.postings[high])
    counts = arrays.counts[first:last].astype(np.int64)
    over = slice(*np.searchsorted(arrays.over_at, (first, last)))
    counts[arrays.over_at[over].astype(np.int64) - first] = arrays.over_counts[over]
    return np.cumsum(counts) - counts + int(arrays.positions_of[low])


def _counted(words: _Words, stops: npt.NDArray[np.bool_], at_least: int) -> Phrases:
    """Return the runs of up to LONGEST words that stand in enough headlines.

    A run is counted only where the run without its last word is frequent enough, so each step has less to count.
    """
    starts = np.flatnonzero(~stops[words.forms])
    row = np.zeros((len(starts), 0), np.uint32)
    groups = np.zeros(len(starts), np.uint64)
    found: list[tuple[Ints, Ints, Ints]] = []
    for length in range(LONGEST):
        last = starts + length
        inside = last < len(words.forms)
        inside[inside] &= words.documents[last[inside]] == words.documents[starts[inside]]
        starts, row, last, groups = starts[inside], row[inside], last[inside], groups[inside]
        row = np.column_stack((row, words.forms[last].astype(np.uint32) + 1))
        key = (groups.astype(np.uint64) << np.uint64(32)) | words.forms[last].astype(np.uint64)
        _, example, groups, counts = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
        frequent = counts >= at_least
        shown = frequent & ~stops[words.forms[last[example]]]
        found.append((row[example[shown]], counts[shown], starts[example[shown]]))
        stays = frequent[groups]
        starts, row, groups = starts[stays], row[stays], groups[stays]
    return _sorted(found, words)


def _sorted(found: list[tuple[Ints, Ints, Ints]], words: _Words) -> Phrases:
    """Return phrases of one word, of two, and so on, in the order of their words."""
    rows = np.concatenate([np.pad(row, ((0, 0), (0, LONGEST - row.shape[1]))) for row, _, _ in found])
    counts, starts = (np.concatenate([part[column] for part in found]) for column in (1, 2))
    order = np.lexsort(rows.T[::-1])
    first = starts[order]
    return Phrases(
        np.ascontiguousarray(rows[order]),
        counts[order].astype(np.uint32),
        words.documents[first].astype(np.uint32),
        words.places[first].astype(np.uint32),
    )
