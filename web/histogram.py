"""Hits over time, as a picture of bars that are links: facets -> an inline SVG's numbers.

    Period("2024-12-01", "2024-12-31", 3)   ->   Bar("December 2024: 3 articles", url=..., x=..., height=...)

Bars stand where their days are on the time line, so that empty months are seen as gaps. The template draws them.
"""

from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from search.results import Facets, Period
from web.links import Around
from web.parameters import SearchRequest
from web.wording import MONTHS, count, day

WIDTH = 720.0
HEIGHT = 64.0
_LEAST = 2.0  # a bar's least width and height: one hit among thousands is still seen
_MOST = 40.0  # a bar's greatest width: two days with hits are two bars, not two walls
_GAP = 0.15  # of a bar's width, left empty beside it


class Bar(Struct, frozen=True):
    """One period: where its bar stands in the picture, what it says, where it leads.

    `left` and `room` are the period itself, the place that can be clicked; the bar stands in the middle of it.
    """

    label: str
    first: str
    last: str
    url: str
    left: float
    room: float
    x: float
    y: float
    width: float
    height: float


class Timeline(Struct, frozen=True):
    """The picture: its bars, and the periods at its ends."""

    bars: tuple[Bar, ...]
    first: str
    last: str


def draw(asked: SearchRequest, facets: Facets | None) -> Timeline | None:
    """Return the picture of when the found articles were published; None where it would show nothing."""
    periods = facets.published if facets else ()
    if len(periods) < 2:
        return None
    start = date.fromisoformat(periods[0].first)
    days = (date.fromisoformat(periods[-1].last) - start).days + 1
    top = max(period.articles for period in periods)
    around = Around(asked)
    bars = tuple(_bar(around, period, start, WIDTH / days, top) for period in periods)
    return Timeline(bars, name(periods[0].first, periods[0].last), name(periods[-1].first, periods[-1].last))


@lru_cache(maxsize=1024)
def name(first_day: str, last_day: str) -> str:
    """Return a day, a month, a year or any other period in words."""
    first, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    if first == last:
        return day(first_day)
    if (first.day, first.month, last.day, last.month, first.year) == (1, 1, 31, 12, last.year):
        return str(first.year)
    if first.day == 1 and last == _month_end(first):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{day(first_day)} to {day(last_day)}"


def _bar(around: Around, period: Period, start: date, day_width: float, top: int) -> Bar:
    """Return the bar of one period."""
    first, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
    left, room = (first - start).days * day_width, ((last - first).days + 1) * day_width
    width = min(max(room * (1 - _GAP), _LEAST), _MOST)
    height = max(HEIGHT * period.articles / top, _LEAST)
    return Bar(
        label=f"{name(period.first, period.last)}: {count(period.articles, 'article')}",
        first=period.first,
        last=period.last,
        url=around.url(from_=period.first, to=period.last),
        left=round(left, 2),
        room=round(max(room, _LEAST), 2),
        x=round(left + max(room * (1 - _GAP) - width, 0.0) / 2, 2),
        y=round(HEIGHT - height, 2),
        width=round(width, 2),
        height=round(height, 2),
    )


def _month_end(first: date) -> date:
    """Return the last day of the month that starts on `first`."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
