"""The words of one field of many articles, as one long array, and the position of each.

    words = Words(); words.add([["Storm hits"], [], ["It rained.", "It blew."]]) ...; places(words).positions

The rule of positions is that of `index.segment`: blocks stand apart by `POSITION_GAP`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from index.lexicon import words_of
from index.runs import Long, lengths_of, offsets
from index.segment import POSITION_GAP


@dataclass(slots=True)
class Words:
    """The words of a field as they are written, article after article, and how they fall into pieces.

    An article has blocks, a block has pieces (sentences, in the text; itself, elsewhere). Empty ones count too.
    """

    words: list[str] = field(default_factory=list)
    piece_words: list[int] = field(default_factory=list)
    block_pieces: list[int] = field(default_factory=list)
    article_blocks: list[int] = field(default_factory=list)

    def add(self, blocks: Iterable[Sequence[str]]) -> None:
        """Add the next article."""
        before = len(self.block_pieces)
        for pieces in blocks:
            for piece in pieces:
                found = words_of(piece)
                self.words += found
                self.piece_words.append(len(found))
            self.block_pieces.append(len(pieces))
        self.article_blocks.append(len(self.block_pieces) - before)


@dataclass(frozen=True, slots=True)
class Places:
    """Where words stand: `documents`, `positions` and `blocks` have an entry a word, `lengths` one an article."""

    documents: Long
    positions: Long
    blocks: npt.NDArray[np.int32]
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


def places(words: Words) -> Places:
    """Return where each word stands."""
    piece_offsets = offsets(np.array(words.piece_words, np.int64))
    block_pieces = offsets(np.array(words.block_pieces, np.int64))
    block_words = piece_offsets[block_pieces]  # where each block starts among the words
    block_offsets = offsets(np.array(words.article_blocks, np.int64))
    article_words = block_words[block_offsets]
    blocks = np.repeat(np.arange(len(block_offsets) - 1), words.article_blocks)
    within = np.arange(len(blocks)) - block_offsets[blocks]
    block_starts = block_words[:-1] - article_words[blocks] + POSITION_GAP * within
    shift = block_starts - block_words[:-1]
    block_lengths = lengths_of(block_words)
    return Places(
        documents=np.repeat(np.arange(len(block_offsets) - 1), lengths_of(article_words)),
        positions=np.arange(len(words.words)) + np.repeat(shift, block_lengths),
        blocks=np.repeat(np.arange(len(block_lengths), dtype=np.int32), block_lengths),
        lengths=lengths_of(article_words),
        block_offsets=block_offsets,
        block_starts=block_starts,
        block_ends=block_starts + block_lengths,
        piece_offsets=block_pieces[block_offsets],
        piece_starts=piece_offsets[:-1] + np.repeat(shift, words.block_pieces),
    )
