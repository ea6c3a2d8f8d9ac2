from collections.abc import Callable

import pytest

from index.segment import Snapshot
from search import flat, search
from search.whole import search_whole

TEXTS = [("One", "A storm. Storms."), ("Two", "No storm here, but the storm of storms."), ("Three", "Storm, no more.")]


@pytest.mark.parametrize(
    ("most", "sort", "titles"),
    [
        (6, "relevance", {"One", "Two", "Three"}),
        (5, "relevance", {"One", "Two"}),
        (3, "relevance", {"One"}),
        (2, "newest", {"One"}),  # all are of one day, and this one went in first
    ],
)
def test_very_many_matches(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch, most: int, sort: str, titles: set[str]
) -> None:
    """Where too much matches, the paragraphs of the first articles are ranked and a note says so; all are counted."""
    archive = archive_of(TEXTS)
    monkeypatch.setattr(flat, "LEAST_MATCHES", most)
    monkeypatch.setattr(flat, "MATCHES", 0)
    found = search(archive, "storm", view="paragraphs", sort=sort)
    assert {hit.title for hit in found.hits} == titles
    assert (found.articles, found.paragraphs) == (3, 3)
    assert [note.kind for note in found.query.notes] == ["capped"] * (len(titles) < 3)
    assert sum(map(len, search_whole(archive, "storm", view="paragraphs", sort=sort))) == 3


def test_headlines_have_no_paragraphs(archive_of: Callable[..., Snapshot]) -> None:
    """Where all that matches stands above the paragraphs, these are none, and a note says why."""
    archive = archive_of(TEXTS)
    (note,) = search(archive, "title:two", view="paragraphs").query.notes
    assert note.text.startswith("Only headlines and standfirsts match")
    assert not search(archive, "title:two").query.notes
    assert not search(archive, "two OR storm", view="paragraphs").query.notes
    assert not search(archive, "", view="paragraphs").query.notes


def test_stretches(archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch) -> None:
    """Paragraphs that are ranked a few at a time are ranked as they are all at once."""
    archive = archive_of(TEXTS)
    at_once = search(archive, "storm no", view="paragraphs")
    monkeypatch.setattr(flat, "_CELLS", 3)
    assert search(archive, "storm no", view="paragraphs").hits == at_once.hits
