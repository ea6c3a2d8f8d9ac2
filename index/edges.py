"""Trims what surrounds a story within its block: headline, dates, credits, headings of lists that were cut.

    heading "The headline", text "By A. Writer | 3 May", text "The story ...", heading "More on this", cut 4
    ->  text "The story ..."

Works on the order of blocks alone, in any language. What it takes out becomes a receipt, by the rules "headline",
"opening", "caption" and "heading".
"""

import re
from collections.abc import Callable
from dataclasses import replace

from index.blocks import STANDFIRST, Block
from index.plain import has_letters, letters

PROSE = 80
"""A block with this many characters, or one that ends as a sentence does and has half as many, is prose."""

LONGEST_STANDFIRST = 2
"""Paragraphs; some pages label all of a story as its summary."""

_LISTS = frozenset(("links", "related", "navigation", "tags", "newsletter", "share"))
"""What a line that is no sentence may have been the heading of, by the rule that cut it."""

_SENTENCE_END = re.compile(r"[.!?…。！？।:;][\"'”’»)\]]*$")


def trim(blocks: list[Block], title: str) -> list[Block]:
    """Return the blocks of the story; a block that is taken out is left as one of kind "cut", its text kept."""
    for step in (_headline(title), _standfirst, _captions, _headings):
        blocks = step(blocks)
    return blocks


def cut(block: Block, rule: str) -> Block:
    """Return what stands for a block that is taken out."""
    return replace(block, kind="cut", rule=rule)


def _headline(title: str) -> Callable[[list[Block]], list[Block]]:
    """Return the step that takes out the headline, and all that stands before it near the top."""
    wanted = letters(title)

    def step(blocks: list[Block]) -> list[Block]:
        top = next(
            (i for i, block in enumerate(blocks) if _is_prose(block) and not has_letters(block.text, wanted)),
            len(blocks),
        )
        said = [
            i
            for i in range(top)
            if blocks[i].kind == "heading" and (blocks[i].level == 1 or has_letters(blocks[i].text, wanted))
        ]
        said += [i for i in range(top) if wanted and has_letters(blocks[i].text, wanted)]
        if not said:
            return blocks
        last = max(said)
        return [block if i > last or block.kind == "cut" else cut(block, "headline") for i, block in enumerate(blocks)]

    return step


def _is_prose(block: Block) -> bool:
    if block.kind not in ("text", "quote", "list"):
        return block.kind == "table"
    return len(block.text) >= PROSE or (len(block.text) >= PROSE / 2 and _ends(block.text))


def _ends(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None


def _standfirst(blocks: list[Block]) -> list[Block]:
    """Take out what is labelled as a standfirst before the first prose; further down, or longer, it is the story."""
    top = _top(blocks)
    labelled = [i for i, block in enumerate(blocks) if block.rule == STANDFIRST and i < top]
    if not 0 < len(labelled) <= LONGEST_STANDFIRST:
        return [replace(block, rule="") if block.rule == STANDFIRST else block for block in blocks]
    return [
        (cut(block, STANDFIRST) if i < top else replace(block, rule="")) if block.rule == STANDFIRST else block
        for i, block in enumerate(blocks)
    ]


def _top(blocks: list[Block]) -> int:
    """Return where the first prose stands, 0 where there is none."""
    return next((i for i, block in enumerate(blocks) if _is_prose(block) and block.rule != STANDFIRST), 0)


def _captions(blocks: list[Block]) -> list[Block]:
    """Take out the caption of the picture that opens the story, and captions that are no sentences: credits."""
    top = _top(blocks)
    return [
        cut(block, "caption") if block.kind == "caption" and (i < top or not _informs(block.text)) else block
        for i, block in enumerate(blocks)
    ]


def _informs(caption: str) -> bool:
    return len(caption) >= PROSE / 2 and _ends(caption)


def _headings(blocks: list[Block]) -> list[Block]:
    """Take out headings that head nothing: what they headed was cut, or the story ends."""
    kept: list[Block] = []
    bare = True  # nothing of the story stands between here and the next heading
    level = 0  # of that heading; 0 at the end of the story
    after_cut = False
    for block in reversed(blocks):
        kept.append(block)
        if block.kind == "cut":
            after_cut = after_cut or block.rule in _LISTS
        elif block.kind == "heading":
            if bare and level <= block.level:
                kept[-1] = cut(block, "heading")
            else:
                bare, level = True, block.level
            after_cut = False
        elif after_cut and block.kind == "text" and _heads(block.text):
            kept[-1] = cut(block, "heading")
        else:
            bare = after_cut = False
    return kept[::-1]


def _heads(text: str) -> bool:
    return len(text) < PROSE and (text[-1] in ":?" or not _ends(text))
