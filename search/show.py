"""Chosen articles and paragraphs -> the hits that people read: best paragraphs first, matches marked.

    [Chosen(segment 0, document 7, score 9.3)]  ->  (Hit("kursk", title_html="... <mark>drones</mark>", ...),)

What is shown of a long paragraph is its best window, cut at sentences. First all that is to be shown is drafted, then
all of its texts are marked in one go.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote, quote_plus

from msgspec import Struct

from index.article import Paragraph
from index.store import Shown
from search.choose import Chosen
from search.evaluate import Evaluation
from search.explain import Explanation, explained_article, explained_paragraph
from search.highlight import Piece, cut, mark_all
from search.layout import layout_of
from search.marks import Block, Marks
from search.results import ArticleView, Hit, MarkedParagraph, ParagraphHit
from search.snippet import Window, window

_FIRST = 2
"""The number of the block that is the first paragraph."""

_PLAIN = re.compile(r"[\w.~:-]*", re.ASCII)
"""An id that an address has as it is, but for colons: `quote` takes eight times as long."""


class Draft(Struct, frozen=True):
    """A hit to be: all of it but the marked texts."""

    article: Shown
    link: str  # to the article with the query, without a paragraph
    score: float
    paragraphs: list[tuple[Paragraph, float, Window, str]]  # each with its score and what is shown of it
    more: int
    explanation: Explanation

    def hit(self, marked: Iterator[str]) -> Hit:
        """Return the hit, with the next of the `marked` texts."""
        article = self.article
        return Hit(
            id=article.id,
            url=article.url,
            title=article.title,
            title_html=next(marked),
            published=article.published,
            authors=article.authors,
            source=article.source,
            section=article.section,
            language=article.language,
            score=round(self.score, 5),
            paragraphs=tuple([self._paragraph(*shown, next(marked)) for shown in self.paragraphs]),
            more_paragraphs=self.more,
            explanation=self.explanation,
        )

    def _paragraph(self, paragraph: Paragraph, score: float, seen: Window, text: str, html: str) -> ParagraphHit:
        number, link = paragraph.number, f"{self.link}#p{paragraph.number}"
        return ParagraphHit(
            number, paragraph.kind, text, html, round(score, 5), link, seen.more_before, seen.more_after
        )


class Page:
    """Hits in the making: once all are drafted, their texts are marked together."""

    def __init__(self, evaluation: Evaluation, marks: Marks, text: str) -> None:
        self._evaluation = evaluation
        self._marks = marks
        self._asked = f"?q={quote_plus(text)}" if text else ""
        self._drafts: list[Draft] = []
        self._pieces: list[Piece] = []

    def add(self, one: Chosen, score: float, shown: Sequence[Block], more: int, explanation: Explanation) -> None:
        """Draft the hit of a chosen article that shows some of its paragraphs."""
        segment = self._evaluation.segments[one.segment]
        article, layout = segment.shown(one.document), layout_of(segment)
        link = f"/articles/{_quoted(article.id)}{self._asked}"
        paragraphs = []
        self._pieces.append(Piece(article.title, self._headline(one)))
        for block in shown:
            paragraph = article.paragraph(block.number - 1)
            seen = window(layout, one.document, block, self._marks)
            text = paragraph.text if seen.end is None else cut(paragraph.text, seen.first, seen.end)
            paragraphs.append((paragraph, block.score, seen, text))
            self._pieces.append(Piece(text, block.matches, seen.first))
        self._drafts.append(Draft(article, link, score, paragraphs, more, explanation))

    def _headline(self, one: Chosen) -> range:
        """Return the matches in the headline of an article, of which there may be none."""
        blocks = self._marks.of(one)
        return self._marks[blocks.start].matches if blocks and not self._marks.numbers[blocks.start] else range(0)

    def hits(self) -> tuple[Hit, ...]:
        """Return the hits, in the order in which they were added."""
        marked = iter(mark_all(self._pieces, self._marks.starts, self._marks.ends))
        return tuple([draft.hit(marked) for draft in self._drafts])


def _quoted(article_id: str) -> str:
    """Return an id as an address has it."""
    return article_id.replace(":", "%3A") if _PLAIN.fullmatch(article_id) else quote(article_id, safe="")


def show_articles(
    evaluation: Evaluation, chosen: Sequence[Chosen], text: str, *, paragraphs: int, explain: bool
) -> tuple[Hit, ...]:
    """Return a hit for each chosen article, in their order, with up to `paragraphs` of its best paragraphs.

    An article that matches in its headline only is shown with its first paragraph, unmarked.
    """
    marks = Marks(evaluation, chosen)
    page = Page(evaluation, marks, text)
    for one in chosen:
        matching = [at for at in marks.of(one) if marks.numbers[at] >= _FIRST]
        best = sorted(matching, key=marks.scores.__getitem__, reverse=True)[:paragraphs]
        shown = [marks[at] for at in best] if matching else _first_paragraph(evaluation, one)[:paragraphs]
        explanation = explained_article(evaluation, one) if explain else None
        page.add(one, one.score, shown, len(matching) - len(best), explanation)
    return page.hits()


def show_paragraphs(evaluation: Evaluation, chosen: Sequence[Chosen], text: str, *, explain: bool) -> tuple[Hit, ...]:
    """Return a hit for each chosen paragraph, in their order."""
    marks = Marks(evaluation, chosen)
    page = Page(evaluation, marks, text)
    for one in chosen:
        within = (one.block or 0) - layout_of(evaluation.segments[one.segment]).first_blocks.item(one.document)
        at = next((at for at in marks.of(one) if marks.numbers[at] == within), None)
        block = _unmarked(evaluation, one, within) if at is None else marks[at]
        explanation = explained_paragraph(evaluation, one, block) if explain else None
        page.add(one, block.score, [block], 0, explanation)
    return page.hits()


def article_view(evaluation: Evaluation, segment: int, document: int) -> ArticleView:
    """Return an article with all matches marked."""
    article = evaluation.segments[segment].article(document)
    one = Chosen(segment, document, words=0.0)
    marks = Marks(evaluation, [one])
    texts = [article.title, article.standfirst or "", *(paragraph.text for paragraph in article.paragraphs)]
    matches = {block.number: block.matches for block in map(marks.__getitem__, marks.of(one))}
    pieces = [Piece(text, matches.get(number, range(0))) for number, text in enumerate(texts)]
    title, standfirst, *paragraphs = mark_all(pieces, marks.starts, marks.ends)
    return ArticleView(
        article=article,
        title_html=title,
        standfirst_html=None if article.standfirst is None else standfirst,
        paragraphs=tuple(
            MarkedParagraph(paragraph.number, paragraph.kind, html)
            for paragraph, html in zip(article.paragraphs, paragraphs, strict=True)
        ),
        matches=len(marks.starts),
    )


def _first_paragraph(evaluation: Evaluation, one: Chosen) -> list[Block]:
    """Return the first paragraph of an article without anything to mark, where it has one."""
    starts = layout_of(evaluation.segments[one.segment]).first_blocks[one.document : one.document + 2].tolist()
    return [_unmarked(evaluation, one, _FIRST)] if starts[1] - starts[0] > _FIRST else []


def _unmarked(evaluation: Evaluation, one: Chosen, number: int) -> Block:
    """Return a block of an article without anything to mark."""
    layout = layout_of(evaluation.segments[one.segment])
    lengths = layout.lengths_of(layout.first_blocks[[one.document]] + number)
    return Block(number, 0.0, lengths.item())
