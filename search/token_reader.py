"""Reads the tokens of a query one by one, and keeps the parser within its limits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NoReturn

from index.analysis import WORD
from search.errors import QueryError
from search.limits import MAX_NESTING, MAX_PATTERNS, MAX_SCANS, MAX_WORDS
from search.query import Fuzzy, Near, Node, Pattern, Span, Wildcard
from search.tokens import Kind, Token


class TokenReader:
    """A place in the tokens of `source`, how much of the limits is used up, and the errors of that place."""

    def __init__(self, source: str, tokens: list[Token], today: date | None) -> None:
        self.source = source
        self.tokens = tokens
        self.today = today
        self.at = 0
        self.depth = 0
        self.words = 0
        self.patterns = 0
        self.scans = 0
        self.field: str | None = None

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def take(self) -> Token:
        """Return the next token and step over it."""
        self.at += 1
        return self.tokens[self.at - 1]

    def next_is(self, *operators: str) -> bool:
        """Say whether one of these operators comes next."""
        return self.token.kind == Kind.OPERATOR and self.token.text.partition("/")[0] in operators

    def fail(self, message: str, token: Token) -> QueryError:
        """Return the error for the place of a token."""
        return QueryError(message, self.source, (token.start, token.end))

    def span_from(self, start: int) -> Span:
        """Return the span from `start` to the end of the last token read."""
        return (start, self.tokens[self.at - 1].end)

    def missing(self, side: str, operator: Token) -> NoReturn:
        """Raise the error of an operator that has nothing on one of its sides."""
        hint = f' For the word itself, write "{operator.text.lower()}" in small letters.'
        raise self.fail(f"{operator.text} needs something to search for on its {side}.{hint}", operator)

    def counted(self, node: Node | None, token: Token) -> Node | None:
        """Return `node` if the query stays within the limits with it."""
        self.words += 1 if token.kind == Kind.WORD else len(WORD.findall(token.text))
        leaves = node.parts if isinstance(node, Near) else (node,)
        self.patterns += sum(isinstance(leaf, Pattern) for leaf in leaves)
        self.scans += sum(isinstance(leaf, (Wildcard, Fuzzy)) for leaf in leaves)
        if self.words > MAX_WORDS:
            raise self.fail(f"The query has more than {MAX_WORDS} words.", token)
        if self.patterns > MAX_PATTERNS:
            raise self.fail(f"The query has more than {MAX_PATTERNS} words with *, ? or ~.", token)
        if self.scans > MAX_SCANS:
            raise self.fail(f"The query has more than {MAX_SCANS} words with ~, ? or a * inside.", token)
        return node

    @contextmanager
    def deeper(self, token: Token) -> Iterator[None]:
        """Go one level down, as far as the limit allows."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self.fail(f"Parentheses and NOTs are nested more than {MAX_NESTING} deep.", token)
        yield
        self.depth -= 1
