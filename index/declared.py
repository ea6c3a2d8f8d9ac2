"""What a page declares about itself in data: its meta tags and its JSON-LD, read once.

<meta property="og:title" content="Drones fall">   ->  .meta("og:title") == "Drones fall"
{"@type": "NewsArticle", "headline": "Drones fall"} ->  .said("headline") == "Drones fall"
"""

import html
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element as Element

from index import jsonld
from index.plain import folded

_LONGEST = 20_000  # characters of a meta tag that are read; what it says of an article is far shorter


@dataclass(frozen=True, slots=True)
class Declared:
    """A page's tree, with what its meta tags and its JSON-LD say; `url` is where the page was found."""

    root: Element
    url: str | None
    metas: dict[str, list[str]]
    data: dict[str, Any]

    def meta(self, *names: str) -> str:
        """Return what the first of these meta tags says, "" where the page has none of them."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")

    def said(self, key: str) -> str:
        """Return what JSON-LD says under a key, or the name of what it describes there."""
        return next((folded(html.unescape(text)) for text in jsonld.texts(self.data.get(key))), "")


def declared(root: Element, url: str | None = None) -> Declared:
    """Return what a page declares about itself."""
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name, content = meta.get("property") or meta.get("name") or meta.get("itemprop"), meta.get("content")
        if name and content and content.strip():
            metas.setdefault(name.lower(), []).append(folded(content[:_LONGEST]))
    return Declared(root, url, metas, jsonld.article(root))
