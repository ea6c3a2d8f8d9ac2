"""What an archive costs: time to add, bytes on disk, memory, time to open, one more article; beside its peers.

    python bench/archive.py articles.jsonl.gz                       20,000 articles, all engines
    python bench/archive.py articles.jsonl.gz --growth              Nutgraf at 5, 10, 20 and 45 thousand

Each engine works in a process of its own, so that its memory is its own. Memory while adding is the most that it and
its workers had at once, less what the articles took that it was given. Opening is timed in a new process that has
imported the engine and opened an empty index, to the answer to a first query, with the files in the system's cache;
private memory is all that this process does not share. "One more" is the middle of 20 times adding one article and
finding it.
"""

import argparse
import gzip
import json
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import Any

from peers import ENGINES, Rows

WORD = "minister"
SLOW = 2000
"""Articles for stock Whoosh: it needs minutes for more, and its rate falls little."""


def read(path: Path, count: int) -> Rows:
    """Return the first articles of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, count)]


def text_bytes(rows: Rows) -> int:
    """Return how long the texts of articles are."""
    return sum(len(row["body"].encode()) + len((row["title"] or "").encode()) for row in rows)


def on_disk(folder: Path) -> int:
    """Return how long the files in a folder are."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def private_memory(process: str = "self") -> int:
    """Return the bytes of memory that a process shares with no other."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private"))


def family_memory() -> int:
    """Return the private memory of this process and its children."""
    me = str(multiprocessing.current_process().pid)
    children = Path(f"/proc/{me}/task").glob("*/children")
    numbers = [me, *(number for path in children for number in path.read_text().split())]
    total = 0
    for number in numbers:
        try:
            total += private_memory(number)
        except OSError:  # it has ended
            continue
    return total


def watched(work: Callable[[], None]) -> tuple[float, int]:
    """Do work, and return how many seconds it took and the most memory it had."""
    before, most, done = family_memory(), [0], Event()

    def watch() -> None:
        while not done.wait(0.05):
            most.append(family_memory())

    watcher = Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    return seconds, max(most) - before


def adding(name: str, folder: Path, source: Path, count: int) -> dict[str, float]:
    """Add articles to a new index and measure that."""
    rows = read(source, count)
    engine = ENGINES[name](folder)
    seconds, memory = watched(lambda: engine.add(rows))
    engine.close()
    return {"rate": count / seconds, "seconds": seconds, "memory": memory, "size": on_disk(folder) / text_bytes(rows)}


def opening(name: str, folder: Path) -> dict[str, float]:
    """Open an index and ask it a first question."""
    ENGINES[name](folder.with_name("empty")).find(WORD)
    start = time.perf_counter()
    engine = ENGINES[name](folder)
    assert engine.find(WORD)  # noqa: S101  # a benchmark that finds nothing measures nothing
    return {"open": time.perf_counter() - start, "private": private_memory()}


def one_more(name: str, folder: Path) -> dict[str, float]:
    """Add single articles and find them."""
    engine = ENGINES[name](folder)
    times = []
    for number in range(20):
        word = f"quintillion{number}x"
        start = time.perf_counter()
        engine.add([{"id": word, "title": "One more", "body": f"One more article, on {word} and the rest."}])
        assert engine.find(word) == [word]  # noqa: S101  # likewise
        times.append(time.perf_counter() - start)
    engine.close()
    return {"one_more": statistics.median(times), "worst": max(times)}


def merging(folder: Path) -> dict[str, float]:
    """Merge all segments of an archive, in memory, and return how many articles a second that were."""
    from index import open_archive  # noqa: PLC0415
    from index.merge import merge  # noqa: PLC0415

    segments = open_archive(folder).snapshot().segments
    start = time.perf_counter()
    merged = merge([segments[0], *segments])
    return {"merge": merged.size / (time.perf_counter() - start)}


def apart(work: Callable[..., dict[str, float]], *arguments: Any) -> dict[str, float]:
    """Run work in a new process and return its figures."""
    receiver, sender = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_send, args=(sender, work, arguments))
    process.start()
    sender.close()
    figures = receiver.recv()
    process.join()
    return dict(figures)


def _send(sender: Any, work: Callable[..., dict[str, float]], arguments: tuple[Any, ...]) -> None:
    sender.send(work(*arguments))


def measure(name: str, source: Path, count: int) -> dict[str, float]:
    """Return all figures of one engine."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / name
        figures = apart(adding, name, folder, source, count)
        figures |= apart(opening, name, folder)
        if name == "nutgraf":
            figures |= apart(merging, folder)
        return {"articles": count} | figures | apart(one_more, name, folder)


def row_of(name: str, figures: dict[str, float]) -> str:
    """Return a line of the table."""
    merge = f"{figures['merge']:9.0f}" if "merge" in figures else "        -"
    return (
        f"{name:9s} {figures['articles']:8.0f} {figures['rate']:7.0f} {figures['size']:6.2f}"
        f" {figures['memory'] / 1e6:8.0f} {figures['open'] * 1e3:8.0f} {figures['private'] / 1e6:8.0f}"
        f" {figures['one_more'] * 1e3:9.1f} {figures['worst'] * 1e3:9.1f} {merge}"
    )


HEADER = (
    "engine    articles  art./s  bytes   MB add   ms open  MB open  ms 1 more     worst   merged/s\n"
    "                            /byte"
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--growth", action="store_true")
    options = parser.parse_args()
    print(HEADER)
    sizes = [5_000, 10_000, 20_000, 45_000] if options.growth else [options.articles]
    engines = ["nutgraf"] if options.growth else options.engines.split(",")
    for count in sizes:
        for name in engines:
            articles = min(count, SLOW) if name == "whoosh" else count
            print(row_of(name, measure(name, options.source, articles)), flush=True)


if __name__ == "__main__":
    main()
