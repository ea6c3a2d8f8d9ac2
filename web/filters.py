"""What narrows a search down: the filters that are on, each with its way out, and those that could be.

    SearchRequest(q="drones", source=("Reuters",)), facets   ->   chips and groups of links

Every link is a whole address: choosing adds a value to the request, choosing it again takes it away.
"""

from typing import Any
from urllib.parse import quote_plus

from msgspec import Struct

from search.dates import period
from search.results import Facets, FacetValue
from web.links import Around
from web.parameters import SearchRequest
from web.wording import day

TITLES = {"source": "Source", "section": "Section", "author": "Author", "language": "Language"}
"""The facets in the order the page has them."""

SHOWN_VALUES = 6
"""Values of a facet that are shown at once; the others are folded in."""

MOST_VALUES = 24
"""Values of a facet that the page holds at most: an archive has thousands of authors."""


class Chip(Struct, frozen=True):
    """A filter that is on, and the address without it."""

    name: str
    value: str
    without: str


class Choice(Struct, frozen=True):
    """A value that can be chosen or, where `chosen`, taken back at `url`."""

    value: str
    articles: int
    url: str
    chosen: bool


class Group(Struct, frozen=True):
    """One facet: the values that stand open, and those that are folded in."""

    title: str
    first: tuple[Choice, ...]
    rest: tuple[Choice, ...]


def chosen(asked: SearchRequest) -> list[Chip]:
    """Return the filters that are on."""
    around = Around(asked)
    on = [(name, value) for name in TITLES for value in getattr(asked, name)]
    chips = [Chip(TITLES[name], value, around.url(**_without(asked, name, value))) for name, value in on]
    if asked.from_:
        chips.append(Chip("From", day(first_day(asked)), around.url(from_="")))
    if asked.to:
        chips.append(Chip("To", day(last_day(asked)), around.url(to="")))
    return chips


def first_day(asked: SearchRequest) -> str:
    """Return the day that ``from`` starts with, as a field for dates wants it; nothing where it is not on."""
    return period(asked.from_)[0].isoformat() if asked.from_ else ""


def last_day(asked: SearchRequest) -> str:
    """Return the day that ``to`` ends with, likewise."""
    return period(asked.to)[1].isoformat() if asked.to else ""


def groups(asked: SearchRequest, facets: Facets | None) -> list[Group]:
    """Return the facets that have something to choose."""
    around = Around(asked)
    found = [_group(asked, around, name, getattr(facets, name)) for name in TITLES] if facets else []
    return [group for group in found if len(group.first) > 1 or any(choice.chosen for choice in group.first)]


def _group(asked: SearchRequest, around: Around, name: str, values: tuple[FacetValue, ...]) -> Group:
    """Return one facet, what is chosen first."""
    on = getattr(asked, name)
    first = sorted(values, key=lambda value: value.value not in on)[:MOST_VALUES]
    before, after = around.with_one_more(name)
    choices = [
        Choice(v.value, v.articles, around.url(**_without(asked, name, v.value)), chosen=True)
        if v.value in on
        else Choice(v.value, v.articles, before + quote_plus(v.value) + after, chosen=False)
        for v in first
    ]
    return Group(TITLES[name], tuple(choices[:SHOWN_VALUES]), tuple(choices[SHOWN_VALUES:]))


def _without(asked: SearchRequest, name: str, value: str) -> dict[str, Any]:
    """Return the filter `name` with `value` taken from it."""
    return {name: tuple(v for v in getattr(asked, name) if v != value)}
