"""Which part of a long paragraph to show: the stretch with most of the matches, from sentence to sentence.

a block of 900 words, matches at words 310, 317 and 800  ->  Window(first=301, end=352)
"""

import numpy as np
from msgspec import Struct

from index.segment import POSITION_GAP
from search.arrays import Longs
from search.layout import Layout

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


def window(layout: Layout, block: int, spans: list[tuple[int, int]]) -> Window:
    """Return what to show of a block with matches at `spans` (word, width; in order)."""
    start, following = layout.blocks[block : block + 2].tolist()
    words = following - POSITION_GAP - start
    if words <= LONG:
        return WHOLE
    first, end = _densest(spans)
    sentences = layout.sentences_in(block)
    first = _start_before(sentences, first)
    end = min(words, _end_after(sentences, end, words))
    return Window(first, end, more_before=first > 0, more_after=end < words)


def _densest(spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the stretch of at most WIDTH words that holds the most matches, the first of several."""
    best = (0, 0, WIDTH)
    behind = 0
    for ahead, (word, width) in enumerate(spans):
        while word + width - spans[behind][0] > WIDTH and behind < ahead:
            behind += 1
        if ahead - behind + 1 > best[0]:
            best = (ahead - behind + 1, spans[behind][0], word + width)
    return best[1], best[2]


def _start_before(sentences: Longs, word: int) -> int:
    before = int(sentences[max(0, int(np.searchsorted(sentences, word, side="right")) - 1)]) if len(sentences) else 0
    return before if word - before <= STRETCH else word - STRETCH // 2


def _end_after(sentences: Longs, word: int, words: int) -> int:
    at = int(np.searchsorted(sentences, word))
    after = int(sentences[at]) if at < len(sentences) else words
    return after if after - word <= STRETCH else word + STRETCH // 2
