"""Every hit of a search, however many: for an export, where pages would end at `options.MAX_DEPTH`.

    search_whole(archive, "drones", sort="newest")   ->   (Hit, ... 100 of them), (Hit, ...), ...

The query is answered once, so all parts are of one state of the archive. Only what is shown is made part by part.
"""

from collections.abc import Iterator
from typing import Any

from search.choose import by_date, by_relevance
from search.evaluate import Evaluation, Scored
from search.flat import choose_paragraphs
from search.options import DEFAULTS, Options, check_options
from search.parse import parse
from search.plan import plan
from search.results import Hit
from search.service import Searchable
from search.show import show_articles, show_paragraphs

PART = 100
"""Hits in a part."""

_NOTHING = dict.fromkeys(("to", "source", "author", "section", "language", "facets", "explain"), ())


def search_whole(
    archive: Searchable, text: str, *, from_: str | None = None, **asked: Any
) -> Iterator[tuple[Hit, ...]]:
    """Return the hits of a search, all of them, in parts.

    Takes the options of `search.search`, of which `size`, `cursor` and `facets` change nothing, and raises the same
    errors before it returns.
    """
    options = check_options({**_NOTHING, **DEFAULTS, **asked, "from": from_}, None)
    snapshot = archive.snapshot()
    evaluation = Evaluation(snapshot, plan(parse(text))[0])
    scored = [evaluation.scored(i, options.filters.allowed(s)) for i, s in enumerate(snapshot.segments)]
    return _parts(evaluation, scored, text, options)


def _parts(evaluation: Evaluation, scored: list[Scored], text: str, options: Options) -> Iterator[tuple[Hit, ...]]:
    """Yield the hits, part by part."""
    if options.view == "paragraphs":
        flat = choose_paragraphs(
            evaluation, scored, sum(len(s.block_starts) for s in evaluation.segments), options.sort
        )[0]
        for start in range(0, len(flat), PART):
            yield show_paragraphs(evaluation, flat[start : start + PART], text, explain=options.explain)
        return
    articles = sum(len(part.docs) for part in scored)
    if options.sort == "relevance":
        chosen = by_relevance(evaluation, scored, articles)
    else:
        chosen = by_date(evaluation, scored, articles, newest=options.sort == "newest")
    for start in range(0, len(chosen), PART):
        some = chosen[start : start + PART]
        yield show_articles(evaluation, some, text, paragraphs=options.paragraphs, explain=options.explain)
