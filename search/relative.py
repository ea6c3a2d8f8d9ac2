"""Dates in words -> the first and last day that they mean, counted from today.

Weeks start on Monday.

    today, yesterday, tomorrow, the day before yesterday       that day
    last week, this month, previous year, last monday          that week, month, year or day
    last 7 days, past two months                               from then to today, both included
    3 days ago, two weeks ago, a year ago                      that one day
"""

import re
from datetime import date, timedelta

from dateutil import relativedelta

Period = tuple[date, date]

_DAYS = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        start=1,
    )
    for word in words.split()
}
_NUMBER = r"(?P<number>\d{1,5}|" + "|".join(_NUMBERS) + ")"
_UNIT = r"(?P<unit>day|week|month|year)"
_AGO = re.compile(rf"{_NUMBER} {_UNIT}s? ago")
_SPAN = re.compile(rf"(?:last|past|previous) {_NUMBER} {_UNIT}s?")
_ONE = re.compile(rf"(?P<which>last|past|previous|this) (?:{_UNIT}|(?P<weekday>{'|'.join(_WEEKDAYS)}))")


def relative_period(text: str, today: date) -> Period | None:
    """Return the days that `text` means; None where it is not a date in words."""
    words = " ".join(text.lower().split()).removeprefix("the ")
    if words in _DAYS:
        day = today + timedelta(days=_DAYS[words])
        return day, day
    if match := _AGO.fullmatch(words):
        day = _back(today, match["number"], match["unit"])
        return day, day
    if match := _SPAN.fullmatch(words):
        return _back(today, match["number"], match["unit"]) + timedelta(days=1), today
    if match := _ONE.fullmatch(words):
        if match["weekday"]:
            return _weekday(match["weekday"], match["which"], today)
        day = today if match["which"] == "this" else _back(today, "1", match["unit"])
        return around(day, match["unit"])
    return None


def around(day: date, unit: str) -> Period:
    """Return the first and last day of the day, week, month or year that holds `day`."""
    if unit == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    if unit == "month":
        return day.replace(day=1), day + relativedelta.relativedelta(day=31)
    if unit == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    return day, day


def _back(today: date, number: str, unit: str) -> date:
    """Return the day so many days, weeks, months or years before `today`; raise for none, or before year 1."""
    count = int(number) if number.isdecimal() else _NUMBERS[number]
    if not count:
        raise ValueError(f"0 {unit}s are none.")
    days, months = {"day": (1, 0), "week": (7, 0), "month": (0, 1), "year": (0, 12)}[unit]
    return today - relativedelta.relativedelta(days=days * count, months=months * count)


def _weekday(name: str, which: str, today: date) -> Period:
    """Return this week's such day, or the last one before today."""
    ahead = _WEEKDAYS.index(name) - today.weekday()
    day = today + timedelta(days=ahead if which == "this" or ahead < 0 else ahead - 7)
    return day, day
