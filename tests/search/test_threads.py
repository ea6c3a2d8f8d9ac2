"""Threads share an archive while articles are added, replaced, removed and merged."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count, takewhile
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from index import Archive, open_archive
from index.article import Article, Paragraph
from index.invert import invert
from index.segment import Snapshot
from search import search
from tests.search.conftest import InMemory

WORDS = [first + last for first in ("storm", "ferry", "port", "goose", "lamp", "kurs") for last in "abcdefghij"]
QUERIES = [
    "storma ferryb",
    '"portc goosed" lampe',
    "+portc -stormb lampf",
    "goosea NEAR/5 portb",
    "lampd SENTENCE stormc",
    "ferr* -lamp?",
    "title:goosee kursj~",
]
CHANGES = 10
STATES = 6
"""How many states of the archive must have been asked, at least."""

Told = tuple[Snapshot, list[dict[str, Any]]]


@dataclass(frozen=True)
class Still:
    """One state of an archive, that does not change."""

    state: Snapshot

    def snapshot(self) -> Snapshot:
        """Return the state."""
        return self.state


def article(number: int, draw: random.Random) -> Article:
    """Return an article of random words."""
    texts = [" ".join(draw.choices(WORDS, k=8)).capitalize() + "." for _ in range(2)]
    paragraphs = tuple(Paragraph(place, "text", text) for place, text in enumerate(texts, 1))
    return Article(
        f"a{number}", " ".join(draw.choices(WORDS, k=6)), paragraphs, published=f"2024-12-{number % 28 + 1:02}"
    )


def change(archive: Archive, draw: random.Random, seen: set[int]) -> None:
    """Add, replace and remove articles, until enough states were `seen`, and let segments be merged."""
    for _ in takewhile(lambda number: number < CHANGES or len(seen) < STATES, count()):
        archive.add(article(draw.randrange(150), draw) for _ in range(draw.choice((1, 20))))
        archive.remove(f"a{draw.randrange(150)}" for _ in range(3))
    archive.settle()


def answers(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return the whole answers to the queries, but for the time they took."""
    found = [search(Still(snapshot), query, size=100, facets=True, fold=False).to_dict() for query in QUERIES]
    return [{name: part for name, part in answer.items() if name != "took_ms"} for answer in found]


def asked(archive: Archive, seen: set[int], done: Event) -> list[Told]:
    """Ask over and over until all changes are done; return the states that were asked and what they answered."""
    told = []
    while not done.is_set():
        snapshot = archive.snapshot()
        told.append((snapshot, answers(snapshot)))
        seen.add(snapshot.generation)
    return told


def live(snapshot: Snapshot) -> Iterator[Article]:
    """Yield the articles of a state."""
    for segment in snapshot.segments:
        numbers = range(segment.size) if segment.live is None else segment.live.nonzero()[0].tolist()
        yield from map(segment.article, numbers)


def in_any_order(answer: dict[str, Any]) -> Any:
    """Return what does not depend on how an archive came to be, as the order of hits does whose scores are equal."""
    hits = {hit["id"]: sorted(part["html"] for part in hit["paragraphs"]) for hit in answer["hits"]}
    scores = {hit["id"]: pytest.approx(hit["score"], abs=1e-4) for hit in answer["hits"]}
    return answer["total"], answer["facets"], hits, scores


@pytest.mark.parametrize("threads", [1, 16])
def test_answers_while_the_archive_changes(tmp_path: Path, threads: int) -> None:
    """What any thread is told of a state is what that state tells one thread, and a new archive of its articles."""
    draw = random.Random(threads)
    archive = open_archive(tmp_path / "index")
    archive.add(article(number, draw) for number in range(100))
    seen: set[int] = set()
    done = Event()
    with ThreadPoolExecutor(threads) as pool:
        asking = [pool.submit(asked, archive, seen, done) for _ in range(threads)]
        change(archive, draw, seen)
        done.set()
        told = [pair for future in asking for pair in future.result()]
    states = {snapshot.generation: snapshot for snapshot, _ in told}
    assert len(archive.snapshot().segments) < CHANGES  # some were merged
    alone = {generation: answers(snapshot) for generation, snapshot in states.items()}
    assert [found for snapshot, found in told if found != alone[snapshot.generation]] == []
    for generation, snapshot in states.items():
        anew = answers(InMemory((invert(live(snapshot)),)))
        assert list(map(in_any_order, alone[generation])) == list(map(in_any_order, anew))
