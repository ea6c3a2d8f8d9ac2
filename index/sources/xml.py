"""XML as it comes, element by element, with nothing in it that reaches out or blows up.

    a stream of a feed, {"item"}  ->  each <item> element, whole, forgotten when the next one is asked for

Entities are not expanded, document types not loaded, nothing is fetched. Markup that is broken is read as far as it can
be. Names are given without their namespaces: `item`, `encoded`, `p`.
"""

from collections.abc import Iterator

from lxml import etree

from index.sources.stream import Stream

Element = etree._Element  # noqa: SLF001 - lxml has no other name for it


def elements(stream: Stream, names: frozenset[str]) -> Iterator[Element]:
    """Yield each element of `stream` that has one of `names`, when it ends. It holds until the next is asked for."""
    parsed = etree.iterparse(
        stream.file, events=("end",), resolve_entities=False, load_dtd=False, no_network=True, recover=True
    )
    for _, element in parsed:
        if name_of(element) in names:
            yield element
            _forget(element)


def _forget(element: Element) -> None:
    """Free `element`, and what stands before it beside it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def name_of(element: Element) -> str:
    """Return the name of `element` without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find(element: Element, *path: str) -> Iterator[Element]:
    """Yield the elements that one reaches from `element` by children of these names."""
    if not path:
        yield element
        return
    for child in element:
        if name_of(child) == path[0]:
            yield from find(child, *path[1:])


def text(element: Element, *path: str) -> str:
    """Return the text in the first element at `path` that has any, white space folded."""
    texts = (" ".join("".join(map(str, found.itertext())).split()) for found in find(element, *path))
    return next(filter(None, texts), "")


def inner(element: Element) -> str:
    """Return the markup inside `element`, as HTML."""
    head = etree.tostring(element, method="html", encoding="unicode", with_tail=False)
    return head[head.index(">") + 1 : head.rindex("</")] if "</" in head else ""
