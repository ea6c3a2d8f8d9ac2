"""Completions, over two small segments."""

from dataclasses import dataclass

import pytest

from index.article import Article, Paragraph
from index.invert import invert
from index.segment import Segment
from search.suggest import suggest


@dataclass(frozen=True)
class State:
    """Two segments, as a snapshot has them."""

    segments: tuple[Segment, ...]


class Archive:
    """An archive that does not change."""

    def snapshot(self) -> State:
        """Return its one state."""
        texts = (("Drones drop", "the drones of Évora"), ("A drone dropped the drum",))
        return State(
            tuple(
                invert([Article(f"{number}{i}", "", (Paragraph(1, "text", text),)) for i, text in enumerate(part)])
                for number, part in enumerate(texts)
            )
        )


@pytest.mark.parametrize(
    ("text", "completions"),
    [
        ("dro", ["drones", "drop", "drone", "dropped"]),
        ("storm DRONE", ["storm drones", "storm drone"]),
        ('"evo', ['"evora']),
        ("évo", ["evora"]),
        ("th", []),
        ("drones ", []),
        ("", []),
        ("xyl", []),
    ],
)
def test_the_last_word_is_completed(text: str, completions: list[str]) -> None:
    """Frequent words come first, whatever the case and accents typed; common ones are left out."""
    assert suggest(Archive(), text) == completions


def test_no_more_are_given_than_asked() -> None:
    """`size` bounds the list."""
    assert suggest(Archive(), "d", 2) == ["drones", "drop"]
