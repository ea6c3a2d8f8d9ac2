"""Patterns -> the forms of a segment's vocabulary that fit them: prefixes, wildcards, typos.

korea*  ->  korea, korean, koreans, koreas        capped at the most frequent `MAX_FORMS`
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from index.segment import Field, Postings, Segment
from search.plan import AnyLeaf, Expansion
from search.results import Note
from search.vocabulary import vocabulary

MAX_FORMS = 500
"""Most forms that one pattern stands for, in one segment."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The numbers of the forms that a pattern stands for, and whether there were more of them."""

    numbers: tuple[int, ...]
    capped: bool

    def postings(self, field: Field) -> Iterator[Postings]:
        """Yield the postings of each form."""
        yield from map(field.form_postings, self.numbers)


def forms_of(leaf: Expansion, field: Field) -> Forms:
    """Return the forms that fit, the most frequent ones if there are too many."""
    match leaf.kind:
        case "prefix":
            found = list(field.forms_starting(leaf.pattern))
        case "wildcard":
            found = vocabulary(field).like(leaf.pattern)
        case _:
            found = [number for number, _ in vocabulary(field).within(leaf.pattern, leaf.typos)]
    if len(found) <= MAX_FORMS:
        return Forms(tuple(found), capped=False)
    frequencies = field.form_docs(np.asarray(found))
    kept = np.argsort(-frequencies.astype(np.int64), kind="stable")[:MAX_FORMS]
    return Forms(tuple(found[i] for i in kept), capped=True)


def notes_on(leaves: Iterable[AnyLeaf], segments: Iterable[Segment]) -> list[Note]:
    """Return a note for each pattern that stands for more forms than are looked up."""
    patterns = [leaf for leaf in leaves if isinstance(leaf, Expansion)]
    return [
        Note(
            "capped", f"“{leaf.label}” fits very many words; the {MAX_FORMS} most frequent were looked for.", leaf.span
        )
        for leaf in patterns
        if any(forms_of(leaf, segment.field(leaf.field)).capped for segment in segments)
    ]
