"""Other engines, fed the same articles: Tantivy, SQLite FTS5, and Whoosh with its own codec.

    Tantivy(folder).add(rows)      rows are dicts with id, title and body; all is on disk when this returns
    Tantivy(folder).find("storm")  ids of the ten best

Each keeps positions and the text, stems English, and is set up as its documentation says for bulk loading.
"""

import sqlite3
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]


class Nutgraf:
    """Ours, by its public interface."""

    def __init__(self, folder: Path) -> None:
        from index import open_archive  # noqa: PLC0415  # so that opening can be timed from nothing

        self.archive = open_archive(folder)

    def add(self, rows: Rows) -> None:
        """Add articles."""
        self.archive.add(rows)

    def find(self, word: str) -> list[str]:
        """Search."""
        from search import search  # noqa: PLC0415

        return [hit.id for hit in search(self.archive, word, size=10).hits]

    def close(self) -> None:
        """Wait for what goes on behind."""
        self.archive.settle()


class Tantivy:
    """Tantivy from Python, one thread."""

    def __init__(self, folder: Path) -> None:
        import tantivy  # noqa: PLC0415

        self.tantivy = tantivy
        folder.mkdir(exist_ok=True)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("title", stored=True, tokenizer_name="en_stem")
        schema.add_text_field("body", stored=True, tokenizer_name="en_stem")
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        self.index = tantivy.Index(schema.build(), path=str(folder))

    def add(self, rows: Rows) -> None:
        """Add articles."""
        writer = self.index.writer(256_000_000, 1)
        for row in rows:
            writer.add_document(self.tantivy.Document(title=row["title"] or "", body=row["body"], id=row["id"]))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def find(self, word: str) -> list[str]:
        """Search."""
        searcher = self.index.searcher()
        query = self.index.parse_query(word, ["title", "body"])
        return [searcher.doc(address)["id"][0] for _, address in searcher.search(query, 10).hits]

    def close(self) -> None:
        """Do nothing: all is done."""


class Fts5:
    """SQLite's full-text index."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.base = sqlite3.connect(folder / "fts5.db", check_same_thread=False)
        self.base.execute(
            "create virtual table if not exists a using fts5(title, body, id unindexed, tokenize='porter unicode61')"
        )

    def add(self, rows: Rows) -> None:
        """Add articles."""
        values = ((row["title"] or "", row["body"], row["id"]) for row in rows)
        self.base.executemany("insert into a values (?, ?, ?)", values)
        self.base.commit()

    def find(self, word: str) -> list[str]:
        """Search."""
        found = self.base.execute("select id from a where a match ? order by rank limit 10", (f'"{word}"',))
        return [row[0] for row in found]

    def close(self) -> None:
        """Close."""
        self.base.close()


class StockWhoosh:
    """Whoosh as it comes."""

    def __init__(self, folder: Path) -> None:
        from whoosh.analysis import StemmingAnalyzer  # noqa: PLC0415
        from whoosh.fields import ID, TEXT, Schema  # noqa: PLC0415
        from whoosh.index import create_in, exists_in, open_dir  # noqa: PLC0415

        folder.mkdir(exist_ok=True)
        text = TEXT(analyzer=StemmingAnalyzer(), stored=True)
        schema = Schema(id=ID(unique=True, stored=True), title=text, body=text)
        self.index = open_dir(folder) if exists_in(folder) else create_in(folder, schema)

    def add(self, rows: Rows) -> None:
        """Add articles."""
        writer = self.index.writer(limitmb=256)
        for row in rows:
            writer.add_document(id=row["id"], title=row["title"] or "", body=row["body"])
        writer.commit()

    def find(self, word: str) -> list[str]:
        """Search."""
        from whoosh.query import Term  # noqa: PLC0415

        with self.index.searcher() as searcher:
            (term,) = self.index.schema["body"].process_text(word)
            return [hit["id"] for hit in searcher.search(Term("body", term), limit=10)]

    def close(self) -> None:
        """Do nothing: all is done."""


ENGINES = {"nutgraf": Nutgraf, "tantivy": Tantivy, "fts5": Fts5, "whoosh": StockWhoosh}
