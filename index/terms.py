"""The terms of a segment and their postings, as Whoosh walks through them.

    TermsReader(segment).matcher("text", b"soldier", format)  ->  Matcher: document after document, with positions

The other half of `index.codec`. The sorted arrays of terms are the dictionary: a term is found by bisection.
Fields that Whoosh knows and the arrays do not have as such are derived: `exact` is the exact forms of `text`, `id` the
sorted ids, `published` the dates in the bytes of Whoosh's NUMERIC field.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from index.reader import ArraySegment
from index.segment import FIELDS, NO_DATE, Ints, Postings


def field_names() -> tuple[str, ...]:
    """Return the indexed fields as Whoosh knows them, in its order."""
    return tuple(sorted([*FIELDS, "exact", "id", "published"]))


class TermsReader(base.TermsReader):
    """Terms in order, and the postings of each."""

    def __init__(self, segment: ArraySegment) -> None:
        self._segment = segment
        self._lists: dict[str, TermList] = {}

    def _terms(self, name: str) -> "TermList":
        if name not in self._lists:
            self._lists[name] = _term_list(self._segment, name)
        return self._lists[name]

    def _number(self, name: str, text: bytes) -> int | None:
        return self._terms(name).find(text) if name in field_names() else None

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._number(*term) is not None

    def indexed_field_names(self) -> tuple[str, ...]:
        """Return the indexed fields."""
        return field_names()

    def cursor(self, name: str, field: Any) -> "Cursor":
        """Return a cursor over the terms of a field."""
        return Cursor(self, self._terms(name), name, field)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield all terms, field after field."""
        for name in field_names():
            yield from self._from(name, 0)

    def terms_from(self, name: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms from `prefix` on, and those of the fields after that."""
        yield from self._from(name, self._terms(name).place(prefix))
        for later in field_names():
            if later > name:
                yield from self._from(later, 0)

    def _from(self, name: str, first: int) -> Iterator[tuple[str, bytes]]:
        terms = self._terms(name)
        return ((name, terms[number]) for number in range(first, len(terms)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield all terms with what is known about each."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, name: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the terms from `prefix` on with what is known about each."""
        return ((term, self.term_info(*term)) for term in self.terms_from(name, prefix))

    def postings(self, name: str, text: bytes) -> Postings:
        """Return the postings of a term, or raise TermNotFound."""
        number = self._number(name, text)
        if number is None:
            raise TermNotFound(f"No term {name}:{text!r}")
        return self._terms(name).postings(number)

    def term_info(self, name: str, text: bytes) -> TermInfo:
        """Return how often a term stands where."""
        return self._info(name, self.postings(name, text))

    def _info(self, name: str, postings: Postings) -> TermInfo:
        lengths = coded_lengths(self._segment, name)[postings.docs]
        return TermInfo(
            weight=float(postings.counts.sum(dtype=np.int64)),
            df=len(postings.docs),
            minlength=byte_to_length(int(lengths.min())),
            maxlength=byte_to_length(int(lengths.max())),
            maxweight=float(postings.counts.max()),
            minid=int(postings.docs[0]),
            maxid=int(postings.docs[-1]),
        )

    def frequency(self, name: str, text: bytes) -> float:
        """Return how often a term stands in all articles."""
        known = (name, text) in self
        return float(self.postings(name, text).counts.sum(dtype=np.int64)) if known else 0.0

    def doc_frequency(self, name: str, text: bytes) -> int:
        """Return in how many articles a term stands."""
        return len(self.postings(name, text).docs) if (name, text) in self else 0

    def matcher(self, name: str, text: bytes, format_: Any, scorer: Any = None) -> "Matcher":
        """Return the matcher that walks through the postings of a term."""
        postings = self.postings(name, text)
        return Matcher(postings, (name, text), format_, scorer, self._info(name, postings))


class TermList:
    """The sorted terms of one field, and how their postings are found."""

    def __init__(self, terms: Any, postings: Callable[[int], Postings]) -> None:
        self._terms = terms
        self.postings = postings

    def __len__(self) -> int:
        return len(self._terms)

    def __getitem__(self, number: int) -> bytes:
        term: bytes = self._terms[number]
        return term

    def place(self, text: bytes) -> int:
        """Return how many terms come before `text`."""
        return bisect_left(range(len(self)), text, key=self.__getitem__)

    def find(self, text: bytes) -> int | None:
        """Return the number of a term, None where it is not there."""
        number = self.place(text)
        return number if number < len(self) and self[number] == text else None


def _term_list(segment: ArraySegment, name: str) -> TermList:
    """Return the terms of a field as Whoosh knows it."""
    if name == "exact":
        field = segment.field("text")
        return TermList(field.forms, field.form_postings)
    if name == "id":
        ids = sorted((segment.ids[document], document) for document in range(segment.size))
        return TermList([text for text, _ in ids], lambda number: _only(np.array([ids[number][1]])))
    if name == "published":
        return _dates(segment.published)
    field = segment.field(name)
    return TermList(field.stems, field.stem_postings)


def _only(documents: Ints) -> Postings:
    """Return postings of documents alone."""
    nothing = np.zeros(0, np.uint8)
    return Postings(documents, np.ones(len(documents), np.uint8), nothing, nothing, nothing)


def sortable(days: int) -> int:
    """Return a signed number of 32 bits as the unsigned one that sorts alike: what Whoosh keeps for it."""
    return days + (1 << 31)


def _dates(published: Ints) -> TermList:
    """Return the days on which articles were published, as Whoosh's NUMERIC field writes them."""
    days = np.unique(published[published != NO_DATE]).tolist()
    texts = [b"\0" + sortable(day).to_bytes(4, "big") for day in days]  # a zero byte: the number in full precision
    return TermList(texts, lambda number: _only(np.flatnonzero(published == days[number])))


def field_lengths(segment: ArraySegment, name: str) -> Ints:
    """Return how many words of a field each article has."""
    if name in {"text", "exact"}:
        return segment.lengths
    arrays = segment.field(name).arrays
    return np.bincount(arrays.docs, arrays.counts, segment.size).astype(np.int64)


def decoded_length(code: int) -> int:
    """Return the length that a byte of Whoosh's code stands for."""
    return int(byte_to_length(int(code)))


def coded_lengths(segment: ArraySegment, name: str) -> Ints:
    """Return the lengths of a field in Whoosh's one-byte code, so that its scores come out as with its own codec."""
    if name in {"id", "published"}:
        return np.zeros(segment.size, np.uint8)
    known = segment.coded_lengths
    if name not in known:
        lengths, inverse = np.unique(field_lengths(segment, name), return_inverse=True)
        known[name] = np.array([length_to_byte(length) for length in lengths.tolist()], np.uint8)[inverse]
    return known[name]


class Matcher(LeafMatcher):
    """Walks through the postings of one term; all of them are one block."""

    def __init__(  # noqa: PLR0913, PLR0917  # Whoosh's own matchers take these
        self, postings: Postings, term: tuple[str, bytes], format_: Any, scorer: Any, info: TermInfo, at: int = 0
    ) -> None:
        self._postings = postings
        self._term = term
        self.format = format_
        self.scorer = scorer
        self._info = info
        self._documents: list[int] = postings.docs.tolist()
        self._counts: list[int] = postings.counts.tolist()
        self._at = at

    def copy(self) -> "Matcher":
        """Return another matcher at the same place."""
        return Matcher(self._postings, self._term, self.format, self.scorer, self._info, self._at)

    def is_active(self) -> bool:
        """Say whether there is a posting here."""
        return self._at < len(self._documents)

    def reset(self) -> None:
        """Go back to the first posting."""
        self._at = 0

    def id(self) -> int:
        """Return the document of this posting."""
        return self._documents[self._at]

    def all_ids(self) -> Iterator[int]:
        """Yield the documents of all postings."""
        return iter(self._documents)

    def next(self) -> bool:
        """Go to the next posting; say whether that began a block."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return not self.is_active()

    def skip_to(self, document: int) -> None:
        """Go to the first posting from `document` on."""
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._documents, document, lo=self._at)

    def skip_to_quality(self, minimum: float) -> int:
        """Go past the block unless it may score higher than `minimum`; return how many blocks that were."""
        if self.block_quality() > minimum:
            return 0
        self._at = len(self._documents)
        return 1

    def weight(self) -> float:
        """Return how often the term stands in this document."""
        return float(self._counts[self._at])

    @cached_property
    def _starts(self) -> list[int]:
        ends = np.cumsum(self._postings.counts, dtype=np.int64)
        return [0, *ends.tolist()]

    def positions(self) -> list[int]:
        """Return where the term stands in this document."""
        found: list[int] = self._postings.positions[self._starts[self._at] : self._starts[self._at + 1]].tolist()
        return found

    def value(self) -> Any:
        """Return this posting as Whoosh's format encodes it."""
        return self.format.encode(self.positions()) if self.supports("positions") else b""

    def value_as(self, astype: str) -> Any:
        """Return what this posting says: positions without a detour over their encoding."""
        return self.positions() if astype == "positions" else LeafMatcher.value_as(self, astype)

    def block_min_length(self) -> int:
        """Return the length of the shortest article."""
        return int(self._info.min_length())

    def block_max_length(self) -> int:
        """Return the length of the longest article."""
        return int(self._info.max_length())

    def block_max_weight(self) -> float:
        """Return how often at most the term stands in an article."""
        return float(self._info.max_weight())

    def block_max_id(self) -> int:
        """Return the last document."""
        return self._documents[-1]


class Cursor(base.FieldCursor):
    """Goes from term to term; Whoosh's fuzzy search leaps with it."""

    def __init__(self, reader: TermsReader, terms: TermList, name: str, field: Any) -> None:
        self._reader, self._terms, self._name, self._field = reader, terms, name, field
        self._at = 0

    def first(self) -> Any:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> Any:
        """Go to the first term from `term` on."""
        self._at = self._terms.place(term if isinstance(term, bytes) else self._field.to_bytes(term))
        return self.text()

    def next(self) -> Any:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> Any:
        """Return the term here, None past the last."""
        return self._field.from_bytes(self._terms[self._at]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """Return what is known about the term here."""
        return self._reader.term_info(self._name, self._terms[self._at]) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Say whether there is a term here."""
        return self._at < len(self._terms)
