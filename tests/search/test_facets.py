"""Counts over found articles: against counting them one by one, in one segment and in several."""

from collections import Counter

import numpy as np
import pytest

from index import open_archive
from index.segment import Segment
from search.facets import MAX_VALUES, facets
from search.results import Facets, FacetValue, Period

SOURCES = 80
DAYS = ("2024-01-31", "2024-02-01", "2024-02-29", None, "1931-07-04", "2024-02-02")


def record(number: int) -> dict[str, object]:
    """Return one of many articles that share sources, authors and days unevenly."""
    return {
        "id": f"{number:03}",
        "body": f"Story {number}.",
        "source": f"Source {number % SOURCES if number % 3 else number % 5:02}",
        "authors": [f"Author {number % 7}", f"Author {number % 3}"] if number % 4 else [],
        "published": DAYS[number % len(DAYS)],
    }


@pytest.fixture(scope="module", params=[1, 3])
def segments(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Segment, ...]:
    """Return the segments of an archive of 300 articles, that came in one go or in three."""
    archive = open_archive(tmp_path_factory.mktemp("facets") / "archive")
    for part in range(request.param):
        archive.add([record(number) for number in range(part, 300, request.param)])
    return archive.snapshot().segments


def counted(values: list[str]) -> tuple[FacetValue, ...]:
    """Return the values that most have, as Python counts and sorts them."""
    order = sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value, count) for value, count in order[:MAX_VALUES])


@pytest.mark.parametrize("step", [1, 7, 290])
def test_counts_are_those_of_python(segments: tuple[Segment, ...], step: int) -> None:
    """Values come by how many articles have them, then by the alphabet, and no more than the most."""
    found = [(segment, np.arange(0, len(segment.published), step)) for segment in segments]
    ids = [segment.ids[doc].decode() for segment, docs in found for doc in docs.tolist()]
    records = [record(int(one)) for one in ids]
    shown = facets(found)
    assert shown.source == counted([str(one["source"]) for one in records])
    assert shown.author == counted([name for one in records for name in dict.fromkeys(one["authors"])])  # type: ignore[call-overload]


def test_days_become_years_where_they_are_far_apart(segments: tuple[Segment, ...]) -> None:
    """One article of 1931 makes a picture of years; articles without a day are in none."""
    found = [(segment, np.arange(len(segment.published))) for segment in segments]
    years = (Period("1931-01-01", "1931-12-31", 50), Period("2024-01-01", "2024-12-31", 200))
    assert facets(found).published == years


def test_nothing_found_has_no_counts(segments: tuple[Segment, ...]) -> None:
    """An empty answer has empty facets."""
    assert facets([(segment, np.arange(0)) for segment in segments]) == Facets()
