"""Lines that recur across a source, counted and judged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import recurring
from index.article import Article, Paragraph
from index.lines import lines_of
from index.recurring import MIN_ARTICLES, NOTHING, Recurring

FOOT = "The Gazette is printed in Lund by its readers."


def article(number: int, *texts: str, source: str | None = "Gazette", url: str | None = None) -> Article:
    """Return an article of these paragraphs."""
    paragraphs = tuple(Paragraph(place, "text", text) for place, text in enumerate(texts, start=1))
    return Article(f"a{number}", f"Story {number}", paragraphs, source=source, url=url)


def story(number: int, foot: str = FOOT, **about: str | None) -> Article:
    """Return an article of its own paragraphs, with a line behind them."""
    return article(
        number, *(f"In story {chr(65 + number)}, part {part} of many was told." for part in "abcde"), foot, **about
    )


def learned(*articles: Article) -> Recurring:
    """Return what articles teach."""
    return NOTHING.learn(lines_of(articles))


def recurs(known: Recurring, one: Article) -> list[str]:
    """Return the lines of an article that recur."""
    lines = lines_of([one])
    return [one.paragraphs[place].text for place in lines.places[known.judge(lines)].tolist()]


def test_a_line_recurs_when_enough_articles_end_with_it() -> None:
    """One article fewer, and it does not."""
    few, enough = (learned(*map(story, range(count))) for count in (MIN_ARTICLES - 1, MIN_ARTICLES))
    assert (recurs(few, story(0)), recurs(enough, story(0))) == ([], [FOOT])


@pytest.mark.parametrize(
    ("foots", "foot", "alike"),
    [
        ([f"Page {number}" for number in range(9)], "page 77", True),
        ([f"{number},000 words" for number in range(9)], "77 WORDS", True),
        ([f"Net {number} vs {number + 1}" for number in range(9)], "Net 3 vs 5", False),
        (["Printed in Lund."] * 9, "Printed in Lund", False),
    ],
)
def test_what_counts_as_the_same_line(foots: list[str], foot: str, alike: bool) -> None:
    """Case and a lone number do not matter, all else does."""
    known = learned(*(story(number, text) for number, text in enumerate(foots)))
    assert recurs(known, story(20, foot)) == [foot] * alike


@pytest.mark.parametrize(
    ("about", "there"),
    [
        ({"source": "Gazette"}, True),
        ({"source": "Herald"}, False),
        ({"source": None}, False),
        ({"source": None, "url": "https://www.gazette.example/a"}, False),
    ],
)
def test_a_line_is_residue_of_one_source(about: dict[str, str | None], there: bool) -> None:
    """Another source teaches nothing, and an article without one loses nothing."""
    known = learned(*map(story, range(9)))
    assert recurs(known, story(0, **about)) == [FOOT] * there


def test_a_page_without_a_publisher_is_of_its_host() -> None:
    """With and without `www.`; an address without a host is no source."""
    hosts = ["www.gazette.example", "gazette.example"] * 4
    known = learned(*(story(n, source=None, url=f"https://{host}/{n}") for n, host in enumerate(hosts)))
    assert recurs(known, story(20, source=None, url="http://gazette.example/20")) == [FOOT]
    for url in ("https://other.example", "nowhere", "http://[broken"):
        assert recurs(known, story(20, source=None, url=url)) == []


def test_what_runs_through_a_story_does_not_recur_as_residue_does() -> None:
    """A line that stands now here, now there is background, unless much of what a source has holds it."""
    line = "The ferry had sunk in May, with all its lamps burning."
    parts = [paragraph.text for paragraph in story(1).paragraphs[:5]] * 2
    running = [article(number, *parts[:number], line, *parts[number:]) for number in range(10)]
    asked = article(3, *"uvwxyz", line, *"abcdef")
    assert recurs(learned(*running, *(story(number) for number in range(200))), asked) == []
    assert recurs(learned(*running, *(story(number) for number in range(20))), asked) == [line]


def test_only_plain_lines_that_are_not_long_are_counted() -> None:
    """Headings and long paragraphs may come again and mean something each time."""
    paragraphs = (Paragraph(1, "heading", "Analysis"), Paragraph(2, "text", "x" * 401), Paragraph(3, "text", "Short."))
    lines = lines_of([Article("a", "", paragraphs, source="Gazette"), None])
    assert (lines.articles.tolist(), lines.places.tolist(), lines.sources[1]) == ([0], [2], 0)


def test_a_line_counts_once_an_article() -> None:
    """However often it stands there."""
    known = learned(article(1, *[FOOT] * 9))
    assert (known.articles.tolist(), known.edges.tolist(), known.totals.tolist()) == ([1], [1], [1])


@given(st.lists(st.integers(0, 8), max_size=40), st.integers(0, 40))
def test_parts_teach_what_the_whole_teaches(numbers: list[int], cut: int) -> None:
    """Articles in two goes, or in one."""
    stories = list(map(story, numbers))
    whole = learned(*stories)
    parts = learned(*stories[:cut]).learn(lines_of(stories[cut:]))
    assert whole.same(parts)
    assert whole.lines.tolist() == sorted(set(whole.lines.tolist()))


def test_memory_is_bounded_and_what_recurs_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines seen once are forgotten first, and sources with one article."""
    monkeypatch.setattr(recurring, "MAX_LINES", 64)
    monkeypatch.setattr(recurring, "MAX_SOURCES", 8)
    known = NOTHING
    for number in range(200):
        one = article(
            number, *(f"Told {chr(97 + number % 26)}{chr(97 + number // 26)}{part}." for part in "abcd"), FOOT
        )
        known = known.learn(lines_of([one, story(1, source=f"Paper {number}")])).trimmed()
        assert len(known.lines) <= 64
        assert len(known.sources) <= 8
    assert recurs(known, story(0)) == [FOOT]
    assert recurs(known.often(), story(0)) == [FOOT]
    assert len(known.often().lines) == 1


def test_a_source_that_was_forgotten_begins_anew() -> None:
    """A line that stands in more articles than its source has is not judged."""
    known = learned(*map(story, range(9)))
    forgotten = Recurring(known.lines, known.articles, known.edges, known.sources[:0], known.totals[:0])
    assert recurs(forgotten.learn(lines_of([story(10)])), story(0)) == []
