"""Near-duplicates: which articles are copies, and that folding them loses nothing and shows nothing twice."""

import random
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from index import Archive
from index.article import Article, Paragraph
from index.invert import invert
from search import search
from search.copies import MOST, Copies
from search.results import Also, Hit
from tests.search.conftest import InMemory

VOCABULARY = [f"word{number}" for number in range(3000)]


def copy(story: int, number: int, *, ferries: int = 1, day: str | None = "2025-11-10") -> Article:
    """Return a copy of a story, that ends with a few words of its own and has "ferry" in it so many times."""
    words = random.Random(story).choices(VOCABULARY, k=600)
    ending = ["ferry"] * ferries + random.Random(f"{story} {number}").choices(VOCABULARY, k=8)
    return Article(
        id=f"s{story}-{number}",
        title=f"Headline story{story} outlet{number}",
        paragraphs=(Paragraph(1, "text", " ".join(words)), Paragraph(2, "text", " ".join(ending))),
        published=day,
        source=f"Outlet {number}",
    )


def in_segments(articles: list[Article], count: int) -> InMemory:
    """Return a snapshot of articles dealt out to segments in turn."""
    return InMemory(tuple(invert(articles[number::count]) for number in range(count)))


def groups(archive: InMemory) -> set[tuple[str, ...]]:
    """Return the groups of copies, as sorted ids."""
    copies = Copies(archive)
    places = [(number, place) for number, part in enumerate(archive.segments) for place in range(part.size)]
    found = (tuple(sorted(archive.segments[n].id(d) for n, d in copies.of(*place))) for place in places)
    return {group for group in found if group}


def test_headlines_that_agree_by_chance_are_looked_at() -> None:
    """Of more articles than a byte has values, with one text, those are copies that share a word of their headlines."""
    text = (Paragraph(1, "text", " ".join(random.Random(3).choices(VOCABULARY, k=600))),)
    made = [Article(f"a{number}", f"Headline{max(1, number)}", text) for number in range(400)]
    assert groups(in_segments(made, 2)) == {("a0", "a1")}


def test_copies_are_found_across_segments() -> None:
    """Copies make a group wherever they stand; a story that stands alone makes none."""
    articles = [copy(story, number) for number in range(3) for story in range(20) if number <= story % 3]
    expected = {tuple(f"s{story}-{n}" for n in range(story % 3 + 1)) for story in range(20) if story % 3}
    for count in (1, 2, 5):
        assert groups(in_segments(articles, count)) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2025-11-10", "2025-11-17"), {("s1-0", "s1-1")}),
        (("2025-11-10", "2025-11-18"), set()),
        (("2025-11-18", "2025-11-10"), set()),
        (("2025-11-10", None), {("s1-0", "s1-1")}),
        ((None, None), {("s1-0", "s1-1")}),
    ],
)
def test_copies_are_published_within_a_week(days: tuple[str | None, ...], expected: set[tuple[str, ...]]) -> None:
    """The same text again later than a week after is a notice of the same form; without a date the text decides."""
    assert groups(in_segments([copy(1, number, day=day) for number, day in enumerate(days)], 1)) == expected


def test_removed_articles_are_no_copies() -> None:
    """An article that was removed is in no group."""
    archive = in_segments([copy(1, number) for number in range(3)], 1)
    archive.segments[0].live = np.array([True, False, True])
    assert groups(archive) == {("s1-0", "s1-2")}
    archive = in_segments([copy(1, number) for number in range(4)], 2)
    archive.segments[0].live = np.array([False, True])
    assert groups(archive) == {("s1-1", "s1-2", "s1-3")}


def test_groups_are_bounded() -> None:
    """Of a story with very many copies there are several groups, and all copies are in one of them."""
    found = groups(in_segments([copy(1, number) for number in range(2 * MOST + 10)], 2))
    assert sorted(map(len, found)) == [10, MOST, MOST]


def test_a_hit_carries_its_copies(sample_archive: Archive) -> None:
    """The wire story that two outlets of the samples have is one hit, with the other outlet's version beside it."""
    results = search(sample_archive, "drones")
    assert [hit.also for hit in results.hits if hit.also] == [
        (
            Also(
                id=results.hits[1].also[0].id,
                title="Frontier drone was carrying a camera, not a bomb",
                source="Eastern Courier",
                url="https://easterncourier.example/2025/11/10/survey-camera-in-frontier-drone/",
                published="2025-11-10",
            ),
        )
    ]
    assert results.hits[1].source == "The Hallin Harbour Post"


def test_totals_and_facets_count_all(sample_archive: Archive) -> None:
    """Folding changes which hits there are, and neither how much was found nor what the facets say."""
    folded, plain = (search(sample_archive, "drones", facets=True, fold=fold) for fold in (True, False))
    assert (folded.articles, folded.paragraphs, folded.facets) == (plain.articles, plain.paragraphs, plain.facets)
    assert (len(folded.hits), len(plain.hits), plain.articles) == (7, 8, 8)
    assert all(not hit.also for hit in plain.hits)


@pytest.mark.parametrize("options", [{"sort": "newest"}, {"sort": "oldest"}, {"view": "paragraphs"}])
def test_only_articles_by_relevance_are_folded(sample_archive: Archive, options: dict[str, str]) -> None:
    """By date every version has its place, and a list of paragraphs is one of paragraphs."""
    folded, plain = (search(sample_archive, "drones", size=100, fold=fold, **options) for fold in (True, False))  # type: ignore[arg-type]
    assert folded.hits == plain.hits


def test_copies_that_are_not_found_are_not_shown() -> None:
    """A copy that a filter or a word keeps out of the answer is not among the copies of a hit."""
    archive = in_segments([copy(1, 0), copy(1, 1), copy(1, 2, ferries=0)], 2)
    whole = search(archive, "ferry")
    assert [(hit.id, [other.id for other in hit.also]) for hit in whole.hits] == [("s1-0", ["s1-1"])]
    assert [hit.also for hit in search(archive, "ferry", source="Outlet 1").hits] == [()]


def test_copies_without_a_date_come_last() -> None:
    """The copies of a hit stand from the oldest on, those without a date after them."""
    days = ["2025-11-12", None, "2025-11-10", None, "2025-11-11"]
    archive = in_segments([copy(1, n, ferries=n or 9, day=day) for n, day in enumerate(days)], 1)
    (hit,) = search(archive, "ferry").hits
    assert [hit.id, *(other.id for other in hit.also)] == ["s1-0", "s1-2", "s1-4", "s1-1", "s1-3"]


def pages(archive: InMemory, query: str, *, size: int, fold: bool) -> list[Hit]:
    """Return all hits of a query, page after page."""
    hits, cursor = [], None
    while True:
        page = search(archive, query, size=size, cursor=cursor, fold=fold)
        hits += page.hits
        if page.cursor is None:
            return hits
        assert len(page.hits) == size
        cursor = page.cursor


@pytest.mark.parametrize("query", ["ferry", "ferry word7"])
@pytest.mark.parametrize("size", [1, 3, 7, 100])
@pytest.mark.parametrize("segments", [1, 3])
def test_pages_show_each_article_once(query: str, size: int, segments: int) -> None:
    """Page after page, each story is a hit, its best copy, in order, and each other copy stands beside it, once."""
    drawn = random.Random(size)
    copies = [(story, number) for story in range(40) for number in range(drawn.choice([1, 1, 2, 9]))]
    articles = [copy(story, number, ferries=drawn.randrange(1, 6)) for story, number in copies]
    drawn.shuffle(articles)
    archive = in_segments(articles, segments)
    hits = pages(archive, query, size=size, fold=True)
    assert Counter([hit.id for hit in hits] + [other.id for hit in hits for other in hit.also]) == Counter(
        article.id for article in articles
    )
    best: dict[str, str] = {}
    for hit in pages(archive, query, size=100, fold=False):
        best.setdefault(hit.id.partition("-")[0], hit.id)
    assert [hit.id for hit in hits] == list(best.values())


def test_the_next_page_is_folded_alike(sample_archive: Archive) -> None:
    """The address of the next page says so where folding is off, and nothing where it is on."""
    addresses = [search(sample_archive, "drones", size=2, fold=fold).next for fold in (True, False)]
    assert ["fold" in parse_qs(urlsplit(str(address)).query) for address in addresses] == [False, True]
    assert parse_qs(urlsplit(str(addresses[1])).query)["fold"] == ["0"]
