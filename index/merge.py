"""Segments -> one segment, as arrays: no article is read, cleaned or cut into words again.

    merge([old, newer, newest])  ->  ArraySegment with their live articles, in that order

Removed articles are left out first, by `index.compact`: merging is what gives their space back. Then terms are merged
as sorted lists, and postings and positions move as runs, one for each term of each segment, to their place in the new
arrays; only document numbers change.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from index.compact import compact
from index.reader import COLUMNS, ArraySegment
from index.runs import Long, lengths_of, narrow, offsets, ranks, strings
from index.segment import FIELDS, Array, FieldArrays, Ints
from index.store import Shelf
from index.strings import Arrays
from index.union import union

Change = Callable[[Any, Long], Array]
Shelved = tuple[Arrays, Shelf]

_SLAB = 1 << 18
"""How many entries are moved at a time: they and their places fit into a processor's cache, which takes two thirds of
the time that 2 ** 21 do, and other threads wait no more than some milliseconds for Python's lock."""


def merge(segments: Sequence[ArraySegment], shelve: Callable[[], Shelved] | None = None) -> ArraySegment:
    """Return one segment with the live articles of several, in order.

    `shelve` gives the stored articles of all that are live, once all else is done; by default they are `shelved` with
    the dictionary of the largest segment.
    """
    whole = [compact(segment) for segment in segments]
    shelve = shelve or partial(shelved, whole, max(segments, key=lambda segment: segment.size).shelf)
    if len(whole) == 1:
        stored, shelf = shelve()
        return ArraySegment({**whole[0].arrays, **stored}, shelf)
    arrays: Arrays = {}
    for name in FIELDS:
        arrays |= {f"{name}.{part}": array for part, array in _field(name, whole).items()}
    arrays |= _layout(whole) | _attributes(whole)
    for name in COLUMNS:
        arrays |= _column(name, whole)
    stored, shelf = shelve()
    return ArraySegment(arrays | stored, shelf)


def shelved(segments: Sequence[ArraySegment], shelf: Shelf) -> Shelved:
    """Return the stored articles of several segments, compressed anew where they need another dictionary; and `shelf`.

    Nothing may be removed in the segments.
    """
    if all(segment.shelf.alike(shelf) for segment in segments):
        return _joined_strings(segments, "stored"), shelf
    frames: list[bytes] = []
    for segment in segments:
        if segment.shelf.alike(shelf):
            frames += segment.frames()
        else:
            frames += shelf.compress_all(segment.every_packed())
    return strings("stored", frames), shelf


@dataclass(frozen=True, slots=True)
class Runs:
    """Where the runs of one segment lie, and where they go."""

    starts: Long
    lengths: Long
    targets: Long

    def move(self, source: Array, target: Array, change: Change = lambda entries, _: entries) -> None:
        """Copy the runs of `source` to their places in `target`; `change` gets entries and the run of each."""
        shift = self.targets - self.starts
        for first, last in self._slabs():
            rows = np.repeat(np.arange(first, last), self.lengths[first:last])
            begin = int(self.starts[first])
            end = begin + len(rows)
            target[shift[rows] + np.arange(begin, end)] = change(source[begin:end], rows)
            time.sleep(0)  # gives Python's lock to who waits for it: asking takes 5 milliseconds, each time

    def _slabs(self) -> Iterator[tuple[int, int]]:
        """Yield ranges of runs that hold about `_SLAB` entries together."""
        ends = np.cumsum(self.lengths)
        first = 0
        while first < len(ends):
            before = int(ends[first - 1]) if first else 0
            last = max(int(np.searchsorted(ends, before + _SLAB, side="right")), first + 1)
            yield first, last
            first = last


def _plus(more: Long, entries: Ints, runs: Long) -> Ints:
    """Return `entries`, each with the number that belongs to its run added."""
    return entries + more[runs]


def _runs(tables: Sequence[Ints], stems: Sequence[Long], size: int) -> tuple[Long, list[Runs]]:
    """Return where each new term's part starts, and the runs of each segment.

    `tables` say where each term's part starts in each segment, `stems` what the term's new number is.
    """
    lengths = [lengths_of(table) for table in tables]
    totals = np.zeros(size, np.int64)
    for numbers, length in zip(stems, lengths, strict=True):
        totals[numbers] += length
    starts = offsets(totals)
    free = starts[:-1].copy()
    runs = []
    for table, numbers, length in zip(tables, stems, lengths, strict=True):
        runs.append(Runs(table[:-1].astype(np.int64), length, free[numbers]))
        free[numbers] += length
    return starts, runs


def _field(name: str, segments: Sequence[ArraySegment]) -> Arrays:
    """Return the merged arrays of one field."""
    fields = [segment.field(name) for segment in segments]
    for field in fields:
        field.verify_all()
    parts = [field.arrays for field in fields]
    stems = union([(part.stem_bytes, part.stem_ends) for part in parts])
    forms = union([(part.form_bytes, part.form_ends) for part in parts])
    merged: Arrays = {**stems.arrays("stem"), **forms.arrays("form")}
    sizes = [segment.size for segment in segments]
    merged |= _forms(parts, stems.numbers, forms.numbers, np.zeros(len(forms), narrow(sum(sizes) + 1)))
    merged |= _postings(parts, stems.numbers, len(stems), sizes)
    merged |= _positions(parts, stems.numbers, len(stems))
    merged |= _form_ranks(parts, stems.numbers, forms.numbers, merged)
    return {part: merged[part] for part in FieldArrays.__dataclass_fields__}


def _forms(parts: Sequence[FieldArrays], stems: Sequence[Long], forms: Sequence[Long], docs: Ints) -> Arrays:
    """Return which stem each form has, and in how many articles each stands, which is counted into `docs`."""
    stem = np.zeros(len(docs), np.uint32)
    for part, stem_numbers, numbers in zip(parts, stems, forms, strict=True):
        stem[numbers] = stem_numbers[part.form_stem]
        docs[numbers] += part.form_docs.astype(docs.dtype)
    return {"form_stem": stem, "form_rank": ranks(stem), "form_docs": docs}


def _postings(parts: Sequence[FieldArrays], stems: Sequence[Long], size: int, sizes: Sequence[int]) -> Arrays:
    """Return documents, counts and what stands in headline and lead."""
    starts, runs = _runs([part.postings for part in parts], stems, size)
    head_starts, head_runs = _runs([part.heads_of for part in parts], stems, size)
    docs = np.empty(starts[-1], narrow(sum(sizes)))
    counts = np.empty(starts[-1], np.uint8)
    head_at = np.empty(head_starts[-1], docs.dtype)
    head_counts = np.empty(head_starts[-1], np.uint8)
    over_at: list[Long] = []
    base = 0
    for part, numbers, run, heads, documents in zip(parts, stems, runs, head_runs, sizes, strict=True):
        run.move(part.docs, docs, partial(_plus, np.full(len(numbers), base)))
        run.move(part.counts, counts)
        earlier = run.targets - starts[numbers]  # how many postings of the same stem stand before this segment's
        heads.move(part.head_at, head_at, partial(_plus, earlier))
        heads.move(part.head_counts, head_counts)
        owner = np.searchsorted(part.postings, part.over_at, side="right") - 1
        over_at.append(part.over_at + (run.targets - run.starts)[owner])
        base += documents
    over = np.concatenate(over_at)
    order = np.argsort(over)
    return {
        "postings": starts.astype(np.uint32),
        "heads_of": head_starts.astype(np.uint32),
        "docs": docs,
        "counts": counts,
        "head_at": head_at,
        "head_counts": head_counts,
        "over_at": over[order].astype(np.uint32),
        "over_counts": np.concatenate([part.over_counts for part in parts])[order],
    }


def _positions(parts: Sequence[FieldArrays], stems: Sequence[Long], size: int) -> Arrays:
    """Return the positions, and which are the first in their paragraph."""
    starts, runs = _runs([part.positions_of for part in parts], stems, size)
    positions = np.empty(starts[-1], np.result_type(*(part.positions.dtype for part in parts)))
    firsts = np.empty(starts[-1], np.bool_)
    for part, run in zip(parts, runs, strict=True):
        run.move(part.positions, positions)
        run.move(np.unpackbits(part.firsts, count=len(part.positions)).view(np.bool_), firsts)
    return {"positions_of": starts.astype(np.uint32), "positions": positions, "firsts": np.packbits(firsts)}


def _form_ranks(parts: Sequence[FieldArrays], stems: Sequence[Long], forms: Sequence[Long], merged: Arrays) -> Arrays:
    """Return which form stands at each position of the stems that have several, now that they are together.

    A stem that had one form in a segment may have several now, and then all its positions there have that form's rank.
    """
    several = np.bincount(merged["form_stem"], minlength=len(merged["stem_ends"])) > 1
    starts = offsets(lengths_of(merged["positions_of"]) * several)
    target = np.empty(starts[-1], merged["form_rank"].dtype)
    free = starts[:-1].copy()
    for part, stem_numbers, form_numbers in zip(parts, stems, forms, strict=True):
        lengths = lengths_of(part.positions_of) * several[stem_numbers]
        _move_ranks(
            part, merged["form_rank"][form_numbers], Runs(free[stem_numbers], lengths, free[stem_numbers]), target
        )
        free[stem_numbers] += lengths
    return {"forms_of": starts.astype(np.uint32), "forms": target}


def _move_ranks(part: FieldArrays, new_rank: Ints, wanted: Runs, target: Ints) -> None:
    """Write the new ranks at the positions of one segment's stems, to where `wanted` says."""
    order = np.argsort(part.form_stem, kind="stable")
    first = np.searchsorted(part.form_stem[order], np.arange(len(part.stem_ends)))
    ordered = new_rank[order].astype(target.dtype)
    had_several = lengths_of(part.forms_of)
    known = Runs(part.forms_of[:-1].astype(np.int64), had_several, wanted.targets)
    known.move(part.forms, target, lambda ranks, rows: ordered[first[rows] + ranks])
    lengths = wanted.lengths * (had_several == 0)
    alone = Runs(offsets(lengths)[:-1], lengths, wanted.targets)
    alone.move(np.broadcast_to(np.uint8(0), lengths.sum()), target, lambda _, rows: ordered[first[rows]])


# Everything else


def _concatenated(segments: Sequence[ArraySegment], name: str) -> Array:
    """Return an array of all segments, one after the other."""
    joined: Array = np.concatenate([segment.arrays[name] for segment in segments])
    return joined


def _joined_offsets(tables: Sequence[Ints]) -> Ints:
    """Return the starts of runs that are put one after the other."""
    return offsets(np.concatenate([lengths_of(table) for table in tables]))


def _joined_strings(segments: Sequence[ArraySegment], name: str) -> Arrays:
    """Return the strings of all segments, one after the other."""
    lengths = [np.diff(segment.arrays[f"{name}_ends"].astype(np.int64), prepend=0) for segment in segments]
    ends = np.cumsum(np.concatenate(lengths))
    wide = np.uint32 if not len(ends) or ends[-1] < 1 << 32 else np.uint64
    return {f"{name}_bytes": _concatenated(segments, f"{name}_bytes"), f"{name}_ends": ends.astype(wide)}


def _layout(segments: Sequence[ArraySegment]) -> Arrays:
    """Return lengths, blocks and sentences."""
    names = ("lengths", "published", "block_starts", "lead_ends", "sentence_starts", "contents", "signatures")
    tables = {name: [segment.arrays[name] for segment in segments] for name in ("block_offsets", "sentence_offsets")}
    joined = {name: _joined_offsets(table).astype(np.uint32) for name, table in tables.items()}
    return {name: _concatenated(segments, name) for name in names} | joined


def _attributes(segments: Sequence[ArraySegment]) -> Arrays:
    """Return the ids and the way to find them."""
    keys = _concatenated(segments, "id_keys")
    bases = np.cumsum([0, *(segment.size for segment in segments[:-1])])
    docs = np.concatenate([segment.arrays["id_docs"] + base for segment, base in zip(segments, bases, strict=True)])
    order = np.argsort(keys, kind="stable")
    return {"id_keys": keys[order], "id_docs": docs[order].astype(np.uint32), **_joined_strings(segments, "id")}


def _column(name: str, segments: Sequence[ArraySegment]) -> Arrays:
    """Return the merged arrays of a facet column."""
    bytes_of, ends_of = f"{name}_value_bytes", f"{name}_value_ends"
    values = union([(segment.arrays[bytes_of], segment.arrays[ends_of]) for segment in segments])
    # The last place stands for "none", which is -1.
    maps = [np.append(new, -1) for new in values.numbers]
    joined = [new[segment.arrays[f"{name}_numbers"]] for new, segment in zip(maps, segments, strict=True)]
    arrays = {**values.arrays(f"{name}_value"), f"{name}_numbers": np.concatenate(joined).astype(np.int32)}
    if f"{name}_starts" in segments[0].arrays:
        starts = _joined_offsets([segment.arrays[f"{name}_starts"] for segment in segments])
        arrays[f"{name}_starts"] = starts.astype(np.uint32)
    return arrays
