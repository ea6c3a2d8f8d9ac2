"""What an article says, and its most significant words: those that are frequent in it and rare in others.

    said_in(article, 12_000)                    ->   {"drone": 0.83, "wreckag": 0.73, "report": 0.67, ...}
    telling(snapshot, {"drone": 0.83, ...}, 20)   ->   (Term("wreckag", boost=0.73), Term("drone", boost=0.83), ...)

How much a word is said is its count as a share of one, as in the score of an article (`search.rank`), but for the
article's length; how telling it is, that times how few articles have it (tf-idf).
"""

from collections import defaultdict
from collections.abc import Mapping
from heapq import nlargest

from index.analysis import own_analyzer
from index.segment import Snapshot
from index.store import Shown
from search.frequency import articles_with_stem
from search.plan import Term
from search.rank import HEADLINE, K1, LEAD, idf

CANDIDATES = 60
"""Words whose articles are counted: those that are said most."""

TOO_COMMON = 0.25
"""A word that more than this part of all articles have tells nothing."""


def said_in(article: Shown, length: int) -> dict[str, float]:
    """Return how much the first `length` characters of an article say each stem but those of stop words.

    Words of headline and lead count as they do in ranking.
    """
    analyzer = own_analyzer()
    counts: dict[str, float] = defaultdict(float)
    for worth, text in _blocks(article, length):
        for terms in analyzer.telling(text):
            if len(terms.exact) > 1:
                counts[terms.stem] += worth
    return {stem: count / (count + K1) for stem, count in counts.items()}


def telling(snapshot: Snapshot, said: Mapping[str, float], most: int) -> tuple[Term, ...]:
    """Return, of stems and how much each is said, those that tell most, as leaves of a plan, the most telling first."""
    weights: dict[str, float] = {}
    for stem in nlargest(CANDIDATES, said, key=said.__getitem__):
        articles = articles_with_stem(snapshot, stem)
        if 1 < articles <= max(2, snapshot.articles * TOO_COMMON):
            weights[stem] = idf(snapshot.articles, articles) * said[stem]
    chosen = nlargest(most, weights, key=weights.__getitem__)
    return tuple(Term(term=stem, exact=False, label=stem, boost=said[stem]) for stem in chosen)


def _blocks(article: Shown, length: int) -> list[tuple[float, str]]:
    """Return the texts of an article, up to so many characters, each with what a word there counts."""
    paragraphs, left = [], length - len(article.title) - len(article.standfirst or "")
    for number in range(1, len(article.paragraphs) + 1):
        if left <= 0:
            break
        paragraphs.append(article.paragraph(number))
        left -= len(paragraphs[-1].text)
    lead = next((one.number for one in paragraphs if one.kind == "text"), 0)
    texts = [(LEAD if one.number <= lead else 1.0, one.text[:length]) for one in paragraphs]
    return [(HEADLINE, article.title[:length]), (LEAD, (article.standfirst or "")[:length]), *texts]
