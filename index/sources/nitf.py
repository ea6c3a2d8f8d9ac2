"""NITF 3, the news agencies' XML of one article -> a raw page.

    <nitf><head>...</head><body><body.head><hedline><hl1>Ferry sinks</hl1>...</body.head><body.content>...</nitf>
    ->  RawPage(html, given={"title": "Ferry sinks", "authors": [...], "published": ..., ...})

NITF's own names for parts of a text become those of HTML, so that cleaning finds headings, quotes and captions.
"""

from collections.abc import Iterator

from index.article import RawPage, Skipped
from index.sources.stream import Found, Stream
from index.sources.xml import Element, elements, find, inner, name_of, text

_HTML_NAMES = {
    **{f"hl{level}": f"h{level}" for level in range(1, 7)},
    "block": "div",
    "bq": "blockquote",
    "caption": "caption",
    "media": "figure",
    "media-caption": "figcaption",
}
_KEPT = frozenset("p h2 h3 ul ol li dl dt dd table tr td th thead tbody pre br q em strong a sub sup".split())
_DROPPED = frozenset({"media-reference", "media-producer", "media-metadata", "note"})


def nitf(stream: Stream) -> Iterator[Found]:
    """Yield the article in `stream`."""
    found = False
    for element in elements(stream, frozenset({"nitf"})):
        found = True
        yield page_of(element, stream.origin)
    if not found:
        yield Skipped(stream.origin, "is damaged: the article does not end")


def page_of(element: Element, origin: str) -> Found:
    """Return the article in a <nitf> element."""
    body = "".join(_html(content) for content in find(element, "body", "body.content"))
    if not body.strip():
        return Skipped(origin, "the body is empty")
    head = ("body", "body.head")
    authors = [_without_by(name) for byline in find(element, *head, "byline") for name in _names(byline)]
    given = {
        "id": _value(element, "id-string", "head", "docdata", "doc-id"),
        "title": text(element, *head, "hedline", "hl1") or text(element, "head", "title"),
        "standfirst": text(element, *head, "abstract") or text(element, *head, "hedline", "hl2"),
        "published": _value(element, "norm", "head", "docdata", "date.release")
        or _value(element, "norm", "head", "docdata", "date.issue")
        or _value(element, "norm", *head, "dateline", "story.date"),
        "source": text(element, *head, "distributor") or _value(element, "name", "head", "pubdata"),
        "section": _value(element, "position.section", "head", "pubdata")
        or _value(element, "tobject.subject.type", "head", "tobject", "tobject.subject"),
        "url": _value(element, "ex-ref", "head", "pubdata"),
        "language": element.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        "authors": [name for name in authors if name],
    }
    return RawPage(body, "html", origin, {name: value for name, value in given.items() if value})


def _value(element: Element, attribute: str, *path: str) -> str:
    """Return the first value of `attribute` among the elements at `path`."""
    return next((value for found in find(element, *path) if (value := found.get(attribute))), "")


def _names(byline: Element) -> list[str]:
    """Return the persons that a byline marks, else all of it."""
    return [text(person) for person in find(byline, "person")] or [text(byline)]


def _without_by(name: str) -> str:
    """Return `name` without the word before it."""
    return name[3:] if name.lower().startswith("by ") else name


def _html(content: Element) -> str:
    """Return the markup in a <body.content> element as HTML."""
    for element in list(content.iterdescendants()):
        name = name_of(element)
        parent = element.getparent()
        if parent is not None and name in _DROPPED:
            parent.remove(element)
        elif name:
            element.attrib.clear()
            element.tag = _HTML_NAMES.get(name, name if name in _KEPT else "span")
    return inner(content)
