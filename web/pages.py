"""The pages for people: the box, the results, one article to read.

    GET /search?q=drones          ->   templates/search.html
    GET /articles/<id>?q=drones   ->   templates/article.html, matches marked

Everything works without JavaScript, and everything that can be chosen stands in the address.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from msgspec.structs import replace
from werkzeug.exceptions import NotFound

from search import ArticleView, QueryError, Results, plain_words, read_article, search, similar
from web import filters, histogram, reading, welcome
from web.cite import cite
from web.links import Around, article_url
from web.parameters import ReadRequest, SearchRequest, read_known
from web.state import archive

SHOWN_PARAGRAPHS = 3
"""Paragraphs of a hit that are shown at once."""

FETCHED_PARAGRAPHS = 8
"""Paragraphs of a hit that the page holds; those past SHOWN_PARAGRAPHS are folded in, the rest is in the article."""

RELATED = 4
"""Articles that are offered below one that is read."""

NOTHING = SearchRequest()
"""What is asked where nothing is asked yet."""

blueprint = Blueprint("pages", __name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Results, or, for a query that cannot be read, what is wrong with it and the results for its plain words."""

    results: Results
    error: QueryError | None = None


@blueprint.get("/")
def home() -> str:
    """Show the box, and what the archive holds."""
    return render_template("home.html", asked=NOTHING, around=Around(NOTHING), welcome=welcome.of(archive()))


@blueprint.get("/search")
def results() -> tuple[str, int]:
    """Show what a question finds."""
    asked = read_known(SearchRequest, request.args)
    answer = ask(replace(asked, facets=True, paragraphs=FETCHED_PARAGRAPHS))
    page = render_template(
        "search.html",
        asked=asked,
        around=Around(asked),
        results=answer.results,
        error=answer.error,
        chosen=filters.chosen(asked),
        groups=filters.groups(asked, answer.results.facets),
        days=(filters.first_day(asked), filters.last_day(asked)),
        timeline=histogram.draw(asked, answer.results.facets),
        cursor=answer.results.cursor,
        shown=SHOWN_PARAGRAPHS,
        welcome=None if answer.results.hits else welcome.of(archive()),
    )
    return page, 400 if answer.error else 200


@blueprint.get("/articles/<any_id:article_id>")
def article(article_id: str) -> str:
    """Show one article to read."""
    asked = read_known(ReadRequest, request.args)
    view = read_marked(article_id, asked.q)
    if view is None:
        raise NotFound("This article is not in the archive. It may have been removed.")
    address = request.url_root.rstrip("/") + article_url(article_id)
    return render_template(
        "article.html",
        asked=SearchRequest(q=asked.q),
        view=view,
        article=view.article,
        ticks=reading.ticks(view),
        address=address,
        citation=cite(view.article, address),
        related=similar(archive(), article_id, RELATED) or (),
    )


def ask(asked: SearchRequest) -> Outcome:
    """Return the answer to `asked`."""
    try:
        return Outcome(search(archive(), asked.q, **asked.options()))
    except QueryError as error:
        return Outcome(search(archive(), plain_words(asked.q), **asked.options()), error)


def read_marked(article_id: str, text: str) -> ArticleView | None:
    """Return an article with the matches of `text` marked, of its plain words if it cannot be read."""
    try:
        return read_article(archive(), article_id, text)
    except QueryError:
        return read_article(archive(), article_id, plain_words(text))
