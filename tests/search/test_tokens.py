"""Operators and marks mean something only where somebody meant them."""

import re

import pytest

from search.parse import QueryError, parse
from search.query import Bool, Node, Phrase, Word


def any_of(*words: str) -> Node:
    """Return the tree of words side by side."""
    return Bool(may=tuple(map(Word, words)))


def all_of(*words: str) -> Node:
    """Return the tree of words with AND between them."""
    return Bool(must=tuple(map(Word, words)))


@pytest.mark.parametrize(
    "shouted",
    [
        "I AM INTERESTED IN THE USE AND THE LENDING OF BOOKS",
        "BORDER DISPUTE BETWEEN ISRAEL AND SYRIA",
        "MINISTER SAYS HE WILL NOT RESIGN",
    ],
)
def test_capitals_are_words_in_a_shouted_text(shouted: str) -> None:
    """A text of more than four words all in capitals has no operators."""
    assert parse(shouted) == any_of(*shouted.split())


def test_a_formula_of_acronyms_is_not_shouted() -> None:
    """Words with operators between most of them have operators, however long the text is."""
    assert parse("NATO AND EU") == all_of("NATO", "EU")
    assert parse("+NATO +EU UK AND US") == Bool((Word("NATO"), Word("EU")), (all_of("UK", "US"),))
    assert parse(" AND ".join("ABCDEFGH")) == all_of(*"ABCDEFGH")
    assert parse("(A OR B) AND (C OR D) AND (E OR F)") == Bool(must=(any_of(*"AB"), any_of(*"CD"), any_of(*"EF")))


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [("NATO EU UN", "RUSSIA"), ("2016 2018 2020", "2019"), ("محمد القاهرة مصر", "السيسي"), ("भारत दिल्ली मोदी", "मुंबई")],
)
def test_a_formula_without_small_letters_has_its_not(words: str, unwanted: str) -> None:
    """Neither acronyms with a NOT nor digits and scripts without capitals are a headline."""
    assert parse(f"{words} NOT {unwanted}") == Bool(may=tuple(map(Word, words.split())), without=(Word(unwanted),))
    assert parse(f"{words} OR {unwanted} NOT x").without == (Word("x"),)


@pytest.mark.parametrize("text", ["北京，预警", "北京、预警。", "北京 预警", "！北京？预警；"])
def test_chinese_punctuation_parts_words(text: str) -> None:
    """A Chinese comma or full stop parts what stands side by side, though no space follows it."""
    assert parse(text) == any_of("北京", "预警")


def test_stray_marks_are_passed_over_in_prose() -> None:
    """In a text of more than fifteen words a mark without a partner, or a colon without a space, is no mistake."""
    prose = 'List all articles on the languages:EL1 and ECL (EL1 may be given as EL 1; I do not remember the "name'
    assert parse(prose) == any_of(*re.findall(r"\w+", prose))
    phrase = parse(f'{prose[:-9]} of the "storm corps"')
    assert isinstance(phrase, Bool)
    assert phrase.may[-1] == Phrase("storm corps")
    nested = "List (all ((the) articles)) on the languages that I remember or (do not quite) remember the name of)"
    assert parse(f"{nested} (") == parse(nested.removesuffix(")"))


@pytest.mark.parametrize(("end", "marked"), [(" AND (x", "("), (' AND "x', '"'), (" OR titel:x", "titel:")])
def test_stray_marks_are_mistakes_in_a_long_formula(end: str, marked: str) -> None:
    """In a text with operators a mark without a partner is a mistake, however many words there are."""
    text = "w " * 20 + end
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert text[slice(*caught.value.span)] == marked
