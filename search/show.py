"""Chosen articles and paragraphs -> the hits that people read: best paragraphs first, matches marked.

    [Chosen(segment 0, document 7, score 9.3)]  ->  (Hit("kursk", title_html="... <mark>drones</mark>", ...),)

What is shown of a long paragraph is its best window, cut at sentences. First all that is to be shown is drafted, then
all of its texts are marked in one go.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, quote_plus

import numpy as np
from msgspec import Struct

from index.article import Paragraph
from index.store import Shown
from search.choose import Chosen
from search.evaluate import Evaluation
from search.excerpt import Window, window
from search.highlight import Piece, mark_all
from search.layout import layout_of
from search.marks import Block, Marks, marks_in
from search.results import ArticleView, Hit, MarkedParagraph, ParagraphHit

_FIRST = 2
"""The number of the block that is the first paragraph."""

_QUOTED = {code: quote(chr(code), safe="") for code in range(128)}
"""How an address has each character of ASCII: `quote` takes ten times as long for an id."""

Marked = Iterator[tuple[str, str]]
"""Texts as they are shown, as text and as HTML."""


class Draft(Struct, frozen=True):
    """A hit to be: all of it but the marked texts."""

    article: Shown
    link: str  # to the article with the query, without a paragraph
    score: float
    paragraphs: list[tuple[Paragraph, Block, Window]]
    more: int
    explanation: dict[str, Any] | None

    def hit(self, marked: Marked) -> Hit:
        """Return the hit, with the next of the `marked` texts."""
        article = self.article
        return Hit(
            id=article.id,
            url=article.url,
            title=article.title,
            title_html=next(marked)[1],
            published=article.published,
            authors=article.authors,
            source=article.source,
            section=article.section,
            language=article.language,
            score=round(self.score, 5),
            paragraphs=tuple([self._paragraph(*shown, *next(marked)) for shown in self.paragraphs]),
            more_paragraphs=self.more,
            explanation=self.explanation,
        )

    def _paragraph(self, paragraph: Paragraph, block: Block, seen: Window, text: str, html: str) -> ParagraphHit:
        number, kind, link = paragraph.number, paragraph.kind, f"{self.link}#p{paragraph.number}"
        return ParagraphHit(number, kind, text, html, round(block.score, 5), link, seen.more_before, seen.more_after)


class Page:
    """Hits in the making: once all are drafted, their texts are marked together."""

    def __init__(self, evaluation: Evaluation, text: str, *, explain: bool) -> None:
        self._evaluation = evaluation
        self._asked = f"?q={quote_plus(text)}" if text else ""
        self._explain = explain
        self._drafts: list[Draft] = []
        self._pieces: list[Piece] = []

    def add(self, one: Chosen, score: float, title: Block, shown: Sequence[Block], more: int) -> None:
        """Draft the hit of a chosen article that shows some of its paragraphs."""
        segment = self._evaluation.segments[one.segment]
        article, layout = segment.shown(one.document), layout_of(segment)
        paragraphs = [(article.paragraph(at.number - 1), at, window(layout, one.document, at)) for at in shown]
        link = f"/articles/{_quoted(article.id)}{self._asked}"
        explanation = explained(self._evaluation, one) if self._explain else None
        self._drafts.append(Draft(article, link, score, paragraphs, more, explanation))
        self._pieces.append(Piece(article.title, title.starts, title.ends))
        pieces = [Piece(part.text, at.starts, at.ends, seen.first, seen.end) for part, at, seen in paragraphs]
        self._pieces += pieces

    def hits(self) -> tuple[Hit, ...]:
        """Return the hits, in the order in which they were added."""
        marked = iter(mark_all(self._pieces))
        return tuple([draft.hit(marked) for draft in self._drafts])


def _quoted(article_id: str) -> str:
    """Return an id as an address has it."""
    return article_id.translate(_QUOTED) if article_id.isascii() else quote(article_id, safe="")


def show_articles(
    evaluation: Evaluation, chosen: Sequence[Chosen], text: str, *, paragraphs: int, explain: bool
) -> tuple[Hit, ...]:
    """Return a hit for each chosen article, in their order, with up to `paragraphs` of its best paragraphs.

    An article that matches in its headline only is shown with its first paragraph, unmarked.
    """
    page = Page(evaluation, text, explain=explain)
    for one, (marks, blocks) in zip(chosen, _marks(evaluation, chosen), strict=True):
        matching = [at for at in blocks if marks.blocks[at] >= _FIRST]
        best = sorted(matching, key=marks.scores.__getitem__, reverse=True)[:paragraphs]
        shown = [marks[at] for at in best] if matching else _first_paragraph(evaluation, one)[:paragraphs]
        page.add(one, one.score, _headline(marks, blocks), shown, len(matching) - len(best))
    return page.hits()


def show_paragraphs(
    evaluation: Evaluation, chosen: Sequence[tuple[Chosen, int]], text: str, *, explain: bool
) -> tuple[Hit, ...]:
    """Return a hit for each chosen (article, block number of a paragraph), in their order."""
    page = Page(evaluation, text, explain=explain)
    articles = [one for one, _ in chosen]
    for (one, number), (marks, blocks) in zip(chosen, _marks(evaluation, articles), strict=True):
        within = number - layout_of(evaluation.segments[one.segment]).first_blocks.item(one.document)
        at = next((at for at in blocks if marks.blocks[at] == within), None)
        block = _unmarked(evaluation, one, within) if at is None else marks[at]
        page.add(one, block.score, _headline(marks, blocks), [block], 0)
    return page.hits()


def article_view(evaluation: Evaluation, segment: int, document: int) -> ArticleView:
    """Return an article with all matches marked."""
    article = evaluation.segments[segment].article(document)
    marks = marks_in(evaluation, segment, np.array([document]))
    texts = [article.title, article.standfirst or "", *(paragraph.text for paragraph in article.paragraphs)]
    pieces = [Piece(text) for text in texts]
    for block in map(marks.__getitem__, range(len(marks.blocks))):
        pieces[block.number] = Piece(texts[block.number], block.starts, block.ends)
    title, standfirst, *paragraphs = mark_all(pieces)
    return ArticleView(
        article=article,
        title_html=title[1],
        standfirst_html=None if article.standfirst is None else standfirst[1],
        paragraphs=tuple(
            MarkedParagraph(paragraph.number, paragraph.kind, html)
            for paragraph, (_, html) in zip(article.paragraphs, paragraphs, strict=True)
        ),
        matches=len(marks.starts),
    )


def _headline(marks: Marks, blocks: range) -> Block:
    """Return the headline of an article with its matches, of which there may be none."""
    return marks[blocks.start] if blocks and not marks.blocks[blocks.start] else Block(0, 0.0, 0)


def _first_paragraph(evaluation: Evaluation, one: Chosen) -> list[Block]:
    """Return the first paragraph of an article without anything to mark, where it has one."""
    starts = layout_of(evaluation.segments[one.segment]).first_blocks[one.document : one.document + 2].tolist()
    return [_unmarked(evaluation, one, _FIRST)] if starts[1] - starts[0] > _FIRST else []


def _unmarked(evaluation: Evaluation, one: Chosen, number: int) -> Block:
    """Return a block of an article without anything to mark."""
    layout = layout_of(evaluation.segments[one.segment])
    lengths = layout.lengths_of(layout.first_blocks[[one.document]] + number)
    return Block(number, 0.0, lengths.item())


def _marks(evaluation: Evaluation, chosen: Sequence[Chosen]) -> list[tuple[Marks, range]]:
    """Return for each chosen article the marks that its are among, and which these are."""
    found: dict[tuple[int, int], tuple[Marks, range]] = {}
    for segment in {one.segment for one in chosen}:
        documents = sorted({one.document for one in chosen if one.segment == segment})
        marks = marks_in(evaluation, segment, np.array(documents))
        for row, document in enumerate(documents):
            blocks = range(bisect_left(marks.articles, row), bisect_right(marks.articles, row))
            found[segment, document] = marks, blocks
    return [found[one.segment, one.document] for one in chosen]


def explained(evaluation: Evaluation, chosen: Chosen) -> dict[str, Any]:
    """Return the score of an article as the sum it is: what each word, coverage and closeness add."""
    words = evaluation.parts(chosen.segment, chosen.document)
    coverage = chosen.words - sum(score for _, score in words)
    parts = [(leaf.label, score) for leaf, score in words] + [("coverage", coverage), ("closeness", chosen.closeness)]
    weights = {
        leaf.label: {"weight": round(evaluation.weights[leaf], 5), "articles": evaluation.articles_with(leaf)}
        for leaf, _ in words
    }
    listed = [{"name": n, "score": round(s, 5), **weights.get(n, {})} for n, s in parts if round(s, 5)]
    return {"score": round(chosen.score, 5), "parts": listed}
