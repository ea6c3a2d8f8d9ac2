"""One word, written in two ways."""

from collections.abc import Callable

import pytest

from search.service import search
from search.variants import variant


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("F35", "F 35"),
        ("f-35", "f35"),
        ("5G", "5 G"),
        ("1980s", "1980 s"),
        ("covid-19", "covid19"),
        ("UN", "U N"),
        ("U.N.", "UN"),
        ("U.S.", None),
        ("US", "U S"),
        ("un", None),
        ("NATO", None),
        ("drones", None),
        ("24-hour", None),
        ("1987", None),
        ("O'Brien", None),
    ],
)
def test_variants(text: str, other: str | None) -> None:
    """Letters with digits, capitals and initials; of `U.S.` none, which would be a pronoun."""
    assert variant(text) == other


ARTICLES = [
    ("hyphen", "The F-35 was late. It asked the U.N. for help."),
    ("joined", "The F35 was early, said the UN."),
    ("neither", "Let us say 35 things of F, and then of U and N."),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("F35", {"hyphen", "joined"}),
        ("F-35", {"hyphen", "joined"}),
        ("UN AND f35", {"hyphen", "joined"}),
        ("U.N.", {"hyphen", "joined"}),
        ("UN NEAR/3 help", {"hyphen"}),
        ("title:f-35", set()),
        ('"F-35"', {"hyphen"}),
        ("=F35", {"joined"}),
        ("late -F35", set()),
    ],
)
def test_either_way_is_found(text: str, found: set[str], archive_of: Callable) -> None:
    """A plain word is found however it is written; what is asked for exactly, as it stands."""
    results = search(archive_of(ARTICLES), text)
    assert {hit.title for hit in results.hits} == found


def test_a_pasted_text_is_taken_as_it_is(archive_of: Callable) -> None:
    """A query of hundreds of words in capitals would take long, and is no name."""
    pasted = " ".join(["F35", *(f"word{number}" for number in range(30))])
    assert [hit.title for hit in search(archive_of(ARTICLES), pasted).hits] == ["joined"]


def test_both_ways_are_one_word(archive_of: Callable) -> None:
    """Asked for in both ways it counts twice, as any word does that is asked for twice."""
    once, twice = (search(archive_of(ARTICLES), text, explain=True).hits[0] for text in ("F35", "F35 F-35"))
    assert once.explanation is not None
    assert twice.explanation is not None
    assert [part["name"] for part in twice.explanation["parts"]] == ["F35"]
    assert twice.score == pytest.approx(2 * once.score, abs=1e-4)
