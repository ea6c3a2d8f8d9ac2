"""Sentences half remembered: how high the article comes that has the sentence, beside Tantivy and SQLite FTS5.

    pip install '.[bench]'
    python bench/half_remembered.py articles.jsonl.gz --articles 45000

Somebody remembers some telling words of a sentence in an article, and some that are not in it: these are drawn from
other such sentences. Any of the words will do. An article is the one that was meant if it has the sentence: so each
engine may show any of its copies. Printed are the mean reciprocal rank within the first ten (1 where the article always
comes first, 0 where it is never among them), and how often it is the first and among the ten.
"""

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from archive import read
from peers import Rows
from race import filled, installed

from index.analysis import STOP_WORDS
from index.sentences import sentences

REMEMBERED = [(4, 0), (4, 1), (4, 2), (6, 2), (3, 3)]
"""Words that are in the sentence, and words that are not."""

TELLING = 9
"""Words other than stop words that a sentence has at least: of one with fewer, most would be remembered."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_SEED = 20261123

Sentence = tuple[str, list[str]]
"""A sentence as it is written, and its words but for stop words."""


def drawn(rows: Rows, draw: random.Random) -> Iterator[Sentence]:
    """Yield sentences of articles drawn at random, one of each, for ever; exit where hardly any article has one."""
    missed = 0
    while missed < 1000:
        body = draw.choice(rows)["body"]
        start, end = draw.choice(sentences(body) or [(0, 0)])
        words = [word.lower() for word in _WORD.findall(body[start:end])]
        telling = [word for word in dict.fromkeys(words) if word not in STOP_WORDS]
        missed += 1
        if len(telling) >= TELLING:
            missed = 0
            yield body[start:end], telling
    sys.exit(f"hardly any article has a sentence of {TELLING} words other than stop words")


def remembered(words: Sequence[str], others: Sequence[str], right: int, draw: random.Random) -> str:
    """Return a query of so many of the words of a sentence, in order, with the words of others put anywhere."""
    kept = [words[at] for at in sorted(draw.sample(range(len(words)), right))]
    for other in others:
        kept.insert(draw.randrange(len(kept) + 1), other)
    return " ".join(kept)


def rank(engine: Any, query: str, sentence: str, bodies: dict[str, str]) -> float:
    """Return one over the rank of the first of the ten best articles that has the sentence; 0 where none has."""
    has_it = (sentence in bodies[name] for name in engine.find(query))
    return next((1 / place for place, there in enumerate(has_it, 1) if there), 0.0)


def main() -> None:
    """Fill the engines and ask them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=500, help="of each kind")
    parser.add_argument("--engines", default="nutgraf,tantivy,fts5")
    asked = parser.parse_args()
    rows = read(asked.source, asked.articles)
    bodies = {row["id"]: row["body"] for row in rows}
    draw = random.Random(_SEED)
    meant = drawn(rows, draw)
    with tempfile.TemporaryDirectory() as place:
        engines = {name: filled(name, Path(place), rows) for name in installed(asked.engines.split(","))}
        print(f"{'right':>5s} {'wrong':>5s}  " + "  ".join(f"{name + ': MRR, first, in ten':>28s}" for name in engines))
        for right, wrong in REMEMBERED:
            some = [next(meant) for _ in range(asked.queries)]
            others = [[draw.choice(next(meant)[1]) for _ in range(wrong)] for _ in some]
            queries = [remembered(words, wrongs, right, draw) for (_, words), wrongs in zip(some, others, strict=True)]
            shown = []
            for engine in engines.values():
                ranks = [rank(engine, query, text, bodies) for query, (text, _) in zip(queries, some, strict=True)]
                first, in_ten = mean(one == 1 for one in ranks), mean(one > 0 for one in ranks)
                shown.append(f"{mean(ranks):14.3f} {first:6.2f} {in_ten:6.2f}")
            print(f"{right:5d} {wrong:5d}  " + "  ".join(shown), flush=True)


if __name__ == "__main__":
    main()
