"""What is shown beside an article that is being read: where its matches are.

    ArticleView   ->   [Tick(paragraph=7, top=31.2, height=2.4, matches=2), ...]

A tick stands in the strip where its paragraph stands in the text, so a glance shows whether a word is met throughout or
once, at the end.
"""

from dataclasses import dataclass

from search import ArticleView

_LEAST = 0.8  # percent of the strip: a tick that is thinner is hard to see


@dataclass(frozen=True, slots=True)
class Tick:
    """A paragraph with matches: where it stands and how tall it is, in percent of the text."""

    paragraph: int
    top: float
    height: float
    matches: int


def ticks(view: ArticleView) -> list[Tick]:
    """Return a tick for each paragraph of the article that has matches."""
    lengths = [len(paragraph.text) + 1 for paragraph in view.article.paragraphs]
    scale = 100 / max(sum(lengths), 1)
    made, before = [], 0
    for marked, length in zip(view.paragraphs, lengths, strict=True):
        matches = marked.html.count("<mark>")
        if matches:
            height = max(length * scale, _LEAST)
            made.append(Tick(marked.number, round(before * scale, 2), round(height, 2), matches))
        before += length
    return made
