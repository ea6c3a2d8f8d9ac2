"""What is being typed -> what it may become: the last word completed, from the words of the archive.

    suggest(archive, "storm dro")   ->   ["storm drones", "storm drone", "storm dropped"]

Those that stand in most articles come first. Words are given as the index has them: in lower case, without accents.
"""

from collections import Counter

import numpy as np

from index.analysis import STOP_WORDS, WORD, fold
from index.segment import Segment
from search.arrays import best
from search.service import Searchable


def suggest(archive: Searchable, text: str, size: int = 8) -> list[str]:
    """Return at most `size` queries that go on from `text`, none where it does not end in a word."""
    words = list(WORD.finditer(text))
    if not words or words[-1].end() != len(text):
        return []
    before, started = text[: words[-1].start()], fold(words[-1][0])
    counts: Counter[str] = Counter()
    for segment in archive.snapshot().segments:
        counts.update(_frequent(segment, started, size + len(STOP_WORDS)))
    wanted = [word for word, _ in counts.most_common() if word not in STOP_WORDS]
    return [before + word for word in wanted[:size]]


def _frequent(segment: Segment, start: str, count: int) -> dict[str, int]:
    """Return the `count` most frequent words of a segment that start so, each with how many articles have it."""
    field = segment.field("text")
    forms = field.forms_starting(start)
    articles = field.form_docs(np.arange(forms.start, forms.stop))
    return {field.form_text(forms[at]): int(articles[at]) for at in best(articles, count).tolist()}
