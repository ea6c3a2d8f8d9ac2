"""What is shown of a long paragraph."""

from collections.abc import Callable

import pytest

from search.service import search

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
