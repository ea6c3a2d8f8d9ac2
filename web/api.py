"""The endpoint for programs: JSON in the shapes that /api/openapi.json describes.

GET /api/search?q=drones&size=2   ->   {"query": {...}, "total": {...}, "hits": [...], ...}
"""

from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from index.article import Article
from search import search, similar, suggest
from web.parameters import ArticleRequest, NoParameters, SearchRequest, SimilarRequest, SuggestRequest, read
from web.replies import json_response
from web.state import archive

blueprint = Blueprint("api", __name__)


@blueprint.get("/api/search")
def search_json() -> Response:
    """Answer a question."""
    asked = read(SearchRequest, request.args)
    return json_response(search(archive(), asked.q, **asked.options()).to_dict())


@blueprint.get("/api/articles/<any_id:article_id>")
def article_json(article_id: str) -> Response:
    """Answer with one article."""
    asked = read(ArticleRequest, request.args)
    article = archive().get(article_id)
    if article is None:
        raise NotFound
    return json_response(article_members(article, removed=asked.removed))


@blueprint.get("/api/articles/<any_id:article_id>/similar")
def similar_json(article_id: str) -> Response:
    """Answer with articles like one; an id that ends like this address has its article all the same."""
    if archive().snapshot().find(f"{article_id}/similar"):
        return article_json(f"{article_id}/similar")
    asked = read(SimilarRequest, request.args)
    hits = similar(archive(), article_id, asked.size)
    if hits is None:
        raise NotFound
    return json_response({"id": article_id, "hits": [hit.to_dict() for hit in hits]})


@blueprint.get("/api/suggest")
def suggest_json() -> Response:
    """Answer with completions of what was typed."""
    asked = read(SuggestRequest, request.args)
    return json_response({"query": asked.q, "completions": list(suggest(archive(), asked.q, asked.size))})


@blueprint.get("/healthz")
def health() -> Response:
    """Answer 200 when the archive can be searched; ArchiveError becomes 503."""
    read(NoParameters, request.args)
    snapshot = archive().snapshot()
    return json_response({"status": "ok", "articles": snapshot.articles, "generation": snapshot.generation})


@blueprint.get("/readyz")
def ready() -> Response:
    """Answer 200 when a search has just been answered."""
    read(NoParameters, request.args)
    found = search(archive(), "", size=1)
    return json_response({"status": "ok", "articles": found.articles, "generation": found.generation})


def article_members(article: Article, *, removed: bool = False) -> dict[str, Any]:
    """Return `article` as /api/articles/<id> has it, with the receipts for what was cut if `removed`."""
    members: dict[str, Any] = {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "standfirst": article.standfirst,
        "published": article.published,
        "modified": article.modified,
        "authors": article.authors,
        "source": article.source,
        "section": article.section,
        "language": article.language,
        "paragraphs": [{"number": part.number, "kind": part.kind, "text": part.text} for part in article.paragraphs],
    }
    if removed:
        members["removed"] = [{"rule": cut.rule, "text": cut.text, "after": cut.after} for cut in article.removed]
    return members
