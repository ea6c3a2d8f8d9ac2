"""Which part of a long paragraph to show: the stretch with most of the matches, from sentence to sentence.

a block of 900 words, matches at words 310, 317 and 800  ->  Window(first=301, end=352)
"""

import numpy as np
from msgspec import Struct

from search.arrays import Longs
from search.layout import Layout
from search.marks import Block

LONG = 120
"""Paragraphs of up to this many words are shown whole."""

WIDTH = 50
"""Words that the matches shown of a long paragraph may span."""

STRETCH = 25
"""Words that a window may grow by at either end, to begin or end with a sentence."""


class Window(Struct, frozen=True, gc=False):
    """Words `first` to `end` of a block; an `end` of None is the whole block."""

    first: int
    end: int | None
    more_before: bool
    more_after: bool


WHOLE = Window(0, None, more_before=False, more_after=False)


def window(layout: Layout, first_block: int, block: Block) -> Window:
    """Return what to show of a block of the article whose blocks start with number `first_block`."""
    if block.length <= LONG:
        return WHOLE
    first, end = _densest(block)
    sentences = layout.sentences_in(first_block + block.number)
    first = _start_before(sentences, first)
    end = min(block.length, _end_after(sentences, end, block.length))
    return Window(first, end, more_before=first > 0, more_after=end < block.length)


def _densest(block: Block) -> tuple[int, int]:
    """Return the stretch of at most WIDTH words that holds the most matches, the first of several."""
    if not len(block.words):
        return 0, WIDTH
    starts = np.asarray(block.words)
    ends = starts + block.widths
    last = np.arange(len(starts))
    first = np.minimum(starts.searchsorted(ends - WIDTH), last)
    at = int(np.argmax(last - first))
    return int(starts[first[at]]), int(ends[at])


def _start_before(sentences: Longs, word: int) -> int:
    before = int(sentences[max(0, int(np.searchsorted(sentences, word, side="right")) - 1)]) if len(sentences) else 0
    return before if word - before <= STRETCH else word - STRETCH // 2


def _end_after(sentences: Longs, word: int, words: int) -> int:
    at = int(np.searchsorted(sentences, word))
    after = int(sentences[at]) if at < len(sentences) else words
    return after if after - word <= STRETCH else word + STRETCH // 2
