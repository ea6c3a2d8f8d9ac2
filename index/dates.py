"""Reads a date as it was written, and gives it back in ISO 8601, as precise as it is known.

"2024-12-27 18:05:00+0100"  ->  "2024-12-27T18:05:00+01:00"
"2014-03-28 00:00:00"       ->  "2014-03-28"
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def iso(written: object) -> str | None:
    """Return a date in ISO 8601, or None where there is none to be read.

    Midnight sharp without a zone is a date whose time nobody knew.
    """
    if isinstance(written, (int, float)) and not isinstance(written, bool):
        return _from_epoch(written)
    text = str(written or "").strip()
    if not text:
        return None
    moment = _moment(text)
    if moment is None:
        return None
    if moment.tzinfo is None and (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds")


def _moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _from_epoch(seconds: float) -> str | None:
    if seconds > 1e11:
        seconds /= 1000  # milliseconds, as JavaScript counts
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return None
