"""Which part of a long paragraph to show: the stretch with most of the words, from sentence to sentence.

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
    """Return the stretch of at most WIDTH words that holds most of the query's words, by weight, and most matches.

    Of several, the first.
    """
    starts, ends, leaves = (column[matches.start : matches.stop] for column in (marks.starts, marks.ends, marks.leaves))
    held = dict.fromkeys(leaves, 0)
    weight = 0.0  # of the words held
    first, most, densest = 0, (0.0, 0), (0, WIDTH)
    for last, leaf in enumerate(leaves):
        held[leaf] += 1
        changed = held[leaf] == 1
        while first < last and starts[first] < ends[last] - WIDTH:
            held[leaves[first]] -= 1
            changed |= not held[leaves[first]]
            first += 1
        if changed:
            weight = sum([marks.weights[leaf] for leaf, times in held.items() if times])
        if (weight, last - first) > most:
            most, densest = (weight, last - first), (starts[first], ends[last])
    return densest


def _start_before(sentences: Sequence[int], word: int) -> int:
    before = sentences[max(0, bisect_right(sentences, word) - 1)] if sentences else 0
    return before if word - before <= STRETCH else word - STRETCH // 2


def _end_after(sentences: Sequence[int], word: int, words: int) -> int:
    at = bisect_left(sentences, word)
    after = sentences[at] if at < len(sentences) else words
    return after if after - word <= STRETCH else word + STRETCH // 2
