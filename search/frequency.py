"""Document frequency: how many live articles contain a word, and how many must for it to be suggested.

    articles_with_form(snapshot.segments, "text", "drones")   ->   459

Words that only removed articles have stand in none: what was taken down is neither completed nor taken for known.
"""

from collections.abc import Iterable

import numpy as np

from index.segment import Field, Ints, Segment, Snapshot

MIN_ARTICLES = 3
"""In so many articles a word must stand to be offered, where there are `LARGE`: in fewer it may be a typo itself."""

LARGE = 1_000


def least_articles(snapshot: Snapshot) -> int:
    """Return in how many articles a word must stand to be offered."""
    return MIN_ARTICLES if snapshot.articles >= LARGE else 1


def articles_with_form(segments: Iterable[Segment], name: str, form: str) -> int:
    """Return in how many articles of some segments an exact form stands in a field, as `with_form` counts them."""
    fields = ((segment, segment.field(name)) for segment in segments)
    known = ((segment, field, number) for segment, field in fields if (number := field.form(form)) is not None)
    return sum(with_form(*place) for place in known)


def with_form(segment: Segment, field: Field, number: int) -> int:
    """Return in how many articles of a segment a form stands; removed ones count where others must have it too."""
    articles = int(field.arrays.form_docs[number])
    if segment.live is None or articles > segment.size - np.count_nonzero(segment.live):
        return articles
    return live_among(field.form_postings(number).docs, segment)


def articles_with_stem(snapshot: Snapshot, stem: str) -> int:
    """Return in how many articles a stem of the text stands."""
    fields = ((segment, segment.field("text")) for segment in snapshot.segments)
    known = ((segment, field, number) for segment, field in fields if (number := field.stem(stem)) is not None)
    return sum(live_among(field.stem_postings(number).docs, segment) for segment, field, number in known)


def live_among(docs: Ints, segment: Segment) -> int:
    """Return how many of some articles were not removed."""
    return len(docs) if segment.live is None else int(np.count_nonzero(segment.live[docs]))
