"""Shows results, or one article, as lines of text for a terminal.

    Results  ->   2 articles, 9 paragraphs

                  1.  Drones over Hallin port halt ferries for a third night
                      The Hallin Harbour Post, 2025-11-04, 4f0c...
                      ¶1  Drones were seen over the port of Hallin for the third night running ...
                      and 4 more

Matches come out between the two strings that `Style` names: bold on a terminal, nothing elsewhere. Whatever could steer
a terminal (an escape sequence in a headline) becomes a space. Whether the output is a terminal is the caller's to know.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.article import Article, Paragraph, Removed
from search.results import Facets, Hit, ParagraphHit, Results

_OPEN, _CLOSE = "\x02", "\x03"
"""Stand for <mark> and </mark> while lines are made: text cannot hold them once it is printable."""

_INDENT = " " * 4


@dataclass(frozen=True, slots=True)
class Style:
    """How wide the lines are, and what stands before and after a match."""

    width: int = 80
    bold: str = ""
    plain: str = ""

    def painted(self, line: str) -> str:
        """Return a line with its marks as they are to be printed."""
        return line.replace(_OPEN, self.bold).replace(_CLOSE, self.plain)


def results_lines(results: Results, style: Style) -> Iterator[str]:
    """Yield an answer: how much was found, the hits in their order, and what there is to say about the query."""
    yield _found(results)
    for rank, hit in enumerate(results.hits, start=1):
        yield ""
        yield from map(style.painted, _hit_lines(hit, rank, style.width))
    if results.facets:
        yield ""
        yield from _facet_lines(results.facets, style.width)
    remarks = [note.text for note in results.query.notes]
    if results.query.did_you_mean:
        remarks.append(f"Did you mean: {results.query.did_you_mean}")
    if remarks:
        yield ""
    for remark in remarks:
        yield from wrapped(_printable(remark), style.width)


def article_lines(article: Article, style: Style) -> Iterator[str]:
    """Yield an article as one reads it: headline, what is known about it, standfirst, numbered paragraphs."""
    title = f"{_OPEN}{_printable(article.title)}{_CLOSE}"
    yield from map(style.painted, wrapped(title, style.width))
    facts = (", ".join(article.authors), article.source, article.section, article.published, article.url)
    yield from (_printable(fact) for fact in facts if fact)
    if article.standfirst:
        yield ""
        yield from wrapped(_printable(article.standfirst), style.width)
    for paragraph in article.paragraphs:
        yield ""
        yield from map(style.painted, _paragraph_lines(paragraph, style.width))


def removed_lines(removed: Sequence[Removed], style: Style) -> Iterator[str]:
    """Yield the pieces that cleaning cut: after which paragraph each stood, by which rule it went, what it said."""
    if not removed:
        yield "Cleaning cut nothing."
    for cut in removed:
        yield from wrapped(_printable(cut.text), style.width, f"after ¶{cut.after} ({cut.rule}): ", _INDENT)


def wrapped(text: str, width: int, first: str = "", hanging: str = "") -> Iterator[str]:
    """Yield `text` in lines of at most `width` columns, behind `first` and then `hanging`; marks take no room."""
    line, taken, gap = first, len(first), ""
    for word in text.split():
        size = len(word) - word.count(_OPEN) - word.count(_CLOSE)
        if gap and taken + 1 + size > width:
            yield line
            line, taken, gap = hanging, len(hanging), ""
        line, taken, gap = f"{line}{gap}{word}", taken + len(gap) + size, " "
    yield line


def _found(results: Results) -> str:
    """Return how much was found, in a sentence."""
    if not results.articles:
        return f"Nothing found for {_printable(results.query.text)}"
    return f"{_count(results.articles, 'article')}, {_count(results.paragraphs, 'paragraph')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def _hit_lines(hit: Hit, rank: int, width: int) -> Iterator[str]:
    """Yield one hit: rank and headline, where it is from, its best paragraphs."""
    yield from wrapped(_marked(hit.title_html), width, f"{rank}.".ljust(len(_INDENT)), _INDENT)
    facts = (hit.source, hit.published and hit.published[:10], hit.id)
    yield _INDENT + ", ".join(_printable(fact) for fact in facts if fact)
    for paragraph in hit.paragraphs:
        yield from _evidence(paragraph, width)
    if hit.more_paragraphs:
        yield f"{_INDENT}and {hit.more_paragraphs} more"
    if hit.also:
        copies = ", ".join(_printable(f"{copy.source or copy.title} ({copy.id})") for copy in hit.also)
        yield from wrapped(copies, width, f"{_INDENT}also in ", _INDENT * 2)
    if hit.explanation:
        parts = ", ".join(f"{_printable(part['name'])} {part['score']:.2f}" for part in hit.explanation["parts"])
        yield from wrapped(parts, width, f"{_INDENT}score {hit.score:.2f}: ", _INDENT * 2)


def _evidence(paragraph: ParagraphHit, width: int) -> Iterator[str]:
    """Yield the lines of a paragraph, or of what is shown of it, behind its number."""
    number = _INDENT + f"¶{paragraph.number}".ljust(4)
    before, after = "... " if paragraph.more_before else "", " ..." if paragraph.more_after else ""
    yield from wrapped(f"{before}{_marked(paragraph.html)}{after}", width, number, " " * len(number))


def _facet_lines(facets: Facets, width: int) -> Iterator[str]:
    """Yield how many of the found articles each source, author, section, language and period has."""
    for name in ("source", "author", "section", "language"):
        if counted := getattr(facets, name):
            values = ", ".join(f"{_printable(one.value)} {one.articles:,}" for one in counted)
            yield from wrapped(values, width, f"{name}: ", _INDENT)
    if facets.published:
        periods = ", ".join(f"{one.first} to {one.last} {one.articles:,}" for one in facets.published)
        yield from wrapped(periods, width, "published: ", _INDENT)


def _paragraph_lines(paragraph: Paragraph, width: int) -> Iterator[str]:
    """Yield a paragraph of an article behind its number, a heading in bold."""
    number = f"¶{paragraph.number}".ljust(5)
    text = _printable(paragraph.text)
    text = f"{_OPEN}{text}{_CLOSE}" if paragraph.kind == "heading" else text
    return wrapped(text, width, number, " " * len(number))


def _marked(marked_html: str) -> str:
    """Return text that `search.highlight` escaped and marked as plain text between marks."""
    pieces = (_printable(html.unescape(piece)) for piece in marked_html.replace("</mark>", "<mark>").split("<mark>"))
    return "".join(f"{(_CLOSE, _OPEN)[at % 2] if at else ''}{piece}" for at, piece in enumerate(pieces))


def _printable(text: str) -> str:
    """Return text with a space for each character that a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)
