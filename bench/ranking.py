"""Score the ranking on judged collections, and find its numbers by leaving each collection out in turn.

    python bench/ranking.py FOLDER...                 nDCG@10 of each collection beside plain BM25's
    python bench/ranking.py FOLDER... --words 3       ... where only three words of each question are asked for
    python bench/ranking.py FOLDER... --leave-one-out    what each collection gains from numbers found on the others

A collection is a folder with docs.jsonl ({"id", "title", "body"}), queries.tsv (id, text) and qrels.tsv (query,
document, gain). The same engine answers with the headline's and the lead's extra weight, the length floor, coverage,
closeness, sentences, subjects and feedback switched off, as plain BM25 (K1 1.2, B 0.75): so the gain is that of the
ranking, not of stems or parsing. Numbers are found in four steps, each with those of the others as they are.
"""

import argparse
import json
import math
import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from statistics import mean
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

from index import Archive, open_archive
from index.analysis import STOP_WORDS
from search import QueryError, evaluate, feedback, rank, search, telling

PLAIN = {"K1": 1.2, "B": 0.75, "IDF_POWER": 1.0, "HEADLINE": 1.0, "LEAD": 1.0, "LENGTH_FLOOR": 0.0, "COVERAGE": 0.0}
PLAIN |= {"CLOSENESS_WORDS": 0, "SENTENCE": 0.0, "SUBJECT": 0.0, "FEEDBACK": 0.0}
GRIDS: list[dict[str, tuple[float, ...]]] = [
    {"K1": (1.0, 1.2, 1.5), "HEADLINE": (2.0, 3.0, 4.0)},
    {"LEAD": (1.0, 1.1, 1.2, 1.5), "IDF_POWER": (1.0, 1.1, 1.25, 1.4), "LENGTH_FLOOR": (0.5, 0.65, 0.8)},
    {"SENTENCE": (0.0, 0.5, 0.7, 0.9), "SENTENCE_POWER": (4, 5, 6, 8)},
    {"FEEDBACK": (0.2, 0.3, 0.4), "FEEDBACK_TERMS": (10, 12, 15, 20), "FEEDBACK_ARTICLES": (8, 10, 12)},
]

DRAWS = 5
"""How often words are drawn from each question."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_SEED = 20261123


class Collection:
    """One judged collection in an archive of its own."""

    def __init__(self, folder: Path, place: Path, words: int | None) -> None:
        self.name = folder.name
        self.archive: Archive = open_archive(place / folder.name)
        self.archive.add(json.loads(line) for line in (folder / "docs.jsonl").open(encoding="utf-8"))
        self.gains: dict[str, dict[str, int]] = defaultdict(dict)
        for line in (folder / "qrels.tsv").open(encoding="utf-8"):
            query, document, gain = line.rstrip("\n").split("\t")
            if int(gain) > 0:
                self.gains[query][document] = int(gain)
        rows = [line.rstrip("\n").split("\t", 1) for line in (folder / "queries.tsv").open(encoding="utf-8")]
        self.queries = [(query, text) for query, text in rows if query in self.gains]
        if words is not None:
            draw = random.Random(_SEED)
            self.queries = [(query, drawn(text, words, draw)) for query, text in self.queries * DRAWS]

    def score(self, numbers: dict[str, float]) -> float:
        """Return the mean nDCG@10 with these numbers of `search.rank` in place of its own."""
        with instead(numbers):
            return mean(self._ndcg(query, text) for query, text in self.queries)

    def _ndcg(self, query: str, text: str) -> float:
        gains = self.gains[query]
        try:
            found = [hit.id for hit in search(self.archive, text, paragraphs=0, fold=False).hits]
        except QueryError:
            return 0.0
        best = sorted(gains.values(), reverse=True)[:10]
        ideal = sum(gain / math.log2(place + 2) for place, gain in enumerate(best))
        return sum(gains.get(name, 0) / math.log2(place + 2) for place, name in enumerate(found)) / ideal


def drawn(text: str, count: int, draw: random.Random) -> str:
    """Return so many of the words of a question, stop words apart, in their order."""
    words = [word for word in dict.fromkeys(_WORD.findall(text.lower())) if word not in STOP_WORDS]
    return " ".join(words[at] for at in sorted(draw.sample(range(len(words)), min(count, len(words)))))


@contextmanager
def instead(numbers: dict[str, float]) -> Iterator[None]:
    """Put numbers in place of those of `search.rank`."""
    changed = {name: getattr(rank, name) for name in PLAIN} | numbers
    with ExitStack() as stack:
        stack.enter_context(patch.multiple(rank, **changed))
        stack.enter_context(patch.multiple(evaluate, **_derived(changed)))
        for module in (feedback, telling):
            stack.enter_context(patch.multiple(module, **{n: v for n, v in changed.items() if hasattr(module, n)}))
        yield


def _derived(numbers: dict[str, float]) -> dict[str, Any]:
    """Return what `search.evaluate` made of the numbers when it was imported."""
    with patch.multiple(rank, **numbers):
        not_kept = evaluate.norms_of.__wrapped__
        return {"HEAD_BONUS": rank.head_bonus(), "COVERAGE": rank.COVERAGE, "norms_of": not_kept}


def leave_one_out(collections: list[Collection], plain: dict[str, float], grid: dict[str, tuple[float, ...]]) -> None:
    """Print, for each collection, the numbers of a grid that do best on the others and what it gains from them."""
    settings = [dict(zip(grid, values, strict=True)) for values in product(*grid.values())]
    gains = [[c.score(setting) / plain[c.name] - 1 for c in collections] for setting in settings]
    for left, collection in enumerate(collections):
        best = max(range(len(settings)), key=lambda n: sum(g for i, g in enumerate(gains[n]) if i != left))
        print(f"{collection.name:10s} left out: {settings[best]} gains {gains[best][left]:+.1%}")


def main() -> None:
    """Score the collections."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--words", type=int, help="of each question that are asked for, drawn at random")
    parser.add_argument("--leave-one-out", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        collections = [Collection(folder, Path(place), options.words) for folder in options.folders]
        plain = {collection.name: collection.score(PLAIN) for collection in collections}
        for collection in collections:
            ours, before = collection.score({}), plain[collection.name]
            print(f"{collection.name:10s} nDCG@10 {ours:.4f}   plain BM25 {before:.4f}   {ours / before - 1:+.1%}")
        for grid in GRIDS if options.leave_one_out else ():
            leave_one_out(collections, plain, grid)


if __name__ == "__main__":
    main()
