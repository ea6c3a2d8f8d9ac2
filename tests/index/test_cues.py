"""Cues are words that stand between spaces, and signs that stand anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cues import Cues

CUES = Cues({"here", "here.", "©", "Sign", "(AP)"}, {"@"})


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", set()),
        ("here", {"here"}),
        ("Sign here. (AP)", {"Sign", "here.", "(AP)"}),
        ("here here. here", {"here", "here."}),
        ("sign there, where? Signs. here…", set()),
        ("me@example.com", {"@"}),
        ("© 2026 © x@y", {"©", "@"}),
        ("café © here", {"©", "here"}),
    ],
)
def test_finds_words_between_spaces_and_signs_anywhere(line: str, found: set[str]) -> None:
    """Neighbours share the space between them, and both are found."""
    assert CUES.in_line(line) == found


@given(st.lists(st.sampled_from(["here", "here.", "Sign", "there", "a", "é", "(AP)"])))
def test_finds_what_splitting_finds(words: list[str]) -> None:
    """The same words are found that stand among those of the line."""
    assert CUES.in_line(" ".join(words)) == {"here", "here.", "Sign", "(AP)"} & set(words)
