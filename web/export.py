"""A whole result set to take away: a search -> CSV or JSON Lines, streamed, however many it finds.

    GET /export/csv?q=drones     one row an article
    GET /export/jsonl?q=drones   one hit of /api/search a line

It takes the parameters of a search; `size` and `cursor` change nothing, since all of it is answered.
"""

import csv
import io
from collections.abc import Iterator

import orjson
from flask import Blueprint, Response, request
from msgspec.structs import replace

from search.results import Hit
from search.whole import search_whole
from web.limits import in_turns
from web.links import article_url
from web.parameters import SearchRequest, read
from web.state import archive

COLUMNS = ("id", "title", "published", "source", "section", "language", "authors", "url", "score", "link", "paragraph")
"""The columns of a CSV; `paragraph` is the best one."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

blueprint = Blueprint("export", __name__)


@blueprint.get("/export/csv")
def export_csv() -> Response:
    """Answer with all that a search finds, as CSV (RFC 4180)."""
    asked = read(SearchRequest, request.args)
    parts = search_whole(archive(), asked.q, **replace(asked, paragraphs=1).options())
    return _download(_csv_rows(parts, asked.q, request.url_root.rstrip("/")), "text/csv; charset=utf-8", "csv")


@blueprint.get("/export/jsonl")
def export_jsonl() -> Response:
    """Answer with all that a search finds, as JSON Lines."""
    asked = read(SearchRequest, request.args)
    return _download(_json_lines(search_whole(archive(), asked.q, **asked.options())), "application/jsonl", "jsonl")


def _json_lines(parts: Iterator[tuple[Hit, ...]]) -> Iterator[bytes]:
    """Yield a part of JSON Lines at a time."""
    for part in parts:
        yield b"".join(orjson.dumps(hit.to_dict(), option=orjson.OPT_APPEND_NEWLINE) for hit in part)


def _csv_rows(parts: Iterator[tuple[Hit, ...]], text: str, root: str) -> Iterator[bytes]:
    """Yield the heading of a CSV, then a part of its rows at a time."""
    yield _csv_row(COLUMNS).encode()
    for part in parts:
        yield "".join(_csv_row(_values(hit, text, root)) for hit in part).encode()


def _values(hit: Hit, text: str, root: str) -> tuple[object, ...]:
    """Return the columns of one hit."""
    best = hit.paragraphs[0] if hit.paragraphs else None
    link = root + (best.link if best else article_url(hit.id, text))
    known = (hit.id, hit.title, hit.published, hit.source, hit.section, hit.language)
    return (*known, "; ".join(hit.authors), hit.url, hit.score, link, best.text if best else None)


def _csv_row(values: tuple[object, ...]) -> str:
    """Return one row."""
    row = io.StringIO()
    csv.writer(row).writerow("" if value is None else _as_text(value) for value in values)
    return row.getvalue()


def _as_text(value: object) -> object:
    """Return a value so that no spreadsheet takes it for a formula: with an apostrophe before it, as OWASP advises."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _download(parts: Iterator[bytes], content_type: str, ending: str) -> Response:
    """Return `parts` as a file to be saved, sent as they are made."""
    response = Response(in_turns(parts), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="nutgraf.{ending}"'
    return response
