"""Chosen articles and paragraphs -> the hits that people read: best paragraphs first, matches marked.

    [Chosen(segment 0, document 7, score 9.3)]  ->  (Hit("kursk", title_html="... <mark>drones</mark>", ...),)

What is shown of a long paragraph is its best window, cut at sentences.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np

from index.article import Article
from search.choose import Chosen
from search.evaluate import Evaluation
from search.excerpt import window
from search.highlight import cut, mark
from search.layout import Layout, layout_of
from search.matches import matches_in
from search.paragraphs import Blocks, score_blocks
from search.results import ArticleView, Hit, MarkedParagraph, ParagraphHit


@dataclass(frozen=True, slots=True)
class Shown:
    """The blocks with matches of some articles of one segment, and what is needed to show them."""

    evaluation: Evaluation
    segment: int
    layout: Layout
    blocks: Blocks
    text: str  # the query as typed, for links

    def of_article(self, document: int) -> range:
        """Return which entries of `blocks` belong to an article."""
        first, end = self.layout.first_blocks[document : document + 2].tolist()
        numbers = self.blocks.numbers
        return range(int(np.searchsorted(numbers, first)), int(np.searchsorted(numbers, end)))

    def spans(self, entry: int) -> list[tuple[int, int]]:
        """Return the matches in a block as (word, width), words counted from the block's first."""
        start, count = int(self.blocks.starts[entry]), int(self.blocks.counts[entry])
        matches = self.blocks.matches
        words = matches.places[start : start + count] - self.layout.blocks[self.blocks.numbers[entry]]
        return list(zip(words.tolist(), matches.widths[start : start + count].tolist(), strict=True))


def shown_in(evaluation: Evaluation, segment: int, documents: Iterable[int], text: str) -> Shown:
    """Return what there is to show of some articles of one segment."""
    docs = np.unique(np.fromiter(documents, dtype=np.int64))
    where = evaluation.segments[segment]
    blocks = score_blocks(matches_in(evaluation, segment, docs), where, evaluation.leaf_weights())
    return Shown(evaluation, segment, layout_of(where), blocks, text)


def show_articles(
    evaluation: Evaluation, chosen: Sequence[Chosen], text: str, *, paragraphs: int, explain: bool
) -> tuple[Hit, ...]:
    """Return a hit for each chosen article, in their order, with up to `paragraphs` of its best paragraphs."""
    shown = {
        segment: shown_in(evaluation, segment, (c.document for c in chosen if c.segment == segment), text)
        for segment in {c.segment for c in chosen}
    }
    return tuple(_article_hit(shown[c.segment], c, paragraphs, explain=explain) for c in chosen)


def show_paragraphs(
    evaluation: Evaluation, chosen: Sequence[tuple[Chosen, int]], text: str, *, explain: bool
) -> tuple[Hit, ...]:
    """Return a hit for each chosen (article, block number of a paragraph), in their order."""
    segments = {c.segment for c, _ in chosen}
    shown = {s: shown_in(evaluation, s, (c.document for c, _ in chosen if c.segment == s), text) for s in segments}
    return tuple(_paragraph_hit(shown[c.segment], c, block, explain=explain) for c, block in chosen)


def _article_hit(shown: Shown, chosen: Chosen, count: int, *, explain: bool) -> Hit:
    article = shown.evaluation.segments[chosen.segment].article(chosen.document)
    first = int(shown.layout.first_blocks[chosen.document])
    entries = [(i, int(shown.blocks.numbers[i]) - first) for i in shown.of_article(chosen.document)]
    matching = sorted((pair for pair in entries if pair[1] >= 2), key=lambda p: (-shown.blocks.scores[p[0]], p[1]))
    best = tuple(_paragraph(shown, article, first, block, entry) for entry, block in matching[:count])
    if not matching and count and article.paragraphs:
        best = (_paragraph(shown, article, first, 2, None),)
    explanation = explained(shown.evaluation, chosen) if explain else None
    return _hit(shown, article, entries, chosen.score, best, max(0, len(matching) - count), explanation)


def _paragraph_hit(shown: Shown, chosen: Chosen, block: int, *, explain: bool) -> Hit:
    article = shown.evaluation.segments[chosen.segment].article(chosen.document)
    first = int(shown.layout.first_blocks[chosen.document])
    entries = [(i, int(shown.blocks.numbers[i]) - first) for i in shown.of_article(chosen.document)]
    entry = next((i for i, number in entries if number == block - first), None)
    paragraph = _paragraph(shown, article, first, block - first, entry)
    explanation = explained(shown.evaluation, chosen) if explain else None
    return _hit(shown, article, entries, paragraph.score, (paragraph,), 0, explanation)


def _hit(  # noqa: PLR0913, PLR0917 - a hit is put together from all of these
    shown: Shown,
    article: Article,
    entries: list[tuple[int, int]],
    score: float,
    paragraphs: tuple[ParagraphHit, ...],
    more: int,
    explanation: dict[str, Any] | None,
) -> Hit:
    headline = next((shown.spans(i) for i, block in entries if block == 0), [])
    return Hit(
        id=article.id,
        url=article.url,
        title=article.title,
        title_html=mark(article.title, headline),
        published=article.published,
        authors=article.authors,
        source=article.source,
        section=article.section,
        language=article.language,
        score=round(score, 5),
        paragraphs=paragraphs,
        more_paragraphs=more,
        explanation=explanation,
    )


def _paragraph(shown: Shown, article: Article, first: int, block: int, entry: int | None) -> ParagraphHit:
    number = block - 1
    paragraph = article.paragraphs[number - 1]
    spans = [] if entry is None else shown.spans(entry)
    seen = window(shown.layout, first + block, spans)
    text = paragraph.text
    if seen.end is not None:
        text = cut(text, seen.first, seen.end)
        spans = [(word - seen.first, width) for word, width in spans if seen.first <= word and word + width <= seen.end]
    return ParagraphHit(
        number=number,
        kind=paragraph.kind,
        text=text,
        html=mark(text, spans),
        score=0.0 if entry is None else round(float(shown.blocks.scores[entry]), 5),
        link=link_to(article.id, shown.text, number),
        more_before=seen.more_before,
        more_after=seen.more_after,
    )


def link_to(article_id: str, text: str, number: int) -> str:
    """Return the address of a paragraph on the page of its article, with the query that is to be marked there."""
    return f"/articles/{quote(article_id, safe='')}?{urlencode({'q': text})}#p{number}"


def article_view(evaluation: Evaluation, segment: int, document: int) -> ArticleView:
    """Return an article with all matches marked."""
    shown = shown_in(evaluation, segment, [document], "")
    article = evaluation.segments[segment].article(document)
    first = int(shown.layout.first_blocks[document])
    spans = {int(shown.blocks.numbers[i]) - first: shown.spans(i) for i in shown.of_article(document)}
    return ArticleView(
        article=article,
        title_html=mark(article.title, spans.get(0, ())),
        standfirst_html=None if article.standfirst is None else mark(article.standfirst, spans.get(1, ())),
        paragraphs=tuple(
            MarkedParagraph(p.number, p.kind, mark(p.text, spans.get(p.number + 1, ()))) for p in article.paragraphs
        ),
        matches=sum(map(len, spans.values())),
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
