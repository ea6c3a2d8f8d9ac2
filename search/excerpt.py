"""Which part of a long paragraph to show: the stretch with most of the matches, from sentence to sentence.

a block of 900 words, matches at words 310, 317 and 800  ->  Window(first=301, end=352)
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

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


def window(layout: Layout, document: int, block: Block) -> Window:
    """Return what to show of a block of an article."""
    if block.length <= LONG:
        return WHOLE
    first, end = _densest(block)
    sentences = layout.sentences_in(document, block.number)
    first = _start_before(sentences, first)
    end = min(block.length, _end_after(sentences, end, block.length))
    return Window(first, end, more_before=first > 0, more_after=end < block.length)


def _densest(block: Block) -> tuple[int, int]:
    """Return the stretch of at most WIDTH words that holds the most matches, the first of several."""
    if not block.starts:
        return 0, WIDTH
    starts, ends = np.array(block.starts), np.array(block.ends)
    last = np.arange(len(starts))
    first = np.minimum(starts.searchsorted(ends - WIDTH), last)
    at = int((last - first).argmax())
    return block.starts[first[at]], block.ends[at]


def _start_before(sentences: Sequence[int], word: int) -> int:
    before = sentences[max(0, bisect_right(sentences, word) - 1)] if sentences else 0
    return before if word - before <= STRETCH else word - STRETCH // 2


def _end_after(sentences: Sequence[int], word: int, words: int) -> int:
    at = bisect_left(sentences, word)
    after = sentences[at] if at < len(sentences) else words
    return after if after - word <= STRETCH else word + STRETCH // 2
