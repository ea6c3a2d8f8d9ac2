"""What a search answers: the records that `web` and the command line may see, and their JSON form.

Results.to_dict()  ->  exactly what /api/search answers
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of a result should know: a word that was ignored, a pattern that was capped, a hint.

    `kind` is a stable word for programs (ignored, capped, blame, partial ...), `text` a sentence for people, `span`
    where in the query it belongs.
    """

    kind: str
    text: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class QueryInfo:
    """How the query was understood."""

    text: str
    read_as: str
    did_you_mean: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphHit:
    """One paragraph of a found article: its text as written, and as HTML with matches in <mark>."""

    number: int
    kind: str
    text: str
    html: str
    score: float
    link: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One found article with its best paragraphs (or, in the paragraphs view, one found paragraph)."""

    id: str
    url: str | None
    title: str
    title_html: str
    published: str | None
    authors: tuple[str, ...]
    source: str | None
    section: str | None
    score: float
    paragraphs: tuple[ParagraphHit, ...]
    more_paragraphs: int
    explanation: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many of the found articles have this value."""

    value: str
    articles: int


@dataclass(frozen=True, slots=True)
class Period:
    """How many of the found articles were published in this span of days, both ends included (ISO dates)."""

    first: str
    last: str
    articles: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts over all found articles, most frequent first; periods in order of time."""

    source: tuple[FacetValue, ...] = ()
    author: tuple[FacetValue, ...] = ()
    section: tuple[FacetValue, ...] = ()
    language: tuple[FacetValue, ...] = ()
    published: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one search."""

    query: QueryInfo
    articles: int
    paragraphs: int
    hits: tuple[Hit, ...]
    facets: Facets | None = None
    next_cursor: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    took_ms: float = 0.0
