"""The Whoosh schema of an archive: what Whoosh's own searcher finds in it, each field with its reason.

    Term("text", "soldier")  Phrase("exact", ["the", "storm"])  NumericRange("published", 20083, 20084)  ...

Articles do not go in through these fields (see `index.invert`); they say how what lies in the arrays looks to Whoosh,
and `index.codec` reads it so. The analyzers here are the one analyzer of `index.analysis` in Whoosh's clothes: a value
may hold several blocks, parted by `BLOCK_SEPARATOR`, and the gap between them is that of `index.segment`.
"""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Token
from whoosh.analysis.acore import Composable
from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema

from index.analysis import Analyzer as Reference
from index.segment import POSITION_GAP

BLOCK_SEPARATOR = "\x1e"
"""Parts the blocks of a value: ASCII's "record separator", which stands in no word."""

STORED_NAMES = ("id", "url", "title", "published", "modified", "author", "source", "section", "lang", "paragraphs")
"""What Whoosh's stored fields give of an article."""


class Words(Composable):
    """The analyzer for Whoosh: every word with its own position, as exact form or as stem."""

    def __init__(self, *, stemmed: bool) -> None:
        self.stemmed = stemmed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and other.stemmed == self.stemmed

    def __hash__(self) -> int:
        return hash(self.stemmed)

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Yield one token a word; always the same object, as Whoosh wants it."""
        token = Token(**{"positions": True, **options})
        token.boost, token.stopped = 1.0, False
        position, analyzer = options.get("start_pos", 0), Reference()
        for block in value.split(BLOCK_SEPARATOR):
            for terms in analyzer.analyze(block):
                token.text = token.original = terms.stem if self.stemmed else terms.exact
                token.pos = position
                position += 1
                yield token
            position += POSITION_GAP


def schema() -> Schema:
    """Return the schema; the same in every archive."""
    exact = Words(stemmed=False)
    return Schema(
        id=ID(unique=True, stored=True),  # finds one article
        text=TEXT(analyzer=Words(stemmed=True)),  # headline, standfirst and paragraphs: plain words find by stem
        exact=TEXT(analyzer=exact),  # the same words as written: quoted phrases, =word, prefixes, wildcards, typos
        author=TEXT(analyzer=exact, stored=True),  # names are matched word by word, never stemmed; so are ...
        source=TEXT(analyzer=exact, stored=True),  # ... publishers
        section=TEXT(analyzer=exact, stored=True),  # ... sections
        url=TEXT(analyzer=exact, stored=True),  # ... words of an address: a host, a slug
        lang=TEXT(analyzer=exact, stored=True),  # a language code
        residue=TEXT(analyzer=exact),  # what cleaning cut: to find an article by what is no longer in it
        published=NUMERIC(int, shift_step=0, sortable=True, stored=True),  # days since 1970: a column, and ranges
        modified=STORED,
        title=STORED,  # searched in `text`
        paragraphs=STORED,  # likewise
    )
