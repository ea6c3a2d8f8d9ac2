"""Whoosh's view of a segment: its terms, postings, lengths, columns and stored fields, out of the arrays.

    whoosh.index.open_dir(folder).searcher().search(Term("text", "soldier"))

Whoosh unpickles a `WhooshSegment` for each segment of an archive, asks it for its codec, and the codec for readers.
Those read the same mapped arrays that `search` does. Where these classes live is part of the format: the pickles name
them. The codec only reads; articles go in through `index.archive`, and writers that Whoosh itself opens on the
folder write Whoosh's own segments beside these.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh.codec import base
from whoosh.columns import Column as WhooshColumn
from whoosh.columns import ColumnReader

from index.mapped import open_segment
from index.reader import ArraySegment
from index.record import SegmentRecord
from index.segment import NO_DATE, Ints
from index.terms import TermsReader, coded_lengths, decoded_length, field_lengths, field_names, sortable

INDEX_NAME = "MAIN"
"""The name Whoosh gives an index that has none of its own."""


class ArrayCodec(base.Codec):
    """The codec that a `WhooshSegment` carries."""

    def terms_reader(self, storage: Any, segment: "WhooshSegment") -> TermsReader:
        """Return the reader of terms and postings."""
        return TermsReader(self._open(storage, segment))

    def per_document_reader(self, storage: Any, segment: "WhooshSegment") -> "DocumentReader":
        """Return the reader of lengths, columns and stored fields."""
        return DocumentReader(self._open(storage, segment), segment)

    @staticmethod
    def _open(storage: Any, segment: "WhooshSegment") -> ArraySegment:
        return open_segment(Path(storage.folder), segment.record)


class WhooshSegment(base.Segment):
    """A segment as Whoosh's table of contents lists it."""

    compound = False
    indexname = INDEX_NAME

    def __init__(self, record: SegmentRecord) -> None:
        self.record = record
        self.segid = record.name

    def codec(self) -> ArrayCodec:
        """Return the codec that reads this segment."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Say that the files of this segment stay as they are: they are mapped."""
        return False

    def doc_count_all(self) -> int:
        """Return the number of articles, removed ones included."""
        return self.record.articles

    def deleted_count(self) -> int:
        """Return how many articles are removed."""
        return self.record.removed_count

    def deleted_docs(self) -> list[int]:
        """Return the removed articles."""
        return self.record.removed_documents

    def is_deleted(self, document: int) -> bool:
        """Say whether an article is removed."""
        live = self.record.live
        return live is not None and not live[document]

    def delete_document(self, document: int, *, delete: bool = True) -> None:
        """Remove an article, in this object; Whoosh's writer commits it."""
        self.record = self.record.without([document]) if delete else self.record.restored([document])


class DocumentReader(base.PerDocumentReader):
    """What Whoosh asks about single articles."""

    def __init__(self, segment: ArraySegment, entry: WhooshSegment) -> None:
        self._segment = segment
        self._entry = entry

    def doc_count(self) -> int:
        """Return the number of live articles."""
        return int(self._entry.doc_count())

    def doc_count_all(self) -> int:
        """Return the number of articles, removed ones included."""
        return self._segment.size

    def has_deletions(self) -> bool:
        """Say whether any article is removed."""
        return bool(self._entry.has_deletions())

    def is_deleted(self, document: int) -> bool:
        """Say whether an article is removed."""
        return self._entry.is_deleted(document)

    def deleted_docs(self) -> Iterable[int]:
        """Return the removed articles."""
        return self._entry.deleted_docs()

    def supports_columns(self) -> bool:
        """Say that there are columns."""
        return True

    def has_column(self, name: str) -> bool:
        """Say whether a field has a column."""
        return name == "published"

    def list_columns(self) -> list[str]:
        """Return the fields that have one."""
        return ["published"]

    def column_reader(self, name: str, column: WhooshColumn) -> "Days":  # noqa: ARG002  # Whoosh's signature
        """Return the column of dates."""
        return Days(self._segment.published)

    def doc_field_length(self, document: int, name: str, default: int = 0) -> int:
        """Return how many words of a field an article has, as exactly as Whoosh keeps it."""
        if name in {"id", "published"} or name not in field_names():
            return default
        return decoded_length(coded_lengths(self._segment, name)[document])

    def field_length(self, name: str) -> int:
        """Return how many words of a field all articles have."""
        return int(field_lengths(self._segment, name).sum()) if self._counted(name) else 0

    def min_field_length(self, name: str) -> int:
        """Return the length of the shortest article in a field."""
        return decoded_length(coded_lengths(self._segment, name).min()) if self._counted(name) else 0

    def max_field_length(self, name: str) -> int:
        """Return the length of the longest article in a field."""
        return decoded_length(coded_lengths(self._segment, name).max()) if self._counted(name) else 0

    def _counted(self, name: str) -> bool:
        return name in field_names() and name not in {"id", "published"} and bool(self._segment.size)

    def stored_fields(self, document: int) -> dict[str, Any]:
        """Return the stored fields of an article."""
        article = self._segment.article(document)
        day = int(self._segment.published[document])
        fields: dict[str, Any] = {
            "id": article.id,
            "title": article.title,
            "url": article.url,
            "published": None if day == NO_DATE else day,
            "modified": article.modified,
            "author": list(article.authors) or None,
            "source": article.source,
            "section": article.section,
            "lang": article.language,
            "paragraphs": [paragraph.text for paragraph in article.paragraphs],
        }
        return {name: value for name, value in fields.items() if value is not None}


class Days(ColumnReader):
    """The dates of articles, as Whoosh's NUMERIC column has them; no date sorts last in ascending order."""

    def __init__(self, published: Ints) -> None:
        self._published = published

    def __len__(self) -> int:
        return len(self._published)

    def __getitem__(self, document: int) -> int:
        day = int(self._published[document])
        return (1 << 32) - 1 if day == NO_DATE else sortable(day)

    def sort_key(self, document: int) -> int:
        """Return what to sort an article by."""
        return self[document]

    def load(self) -> list[int]:
        """Return all values."""
        return [self[document] for document in range(len(self))]
