import pytest

from index.dates import iso


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
