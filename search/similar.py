"""An article -> more like it: the articles that share its most significant words.

    similar(archive, "drone-wreckage")   ->   (Hit("frontier-sightings", ...), Hit("port-closed", ...), ...)

The `TERMS` words that tell most of the article (`search.telling`) are asked for, each with the weight it has there.
Neither it nor its copies are in the answer, and copies of a hit stand with it, as in a search. Nothing is read of the
archive but postings, the article itself and those that are shown.
"""

from search.choose import by_words
from search.copies import copies_of
from search.evaluate import Evaluation
from search.fold import leading, with_copies
from search.plan import Group
from search.results import Hit
from search.service import Searchable
from search.show import show_articles
from search.telling import said_in, telling

TERMS = 20
"""Words of an article that are asked for."""

LENGTH = 12_000
"""Characters of an article that are looked at: news says first what it is about."""

ENOUGH = 0.132
"""Of the weight of all words asked for, the share that an article must score: found by reading what falls below, in
the bundled samples, where little has to do with anything, and in 45,000 news articles, where of the five best for each
of 600 articles four in a hundred do."""


def similar(archive: Searchable, article_id: str, size: int = 5) -> tuple[Hit, ...] | None:
    """Return up to `size` articles that are most like one, best first; None where the archive does not have it.

    Each shows the paragraph that has most of the shared words, with those marked.
    """
    snapshot = archive.snapshot()
    where = snapshot.find(article_id)
    if where is None:
        return None
    said = said_in(where[0].shown(where[1]), LENGTH)
    evaluation = Evaluation(snapshot, Group(may=telling(snapshot, said, TERMS)))
    if not evaluation.leaves:
        return ()
    scored, copies = evaluation.scored(), copies_of(snapshot)
    here = (snapshot.segments.index(where[0]), where[1])
    own = {here, *copies.of(*here)}
    chosen = leading(lambda count: by_words(scored, count), copies, size + 1)
    enough = ENOUGH * sum(evaluation.weights.values())
    others = [one for one in chosen if (one.segment, one.document) not in own and one.score >= enough][:size]
    hits = show_articles(evaluation, others, "", paragraphs=1, explain=False)
    return with_copies(hits, others, copies, evaluation, scored)
