"""NewsML-G2, the news agencies' envelope -> raw pages: each news item that carries a text.

    <newsItem guid="..."><itemMeta>...</itemMeta><contentMeta>...</contentMeta><contentSet>...</contentSet></newsItem>
    ->  RawPage(html, given={"id": ..., "title": ..., "authors": [...], "published": ..., ...})

The text stands in `inlineXML`, as NITF or XHTML, or in `inlineData`. Items of pictures and video are passed over.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from index.article import RawPage, Skipped
from index.sources import nitf
from index.sources.stream import Found, Stream
from index.sources.xml import Element, elements, find, inner, name_of, text

_PICTURES = ("picture", "video", "audio", "graphic", "photo")


def news_items(stream: Stream) -> Iterator[Found]:
    """Yield the articles in `stream`, be it one item or a message of many."""
    number = 0
    for number, item in enumerate(elements(stream, frozenset({"newsItem"})), start=1):
        kind = next((found.get("qcode") or "" for found in find(item, "itemMeta", "itemClass")), "")
        if not kind.endswith(_PICTURES):
            yield _page(item, f"{stream.origin} item {number}")
    if not number:
        yield Skipped(stream.origin, "holds no news item")


def _page(item: Element, origin: str) -> Found:
    """Return the article in a <newsItem> element."""
    contents = (_content(part, origin) for part in find(item, "contentSet", "inlineXML"))
    found: Found | None = next((content for content in contents if content), None)
    plain = _lines(next(find(item, "contentSet", "inlineData"), None))
    if found is None and plain:
        found = RawPage(plain, "html" if "</" in plain else "text", origin)
    if found is None or isinstance(found, Skipped):
        return found or Skipped(origin, "the body is empty")
    return replace(found, given={**found.given, **_given(item)})


def _lines(element: Element | None) -> str:
    """Return the text in `element` with its line ends, empty if there is none."""
    return "".join(map(str, element.itertext())).strip() if element is not None else ""


def _content(part: Element, origin: str) -> Found | None:
    """Return the article in an <inlineXML> element: NITF, or anything else, taken for XHTML."""
    for element in part:
        if name_of(element) == "nitf":
            return nitf.page_of(element, origin)
    for element in part.iter():
        if isinstance(element.tag, str):
            element.tag = name_of(element)
    body = inner(part)
    return RawPage(body, "html", origin) if body.strip() else None


def _given(item: Element) -> dict[str, object]:
    """Return what the envelope says of its article."""
    meta, about = ("itemMeta",), ("contentMeta",)
    creators = [text(found, "name") for found in find(item, *about, "creator")]
    byline = text(item, *about, "by")
    subjects = (text(found, "name") for found in find(item, *about, "subject"))
    given: dict[str, object] = {
        "id": item.get("guid"),
        "title": text(item, *about, "headline") or text(item, *meta, "title"),
        "standfirst": text(item, *about, "description"),
        "published": text(item, *meta, "firstCreated") or text(item, *about, "contentCreated"),
        "modified": text(item, *meta, "versionCreated"),
        "source": text(item, *meta, "provider", "name") or _code(item, *meta, "provider"),
        "language": next((found.get("tag") for found in find(item, *about, "language")), None),
        "section": next(filter(None, subjects), ""),
        "url": next((found.get("href") for found in find(item, *meta, "link") if found.get("href")), None),
        "authors": [byline.removeprefix("By ")] if byline else [name for name in creators if name],
    }
    return {name: value for name, value in given.items() if value}


def _code(item: Element, *path: str) -> str:
    """Return the name behind the prefix of a code: "nprov:AFP" -> "AFP"."""
    return next((found.get("qcode", "").rpartition(":")[2] for found in find(item, *path)), "")
