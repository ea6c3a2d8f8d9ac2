"""What others feel: who reads and who writes while segments are merged, and what processes that serve share.

    waits(rows, folder, word)         longest search and longest addition of one article, in seconds, beside a merge
    shared(4, folder, word)           memory of each of four processes that answer from one archive, in bytes

The merge goes on in a thread of the process that reads, as in a server that articles are added to; the writer is
another process. What they wait without a merge is measured in the same way right after it, for as long: a busy machine
makes anyone wait.
"""

import gc
import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any, Self

from peers import ENGINES, Rows

Figures = dict[str, float]

_SPAWN = multiprocessing.get_context("spawn")
_FIRST = 0.6
"""Part of the articles that are added first: the rest is then more than half as many, and is merged with them."""


def cache_of(process: int | str, kind: str) -> int:
    """Return how many bytes of one kind of memory a process has: "Private" for what it shares with no other, "Pss"."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) << 10 for line in lines if line.partition(":")[0].partition("_")[0] == kind)


def longest(work: Callable[[], object], going_on: Callable[[], bool]) -> tuple[float, int]:
    """Do work again and again while something goes on; return the longest time it took, and how often it was done."""
    times = [0.0]
    while going_on():
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return max(times), len(times) - 1


def waits(rows: Rows, folder: Path, word: str) -> Figures:
    """Return what a reader and a writer wait at most while all of an archive is merged, and without that."""
    archive = ENGINES["nutgraf"](folder)
    first = int(len(rows) * _FIRST)
    archive.add(rows[:first])
    archive.close()
    archive.find(word)  # so that everything is imported
    gc.freeze()  # who serves does not hold the articles that were added, and need not look through them for garbage
    with _Writer(folder) as writer:
        archive.add(rows[first:])
        merging = Thread(target=archive.close)
        start = time.perf_counter()
        merging.start()
        figures = _both(archive.find, word, merging.is_alive, writer, "")
        end = 2 * time.perf_counter() - start
        return figures | _both(archive.find, word, lambda: time.perf_counter() < end, writer, "_without")


def _both(
    find: Callable[[str], object], word: str, going_on: Callable[[], bool], writer: "_Writer", name: str
) -> Figures:
    """Read, and let a writer write, while something goes on."""
    writer.ask("begin")
    read, reads = longest(lambda: find(word), going_on)
    written, writes = writer.ask("end")
    return {f"read{name}": read, f"reads{name}": reads, f"written{name}": written, f"writes{name}": writes}


class _Writer:
    """A process that adds one article after another between "begin" and "end", and then says how long that took."""

    def __init__(self, folder: Path) -> None:
        self._pipe, other = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_write, args=(folder, other))

    def ask(self, word: str) -> Any:
        """Say something, and return the answer."""
        self._pipe.send(word)
        return self._pipe.recv()

    def __enter__(self) -> Self:
        self._process.start()
        self._pipe.recv()
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.send(None)
        self._process.join()


def _write(folder: Path, pipe: Any) -> None:
    """Be the writer."""
    archive = ENGINES["nutgraf"](folder)
    archive.find("nothing")  # so that everything is imported
    pipe.send("ready")
    number = 0

    def add() -> None:
        nonlocal number
        number += 1
        archive.add([{"id": f"more-{number}", "title": "One more", "body": "One more article, and no other."}])

    while pipe.recv() == "begin":
        pipe.send("going")
        figures = longest(add, lambda: not pipe.poll())
        pipe.recv()
        pipe.send(figures)
    archive.close()


def shared(processes: int, folder: Path, word: str) -> Figures:
    """Return the memory of a process that serves, on average, while several serve from one archive."""
    pipes = [_SPAWN.Pipe() for _ in range(processes)]
    some = [_SPAWN.Process(target=_serve, args=(folder, word, theirs)) for _, theirs in pipes]
    for process in some:
        process.start()
    for ours, _ in pipes:
        ours.recv()
    figures = {
        kind.lower(): sum(cache_of(process.pid or 0, kind) for process in some) / processes
        for kind in ("Private", "Pss", "Rss")
    }
    for process, (ours, _) in zip(some, pipes, strict=True):
        ours.send("enough")
        process.join()
    return figures


def _serve(folder: Path, word: str, pipe: Any) -> None:
    """Answer a question, and stay until told otherwise."""
    engine = ENGINES["nutgraf"](folder)
    pipe.send(engine.find(word))
    pipe.recv()
