r"""Makes HTML of Markdown, for `index.page` to read like any other page.

    "---\ntitle: Drones fall\n---\n# Drones\n\nTwo *fell*."  ->  "<title>Drones fall</title><article><h1>Drones ..."

A block of "name: value" lines between two lines of dashes at the top, as site generators write it, becomes what a page
says about itself. The Markdown is CommonMark with tables, read by markdown-it-py.
"""

import html as entities
import re
from functools import cache

from markdown_it import MarkdownIt

from index.sources.charset import decode

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(r"^([A-Za-z_-]+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_METAS = {
    "author": "author",
    "authors": "author",
    "date": "article:published_time",
    "published": "article:published_time",
    "lastmod": "article:modified_time",
    "updated": "article:modified_time",
    "section": "article:section",
    "category": "article:section",
    "description": "description",
    "source": "og:site_name",
    "language": "og:locale",
    "lang": "og:locale",
    "url": "og:url",
}


def html(markdown: str | bytes) -> str:
    """Return Markdown as a page."""
    text = markdown if isinstance(markdown, str) else decode(markdown)
    front = _FRONT.match(text)
    head = _head(front[1]) if front else ""
    return (
        f"<head>{head}</head><body><article>{_parser().render(text[front.end() :] if front else text)}</article></body>"
    )


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _head(front: str) -> str:
    tags = []
    for name, value in _LINE.findall(front):
        said = entities.escape(value.strip("\"'[]"))
        if name.lower() == "title":
            tags.append(f"<title>{said}</title>")
        elif name.lower() in _METAS:
            tags.append(f'<meta name="{_METAS[name.lower()]}" content="{said}">')
    return "".join(tags)
