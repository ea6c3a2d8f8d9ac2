"""What need not be sent again: an answer changes only when the archive, its configuration or this program does.

    If-None-Match: W/"<program and configuration>-<generation>"   ->   304, before anything is searched

The tag is weak, since `took_ms` differs from answer to answer and a compressed one has other bytes.
"""

from hashlib import blake2b
from pathlib import Path

from flask import Flask, Response, current_app, request

from web.state import archive, config_of

PACKAGE = Path(__file__).parent

CHECK_EACH_TIME = "no-cache"
"""Browsers may keep an answer, and ask each time whether it still holds."""

SAME_WHILE_ARCHIVE_IS = {
    "pages.home", "pages.results", "pages.article", "api.search_json", "api.article_json", "api.similar_json",
    "api.suggest_json", "feeds.atom", "feeds.json_feed", "openapi.openapi_json", "openapi.documentation",
    "discovery.opensearch",
}  # fmt: skip
"""The endpoints whose answer depends on nothing but the address and the archive."""


def install(app: Flask) -> None:
    """Tag the answers of `app`, and answer 304 to those who have them."""
    app.extensions["nutgraf-edition"] = _edition(app)
    app.before_request(_unchanged)
    app.after_request(_tag)


def _unchanged() -> Response | None:
    """Return 304 if the client holds the answer that it would get."""
    if "HTTP_IF_NONE_MATCH" in request.environ and request.endpoint in SAME_WHILE_ARCHIVE_IS:
        tag = _current_tag()
        if request.if_none_match.contains_weak(tag):
            return Response(status=304)
    return None


def _tag(response: Response) -> Response:
    """Put the tag on an answer."""
    if request.endpoint in SAME_WHILE_ARCHIVE_IS and response.status_code in {200, 304}:
        response.set_etag(_current_tag(), weak=True)
        response.headers["Cache-Control"] = CHECK_EACH_TIME
    return response


def _current_tag() -> str:
    """Return the tag of every answer that can be had now."""
    return f"{current_app.extensions['nutgraf-edition']}-{archive().snapshot().generation}"


def _edition(app: Flask) -> str:
    """Return a name for this program with this configuration: the same in every process that serves it."""
    digest = blake2b(repr(config_of(app)).encode(), digest_size=6)
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".html", ".xml", ".css", ".js"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()
