"""Builds the lightweight tree of a page in which its story and its metadata are found.

    b"<p>Two <b>fell</b>.</p>"  ->  an lxml tree: html > body > p > b

lxml takes a fiftieth of the time that BeautifulSoup takes for a whole page of 150 kB; so BeautifulSoup is given only
the story's own block, by `index.blocks`. Which block that is, `index.story` says.
"""

import re
from html import unescape
from html.entities import html5
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from index.sources.charset import decode
from index.tags import with_few_attributes

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
_REFERENCE = re.compile(r"(&(?:#\d+;?|#[xX][\da-fA-F]+;?|[^\t\n\f <&#;]{1,32};?))", re.ASCII)
_LONGEST_OPEN = len("&Aacute")  # of the references that may end without a semicolon
_EMPTY = "<html><body></body></html>"

LONGEST_LABEL = 2_000
"""Characters of a class, id or style that are looked at; what is behind them names nothing that the front does not."""
_LONG_LABELS = etree.XPath(
    "|".join(f"//@{name}[string-length() > {LONGEST_LABEL}]" for name in ("class", "id", "style"))
)


def grow(html: str | bytes) -> Element:
    """Return the root of a page's tree, whatever the page is made of."""
    text = _DECLARATION.sub("", html if isinstance(html, str) else decode(html))
    data = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    for code in _NO_CHARACTERS:
        data = data.replace(code, b"")
    data = with_few_attributes(_NO_REFERENCE.sub(b"", data))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return etree.fromstring(_EMPTY, parser)
    labels: Any = _LONG_LABELS(root)
    for label in labels:
        label.getparent().set(label.attrname, label[:LONGEST_LABEL])
    return root


def is_whole(root: Element) -> bool:
    """Say whether a tree holds all of its page: lxml stops without a word where elements are nested 2,048 deep."""
    parser = root.getroottree().parser
    return parser is None or not len(parser.error_log.filter_from_fatals())


def size(root: Element) -> int:
    """Return how many elements a tree has."""
    count = root.xpath("count(//*)")
    return int(count) if isinstance(count, float) else 0


def without_tags(html: str | bytes) -> str:
    """Return the text of a page that is not read as a tree: one that is nested too deep, or too large."""
    return _unescaped(_TAG.sub("\n\n", html if isinstance(html, str) else decode(html)))


def _unescaped(text: str) -> str:
    """Return what `unescape` does; it is slow, so each reference that recurs is looked up once."""
    pieces = _REFERENCE.split(text)
    known = {reference: _character(reference) for reference in set(pieces[1::2])}
    pieces[1::2] = map(known.__getitem__, pieces[1::2])
    return "".join(pieces)


def _character(reference: str) -> str:
    """Return what a reference stands for; of a long name that is none, only the front may still be one ("&amptext")."""
    known = len(reference) <= _LONGEST_OPEN or reference[1] == "#" or reference[1:] in html5
    return unescape(reference) if known else unescape(reference[:_LONGEST_OPEN]) + reference[_LONGEST_OPEN:]


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
