"""Finds who wrote a page's story.

    <span class="byline">By <a rel="author">Ada Byron</a></span>  ->  "Ada Byron"

JSON-LD is asked first, then meta tags, then elements marked rel=author or itemprop=author, then those labelled as
bylines. The first of these places that holds a name is believed. What a name is, `index.names` says.
"""

import html
import re
from collections.abc import Iterator

from index import jsonld, names
from index.declared import Declared
from index.plain import folded
from index.tree import text_of

_METAS = (
    *("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl"),
    *("citation_author", "og:article:author"),
)
_LABEL = re.compile(
    r"(?:^|[\s_-])(?:by-?line\w*|authors?(?:[_-]?name)?|autor(?:en)?|auteur|writer|creator|p-author|vcard|posted-?by)(?=$|[\s_-])",
    re.IGNORECASE,
)
_PLACES = ("a", "span", "div", "p", "address", "li", "strong", "em", "b", "cite")
_LENGTH = range(3, 121)
_MOST = 8  # labelled elements are looked at before giving up: a page of comments names hundreds


def authors(page: Declared, source: str) -> tuple[str, ...]:
    """Return the names of a story's authors; `source`, its publisher, is never one."""
    for bylines in _bylines(page):
        found = names.of((html.unescape(byline) for byline in bylines), source)
        if found:
            return found
    return ()


def _bylines(page: Declared) -> Iterator[list[str]]:
    """Yield bylines, those of the most trustworthy place first."""
    yield jsonld.texts(page.data.get("author"))
    for name in _METAS:
        yield [byline for byline in page.metas.get(name, []) if "/" not in byline or " " in byline]
    labelled: list[str] = []
    marked: list[str] = []
    for element in page.root.iter(*_PLACES):
        get = element.attrib.get
        if get("rel") == "author" or get("itemprop") == "author":
            marked.append(folded(text_of(element)))
        elif len(labelled) < _MOST and _LABEL.search(f"{get('class') or ''} {get('id') or ''}"):
            text = folded(text_of(element))
            labelled += [text] if len(text) in _LENGTH else []
    yield marked[:3]
    yield from ([byline] for byline in labelled)
