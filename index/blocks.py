"""Reads the block that holds a story into paragraphs of the right kind, with BeautifulSoup.

    <div><h2>Why</h2><p>Two<br>fell.</p><ul><li>one</li></ul></div>
    ->  heading "Why", text "Two fell.", list "one"

Two line breaks in a row part paragraphs, as old pages write them. A table of data becomes one paragraph a row, its
cells parted by " | "; a table that only lays a page out is read as if it were not there. Where `index.story` cut
something, a block of kind "cut" holds its number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from lxml import etree
from lxml.etree import _Element as Element

from index.article import Kind
from index.labels import is_caption, is_standfirst
from index.plain import folded, gathered, paragraphs
from index.story import MARK
from index.tree import INLINE

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list"),
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
}
STANDFIRST = "standfirst"
"""The rule of blocks that the page labels as the summary between headline and story."""

_BREAK = "\n"
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


LARGEST = 1_000_000
"""A story whose HTML has more characters is read without its structure: BeautifulSoup takes 2 seconds for a million."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a page, or of kind "cut", what was cut there."""

    kind: Kind | Literal["cut"]
    text: str
    level: int = 0  # of a heading: 1 to 6
    rule: str = ""  # by which it was cut; or STANDFIRST
    number: int | None = None  # among the cuts of `index.story`


def read(story: Element) -> list[Block]:
    """Return the paragraphs of a story's block, in order."""
    html = etree.tostring(story, encoding="unicode", method="html", with_tail=False)
    if len(html) > LARGEST:
        return [Block("text", text) for text in gathered(paragraphs("\n\n".join(map(str, story.itertext()))))]
    soup = BeautifulSoup(html, "lxml")
    return [block for block in _Reader().read(soup) if block.text or block.kind == "cut"]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a page a text stands: what its block will be."""

    kind: Kind = "text"
    level: int = 0
    rule: str = ""


class _Reader:
    """Walks a tree and collects lines of text into blocks."""

    def __init__(self) -> None:
        self._line: list[str] = []

    def read(self, root: Tag) -> Iterator[Block]:
        """Yield the blocks of a tree.

        The stack is its own, since pages are nested deeper than Python calls; it holds for each open tag its children,
        the place that they stand in, and whether it stands within a line.
        """
        stack: list[tuple[Iterator[object], _Place, bool]] = [(iter(root.contents), _Place(), False)]
        while stack:
            children, place, is_line = stack[-1]
            child = next(children, None)
            if isinstance(child, Tag):
                inner = _place(child, place)
                inline = child.name in INLINE and inner.kind == place.kind
                if not inline:
                    yield from self._finish(place)
                if child.name == "table" and _is_data(child):
                    yield from _rows(child)
                else:
                    yield from self._enter(child)
                    stack.append((iter(child.contents), inner, inline))
            elif isinstance(child, NavigableString):
                if not isinstance(child, PreformattedString):
                    self._line.append(child.replace("\n", " "))
            else:
                if not is_line:
                    yield from self._finish(place)
                stack.pop()

    def _enter(self, tag: Tag) -> Iterator[Block]:
        """Take note of a tag that stands for something itself: a line break, or the mark of a cut."""
        if tag.name == "br":
            self._line.append(_BREAK)
        elif tag.name == MARK:
            yield Block("cut", "", rule=str(tag.get("rule")), number=int(str(tag.get("n"))))

    def _finish(self, place: _Place) -> Iterator[Block]:
        """Yield what was collected, as one block or, where two line breaks part it, as several."""
        if not self._line:
            return
        text = "".join(self._line)
        self._line.clear()
        for part in _PARAGRAPH_BREAK.split(text) if _BREAK in text else (text,):
            yield Block(place.kind, folded(part), place.level, place.rule)


def _place(tag: Tag, around: _Place) -> _Place:
    """Return the place within a tag that stands in another place."""
    kind = _KINDS.get(tag.name)
    if kind == "heading":
        return _Place(kind, int(tag.name[1]), around.rule)
    if kind and not (around.kind in ("quote", "caption") and kind == "list"):
        return _Place(kind, 0, around.rule)
    label = " ".join(str(name) for name in tag.get_attribute_list("class")) if tag.get("class") else ""
    if label and is_caption(label):
        return _Place("caption", 0, around.rule)
    return _Place(around.kind, around.level, STANDFIRST) if label and is_standfirst(label) else around


def _is_data(table: Tag) -> bool:
    """Say whether a table holds data: rows of several cells, none with a long text or another table in it."""
    if table.find("table"):
        return False
    rows = [row.find_all(("td", "th"), recursive=False) for row in table.find_all("tr")]
    wide = sum(len(cells) > 1 for cells in rows)
    return wide > 1 and all(len(cell.get_text()) < 400 for cells in rows for cell in cells)


def _rows(table: Tag) -> Iterator[Block]:
    for row in table.find_all(("caption", "tr")):
        if row.name == "caption":
            yield Block("caption", folded(row.get_text(" ")))
        else:
            cells = (folded(cell.get_text(" ")) for cell in row.find_all(("td", "th"), recursive=False))
            yield Block("table", " | ".join(cell for cell in cells if cell))
