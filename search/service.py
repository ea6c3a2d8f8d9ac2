"""The spine of search: a query and its options -> Results.

    search(archive, '"storm corps" drones', size=10)
      parse -> subject -> plan -> evaluate -> choose -> show, and beside it: facets, and the doctor's advice

Each stage is a module of this room; `search.matched` takes them from plan to show.
"""

import time
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol
from urllib.parse import urlencode

from index.segment import Snapshot
from search.describe import describe
from search.doctor import FEW, Asked, blame, blame_filters
from search.evaluate import Evaluation
from search.facets import facets as count_facets
from search.filters import NO_FILTERS, Filters
from search.matched import Matched, count_articles
from search.misquoted import misquotes, requoted
from search.options import DEFAULTS, check_options, question
from search.paging import MAX_DEPTH, Seen, keys_of, make_cursor
from search.parse import parse
from search.plan import plan
from search.query import Node
from search.results import ArticleView, QueryInfo, Results
from search.show import article_view
from search.spelling import did_you_mean
from search.subject import subject
from search.values import unknown_values


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
    fold: bool = True,
) -> Results:
    """Return the articles, or paragraphs, that answer a query best.

    `from_` and `to` are dates as in ``date:``; of several sources (authors, sections, languages) one is enough.
    `size` is 1 to 100 hits, `paragraphs` 0 to 20 shown for each. With `fold`, where articles come by relevance,
    near-duplicates of a better hit are shown with it (`Hit.also`) and are no hits of their own; totals and facets count
    them all the same. With the `cursor` of an answer's `next`, the hits are the best of what no page before has shown,
    however the archive has changed: see `search.paging`. Raises QueryError for a query that cannot be read and
    OptionError for an option that cannot be granted.
    """
    started = time.perf_counter()
    asked = {
        "view": view, "sort": sort, "from": from_, "to": to, "source": source, "author": author, "section": section,
        "language": language, "size": size, "facets": facets, "paragraphs": paragraphs, "explain": explain,
        "fold": fold,
    }  # fmt: skip
    options = check_options(asked, text, cursor)
    matched = Matched(archive.snapshot(), parse(text), options)
    chosen = matched.chosen(options.size + 1)
    hits = matched.shown(chosen[: options.size], text)
    more = len(chosen) > options.size
    found = zip(matched.snapshot.segments, matched.scored, strict=True)
    return Results(
        query=_query_info(text, matched),
        articles=matched.articles,
        paragraphs=matched.paragraphs,
        hits=hits,
        facets=count_facets([(segment, part.docs) for segment, part in found]) if facets else None,
        next=_address(text, asked, options.seen | keys_of(hits, options.view)) if more else None,
        took_ms=round((time.perf_counter() - started) * 1000, 3),
        generation=matched.snapshot.generation,
    )


def _query_info(text: str, matched: Matched) -> QueryInfo:
    """Return how the query was understood, and for one that finds little, or has words that nothing has, advice."""
    notes, tree, found, filters = matched.notes, matched.tree, matched.articles, matched.options.filters

    found_leaves = matched.evaluation.found_leaves

    @cache
    def count(node: Node, allowed: Filters = NO_FILTERS) -> int:
        return count_articles(matched.snapshot, node, allowed, found_leaves.known)

    if found < FEW and filters != NO_FILTERS:
        notes += unknown_values(matched.snapshot, filters)
        notes += blame_filters(filters, found, lambda allowed: count(tree, allowed))
        found = count(tree)
    nowhere = found_leaves.nowhere(matched.evaluation.leaves)
    if found >= FEW and not nowhere:
        return QueryInfo(text, describe(tree), None, tuple(notes))
    wrong, costly = misquotes(tree, nowhere, count), found_leaves.narrowed()
    meant = did_you_mean(matched.snapshot, text, tree, count, found=found) or requoted(text, tree, wrong)
    return QueryInfo(text, describe(tree), meant, (*notes, *blame(tree, found, Asked(count, wrong, costly), nowhere)))


def _address(text: str, asked: dict[str, Any], seen: Seen) -> str | None:
    """Return the address of the JSON endpoint that gives the page after those that have shown `seen`."""
    if len(seen) >= MAX_DEPTH:
        return None
    given = {name: value for name, value in asked.items() if value != DEFAULTS[name] and (value or DEFAULTS[name])}
    given = {name: int(value) if isinstance(value, bool) else value for name, value in given.items()}
    cursor = make_cursor(seen, question(text, asked))
    return f"/api/search?{urlencode({'q': text, **given}, doseq=True)}&cursor={cursor}"


def read_article(archive: Searchable, article_id: str, text: str = "") -> ArticleView | None:
    """Return an article with the matches of a query marked, None where the archive does not have it."""
    snapshot = archive.snapshot()
    where = snapshot.find(article_id)
    if where is None:
        return None
    evaluation = Evaluation(snapshot, plan(subject(parse(text))[0])[0])
    return article_view(evaluation, snapshot.segments.index(where[0]), where[1])
