from collections.abc import Callable

import numpy as np
import pytest

from index.segment import Snapshot
from search import allowance, search
from search.allowance import Allowance, readers
from search.parse import parse
from search.plan import plan

COUNTS = [np.array([3, 1, 9, 2]), np.array([1, 5, 1, 2])]  # of two words in four articles: 4, 6, 10 and 4 places


@pytest.mark.parametrize(
    ("most", "chosen"),
    [
        (24, None),
        (23, [0, 1, 3]),  # the fourth has both words twice, and goes first; the others follow in their order
        (13, [0, 3]),
        (3, []),
    ],
)
def test_choose(monkeypatch: pytest.MonkeyPatch, most: int, chosen: list[int] | None) -> None:
    """Where not all places may be read, those articles are chosen that have all words most often."""
    monkeypatch.setattr(allowance, "MAX_PLACES", most)
    found = Allowance(leaves=1, articles=4).choose(COUNTS, 4)
    assert (None if found is None else found.tolist()) == chosen


def test_what_is_left_is_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves have equal shares, and what one does not need the following may use."""
    monkeypatch.setattr(allowance, "MAX_PLACES", 30)
    shared, full = Allowance(leaves=2, articles=4), Allowance(leaves=2, articles=4)
    assert shared.choose([np.array([2, 2])], 4) is None
    assert shared.choose([np.array([13, 13])], 4) is None
    assert [some.tolist() for _ in range(2) if (some := full.choose([np.array([13, 13])], 4)) is not None] == [[0], [0]]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("storm corps", 0),
        ('"storm corps"', 1),
        ("sto* corps~", 2),
        ('("storm corps" OR sto*) NEAR/3 "the north"', 5),
    ],
)
def test_readers(query: str, count: int) -> None:
    """Phrases, patterns and nearness read places, within each other too."""
    group = plan(parse(query))[0]
    assert sum(map(readers, group.may)) == count


@pytest.mark.parametrize(
    ("query", "most", "note"),
    [
        ('"the storm"', 6, "“the storm” asks for very common words; the articles that have them most often"),
        (
            "the NEAR/2 storm",
            6,
            "“the NEAR/2 storm” asks for very common words; the articles that have them most often",
        ),
        (
            "storm SENTENCE the",
            6,
            "“storm sentence the” asks for very common words; the articles that have them most often",
        ),
        ("sto*", 3, "“sto*” fits very many words; the most frequent of them were looked for."),
    ],
)
def test_a_capped_answer_says_so(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch, query: str, most: int, note: str
) -> None:
    """Where not all may be read, the article that has most of it is found, and a note says that there may be others."""
    archive = archive_of([("One", "The storm."), ("Two", "The storm, the storm, the storm."), ("Three", "The storm.")])
    assert search(archive, query).articles == 3
    assert search(archive, query).query.notes == ()
    monkeypatch.setattr(allowance, "MAX_PLACES", most)
    capped = search(archive, query)
    assert [hit.title for hit in capped.hits] == ["Two"]
    assert capped.query.notes[0].kind == "capped"
    assert capped.query.notes[0].text.startswith(note)
