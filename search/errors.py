"""The one error of a query that cannot be read: what is wrong with it, and where.

    drones AND (kursk
               ^ This parenthesis is not closed.

The command line prints it with the mark, the endpoint sends `source` and `span` as data, the page draws the mark
itself.
"""

import unicodedata

_SHOWN = 70
"""Columns of the query that are drawn: as much as fits a terminal beside an indent."""


class QueryError(ValueError):
    """A query that cannot be read: `message` says why, `source` is its text, `span` the place, [start, end)."""

    def __init__(self, message: str, source: str, span: tuple[int, int]) -> None:
        super().__init__(message)
        self.message = message
        self.source = source
        self.span = span

    def __reduce__(self) -> tuple[type["QueryError"], tuple[str, str, tuple[int, int]]]:
        return QueryError, (self.message, self.source, self.span)

    def __str__(self) -> str:
        return f"{self.message}\n{self.marked()}"

    def marked(self) -> str:
        """Return the query with a line below it that marks the place; of a long query, the part about the place."""
        start, end = self.span
        first = max(0, min(start - _SHOWN // 2, len(self.source) - _SHOWN))
        shown = "".join(c if c.isprintable() else " " for c in self.source[first : first + _SHOWN])
        before, marked = shown[: start - first], shown[start - first : end - first]
        return f"    {shown}\n    {' ' * _columns(before)}{'^' * max(1, _columns(marked))}"


def _columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes: Chinese takes two a character, a combining mark none."""
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)
