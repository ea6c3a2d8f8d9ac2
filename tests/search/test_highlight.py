import pytest

from search.highlight import Piece, mark, mark_all, merge


@pytest.mark.parametrize(
    ("text", "spans", "html"),
    [
        ("Storm Corps", [(0, 2)], "<mark>Storm Corps</mark>"),
        ("Storm Corps", [(0, 1), (1, 1)], "<mark>Storm</mark> <mark>Corps</mark>"),
        ("a <b> & c", [(1, 1)], "a &lt;<mark>b</mark>&gt; &amp; c"),
        ("R&D pays", [(0, 2)], "<mark>R&amp;D</mark> pays"),
        ("the O’Brien case", [(1, 2)], "the <mark>O’Brien</mark> case"),
        ("<script>alert(1)</script>", [(1, 1)], "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;"),
        ("cafe\u0301 noir", [(0, 1)], "<mark>cafe\u0301</mark> noir"),
        ("日本の", [(1, 1)], "日<mark>本</mark>の"),
        ("no marks < here", [], "no marks &lt; here"),
        ("", [], ""),
        ("a\x02 b", [(1, 1)], "a  <mark>b</mark>"),
    ],
)
def test_mark(text: str, spans: list[tuple[int, int]], html: str) -> None:
    """Words are marked where they stand, and everything else is escaped once."""
    assert mark(text, spans) == html


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], []),
        ([(4, 1), (0, 2)], [(0, 2), (4, 5)]),
        ([(0, 3), (2, 2)], [(0, 4)]),
        ([(0, 1), (1, 1)], [(0, 1), (1, 2)]),
    ],
)
def test_merge(spans: list[tuple[int, int]], merged: list[tuple[int, int]]) -> None:
    """Matches that overlap become one mark, neighbours stay two."""
    assert merge(spans) == merged


def test_cut() -> None:
    """A part keeps the quotes and stops that belong to its words, and only the marks that lie in it."""
    text = "One here. “Two there,” he said. Three (or four) end."
    assert mark_all([Piece("Before & after."), Piece(text, [(0, 1), (3, 1)], 2, 6), Piece(text, [(9, 1)], 6, 10)]) == [
        ("Before & after.", "Before &amp; after."),
        ("“Two there,” he said.", "“Two <mark>there</mark>,” he said."),
        ("Three (or four) end.", "Three (or four) <mark>end</mark>."),
    ]
