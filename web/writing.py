"""Articles in and out over HTTP, for archives whose configuration has a key with the scope "write".

    PUT /api/articles/17        {"title": "...", "body": "..."}      ->   {"added": 1, ..., "durable": true}
    POST /api/articles          one article, or JSON Lines of any length, read as they come
    DELETE /api/articles/17                                          ->   {"removed": 1, "durable": true}

The answer comes after the commit: what it counts is on disk for good.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import orjson
from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, Forbidden, NotFound, RequestEntityTooLarge, UnsupportedMediaType

from index import AddReport
from index.article import RawPage, Skipped
from index.sources.records import page_of
from web.keys import require
from web.parameters import NoParameters, read
from web.replies import json_response
from web.shapes import ArticleBody
from web.state import archive, config

LONGEST_LINE = 16 << 20
"""Bytes of one article at most."""

LONGEST_STREAM = 4 << 30
"""Bytes of one request of JSON Lines at most: a bound against mistakes, since it is never held as a whole."""

LINES = {"application/jsonl", "application/x-ndjson", "application/x-jsonlines", "application/jsonlines"}

blueprint = Blueprint("writing", __name__)


@blueprint.before_request
def allow() -> None:
    """Let only those in who may write."""
    read(NoParameters, request.args)
    if not any("write" in key.scopes for key in config().keys):
        raise Forbidden("Articles cannot be changed over HTTP here: no key with the scope 'write' is configured.")
    require("write")


@blueprint.put("/api/articles/<any_id:article_id>")
def put_article(article_id: str) -> Response:
    """Add or replace one article under the id of the address."""
    record = _record(_body())
    if not article_id or article_id != article_id.strip():
        raise BadRequest(f"An id is no space, and has none around it, as {article_id!r} has.")
    if (record.get("id") or article_id) != article_id:
        raise BadRequest(f"The address is of {article_id!r}, the article says {record['id']!r}.")
    page = _only_page({**record, "id": article_id})
    report = archive().add([page])
    return _answer(report, 201 if report.added else 200)


@blueprint.delete("/api/articles/<any_id:article_id>")
def delete_article(article_id: str) -> Response:
    """Take one article out."""
    if not archive().remove([article_id]):
        raise NotFound("This article is not in the archive.")
    return json_response({"removed": 1, "durable": True})


@blueprint.post("/api/articles")
def post_articles() -> Response:
    """Add articles: one as JSON, or any number as JSON Lines."""
    if request.mimetype in LINES:
        request.max_content_length = LONGEST_STREAM
        skipped: list[Skipped] = []
        return _answer(archive().add(_pages(skipped)), skipped=skipped)
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("Send application/json for one, application/jsonl for many.")
    return _answer(archive().add([_only_page(_record(_body()))]))


def _body() -> bytes:
    """Return the body of the request."""
    content = request.get_data(cache=False)
    if len(content) > LONGEST_LINE:
        raise RequestEntityTooLarge(f"An article may have {LONGEST_LINE:,} bytes, this one has {len(content):,}.")
    return content


def _record(content: bytes) -> Mapping[str, Any]:
    """Return the one article that `content` holds."""
    try:
        record = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"The body is not JSON: {error}.") from None
    if not isinstance(record, dict):
        raise BadRequest("The body must be an object: one article.")
    return record


def _only_page(record: Mapping[str, Any]) -> RawPage:
    """Return the article of a request that is to hold one; BadRequest where it is none."""
    try:
        msgspec.convert(record, ArticleBody)
    except msgspec.ValidationError as error:
        raise BadRequest(f"This is no article: {error}.") from None
    page = page_of(record, "the request")
    if not isinstance(page, RawPage):
        raise BadRequest(f"This is no article: {page.reason}.")
    return page


def _pages(skipped: list[Skipped]) -> Iterator[RawPage]:
    """Yield the articles of a stream of JSON Lines; put the lines that hold none into `skipped`."""
    number = 0
    while line := request.stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise RequestEntityTooLarge(f"Line {number} has more than {LONGEST_LINE:,} bytes. Earlier lines may be in.")
        if line.strip():
            page = _page(line, f"line {number}")
            if isinstance(page, RawPage):
                yield page
            else:
                skipped.append(page)


def _page(line: bytes, origin: str) -> RawPage | Skipped:
    """Return the article of one line, or why there is none."""
    try:
        return page_of(_record(line), origin)
    except BadRequest as error:
        return Skipped(origin, str(error.description))


def _answer(report: AddReport, status: int = 200, skipped: Sequence[Skipped] = ()) -> Response:
    """Return what was done, and what was passed over."""
    passed_over = [{"origin": one.origin, "reason": one.reason} for one in (*report.skipped, *skipped)]
    return json_response({**report.to_dict(), "skipped": passed_over, "durable": True}, status)
