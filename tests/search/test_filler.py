"""What of a query is its subject: stop words and requests are left out, and notes say so."""

import pytest

from search.describe import describe
from search.filler import without_filler
from search.parse import parse

STOP_WORDS = [
    ("it is raining", "raining", ["it is"]),
    ("it's raining", "raining", ["it's"]),
    ("what’s raining", "raining", ["what’s"]),
    ("they don’t say they’re sorry", "any of: say, sorry", ["they don’t say they’re"]),
    ("O'Brien and d'Or", "any of: O'Brien, d'Or", ["and"]),
    ("it's", "it's", []),
    ("the of", "any of: the, of", []),
    ("the of -drones", "any of: the, of; must not have drones", []),
    ("+drones the of", "must have drones", ["the of"]),
    ("+the drones", "must have the; better with: drones", []),
    ("=the drones", "any of: exactly the, drones", []),
    ("(the drones)^2 kursk", "any of: drones (weight 2), kursk", ["the"]),
    ("(the drones) AND kursk", "all of: drones, kursk", ["the"]),
    ("title:(the drones)", "drones in the title", ["the"]),
    ("author:(the drones)", "(the or drones) among the authors", []),
    ("the NEAR/2 drones", "the and drones within 2 words", []),
    ("WHO funding", "any of: WHO, funding", []),
    ("what is the WHO", "WHO", ["what is the"]),
    ("WHO IS RAINING", "RAINING", ["WHO IS"]),
    ("I rain", "rain", ["I"]),
    ("I AM IN 2 RAINS", "any of: AM, 2, RAINS", ["I AM IN"]),
]

REQUESTS = [
    ("articles about drones", "drones", ["articles about"]),
    ("ARTICLES ABOUT THE DRONES", "DRONES", ["ARTICLES ABOUT", "THE"]),
    ("the story on the drones, north", "any of: drones, north", ["the story on", "the"]),
    ("I'd like to find any articles describing how drones fly", "any of: drones, fly", [
        "I'd like to find any articles describing", "how"]),
    ("find all discussions of drones", "drones", ["find all discussions of"]),
    ('piece about "storm corps"', '"storm corps"', ["piece about"]),
    ("coverage regarding +drones", "must have drones", ["coverage regarding"]),
    ("articles about drones source:bbc", "all of: bbc as the source, drones", ["articles about"]),
    ("title:(stories about drones)", "drones in the title", ["stories about"]),
]  # fmt: skip

NO_REQUESTS = [
    "articles about",
    "articles about the",
    "articles, about drones",
    "articles drones",
    "articles^2 about drones",
    "article* about drones",
    "=articles about drones",
    "+articles about drones",
    "articles of impeachment",
    "any reports of gunfire",
    "drones: stories about them",
    "find drones",
    "discussions about drones",
    "all the news that's fit to print",
]


@pytest.mark.parametrize(("text", "left", "ignored"), STOP_WORDS + REQUESTS)
def test_left_out(text: str, left: str, ignored: list[str]) -> None:
    """What says nothing of the subject is left out, and a note points at it."""
    tree, notes = without_filler(parse(text))
    assert describe(tree) == left
    assert [text[slice(*note.span)] for note in notes if note.span] == ignored


@pytest.mark.parametrize("text", NO_REQUESTS)
def test_no_request(text: str) -> None:
    """Words that may be what an article says, or are asked for with signs, are looked for."""
    assert not [note for note in without_filler(parse(text))[1] if "asks for" in note.text]
