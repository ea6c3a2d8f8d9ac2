"""How the time of a search grows with the archive: medians of each kind of query, as a table and as a picture.

    pip install '.[bench]'
    python bench/growth.py articles.jsonl.gz --plot growth.svg        real articles, and a million synthetic ones
    python bench/growth.py articles.jsonl.gz --sizes 1000,2000 --synthetic 1000,10000     a trial of it

Each archive grows in one folder, and the same queries, made from the headlines of its first articles, are asked at each
size, once its segments are merged. The last column is the power of the size that time grows with from the smallest
archive to the largest: 1 would be linear. Synthetic articles are short (`bench/synthetic.py`).
"""

import argparse
import itertools
import math
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import synthetic
from archive import read
from queries import Words, queries_of, typed

from index import Archive, open_archive
from search import search

Medians = dict[str, list[float]]
"""Of each kind of query, the median in milliseconds at each size."""


def grown(archive: Archive, items: Iterator[Any], sizes: Sequence[int]) -> Iterator[int]:
    """Yield each size when the archive has reached it and its segments are merged."""
    for before, size in itertools.pairwise([0, *sizes]):
        start = time.perf_counter()
        archive.add(itertools.islice(items, size - before))
        archive.settle()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(f"  {size:9,} articles; {time.perf_counter() - start:.0f} s to add, {memory:,.0f} MB at most", flush=True)
        yield size


def medians(
    archive: Archive, queries: dict[str, list[Words]], clock: Callable[[], float]
) -> Iterator[tuple[str, float]]:
    """Yield each kind of query with the median of its times in milliseconds."""
    for kind, some in queries.items():
        times = []
        for number, words in enumerate([*some[:5], *some]):
            start = clock()
            search(archive, typed(kind, words))
            times += [(clock() - start) * 1e3] * (number >= 5)
        yield kind, statistics.median(times)


def growth(items: Iterator[Any], titles: Sequence[str], sizes: Sequence[int], asked: argparse.Namespace) -> Medians:
    """Grow an archive and return the medians at each size."""
    queries = queries_of(titles, asked.queries)
    found: Medians = {kind: [] for kind in queries}
    with tempfile.TemporaryDirectory() as place:
        archive = open_archive(Path(place) / "index")
        for _ in grown(archive, items, sizes):
            for kind, median in medians(archive, queries, time.thread_time if asked.cpu else time.perf_counter):
                found[kind].append(median)
    return found


def table(found: Medians, sizes: Sequence[int]) -> str:
    """Return the medians as lines, with the power of the size that each kind grows with."""
    lines = [" " * 12 + "".join(f"{size:>10,}" for size in sizes) + "     power"]
    for kind, times in found.items():
        power = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0]) if len(sizes) > 1 else math.nan
        lines.append(f"{kind:12s}" + "".join(f"{some:10.3f}" for some in times) + f"{power:10.2f}")
    return "\n".join(lines)


def draw(parts: Sequence[tuple[str, Sequence[int], Medians]], path: Path) -> None:
    """Write a picture with a panel for each archive, beside a dashed line that grows as the archive does."""
    from matplotlib.figure import Figure  # noqa: PLC0415  # for the picture alone
    from matplotlib.ticker import ScalarFormatter  # noqa: PLC0415

    figure = Figure(figsize=(10, 4.2), layout="constrained")
    panels = figure.subplots(1, len(parts), sharey=True, squeeze=False)[0]
    for panel, (name, sizes, found) in zip(panels, parts, strict=True):
        for number, (kind, times) in enumerate(found.items()):
            panel.plot(sizes, times, marker="o", markersize=3, color=f"C{number}", label=kind)
        least = min(times[0] for times in found.values())
        panel.plot(sizes, [least * size / sizes[0] for size in sizes], "--", color="grey", label="linear")
        panel.set(xscale="log", yscale="log", title=name, xlabel="articles")
        panel.set_xticks(sizes, [f"{size:,}" for size in sizes], minor=False)
        panel.minorticks_off()
        panel.yaxis.set_major_formatter(ScalarFormatter())
        panel.grid(alpha=0.3)
    panels[0].set_ylabel("milliseconds a query, median")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside right center", frameon=False)
    figure.savefig(path, metadata={"Date": None})


def numbers(text: str) -> list[int]:
    """Return the sizes of an option."""
    return [int(number) for number in text.split(",") if number]


def main() -> None:
    """Print the tables, and draw them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--sizes", type=numbers, default=[5_000, 10_000, 20_000, 45_000])
    parser.add_argument("--synthetic", type=numbers, default=[10_000, 100_000, 1_000_000], help="or nothing")
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--cpu", action="store_true", help="processor time instead of time, where others are at work")
    parser.add_argument("--plot", type=Path, help="the SVG to write")
    asked = parser.parse_args()
    parts = []
    rows = read(asked.source, max(asked.sizes))
    made = ("news", asked.sizes, iter(rows), [row["title"] for row in rows[: asked.sizes[0]] if row["title"]])
    first = [article.title for article in synthetic.articles(asked.synthetic[0])] if asked.synthetic else []
    other = ("synthetic", asked.synthetic, synthetic.articles(max(asked.synthetic, default=0)), first)
    for name, sizes, items, titles in (made, other):
        if sizes:
            print(f"{name} articles")
            found = growth(items, titles, sizes, asked)
            print(table(found, sizes), flush=True)
            parts.append((f"{name} articles", sizes, found))
    if asked.plot:
        draw(parts, asked.plot)


if __name__ == "__main__":
    main()
