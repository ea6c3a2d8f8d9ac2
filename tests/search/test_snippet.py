"""What is shown of a long paragraph."""

from collections.abc import Callable

import pytest

from search.service import search
from search.snippet import STRETCH, WIDTH

RAIN = "The rain fell on the fields and nobody went out to look. " * 9
DRONES = "Drones and drones and more drones came. "
PORT = "A drone was seen at the port. "


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        (DRONES + RAIN + PORT + RAIN, "drones port", PORT),
        (RAIN + PORT + RAIN + DRONES, "drones port", PORT),
        (PORT + RAIN + DRONES, "drones", DRONES),
        (PORT + RAIN + PORT, "port", PORT),
    ],
)
def test_the_stretch_with_most_words(text: str, query: str, shown: str, archive_of: Callable) -> None:
    """Different words of the query go before one of them several times, several times before once; else the first."""
    (hit,) = search(archive_of([("Headline", text.strip())]), query).hits
    (paragraph,) = hit.paragraphs
    assert shown.strip() in paragraph.text
    assert len(paragraph.text) < len(text) / 2
    assert paragraph.more_before == (not text.startswith(shown))


@pytest.mark.parametrize(("before", "after"), [(200, 200), (0, 300), (300, 0), (200, 1)])
def test_a_long_sentence_is_cut(before: int, after: int, archive_of: Callable) -> None:
    """Of a sentence without an end little more is shown than what matches, with a few of the words around it."""
    text = " ".join([*["rain"] * before, "drone", *["hail"] * after]) + "."
    (hit,) = search(archive_of([("Headline", text)]), "drone").hits
    (paragraph,) = hit.paragraphs
    words = paragraph.text.split()
    assert words.count("rain") <= STRETCH // 2
    assert words.count("hail") <= STRETCH // 2 + 1
    assert len(words) > 1
    assert (paragraph.more_before, paragraph.more_after) == (before > 0, after > 1)


def test_a_match_in_the_headline_shows_how_the_text_begins(archive_of: Callable) -> None:
    """Where nothing in a long paragraph matches, its first sentences are shown."""
    (hit,) = search(archive_of([("Drone", PORT + RAIN + RAIN)]), "title:drone").hits
    (paragraph,) = hit.paragraphs
    assert paragraph.text.startswith(PORT)
    assert paragraph.text.endswith("look.")
    assert WIDTH <= len(paragraph.text.split()) <= WIDTH + STRETCH
    assert (paragraph.more_before, paragraph.more_after) == (False, True)


def test_no_sentence_is_shown_that_has_no_match(archive_of: Callable) -> None:
    """A match at the beginning or end of a sentence brings nothing of the sentence beside it."""
    archive = archive_of([("Headline", RAIN + "Drones were seen at the port. " + RAIN)])
    for query in ("drones", "port", "seen"):
        (hit,) = search(archive, query).hits
        assert hit.paragraphs[0].text == "Drones were seen at the port."


def test_a_match_that_is_longer_than_what_is_shown(archive_of: Callable) -> None:
    """A phrase of more words than are shown otherwise is shown whole."""
    words = [f"word{number}" for number in range(300)]
    phrase = " ".join(words[100 : 110 + WIDTH])
    (hit,) = search(archive_of([("Headline", " ".join(words))]), f'"{phrase}"').hits
    assert f"<mark>{phrase}</mark>" in hit.paragraphs[0].html
