"""Queries of several kinds, made from the headlines of the articles that are searched.

    queries_of(titles, 200)["all of 2"]  ->  [["ferry", "port"], ...]      200 of each kind
    typed("all of 2", ["ferry", "port"])  ->  "+ferry +port"               as Nutgraf and Tantivy read it

Words are drawn from one headline (any of them, or all of them), in the order they stand there (phrases), or cut (the
beginnings of words): so there is something to find, as there is for people, who half remember a story. Common ones are
any of `COMMON`.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence

Words = list[str]

COMMON = 30
"""The words of four letters and more that most headlines have: shorter ones are mostly stop words."""

_WORD = re.compile(r"\w+")
_SEED = 20261123


def queries_of(titles: Sequence[str], count: int) -> dict[str, list[Words]]:
    """Return so many queries of each kind, the same for the same headlines."""
    draw = random.Random(_SEED)
    common = _common(titles)
    makers: dict[str, Callable[[Words], Words]] = {
        **{f"any of {n}": _drawn(draw, n) for n in (1, 2, 3, 6)},
        **{f"all of {n}": _drawn(draw, n) for n in (2, 3)},
        **{f"phrase of {n}": _run(draw, n) for n in (2, 3)},
        "prefix": lambda words: [draw.choice([word for word in words if len(word) > 5])[:5]],
        "common of 3": lambda _: draw.sample(common, 3),
    }
    return {kind: [make(_headline(titles, draw)) for _ in range(count)] for kind, make in makers.items()}


def _common(titles: Sequence[str]) -> Words:
    """Return the words that most headlines have."""
    times = Counter(word for title in titles for word in set(_WORD.findall(title.lower())) if len(word) > 3)
    return [word for word, _ in times.most_common(COMMON)]


def _headline(titles: Sequence[str], draw: random.Random) -> Words:
    """Return the words of a headline that is long enough for every kind."""
    while True:
        words = _WORD.findall(draw.choice(titles).lower())
        if len(words) > 7 and any(len(word) > 5 for word in words):
            return words


def _drawn(draw: random.Random, count: int) -> Callable[[Words], Words]:
    return lambda words: draw.sample(words, count)


def _run(draw: random.Random, count: int) -> Callable[[Words], Words]:
    def run(words: Words) -> Words:
        start = draw.randrange(len(words) - count)
        return words[start : start + count]

    return run


def typed(kind: str, words: Words) -> str:
    """Return a query as it is typed."""
    if kind.startswith("all"):
        return " ".join("+" + word for word in words)
    if kind.startswith("phrase"):
        return '"' + " ".join(words) + '"'
    return words[0] + "*" if kind == "prefix" else " ".join(words)
