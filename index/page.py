"""Reads an HTML page: the spine of everything that looks at one.

    b"<html>..."  ->  Page(metadata, paragraphs, receipts)

The tree is grown once. `index.metadata` reads what the page says about its article, `index.story` finds the story's
block and cuts it clean, `index.blocks` reads the block, `index.edges` trims what stands around the story in it. A page
whose tree holds less of the story than its JSON-LD does (because a script is to write it) is read from there, and one
that no whole tree can be grown of is stripped of its tags.
"""

from index import blocks, edges, metadata, plain, story, tree
from index.article import Metadata, Page, Paragraph, Removed
from index.blocks import STANDFIRST, Block
from index.story import Cut

MUCH_MORE = 3
"""JSON-LD that holds this many times the text of the page's story is taken instead."""


MOST_ELEMENTS = 100_000
"""A page of more is read without its structure, in the time that it takes to strip its tags: about 2 seconds' worth.

The largest page of bench/extraction.py has 9,748.
"""
MOST_TAGS = 400_000
"""No tree is grown of a page that has more: it would take a second or two, and memory of fifty times the page."""


def read(page: str | bytes, url: str | None = None, title: str = "") -> Page:
    """Return what a page holds; `url` is where it was found, `title` what its source called it."""
    tags = page.count("<") if isinstance(page, str) else page.count(b"<")
    root = tree.grow(page if tags <= MOST_TAGS else "")
    if tags > MOST_TAGS or tree.size(root) > MOST_ELEMENTS:
        return Page(Metadata(title=title), "", _plain(page), [])
    known = metadata.read(root, url)
    if not tree.is_whole(root):
        return Page(known, "", _plain(page), [])
    found = story.find(root, title or known.title)
    items = edges.trim(blocks.read(found.block), title or known.title)
    standfirst, paragraphs, removed = _sorted_out(items, found.cuts)
    length = sum(len(paragraph.text) for paragraph in paragraphs)
    if len(known.body) > MUCH_MORE * length:
        paragraphs, removed = _plain(known.body), []
    elif not paragraphs:
        paragraphs, removed = _plain(page), []
    return Page(known, standfirst, paragraphs, removed)


def _plain(text: str | bytes) -> list[Paragraph]:
    texts = plain.gathered(plain.paragraphs(tree.without_tags(text)))
    return [Paragraph(number, "text", paragraph) for number, paragraph in enumerate(texts, 1)]


def _sorted_out(items: list[Block], cuts: list[Cut]) -> tuple[str, list[Paragraph], list[Removed]]:
    """Return the standfirst, the paragraphs and the receipts that blocks stand for."""
    standfirst = ""
    paragraphs: list[Paragraph] = []
    removed: list[Removed] = []
    for item in items:
        if item.kind != "cut":
            paragraphs.append(Paragraph(len(paragraphs) + 1, item.kind, item.text))
            continue
        text = plain.folded(tree.text_of(cuts[item.number].element)) if item.number is not None else item.text
        if item.rule == STANDFIRST and not standfirst:
            standfirst = text
        elif text and item.rule != "headline":
            removed.append(Removed(item.rule, text, len(paragraphs)))
    return standfirst, paragraphs, removed
