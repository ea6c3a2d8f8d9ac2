import pytest

from search.highlight import Piece, cut, mark_all


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
        ("a\x03 b", [(1, 1)], "a  <mark>b</mark>"),
        ("a\x04 b", [(1, 1)], "a  <mark>b</mark>"),
    ],
)
def test_mark(text: str, spans: list[tuple[int, int]], html: str) -> None:
    """Words are marked where they stand, and everything else is escaped once."""
    assert marked(text, spans) == html


@pytest.mark.parametrize(
    ("spans", "html"),
    [
        ([], "a b c d e f"),
        ([(0, 2), (4, 1)], "<mark>a b</mark> c d <mark>e</mark> f"),
        ([(0, 3), (2, 2)], "<mark>a b c d</mark> e f"),
        ([(0, 4), (1, 1), (3, 2)], "<mark>a b c d e</mark> f"),
        ([(0, 1), (1, 1)], "<mark>a</mark> <mark>b</mark> c d e f"),
        ([(1, 1), (1, 2)], "a <mark>b c</mark> d e f"),
    ],
)
def test_overlaps(spans: list[tuple[int, int]], html: str) -> None:
    """Matches that overlap become one mark, neighbours stay two."""
    assert marked("a b c d e f", spans) == html


def marked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text with the words of `spans` (first word, number of words) marked."""
    starts, ends = [first for first, _ in spans], [first + width for first, width in spans]
    return mark_all([Piece(text, range(len(spans)))], starts, ends)[0]


def test_pieces() -> None:
    """What is marked in one text is not marked in those beside it, nor is what overlaps there."""
    pieces = [Piece("a & b", range(1)), Piece("c d"), Piece(""), Piece("e f", range(1, 3))]
    marked = ["a &amp; <mark>b</mark>", "c d", "", "<mark>e</mark> <mark>f</mark>"]
    assert mark_all(pieces, [1, 0, 1], [2, 1, 2]) == marked
    assert mark_all([], [], []) == []


@pytest.mark.parametrize(
    ("first", "end", "part"),
    [
        (2, 6, "“Two there,” he said."),
        (6, 10, "Three (or four) end."),
        (0, 2, "One here."),
        (7, 9, "(or four)"),
        (0, 10, "One here. “Two there,” he said. Three (or four) end."),
    ],
)
def test_cut(first: int, end: int, part: str) -> None:
    """A part keeps the quotes and stops that belong to its words."""
    text = "One here. “Two there,” he said. Three (or four) end."
    assert cut(text, first, end) == part


@pytest.mark.parametrize(
    ("first", "end", "part"),
    [(3, 11, "突然、魔法が現れた。"), (11, 13, "「来た」"), (0, 3, "晴れた。"), (13, 14, "と。")],
)
def test_cut_without_spaces(first: int, end: int, part: str) -> None:
    """In Japanese a stop belongs to the words before it, and an opening bracket to those after it."""
    assert cut("晴れた。突然、魔法が現れた。「来た」と。", first, end) == part


def test_cut_matches() -> None:
    """Of a part, what lies in it is marked, and what begins before it or ends after it is not."""
    piece = Piece(cut("a b c d e f", 1, 5), range(4), first=1)
    assert mark_all([piece, Piece("g")], [0, 1, 2, 4], [2, 2, 3, 6]) == ["<mark>b</mark> <mark>c</mark> d e", "g"]
