"""Patterns -> the forms of a segment's vocabulary that fit them: prefixes, wildcards, typos.

korea*  ->  korea, korean, koreans, koreas        capped at the most frequent ones
"""

from dataclasses import dataclass

import numpy as np

from index.segment import Field
from search.plan import Expansion
from search.vocabulary import vocabulary

MAX_POSTINGS = 100_000
"""Most articles that the forms of one pattern stand in, counted for each form, unless a single form has more."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The numbers of the forms that a pattern stands for, and whether there were more of them."""

    numbers: tuple[int, ...]
    capped: bool


def forms_of(leaf: Expansion, field: Field, most: int) -> Forms:
    """Return the forms that fit, the `most` frequent ones if there are more, or fewer if these are very frequent."""
    match leaf.kind:
        case "prefix":
            found = list(field.forms_starting(leaf.pattern))
        case "wildcard":
            found = vocabulary(field).like(leaf.pattern)
        case _:
            found = [number for number, _ in vocabulary(field).within(leaf.pattern, leaf.typos)]
    numbers = np.asarray(found, dtype=np.int64)
    postings = field.form_docs(numbers).astype(np.int64)
    order = np.argsort(-postings, kind="stable")[:most]
    kept = max(1, int(np.searchsorted(np.cumsum(postings[order]), MAX_POSTINGS, side="right")))
    return Forms(tuple(numbers[order[:kept]].tolist()), capped=kept < len(found))
