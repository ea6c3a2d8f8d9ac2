"""Lines that recur across a source, learned while articles come in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import recurring
from index.article import Article, Paragraph, Removed
from index.recurring import MIN_ARTICLES, Recurring

FOOT = "The Gazette is printed in Lund by its readers."


def _article(number: int, *texts: str, source: str = "Gazette") -> Article:
    paragraphs = tuple(Paragraph(place, "text", text) for place, text in enumerate(texts, start=1))
    return Article(f"a{number}", f"Story {number}", paragraphs, source=source)


def _story(number: int, foot: str = FOOT) -> Article:
    """Return an article of its own paragraphs, with a line behind them."""
    return _article(number, *(f"In story {chr(65 + number)}, part {part} of many was told." for part in "abcde"), foot)


def _learned(*articles: Article) -> Recurring:
    found = Recurring()
    for article in articles:
        found.learn(article)
    return found


def test_a_line_that_enough_articles_end_with_goes_with_a_receipt() -> None:
    """One article fewer, and it stays."""
    article = _story(0)
    few, enough = (_learned(*map(_story, range(count))) for count in (MIN_ARTICLES - 1, MIN_ARTICLES))
    assert few.remove(article) == article
    assert enough.remove(article) == replace(
        article, paragraphs=article.paragraphs[:-1], removed=(Removed("recurring", FOOT, 5),)
    )


def test_receipts_of_before_move_with_the_paragraphs() -> None:
    """What was cut behind a line that goes now stands behind what was before it."""
    learned = _learned(*(_article(n, FOOT, *(p.text for p in _story(n, "End.").paragraphs)) for n in range(9)))
    article = replace(
        _article(0, FOOT, *(paragraph.text for paragraph in _story(0, "It rains.").paragraphs)),
        removed=(Removed("ad", "Advertisement", 1), Removed("ad", "Advertisement", 3)),
    )
    assert learned.remove(article).removed == (
        Removed("recurring", FOOT, 0),
        Removed("ad", "Advertisement", 0),
        Removed("ad", "Advertisement", 2),
    )


@pytest.mark.parametrize(
    ("foots", "foot", "goes"),
    [
        ([f"Page {number}" for number in range(9)], "Page 77", True),
        ([f"Net {number} vs {number + 1}" for number in range(9)], "Net 3 vs 5", False),
        (["“We will sail.”"] * 9, "“We will sail.”", False),
        (["Updated at noon."] * 9, "Updated at noon.", False),
    ],
)
def test_what_counts_as_the_same_line(foots: list[str], foot: str, goes: bool) -> None:
    """Numbers of pages are alike, figures are not; quotes and notes never go."""
    learned = _learned(*(_story(number, text) for number, text in enumerate(foots)))
    assert (len(learned.remove(_story(20, foot)).paragraphs) == 5) == goes


def test_another_source_teaches_nothing() -> None:
    """A line is residue of one source."""
    learned = _learned(*map(_story, range(9)))
    other = replace(_story(0), source="Herald")
    assert learned.remove(other) == other


def test_copies_of_an_article_are_left_whole() -> None:
    """An article that came many times is no residue of itself."""
    learned = _learned(*[_story(0)] * 20)
    assert learned.remove(_story(0)) == _story(0)


def test_what_runs_through_a_story_is_left() -> None:
    """A line that stands now here, now there is background."""
    line = "The ferry had sunk in May."
    parts = [paragraph.text for paragraph in _story(1, "End.").paragraphs] * 2
    running = [_article(number, *parts[:number], line, *parts[number:]) for number in range(10)]
    learned = _learned(*running, *(_story(number) for number in range(200)))
    assert learned.remove(_article(3, *parts[:6], line, "It rains.", "It snows.", *"uvw")).removed == ()


@given(st.lists(st.integers(0, 8), max_size=40), st.integers(0, 40))
def test_what_was_learned_is_kept_and_merged_exactly(numbers: list[int], cut: int) -> None:
    """Through bytes and back, and in two parts put together, it is the same as in one go."""
    whole = _learned(*map(_story, numbers))
    parts = _learned(*map(_story, numbers[:cut]))
    parts.merge(_learned(*map(_story, numbers[cut:])))
    assert Recurring.from_bytes(whole.to_bytes()).to_bytes() == whole.to_bytes() == parts.to_bytes()


def test_memory_is_bounded_and_what_recurs_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines seen once are forgotten first."""
    monkeypatch.setattr(recurring, "MAX_LINES", 64)
    learned = Recurring()
    for number in range(200):
        learned.learn(
            _article(number, *(f"Told {chr(97 + number % 26)}{chr(97 + number // 26)}{p}." for p in "abcd"), FOOT)
        )
    assert len(learned.to_bytes()) <= 16 + 16 * 65
    assert [piece.text for piece in learned.remove(_story(0)).removed] == [FOOT]


@pytest.mark.parametrize("data", [b"", b"NGrecur1", b"x" * 99, Recurring().to_bytes() + b"x"])
def test_bytes_that_are_something_else_are_refused(data: bytes) -> None:
    """With what to do about it."""
    with pytest.raises(ValueError, match="learn them anew"):
        Recurring.from_bytes(data)
