"""Which part of a long paragraph to show: the stretch with most of the matches, from sentence to sentence.

a block of 900 words, matches at words 310, 317 and 800  ->  Window(first=301, end=352)
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from search.layout import Layout
from search.marks import Block, Marks

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


def window(layout: Layout, document: int, block: Block, marks: Marks) -> Window:
    """Return what to show of a block of an article, whose matches are among `marks`."""
    if block.length <= LONG:
        return WHOLE
    first, end = _densest(block.matches, marks)
    sentences = layout.sentences_in(document, block.number)
    first = _start_before(sentences, first)
    end = min(block.length, _end_after(sentences, end, block.length))
    return Window(first, end, more_before=first > 0, more_after=end < block.length)


def _densest(matches: range, marks: Marks) -> tuple[int, int]:
    """Return the stretch of at most WIDTH words that holds the most matches, the first of several."""
    if not matches:
        return 0, WIDTH
    starts, ends = marks.starts[matches.start : matches.stop], marks.ends[matches.start : matches.stop]
    first = most = 0
    densest = starts[0], ends[0]
    for last, end in enumerate(ends):
        while first < last and starts[first] < end - WIDTH:
            first += 1
        if last - first > most:
            most, densest = last - first, (starts[first], end)
    return densest


def _start_before(sentences: Sequence[int], word: int) -> int:
    before = sentences[max(0, bisect_right(sentences, word) - 1)] if sentences else 0
    return before if word - before <= STRETCH else word - STRETCH // 2


def _end_after(sentences: Sequence[int], word: int, words: int) -> int:
    at = bisect_left(sentences, word)
    after = sentences[at] if at < len(sentences) else words
    return after if after - word <= STRETCH else word + STRETCH // 2
