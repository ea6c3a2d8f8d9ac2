"""Chosen articles and paragraphs -> the hits that people read: best paragraphs first, matches marked.

    [Chosen(segment 0, document 7, score 9.3)]  ->  (Hit("kursk", title_html="... <mark>drones</mark>", ...),)

What is shown of a long paragraph is its best window, cut at sentences. First all that is to be shown is drafted, then
all of its texts are marked in one go.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

import numpy as np
from msgspec import Struct

from index.article import Article
from search.choose import Chosen
from search.evaluate import Evaluation
from search.excerpt import Window, window
from search.highlight import Piece, mark_all
from search.layout import layout_of
from search.marks import Marks, marks_in
from search.results import ArticleView, Hit, MarkedParagraph, ParagraphHit

Marked = Iterator[tuple[str, str]]
"""Texts as they are shown, as text and as HTML."""


class Draft(Struct, frozen=True):
    """A hit to be: all of it but the marked texts."""

    article: Article
    link: str  # to the article with the query, without a paragraph
    score: float
    title: Marks
    paragraphs: list[tuple[Marks, Window]]
    more: int
    explanation: dict[str, Any] | None

    def pieces(self) -> Iterator[Piece]:
        """Yield what there is to mark: the headline, then the paragraphs."""
        yield Piece(self.article.title, self.title.spans)
        for marks, seen in self.paragraphs:
            yield Piece(self.article.paragraphs[marks.block - 2].text, marks.spans, seen.first, seen.end)

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
            paragraphs=tuple([self._paragraph(marks, seen, *next(marked)) for marks, seen in self.paragraphs]),
            more_paragraphs=self.more,
            explanation=self.explanation,
        )

    def _paragraph(self, marks: Marks, seen: Window, text: str, html: str) -> ParagraphHit:
        number = marks.block - 1
        kind = self.article.paragraphs[number - 1].kind
        link = f"{self.link}#p{number}"
        return ParagraphHit(number, kind, text, html, round(marks.score, 5), link, seen.more_before, seen.more_after)


@dataclass(frozen=True, slots=True)
class Drafter:
    """Makes drafts of chosen articles; their links end in `asked`, the query."""

    evaluation: Evaluation
    asked: str
    explain: bool

    def draft(self, one: Chosen, score: float, title: Marks, shown: Sequence[Marks], more: int) -> Draft:
        """Return the draft of a hit that shows the paragraphs `shown`."""
        segment = self.evaluation.segments[one.segment]
        article, layout = segment.article(one.document), layout_of(segment)
        first_block = layout.first_blocks.item(one.document)
        return Draft(
            article=article,
            link=f"/articles/{quote(article.id, safe='')}{self.asked}",
            score=score,
            title=title,
            paragraphs=[(marks, window(layout, first_block + marks.block, marks.spans)) for marks in shown],
            more=more,
            explanation=explained(self.evaluation, one) if self.explain else None,
        )


def show_articles(
    evaluation: Evaluation, chosen: Sequence[Chosen], text: str, *, paragraphs: int, explain: bool
) -> tuple[Hit, ...]:
    """Return a hit for each chosen article, in their order, with up to `paragraphs` of its best paragraphs.

    An article that matches in its headline only is shown with its first paragraph, unmarked.
    """
    drafter = Drafter(evaluation, _asked(text), explain)
    drafts = []
    for one, (title, matching) in zip(chosen, _marks(evaluation, chosen), strict=True):
        matching.sort(key=lambda marks: (-marks.score, marks.block))
        shown = (matching or _first_paragraph(evaluation, one))[:paragraphs]
        drafts.append(drafter.draft(one, one.score, title, shown, max(0, len(matching) - paragraphs)))
    return _hits(drafts)


def show_paragraphs(
    evaluation: Evaluation, chosen: Sequence[tuple[Chosen, int]], text: str, *, explain: bool
) -> tuple[Hit, ...]:
    """Return a hit for each chosen (article, block number of a paragraph), in their order."""
    drafter = Drafter(evaluation, _asked(text), explain)
    drafts = []
    articles = [one for one, _ in chosen]
    for (one, block), (title, matching) in zip(chosen, _marks(evaluation, articles), strict=True):
        within = block - layout_of(evaluation.segments[one.segment]).first_blocks.item(one.document)
        marks = next((m for m in matching if m.block == within), Marks(within, 0.0, []))
        drafts.append(drafter.draft(one, marks.score, title, [marks], 0))
    return _hits(drafts)


def article_view(evaluation: Evaluation, segment: int, document: int) -> ArticleView:
    """Return an article with all matches marked."""
    article = evaluation.segments[segment].article(document)
    marks = marks_in(evaluation, segment, np.array([document]))[0]
    spans = {one.block: one.spans for one in marks}
    texts = [article.title, article.standfirst or "", *(paragraph.text for paragraph in article.paragraphs)]
    title, standfirst, *paragraphs = mark_all([Piece(text, spans.get(block, ())) for block, text in enumerate(texts)])
    return ArticleView(
        article=article,
        title_html=title[1],
        standfirst_html=None if article.standfirst is None else standfirst[1],
        paragraphs=tuple(
            MarkedParagraph(paragraph.number, paragraph.kind, html)
            for paragraph, (_, html) in zip(article.paragraphs, paragraphs, strict=True)
        ),
        matches=sum(map(len, spans.values())),
    )


def _asked(text: str) -> str:
    """Return what an address ends in to carry a query."""
    return f"?q={quote_plus(text)}" if text else ""


def _hits(drafts: Sequence[Draft]) -> tuple[Hit, ...]:
    marked = iter(mark_all([piece for draft in drafts for piece in draft.pieces()]))
    return tuple([draft.hit(marked) for draft in drafts])


def _first_paragraph(evaluation: Evaluation, one: Chosen) -> list[Marks]:
    """Return the first paragraph of an article without anything to mark, where it has one."""
    starts = layout_of(evaluation.segments[one.segment]).first_blocks[one.document : one.document + 2].tolist()
    return [Marks(2, 0.0, [])] if starts[1] - starts[0] > 2 else []


def _marks(evaluation: Evaluation, chosen: Sequence[Chosen]) -> Iterator[tuple[Marks, list[Marks]]]:
    """Yield the marks of each chosen article: those of its headline, and those of its paragraphs, in order."""
    marks: dict[tuple[int, int], list[Marks]] = {}
    for segment in {one.segment for one in chosen}:
        documents = sorted({one.document for one in chosen if one.segment == segment})
        found = marks_in(evaluation, segment, np.array(documents))
        marks |= {(segment, document): some for document, some in zip(documents, found, strict=True)}
    for one in chosen:
        mine = marks[one.segment, one.document]
        title = mine[0] if mine and mine[0].block == 0 else Marks(0, 0.0, [])
        yield title, [some for some in mine if some.block >= 2]


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
