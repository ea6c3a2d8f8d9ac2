"""One word as it was typed -> the leaf of the tree that it means, or None where nothing in it can be searched for.

    drones,  ->  Word("drones")         korea*   ->  Prefix("korea")       kursk~2  ->  Fuzzy("kursk", 2)
    U.S.     ->  Word("U.S.")           wound?d  ->  Wildcard("wound?d")   "a b"^2  ->  Phrase("a b", boost=2)
    &        ->  None                   wounds?  ->  Word("wounds")        x-ra*  ->  Near((x, Prefix("ra")), "next")

Punctuation about a word is left off. A `?` at the end of a word ends a question; it is a wildcard only where a letter,
digit or star of the same word follows. `*` is a wildcard wherever a letter or digit is near. A web address is a plain
word, whatever is in it. A pattern or typo is matched within one word of an article, so `x-ra*` and `O'Brein~` become
words in a row; in the latter those words may have typos that are long enough.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.analysis import WORD
from search.errors import QueryError
from search.limits import MAX_BOOST, MAX_TYPOS, MIN_BOOST, MIN_FUZZY, MIN_LITERALS
from search.query import Exact, Fuzzy, Near, Node, Phrase, Prefix, Span, Wildcard, Word
from search.tokens import QUOTES, Kind, Token

_BEFORE = ".,;:!…'‘’`[]{}<>|/\\–—-+=&^~"
_AFTER = ".,;:!?…'‘’`[]{}<>|/\\–—-="
_BOOST = re.compile(r"\^(\d+(?:\.\d+)?)$")
_TYPOS = re.compile(r"~(\d*)$")
_INITIALS = re.compile(rf"(?:\w\.)+\w\.[{re.escape(_AFTER)}]*$")
_AS_LETTERS = str.maketrans("*?", "xx")


def read_word(token: Token, source: str) -> Node | None:
    """Return the leaf that a WORD, SPECIAL or PHRASE token of `source` means; raise `QueryError` at what cannot be."""
    if token.kind == Kind.WORD:
        return Word(token.text, span=(token.start, token.end))
    if token.kind == Kind.PHRASE:
        return _phrase(token, source)
    start = token.end - len(token.text.lstrip(_BEFORE))
    text = token.text.lstrip(_BEFORE)
    if "://" in text:
        return Word(text.rstrip(_AFTER), span=(start, start + len(text.rstrip(_AFTER))))
    text = _trimmed(text)
    span = (start, start + len(text))
    boosted = _BOOST.search(text)
    leaf = _leaf(text[: boosted.start()] if boosted else text, span, source)
    return replace(leaf, boost=read_boost(float(boosted[1]), source, span)) if leaf and boosted else leaf


def read_exact(token: Token, source: str, span: Span) -> Node | None:
    """Return the leaf for ``=`` and the `token` after it: the form of a word, or a phrase, which is exact anyway."""
    leaf = read_word(token, source)
    if isinstance(leaf, Word):
        return Exact(leaf.text, span=span, boost=leaf.boost)
    if leaf is None or isinstance(leaf, Phrase):
        return leaf
    raise QueryError("= asks for a word exactly as it stands; it does not go with *, ? or ~.", source, span)


def read_boost(boost: float, source: str, span: Span) -> float:
    """Return the number after ``^`` if it is one that may be given."""
    if MIN_BOOST <= boost <= MAX_BOOST:
        return boost
    raise QueryError(f"A weight is a number from {MIN_BOOST:g} to {MAX_BOOST:g}, as in drones^2.", source, span)


def _phrase(token: Token, source: str) -> Node | None:
    """Return the phrase between two quotes, with its boost."""
    span = (token.start, token.end)
    close = max(token.text.rindex(c) for c in QUOTES if c in token.text)
    text, tail = token.text[1:close].strip(), token.text[close + 1 :]
    if tail.startswith("~"):
        raise QueryError("A phrase has no typos. For words near one another write a NEAR/5 b.", source, span)
    if not WORD.search(text):
        return None
    return Phrase(text, span=span, boost=read_boost(float(tail[1:]), source, span) if tail else 1.0)


def _leaf(text: str, span: Span, source: str) -> Node | None:
    """Return what a word means that may hold ``~`` at its end, or wildcards."""
    typos = _TYPOS.search(text)
    if typos and WORD.search(text):
        return _fuzzy(text[: typos.start()], typos[1], span, source)
    text = _trimmed(text)
    if not WORD.search(text):
        return None
    if "*" in text or "?" in text.rstrip("?"):
        return _pattern(text, span, source)
    return Word(text, span=span)


def _trimmed(text: str) -> str:
    """Return a word without the punctuation after it; the last dot of `U.S.` is part of it."""
    trimmed = text.rstrip(_AFTER)
    return trimmed + "." if _INITIALS.match(text) else trimmed


def _fuzzy(text: str, typos: str, span: Span, source: str) -> Node:
    """Return the node for ``text~`` or ``text~2``: where it is several words, they stand side by side."""
    number = int(typos or 1) if len(typos) < 3 else 0
    if not 1 <= number <= MAX_TYPOS:
        raise QueryError(f"A word may have 1 to {MAX_TYPOS} typos, as in kursk~{MAX_TYPOS}.", source, span)
    if "*" in text or "?" in text:
        raise QueryError("A word has either wildcards (* and ?) or typos (~), not both.", source, span)
    words = WORD.findall(text)
    if max(map(len, words), default=0) < MIN_FUZZY[number]:
        message = f"A word with {number} typo{'s'[: number - 1]} (~) needs at least {MIN_FUZZY[number]} letters."
        raise QueryError(message, source, span)
    return _side_by_side(
        [Fuzzy(w, number, span=span) if len(w) >= MIN_FUZZY[number] else Word(w, span=span) for w in words], span
    )


def _pattern(text: str, span: Span, source: str) -> Node:
    """Return the node for a word with ``*`` or ``?``: where it is several words, they stand side by side."""
    places = [match.span() for match in WORD.finditer(text.translate(_AS_LETTERS))]
    if len(places) > 1 and places[-2][1] == places[-1][0] and set(text[slice(*places[-1])]) == {"*"}:
        places.pop()  # after a Chinese character, which is a word, no more letters of it can come
    return _side_by_side([_piece(text[start:end], span, source) for start, end in places], span)


def _side_by_side(parts: Sequence[Node], span: Span) -> Node:
    """Return the node for the parts of one word as it was typed."""
    return parts[0] if len(parts) == 1 else Near(tuple(parts), "next", span=span)


def _piece(text: str, span: Span, source: str) -> Node:
    """Return the node for one word of a pattern."""
    text = re.sub(r"[*]{2,}", "*", text)
    literal = text.replace("*", "").replace("?", "")
    if literal == text:
        return Word(text, span=span)
    if len(literal) < MIN_LITERALS:
        raise QueryError(f"A word with * or ? needs at least {MIN_LITERALS} letters or digits.", source, span)
    return Prefix(literal, span=span) if text == literal + "*" else Wildcard(text, span=span)
