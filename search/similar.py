"""An article -> more like it: those that share its most telling words.

    similar(archive, "drone-wreckage")   ->   (Hit("frontier-sightings", ...), Hit("port-closed", ...), ...)

The article's own words are counted, those of headline and lead as often as `search.rank` counts them, and weighed by
how few articles have them (tf-idf); the `TERMS` that weigh most are asked for, each with the weight it has in the
article. Neither it nor its copies are in the answer, and copies of a hit stand with it, as in a search. Nothing is read
of the archive but postings, the article itself and those that are shown.
"""

from collections import defaultdict
from heapq import nlargest
from operator import itemgetter

from index.analysis import STOP_WORDS, Analyzer
from index.article import Article
from index.segment import Snapshot
from search.arrays import best
from search.choose import Chosen
from search.copies import copies_of
from search.evaluate import Evaluation, Scored
from search.filters import Filters
from search.fold import leading, with_copies
from search.matched import scored as scored_by
from search.plan import Group, Term
from search.rank import HEADLINE, K1, LEAD, idf
from search.results import Hit
from search.service import Searchable
from search.show import show_articles

TERMS = 20
"""Words of an article that are asked for."""

CANDIDATES = 60
"""Words whose articles are counted: those that the article has most often."""

TOO_COMMON = 0.25
"""A word that more than this part of all articles have tells nothing."""

LENGTH = 12_000
"""Characters of an article that are looked at: news says first what it is about."""

ENOUGH = 0.14
"""Of the weight of all words asked for, the share that an article must score: found by reading what falls below, in
the bundled samples, where little has to do with anything, and in 45,000 news articles, where of the five best for each
of 200 articles nine in a hundred do."""


def similar(archive: Searchable, article_id: str, size: int = 5) -> tuple[Hit, ...] | None:
    """Return up to `size` articles that are most like one, best first; None where the archive does not have it.

    Each shows the paragraph that has most of the shared words, with those marked.
    """
    snapshot = archive.snapshot()
    where = snapshot.find(article_id)
    if where is None:
        return None
    evaluation = Evaluation(snapshot, Group(may=telling(snapshot, where[0].article(where[1]))))
    if not evaluation.leaves:
        return ()
    scored, copies = scored_by(evaluation, Filters()), copies_of(snapshot)
    here = (snapshot.segments.index(where[0]), where[1])
    own = {here, *copies.of(*here)}
    chosen = leading(lambda count: _ranked(scored, count), copies, size + 1)
    enough = ENOUGH * sum(evaluation.weights.values())
    others = [one for one in chosen if (one.segment, one.document) not in own and one.score >= enough][:size]
    hits = show_articles(evaluation, others, "", paragraphs=1, explain=False)
    return with_copies(hits, others, copies, evaluation, scored)


def telling(snapshot: Snapshot, article: Article) -> tuple[Term, ...]:
    """Return the words that tell most about an article, as leaves of a plan, the most telling first."""
    counts = _counts(article)
    weights: dict[str, float] = {}
    for stem, count in nlargest(CANDIDATES, counts.items(), key=itemgetter(1)):
        articles = _articles_with(snapshot, stem)
        if 1 < articles <= max(2, snapshot.articles * TOO_COMMON):
            weights[stem] = idf(snapshot.articles, articles) * _share(count)
    chosen = nlargest(TERMS, weights, key=weights.__getitem__)
    return tuple(Term(term=stem, exact=False, label=stem, boost=_share(counts[stem])) for stem in chosen)


def _share(count: float) -> float:
    """Return a count as a share of one, as the score of an article has it."""
    return count / (count + K1)


def _counts(article: Article) -> dict[str, float]:
    """Return how often an article has each stem but those of stop words, headline and lead counted as they rank."""
    analyzer = Analyzer()
    counts: dict[str, float] = defaultdict(float)
    lead = next((p.number for p in article.paragraphs if p.kind == "text"), 0)
    blocks = [(HEADLINE, article.title), (LEAD, article.standfirst or "")]
    blocks += [(LEAD if p.number <= lead else 1.0, p.text) for p in article.paragraphs]
    left = LENGTH
    for worth, text in blocks:
        for terms in analyzer.analyze(text[:left]):
            if terms.exact not in STOP_WORDS and len(terms.exact) > 1:
                counts[terms.stem] += worth
        left = max(0, left - len(text))
    return counts


def _articles_with(snapshot: Snapshot, stem: str) -> int:
    """Return in how many articles a stem stands, removed ones included."""
    fields = [segment.field("text") for segment in snapshot.segments]
    numbers = [(field.arrays.postings, field.stem(stem)) for field in fields]
    return sum(int(postings[number + 1] - postings[number]) for postings, number in numbers if number is not None)


def _ranked(scored: list[Scored], count: int) -> list[Chosen]:
    """Return the `count` best articles, best first."""
    chosen: list[Chosen] = []
    for number, part in enumerate(scored):
        at = best(part.values, count)
        chosen += [Chosen(number, *row) for row in zip(part.docs[at].tolist(), part.values[at].tolist(), strict=True)]
    return sorted(chosen, key=lambda one: -one.score)[:count]
