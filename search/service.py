"""The spine of search: a query and its options -> Results.

    search(archive, '"storm corps" drones', size=10)
      understood -> Answer: evaluated, chosen, shown -> advice

Each stage is a module of this room. `search.understand` names those of reading a query (parse, filler, plan),
`search.answer` those of answering it (evaluate, count, choose, fold, show).
"""

import time
from collections.abc import Sequence
from typing import Any, Protocol
from urllib.parse import urlencode

from index.segment import Snapshot
from search.advice import advice
from search.answer import Answer
from search.evaluate import Evaluation
from search.options import DEFAULTS, check_options, question
from search.paging import MAX_PAGED_HITS, Seen, keys_of, make_cursor
from search.results import ArticleView, Results
from search.show import article_view
from search.understand import understood


class Searchable(Protocol):
    """What is searched: an archive, that gives its newest state."""

    def snapshot(self) -> Snapshot:
        """Return the newest state."""


def search(  # noqa: PLR0913 - the options of /api/search, one by one
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
    answer = Answer(archive.snapshot(), understood(text), options)
    chosen = answer.chosen(options.size + 1)
    hits = answer.shown(chosen[: options.size], text)
    more = len(chosen) > options.size
    following = _cursor(options.seen | keys_of(hits, options.view), question(text, asked)) if more else None
    return Results(
        query=advice(text, answer),
        articles=answer.articles,
        paragraphs=answer.paragraphs,
        hits=hits,
        facets=answer.facets if facets else None,
        cursor=following,
        next=_address(text, asked, following) if following else None,
        took_ms=round((time.perf_counter() - started) * 1000, 3),
        generation=answer.snapshot.generation,
    )


def _cursor(seen: Seen, asked: str) -> str | None:
    """Return the cursor of the page after those that have shown `seen`, None where no page is so deep."""
    return make_cursor(seen, asked) if len(seen) < MAX_PAGED_HITS else None


def _address(text: str, asked: dict[str, Any], cursor: str) -> str:
    """Return the address of a page at the JSON endpoint."""
    given = {name: value for name, value in asked.items() if value != DEFAULTS[name] and (value or DEFAULTS[name])}
    given = {name: int(value) if isinstance(value, bool) else value for name, value in given.items()}
    return f"/api/search?{urlencode({'q': text, **given}, doseq=True)}&cursor={cursor}"


def read_article(archive: Searchable, article_id: str, text: str = "") -> ArticleView | None:
    """Return an article with the matches of a query marked, None where the archive does not have it."""
    snapshot = archive.snapshot()
    where = snapshot.find(article_id)
    if where is None:
        return None
    evaluation = Evaluation(snapshot, understood(text).plan)
    return article_view(evaluation, snapshot.segments.index(where[0]), where[1])
