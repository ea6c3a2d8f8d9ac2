"""What ranking is for: articles with all of the words lead, and a sentence that is half remembered is found."""

import pytest

from index.article import Article, Paragraph
from index.invert import invert
from search import search
from tests.search.conftest import InMemory

SENTENCE = "The harbour master hid two brass keys under a loose plank of the old pier."
FILLER = [f"Line {number} says that field{number} got rain." for number in range(40)]


def ranked(articles: dict[str, list[str]], query: str) -> list[str]:
    """Return which articles are found, in order; each is given by its paragraphs, and there are forty others."""
    others = {f"other{number}": [line] for number, line in enumerate(FILLER)}
    made = [
        Article(
            id=name, title=f"Title of {name}", paragraphs=tuple(Paragraph(n, "text", t) for n, t in enumerate(p, 1))
        )
        for name, p in (articles | others).items()
    ]
    return [hit.id for hit in search(InMemory((invert(made),)), query, fold=False).hits]


@pytest.mark.parametrize("query", ["keys plank", "keys plank pier"])
def test_articles_with_all_words_lead(query: str) -> None:
    """However often, and however close together, an article has all but one."""
    all_but_one = " ".join(query.split()[:-1])
    often = [f"{all_but_one}, {all_but_one}."] * 5
    scattered = [line for word in query.split() for line in (*FILLER[:10], f"Then came the {word}.")]
    assert ranked({"often": often, "scattered": scattered}, query)[:2] == ["scattered", "often"]


def test_one_sentence_goes_before_several() -> None:
    """Words of one sentence go before those that stand closer, but in three."""
    apart = ["Nobody slept by the harbour. Master! Keys! So they said, and so it was."]
    together = ["Nobody by the harbour saw how its master lost the keys. So they said."]
    assert ranked({"apart": apart, "together": together}, "keys harbour master")[:2] == ["together", "apart"]


def test_the_story_goes_before_a_mention() -> None:
    """An article whose headline has the words goes before one that has them in a sentence."""
    few = FILLER[:3]
    story = [*few, "The harbour was quiet.", *few, "A master locks.", *few, "The keys were brass.", *few]
    mention = ["The master had the harbour keys."]
    articles = {"the harbour keys and their master": story, "locks": mention}
    assert ranked(articles, "harbour master keys")[:2] == ["the harbour keys and their master", "locks"]


def test_a_sentence_half_remembered_is_found() -> None:
    """It comes before as long an article that has all of the words somewhere, the wrong one too."""
    query = "harbour master brass keys plank bridge"
    scattered = [line for word in query.split() for line in (*FILLER, f"Nobody had seen the {word} before.")]
    meant = [*FILLER * 3, SENTENCE, *FILLER * 3]
    assert ranked({"scattered": scattered, "meant": meant}, query)[:2] == ["meant", "scattered"]


@pytest.mark.parametrize("query", ["keys plank", "keys plank bridge"])
def test_a_date_in_the_query_ranks_like_one_beside_it(query: str) -> None:
    """It says which articles are meant, and not how well they answer: coverage and feedback are as without it."""
    texts = ["Keys under a plank.", "Keys, keys and keys.", "A plank of oak for the keys.", *FILLER]
    made = [
        Article(id=f"a{n}", title=f"Title {n}", paragraphs=(Paragraph(1, "text", text),), published=f"202{n % 2}-05-01")
        for n, text in enumerate(texts)
    ]
    archive = InMemory((invert(made),))
    within, beside = search(archive, f"{query} date:2020"), search(archive, query, from_="2020", to="2020")
    assert within.hits
    assert [(hit.id, hit.score) for hit in within.hits] == [(hit.id, hit.score) for hit in beside.hits]
