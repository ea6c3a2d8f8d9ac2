"""The arrays of one segment: all that search reads, as named numpy arrays, in memory or mapped from disk.

    Segment
      fields["text"]      one `FieldArrays`: every word of headline, standfirst and paragraphs
      fields["author"]    ... and one for each of the small fields (author, source, section, url, lang, residue)
      length, blocks, sentences, columns ...      one entry an article

A document number counts the articles of a segment from 0, removed ones included. Several segments make a snapshot.

## Positions

Each word of an article has a position. Block 0 is the headline, block 1 the standfirst, block n + 1 is paragraph n.
Block 0 starts at position 0; every other block starts `POSITION_GAP` after the end of the block before it (the end is
one past its last word; an empty block ends where it starts). So no phrase, and no NEAR up to 99 words, crosses a block.

## Terms

The terms of a field are its stems, sorted by their UTF-8 bytes and numbered from 0. Each stem has one or more exact
forms. Forms are sorted by their UTF-8 bytes too and numbered on their own; `form_stem[f]` is the stem of form f, and
`form_rank[f]` says which of its stem's forms it is (0, 1, ... in the sorted order of its stem's forms). In the small
fields the stem is the exact form itself.

The postings of stem t are the slice ``postings[t]:postings[t + 1]`` of `docs` and `counts`; the positions of posting i
are the next ``counts[i]`` entries of `positions`, in the slice that starts at ``positions_of[t]``, ascending within a
document. Where stem t has several forms, ``forms[forms_of[t]:forms_of[t + 1]]`` holds, for each position of the stem,
the rank of the form that stands there; where it has one, that slice is empty. So positions are stored once, and an
exact form is its stem with the other forms masked out.

``firsts`` has a bit for each position (as numpy packs them): whether its stem stands there for the first time in a
paragraph. So the paragraphs that a word stands in are counted without a look at where paragraphs start. On disk, the
commonest stems of the text have a bit a paragraph besides, for words that are counted together: see `index.common`.

``head_at`` and ``head_counts``, sliced by ``heads_of``, say which postings of stem t (index within the stem's own
postings) stand in the headline or the lead, and how often: headline count in the low four bits, lead count in the high
four, each at most 15. The lead is the standfirst and the first paragraph of kind "text".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.article import Article
from index.store import Shown

POSITION_GAP = 100
"""Positions left empty between two blocks."""

Array = npt.NDArray[np.generic]
Ints = npt.NDArray[np.integer]

NO_DATE = np.iinfo(np.int32).min
"""In the `published` column: the article has no date."""


FIELDS = ("text", "author", "source", "section", "url", "lang", "residue")
"""The inverted fields of a segment. `title:` and `lead:` are ranges of positions within "text"."""


@dataclass(frozen=True, slots=True)
class FieldArrays:
    """The inverted index of one field of one segment; T stems, F forms, P postings, N positions in all."""

    stem_bytes: npt.NDArray[np.uint8]  # the stems, sorted, UTF-8, one after the other
    stem_ends: npt.NDArray[np.uint32]  # (T,) where each ends in stem_bytes
    postings: Ints  # (T + 1,)
    positions_of: Ints  # (T + 1,)
    forms_of: Ints  # (T + 1,)
    heads_of: Ints  # (T + 1,)
    form_bytes: npt.NDArray[np.uint8]  # the exact forms, likewise
    form_ends: npt.NDArray[np.uint32]  # (F,)
    form_stem: Ints  # (F,)
    form_rank: Ints  # (F,)
    form_docs: Ints  # (F,) in how many documents each form stands; uint16 where that does
    docs: Ints  # (P,) uint16 where the segment has at most 65,536 documents, else uint32
    counts: npt.NDArray[np.uint8]  # (P,) how often the stem stands in the document, at least 1, and 255 where more:
    over_at: Ints  # ... the numbers of those postings, ascending
    over_counts: Ints  # ... and their true counts
    positions: Ints  # (N,) uint16 where the longest document allows, else uint32
    forms: Ints  # one entry a position, for stems of several forms only
    head_at: Ints  # like docs
    head_counts: npt.NDArray[np.uint8]
    firsts: npt.NDArray[np.uint8]  # (N / 8,) bits


@dataclass(frozen=True, slots=True)
class Column:
    """Values of one attribute of the articles, as numbers into a sorted list.

    Article d has `numbers[starts[d]:starts[d + 1]]`; `starts` is None where every article has exactly one
    entry, and then -1 stands for "none".
    """

    values: tuple[str, ...]
    numbers: npt.NDArray[np.int32]
    starts: npt.NDArray[np.uint32] | None = None


class Postings(Struct, frozen=True, eq=False, gc=False):
    """The postings of one stem or one exact form in one segment; n postings, m positions in all."""

    docs: Ints  # (n,) ascending
    counts: Ints  # (n,)
    positions: Ints  # (m,) within the article, ascending within each document
    head_at: Ints  # indexes into docs
    head_counts: npt.NDArray[np.uint8]


class Field(Protocol):
    """Look-ups in one field of one segment. Terms are given as `analysis.fold` and the stemmer make them."""

    arrays: FieldArrays

    def stem(self, term: str) -> int | None:
        """Return the number of a stem, None where the segment does not have it."""

    def form(self, term: str) -> int | None:
        """Return the number of an exact form, None where the segment does not have it."""

    def stem_postings(self, number: int) -> Postings:
        """Return the postings of a stem."""

    def paragraph_firsts(self, number: int) -> npt.NDArray[np.bool_]:
        """Return, for each position of a stem, whether it is the first in a paragraph."""

    def form_postings(self, number: int) -> Postings:
        """Return the postings of an exact form: its stem's, less the other forms."""

    def forms_starting(self, prefix: str) -> range:
        """Return the numbers of the forms that start with `prefix`: neighbours, since forms are sorted."""

    def form_text(self, number: int) -> str:
        """Return an exact form."""

    def stem_and_forms(self, number: int) -> tuple[int, int, Ints]:
        """Return the stem of a form, its rank among the stem's forms, and the rank at each position of the stem.

        The last is empty where the stem has one form.
        """

    def form_docs(self, numbers: Ints) -> Ints:
        """Return in how many documents each of these forms stands."""


class Segment(Protocol):
    """What search reads of one segment; `size` articles, removed ones included."""

    size: int
    live: npt.NDArray[np.bool_] | None  # None where none is removed
    lengths: npt.NDArray[np.uint32]  # words an article, all blocks
    published: npt.NDArray[np.int32]  # days since 1970-01-01, or NO_DATE
    block_offsets: npt.NDArray[
        np.uint32
    ]  # (size + 1,): article d has block_starts[block_offsets[d]:block_offsets[d + 1]]
    block_starts: Ints  # first position of each block: headline, standfirst, paragraph 1, 2, ...
    lead_ends: Ints  # (size,) one past the last position of the lead (see `head_counts`)
    sentence_offsets: npt.NDArray[np.uint32]  # likewise for sentences, blocks in order; every block starts one
    sentence_starts: Ints

    def paragraph_bits(self, stem: int) -> npt.NDArray[np.uint64] | None:
        """Return the paragraphs that a common stem of the text stands in, a bit for each block; see `index.common`.

        None where the stem is not common.
        """

    @property
    def signatures(self) -> Array:
        """What near-duplicates are known by; see `index.alike`."""

    @property
    def keys(self) -> npt.NDArray[np.uint64]:
        """The hash of each article's id: `index.store.key_of`."""

    @property
    def columns(self) -> Mapping[str, Column]:
        """The attributes that are counted and filtered by: source, section, language, author."""

    def field(self, name: str) -> Field:
        """Return the look-ups of one of FIELDS."""

    def article(self, document: int) -> Article:
        """Return the stored article."""

    def shown(self, document: int) -> Shown:
        """Return the stored article, of which paragraphs are read as they are asked for."""

    def title(self, document: int) -> str:
        """Return the headline of an article without making the rest of it."""

    def id(self, document: int) -> str:
        """Return the id of an article without reading all of it."""


class Snapshot(Protocol):
    """An immutable state of an archive, that threads may share; `generation` grows with every commit."""

    @property
    def generation(self) -> int:
        """The number of this state."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments, oldest first."""

    @property
    def articles(self) -> int:
        """How many live articles there are."""

    def find(self, article_id: str) -> tuple[Segment, int] | None:
        """Return where a live article stands."""
