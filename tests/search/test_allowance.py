from collections.abc import Callable

import numpy as np
import pytest

from index.segment import Snapshot
from search import allowance, search
from search.allowance import Allowance, places_for
from search.parse import parse
from search.plan import Group, plan

COUNTS = [np.array([3, 1, 9, 2]), np.array([1, 5, 1, 2])]  # of two words in four articles: 4, 6, 10 and 4 places


def allowance_of(query: str, articles: int) -> Allowance:
    """Return the allowance of a query that is made of alternatives."""
    return Allowance([leaf for leaf in plan(parse(query))[0].may if not isinstance(leaf, Group)], articles)


@pytest.mark.parametrize(
    ("most", "chosen"),
    [
        (64, None),
        (63, [0, 1, 3]),  # the fourth has both words twice, and goes first; the others follow in their order
        (43, [0, 3]),
        (13, []),
    ],
)
def test_choose(monkeypatch: pytest.MonkeyPatch, most: int, chosen: list[int] | None) -> None:
    """Where not all places may be read, those articles are chosen that have all words most often."""
    monkeypatch.setattr(allowance, "places_for", lambda *_: most)
    found = allowance_of('"storm corps"', 4).choose(COUNTS, 4)
    assert (None if found is None else found.tolist()) == chosen


@pytest.mark.parametrize(
    ("query", "shares"),
    [
        ("storm corps date:2024", 1),  # nothing to share
        ('"storm corps" =storm', 2),
        ("sto* corps~", 2),
        ('("storm corps" OR sto*) NEAR/3 "the north" drones', 5),
    ],
)
def test_shares(monkeypatch: pytest.MonkeyPatch, query: str, shares: int) -> None:
    """Exact words, phrases, patterns and nearness share the allowance, within each other too."""
    monkeypatch.setattr(allowance, "places_for", lambda *_: 60)
    counts = [np.ones(60 // 11 + 1, dtype=np.int64)]  # more than can be afforded, each article for 1 + 10 places
    chosen = allowance_of(query, 1).choose(counts, 1)
    assert chosen is not None
    assert len(chosen) == 60 // shares // 11


def test_what_is_left_is_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves have equal shares, and what one does not need the following may use."""
    monkeypatch.setattr(allowance, "places_for", lambda *_: 70)
    shared, full = (allowance_of('"storm corps" "north korea"', 4) for _ in range(2))
    assert shared.choose([np.array([2, 2])], 4) is None
    assert shared.choose([np.array([13, 13])], 4) is None
    assert [some.tolist() for _ in range(2) if (some := full.choose([np.array([13, 13])], 4)) is not None] == [[0], [0]]


@pytest.mark.parametrize(
    ("articles", "readers", "places"),
    [
        (1_000, 1, 2_499_000),
        (45_000, 0, 2_500_000),
        (45_000, 20, 1_600_000),
        (45_000, 60, 625_000),
        (1_000_000, 1, 54_000_000),
    ],
)
def test_places_for(articles: int, readers: int, places: int) -> None:
    """A larger archive lets more be read, and many leaves share less, but never less than a quarter."""
    assert places_for(articles, readers) == places


@pytest.mark.parametrize(("patterns", "forms"), [(1, 200), (2, 200), (4, 100), (20, 20)])
def test_forms(patterns: int, forms: int) -> None:
    """Many patterns stand for fewer forms each."""
    assert allowance_of(" ".join(f"st{letter}*" for letter in "abcdefghijklmnopqrst"[:patterns]), 1).forms == forms


@pytest.mark.parametrize(
    ("query", "most", "note"),
    [
        ('"the storm"', 16, "“the storm” asks for very common words; the articles that have them most often"),
        (
            "the NEAR/2 storm",
            16,
            "“the NEAR/2 storm” asks for very common words; the articles that have them most often",
        ),
        (
            "storm SENTENCE the",
            16,
            "“storm sentence the” asks for very common words; the articles that have them most often",
        ),
        ("sto*", 13, "“sto*” fits very many words; the most frequent of them were looked for."),
    ],
)
def test_a_capped_answer_says_so(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch, query: str, most: int, note: str
) -> None:
    """Where not all may be read, the article that has most of it is found, and a note says that there may be others."""
    archive = archive_of([("One", "The storm."), ("Two", "The storm, the storm, the storm."), ("Three", "The storm.")])
    assert search(archive, query).articles == 3
    assert search(archive, query).query.notes == ()
    monkeypatch.setattr(allowance, "places_for", lambda *_: most)
    capped = search(archive, query)
    assert [hit.title for hit in capped.hits] == ["Two"]
    assert capped.query.notes[0].kind == "capped"
    assert capped.query.notes[0].text.startswith(note)
