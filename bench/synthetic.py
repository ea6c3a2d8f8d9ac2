"""Articles without end, made of made-up words that are as frequent as words are: by Zipf's law.

    articles(1_000_000)  ->  Article("s0", "Vano telu ...", 3 paragraphs), ...      40 to 80 words each

Of `VOCABULARY` words, number r comes up in proportion to 1 / (r + 2.7): Mandelbrot's form of the law, with the numbers
usual for English. The same articles come each time, some thousand at once, so memory stays small.
"""

import itertools
from collections.abc import Iterator

import numpy as np

from index.article import Article, Paragraph

VOCABULARY = 200_000
SHIFT = 2.7
TITLE = 10
LEAST, MOST = 40, 80
"""Words of an article, headline aside."""

SENTENCE = 12
BATCH = 5_000


def articles(count: int, start: int = 0) -> Iterator[Article]:
    """Yield `count` articles, from number `start` on (a multiple of `BATCH`)."""
    made = itertools.chain.from_iterable(map(_batch, itertools.count(start // BATCH)))
    return itertools.islice(made, count)


def vocabulary() -> list[str]:
    """Return the made-up words, the frequent ones short, as in life. They end in x, so that each is its own stem."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    parts = itertools.chain.from_iterable(itertools.product(syllables, repeat=n) for n in (1, 2, 3))
    return ["".join(some) + "x" for some in itertools.islice(parts, VOCABULARY)]


_WORDS = np.array(vocabulary(), dtype=object)
_UP_TO = np.cumsum(1 / (np.arange(VOCABULARY) + SHIFT))


def _batch(number: int) -> Iterator[Article]:
    """Yield the articles of one batch."""
    draw = np.random.default_rng(number)
    lengths = draw.integers(LEAST, MOST + 1, BATCH) + TITLE
    words = _WORDS[np.searchsorted(_UP_TO, draw.random(int(lengths.sum())) * _UP_TO[-1])].tolist()
    end = 0
    for place, length in enumerate(lengths.tolist()):
        end += length
        yield _article(number * BATCH + place, words[end - length : end])


def _article(number: int, words: list[str]) -> Article:
    """Return one article: a headline, and up to three paragraphs of two sentences each."""
    sentences = [" ".join(words[at : at + SENTENCE]).capitalize() + "." for at in range(TITLE, len(words), SENTENCE)]
    texts = [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]
    return Article(
        id=f"s{number}",
        title=" ".join(words[:TITLE]).capitalize(),
        paragraphs=tuple(Paragraph(place, "text", text) for place, text in enumerate(texts, 1)),
        published=str(np.datetime64("2000-01-01") + number % 9_000),
    )
