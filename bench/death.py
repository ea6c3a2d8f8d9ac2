"""Looks for queries of death: asks an archive what is made to be slow, and prints what took most.

    python bench/death.py articles.jsonl.gz --articles 45000 --queries 1000
    python bench/death.py --index nutgraf-index --hostile strings.jsonl

The queries are those of `bench/nasty.py`, and of a file of hostile strings, where one is given ({"html": ...} a line),
each `LENGTH` characters at most. What a query cannot be read for is an answer too. Time is processor time, from the
text to JSON with facets; memory is the most that was allocated at once meanwhile, over what was there before, in a
second asking (counting it takes time). `MOST_MS` and `MOST_MB` are what the README promises; the exit status is 1 where
a query takes more.
"""

import argparse
import gzip
import itertools
import json
import random
import sys
import tempfile
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from nasty import queries

from index import Archive, open_archive
from search import QueryError, search

LENGTH = 500
MOST_MS = 250
MOST_MB = 64
SHOWN = 10
FREQUENT = 150
"""Words of the archive that queries are made of."""


class Asked(NamedTuple):
    """What one query took."""

    ms: float
    mb: float
    kind: str
    text: str


def frequent_words(archive: Archive) -> list[str]:
    """Return the most frequent words of the largest segment, the most frequent first."""
    field = max(archive.snapshot().segments, key=lambda segment: segment.size).field("text")
    totals = np.asarray(field.arrays.form_docs)
    return [field.form_text(number) for number in np.argsort(-totals.astype(np.int64))[:FREQUENT].tolist()]


def hostile(path: Path, count: int) -> Iterator[tuple[str, str]]:
    """Yield the hostile strings of a file, as queries."""
    with path.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, count):
            yield "hostile", json.loads(line)["html"][:LENGTH]


def ask(archive: Archive, text: str, view: str) -> None:
    """Ask one query."""
    try:
        search(archive, text, view=view, facets=True).to_dict()
    except QueryError:
        return


def measured(archive: Archive, kind: str, text: str, view: str) -> Asked:
    """Return what a query takes."""
    start = time.thread_time()
    ask(archive, text, view)
    spent = time.thread_time() - start
    tracemalloc.start()
    ask(archive, text, view)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Asked(spent * 1e3, most / 1e6, kind, text)


def report(asked: Sequence[Asked]) -> None:
    """Print the most that each kind took, and the queries that took most."""
    kinds = defaultdict(list)
    for one in asked:
        kinds[one.kind].append(one)
    print(f"{'':16s}{'queries':>8s}{'ms':>8s}{'MB':>8s}   at most")
    for kind, some in kinds.items():
        print(f"{kind:16s}{len(some):8d}{max(one.ms for one in some):8.0f}{max(one.mb for one in some):8.1f}")
    for name, part in (("slowest", "ms"), ("largest", "mb")):
        print(f"\nthe {name}:")
        for one in sorted(asked, key=lambda one: getattr(one, part), reverse=True)[:SHOWN]:
            print(f"{one.ms:6.0f} ms {one.mb:6.1f} MB  {one.kind:16s} {one.text!r}")


def filled(source: Path, count: int, place: str) -> Archive:
    """Return an archive of the first articles of a file."""
    archive = open_archive(Path(place) / "index")
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        archive.add(json.loads(line) for line in itertools.islice(lines, count))
    archive.settle()
    return archive


def main() -> None:
    """Ask, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=45_000)
    parser.add_argument("--index", type=Path, help="an archive to ask, instead of one made from a file")
    parser.add_argument("--hostile", type=Path, help="a file of hostile strings to ask, too")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--view", choices=("articles", "paragraphs"), default="articles")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not (asked.source or asked.index):
        parser.error("name a file of articles, or an archive by --index")
    with tempfile.TemporaryDirectory() as place:
        archive = open_archive(asked.index) if asked.index else filled(asked.source, asked.articles, place)
        draw = random.Random(asked.seed)
        made = itertools.islice(queries(draw, frequent_words(archive), LENGTH), asked.queries)
        strings = hostile(asked.hostile, asked.queries) if asked.hostile else ()
        ask(archive, "news", "articles")
        results = [measured(archive, kind, text, asked.view) for kind, text in itertools.chain(made, strings)]
    report(results)
    slow = sum(one.ms > MOST_MS or one.mb > MOST_MB for one in results)
    print(f"\n{slow} of {len(results)} queries took more than {MOST_MS} ms or {MOST_MB} MB")
    sys.exit(bool(slow))


if __name__ == "__main__":
    main()
