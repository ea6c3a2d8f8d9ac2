"""Query text -> tokens: one pass of one regular expression.

    +drones "storm corps"^2   ->   SIGN "+"   WORD "drones"   PHRASE "storm corps"^2   END

A token is a run of characters that mean one thing. Signs, `=` and field names are tokens of their own, and belong to
what follows them without a space. What a word means (`korea*`, `kursk~2`) is read in `search.words`, a date in
`search.dates`, and how tokens combine in `search.parse`.

Operators mean something only where somebody meant them. A text of more than `SHOUTED` words, all in capitals, is a
headline or caps lock, and its AND, OR and NOT are words; unless they stand between most of its words, as in a formula
of acronyms, or it has signs, quotes, parentheses or fields and no more than `PROSE` words, or it has a NOT and no other
stop word, as in `NATO EU UN NOT RUSSIA`. A text of more than `PROSE`
words and no operator was pasted, not composed: a quotation mark or parenthesis without a partner is passed over there,
and `networks:the` is no field; elsewhere they are mistakes for the parser to point at.
"""

import re
from collections import Counter
from enum import IntEnum
from typing import NamedTuple

from index.analysis import STOP_WORDS

TEXT_FIELDS = ("title", "lead", "author", "source", "section", "url", "lang", "residue")
DATE_FIELDS = ("date", "before", "after")

OPERATORS = ("AND", "OR", "NOT", "NEAR", "SENTENCE", "PARAGRAPH")
_LOWERED = frozenset(map(str.lower, OPERATORS))

QUOTES = '"“”„‟«»'
"""Any of these opens a phrase, and any of these closes it: people mix them."""

SHOUTED = 4
PROSE = 15
"""Words. Of the 436 questions of the four ranking collections three have stray marks, the shortest of them 20 words."""


class Kind(IntEnum):
    """What a token is; the numbers are those of the groups of the token pattern."""

    WORD = 1
    SPACE = 2
    PHRASE = 3
    OPEN = 4
    CLOSE = 5
    OPERATOR = 6
    SIGN = 7
    DATE = 8
    FIELD = 9
    EXACT = 10
    QUOTE = 11
    SPECIAL = 12
    END = 13


class Token(NamedTuple):
    """One token: its text as typed, and where it stood, [start, end) in characters."""

    kind: int
    text: str
    start: int
    end: int


_WIDE = "、，；。！？"
"""Commas and stops of Chinese and Japanese: no space follows them."""

_BARE = rf"[^\s(){QUOTES}{_WIDE}]"
_QUOTED = rf"[{QUOTES}][^{QUOTES}]*[{QUOTES}]"
_OPERATOR = "|".join(OPERATORS)
_DATES = "|".join(DATE_FIELDS)
_NAMES = "|".join((*TEXT_FIELDS, *DATE_FIELDS))
_DAY = rf"(?: {_QUOTED} | (?:(?!\.\.){_BARE})+ )"
_TOKEN = re.compile(
    rf"""
      (?! (?:{_OPERATOR}) (?!\w) | (?:{_NAMES}):\s )        #   (not an operator, nor a field and a space)
      ( \w++ ) (?= [.,;:!?]* (?:[\s){_WIDE}]|\Z) )         # 1 WORD: a plain one
    | ( [\s,;{_WIDE}]++ | [.:!?]++ (?=[\s)]|\Z) )           # 2 SPACE, and what ends a sentence
    | ( {_QUOTED} (?:~\d*)? (?:\^\d+(?:\.\d+)?)? )          # 3 PHRASE
    | ( \( )                                                # 4 OPEN
    | ( \) (?:\^\d+(?:\.\d+)?)? )                           # 5 CLOSE
    | ( (?:{_OPERATOR} | NEAR/{_BARE}*) (?!{_BARE}) )       # 6 OPERATOR
    | (?<![^\s(]) ( [+-] ) (?=[^\s)+-])                     # 7 SIGN: where a clause starts
    | ( (?: (?i:{_DATES}): | (?:{_DATES}):\s+(?=[\d<>]) )   # 8 DATE: the field, and the first word of its value
        (?:[<>]=?\s?|=)? (?: {_DAY} (?: \.\.{_DAY}? )? | \.\.{_DAY} | {_BARE} ) {_BARE}* )
    | ( (?:{"|".join(TEXT_FIELDS)}):\s+ (?=[\w(={QUOTES}])  # 9 FIELD: a known one may be followed by a space,
      | [^\W\d_][^\W\d]++: (?=[^\s:,;!)/\\] | /(?!/)) )     #   and 10:30, C:\, http:// and std:: are none
    | ( = ) (?=[^\s=)])                                     # 10 EXACT
    | ( [{QUOTES}] )                                        # 11 QUOTE: one that is not closed
    | ( {_BARE}+ )                                          # 12 SPECIAL: a word with more than letters and digits
    """,
    re.VERBOSE,
)


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text`, in order, and END."""
    tokens = [
        Token(match.lastindex or 0, match[0], *match.span())
        for match in _TOKEN.finditer(text)
        if match.lastindex != Kind.SPACE
    ]
    if len(tokens) > SHOUTED:
        tokens = _as_prose(tokens, text)
    tokens.append(Token(Kind.END, "", len(text), len(text)))
    return tokens


def _as_prose(tokens: list[Token], text: str) -> list[Token]:
    """Return the tokens of a longer text, with what nobody can have meant turned into words or left out."""
    kinds = Counter(token.kind for token in tokens)
    words, operators = kinds[Kind.WORD] + kinds[Kind.SPECIAL], kinds[Kind.OPERATOR]
    least = SHOUTED if words + operators == len(tokens) else PROSE
    if words + operators > least and words > 2 * operators and _is_shouted(text, tokens):
        tokens = [t._replace(kind=Kind.WORD) if t.kind == Kind.OPERATOR else t for t in tokens]
        words, operators = words + operators, 0
    if words <= PROSE or operators:
        return tokens
    strays = _strays(tokens)
    tokens = [t for at, t in enumerate(tokens) if at not in strays]
    return [t._replace(kind=Kind.SPECIAL) if t.kind == Kind.FIELD and not field_name(t) else t for t in tokens]


def _is_shouted(text: str, tokens: list[Token]) -> bool:
    """Say whether a text is all in capitals, which only some scripts have, and no NOT says that it is a formula."""
    if not text.isupper():
        return False
    words = {token.text.lower() for token in tokens}
    return "not" not in words or not STOP_WORDS.isdisjoint(words.difference(_LOWERED))


def _strays(tokens: list[Token]) -> set[int]:
    """Return the places of the marks without a partner."""
    opened: list[int] = []
    strays: set[int] = set()
    for at, token in enumerate(tokens):
        if token.kind == Kind.OPEN:
            opened.append(at)
        elif token.kind == Kind.QUOTE or (token.kind == Kind.CLOSE and not opened):
            strays.add(at)
        elif token.kind == Kind.CLOSE:
            opened.pop()
    return strays.union(opened)


def field_name(token: Token) -> str | None:
    """Return the name of a FIELD token, None where no such field exists."""
    name = token.text.rstrip().removesuffix(":").lower()
    return name if name in TEXT_FIELDS else None
