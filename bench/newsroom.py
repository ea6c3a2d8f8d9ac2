"""Queries as newsrooms type them, judged by a reader: how good the first three articles are, beside Tantivy's.

    pip install '.[bench]'
    python bench/newsroom.py articles.jsonl.gz

`newsroom.tsv` holds 110 queries, and of each the articles that Nutgraf, with these numbers or others, or Tantivy put
among the first three. The reader graded them by headline, day and lead without knowing who had found them: 2 is what
was wanted, 1 on the subject, 0 neither; what was not graded counts as 0. Printed are the mean nDCG@3, with gains of
2 ^ grade - 1, and of how many queries the first article is a 0.
"""

import argparse
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).parents[1]))

from archive import read
from race import filled, installed
from ranking import PLAIN, instead

JUDGED = Path(__file__).with_name("newsroom.tsv")
SHOWN = 3

Grades = dict[str, int]
"""Of the articles of one query, by id."""


def judged() -> dict[str, Grades]:
    """Return the grades of each query."""
    grades: dict[str, Grades] = defaultdict(dict)
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        query, article, grade = line.split("\t")
        grades[query][article] = int(grade)
    return grades


def ndcg(found: list[str], grades: Grades) -> float:
    """Return how good the first articles found are, as a share of the best that could be."""
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(article, 0) for article in found]) / (_gain(best) or 1.0)


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:SHOWN]))


def report(name: str, find: Callable[[str], list[str]], queries: dict[str, Grades]) -> None:
    """Print how good the answers of one engine are."""
    found = {query: find(query) for query in queries}
    worth = mean(ndcg(found[query], grades) for query, grades in queries.items())
    useless = sum(not any(grades.get(one) for one in found[query][:1]) for query, grades in queries.items())
    print(f"{name:32s} nDCG@3 {worth:.3f}   first one useless {useless:3d} of {len(queries)}", flush=True)


def main() -> None:
    """Fill the engines and judge what they find."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--articles", type=int, default=45_000)
    asked = parser.parse_args()
    rows = read(asked.source, asked.articles)
    queries = judged()
    with tempfile.TemporaryDirectory() as place:
        engines = {name: filled(name, Path(place), rows) for name in installed(["nutgraf", "tantivy"])}
        for name, engine in engines.items():
            report(name, engine.find, queries)
        for name, numbers in (("nutgraf without SUBJECT", {"SUBJECT": 0.0}), ("nutgraf as plain BM25", PLAIN)):
            with instead(numbers):
                report(name, engines["nutgraf"].find, queries)


if __name__ == "__main__":
    main()
