r"""Cuts plain text into paragraphs, however its lines were broken.

    "Drones over\nKursk were seen.\n\nNo one fell."  ->  ["Drones over Kursk were seen.", "No one fell."]

Blank lines part paragraphs. Within a block, single line ends part paragraphs too, unless the text was hard-wrapped in
columns, as wire copy is: then lines are joined, and an indented line starts a paragraph. Text comes out in Unicode's
NFC, free of control characters and of soft hyphens and zero-width characters within words, its white space folded.

It takes no line for residue: that is `index.residue`'s to judge.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

WRAP_WIDTH = 100
"""Hard-wrapped text stands in columns narrower than this: 64 to 80 for wire copy and mail."""

MOST_PARAGRAPHS = 50_000
"""Paragraphs of a page that is read without its structure: cleaning takes about half a second for them."""

_LINE_ENDS = "\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE_END = re.compile(f"\r\n?|[{_LINE_ENDS}]")
_CONTROLS = "\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb"
_INVISIBLES = "\xad\u180e\u200b\u2060-\u2064\ufeff"
_UNSEEN = re.compile(rf"[{_CONTROLS}{_DIRECTIONS}]|(?<=\w)[{_INVISIBLES}]+(?=\w)")
"""Invisible characters go where they part a word; between words they do no harm, and text stays as it was written."""
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_UNTIDY = re.compile(f"[\r{_LINE_ENDS}{_CONTROLS}{_DIRECTIONS}{_INVISIBLES}\ud800-\udfff]")
_WINDOWS_CODE = re.compile("[\x80-\x9f]")
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
"""Old pages number curly quotes as Windows does: &#147; means what stands at 147 there."""
_NOT_WORD = re.compile(r"\W+")
_BEGINNING = 16  # characters that tell most texts from a title
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_INDENTED = re.compile(r"\n(?=[^\S\n]{2,}\S)")


def tidy(text: str) -> str:
    """Return text in NFC without the characters that no reader sees; line ends become newlines."""
    if _UNTIDY.search(text):  # one look is cheaper than three substitutions, and most text is tidy
        text = _HALF_PAIR.sub("\ufffd", _UNSEEN.sub("", _LINE_END.sub("\n", text)))
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """Return text as an article has it: NFC, on one line, without what nobody sees."""
    if text.isprintable() and "  " not in text:
        return unicodedata.normalize("NFC", text.strip())
    if _WINDOWS_CODE.search(text):
        text = text.translate(_WINDOWS)
    return " ".join(tidy(text).split())


def letters(text: str) -> str:
    """Return what two spellings of one headline have in common."""
    return _NOT_WORD.sub("", text).casefold()


def has_letters(text: str, wanted: str) -> bool:
    """Say whether `letters(text)` are the `wanted` ones; most texts differ in the first, so only those are read."""
    return wanted.startswith(letters(text[:_BEGINNING])) and letters(text) == wanted


def same_letters(text: str, other: str) -> bool:
    """Say whether two texts have the same letters; most pairs differ in the first character."""
    first, second = text[:1], other[:1]
    if first.isalnum() and second.isalnum() and first.casefold() != second.casefold():
        return False
    return has_letters(text, letters(other))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, in order, none empty."""
    is_plain = text.replace("\n", " ").isprintable()  # no characters that are not seen
    text = unicodedata.normalize("NFC", text) if is_plain else tidy(text)
    blocks = [block for block in _BLANK_LINES.split(text) if block]
    if any("\n" in block for block in blocks):
        wrapped = is_wrapped(blocks)
        blocks = [part for block in blocks for part in (_INDENTED.split(block) if wrapped else block.split("\n"))]
    folded = map(_without_gaps if is_plain else _folded, blocks)
    return [paragraph for paragraph in folded if paragraph]


def _folded(block: str) -> str:
    """Return a tidy block on one line, one space for many; most have no others."""
    return _without_gaps(block) if block.isprintable() else " ".join(block.split())


def _without_gaps(block: str) -> str:
    """Return a block of printable characters on one line, one space for many; faster by far than `split` and `join`."""
    line = block.replace("\n", " ")
    while "  " in line:
        line = line.replace("  ", " ")
    return line.strip()


def gathered(texts: list[str]) -> list[str]:
    """Return a page's pieces of text as `MOST_PARAGRAPHS` at most: of more, neighbours are put on one line.

    Nothing is lost but where each ended, and a page without structure does not say what its paragraphs are.
    """
    size = -(-len(texts) // MOST_PARAGRAPHS)
    return texts if size <= 1 else [" ".join(texts[at : at + size]) for at in range(0, len(texts), size)]


def is_wrapped(blocks: list[str]) -> bool:
    """Say whether the lines of these blocks are pieces of sentences cut to one width, to be joined again.

    They are when hardly any line is wider than a column, and a good part of the lines that follow another start as the
    middle of a sentence does. (Half of the lines of wire copy start in lower case, at least a third in any language
    with capitals; lines that are paragraphs hardly ever do.)
    """
    lines = [line for block in blocks for line in block.split("\n")]
    if sum(len(line) > WRAP_WIDTH for line in lines) * 20 > len(lines):
        return False
    goes_on = [_goes_on(before, line) for before, line in _neighbours(blocks)]
    return sum(goes_on) * 3 > len(goes_on)


def _neighbours(blocks: list[str]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        lines = block.split("\n")
        yield from pairwise(lines)


def _goes_on(before: str, line: str) -> bool:
    return len(before) > WRAP_WIDTH // 4 and bool(line) and not line[0].isspace() and not line[0].isupper()
