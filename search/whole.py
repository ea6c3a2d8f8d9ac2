"""Every hit of a search, however many, for an export; pages end at `paging.MAX_PAGED_HITS`.

    search_whole(archive, "drones", sort="newest")   ->   (Hit, ... 100 of them), (Hit, ...), ...

The query is answered once, so all parts are of one state of the archive. Only what is shown is made part by part.
"""

from collections.abc import Iterator
from typing import Any

from search.answer import Answer
from search.options import DEFAULTS, check_options
from search.results import Hit
from search.service import Searchable
from search.understand import understood

PART = 100
"""Hits in a part."""


def search_whole(
    archive: Searchable, text: str, *, from_: str | None = None, **asked: Any
) -> Iterator[tuple[Hit, ...]]:
    """Return the hits of a search, all of them, in parts.

    Takes the options of `search.search`, of which `size`, `cursor`, `facets` and `fold` change nothing: copies of a hit
    are hits. Raises the same errors, before it returns.
    """
    asked.pop("cursor", None)
    options = check_options({**DEFAULTS, **asked, "from": from_, "fold": False})
    return _parts(Answer(archive.snapshot(), understood(text), options, whole=True), text)


def _parts(answer: Answer, text: str) -> Iterator[tuple[Hit, ...]]:
    """Yield the hits, part by part."""
    chosen = answer.chosen(answer.hits)
    for start in range(0, len(chosen), PART):
        yield answer.shown(chosen[start : start + PART], text)
