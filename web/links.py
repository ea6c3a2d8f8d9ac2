"""The addresses that pages link to: every view of the archive has one, and it brings the same view back.

search_url(SearchRequest(q="drones", sort="newest"))   ->   "/search?q=drones&sort=newest"
Around(SearchRequest(q="drones")).url(sort="newest")   ->   the same
article_url("bbc:17", "drones", 7)                     ->   "/articles/bbc%3A17?q=drones#p7"
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from msgspec import Struct
from werkzeug.routing import BaseConverter

from web.parameters import changed, written


class AnyId(BaseConverter):
    """What an id may be in the rule of a route: anything, slashes and ends of lines included."""

    regex = r"[\s\S]+"
    part_isolating = False
    weight = 200  # as that of werkzeug's own path: a rule with more text after it is tried first


def search_url(request: Struct, path: str = "/search") -> str:
    """Return the address at `path` that asks `request`."""
    return _address(path, written(request))


class Around:
    """The addresses around a request: its page links to a hundred that differ from it in one thing."""

    def __init__(self, request: Struct) -> None:
        self._kind = type(request)
        self._parts = written(request) | {"cursor": ""}

    def url(self, path: str = "/search", **changes: Any) -> str:
        """Return the address at `path` of the request with some members changed, at the first page of what it finds."""
        return _address(path, self._parts | changed(self._kind, changes))

    def with_one_more(self, name: str) -> tuple[str, str]:
        """Return what stands before and after one more value of the filter `name` in an address."""
        own = self._parts[name]
        address = _address("/search", self._parts | {name: f"{own}&{name}=\0" if own else f"{name}=\0"})
        before, _, after = address.partition("\0")
        return before, after


def _address(path: str, parts: Mapping[str, str]) -> str:
    """Return the address of those parts of a query that there are."""
    query = "&".join(filter(None, parts.values()))
    return f"{path}?{query}" if query else path


def article_url(article_id: str, text: str = "", paragraph: int | None = None) -> str:
    """Return the address of an article, with the matches of the query `text` marked, at one of its paragraphs."""
    query = "?" + urlencode({"q": text}) if text else ""
    anchor = f"#p{paragraph}" if paragraph else ""
    return f"/articles/{quote(article_id, safe='')}{query}{anchor}"


def web_url(url: str | None) -> str | None:
    """Return `url` where it is the address of a web page; None for all else, above all for ``javascript:``.

    Articles come from anywhere, and so do the addresses in them.
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return parts.geturl() if parts.scheme in {"http", "https"} and parts.netloc else None
