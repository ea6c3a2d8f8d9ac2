"""Look-ups in the arrays of a segment, whether they lie in memory or are mapped from a file.

    ArraySegment({"lengths": ..., "text.docs": ..., ...})  ->  the `Segment` that search reads

The arrays and their names are described in `index.segment`. Nothing is read before it is asked for.
"""

from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.article import Article
from index.segment import Array, Column, FieldArrays, Ints, Postings
from index.store import Shelf, Shown, key_of, shown, title_of, unpack
from index.strings import Arrays, CheckedStrings, Strings, Verify


def _trust(_name: str, _first: int, _last: int | None) -> None:
    """Hold nothing against checksums: arrays that were just made have none."""


_LONG = {
    "docs": "postings",
    "counts": "postings",
    "positions": "positions_of",
    "head_at": "heads_of",
    "head_counts": "heads_of",
}
"""The arrays of a field that are read stem by stem, and the table that says where each stem's part starts."""

_BESIDE = ("forms", "firsts")
"""The arrays that have something for each position of a stem, and are read where that is asked for."""

_MOST = 255
"""What `counts` has where a count is this or more."""

_READ_AT_ONCE = (
    "lengths",
    "published",
    "block_offsets",
    "block_starts",
    "lead_ends",
    "sentence_offsets",
    "sentence_starts",
    "id_keys",
    "id_docs",
    "contents",
)

COLUMNS = ("source", "section", "language", "author")


class ArrayField:
    """The look-ups of one field; see `index.segment.Field`."""

    def __init__(self, name: str, arrays: FieldArrays, verify: Verify, title_ends: Ints, lead_ends: Ints) -> None:
        self._name = name
        self._verify = verify
        self._verified: set[int] = set()
        for part in FieldArrays.__dataclass_fields__:
            if part not in _LONG and part not in _BESIDE:
                verify(f"{name}.{part}", 0, None)
        self.arrays = arrays
        self._title_ends = title_ends
        self._lead_ends = lead_ends
        self.stems = Strings(arrays.stem_bytes, arrays.stem_ends)
        self.forms = Strings(arrays.form_bytes, arrays.form_ends)

    def stem(self, term: str) -> int | None:
        """Return the number of a stem, None where the segment does not have it."""
        return self.stems.find(term.encode())

    def form(self, term: str) -> int | None:
        """Return the number of an exact form, None where the segment does not have it."""
        return self.forms.find(term.encode())

    def form_text(self, number: int) -> str:
        """Return an exact form."""
        return self.forms[number].decode()

    def stem_and_forms(self, number: int) -> tuple[int, int, Ints]:
        """Return the stem of a form, its rank among the stem's forms, and the rank at each position of the stem."""
        arrays = self.arrays
        stem = int(arrays.form_stem[number])
        return stem, int(arrays.form_rank[number]), self._forms(stem)

    def _forms(self, stem: int) -> Ints:
        """Return the rank of the form at each position of a stem, nothing where it has one form."""
        first, last = self.arrays.forms_of[stem : stem + 2].tolist()
        self._verify(f"{self._name}.forms", first, last)
        return self.arrays.forms[first:last]

    def form_docs(self, numbers: Ints) -> Ints:
        """Return in how many documents each of these forms stands."""
        return self.arrays.form_docs[numbers]

    def forms_starting(self, prefix: str) -> range:
        """Return the numbers of the forms that start with `prefix`."""
        return self.forms.starting(prefix.encode())

    def stem_postings(self, number: int) -> Postings:
        """Return the postings of a stem."""
        arrays = self.arrays
        if number not in self._verified:
            self._verify_stem(number)
        first, last = int(arrays.postings[number]), int(arrays.postings[number + 1])
        heads = slice(int(arrays.heads_of[number]), int(arrays.heads_of[number + 1]))
        return Postings(
            arrays.docs[first:last],
            self._counts(first, last),
            arrays.positions[int(arrays.positions_of[number]) : int(arrays.positions_of[number + 1])],
            arrays.head_at[heads],
            arrays.head_counts[heads],
        )

    def paragraph_firsts(self, number: int) -> npt.NDArray[np.bool_]:
        """Return, for each position of a stem, whether it is the first in a paragraph."""
        start, end = self.arrays.positions_of[number : number + 2].tolist()
        first, last = start // 8, -(-end // 8)
        self._verify(f"{self._name}.firsts", first, last)
        bits = np.unpackbits(self.arrays.firsts[first:last])
        return bits[start - 8 * first : end - 8 * first].view(np.bool_)

    def _verify_stem(self, number: int) -> None:
        """Hold the postings of a stem against their checksums."""
        for part, table in _LONG.items():
            starts = getattr(self.arrays, table)
            self._verify(f"{self._name}.{part}", int(starts[number]), int(starts[number + 1]))
        self._verified.add(number)

    def verify_all(self) -> None:
        """Hold everything against its checksums."""
        for part in (*_LONG, *_BESIDE):
            self._verify(f"{self._name}.{part}", 0, None)

    def _counts(self, first: int, last: int) -> Ints:
        """Return the counts of a run of postings, with those that a byte could not hold."""
        arrays = self.arrays
        counts = arrays.counts[first:last]
        if _MOST not in counts.tobytes():
            return counts
        low, high = np.searchsorted(arrays.over_at, (first, last))
        counts = counts.astype(np.uint32)
        counts[arrays.over_at[low:high].astype(np.int64) - first] = arrays.over_counts[low:high]
        return counts

    def form_postings(self, number: int) -> Postings:
        """Return the postings of an exact form: its stem's, less the other forms."""
        arrays = self.arrays
        stem = int(arrays.form_stem[number])
        postings = self.stem_postings(stem)
        forms = self._forms(stem)
        if not len(forms):
            return postings
        mask = forms == arrays.form_rank[number]
        starts = np.zeros(len(postings.counts), np.int64)
        np.cumsum(postings.counts[:-1], out=starts[1:])
        counts = np.add.reduceat(mask, starts, dtype=np.uint32)
        kept = counts > 0
        at = postings.head_at[kept[postings.head_at]].astype(np.int64)
        heads = self._heads(postings, at, starts, mask)
        standing = heads > 0
        return Postings(
            postings.docs[kept],
            counts[kept],
            postings.positions[mask],
            (np.cumsum(kept) - 1)[at[standing]],
            heads[standing],
        )

    def _heads(self, postings: Postings, at: Ints, starts: Ints, mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
        """Return, for the postings `at`, how often a masked position stands in the headline (low bits) and the lead."""
        if not len(at):
            return np.zeros(0, np.uint8)
        lengths = postings.counts[at].astype(np.int64)
        rows, wanted = spans(starts[at], lengths)
        documents = postings.docs[at][rows]
        places, counted = postings.positions[wanted], mask[wanted]
        title = (places < self._title_ends[documents]) & counted
        lead = ~title & (places < self._lead_ends[documents]) & counted
        first = np.cumsum(lengths) - lengths
        title_counts = np.minimum(np.add.reduceat(title, first, dtype=np.int64), 15)
        lead_counts = np.minimum(np.add.reduceat(lead, first, dtype=np.int64), 15)
        heads: npt.NDArray[np.uint8] = (title_counts | lead_counts << 4).astype(np.uint8)
        return heads


def spans(starts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Return which span each entry belongs to, and its index: spans (5, 2), (9, 1) give (0, 0, 1) and (5, 6, 9)."""
    rows = np.repeat(np.arange(len(starts)), lengths)
    return rows, np.arange(len(rows)) + (starts - (np.cumsum(lengths) - lengths))[rows]


class ArraySegment:
    """One segment over its arrays; see `index.segment.Segment`."""

    def __init__(
        self,
        arrays: Arrays,
        shelf: Shelf,
        live: npt.NDArray[np.bool_] | None = None,
        verify: Verify = _trust,
    ) -> None:
        for name in _READ_AT_ONCE:
            verify(name, 0, None)
        self._verify = verify
        self.coded_lengths: dict[str, Ints] = {}  # of each field, in Whoosh's code: see `index.terms`
        self.arrays = arrays
        self.shelf = shelf
        self.live = live
        self.lengths: npt.NDArray[np.uint32] = arrays["lengths"]
        self.published: npt.NDArray[np.int32] = arrays["published"]
        self.block_offsets: npt.NDArray[np.uint32] = arrays["block_offsets"]
        self.block_starts: Ints = arrays["block_starts"]
        self.lead_ends: Ints = arrays["lead_ends"]
        self.sentence_offsets: npt.NDArray[np.uint32] = arrays["sentence_offsets"]
        self.sentence_starts: Ints = arrays["sentence_starts"]
        self.size = len(self.lengths)
        self._fields: dict[str, ArrayField] = {}
        self.ids = CheckedStrings(arrays, "id", verify)
        self._stored = CheckedStrings(arrays, "stored", verify)

    def field(self, name: str) -> ArrayField:
        """Return the look-ups of one of `index.segment.FIELDS`."""
        if name not in self._fields:
            parts = {part: self.arrays[f"{name}.{part}"] for part in FieldArrays.__dataclass_fields__}
            self._fields[name] = ArrayField(name, FieldArrays(**parts), self._verify, self._title_ends, self.lead_ends)
        return self._fields[name]

    @cached_property
    def _title_ends(self) -> Ints:
        """Return, for each article, where the block after the headline starts."""
        return self.block_starts[self.block_offsets[:-1].astype(np.int64) + 1]

    @property
    def signatures(self) -> Array:
        """The signature of each article."""
        self._verify("signatures", 0, None)
        signatures: Array = self.arrays["signatures"]
        return signatures

    @cached_property
    def keys(self) -> npt.NDArray[np.uint64]:
        """The hash of each article's id."""
        keys = np.zeros(self.size, np.uint64)
        keys[self.arrays["id_docs"]] = self.arrays["id_keys"]
        return keys

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The facet columns."""
        return {name: self._column(name) for name in COLUMNS}

    @cached_property
    def _common(self) -> dict[int, int]:
        """Return the row of each common stem; of a segment that was never written, none is known."""
        if "common_stems" not in self.arrays:
            return {}
        self._verify("common_stems", 0, None)
        return {stem: row for row, stem in enumerate(self.arrays["common_stems"].tolist())}

    def paragraph_bits(self, stem: int) -> npt.NDArray[np.uint64] | None:
        """Return the paragraphs that a common stem of the text stands in, a bit for each block."""
        row = self._common.get(stem)
        if row is None:
            return None
        width = -(-len(self.block_starts) // 64)
        self._verify("common_bits", row * width, (row + 1) * width)
        bits: npt.NDArray[np.uint64] = self.arrays["common_bits"][row * width : (row + 1) * width]
        return bits

    def _column(self, name: str) -> Column:
        for part in ("value_bytes", "value_ends", "numbers", "starts"):
            if f"{name}_{part}" in self.arrays:
                self._verify(f"{name}_{part}", 0, None)
        values = Strings(self.arrays[f"{name}_value_bytes"], self.arrays[f"{name}_value_ends"]).texts()
        numbers = self.arrays[f"{name}_numbers"]
        return Column(values, numbers, self.arrays.get(f"{name}_starts"))

    def article(self, document: int) -> Article:
        """Return the stored article."""
        return unpack(self.packed(document))

    def shown(self, document: int) -> Shown:
        """Return the stored article, of which paragraphs are read as they are asked for."""
        return shown(self.packed(document))

    def title(self, document: int) -> str:
        """Return the headline of an article without making the rest of it."""
        return title_of(self.packed(document))

    def packed(self, document: int) -> bytes:
        """Return the stored article as the JSON that `index.store.pack` made."""
        return self.shelf.decompress(self._stored[document])

    def verify_all(self) -> None:
        """Hold every array against its checksums."""
        for name in self.arrays:
            self._verify(name, 0, None)

    def every_packed(self, step: int = 1) -> list[bytes]:
        """Return every `step`-th stored article as JSON, removed ones too."""
        return [self.shelf.decompress(frame) for frame in self.frames()[::step]]

    def frames(self) -> list[bytes]:
        """Return all stored articles as they are stored, removed ones too."""
        return self._stored.all()

    def id(self, document: int) -> str:
        """Return the id of an article without reading all of it."""
        return self.ids[document].decode()

    def find(self, article_id: str) -> int | None:
        """Return the document that has this id and is not removed."""
        key, keys = np.uint64(key_of(article_id.encode(errors="surrogatepass"))), self.arrays["id_keys"]
        first, last = np.searchsorted(keys, key), np.searchsorted(keys, key, side="right")
        for document in self.arrays["id_docs"][first:last].tolist():
            if (self.live is None or self.live[document]) and self.id(document) == article_id:
                return int(document)
        return None
