"""What a search answers: the records that `web` and the command line may see, and their JSON form.

Results.to_dict()  ->  exactly what /api/search answers

They are `msgspec` structs, made in a tenth of the time of frozen dataclasses: a page of hits has forty of them.
"""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct, to_builtins
from msgspec.structs import asdict

from index.article import Article

NoteKind = Literal["ignored", "capped", "alone", "blame"]
"""A part of the query that says nothing and was left out; one that stands for more than was looked for; how much a part
finds alone; or why little is found."""


class Note(Struct, frozen=True):
    """Something the reader of a result should know: a word that was ignored, a pattern that was capped, a hint.

    `kind` is for programs, `text` a sentence for people, `span` where in the query it belongs, if to a part of it.
    """

    kind: NoteKind
    text: str
    span: tuple[int, int] | None = None


class QueryInfo(Struct, frozen=True):
    """How the query was understood."""

    text: str
    read_as: str
    did_you_mean: str | None = None
    notes: tuple[Note, ...] = ()


class ParagraphHit(Struct, frozen=True, gc=False):
    """One paragraph of a found article: its text as written, and as HTML with matches in <mark>.

    Of a long paragraph only the sentences around the best matches are given; `more_before` and `more_after` say where.
    """

    number: int
    kind: str
    text: str
    html: str
    score: float
    link: str
    more_before: bool = False
    more_after: bool = False


class Also(Struct, frozen=True, gc=False):
    """A found article that is a copy of a hit, in another outlet or another version: shown with it, not by itself."""

    id: str
    title: str
    source: str | None
    url: str | None
    published: str | None

    def to_dict(self) -> dict[str, str | None]:
        """Return it as /api/search has it."""
        return {**asdict(self), "published": self.published and self.published[:10]}


class Hit(Struct, frozen=True):
    """One found article with its best paragraphs (or, in the paragraphs view, one found paragraph).

    `also` are the other found articles that are copies of it, oldest first.
    """

    id: str
    url: str | None
    title: str
    title_html: str
    published: str | None
    authors: tuple[str, ...]
    source: str | None
    section: str | None
    language: str | None
    score: float
    paragraphs: tuple[ParagraphHit, ...]
    more_paragraphs: int
    also: tuple[Also, ...] = ()
    explanation: Mapping[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the hit as /api/search has it."""
        answer: dict[str, Any] = to_builtins(self)
        answer["published"] = self.published and self.published[:10]
        answer["authors"] = list(self.authors)
        answer["paragraphs"] = list(answer["paragraphs"])
        answer["also"] = [copy.to_dict() for copy in self.also]
        if self.explanation is None:
            del answer["explanation"]
        return answer


class FacetValue(Struct, frozen=True, gc=False):
    """How many of the found articles have this value."""

    value: str
    articles: int


class Period(Struct, frozen=True, gc=False):
    """How many of the found articles were published in this span of days, both ends included (ISO dates)."""

    first: str
    last: str
    articles: int


class Facets(Struct, frozen=True):
    """Counts over all found articles, most frequent first; periods in order of time."""

    source: tuple[FacetValue, ...] = ()
    author: tuple[FacetValue, ...] = ()
    section: tuple[FacetValue, ...] = ()
    language: tuple[FacetValue, ...] = ()
    published: tuple[Period, ...] = ()


class Results(Struct, frozen=True):
    """The answer to one search: `cursor` asks for the next page, `next` is its address; both are None on the last.

    `articles` and `paragraphs` count all that was found, copies that are folded into a hit included.
    """

    query: QueryInfo
    articles: int
    paragraphs: int
    hits: tuple[Hit, ...]
    facets: Facets | None = None
    cursor: str | None = None
    next: str | None = None
    took_ms: float = 0.0
    generation: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return exactly what /api/search answers."""
        answer: dict[str, Any] = {
            "query": _query(self.query),
            "total": {"articles": self.articles, "paragraphs": self.paragraphs},
            "hits": [hit.to_dict() for hit in self.hits],
        }
        if self.facets is not None:
            answer["facets"] = _facets(self.facets)
        return answer | {"next": self.next, "took_ms": self.took_ms}


class MarkedParagraph(Struct, frozen=True, gc=False):
    """One paragraph of an article that is read, with matches in <mark>."""

    number: int
    kind: str
    html: str


class ArticleView(Struct, frozen=True):
    """An article to read, with the matches of a query marked in all of it."""

    article: Article
    title_html: str
    standfirst_html: str | None
    paragraphs: tuple[MarkedParagraph, ...]
    matches: int


def _query(info: QueryInfo) -> dict[str, Any]:
    notes = [{"kind": n.kind, "text": n.text, "span": None if n.span is None else list(n.span)} for n in info.notes]
    return {"text": info.text, "read_as": info.read_as, "did_you_mean": info.did_you_mean, "notes": notes}


def _facets(facets: Facets) -> dict[str, Any]:
    answer: dict[str, Any] = {
        name: [{"value": f.value, "articles": f.articles} for f in getattr(facets, name)]
        for name in ("source", "author", "section", "language")
    }
    answer["published"] = [{"from": p.first, "to": p.last, "articles": p.articles} for p in facets.published]
    return answer
