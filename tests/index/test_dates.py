import pytest

from index.dates import given, iso, within


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-12-27", "2024-12-27"),
        ("2024-12-27 00:00:00", "2024-12-27"),
        ("2024-12-27T18:05:00Z", "2024-12-27T18:05:00+00:00"),
        ("2024-12-27 18:05:00.123+0100", "2024-12-27T18:05:00+01:00"),
        ("Fri, 27 Dec 2024 18:05:00 +0100", "2024-12-27T18:05:00+01:00"),
        ("27 грудня 2024", "2024-12-27"),
        ("27 Aralık 2024", "2024-12-27"),
        ("27 Δεκεμβρίου 2024", "2024-12-27"),
        ("27 ديسمبر 2024", "2024-12-27"),
        (1735322700, "2024-12-27T18:05:00+00:00"),
        (1735322700000, "2024-12-27T18:05:00+00:00"),
        ("1735322700", "2024-12-27T18:05:00+00:00"),
        ("1735322700000", "2024-12-27T18:05:00+00:00"),
        ("202412271805", None),
        ("July 4, 1976", "1976-07-04"),
        ("Dec 27, 2024 10:30 PM EST", "2024-12-27"),
        ("2024-12-27 18:05:00 UTC", "2024-12-27T18:05:00+00:00"),
        ("Fri, 27 Dec 2024 18:05:00 GMT", "2024-12-27T18:05:00+00:00"),
        ("18. Juni 1815", "1815-06-18"),
        ("1 January 2099", "2099-01-01"),
        (1e300, None),
        ("0001-11-30", None),
        ("1605-07-01", "1605-07-01"),
        ("soon", None),
        ("", None),
        (None, None),
        (["2024"], None),
    ],
)
def test_dates_come_out_in_iso_8601(written: object, expected: str | None) -> None:
    """As precise as they were written; what cannot be read is no date."""
    assert iso(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-12-27", "2024-12-27"),
        ("1976-07", "1976-07"),
        ("July 1976", "1976-07"),
        ("Dez. 2024", "2024-12"),
        ("7/1976", "1976-07"),
        ("1976", "1976"),
        ("1976-13", None),
        ("Autumn 1976", None),
    ],
)
def test_a_month_or_a_year_that_was_given_is_a_date(written: str, expected: str | None) -> None:
    """It is kept as precise as it is."""
    assert given(written) == expected


def test_what_is_found_in_a_text_is_no_date_of_long_ago_or_to_come() -> None:
    """A text may tell of the past, and announce; what was declared is believed."""
    assert within("Born 4 July 1976, he will retire on 1 January 2099.") is None
    assert within("Born 4.7.1976, he came on 2 May 2024.") == "2024-05-02"
