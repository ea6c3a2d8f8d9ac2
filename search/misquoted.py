"""A phrase that no article has -> the same without the words that are wrong, as some article has it.

    "read my lips no more taxes"      ->   "read my lips no * taxes"         it but for “more”
    "I have a great dream"            ->   "I have a dream"                  it but for “great”
    "fourscore years and seven"       ->   "fourscore * years and seven"     it with a word after “fourscore”

Whatever is wrong, what stands before it is in some article as a phrase, and so is what stands after it: the longest
beginning and the longest end that are found say where it can be, and few phrases are left to be asked for. Of those the
one in most articles is meant. Each has a word other than stop words, of which alone there are too many to read.
"""

from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from index.analysis import STOP_WORDS, WORD, fold
from search.query import Bool, Count, Node, Phrase, Span

MAX_PHRASES = 2
MAX_PHRASE_WORDS = 30
"""Phrases of a query that are looked into, and words of each: a dozen searches a phrase."""

MAX_WRONG = 3
"""Words side by side that may be wrong, and places that are tried for one."""

RIGHT_BESIDE_AN_END = 2
"""At the beginning or end, where the rest stands on one side only, so many times as many words must be right."""

ENOUGH = 4
"""What the words that are right must weigh together, a stop word one and any other two: `the north` says too little."""


class Misquote(NamedTuple):
    """A phrase as it should be asked for, how many articles have it, and how it differs from what was asked for."""

    phrase: str
    articles: int
    instead: str


_Mended = tuple[list[str], str]
"""The words of a phrase, and how it differs from what was asked for."""


def misquote(text: str, count: Count) -> Misquote | None:
    """Return what should stand instead of a phrase that no article has; None where nothing comes near it."""
    words = WORD.findall(text)
    telling = [place for place, word in enumerate(words) if fold(word) not in STOP_WORDS]
    if "*" in text or not telling or not 2 < len(words) <= MAX_PHRASE_WORDS:
        return None
    before = _longest(len(words), telling[0], lambda size: words[:size], count)
    after = _longest(len(words), len(words) - 1 - telling[-1], lambda size: words[-size:], count)
    for mended in (_within(words, before, after), _at_an_end(words, before, after)):
        found = [
            Misquote(" ".join(phrase), count(_phrase(phrase)), how) for phrase, how in mended if _says_much(phrase)
        ]
        best = max(found, key=lambda one: one.articles, default=None)
        if best and best.articles:
            return best
    return None


def misquotes(node: Node, missing: Container[Span], count: Count) -> dict[str, Misquote]:
    """Return what should stand instead of the first phrases of a query that are `missing`, by their texts."""
    absent = islice((phrase.text for phrase in _phrases(node) if phrase.span in missing), MAX_PHRASES)
    return {text: better for text in absent if (better := misquote(text, count))}


def requoted(text: str, node: Node, known: Mapping[str, Misquote]) -> str | None:
    """Return the query `text`, read as `node`, with its misquoted phrases mended; None where it has none."""
    wrong = [phrase for phrase in _phrases(node) if phrase.text in known]
    for phrase in sorted(wrong, key=lambda phrase: phrase.span, reverse=True):
        boost = "" if phrase.boost == 1 else f"^{phrase.boost:g}"
        text = f'{text[: phrase.span[0]]}"{known[phrase.text].phrase}"{boost}{text[phrase.span[1] :]}'
    return text if wrong else None


def _longest(size: int, stop_words: int, part: Callable[[int], Sequence[str]], count: Count) -> int:
    """Return how long the longest part of a phrase of `size` words is that is found, and less than all of it.

    The first `stop_words` of it are not asked for alone.
    """
    sizes = range(stop_words + 1, size)
    return stop_words + bisect_left(sizes, True, key=lambda some: not count(_phrase(part(some))))


def _within(words: Sequence[str], before: int, after: int) -> Iterator[_Mended]:
    """Yield phrases with something else between two words, where those `before` and those `after` it are right.

    That is a star for each word between; or where they meet, a star for one, the rest without it, or a word more.
    """
    size = len(words)
    if size - before - after > 1:
        if before and after and size - before - after <= MAX_WRONG:
            stars = ["*"] * (size - before - after)
            yield [*words[:before], *stars, *words[size - after :]], _but_for(words[before : size - after])
        return
    for place in range(max(1, size - 1 - after), min(before, size - 2) + 1)[:MAX_WRONG]:
        yield [*words[:place], "*", *words[place + 1 :]], _but_for([words[place]])
        yield [*words[:place], *words[place + 1 :]], _but_for([words[place]])
    for place in range(max(1, size - after), before + 1)[:MAX_WRONG]:
        yield [*words[:place], "*", *words[place:]], f"it with a word after “{words[place - 1]}”"


def _at_an_end(words: Sequence[str], before: int, after: int) -> Iterator[_Mended]:
    """Yield phrases without the words at the beginning or end that are wrong."""
    size = len(words)
    if size - before <= before // RIGHT_BESIDE_AN_END:
        yield [*words[:before]], _but_for(words[before:])
    if size - after <= after // RIGHT_BESIDE_AN_END:
        yield [*words[size - after :]], _but_for(words[: size - after])


def _but_for(words: Sequence[str]) -> str:
    return f"it but for “{' '.join(words)}”"


def _says_much(words: Sequence[str]) -> bool:
    """Say whether it says enough that some words stand side by side."""
    return sum((1 if fold(word) in STOP_WORDS else 2) for word in words if word != "*") >= ENOUGH


def _phrase(words: Sequence[str]) -> Phrase:
    return Phrase(" ".join(words))


def _phrases(node: Node) -> Iterator[Phrase]:
    """Yield the phrases that a query looks for in the text."""
    if isinstance(node, Phrase):
        yield node
    elif isinstance(node, Bool):
        for part in (*node.must, *node.may):
            yield from _phrases(part)
