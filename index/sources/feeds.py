"""RSS (0.9 to 2.0) and Atom -> raw pages: each item that has its text, with what the feed says of it.

    <item><title>Ferry sinks</title><link>https://gazette.example/a</link><content:encoded>...</content:encoded></item>
    ->  RawPage(html, given={"title": "Ferry sinks", "url": ..., "published": ..., "source": ...})

The text is `content:encoded`, else Atom's `content`, else `description` or `summary`. What a feed says of itself
(title, language) goes to each of its items that does not say otherwise.
"""

from collections.abc import Iterator
from typing import Any

from index.article import PageKind, RawPage, Skipped
from index.sources.stream import Found, Stream
from index.sources.xml import Element, elements, find, inner, text

_ITEMS = frozenset({"item", "entry"})
_BODIES = ("encoded", "content", "description", "summary")
_FIELDS = {
    "title": ("title",),
    "published": ("pubDate", "published", "date", "issued"),
    "modified": ("updated", "modified"),
    "section": ("category",),
    "language": ("language",),
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(stream: Stream) -> Iterator[Found]:
    """Yield the articles in the feed that `stream` is."""
    about: dict[str, str] | None = None
    for number, item in enumerate(elements(stream, _ITEMS), start=1):
        about = _about(item) if about is None else about
        yield _page(item, f"{stream.origin} item {number}", about)
    if about is None:
        yield Skipped(stream.origin, "is a feed without items")


def _about(item: Element) -> dict[str, str]:
    """Return what the feed around its first `item` says of itself."""
    feed = item.getparent()
    if feed is None:
        return {}
    channel = next(find(feed, "channel"), feed)  # RSS 1.0 has its items beside the channel, not in it
    language = text(channel, "language") or feed.get(_LANGUAGE) or ""
    about = {"source": text(channel, "title"), "language": language}
    return {name: value for name, value in about.items() if value}


def _page(item: Element, origin: str, about: dict[str, str]) -> Found:
    """Return the article in `item`."""
    body = next((body for name in _BODIES for element in find(item, name) if (body := _markup(element)).strip()), "")
    if not body:
        return Skipped(origin, "the body is empty")
    kind: PageKind = "html" if "<" in body or "&" in body else "text"
    given: dict[str, Any] = dict(about)
    for name, tags in _FIELDS.items():
        given[name] = next(filter(None, (text(item, tag) for tag in tags)), given.get(name, ""))
    given["section"] = given["section"] or next((c.get("term") or "" for c in find(item, "category")), "")
    given["source"] = text(item, "source", "title") or text(item, "source") or given.get("source", "")
    given["url"] = _link(item)
    given["id"] = text(item, "guid") or text(item, "id")
    given["authors"] = [*dict.fromkeys(filter(None, map(_author, [*find(item, "author"), *find(item, "creator")])))]
    return RawPage(body, kind, origin, {name: value for name, value in given.items() if value})


def _markup(element: Element) -> str:
    """Return the body in `element`: XHTML as it stands, all else as the text that it is."""
    return inner(element) if len(element) else "".join(map(str, element.itertext()))


def _link(item: Element) -> str:
    """Return the address of `item`."""
    links = [*find(item, "link")]
    atom = (link.get("href") for link in links if link.get("rel", "alternate") == "alternate")
    guids = (text(guid) for guid in find(item, "guid") if guid.get("isPermaLink", "true") == "true")
    return next(filter(None, [*atom, *map(text, links), *(guid for guid in guids if guid.startswith("http"))]), "")


def _author(element: Element) -> str:
    """Return the name in `element`: Atom has it in a child, RSS after an address, "a@b.example (Ann Hale)"."""
    name = text(element, "name") or text(element)
    return name.partition("(")[2].rstrip(") ") or name if "@" in name else name
