"""Dates as people write them, as a table of (text, first day, last day)."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dates import DateError, period, read_dates
from search.query import Dates

TODAY = date(2024, 12, 31)  # a Tuesday

PERIODS = [
    ("2024", "2024-01-01", "2024-12-31"),
    ("2024-12", "2024-12-01", "2024-12-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2024-12-27", "2024-12-27", "2024-12-27"),
    ("2024-2-7", "2024-02-07", "2024-02-07"),
    ("2024/12/27", "2024-12-27", "2024-12-27"),
    ("2024.12", "2024-12-01", "2024-12-31"),
    ("20241227", "2024-12-27", "2024-12-27"),
    ("2024-12-27T180500", "2024-12-27", "2024-12-27"),
    ("2024-12-27T18:05:00+01:00", "2024-12-27", "2024-12-27"),
    ("27 December 2024", "2024-12-27", "2024-12-27"),
    ("December 27, 2024", "2024-12-27", "2024-12-27"),
    ("27th of Dec 2024", "2024-12-27", "2024-12-27"),
    ("December 2024", "2024-12-01", "2024-12-31"),
    ("27.12.2024", "2024-12-27", "2024-12-27"),
    ("12/27/2024", "2024-12-27", "2024-12-27"),
    ("5/5/2024", "2024-05-05", "2024-05-05"),
    ("Sunday 6.06.1976", "1976-06-06", "1976-06-06"),
    ("Dec 27, 2024", "2024-12-27", "2024-12-27"),
    ("Fri, 27 Dec 2024 18:05:00 +0100", "2024-12-27", "2024-12-27"),
    ("Dec. 27, 2024 10 p.m. EST", "2024-12-27", "2024-12-27"),
    ("2024-Dec-27", "2024-12-27", "2024-12-27"),
    ("20241227180500", "2024-12-27", "2024-12-27"),
    ("3-5 May 2017", "2017-05-03", "2017-05-05"),
    ("13–15 May, 2017", "2017-05-13", "2017-05-15"),
    ("3rd to 5th of May 2017", "2017-05-03", "2017-05-05"),
    ("June 10-12 2016", "2016-06-10", "2016-06-12"),
    ("May 3 - 5, 2017", "2017-05-03", "2017-05-05"),
    ("1980s", "1980-01-01", "1989-12-31"),
    ("the 1980's", "1980-01-01", "1989-12-31"),
    ("1987-1990", "1987-01-01", "1990-12-31"),
    ("1987 – 1990", "1987-01-01", "1990-12-31"),
    ("today", "2024-12-31", "2024-12-31"),
    ("Yesterday", "2024-12-30", "2024-12-30"),
    ("tomorrow", "2025-01-01", "2025-01-01"),
    ("the day before yesterday", "2024-12-29", "2024-12-29"),
    ("this week", "2024-12-30", "2025-01-05"),
    ("last week", "2024-12-23", "2024-12-29"),
    ("last  month", "2024-11-01", "2024-11-30"),
    ("the previous month", "2024-11-01", "2024-11-30"),
    ("this year", "2024-01-01", "2024-12-31"),
    ("last year", "2023-01-01", "2023-12-31"),
    ("last monday", "2024-12-30", "2024-12-30"),
    ("last tuesday", "2024-12-24", "2024-12-24"),
    ("this friday", "2025-01-03", "2025-01-03"),
    ("3 days ago", "2024-12-28", "2024-12-28"),
    ("a week ago", "2024-12-24", "2024-12-24"),
    ("two weeks ago", "2024-12-17", "2024-12-17"),
    ("1 month ago", "2024-11-30", "2024-11-30"),
    ("10 years ago", "2014-12-31", "2014-12-31"),
    ("last 7 days", "2024-12-25", "2024-12-31"),
    ("past two months", "2024-11-01", "2024-12-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), PERIODS)
def test_period(text: str, first: str, last: str) -> None:
    """Each text means these days, both included."""
    assert period(text, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


NO_DATES = [
    ("2024-02-30", "There is no such date as 2024-02-30."),
    ("2024-13", "There is no such date as 2024-13."),
    ("1990-1987", "There is no such date as 1990-1987."),
    ("1985s", "There is no such date as 1985s."),
    ("0000", "There is no such date as 0000."),
    ("31 February 2024", "There is no such date as 31 February 2024."),
    ("9000 years ago", "There is no such date as 9000 years ago."),
    ("99999 years ago", "There is no such date as 99999 years ago."),
    ("last 0 days", "There is no such date as last 0 days."),
    ("11/12/2024", "11/12/2024 may be one of two days. Write 2024-11-12 or the other."),
    ("Friday 3/5/2024", "Friday 3/5/2024 may be one of two days. Write 2024-03-05 or the other."),
    ("10-12 2016", "10-12 2016 may be one of two days. Write 2016-10-12 or the other."),
    ("5-3 May 2017", "There is no such date as 5-3 May 2017."),
    ("30-31 June 2017", "There is no such date as 30-31 June 2017."),
    ("3/5 May 2017", '"3/5 May 2017" is not a date.'),
    ("3 and 5 May 2017", '"3 and 5 May 2017" is not a date.'),
    ("10, 12 June 2016", '"10, 12 June 2016" is not a date.'),
    ("10.12 June 2016", '"10.12 June 2016" is not a date.'),
    ("May 5 2017 2018", '"May 5 2017 2018" is not a date.'),
    ("31 May - 2 June 2017", '"31 May - 2 June 2017" is not a date.'),
    ("161012", '"161012" is not a date.'),
    ("Friday 2017", '"Friday 2017" is not a date.'),
    ("Monday, May 2017", '"Monday, May 2017" is not a date.'),
    ("christmas", '"christmas" is not a date.'),
    ("27 December", '"27 December" is not a date.'),
    ("10:30", '"10:30" is not a date.'),
    ("10am 2024", '"10am 2024" is not a date.'),
    ("2024,12", '"2024,12" is not a date.'),
    ("2024-12-01-2024-12-27", '"2024-12-01-2024-12-27" is not a date.'),
    ("2024-12-01..2025", '"2024-12-01..2025" is not a date.'),
    ("99992024", "There is no such date as 99992024."),
    ("", "This is not a date."),
    ("2" * 41, "This is not a date."),
]


WRITTEN = (
    "%d.%m.%Y;%d %B %Y;%b %d, %Y;%a, %d %b %Y 18:05;%A %B %d %Y;%Y-%m-%d 18:05;%Y%m%d;%d-%b-%Y;%B %d, %Y at 6:05 p.m."
)


@given(st.dates(date(1200, 1, 1)), st.sampled_from(WRITTEN.split(";")))
def test_a_day_as_people_write_it_is_that_day_or_refused(day: date, form: str) -> None:
    """No way to write a day makes it another one; only numbers that may be another are refused."""
    text = day.strftime(form)
    try:
        assert period(text, TODAY) == (day, day)
    except DateError:
        assert form == "%d.%m.%Y"
        assert day.day <= 12


@pytest.mark.parametrize(("text", "message"), NO_DATES)
def test_no_such_date(text: str, message: str) -> None:
    """What is not a date, or may be two, is refused with the reason."""
    with pytest.raises(DateError, match=re.escape(message)) as caught:
        period(text, TODAY)
    assert caught.value.span == (0, len(text))


CLAUSES = [
    ("date:2024-12", "2024-12-01", "2024-12-31"),
    ("date:=2024-12", "2024-12-01", "2024-12-31"),
    ("date:>2024-12", "2025-01-01", None),
    ("date:>=2024-12", "2024-12-01", None),
    ("date:<2024-12", None, "2024-11-30"),
    ("date:<=2024-12", None, "2024-12-31"),
    ("before:2024-12", None, "2024-11-30"),
    ("after:2024-12", "2025-01-01", None),
    ("date:2024-12-01..2024-12-27", "2024-12-01", "2024-12-27"),
    ("date:2023..2024-06", "2023-01-01", "2024-06-30"),
    ("date:2024..", "2024-01-01", None),
    ("date:..2024", None, "2024-12-31"),
    ("date:2024-12-27,", "2024-12-27", "2024-12-27"),
    ('date:"27 December 2024"', "2024-12-27", "2024-12-27"),
    ('date:"1 March 1987".."3 March 1987"', "1987-03-01", "1987-03-03"),
    ('date:1987-03.."3 April 1987"', "1987-03-01", "1987-04-03"),
    ('date:.."3 March 1987"', None, "1987-03-03"),
    ('date:"1 March 1987"..', "1987-03-01", None),
    ('date:>="last month"', "2024-11-01", None),
    ("date:“last month..today”", "2024-11-01", "2024-12-31"),
    ('date:"last month".."today"', "2024-11-01", "2024-12-31"),
    ("date:2024..“last month”", "2024-01-01", "2024-11-30"),
    ("Before:yesterday", None, "2024-12-29"),
    ("after: 2024", "2025-01-01", None),
    ("date:2023 to 2024-06", "2023-01-01", "2024-06-30"),
    ("date:2023 - 2024", "2023-01-01", "2024-12-31"),
    ('date:"2023" – "6 June 2024"', "2023-01-01", "2024-06-06"),
    ('date:"last month to today"', "2024-11-01", "2024-12-31"),
    ("date:3 - 5 May 2017", "2017-05-03", "2017-05-05"),
]


@pytest.mark.parametrize(("clause", "first", "last"), CLAUSES)
def test_clause(clause: str, first: str | None, last: str | None) -> None:
    """Each clause of a query means these days; before: and after: leave out the date itself."""
    days = [day and date.fromisoformat(day) for day in (first, last)]
    assert read_dates(clause, TODAY) == Dates(*days)


NO_CLAUSES = [
    ("date:2024-02-30", "2024-02-30"),
    ("date:2024..2024-02-30", "2024-02-30"),
    ("date:2024-02-30..2025", "2024-02-30"),
    ("date:2025..2024", "2025..2024"),
    ("date:..", ".."),
    ("before:2024..2025", "2024..2025"),
    ("after:>=2024", "2024"),
    ("date:>=2024..2025", "2024..2025"),
    ('date:2024.."next easter"', "next easter"),
    ("date:2013 to 2012", "2013 to 2012"),
    ("before:2012 to 2013", "2012 to 2013"),
    ("date:>2012 - 2013", "2012 - 2013"),
    ("after:9999", "9999"),
    ("before:0001", "0001"),
    ("date:>", ""),
    ('date:">=foo"', ">=foo"),
]


@pytest.mark.parametrize(("clause", "marked"), NO_CLAUSES)
def test_mark_in_a_clause(clause: str, marked: str) -> None:
    """A date that cannot be is marked where it stands."""
    with pytest.raises(DateError) as caught:
        read_dates(clause, TODAY)
    start, end = caught.value.span
    assert clause[start:end] == marked


def test_advice_can_be_followed() -> None:
    """What is told to write can be written there: a range only where a range is taken, and nothing in quotes."""
    for clause in ("date:foo", "before:foo", "date:>=foo", "date:2024..foo", "before:2024..2025"):
        with pytest.raises(DateError) as caught:
            read_dates(clause, TODAY)
        examples = caught.value.message.rpartition("Write ")[2].rstrip(".").replace(" or ", ", ").split(", ")
        assert len(examples) == 5
        assert all(read_dates(f"{clause.partition('foo')[0].partition('2024')[0]}{one}", TODAY) for one in examples)


@given(st.text(max_size=50) | st.from_regex(r"[0-9a-z/. :-]{1,30}", fullmatch=True))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    """Any text is read as days in order, or refused."""
    try:
        first, last = period(text, TODAY)
    except DateError:
        return
    assert first <= last
