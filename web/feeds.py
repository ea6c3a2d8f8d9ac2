"""Any search as a feed: results -> Atom (RFC 4287) or JSON Feed 1.1.

    GET /feeds/atom?q=drones     GET /feeds/json?q=drones&source=Reuters

A feed takes the parameters of a search. It lists the newest first, 20 of them, unless it is told otherwise.
"""

import re
from typing import Any
from urllib.parse import quote

import orjson
from flask import Blueprint, Response, request
from lxml import etree
from msgspec.structs import replace

from index.dates import first_day
from search import Results, search
from search.results import Hit
from web.links import article_url, search_url, web_url
from web.parameters import SearchRequest, read
from web.state import archive, config

ENTRIES = 20
"""Entries of a feed whose address says no `size`."""

NO_MOMENT = "1970-01-01T00:00:00Z"
"""For articles of unknown date: both formats want a date."""

ATOM = "http://www.w3.org/2005/Atom"
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

blueprint = Blueprint("feeds", __name__)


@blueprint.get("/feeds/atom")
def atom() -> Response:
    """Answer with a search as Atom."""
    asked = _asked()
    feed = etree.fromstring(f'<feed xmlns="{ATOM}"/>')
    found = search(archive(), asked.q, **asked.options())
    own = request.url
    for name, text in (("id", own), ("title", _title(asked)), ("updated", _updated(found))):
        _add(feed, name, text)
    _add(feed, "link", rel="self", href=own, type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=_absolute(search_url(asked)), type="text/html")
    for hit in found.hits:
        _atom_entry(feed, hit, asked.q)
    body = etree.tostring(feed, xml_declaration=True, encoding="utf-8")
    return Response(body, content_type="application/atom+xml; charset=utf-8")


@blueprint.get("/feeds/json")
def json_feed() -> Response:
    """Answer with a search as JSON Feed."""
    asked = _asked()
    found = search(archive(), asked.q, **asked.options())
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(asked),
        "home_page_url": _absolute(search_url(asked)),
        "feed_url": request.url,
        "items": [_json_item(hit, asked.q) for hit in found.hits],
    }
    return Response(orjson.dumps(feed), content_type="application/feed+json")


def moment(text: str | None) -> str:
    """Return an ISO date or moment as RFC 3339 wants it: to the second, with its offset from UTC.

    >>> moment("2024-12-27")
    '2024-12-27T00:00:00Z'

    A month or a year is its first day.
    """
    if not text:
        return NO_MOMENT
    day, _, time = text.partition("T")
    clock = re.match(r"(\d\d:\d\d)(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?", time)
    if clock is None:
        return f"{first_day(day)}T00:00:00Z"
    return f"{day}T{clock[1]}{clock[2] or ':00'}{clock[4] or 'Z'}"


def _asked() -> SearchRequest:
    """Return the search that is asked for, newest first unless it says otherwise."""
    asked = read(SearchRequest, request.args)
    sort = asked.sort if "sort" in request.args else "newest"
    size = asked.size if "size" in request.args else ENTRIES
    return replace(asked, sort=sort, size=size, facets=False)


def _atom_entry(feed: etree._Element, hit: Hit, text: str) -> None:
    """Add one article to an Atom feed."""
    entry = _add(feed, "entry")
    _add(entry, "id", _identity(hit))
    _add(entry, "title", hit.title or "Without a headline")
    _add(entry, "updated", moment(hit.published))
    if hit.published:
        _add(entry, "published", moment(hit.published))
    for author in hit.authors or (hit.source or config().title,):
        _add(_add(entry, "author"), "name", author)
    _add(entry, "link", rel="alternate", href=_absolute(article_url(hit.id, text)), type="text/html")
    if original := web_url(hit.url):
        _add(entry, "link", rel="via", href=original)
    if hit.section:
        _add(entry, "category", term=hit.section)
    _add(entry, "content", _content(hit), type="html")


def _json_item(hit: Hit, text: str) -> dict[str, Any]:
    """Return one article as an item of a JSON Feed."""
    item: dict[str, Any] = {
        "id": _identity(hit),
        "url": _absolute(article_url(hit.id, text)),
        "title": hit.title,
        "content_html": _content(hit),
        "authors": [{"name": author} for author in hit.authors],
    }
    if hit.published:
        item["date_published"] = moment(hit.published)
    if original := web_url(hit.url):
        item["external_url"] = original
    if hit.section:
        item["tags"] = [hit.section]
    if hit.language:
        item["language"] = hit.language
    return item


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """Add an Atom element, without the characters that XML has no way to write."""
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", {key: _printable(one) for key, one in attributes.items()})
    element.text = _printable(text) if text is not None else None
    return element


def _printable(text: str) -> str:
    """Return `text` without the characters that XML has no way to write."""
    return _UNPRINTABLE.sub("", text)


def _identity(hit: Hit) -> str:
    """Return a name for an article that stays when the archive moves to another address."""
    return f"urn:nutgraf:article:{quote(hit.id, safe='')}"


def _content(hit: Hit) -> str:
    """Return the shown paragraphs as HTML."""
    return "".join(f"<p>{paragraph.html}</p>" for paragraph in hit.paragraphs)


def _title(asked: SearchRequest) -> str:
    """Return the name of the feed."""
    return f"{config().title}: {asked.q}" if asked.q else config().title


def _updated(found: Results) -> str:
    """Return when the newest of the articles was published."""
    return max((moment(hit.published) for hit in found.hits), default=NO_MOMENT)


def _absolute(address: str) -> str:
    """Return an address of this server in full."""
    return request.url_root.rstrip("/") + address
