"""The options of a search besides the query, checked: the same in Python, in the shell and over HTTP.

view="paragraphs", size=20, from_="2024-12"  ->  Options(view="paragraphs", size=20, first=date(2024, 12, 1), ...)
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, get_args

from msgspec import Struct

from search.dates import period
from search.filters import Filters
from search.paging import Seen, read_cursor

View = Literal["articles", "paragraphs"]
Sort = Literal["relevance", "newest", "oldest"]
_VIEWS, _SORTS = get_args(View), get_args(Sort)

MAX_SIZE = 100
MAX_PARAGRAPHS = 20


class OptionError(ValueError):
    """An option of a search that cannot be granted; `option` names it as the JSON endpoint does."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(f"{option}: {message}")
        self.option = option
        self.message = message


class Options(Struct, frozen=True):
    """The options of one search."""

    view: str  # a View
    sort: str  # a Sort
    filters: Filters
    size: int
    seen: Seen
    paragraphs: int
    explain: bool
    fold: bool


DEFAULTS: Mapping[str, Any] = {
    "view": "articles", "sort": "relevance", "from": None, "to": None, "source": (), "author": (), "section": (),
    "language": (), "size": 10, "facets": False, "paragraphs": 3, "explain": False, "fold": True,
}  # fmt: skip
"""The options of a search, and what is asked where nothing is said."""


def check_options(asked: Mapping[str, Any], text: str = "", cursor: str | None = None) -> Options:
    """Return the options, or raise an OptionError that names the first that cannot be granted; `asked` has all."""
    if unknown := asked.keys() - DEFAULTS.keys():
        raise TypeError(f"A search has no option {', '.join(sorted(unknown))}.")
    first = _day("from", asked["from"])[0] if asked["from"] else None
    last = _day("to", asked["to"])[1] if asked["to"] else None
    if first and last and first > last:
        raise OptionError("to", f"This range ends ({last}) before it begins ({first}).")
    named = {name: _many(asked[name]) for name in ("source", "author", "section", "language")}
    return Options(
        view=_one_of("view", asked["view"], _VIEWS),
        sort=_one_of("sort", asked["sort"], _SORTS),
        filters=Filters(first, last, **named),
        size=_within("size", asked["size"], 1, MAX_SIZE),
        seen=_seen(cursor, question(text, asked)) if cursor else frozenset(),
        paragraphs=_within("paragraphs", asked["paragraphs"], 0, MAX_PARAGRAPHS),
        explain=bool(asked["explain"]),
        fold=bool(asked["fold"]),
    )


def question(text: str, asked: Mapping[str, Any]) -> str:
    """Return what has to be the same for a page to be the next one of another: not its size, nor what hits show."""
    named = [_many(asked[name]) for name in ("source", "author", "section", "language")]
    others = (asked["view"], asked["sort"], asked["from"] or "", asked["to"] or "", bool(asked["fold"]))
    return repr((text, *others, *named))


def _seen(cursor: str, question: str) -> Seen:
    try:
        return read_cursor(cursor, question)
    except ValueError as error:
        raise OptionError("cursor", str(error)) from None


def _many(values: str | Sequence[str]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)


def _one_of(option: str, value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise OptionError(option, f"expected {' or '.join(choices)}, got {value!r}")
    return value


def _within(option: str, value: int, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise OptionError(option, f"expected a whole number from {least} to {most}, got {value!r}")
    return value


def _day(option: str, text: str) -> tuple[date | None, date | None]:
    try:
        return period(text)
    except ValueError as error:
        raise OptionError(option, str(error)) from None
