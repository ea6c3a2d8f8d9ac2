"""The spine of ingest: what a person offers -> pages -> articles -> arrays of some hundred articles each.

    for chunk in chunks(["news/", {"title": ..., "body": ...}]):  chunk.segment, chunk.lines, chunk.skipped ...

Cleaning and inverting are the work, and chunks do not depend on each other: where there is more than one chunk, worker
processes share them (`index.workers`). Chunks come back in order and are the same however many workers there are; what
is known of lines that recur passes from chunk to chunk with a fixed delay (`index.lessons`). Articles that come as such
pass as they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice

from index.article import Article, RawPage, Skipped
from index.attributes import days
from index.clean import clean_page
from index.invert import invert
from index.lessons import LAG, Lessons, unburdened
from index.lexicon import Lexicon
from index.lines import Lines, lines_of
from index.reader import ArraySegment
from index.recurring import Recurring
from index.sources import pages
from index.sources.items import Item
from index.store import NoShelf, pack, unpack
from index.strings import Arrays
from index.workers import Workers

Found = RawPage | Article | Skipped
Result = tuple[Arrays, Lines, tuple[Skipped, ...], int]

CHUNK_PAGES = 1000
"""Pages in a chunk: enough for arrays to pay, few enough that a chunk takes well under a second."""

CHUNK_BYTES = 1 << 23
"""A chunk ends earlier when its pages are this long together: bounds memory whatever comes in."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some pages, inverted."""

    segment: ArraySegment
    lines: Lines
    skipped: tuple[Skipped, ...]
    pages: int


def chunks(items: Iterable[Item], *, keep_residue: bool = False, lessons: Lessons | None = None) -> Iterator[Chunk]:
    """Yield what `items` hold, inverted, with stored articles that are not compressed yet.

    Who takes a chunk adds what it teaches to `lessons`; without these, lines are neither counted nor removed.
    """
    groups = _grouped(pages(items))
    first = list(islice(groups, 2))
    if len(first) < 2:
        yield from (_chunk(inverted(group, keep_residue, lessons.now() if lessons else None)) for group in first)
        return
    with Workers("index.build", "inverted", most=LAG) as workers:
        tasks = ((group, keep_residue, lessons.now() if lessons else None) for group in chain(first, groups))
        yield from map(_chunk, workers.map(tasks))


def _grouped(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Yield pages in groups that are neither too many nor too long."""
    group: list[Found] = []
    size = 0
    for page in found:
        group.append(page)
        size += len(page.content) if isinstance(page, RawPage) else 0
        if len(group) == CHUNK_PAGES or size >= CHUNK_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def articles_of(found: Iterable[Found], *, keep_residue: bool = False) -> tuple[list[Article], list[Skipped]]:
    """Return the articles of some pages, cleaned, and what could not be read."""
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for page in found:
        try:
            result = clean_page(page, keep_residue=keep_residue) if isinstance(page, RawPage) else page
            if isinstance(result, Article):
                _prove(result, ours=isinstance(page, RawPage))
        except Exception as error:  # noqa: BLE001  # a page that breaks cleaning is the page's fault: the rest goes in
            origin = page.origin if isinstance(page, RawPage | Skipped) else f"article {page.id!r}"
            result = Skipped(origin, f"cannot be made an article: {str(error) or type(error).__name__}")
        if isinstance(result, Article):
            articles.append(result)
        else:
            skipped.append(result)
    return articles, skipped


def _prove(article: Article, *, ours: bool) -> None:
    """Raise where an article cannot be indexed or stored, before it is among others; `ours` has the right types."""
    if not article.id:
        raise ValueError("it has no id")
    days(article.published)
    try:
        packed = pack(article)
    except UnicodeEncodeError:
        raise ValueError("its text is not Unicode") from None
    if not ours:
        unpack(packed)


@cache
def _lexicon() -> Lexicon:
    """Return this process's lexicon."""
    return Lexicon()


def inverted(found: list[Found], keep_residue: bool, known: Recurring | None) -> Result:
    """Return a chunk as it passes between processes."""
    articles, skipped = articles_of(found, keep_residue=keep_residue)
    as_they_are = {page.id for page in found if isinstance(page, Article)}
    lines = lines_of(None if known is None or article.id in as_they_are else article for article in articles)
    if known:
        articles = unburdened(articles, lines, known)
    _lexicon().trim()
    segment = invert(articles, lexicon=_lexicon(), shelf=NoShelf())
    return segment.arrays, lines, tuple(skipped), len(found)


def _chunk(result: Result) -> Chunk:
    arrays, lines, skipped, count = result
    return Chunk(ArraySegment(arrays, NoShelf()), lines, skipped, count)
