"""More like one article."""

import random

import numpy as np
import pytest

from index import Archive
from index.article import Article, Paragraph
from index.invert import invert
from search import similar
from search.telling import said_in, telling
from tests.search.conftest import InMemory

COMMON = [f"common{number}" for number in range(40)]


def article(name: str, title: str, *own: str) -> Article:
    """Return an article of common words, in an order of its own, in which the words `own` stand twice."""
    words = [*random.Random(name).sample(COMMON, len(COMMON)), *own, *own]
    return Article(id=name, title=title, paragraphs=(Paragraph(1, "text", " ".join(words)),), published="2025-11-10")


FERRY = ["ferry", "harbour", "sailing", "captain", "deck", "anchor"]
MADE = [
    article("ferry", "Ferry late", *FERRY),
    article("harbour", "Harbour closed", *FERRY[:4]),
    article("captain", "Captain fined", *FERRY[2:5], "court"),
    article("opera", "Opera opens", "opera", "tenor", "curtain"),
    article("tenor", "Tenor ill", "opera", "tenor", "doctor"),
    *(article(f"other{number}", f"Other{number}", f"own{number}") for number in range(30)),
]


def in_segments(*parts: list[Article]) -> InMemory:
    """Return a snapshot, each list of articles a segment of it."""
    return InMemory(tuple(invert(part) for part in parts))


def ids(archive: InMemory, article_id: str, size: int = 5) -> list[str]:
    """Return the ids of the articles like one."""
    hits = similar(archive, article_id, size)
    assert hits is not None
    return [hit.id for hit in hits]


@pytest.mark.parametrize(
    "archive",
    [in_segments(MADE), in_segments(MADE[:2], MADE[2:9], MADE[9:]), in_segments(MADE[9:], MADE[2:9], MADE[:2])],
)
@pytest.mark.parametrize(
    ("article_id", "expected"),
    [
        ("ferry", ["harbour", "captain"]),
        ("harbour", ["ferry", "captain"]),
        ("opera", ["tenor"]),
        ("tenor", ["opera"]),
        ("other3", []),
    ],
)
def test_those_that_share_telling_words_are_alike(archive: InMemory, article_id: str, expected: list[str]) -> None:
    """An article leads to those that share its rare words, the most of them first, and to none by common words."""
    assert ids(archive, article_id) == expected


def test_copies_are_left_out_and_folded() -> None:
    """Copies of the article are not in the answer, and copies of a hit stand with it."""
    words = random.Random(1).choices(COMMON, k=400)
    copies = [
        Article(name, title, (Paragraph(1, "text", " ".join([*words[at:], *own, *own])),), source=name)
        for at, own in ((0, FERRY), (200, FERRY[:4]))
        for name, title in ((f"a{at}", f"Story{at} told"), (f"b{at}", f"Story{at} again"))
    ]
    hits = similar(in_segments(copies, MADE[3:]), "a0", size=1)
    assert hits is not None
    assert [(hit.id, [copy.id for copy in hit.also]) for hit in hits] == [("a200", ["b200"])]


def test_removed_articles_are_not_like_any() -> None:
    """An article that was removed is in no answer."""
    archive = in_segments(MADE)
    archive.segments[0].live = np.array([made.id != "harbour" for made in MADE])
    assert ids(archive, "ferry") == ["captain"]


def test_no_more_than_asked_for() -> None:
    """The answer has at most as many articles as were asked for."""
    assert ids(in_segments(MADE), "ferry", size=1) == ["harbour"]


def test_without_words_or_without_article() -> None:
    """An article of stop words is like none; of one that is not there nothing can be said."""
    archive = in_segments([*MADE, Article("empty", "The", (Paragraph(1, "text", "It is."),))])
    assert similar(archive, "empty") == ()
    assert similar(archive, "nowhere") is None


def test_telling_words_are_rare_and_frequent_here() -> None:
    """The words that tell most stand in few articles, often in this one, in its headline above all."""
    snapshot = in_segments(MADE)
    terms = [term.term for term in telling(snapshot, said_in(snapshot.segments[0].shown(0), 1000), 20)]
    assert terms[0] == "ferri"
    assert set(terms[1:5]) == {"harbour", "sail", "captain", "deck"}
    assert "anchor" not in terms


def test_a_hit_shows_the_paragraph_that_is_alike(sample_archive: Archive) -> None:
    """From a story of the samples to the next on its subject: one paragraph, marked, and a link without a query."""
    snapshot = sample_archive.snapshot()
    names = {segment.title(n): segment.id(n) for segment in snapshot.segments for n in range(segment.size)}
    hits = similar(sample_archive, names["Frontier drone was carrying a camera, not a bomb"])
    assert hits is not None
    assert [hit.title for hit in hits] == ["Drones over the frontier: what we know, and what we only repeat"]
    (paragraph,) = hits[0].paragraphs
    assert "<mark>" in paragraph.html
    assert paragraph.link == f"/articles/{hits[0].id}#p{paragraph.number}"
