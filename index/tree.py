"""Grows the cheap tree of a page, on which its story and its metadata are found.

    b"<p>Two <b>fell</b>.</p>"  ->  an lxml tree: html > body > p > b

lxml takes a fiftieth of the time that BeautifulSoup takes for a whole page of 150 kB; so BeautifulSoup is given only
the story's own block, by `index.blocks`. Which block that is, `index.story` says.
"""

import re
from html import unescape

from lxml import etree
from lxml.etree import _Element as Element

from index.sources.charset import decode

INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "br",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
        ),
        *(
            "img",
            "ins",
            "kbd",
            "label",
            "mark",
            "nobr",
            "picture",
            "q",
            "rp",
            "rt",
            "ruby",
            "s",
            "samp",
            "small",
            "span",
        ),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "amp-img"),
    )
)
"""Elements that stand within a line of text; all others part lines."""

NO_TEXT = (
    *("script", "style", "noscript", "template", "svg", "math", "canvas", "object", "embed", "iframe", "map", "audio"),
    *("video", "source", "track", "button", "input", "select", "option", "textarea", "label", "fieldset", "dialog"),
    *("head", "link", "meta", "nav", "footer", "menu", "rt", "rp"),
)
"""Elements whose text is no part of any story."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_TAG = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_NO_REFERENCE = re.compile(
    rb"&#(?:x0*(?:[1-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f])|0*(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d));?",
    re.IGNORECASE,
)
"""Numbers of characters that XML does not have: lxml reads them, and fails on what it has read."""
_EMPTY = "<html><body></body></html>"


def grow(html: str | bytes) -> Element:
    """Return the root of a page's tree, whatever the page is made of."""
    text = _DECLARATION.sub("", html if isinstance(html, str) else decode(html))
    data = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    for code in _NO_CHARACTERS:
        data = data.replace(code, b"")
    data = _NO_REFERENCE.sub(b"", data)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    return etree.fromstring(_EMPTY, parser) if root is None else root


def size(root: Element) -> int:
    """Return how many elements a tree has."""
    count = root.xpath("count(//*)")
    return int(count) if isinstance(count, float) else 0


def without_tags(html: str | bytes) -> str:
    """Return the text of a page that is not read as a tree: one that is nested too deep, or too large."""
    return unescape(_TAG.sub("\n\n", html if isinstance(html, str) else decode(html)))


def text_of(element: Element) -> str:
    """Return the text within an element, white space folded; blocks are parted by spaces."""
    pieces: list[str] = []
    for inner in element.iter():
        pieces += ("" if inner.tag in INLINE and inner.tag != "br" else " ", inner.text or "")
        if inner is not element:
            pieces.append(inner.tail or "")
    return " ".join("".join(pieces).split())


def detach(element: Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        element.tail = None
    parent.remove(element)
