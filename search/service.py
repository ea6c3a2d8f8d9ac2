"""The spine of search: a query and its options -> Results.

    search(archive, '"storm corps" drones', size=10)
      parse -> plan -> evaluate -> choose -> show, and beside it: facets, and the doctor's advice

Each stage is a module of this room; this one only names them in order.
"""

import time
from collections.abc import Sequence
from typing import Any, Protocol
from urllib.parse import urlencode

from index.segment import Snapshot
from search.choose import by_date, by_relevance
from search.describe import describe
from search.evaluate import Evaluation, Scored
from search.expand import notes_on
from search.facets import facets as count_facets
from search.flat import choose_paragraphs
from search.options import DEFAULTS, MAX_DEPTH, Options, check_options, make_cursor
from search.paragraphs import count_paragraphs
from search.parse import parse
from search.parse import plain_words as plain_tree
from search.plan import plan
from search.query import Word
from search.results import ArticleView, Hit, QueryInfo, Results
from search.show import article_view, show_articles, show_paragraphs


class Searchable(Protocol):
    """What is searched: an archive, that gives its newest state."""

    def snapshot(self) -> Snapshot:
        """Return the newest state."""


def search(  # noqa: PLR0913 - the options of the contract, one by one
    archive: Searchable,
    text: str,
    *,
    view: str = "articles",
    sort: str = "relevance",
    from_: str | None = None,
    to: str | None = None,
    source: str | Sequence[str] = (),
    author: str | Sequence[str] = (),
    section: str | Sequence[str] = (),
    language: str | Sequence[str] = (),
    size: int = 10,
    cursor: str | None = None,
    facets: bool = False,
    paragraphs: int = 3,
    explain: bool = False,
) -> Results:
    """Return the articles, or paragraphs, that answer a query best.

    `from_` and `to` are dates as in ``date:``; of several sources (authors, sections, languages) one is enough.
    `size` is 1 to 100 hits, `paragraphs` 0 to 20 shown for each. Raises QueryError for a query that cannot be read
    and OptionError for an option that cannot be granted.
    """
    started = time.perf_counter()
    asked = {
        "view": view, "sort": sort, "from": from_, "to": to, "source": source, "author": author, "section": section,
        "language": language, "size": size, "facets": facets, "paragraphs": paragraphs, "explain": explain,
    }  # fmt: skip
    options = check_options(asked, cursor)
    snapshot = archive.snapshot()
    tree = parse(text)
    group, notes = plan(tree)
    evaluation = Evaluation(snapshot, group)
    scored = [evaluation.scored(i, options.filters.allowed(s)) for i, s in enumerate(snapshot.segments)]
    articles = sum(len(part.docs) for part in scored)
    hits, matched = _hits(evaluation, scored, text, options)
    end = options.offset + options.size
    more = end < (articles if view == "articles" else matched) and end < MAX_DEPTH
    return Results(
        query=QueryInfo(text, describe(tree), None, (*notes, *notes_on(evaluation.leaves, snapshot.segments))),
        articles=articles,
        paragraphs=matched,
        hits=hits,
        facets=count_facets([(s, p.docs) for s, p in zip(snapshot.segments, scored, strict=True)]) if facets else None,
        next=_address(text, asked, end) if more else None,
        took_ms=round((time.perf_counter() - started) * 1000, 3),
        generation=snapshot.generation,
    )


def _hits(evaluation: Evaluation, scored: list[Scored], text: str, options: Options) -> tuple[tuple[Hit, ...], int]:
    """Return the page of hits, and how many paragraphs match in all."""
    page = slice(options.offset, options.offset + options.size)
    if options.view == "paragraphs":
        flat, matched = choose_paragraphs(evaluation, scored, page.stop, options.sort)
        return show_paragraphs(evaluation, flat[page], text, explain=options.explain), matched
    matched = sum(count_paragraphs(evaluation, i, part) for i, part in enumerate(scored))
    if options.sort == "relevance":
        chosen = by_relevance(evaluation, scored, page.stop)
    else:
        chosen = by_date(evaluation, scored, page.stop, newest=options.sort == "newest")
    return show_articles(
        evaluation, chosen[page], text, paragraphs=options.paragraphs, explain=options.explain
    ), matched


def _address(text: str, asked: dict[str, Any], offset: int) -> str:
    """Return the address of the JSON endpoint that gives the hits after `offset`."""
    given = {name: value for name, value in asked.items() if value and value != DEFAULTS.get(name)}
    given = {name: 1 if value is True else value for name, value in given.items()}
    return "/api/search?" + urlencode({"q": text, **given, "cursor": make_cursor(offset)}, doseq=True)


def read_article(archive: Searchable, article_id: str, text: str = "") -> ArticleView | None:
    """Return an article with the matches of a query marked, None where the archive does not have it."""
    snapshot = archive.snapshot()
    where = snapshot.find(article_id)
    if where is None:
        return None
    evaluation = Evaluation(snapshot, plan(parse(text))[0])
    return article_view(evaluation, snapshot.segments.index(where[0]), where[1])


def plain_words(text: str) -> str:
    """Return the words of a query that cannot be read, as a query that can."""
    tree = plain_tree(text)
    return " ".join(part.text.lower() for part in getattr(tree, "may", (tree,)) if isinstance(part, Word))
