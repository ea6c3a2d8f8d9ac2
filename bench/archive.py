"""What an archive costs: time to add, bytes on disk, memory, time to open, one more article; beside its peers.

    pip install '.[bench]'
    python bench/archive.py articles.jsonl.gz                 20,000 articles, all engines; merging, serving
    python bench/archive.py articles.jsonl.gz --growth        Nutgraf at 5, 10, 20 and 45 thousand, and a picture of it

Each engine works in a process of its own, so that its memory is its own. Memory while adding is the most that it and
its workers had at once, less what the articles took that it was given. Opening is timed in a new process that has
imported the engine and opened an empty index, to the answer to a first query, with the files in the system's cache;
private memory is all that this process does not share. "One more" is the middle of 20 times adding one article and
finding it, and the longest of them. Tables are Markdown.
"""

import argparse
import gzip
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from beside import cache_of, shared, waits
from peers import ENGINES, Rows

ROOT = Path(__file__).parents[1]

SLOW = 2000
"""Articles for stock Whoosh: it needs minutes for more, and its rate falls little."""

Figures = dict[str, float]

COLUMNS = {
    "articles": ("articles", "{:,.0f}", 1),
    "rate": ("articles a second", "{:,.0f}", 1),
    "size": ("bytes a byte of text", "{:.2f}", 1),
    "memory": ("MB while adding", "{:,.0f}", 1e-6),
    "open": ("ms to open, first answer", "{:,.0f}", 1e3),
    "private": ("MB of its own", "{:,.0f}", 1e-6),
    "one_more": ("ms for one more", "{:,.1f}", 1e3),
    "worst": ("longest", "{:,.1f}", 1e3),
    "merge": ("merged a second", "{:,.0f}", 1),
}
"""The figures of an engine: heading, form, and what a figure is multiplied by to be shown."""


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


def family_memory() -> int:
    """Return the private memory of this process and its children."""
    me = str(multiprocessing.current_process().pid)
    total = 0
    for number in (me, *children(me)):
        with suppress(OSError):  # it has ended
            total += cache_of(number, "Private")
    return total


def children(process: str) -> Iterator[str]:
    """Yield the numbers of the children of all threads of a process."""
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(FileNotFoundError):  # the thread has ended
            yield from path.read_text().split()


def watched(work: Callable[[], None]) -> tuple[float, int]:
    """Do work, and return how many seconds it took and the most memory it had."""
    before, done = family_memory(), Event()
    most = [before]

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


def adding(name: str, folder: Path, source: Path, count: int) -> Figures:
    """Add articles to a new index and measure that."""
    rows = read(source, count)
    engine = ENGINES[name](folder)
    seconds, memory = watched(lambda: engine.add(rows))
    engine.close()
    return {"rate": count / seconds, "seconds": seconds, "memory": memory, "size": on_disk(folder) / text_bytes(rows)}


def opening(name: str, folder: Path, word: str) -> Figures:
    """Open an index and ask it a first question."""
    ENGINES[name](folder.with_name("empty")).find(word)
    start = time.perf_counter()
    engine = ENGINES[name](folder)
    assert engine.find(word)  # noqa: S101  # a benchmark that finds nothing measures nothing
    return {"open": time.perf_counter() - start, "private": cache_of("self", "Private")}


def one_more(name: str, folder: Path) -> Figures:
    """Add single articles and find them."""
    engine = ENGINES[name](folder)
    engine.find("nothing")  # so that all is imported, and the archive open
    times = []
    for number in range(20):
        word = f"quintillion{number}x"
        start = time.perf_counter()
        engine.add([{"id": word, "title": "One more", "body": f"One more article, on {word} and the rest."}])
        assert engine.find(word) == [word]  # noqa: S101  # likewise
        times.append(time.perf_counter() - start)
    engine.close()
    return {"one_more": statistics.median(times), "worst": max(times)}


def merging(folder: Path) -> Figures:
    """Merge all segments of an archive, in memory, and return how many articles a second that were."""
    from index import open_archive  # noqa: PLC0415
    from index.merge import merge  # noqa: PLC0415

    segments = open_archive(folder).snapshot().segments
    start = time.perf_counter()
    merged = merge([segments[0], *segments])
    return {"merge": merged.size / (time.perf_counter() - start)}


def apart(work: Callable[..., Figures], *arguments: Any) -> Figures:
    """Run work in a new process and return its figures."""
    receiver, sender = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_send, args=(sender, work, arguments))
    process.start()
    sender.close()
    figures = receiver.recv()
    process.join()
    return dict(figures)


def _send(sender: Any, work: Callable[..., Figures], arguments: tuple[Any, ...]) -> None:
    sender.send(work(*arguments))


def measure(name: str, source: Path, count: int, word: str) -> Figures:
    """Return all figures of one engine."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / name
        figures = apart(adding, name, folder, source, count)
        figures |= apart(opening, name, folder, word)
        if name == "nutgraf":
            figures |= apart(merging, folder)
        return {"articles": count} | figures | apart(one_more, name, folder)


def row_of(name: str, figures: Figures) -> str:
    """Return a line of the table."""
    cells = [form.format(figures[key] * by) if key in figures else "" for key, (_, form, by) in COLUMNS.items()]
    return f"| {name} | {' | '.join(cells)} |"


def header() -> str:
    """Return the first two lines of the table."""
    return f"| engine | {' | '.join(heading for heading, *_ in COLUMNS.values())} |\n{'|---' * (len(COLUMNS) + 1)}|"


def others(source: Path, count: int, word: str) -> str:
    """Return what readers, writers and other processes of an archive feel, as a table."""
    rows = read(source, count)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "nutgraf"
        felt = apart(waits, rows, folder, word)
        memory = shared(4, folder, word)
    lines = ["", "| longest wait | while all is merged | without |", "|---|---|---|"]
    for what, key, times in (("for an answer", "read", "reads"), ("to add one article", "written", "writes")):
        cells = (f"{felt[key + when] * 1e3:.0f} ms of {felt[times + when]:.0f}" for when in ("", "_without"))
        lines.append(f"| {what} | {' | '.join(cells)} |")
    private, pss, rss = (memory[name] / 1e6 for name in ("private", "pss", "rss"))
    told = f"{private:.0f} MB of its own, {pss:.0f} MB with its part of what they share, {rss:.0f} MB in all."
    return "\n".join([*lines, "", f"Each of four processes that answer from one archive has {told}"])


def draw(grown: Sequence[Figures], path: Path) -> None:
    """Write a picture with a panel for each figure that matters as an archive grows."""
    from matplotlib.figure import Figure  # noqa: PLC0415  # for the picture alone

    figure = Figure(figsize=(10, 2.6), layout="constrained")
    shown = {"seconds": ("seconds to add", "", 1.0)} | {key: COLUMNS[key] for key in ("size", "open", "one_more")}
    for panel, (key, (heading, _, by)) in zip(figure.subplots(1, len(shown)), shown.items(), strict=True):
        panel.plot(
            [one["articles"] / 1000 for one in grown], [one[key] * by for one in grown], marker="o", markersize=3
        )
        panel.set(title=heading, xlabel="thousand articles", xlim=0, ylim=0)
        panel.title.set_fontsize("medium")
        panel.grid(alpha=0.3)
    figure.savefig(path, metadata={"Date": None})


def sizes(text: str) -> list[int]:
    """Return the numbers of an option."""
    return [int(number) for number in text.split(",")]


def main() -> None:
    """Print the tables, and draw what grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--engines", type=lambda text: text.split(","), default=list(ENGINES))
    parser.add_argument("--word", default="minister", help="what is asked first; it has to be there")
    parser.add_argument("--growth", type=sizes, nargs="?", const=[5_000, 10_000, 20_000, 45_000], help="at which sizes")
    parser.add_argument("--plot", type=Path, default=ROOT / ".docs" / "archive.svg", help="the picture of growth")
    asked = parser.parse_args()
    print(header())
    grown = []
    for count in asked.growth or [asked.articles]:
        for name in ["nutgraf"] if asked.growth else asked.engines:
            figures = measure(name, asked.source, min(count, SLOW) if name == "whoosh" else count, asked.word)
            print(row_of(name, figures), flush=True)
            grown.append(figures)
    if asked.growth:
        draw(grown, asked.plot)
    elif "nutgraf" in asked.engines:
        print(others(asked.source, asked.articles, asked.word))


if __name__ == "__main__":
    main()
