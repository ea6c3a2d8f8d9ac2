"""Dates as people write them -> days, first and last included.

    2024                 the year            27 December 2024, Dec 27, 2024      the day
    2024-12              the month           December 2024                       the month
    2024-12-27           the day             yesterday, last month, 3 days ago   see `search.relative`
    2019-2024            these years             the 1980s                       these ten years
    3-5 May 2017         these days              May 3 to 5, 2017                the same
    2024-12-01..2025     from the first day of one to the last of the other; either end may be left open

In a query such a date follows a field, with or without quotes:

    date:2024-12        published in it                before:2024-12   published before its first day
    date:>=2024-12      from its first day on          after:2024-12    published after its last day
    date:<=2024-12      up to its last day             date:<x, date:>x    the same as before:x, after:x
    date:2012 to 2013   the same as date:2012..2013, and so are date:2012 - 2013 and date:2012 until 2013

Numbers are read where only one order of day and month is possible. An impossible date raises `DateError`, which knows
its place. What `dateutil` makes of a text is believed only where the text has the numbers of that day, and no others.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from search.limits import MAX_DATE
from search.query import Dates, Span
from search.relative import Period, around, relative_period
from search.tokens import QUOTES

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_YEARS = re.compile(r"(\d{4})\s?[-\u2013]\s?(\d{4})")
_DECADE = re.compile(r"(?:the )?(\d{3}0)[\u2019']?s")
_NUMERIC = re.compile(r"(?<!\d)(?<!\d[-/.])(\d{1,2})[-/., ]{1,2}(\d{1,2})[-/., ]{1,2}(\d{4})(?!\d)")
_MONTH = re.compile("(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_WEEKDAY = re.compile("(?<![a-z])(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_NTH = r"(\d{1,2}(?:st|nd|rd|th)?)"
_DAYS = re.compile(rf"(\D*){_NTH}(?:\s?[-\u2013\u2014]\s?|\s+to\s+){_NTH}(\D+\d{{4}})")
_TIME = re.compile(r"(?:(?<=\d)T\d| \d{1,2}(?::\d|\s?[ap]\.?m\b|h\b)).*", re.IGNORECASE)
_CLAUSE = re.compile(r"(\w+):\s*([<>]?=?)\s*(.*)", re.DOTALL)
_TO = re.compile(r"(?<!\s)(?:\s++(?:to|until|till|through|[-\u2013\u2014])\s++|\s*+\.\.\s*+)", re.IGNORECASE)
_ONE = "Write 2024, 2024-12, 2024-12-27, 27 December 2024 or last month."
_ONE_OR_RANGE = "Write 2024, 2024-12, 2024-12-27, 2024-12-01..2024-12-27 or last month."


class DateError(ValueError):
    """A date that does not exist or cannot be read; `span` is its place in the text that was given, [start, end)."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


class UnknownDateError(DateError):
    """A text that is no date at all, and not one that is impossible or may be two."""


def period(text: str, today: date | None = None, examples: str = _ONE) -> Period:
    """Return the first and last day of one date, as for the `from` and `to` of a request; raise `DateError`.

    `examples` are told where the text is no date.
    """
    written = text.strip().strip(QUOTES)
    whole = (0, len(text))
    if not written or len(written) > MAX_DATE:
        raise UnknownDateError(f"This is not a date. {examples}", whole)
    try:
        found = (
            _iso(written)
            or _years(written)
            or relative_period(written, today or datetime.now().astimezone().date())
            or _days(written)
            or _named(written)
        )
    except DateError:
        raise
    except (ValueError, OverflowError):
        raise DateError(f"There is no such date as {written}.", whole) from None
    if found is None:
        raise UnknownDateError(f'"{written}" is not a date. {examples}', whole)
    return found


def read_ahead(text: str, ends: Sequence[int], today: date | None = None) -> tuple[Dates, int]:
    """Return the node for the clause that `text` begins with, and how many of the words after it belong to it.

    The clause itself ends at ``ends[0]``, each word after it at one more of `ends`. Words belong to a clause that is no
    date without them, as in ``date:3 May 2017``, and where they join another date to it: ``date:2012 to 2013``. Raises
    `DateError`.
    """
    dates, taken = _shortest(text, ends, today)
    joint = _TO.match(text, ends[taken] - 2 * text.endswith("..", 0, ends[taken]))
    if joint is None:
        return dates, taken
    for more in range(taken + 1, len(ends)):
        if _is_date(text[joint.end() : ends[more]], today):
            return read_dates(text[: ends[more]], today), more
    return dates, taken


def _shortest(text: str, ends: Sequence[int], today: date | None) -> tuple[Dates, int]:
    """Return the node for as few words as are a date, and how many follow the first; raise what is wrong with that."""
    for taken, end in enumerate(ends):
        with suppress(UnknownDateError):
            return read_dates(text[:end], today), taken
    return read_dates(text[: ends[0]], today), 0


def read_dates(clause: str, today: date | None = None) -> Dates:
    """Return the node for a clause such as ``date:>=2024-12`` or ``before:"last week"``; raise `DateError`."""
    match = _CLAUSE.fullmatch(clause)
    if match is None:
        raise UnknownDateError(f"This is not a date. {_ONE_OR_RANGE}", (0, len(clause)))
    name, sign = match[1].lower(), match[2]
    value, start = _bare(match[3], match.start(3))
    value = _dotted(value, today)
    if ".." in value and name == "date" and sign in {"", "="}:
        return _range(value, start, today)
    if ".." in value or (sign and name != "date"):
        asked = f"{name}:{sign}" if name == "date" else f"{name}:"
        raise DateError(f"{asked} takes one date, as in {asked}2024-12. {_ONE}", (start, start + len(value)))
    first, last = _at(value, start, today, _ONE_OR_RANGE if name == "date" and not sign else _ONE)
    if name != "date":
        sign = "<" if name == "before" else ">"
    try:
        return {
            "": lambda: Dates(first, last),
            "=": lambda: Dates(first, last),
            ">=": lambda: Dates(first, None),
            "<=": lambda: Dates(None, last),
            ">": lambda: Dates(last + timedelta(days=1), None),
            "<": lambda: Dates(None, first - timedelta(days=1)),
        }[sign]()
    except OverflowError:
        raise DateError("This date is out of range.", (start, start + len(value))) from None


def _bare(value: str, start: int) -> tuple[str, int]:
    """Return a date without its quotes and the punctuation after it, and where it starts."""
    value = value if value.endswith("..") else value.rstrip(".,;:!?")
    inner = value.lstrip(QUOTES + " ")
    return inner.rstrip(QUOTES + " "), start + len(value) - len(inner)


def _dotted(value: str, today: date | None) -> str:
    """Return ``a to b`` as ``a..b``, just as long, where both are dates; all else as it is."""
    for joint in _TO.finditer(value) if ".." not in value else ():
        before, after = value[: joint.start()], value[joint.end() :]
        if _is_date(before, today) and _is_date(after, today):
            return before + "..".ljust(len(joint[0])) + after
    return value


def _is_date(text: str, today: date | None) -> bool:
    """Say whether a text, which may stand in quotes, is one date."""
    with suppress(DateError):
        return bool(period(_bare(text, 0)[0], today))
    return False


def _range(value: str, start: int, today: date | None) -> Dates:
    """Return the node for ``a..b``, ``a..`` or ``..b``."""
    span = (start, start + len(value))
    before, _, after = value.partition("..")
    left, right = _bare(before, start), _bare(after, start + len(before) + 2)
    if not left[0] and not right[0]:
        raise DateError(f"A range needs a date on one of its sides. {_ONE_OR_RANGE}", span)
    first = _at(*left, today)[0] if left[0] else None
    last = _at(*right, today)[1] if right[0] else None
    if first and last and first > last:
        raise DateError(f"This range ends ({last}) before it begins ({first}).", span)
    return Dates(first, last)


def _at(text: str, start: int, today: date | None, examples: str = _ONE) -> Period:
    """Return the period of a date that stands at `start`, so that an error has its place."""
    try:
        return period(text, today, examples)
    except DateError as error:
        raise type(error)(error.message, (start, start + len(text))) from None


def _iso(text: str) -> Period | None:
    """Return the year, month or day of ``2024``, ``2024-12`` or ``2024-12-27``; raise `ValueError` for no such day."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    unit = "day" if day else "month" if month else "year"
    return around(date(int(year), int(month or 1), int(day or 1)), unit)


def _years(text: str) -> Period | None:
    """Return the years of ``1980s`` or ``1987-1990``; raise `ValueError` where the last is before the first."""
    if match := _DECADE.fullmatch(text):
        return date(int(match[1]), 1, 1), date(int(match[1]) + 9, 12, 31)
    match = _YEARS.fullmatch(text)
    if match and match[2] < match[1]:
        raise ValueError(text)
    return (date(int(match[1]), 1, 1), date(int(match[2]), 12, 31)) if match else None


def _days(text: str) -> Period | None:
    """Return the days of ``3-5 May 2017`` or ``May 3-5, 2017``; raise `ValueError` as `_years` does."""
    match = _DAYS.fullmatch(text)
    if match is None or not _MONTH.search(text):
        return None
    before, first, last, after = match.groups()
    start, end = _named(f"{before}{first}{after}"), _named(f"{before}{last}{after}")
    if start and end and end < start:
        raise ValueError(text)
    return (start[0], end[1]) if start and end else None


def _named(text: str) -> Period | None:
    """Return the month or day of a date as English writes it; raise `ValueError` where there is no such day."""
    if not re.search(r"\d{4}", text):
        return None
    numeric = None if _MONTH.search(text) else _NUMERIC.search(text)
    if numeric and int(numeric[1]) != int(numeric[2]) and int(numeric[1]) <= 12 and int(numeric[2]) <= 12:
        message = f"{text} may be one of two days. Write {numeric[3]}-{numeric[1]:0>2}-{numeric[2]:0>2} or the other."
        raise DateError(message, (0, len(text)))
    from dateutil import parser  # noqa: PLC0415  # 25 ms that a query without such a date need not wait for

    try:
        one = parser.parse(text, ignoretz=True, default=datetime(2001, 1, 1))  # noqa: DTZ001  # a day has no zone
        other = parser.parse(text, ignoretz=True, default=datetime(2002, 2, 2))  # noqa: DTZ001  # nor has this one
    except parser.ParserError as error:
        if "Unknown" in str(error):
            return None
        raise
    if one.year != other.year or (one.month != other.month and one.day == other.day):
        return None
    unit = "year" if one.month != other.month else "month" if one.day != other.day else "day"
    return around(one.date(), unit) if _says_just(text, unit, one.date()) else None


def _says_just(text: str, unit: str, day: date) -> bool:
    """Return whether the year, month or day that holds `day` is all that a text says, beside the time.

    The parser passes much over, and takes what it can for a year: of ``3 and 5 May 2017`` the 3, for 2003.
    """
    if text.isdecimal():
        return text.startswith(day.isoformat().replace("-", ""))
    if unit != "day" and _WEEKDAY.search(text):
        return False
    said = [day.year] + [day.month] * (unit != "year" and not _MONTH.search(text)) + [day.day] * (unit == "day")
    return sorted(said) == sorted(map(int, re.findall(r"\d+", _TIME.sub("", text))))
