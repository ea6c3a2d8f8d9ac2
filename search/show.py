"""Chosen articles and paragraphs -> the hits that people read: best paragraphs first, matches marked.

    [Chosen(segment 0, document 7, score 9.3)]  ->  (Hit("kursk", title_html="... <mark>drones</mark>", ...),)

What is shown of a long paragraph is its best window, cut at sentences.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from index.article import Article
from search.choose import Chosen
from search.evaluate import Evaluation
from search.excerpt import window
from search.highlight import cut_and_mark, mark
from search.layout import Layout, layout_of
from search.marks import Marks, marks_in
from search.results import ArticleView, Hit, MarkedParagraph, ParagraphHit


@dataclass(frozen=True, slots=True)
class Shown:
    """One found article with what there is to mark in it."""

    article: Article
    marks: list[Marks]
    layout: Layout
    first_block: int
    link: str  # to the article with the query, without a paragraph

    def matching(self) -> list[Marks]:
        """Return the marks of the paragraphs that match, best first."""
        return sorted((m for m in self.marks if m.block >= 2), key=lambda m: (-m.score, m.block))

    def paragraph(self, marks: Marks) -> ParagraphHit:
        """Return a paragraph to show; of a long one, the best of it."""
        number = marks.block - 1
        paragraph = self.article.paragraphs[number - 1]
        text = paragraph.text
        seen = window(self.layout, self.first_block + marks.block, marks.spans)
        if seen.end is None:
            html = mark(text, marks.spans)
        else:
            text, html = cut_and_mark(text, marks.spans, seen.first, seen.end)
        return ParagraphHit(
            number=number,
            kind=paragraph.kind,
            text=text,
            html=html,
            score=round(marks.score, 5),
            link=f"{self.link}#p{number}",
            more_before=seen.more_before,
            more_after=seen.more_after,
        )

    def hit(self, score: float, marks: Sequence[Marks], more: int, explanation: dict[str, Any] | None) -> Hit:
        """Return the article as a hit that shows the paragraphs of `marks`."""
        article = self.article
        return Hit(
            id=article.id,
            url=article.url,
            title=article.title,
            title_html=mark(article.title, next((m.spans for m in self.marks if m.block == 0), ())),
            published=article.published,
            authors=article.authors,
            source=article.source,
            section=article.section,
            language=article.language,
            score=round(score, 5),
            paragraphs=tuple(self.paragraph(m) for m in marks),
            more_paragraphs=more,
            explanation=explanation,
        )


def show_articles(
    evaluation: Evaluation, chosen: Sequence[Chosen], text: str, *, paragraphs: int, explain: bool
) -> tuple[Hit, ...]:
    """Return a hit for each chosen article, in their order, with up to `paragraphs` of its best paragraphs.

    An article that matches in its headline only is shown with its first paragraph, unmarked.
    """
    hits = []
    for one, shown in zip(chosen, _shown(evaluation, chosen, text), strict=True):
        matching = shown.matching()
        first = [Marks(2, 0.0, [])] if shown.article.paragraphs else []
        explanation = explained(evaluation, one) if explain else None
        more = max(0, len(matching) - paragraphs)
        hits.append(shown.hit(one.score, (matching or first)[:paragraphs], more, explanation))
    return tuple(hits)


def show_paragraphs(
    evaluation: Evaluation, chosen: Sequence[tuple[Chosen, int]], text: str, *, explain: bool
) -> tuple[Hit, ...]:
    """Return a hit for each chosen (article, block number of a paragraph), in their order."""
    hits = []
    for (one, block), shown in zip(chosen, _shown(evaluation, [c for c, _ in chosen], text), strict=True):
        within = block - shown.first_block
        marks = next((m for m in shown.marks if m.block == within), Marks(within, 0.0, []))
        explanation = explained(evaluation, one) if explain else None
        hits.append(shown.hit(marks.score, [marks], 0, explanation))
    return tuple(hits)


def article_view(evaluation: Evaluation, segment: int, document: int) -> ArticleView:
    """Return an article with all matches marked."""
    shown = next(iter(_shown(evaluation, [Chosen(segment, document, 0.0)], "")))
    article, spans = shown.article, {marks.block: marks.spans for marks in shown.marks}
    return ArticleView(
        article=article,
        title_html=mark(article.title, spans.get(0, ())),
        standfirst_html=None if article.standfirst is None else mark(article.standfirst, spans.get(1, ())),
        paragraphs=tuple(
            MarkedParagraph(p.number, p.kind, mark(p.text, spans.get(p.number + 1, ()))) for p in article.paragraphs
        ),
        matches=sum(map(len, spans.values())),
    )


def _shown(evaluation: Evaluation, chosen: Sequence[Chosen], text: str) -> Iterable[Shown]:
    """Yield each chosen article with its marks, in their order."""
    documents = {c.segment: {d.document for d in chosen if d.segment == c.segment} for c in chosen}
    marks = {segment: marks_in(evaluation, segment, docs) for segment, docs in documents.items()}
    asked = f"?{urlencode({'q': text})}" if text else ""
    for one in chosen:
        segment = evaluation.segments[one.segment]
        article, layout = segment.article(one.document), layout_of(segment)
        yield Shown(
            article=article,
            marks=marks[one.segment].get(one.document, []),
            layout=layout,
            first_block=int(layout.first_blocks[one.document]),
            link=f"/articles/{quote(article.id, safe='')}{asked}",
        )


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
