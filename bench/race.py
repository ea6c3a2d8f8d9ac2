"""Nutgraf against Tantivy, SQLite FTS5 and stock Whoosh: the same articles, the same queries, one run, one thread.

    pip install '.[bench]'
    python bench/race.py articles.jsonl.gz                          20,000 articles, 200 queries of each kind
    python bench/race.py articles.jsonl.gz --articles 45000 --engines nutgraf,tantivy

What is timed is what a user gets: from the text of a query to the ten best articles, the matches marked in a piece of
each, and the exact number of articles. The engines answer each query in turn, so that what else the machine does hits
all alike; stock Whoosh, which is slow, answers the first `FEW` after them, and is held against the others' times for
those. Ratios are of medians and of 99th percentiles. Below the race: what facets, filters, sorting and deep pages cost
over the plain query, and what reading a query takes (`bench/options.py`).
"""

import argparse
import importlib.util
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import options
from archive import read
from peers import ENGINES, Nutgraf, Rows, StockWhoosh
from queries import Words, queries_of

FEW = 20
"""Queries of each kind for stock Whoosh."""

WARM = 5
"""Queries that each engine answers before its time is taken."""

Times = dict[str, list[float]]
"""Of each engine, the milliseconds of each query."""


def installed(names: Sequence[str]) -> list[str]:
    """Return the engines that are here, and say which are not."""
    missing = [name for name in names if name == "tantivy" and not importlib.util.find_spec(name)]
    for name in missing:
        print(f"{name} is not installed: pip install '.[bench]'")
    return [name for name in names if name not in missing]


def filled(name: str, place: Path, rows: Rows) -> Any:
    """Return an engine with the articles in it."""
    engine = ENGINES[name](place / name)
    start = time.perf_counter()
    engine.add(rows)
    if isinstance(engine, Nutgraf):
        engine.close()  # no merging while the others are timed
    print(f"  {name:8s} took them in in {time.perf_counter() - start:.0f} s", flush=True)
    return engine


def timed(engines: dict[str, Any], kind: str, queries: Sequence[Words], clock: Callable[[], float]) -> Times:
    """Return how long each engine takes for each query, all of them answering one query before the next."""
    times: Times = {name: [] for name in engines}
    for number, words in enumerate([*queries[:WARM], *queries]):
        for name, engine in engines.items():
            start = clock()
            engine.ask(kind, words)
            if number >= WARM:
                times[name].append((clock() - start) * 1e3)
    return times


def p99(times: Sequence[float]) -> float:
    """Return the 99th percentile."""
    return sorted(times)[int(len(times) * 0.99)]


def ratios(times: Times) -> list[str]:
    """Return how ours compares with each of the others, over the queries that both answered."""
    shown = []
    for name in ("tantivy", "fts5", "whoosh"):
        if name not in times:
            continue
        theirs = times[name]
        ours = times["nutgraf"][: len(theirs)]
        middle = statistics.median(ours) / statistics.median(theirs)
        if name == "tantivy":
            shown.append(f"{middle:10.2f} {p99(ours) / p99(theirs):6.2f}")
        else:
            shown.append(f"{1 / middle:10.0f}")
    return shown


def row_of(kind: str, times: Times) -> str:
    """Return a line of the table."""
    each = [f"{statistics.median(some):8.3f} {p99(some):8.3f}" for some in times.values()]
    return f"{kind:12s}" + " ".join([*each, *ratios(times)])


def header(names: Sequence[str]) -> str:
    """Return the two lines above the table."""
    compared = {"tantivy": f"{'ours/tantivy':>17s}", "fts5": f"{'fts5/ours':>10s}", "whoosh": f"{'whoosh/ours':>10s}"}
    first = [f"{name + ', ms':>17s}" for name in names] + [text for name, text in compared.items() if name in names]
    below = ["     p50      p99"] * len(names) + ["       p50    p99"] * ("tantivy" in names)
    return " " * 12 + " ".join(first) + "\n" + " " * 12 + " ".join(below)


def race(engines: dict[str, Any], queries: dict[str, list[Words]], clock: Callable[[], float]) -> None:
    """Print the table."""
    slow = {name: engine for name, engine in engines.items() if isinstance(engine, StockWhoosh)}
    fast = {name: engine for name, engine in engines.items() if name not in slow}
    print(header([*fast, *slow]))
    for kind, some in queries.items():
        print(row_of(kind, timed(fast, kind, some, clock) | timed(slow, kind, some[:FEW], clock)), flush=True)


def main() -> None:
    """Fill the engines and race them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--engines", default=",".join(ENGINES), help="nutgraf first; it is always there")
    parser.add_argument("--cpu", action="store_true", help="processor time instead of time, where others are at work")
    asked = parser.parse_args()
    clock = time.thread_time if asked.cpu else time.perf_counter
    rows = read(asked.source, asked.articles)
    queries = queries_of([row["title"] for row in rows if row["title"]], asked.queries)
    with tempfile.TemporaryDirectory() as place:
        print(f"{len(rows):,} articles")
        names = dict.fromkeys(["nutgraf", *installed(asked.engines.split(","))])
        engines = {name: filled(name, Path(place), rows) for name in names}
        race(engines, queries, clock)
        options.report(engines["nutgraf"].archive, queries, clock)


if __name__ == "__main__":
    main()
