"""The words of one field of many articles, as one long array, and the position of each.

    words = Words.of([["Storm hits", "", "It rained. It blew."], ...], starts); places(words, words.cut()).positions

The rule of positions is that of `index.segment`: blocks stand apart by `POSITION_GAP`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Self

import numpy as np
import numpy.typing as npt

from index.cutting import Cut, cut
from index.runs import Long, lengths_of, offsets
from index.segment import POSITION_GAP

Short = npt.NDArray[np.int32]
"""Half of `Long`, for what has an entry a word."""

_WHOLE = [0]
"""Where the pieces of a block start that is one piece."""


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a field, article after article, and how it falls into pieces.

    An article has blocks, a block has pieces (sentences, in the text; itself, elsewhere). Empty ones count too.
    """

    blocks: list[str]
    piece_starts: list[int]  # in characters, of all blocks with a line end after each
    block_pieces: list[int]
    article_blocks: list[int]

    @classmethod
    def of(cls, articles: Iterable[Sequence[str]], starts: Callable[[str], list[int]] | None = None) -> Self:
        """Return the blocks of some articles; `starts` says where the pieces of a block start, the first at 0."""
        blocks: list[str] = []
        article_blocks = []
        for article in articles:
            blocks += article
            article_blocks.append(len(article))
        pieces = list(map(starts, blocks)) if starts else [_WHOLE] * len(blocks)
        block_starts = accumulate((len(block) + 1 for block in blocks), initial=0)
        piece_starts = [at + start for at, some in zip(block_starts, pieces, strict=False) for start in some]
        return cls(blocks, piece_starts, list(map(len, pieces)), article_blocks)

    def cut(self) -> Cut:
        """Return the words of all blocks."""
        return cut("\n".join(self.blocks))


@dataclass(frozen=True, slots=True)
class Places:
    """Where words stand: `documents`, `positions` and `blocks` have an entry a word, `lengths` one an article."""

    documents: Short
    positions: Short
    blocks: Short
    lengths: Long
    block_offsets: Long
    block_starts: Long
    block_ends: Long
    piece_offsets: Long
    piece_starts: Long

    def in_paragraph(self) -> npt.NDArray[np.bool_]:
        """Return, for each block, whether it is a paragraph: neither headline nor standfirst."""
        paragraphs = np.ones(len(self.block_starts), np.bool_)
        paragraphs[self.block_offsets[:-1]] = False
        paragraphs[self.block_offsets[:-1] + 1] = False
        return paragraphs

    @property
    def title_ends(self) -> Long:
        """The position past the first block of each article."""
        return self.block_ends[self.block_offsets[:-1]]


def places(words: Words, found: Cut) -> Places:
    """Return where each word stands that was `found` in the blocks."""
    count = len(found.starts)
    piece_words = np.append(found.before(np.array(words.piece_starts, np.int64)), count)  # where each piece starts
    block_pieces = offsets(np.array(words.block_pieces, np.int64))
    block_words = piece_words[block_pieces]
    block_offsets = offsets(np.array(words.article_blocks, np.int64))
    article_words = block_words[block_offsets]
    articles = np.arange(len(block_offsets) - 1, dtype=np.int32)
    blocks = np.repeat(articles, words.article_blocks)
    within = np.arange(len(blocks)) - block_offsets[blocks]
    block_starts = block_words[:-1] - article_words[blocks] + POSITION_GAP * within
    shift = block_starts - block_words[:-1]
    block_lengths = lengths_of(block_words)
    return Places(
        documents=np.repeat(articles, lengths_of(article_words)),
        positions=np.arange(count, dtype=np.int32) + np.repeat(shift.astype(np.int32), block_lengths),
        blocks=np.repeat(np.arange(len(block_lengths), dtype=np.int32), block_lengths),
        lengths=lengths_of(article_words),
        block_offsets=block_offsets,
        block_starts=block_starts,
        block_ends=block_starts + block_lengths,
        piece_offsets=block_pieces[block_offsets],
        piece_starts=piece_words[:-1] + np.repeat(shift, words.block_pieces),
    )
