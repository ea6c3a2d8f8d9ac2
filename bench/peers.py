"""Other engines, fed the same articles: Tantivy, SQLite FTS5, and Whoosh with its own codec.

    Tantivy(folder).add(rows)      rows are dicts with id, title and body; all is on disk when this returns
    Tantivy(folder).find("storm corps")  ids of the ten best of the articles that have any of the words
    Tantivy(folder).ask("all of 2", ["storm", "corps"])  how many there are, and the ten best, matches marked

Each keeps positions and the text, stems English, and is set up as its documentation says for bulk loading.
"""

import re
import sqlite3
from pathlib import Path
from typing import Any

from queries import Words, typed

Rows = list[dict[str, Any]]
Answer = tuple[int, list[tuple[str, str]]]
"""How many articles are found; headline and marked piece of the ten best."""


class Nutgraf:
    """Ours, by its public interface."""

    def __init__(self, folder: Path) -> None:
        from index import open_archive  # noqa: PLC0415  # so that opening can be timed from nothing

        self.archive = open_archive(folder)

    def add(self, rows: Rows) -> None:
        """Add articles."""
        self.archive.add(rows)

    def find(self, text: str) -> list[str]:
        """Search."""
        from search import search  # noqa: PLC0415

        return [hit.id for hit in search(self.archive, text, size=10).hits]

    def ask(self, kind: str, words: Words) -> Answer:
        """Search, and show; as JSON would be, with up to three paragraphs a hit."""
        from search import search  # noqa: PLC0415

        answer = search(self.archive, typed(kind, words), size=10).to_dict()
        shown = [(hit["title_html"], "".join(part["html"] for part in hit["paragraphs"])) for hit in answer["hits"]]
        return answer["total"]["articles"], shown

    def close(self) -> None:
        """Wait for what goes on behind."""
        self.archive.settle()


class Tantivy:
    """Tantivy from Python, one thread."""

    def __init__(self, folder: Path) -> None:
        import tantivy  # noqa: PLC0415

        self.tantivy = tantivy
        folder.mkdir(exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema, path=str(folder))

    def add(self, rows: Rows) -> None:
        """Add articles."""
        writer = self.index.writer(256_000_000, 1)
        for row in rows:
            writer.add_document(self.tantivy.Document(title=row["title"] or "", body=row["body"], id=row["id"]))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def find(self, text: str) -> list[str]:
        """Search."""
        searcher = self.index.searcher()
        query = self.index.parse_query(text, ["title", "body"])
        return [searcher.doc(address)["id"][0] for _, address in searcher.search(query, 10).hits]

    def ask(self, kind: str, words: Words) -> Answer:
        """Search, and show."""
        searcher = self.index.searcher()
        if kind == "prefix":
            query = self.tantivy.Query.regex_query(self.schema, "body", re.escape(words[0]) + ".*")
        else:
            query = self.index.parse_query(typed(kind, words), ["title", "body"])
        found = searcher.search(query, 10, count=True)
        pieces = self.tantivy.SnippetGenerator.create(searcher, query, self.schema, "body")
        documents = [searcher.doc(address) for _, address in found.hits]
        return found.count, [(one["title"][0], pieces.snippet_from_doc(one).to_html()) for one in documents]

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

    def find(self, text: str) -> list[str]:
        """Search."""
        query = self.typed("any", text.split())
        found = self.base.execute("select id from a where a match ? order by rank limit 10", (query,))
        return [row[0] for row in found]

    def ask(self, kind: str, words: Words) -> Answer:
        """Search, and show; the number of articles is a question of its own."""
        query = self.typed(kind, words)
        pieces = "select title, snippet(a, 1, '<mark>', '</mark>', '...', 40) from a where a match ? "
        shown = self.base.execute(pieces + "order by rank limit 10", (query,)).fetchall()
        return self.base.execute("select count(*) from a where a match ?", (query,)).fetchone()[0], shown

    @staticmethod
    def typed(kind: str, words: Words) -> str:
        """Return a query in the language of FTS5."""
        quoted = [f'"{word}"' for word in words]
        any_of = " OR ".join(quoted)
        joined = {"any": any_of, "common": any_of, "all": " AND ".join(quoted), "prefix": f"{words[0]}*"}
        return joined.get(kind.partition(" ")[0], '"' + " ".join(words) + '"')

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
        self.searcher: Any = None

    def add(self, rows: Rows) -> None:
        """Add articles."""
        writer = self.index.writer(limitmb=256)
        for row in rows:
            writer.add_document(id=row["id"], title=row["title"] or "", body=row["body"])
        writer.commit()

    def find(self, word: str) -> list[str]:
        """Search, for one word."""
        from whoosh.query import Term  # noqa: PLC0415

        with self.index.searcher() as searcher:
            (term,) = self.index.schema["body"].process_text(word)
            return [hit["id"] for hit in searcher.search(Term("body", term), limit=10)]

    def ask(self, kind: str, words: Words) -> Answer:
        """Search, and show."""
        from whoosh.qparser import MultifieldParser, OrGroup  # noqa: PLC0415

        if self.searcher is None:
            self.searcher = self.index.searcher()  # it reads much of the index, and is not for each query anew
        parser = MultifieldParser(["title", "body"], self.index.schema, group=OrGroup)
        query = parser.parse(" AND ".join(words) if kind.startswith("all") else typed(kind, words))
        found = self.searcher.search(query, limit=10)
        return len(found), [(hit["title"], hit.highlights("body")) for hit in found]

    def close(self) -> None:
        """Do nothing: all is done."""


ENGINES = {"nutgraf": Nutgraf, "tantivy": Tantivy, "fts5": Fts5, "whoosh": StockWhoosh}
