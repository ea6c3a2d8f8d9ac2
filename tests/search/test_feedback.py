"""Feedback: what the best articles say, for questions whose words no article has."""

from collections.abc import Iterable

import pytest

from index.article import Article, Paragraph
from index.invert import invert
from search import search
from search.results import Hit
from tests.search.conftest import InMemory

OTHERS = [(f"other{number}", f"Fields {number}", f"Rain fell on field{number} all day.") for number in range(30)]
QUESTION = "expensive crossing island winter storms passengers"
STORIES = [
    ("fuel", "Ferries and fuel", "An expensive winter for the ferry, whose diesel costs twice as much."),
    ("strike", "Ferries and crews", "Each crossing of the ferry needs more diesel, and the crews more pay."),
    ("subject", "Diesel", "Island people ask why the ferry burns so much diesel."),
    ("word", "Holiday", "Island people ask why the hotel serves so much butter."),
]


def archive(articles: Iterable[tuple[str, str, str]]) -> InMemory:
    """Return an archive of (id, headline, text)."""
    made = [Article(id=name, title=title, paragraphs=(Paragraph(1, "text", text),)) for name, title, text in articles]
    return InMemory((invert(made[:20]), invert(made[20:])))


def answer(articles: Iterable[tuple[str, str, str]], question: str = QUESTION) -> dict[str, Hit]:
    """Return the hits by id, in order."""
    return {hit.id: hit for hit in search(archive(articles), question, explain=True, fold=False).hits}


def fed_back(hit: Hit) -> dict[str, float]:
    """Return what each word of feedback adds to a hit's score."""
    assert hit.explanation is not None
    names = {part["name"]: part["score"] for part in hit.explanation["parts"]}
    return {name.removeprefix("feedback: "): score for name, score in names.items() if name.startswith("feedback: ")}


def test_who_says_what_the_best_say_comes_first() -> None:
    """Of two articles with one word of the question, the one on the subject of the best comes first, and says why."""
    hits = answer([*STORIES[::-1], *OTHERS])
    words, subject = hits["word"], hits["subject"]
    gained = [sum(fed_back(hit).values()) for hit in (words, subject)]
    assert words.score - gained[0] == pytest.approx(subject.score - gained[1], abs=1e-4)
    assert list(hits).index("subject") < list(hits).index("word")
    assert fed_back(subject).keys() - fed_back(words).keys() == {"ferri", "diesel"}


def test_only_what_the_question_asks_for_is_found() -> None:
    """An article that says what the best say, and no word of the question, is not found."""
    assert "diesel" not in answer([*STORIES, ("diesel", "Diesel", "The ferry and its diesel."), *OTHERS])


@pytest.mark.parametrize(
    "question",
    ["expensive island", "expensive winter ferry", "expensive winter diesel", '"expensive winter" island'],
)
def test_without_need_there_is_none(question: str) -> None:
    """Of two words, or where an article has most of the words, the words of the question alone decide."""
    hits = answer([*STORIES, *OTHERS], question)
    assert hits
    assert not any(map(fed_back, hits.values()))


def test_three_words_that_no_article_has_are_a_question() -> None:
    """Where articles have two of three words, what the best of them say counts."""
    hits = answer([*STORIES, *OTHERS], "expensive crossing island")
    assert fed_back(hits["subject"])


def test_copies_say_it_once() -> None:
    """What is only said by copies of one story is said by one."""
    story = "An expensive winter: " + " ".join(f"told{number}" for number in range(300))
    copies = [(f"copy{number}", "Harbour", story) for number in range(3)]
    hits = answer([*copies, ("other", "Butter", "Island people eat butter."), *OTHERS])
    assert set(hits) == {"copy0", "copy1", "copy2", "other"}
    assert not any(map(fed_back, hits.values()))
