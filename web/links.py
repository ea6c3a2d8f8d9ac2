"""The addresses that pages link to: every view of the archive has one, and it brings the same view back.

search_url(SearchRequest(q="drones", sort="newest"))   ->   "/search?q=drones&sort=newest"
article_url("bbc:17", "drones", 7)                     ->   "/articles/bbc%3A17?q=drones#p7"
"""

from urllib.parse import parse_qs, quote, urlencode, urlsplit

from msgspec import Struct
from werkzeug.routing import BaseConverter

from web.parameters import to_query


class AnyId(BaseConverter):
    """What an id may be in the rule of a route: anything, slashes and ends of lines included."""

    regex = r"[\s\S]+"
    part_isolating = False
    weight = 200  # as that of werkzeug's own path: a rule with more text after it is tried first


def search_url(request: Struct, path: str = "/search") -> str:
    """Return the address at `path` that asks `request`."""
    query = to_query(request)
    return f"{path}?{query}" if query else path


def adding(address: str, **parameters: str) -> str:
    """Return `address` with parameters added at its end: a page has a hundred links that differ in one."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode(parameters)}"


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


def cursor_of(address: str | None) -> str | None:
    """Return the cursor in the address of a next page, as `Results.next` gives it."""
    return parse_qs(urlsplit(address).query)["cursor"][0] if address else None
