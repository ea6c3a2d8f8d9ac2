"""The options of a search, checked."""

from datetime import date
from typing import Any

import pytest

from search.filters import Filters
from search.options import DEFAULTS, OptionError, check_options


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({}, None, None),
        ({"from": "2024"}, date(2024, 1, 1), None),
        ({"to": "2024"}, None, date(2024, 12, 31)),
        ({"from": "2024-02", "to": "2024-02"}, date(2024, 2, 1), date(2024, 2, 29)),
        ({"from": "2024-12-27", "to": "27 December 2024"}, date(2024, 12, 27), date(2024, 12, 27)),
        ({"from": '"May 2017"', "to": "3-5 May 2017"}, date(2017, 5, 1), date(2017, 5, 5)),
    ],
)
def test_dates_from_and_to(asked: dict[str, str], first: date | None, last: date | None) -> None:
    """A year or a month starts with its first day and ends with its last."""
    assert check_options({**DEFAULTS, **asked}).filters == Filters(first, last)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"from": "yesterweek"}, 'from: "yesterweek" is not a date.'),
        ({"to": "2024-13"}, "to: There is no such date as 2024-13."),
        ({"from": "2020", "to": "2010"}, "to: This range ends (2010-12-31) before it begins (2020-01-01)."),
        ({"from": "2012..2013"}, 'from: "2012..2013" is not a date. Write 2024, 2024-12, 2024-12-27, 27 December'),
        ({"size": True}, "size: expected a whole number from 1 to 100, got True"),
        ({"size": 101}, "size: expected a whole number from 1 to 100, got 101"),
        ({"sort": "best"}, "sort: expected relevance or newest or oldest, got 'best'"),
    ],
)
def test_what_cannot_be_granted(asked: dict[str, Any], told: str) -> None:
    """The error names the option, and says what was expected."""
    with pytest.raises(OptionError) as refused:
        check_options({**DEFAULTS, **asked})
    assert str(refused.value).startswith(told)


def test_an_option_that_does_not_exist() -> None:
    """A name misspelt is no option that is left out."""
    with pytest.raises(TypeError, match="no option sorts"):
        check_options({**DEFAULTS, "sorts": "newest"})
