"""A segment -> the same segment without its removed articles.

    compact(segment)  ->  ArraySegment with as many articles as are live, renumbered; itself where none is removed

Every array is filtered where it lies; order stays, so nothing is sorted. Terms that stand in no live article go.
"""

import numpy as np

from index.reader import COLUMNS, ArraySegment
from index.runs import Mask, lengths_of, narrow, offsets, ranks, rows_of, split_counts, strings
from index.segment import FIELDS, Array, FieldArrays, Ints
from index.strings import Arrays, Strings


def compact(segment: ArraySegment) -> ArraySegment:
    """Return a segment with the live articles of `segment`."""
    segment.verify_all()
    if segment.live is None:
        return segment
    live, arrays = segment.live, segment.arrays
    kept: Arrays = {}
    for name in FIELDS:
        kept |= {f"{name}.{part}": array for part, array in _field(segment.field(name).arrays, live).items()}
    kept |= {name: arrays[name][live] for name in ("lengths", "published", "lead_ends", "contents", "signatures")}
    for name in ("block", "sentence"):
        rows = rows_of(arrays[f"{name}_offsets"])
        kept[f"{name}_offsets"] = _shorter(arrays[f"{name}_offsets"], live)
        kept[f"{name}_starts"] = arrays[f"{name}_starts"][live[rows]]
    kept |= _ids(segment, live) | _strings(segment, "stored", live)
    for name in COLUMNS:
        kept |= _column(name, arrays, live)
    return ArraySegment(kept, segment.shelf)


def _shorter(starts: Ints, live: Mask) -> Ints:
    """Return the starts of the runs that stay."""
    return offsets(lengths_of(starts)[live]).astype(starts.dtype)


def _ids(segment: ArraySegment, live: Mask) -> Arrays:
    """Return the ids that stay and the way to find them."""
    docs = segment.arrays["id_docs"]
    stay = live[docs]
    new = np.cumsum(live) - 1
    found = {"id_keys": segment.arrays["id_keys"][stay], "id_docs": new[docs[stay]].astype(docs.dtype)}
    return found | _strings(segment, "id", live)


def _strings(segment: ArraySegment, name: str, live: Mask) -> Arrays:
    """Return those of a list of strings, one an article, that stay."""
    texts = Strings(segment.arrays[f"{name}_bytes"], segment.arrays[f"{name}_ends"])
    return strings(name, [texts[document] for document in np.flatnonzero(live).tolist()])


def _column(name: str, arrays: Arrays, live: Mask) -> Arrays:
    """Return a facet column without the values that no article has any more."""
    numbers, starts = arrays[f"{name}_numbers"], arrays.get(f"{name}_starts")
    numbers = numbers[live if starts is None else live[rows_of(starts)]]
    used = np.unique(numbers[numbers >= 0])
    texts = Strings(arrays[f"{name}_value_bytes"], arrays[f"{name}_value_ends"])
    new = np.full(len(texts) + 1, -1, np.int32)
    new[used] = np.arange(len(used))
    column = {**strings(f"{name}_value", [texts[n] for n in used.tolist()]), f"{name}_numbers": new[numbers]}
    return column if starts is None else {**column, f"{name}_starts": _shorter(starts, live)}


def _field(field: FieldArrays, live: Mask) -> Arrays:
    """Return the arrays of a field without the removed articles."""
    counts = field.counts.astype(np.int64)
    counts[field.over_at] = field.over_counts
    stays = live[field.docs]
    position_stays = np.repeat(stays, counts)
    postings = offsets(stays)[field.postings]
    forms = _forms_at_positions(field)[position_stays]
    stem_stays = np.diff(postings) > 0
    form_stays = np.bincount(forms, minlength=len(field.form_ends)) > 0
    new_stem = np.cumsum(stem_stays) - 1
    form_stem = new_stem[field.form_stem[form_stays]].astype(np.uint32)
    arrays: Arrays = {
        **_terms("stem", field.stem_bytes, field.stem_ends, stem_stays),
        **_terms("form", field.form_bytes, field.form_ends, form_stays),
        "form_stem": form_stem,
        "form_rank": ranks(form_stem),
        "form_docs": _form_docs(forms, counts[stays], form_stays),
        "postings": _without_empty(postings, stem_stays),
        "positions_of": _without_empty(offsets(position_stays)[field.positions_of], stem_stays),
        "docs": (np.cumsum(live) - 1)[field.docs[stays]].astype(narrow(int(live.sum()))),
        "positions": field.positions[position_stays],
        "firsts": np.packbits(np.unpackbits(field.firsts, count=len(position_stays))[position_stays]),
        **split_counts(counts[stays]),
    }
    return arrays | _heads(field, stays, stem_stays, postings) | _ranks(forms, form_stays, arrays)


def _without_empty(starts: Ints, stays: Mask) -> Ints:
    """Return where the parts of the terms that stay start, and where the last ends."""
    return offsets(np.diff(starts)[stays]).astype(np.uint32)


def _terms(name: str, data: Array, ends: Array, stays: Mask) -> Arrays:
    """Return the terms that stay."""
    texts = Strings(data, ends)
    return strings(name, [texts[number] for number in np.flatnonzero(stays).tolist()])


def _forms_at_positions(field: FieldArrays) -> Ints:
    """Return the number of the form at each position."""
    order = np.argsort(field.form_stem, kind="stable")
    first = np.searchsorted(field.form_stem[order], np.arange(len(field.stem_ends)))
    stems = rows_of(field.positions_of)
    rank = np.zeros(len(stems), np.int64)
    several = lengths_of(field.forms_of) > 0
    rank[several[stems]] = field.forms
    forms: Ints = order[first[stems] + rank].astype(np.uint32)
    return forms


def _form_docs(forms: Ints, counts: Ints, stays: Mask) -> Ints:
    """Return in how many articles each form that stays stands."""
    keys = (forms.astype(np.uint64) << np.uint64(32)) | np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
    seen = np.unique(keys) >> np.uint64(32)
    docs = np.bincount(seen.astype(np.int64), minlength=len(stays))[stays]
    return docs.astype(narrow(int(docs.max(initial=0)) + 1))


def _heads(field: FieldArrays, stays: Mask, stem_stays: Mask, postings: Ints) -> Arrays:
    """Return what stands in headline and lead, of the postings that stay."""
    starts = field.postings.astype(np.int64)
    stems = rows_of(field.heads_of)
    posting = starts[stems] + field.head_at
    kept = stays[posting]
    new = (np.cumsum(stays) - 1)[posting[kept]] - postings[stems[kept]]
    return {
        "heads_of": _without_empty(offsets(kept)[field.heads_of], stem_stays),
        "head_at": new.astype(field.head_at.dtype),
        "head_counts": field.head_counts[kept],
    }


def _ranks(forms: Ints, form_stays: Mask, arrays: Arrays) -> Arrays:
    """Return the form at each position of the stems that still have several."""
    several = np.bincount(arrays["form_stem"], minlength=len(arrays["stem_ends"])) > 1
    lengths = lengths_of(arrays["positions_of"])
    new_form = np.cumsum(form_stays) - 1
    there = np.repeat(several, lengths)
    return {
        "forms_of": offsets(lengths * several).astype(np.uint32),
        "forms": arrays["form_rank"][new_form[forms[there]]],
    }
