"""Query text -> tree.

The grammar, loosest first:

    query   =  { clause }                               side by side: any of them, the best articles first
    clause  =  [sign] either
    either  =  both { OR both }                         either will do
    both    =  not { AND not }                          all of them
    not     =  NOT not  |  sign near  |  near
    near    =  unit { (NEAR | NEAR/n | SENTENCE | PARAGRAPH) unit }
    unit    =  [field] (word | "=" word | phrase | group)  |  date
    group   =  "(" query ")" [^weight]
    field   =  title: lead: author: source: section: url: lang: residue:
    date    =  (date: | before: | after:) day, month, year, range, or words such as last month
    sign    =  "+" (must have)  |  "-" (must not have)  in front of a unit, without a space

    drones AND kursk -putin   ->   Bool(may=(Bool(must=(drones, kursk)),), without=(putin,))

Words, phrases and their `*`, `?`, `~` and `^` are read in `search.words`; dates in `search.dates`. Further rules:

- `a NOT b` is `a -b`. After OR, `NOT b` is an alternative: `a OR NOT b` finds articles with a, and those without b.
- A `+` in an AND or OR makes the clause that it stands in a must: `+a AND b c` must have a and b.
- author:, source:, section:, url:, lang: and dates say which articles are meant, not what they are about: side by side
  with words they are musts. So is an OR of only such conditions: `source:bbc OR source:reuters drones`.
- Operators are written in capitals; "and", "or", "not" in small letters are words.
- `foo:bar` with a field that does not exist is refused; `10:30`, `http://...` and `Re: foo` are words.
- A date may be several words, and takes as few of them as are a date: `date:May 2017 drones` is that month and a word.
  A range takes those of both its dates: `date:2012 to 2013`.
- `title: drones` and `date: 2017` are fields as without the space; so is `date: yesterday`, but `the date: unknown` has
  no date after it, and is words.
- What holds no letter or digit (`-`, `&`, `()`) is passed over. A query of nothing else is the empty query:
  `Everything`.

A query that cannot be read raises `QueryError`; `plain_words` gives the page something to show beside it. Reading takes
time in proportion to the length of the text.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from operator import itemgetter
from typing import ClassVar

from index.analysis import WORD
from search import clauses
from search.clauses import Signed
from search.dates import DateError, UnknownDateError, read_ahead
from search.errors import QueryError
from search.limits import DEFAULT_NEAR, MAX_LENGTH, MAX_NEAR, MAX_WORDS
from search.query import Bool, Everything, InField, Leaf, Near, Node, Span, Word
from search.token_reader import TokenReader
from search.tokens import DATE_FIELDS, OPERATORS, TEXT_FIELDS, Kind, Token, field_name, tokenize
from search.words import read_boost, read_exact, read_word

__all__ = ["QueryError", "parse", "plain_words"]

_WORDS = (Kind.WORD, Kind.SPECIAL, Kind.PHRASE)
_UNITS = (*_WORDS, Kind.OPEN, Kind.DATE, Kind.FIELD, Kind.EXACT)
_kind = itemgetter(0)
_SPACED = frozenset(f"{name}:" for name in DATE_FIELDS)
_MOST_AHEAD = 8
"""Words of a date after its first: "Friday, 5 May 2017 to Friday, 12 May 2017" has 8."""
_FIELD_HINT = (
    f"The fields are {', '.join(f'{name}:' for name in (*TEXT_FIELDS, *DATE_FIELDS))}. "
    "To search for the words themselves, put a space after the colon."
)


def parse(text: str, *, today: date | None = None) -> Node:
    """Return the tree of a query; raise `QueryError` where it cannot be read. Dates in words count from `today`."""
    if len(text) > MAX_LENGTH:
        message = f"The query has {len(text):,} characters; at most {MAX_LENGTH:,} are read."
        raise QueryError(message, text, (MAX_LENGTH, len(text)))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise QueryError(
            "This is half a character: a surrogate without its pair.", text, (error.start, error.end)
        ) from None
    tokens = tokenize(text)
    if 2 < len(tokens) <= MAX_WORDS and set(map(_kind, tokens[:-1])) == {Kind.WORD}:
        words = tuple([Word(t.text, span=(t.start, t.end)) for t in tokens[:-1]])
        return Bool(may=words, span=(tokens[0].start, tokens[-2].end))
    return _Parser(text, tokens, today).whole()


def plain_words(text: str) -> str:
    """Return the words of a query that cannot be read, as a query that can: its results are shown beside the error."""
    words = [word for word in WORD.findall(text[:MAX_LENGTH]) if word not in OPERATORS]
    return " ".join(words[:MAX_WORDS]).lower()


class _Parser(TokenReader):
    """Reads tokens from left to right, one method a rule of the grammar; None is what holds nothing to search for."""

    def whole(self) -> Node:
        """Read all of the text."""
        node = self.query()
        if self.token.kind == Kind.CLOSE:
            raise self.fail("This parenthesis closes nothing.", self.token)
        if node is None and "*" in self.source:
            raise QueryError("A * needs letters beside it, as in korea*.", self.source, (0, len(self.source)))
        return node or Everything(span=(0, len(self.source)) if self.source.strip() else (0, 0))

    def query(self) -> Node | None:
        """Read clauses side by side."""
        start = self.token.start
        found: list[Signed] = []
        while self.token.kind not in (Kind.END, Kind.CLOSE):
            if clause := self.either():
                found.append(clause)
        return clauses.side_by_side(found, self.span_from(start))

    def either(self) -> Signed | None:
        """Read what OR joins."""
        return self.joined("OR", self.both, clauses.either)

    def both(self) -> Signed | None:
        """Read what AND joins."""
        return self.joined("AND", self.negated, clauses.both)

    def joined(
        self,
        operator: str,
        read: Callable[[], Signed | None],
        join: Callable[[list[Signed], Span], Signed],
    ) -> Signed | None:
        """Read parts with `operator` between them and join them; without one, return the part as it is."""
        start = self.token.start
        first = read()
        if not self.next_is(operator):
            return first
        parts = [first or self.missing("left", self.token)]
        while self.next_is(operator):
            token = self.take()
            parts.append(read() or self.missing("right", token))
        return join(parts, self.span_from(start))

    def negated(self) -> Signed | None:
        """Read a unit with its NOT or sign, and what is near it."""
        token = self.token
        if self.next_is("NOT"):
            self.take()
            with self.deeper(token):
                sign, node = self.negated() or self.missing("right", token)
            return ("" if sign == "-" else "-"), node
        if token.kind != Kind.SIGN:
            plain = self.near()
            return ("", plain) if plain else None
        self.take()
        if self.token.kind not in _UNITS or self.token.start != token.end:
            return None
        signed = self.near()
        return (token.text, signed) if signed else None

    def near(self) -> Node | None:
        """Read what NEAR, SENTENCE or PARAGRAPH joins."""
        start = self.token.start
        first = self.unit()
        if not self.next_is("NEAR", "SENTENCE", "PARAGRAPH"):
            return first
        operator = self.token
        within = self.distance(operator)
        parts = [self.neighbour(first or self.missing("left", operator))]
        while self.next_is("NEAR", "SENTENCE", "PARAGRAPH"):
            token = self.take()
            if self.distance(token) != within:
                message = f"{operator.text} and {token.text} cannot follow each other; join them by AND."
                raise self.fail(message, token)
            parts.append(self.neighbour(self.unit() or self.missing("right", token)))
        return Near(tuple(parts), within, span=self.span_from(start))

    def distance(self, operator: Token) -> int | str:
        """Return how near: a number of words, "sentence" or "paragraph"."""
        name, _, number = operator.text.partition("/")
        if name != "NEAR":
            return name.lower()
        if operator.text == "NEAR":
            return DEFAULT_NEAR
        if number.isdecimal() and len(number) < 4 and 1 <= int(number) <= MAX_NEAR:
            return int(number)
        raise self.fail(f"NEAR takes a number of words from 1 to {MAX_NEAR}, as in NEAR/5.", operator)

    def neighbour(self, node: Node) -> Node:
        """Return `node` if it may stand beside NEAR: a word, a phrase, or a group of those."""
        alternatives = node.may if isinstance(node, Bool) and not node.must and not node.without else (node,)
        if all(isinstance(part, Leaf) for part in alternatives):
            return node
        message = "NEAR, SENTENCE and PARAGRAPH take words, phrases, and groups of those: (a OR b) NEAR/5 c."
        if isinstance(node, InField):
            message = f"Put the field around it all: {node.name}:(a NEAR/5 b)."
        raise QueryError(message, self.source, node.span)

    def unit(self) -> Node | None:
        """Read one word, phrase, group or date, with its field."""
        token = self.take()
        if token.kind in _WORDS:
            dates = self.dates(token) if token.text in _SPACED and not self.field else None
            return dates or self.counted(read_word(token, self.source), token)
        if token.kind in self.RULES:
            return self.RULES[token.kind](self, token)
        if token.kind == Kind.QUOTE:
            raise self.fail("This quotation mark has no partner.", token)
        if token.kind == Kind.SIGN:
            raise self.fail(f"{token.text} stands in front of a clause: +must -mustnot.", token)
        before = self.tokens[self.at - 2]
        if self.at > 1 and before.kind == Kind.OPERATOR:
            return self.missing("right", before)
        return self.missing("left", token)

    def group(self, opened: Token) -> Node | None:
        """Read what stands in parentheses, and its weight."""
        with self.deeper(opened):
            node = self.query()
        if self.token.kind != Kind.CLOSE:
            raise self.fail("This parenthesis is not closed.", opened)
        closed = self.take()
        if isinstance(node, Bool):
            node = replace(node, span=(opened.start, closed.end))
        if node is None or closed.text == ")":
            return node
        weight = float(closed.text[2:]) * node.boost
        return replace(node, boost=read_boost(weight, self.source, (closed.start + 1, closed.end)))

    def exact(self, equals: Token) -> Node | None:
        """Read the word or phrase after an equals sign."""
        token = self.take()
        if token.kind == Kind.OPERATOR:
            token = token._replace(kind=Kind.WORD)
        if token.kind not in _WORDS:
            raise self.fail('= stands in front of a word or a phrase: =soldier, ="storm corps".', equals)
        return self.counted(read_exact(token, self.source, (equals.start, token.end)), token)

    def in_field(self, named: Token) -> Node:
        """Read the word, phrase or group that a field name stands in front of."""
        name = field_name(named)
        if name is None and named.text[:-1].lower() in DATE_FIELDS:
            raise self.fail(f"{named.text} takes a date, as in {named.text}2024-12.", named)
        if name is None:
            meant = get_close_matches(named.text.strip(": ").lower(), (*TEXT_FIELDS, *DATE_FIELDS), 1)
            hint = f"Did you mean {meant[0]}:? " if meant else ""
            raise self.fail(f"There is no field {named.text} {hint}{_FIELD_HINT}", named)
        if self.field:
            raise self.fail(f"{name}: cannot stand within {self.field}:.", named)
        if self.token.kind not in _WORDS and self.token.kind not in (Kind.OPEN, Kind.EXACT):
            raise self.fail(f'{name}: takes a word, "a phrase" or (a group).', named)
        if self.token.text[0] in "+-[{":
            raise self.fail(f"Signs stand before the field (-{name}:word); ranges are for dates only.", self.token)
        self.field = name
        part = self.unit()
        self.field = None
        if part is None:
            raise self.fail(f"There is no word to search for after {name}:.", named)
        return InField(name, part, span=self.span_from(named.start))

    def dates(self, token: Token) -> Node | None:
        """Read a date or a range of dates, from its first word on; None where ``date:`` is a word itself."""
        if self.field:
            raise self.fail(f"A date cannot stand within {self.field}:.", token)
        ends = self.ends(token)
        try:
            dates, more = read_ahead(self.source[token.start : ends[-1]], [e - token.start for e in ends], self.today)
        except DateError as error:
            if token.kind == Kind.SPECIAL and isinstance(error, UnknownDateError):
                return None
            start, end = error.span
            span = (token.start + start, token.start + end)
            raise QueryError(error.message, self.source, span) from None
        self.at += more
        return replace(dates, span=(token.start, ends[more]))

    def ends(self, first: Token) -> list[int]:
        """Return where a date may end: after `first`, or after one of the words that follow it."""
        ends = [first.end]
        for token in self.tokens[self.at : self.at + _MOST_AHEAD]:
            if token.kind not in _WORDS or token.text in _SPACED:
                break
            ends.append(token.end + 2 * self.source.startswith("..", token.end))
        return ends

    RULES: ClassVar[dict[int, Callable[["_Parser", Token], Node | None]]] = {
        Kind.OPEN: group,
        Kind.EXACT: exact,
        Kind.FIELD: in_field,
        Kind.DATE: dates,
    }
