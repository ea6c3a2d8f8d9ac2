"""What the options of a search cost over the plain query, and what reading a query takes.

    report(archive, queries, clock)   prints, for each kind of query and each option, its median over the plain one's

The filter lets through the half of the articles that are newest. A deep page is hits 1,001 to 1,010, reached page by
page; it is asked of the queries that have so many, and held against the first page of the same queries.
"""

import statistics
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from queries import Words, typed

from index import Archive
from index.segment import NO_DATE
from search import search
from search.options import MAX_SIZE
from search.understand import understood

DEEP = 1_000
MOST = 2.0
"""An option that costs more than this many times the plain query is marked."""

READINGS = 2_000

Options = dict[str, Any]


def report(archive: Archive, queries: dict[str, list[Words]], clock: Callable[[], float]) -> None:
    """Print the table and the time that reading takes."""
    day = middle_day(archive)
    chosen: dict[str, Callable[[str], Options | None]] = {
        "facets": lambda _: {"facets": True},
        **({"dates": lambda _: {"from_": day}} if day else {}),
        "newest": lambda _: {"sort": "newest"},
        f"hit {DEEP:,}": lambda text: deep(archive, text),
    }
    print("\nover the plain query, medians" + " " * 4 + "".join(f"{name:>12s}" for name in ("plain, ms", *chosen)))
    for kind, some in queries.items():
        texts = [typed(kind, words) for words in some]
        asked = [[(text, options) for text in texts if (options := option(text))] for option in chosen.values()]
        costs = [cost(archive, pairs, clock) for pairs in asked]
        cells = [f"{ratio:11.2f}{'!' if ratio > MOST else ' '}" if base else f"{'-':>11s} " for base, ratio in costs]
        print(f"{kind:33s}{costs[0][0]:11.3f} {''.join(cells)}", flush=True)
    print(f"\nsix words read and planned in {reading(queries['any of 6'], clock):.0f} µs (median)")


def deep(archive: Archive, text: str) -> Options | None:
    """Return the options of the page of ten after `DEEP` hits, None where there are not so many."""
    cursor = None
    for _ in range(DEEP // MAX_SIZE):
        cursor = search(archive, text, size=MAX_SIZE, paragraphs=0, cursor=cursor).cursor
        if cursor is None:
            return None
    return {"cursor": cursor}


def middle_day(archive: Archive) -> str | None:
    """Return the day that half of the dated articles were published before, None where none is dated."""
    days = np.concatenate([segment.published for segment in archive.snapshot().segments])
    dated = days[days != NO_DATE]
    return str(np.median(dated).astype("datetime64[D]")) if len(dated) else None


def cost(archive: Archive, asked: Sequence[tuple[str, Options]], clock: Callable[[], float]) -> tuple[float, float]:
    """Return the median of the plain queries in milliseconds, and how many times as long their options take."""
    if not asked:
        return 0.0, 0.0
    plain, special = [], []
    for text, more in asked:
        search(archive, text)
        for times, options in ((plain, {}), (special, more)):
            start = clock()
            search(archive, text, **options)
            times.append((clock() - start) * 1e3)
    base = statistics.median(plain)
    return base, statistics.median(special) / base


def reading(queries: Sequence[Words], clock: Callable[[], float]) -> float:
    """Return the microseconds to read and plan a query, a median."""
    texts = [typed("any of 6", words) for words in queries]
    times = []
    for number in range(READINGS):
        start = clock()
        understood(texts[number % len(texts)])
        times.append((clock() - start) * 1e6)
    return statistics.median(times)
