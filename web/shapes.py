"""The JSON answers, field by field, for the description at /api/openapi.json.

    SearchAnswer   ->   {"query": {...}, "total": {...}, "hits": [...], ...}

Nothing is made from these records: `search.Results.to_dict` and `web.api` make the answers. They say what programs may
rely on, and the tests hold every answer against them.
"""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from search.results import NoteKind

Span = Annotated[list[int], Meta(min_length=2, max_length=2, description="[start, end) in characters of the query.")]
Kind = Literal["text", "heading", "quote", "list", "caption", "table"]


class Note(Struct, forbid_unknown_fields=True):
    """Something the reader should know: a word that was ignored, a pattern that was capped, what is to blame."""

    kind: NoteKind
    text: str
    span: Span | None


class Query(Struct, forbid_unknown_fields=True):
    """How the question was understood."""

    text: str
    read_as: Annotated[str, Meta(description="The query in plain words.")]
    did_you_mean: str | None
    notes: list[Note]


class Total(Struct, forbid_unknown_fields=True):
    """How much was found, copies that are shown with a hit included."""

    articles: int
    paragraphs: int


class FoundParagraph(Struct, forbid_unknown_fields=True):
    """One paragraph of a found article."""

    number: Annotated[int, Meta(ge=1, description="Counts from 1 in the cleaned article.")]
    kind: Kind
    text: str
    html: Annotated[str, Meta(description="The same text, escaped, matches in <mark>.")]
    score: float
    link: Annotated[str, Meta(description="Where a person reads it.")]
    more_before: Annotated[bool, Meta(description="The paragraph goes on before this text.")]
    more_after: Annotated[bool, Meta(description="The paragraph goes on after this text.")]


class Copy(Struct, forbid_unknown_fields=True):
    """A found article that is a near-duplicate of a hit: the same story in another outlet, or another version of it."""

    id: str
    title: str
    source: str | None
    url: str | None
    published: str | None


class FoundArticle(Struct, forbid_unknown_fields=True):
    """One hit: an article with its best paragraphs, or, in the paragraphs view, with the one that was found."""

    id: str
    url: str | None
    title: str
    title_html: Annotated[str, Meta(description="The headline, escaped, matches in <mark>.")]
    published: str | None
    authors: list[str]
    source: str | None
    section: str | None
    language: str | None
    score: float
    paragraphs: list[FoundParagraph]
    more_paragraphs: int
    also: Annotated[list[Copy], Meta(description="Copies of it that were found too, and are no hits of their own.")]
    explanation: dict[str, Any] | UnsetType = UNSET


class FacetValue(Struct, forbid_unknown_fields=True):
    """How many of the found articles have this value."""

    value: str
    articles: int


class Period(Struct, forbid_unknown_fields=True):
    """How many of the found articles were published on these days, both included."""

    first: str = field(name="from")
    to: str
    articles: int


class Facets(Struct, forbid_unknown_fields=True):
    """Counts over all found articles; of more than fifty values the most frequent."""

    source: list[FacetValue]
    author: list[FacetValue]
    section: list[FacetValue]
    language: list[FacetValue]
    published: list[Period]


class SearchAnswer(Struct, forbid_unknown_fields=True):
    """The answer to a search."""

    query: Query
    total: Total
    hits: list[FoundArticle]
    next: Annotated[str | None, Meta(description="Address of what comes after these hits.")]
    took_ms: float
    facets: Facets | UnsetType = UNSET


class Paragraph(Struct, forbid_unknown_fields=True):
    """One paragraph of an article."""

    number: int
    kind: Kind
    text: str


class Removed(Struct, forbid_unknown_fields=True):
    """The receipt for a piece that cleaning cut."""

    rule: str
    text: str
    after: Annotated[int, Meta(description="After which paragraph it stood; 0 is before the first.")]


class ArticleAnswer(Struct, forbid_unknown_fields=True):
    """One article, cleaned."""

    id: str
    url: str | None
    title: str
    standfirst: str | None
    published: str | None
    modified: str | None
    authors: list[str]
    source: str | None
    section: str | None
    language: str | None
    paragraphs: list[Paragraph]
    removed: list[Removed] | UnsetType = UNSET


class SimilarAnswer(Struct, forbid_unknown_fields=True):
    """Articles like one, the most alike first; its own copies are not among them."""

    id: Annotated[str, Meta(description="The article that was asked about.")]
    hits: list[FoundArticle]


class SuggestAnswer(Struct, forbid_unknown_fields=True):
    """Completions of what was typed, the best first."""

    query: str
    completions: list[str]


class HealthAnswer(Struct, forbid_unknown_fields=True):
    """The archive can be searched."""

    status: Literal["ok"]
    articles: int
    generation: int


Text = str | None


class ArticleBody(Struct):
    """An article to add. It needs `body` or `html`; all else may be left out or null."""

    body: Annotated[Text, Meta(description="The text; blank lines part paragraphs.")] = None
    html: Annotated[Text, Meta(description="The page as it was scraped, instead of `body`.")] = None
    title: Text = None
    id: Annotated[Text, Meta(description="Without it one is made of the address or the content.")] = None
    url: Text = None
    published: Annotated[Text, Meta(description="A date or moment, as ISO 8601 writes it.")] = None
    modified: Text = None
    authors: list[str] | str | None = None
    source: Text = None
    section: Text = None
    language: Text = None
    standfirst: Text = None


class Skipped(Struct, forbid_unknown_fields=True):
    """Something that was no article: where it stood, and why."""

    origin: str
    reason: str


class ReportAnswer(Struct, forbid_unknown_fields=True):
    """What was written. `durable`: it is on disk for good."""

    added: int
    updated: int
    unchanged: int
    skipped: list[Skipped]
    articles: Annotated[int, Meta(description="How many the archive has now.")]
    durable: bool


class RemovedAnswer(Struct, forbid_unknown_fields=True):
    """What was taken out. `durable`: it is not found again; its bytes leave the disk when its segment is merged."""

    removed: int
    durable: bool


class ProblemAnswer(Struct):
    """Why there is no answer (RFC 9457). A query that cannot be read also has `source` and `span`."""

    type: str
    title: str
    status: int
    detail: str
    source: str | UnsetType = UNSET
    span: Span | UnsetType = UNSET
    parameter: Annotated[str, Meta(description="The parameter that cannot be used.")] | UnsetType = UNSET
