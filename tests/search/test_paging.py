"""Cursors, and pages of an archive that changes between them."""

import base64
import random
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Archive, open_archive
from search import OptionError, search
from search.paging import KEY_BYTES, MAX_PAGED_HITS, _digest, make_cursor, read_cursor

WORDS = [f"word{number}" for number in range(300)]


@given(st.sets(st.integers(0, 256**KEY_BYTES - 1), min_size=1, max_size=300), st.text())
def test_a_cursor_says_what_was_seen(keys: set[int], question: str) -> None:
    """Whatever the keys and the question, the cursor gives the keys back."""
    assert read_cursor(make_cursor(frozenset(keys), question), question) == keys


def test_the_longest_cursor_fits_into_an_address() -> None:
    """The cursor of the deepest page leaves room in the 65,534 characters of an address."""
    drawn = random.Random(MAX_PAGED_HITS)
    keys = frozenset(drawn.randrange(256**KEY_BYTES) for _ in range(MAX_PAGED_HITS))
    cursor = make_cursor(keys, "q")
    assert (len(cursor) < 50_000, read_cursor(cursor, "q") == keys) == (True, True)


def test_an_altered_cursor_is_none() -> None:
    """A cursor with one character changed, left out or added is refused, wherever that is; so is one made up."""
    cursor = make_cursor(frozenset({17, 39, 2**39}), "drones")
    altered = {
        cursor[:at] + other + cursor[at + 1 :] for at in range(len(cursor)) for other in ("", "A", "_", "B", "é")
    }
    for made_up in (altered | {cursor + "A", cursor + "=", "made-up", "WzEsIDEwXQ", "=", "\x00", "A" * 70_000}) - {
        cursor
    }:
        with pytest.raises(ValueError, match="not a cursor"):
            read_cursor(made_up, "drones")


@pytest.mark.parametrize("packed", [b"not zlib", zlib.compress(b"abc"), zlib.compress(bytes(5))[:-6]])
def test_a_forged_cursor_is_none(packed: bytes) -> None:
    """Content that no cursor has is refused also under a digest that fits it."""
    forged = base64.urlsafe_b64encode(_digest(packed, "q") + packed).decode().rstrip("=")
    with pytest.raises(ValueError, match="not a cursor"):
        read_cursor(forged, "q")


def record(name: str, drones: int, **fields: Any) -> dict[str, Any]:
    """Return an article of its own words that says `drones` so many times, in its second paragraph too."""
    drawn = random.Random(name.partition("/")[0])
    words = drawn.sample(WORDS, 60)
    body = " ".join(["drones"] * drones + words[:30]) + ".\n\nDrones again: " + " ".join(words[30:]) + "."
    day = f"2025-01-{drawn.randrange(1, 29):02}"
    return {"id": name, "title": f"Story of {words[0]}", "body": body, "published": day, "source": "Post", **fields}


@pytest.fixture
def changing(tmp_path: Path) -> Archive:
    """Return an archive of 40 stories, each fourth of them in three outlets."""
    archive = open_archive(tmp_path / "archive")
    ids = [f"s{n}/{outlet}" for n in range(40) for outlet in range(1 if n % 4 else 3)]
    archive.add([record(name, 1 + number % 7, source=f"Outlet {name[-1]}") for number, name in enumerate(ids)])
    return archive


def change(archive: Archive, step: int, gone: set[str]) -> None:
    """Change the archive as between two pages: articles in, out, other than before, and merged."""
    archive.add([record(f"new{step}-{number}", 1 + 4 * number) for number in range(3)])
    archive.add([record(f"s{4 * step}/9", 9, source="Outlet 9")])  # the best copy of a story
    archive.add([record(f"s{3 * step + number}/0", 5 - step % 4, title="Corrected") for number in range(3)])
    out = {f"s{37 - step}/0"}
    archive.remove(out)
    gone |= out
    archive.settle()


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"fold": False},
        {"sort": "newest"},
        {"sort": "oldest", "to": "2025-01-20"},
        {"view": "paragraphs"},
        {"view": "paragraphs", "sort": "newest"},
    ],
)
def test_pages_of_an_archive_that_changes(changing: Archive, options: dict[str, Any]) -> None:
    """Nothing comes twice, and what was there at the first page and still is comes up; each page in a process anew."""
    whole = search(changing, "drones", size=100, **(options | {"fold": False}))
    wanted = {(hit.id, part.number) for hit in whole.hits for part in hit.paragraphs}
    cursor, step, gone = None, 0, set[str]()
    shown = Counter[tuple[str, int]]()
    while step == 0 or cursor:
        page = search(open_archive(changing.location), "drones", size=4, cursor=cursor, **options)
        articles = [(hit.id, part.number) for hit in page.hits for part in hit.paragraphs]
        shown.update(articles)
        shown.update((copy.id, number) for hit in page.hits for copy in hit.also for number in (1, 2))
        cursor = page.cursor
        change(changing, step, gone) if step < 8 else None
        step += 1
    assert step > 8
    assert [hit for hit, times in shown.items() if times > 1] == []
    assert {(name, number) for name, number in wanted - shown.keys() if name not in gone} == set()
    assert any(name.startswith("new") for name, _ in shown)


def test_a_cursor_is_of_one_question(changing: Archive) -> None:
    """Another query, order or filter refuses it by name; another size or number of paragraphs is the same question."""
    cursor = search(changing, "drones", size=3, source=["Outlet 0"]).cursor
    again = search(changing, "drones", size=5, source="Outlet 0", paragraphs=1, facets=True, cursor=cursor)
    assert [len(hit.paragraphs) for hit in again.hits] == [1] * 5
    for text, options in [("drone", {}), ("drones", {"sort": "newest"}), ("drones", {"source": ["Outlet 1"]})]:
        with pytest.raises(OptionError, match="cursor: this is not a cursor"):
            search(changing, text, **({"source": ["Outlet 0"]} | options), cursor=cursor)  # type: ignore[arg-type]


def test_paging_ends_at_its_depth(changing: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page that reaches MAX_PAGED_HITS names no next one."""
    monkeypatch.setattr("search.service.MAX_PAGED_HITS", 20)
    first = search(changing, "drones", size=10, fold=False)
    second = search(changing, "drones", size=10, fold=False, cursor=first.cursor)
    assert (len(second.hits), second.next) == (10, None)
