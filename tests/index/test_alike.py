"""Signatures: what they say of two articles, and that they are the same wherever they are made."""

import random

import numpy as np
import pytest

from index.alike import BINS, MIN_WORDS, alike, as_bytes
from index.article import Article, Paragraph
from index.compact import compact
from index.invert import invert
from index.merge import merge

VOCABULARY = [f"word{number}" for number in range(5000)]


def story(seed: int, words: int = 300) -> list[str]:
    """Return the words of a made-up story."""
    return random.Random(seed).choices(VOCABULARY, k=words)


def article(name: str, title: str, *paragraphs: list[str], standfirst: str | None = None) -> Article:
    """Return an article of these paragraphs."""
    texts = (Paragraph(number, "text", " ".join(words)) for number, words in enumerate(paragraphs, 1))
    return Article(id=name, title=title, paragraphs=tuple(texts), standfirst=standfirst)


WIRE = story(1)
OTHER = story(2)

PAIRS = [
    ("the same text", ("Ferry sinks", WIRE), ("Ferry sinks", WIRE), True),
    ("a headline of its own", ("Ferry sinks in storm", WIRE), ("How the ferry went down", WIRE), True),
    ("the last tenth cut", ("Ferry sinks", WIRE), ("Ferry sinks", WIRE[:270]), True),
    ("a paragraph more", ("Ferry sinks", WIRE), ("Ferry sinks", WIRE + story(3, 30)), True),
    ("no headline", ("Ferry sinks", WIRE), ("", WIRE), True),
    ("no word of the headline", ("Ferry sinks", WIRE), ("Mayor resigns", WIRE), False),
    ("only stop words of the headline", ("The ferry is in", WIRE), ("The mayor is in", WIRE), False),
    ("a third of the text", ("Ferry sinks", WIRE), ("Ferry sinks", WIRE[:100] + OTHER[:200]), False),
    ("another text", ("Ferry sinks", WIRE), ("Ferry sinks", OTHER), False),
]

Version = tuple[str, list[str]]


@pytest.mark.parametrize(("what", "one", "other", "expected"), PAIRS)
def test_copies_are_told_from_others(what: str, one: Version, other: Version, expected: bool) -> None:
    """Two articles are alike that share most of their text, and a word of their headlines where both have one."""
    segment = invert([article("a", *one), article("b", *other)])
    first, second = as_bytes(segment.signatures)
    assert (what, alike(first[None], second[None]).tolist()) == (what, [expected])


def test_equal_bytes_estimate_the_share_of_text() -> None:
    """Over many pairs, the share of equal bytes is that of the word triples which both texts have."""
    pairs = [(story(n), story(n)[:200] + story(n + 1000, 100)) for n in range(300)]
    segment = invert([article(f"{n}{m}", "", text) for n, pair in enumerate(pairs) for m, text in enumerate(pair)])
    made = as_bytes(segment.signatures)[:, :BINS]
    common, all_triples = 198, 298 + 100
    assert (made[0::2] == made[1::2]).mean() == pytest.approx(common / all_triples, abs=0.03)


def test_paragraphs_and_standfirst_do_not_matter() -> None:
    """The same words have the same signature however they fall into paragraphs, under whatever standfirst."""
    whole = article("a", "Ferry sinks", WIRE)
    cut = article("b", "Ferry sinks", WIRE[:50], [], WIRE[50:], standfirst="Nobody was hurt in the storm")
    first, second = as_bytes(invert([whole, cut]).signatures).tolist()
    assert first == second


def test_articles_of_few_words_have_none() -> None:
    """Below the least number of words in the paragraphs there is no signature, at it there is one."""
    few, enough = story(4, MIN_WORDS - 1), story(4, MIN_WORDS)
    segment = invert([article("a", "Some headline", few, standfirst=" ".join(WIRE)), article("b", "", enough)])
    assert as_bytes(segment.signatures).any(axis=1).tolist() == [False, True]


def test_odd_articles_do_not_disturb_their_neighbours() -> None:
    """Empty articles, and those of one or two words, leave the signatures of the others as they are alone."""
    odd = [article(f"odd{n}", "word1 " * (n % 3), ["word2"] * (n // 3)) for n in range(9)]
    wire = article("wire", "Ferry sinks", WIRE)
    alone = as_bytes(invert([wire]).signatures)[0].tolist()
    for segment in (invert([*odd, wire, *odd[::-1]]), invert([wire, *odd]), invert([*odd, wire])):
        document = segment.find("wire")
        assert document is not None
        assert as_bytes(segment.signatures)[document].tolist() == alone


def test_merging_keeps_signatures_with_their_articles() -> None:
    """A merged segment has each live article's own signature, and so has a compacted one."""
    texts = {f"a{n}": article(f"a{n}", f"headline{n}", story(n, 80)) for n in range(9)}
    made = list(texts.values())
    parts = [invert(made[:4]), invert(made[4:])]
    parts[0].live = np.array([True, False, True, True])
    for segment in (merge(parts), compact(parts[0])):
        for document in range(segment.size):
            alone = invert([texts[segment.id(document)]]).signatures[0]
            assert segment.signatures[document] == alone
