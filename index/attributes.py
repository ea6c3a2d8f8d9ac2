"""What an article has one of, or a few: dates, ids, facet columns, and the stored article itself.

attributes([article, ...], shelf)  ->  {"published": ..., "id_bytes": ..., "source_numbers": ..., "stored_bytes": ...}
"""

from datetime import date

import numpy as np

from index.article import Article
from index.dates import day_number, first_day
from index.receipts import content
from index.runs import offsets, strings
from index.segment import NO_DATE
from index.store import Shelf, key_of, pack
from index.strings import Arrays


def attributes(articles: list[Article], shelf: Shelf) -> Arrays:
    """Return the columns, the dates, the ids and the stored articles."""
    packed = [pack(article) for article in articles]
    return {
        "published": np.array([days(article.published) for article in articles], np.int32),
        **_ids([article.id.encode() for article in articles]),
        **_column("source", [article.source for article in articles]),
        **_column("section", [article.section for article in articles]),
        **_column("language", [article.language for article in articles]),
        **_authors([article.authors for article in articles]),
        **strings("stored", shelf.compress_all(packed)),
        "contents": np.array([key_of(content(one)) for one in packed], np.uint64),
    }


def days(published: str | None) -> int:
    """Return the days from 1970 to an ISO date, as precise as it is; the first day of a year or a month."""
    if not published:
        return int(NO_DATE)
    try:
        return day_number(date.fromisoformat(first_day(published[:10])))
    except ValueError:
        raise ValueError(f"it was published {published!r}, which is no ISO date") from None


def _ids(ids: list[bytes]) -> Arrays:
    """Return the ids, and the way to find one."""
    keys = np.array([key_of(one) for one in ids], np.uint64)
    order = np.argsort(keys, kind="stable")
    return {**strings("id", ids), "id_keys": keys[order], "id_docs": order.astype(np.uint32)}


def _column(name: str, values: list[str | None]) -> Arrays:
    """Return the arrays of a column with one value an article, or none."""
    known = sorted({value for value in values if value})
    number = {value: place for place, value in enumerate(known)}
    return {
        **strings(f"{name}_value", [value.encode() for value in known]),
        f"{name}_numbers": np.array([number[value] if value else -1 for value in values], np.int32),
    }


def _authors(values: list[tuple[str, ...]]) -> Arrays:
    """Return the arrays of the column of authors: any number an article."""
    known = sorted({author for authors in values for author in authors})
    number = {value: place for place, value in enumerate(known)}
    return {
        **strings("author_value", [value.encode() for value in known]),
        "author_numbers": np.array([number[author] for authors in values for author in authors], np.int32),
        "author_starts": offsets(np.array([len(authors) for authors in values], np.int64)).astype(np.uint32),
    }
