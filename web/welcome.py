"""What a newcomer to an archive is shown: how much there is, the latest of it, and questions that find something here.

    archive   ->   Welcome(articles=14, first="1987", last="2024", examples=(Example("drones", ...), ...))

The examples are made from the archive's own headlines, sources and dates, so none of them comes up empty.
"""

import re
from dataclasses import dataclass

from index import Archive
from index.analysis import STOP_WORDS
from search import search
from search.results import Facets, Hit

LATEST = 4
"""Articles shown as the latest."""

_WORD = re.compile(r"[^\W\d_]{5,}")
_PAIR = re.compile(r"[^\W\d_]{4,} [^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and what it shows."""

    query: str
    shows: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """What an archive holds, in short; `first` and `last` are the years of its oldest and newest article."""

    articles: int
    first: str | None
    last: str | None
    latest: tuple[Hit, ...]
    examples: tuple[Example, ...]


def of(archive: Archive) -> Welcome:
    """Return what to show of `archive`."""
    found = search(archive, "", sort="newest", size=LATEST, facets=True, paragraphs=0)
    facets = found.facets or Facets()
    periods = facets.published
    return Welcome(
        articles=found.articles,
        first=periods[0].first[:4] if periods else None,
        last=periods[-1].last[:4] if periods else None,
        latest=found.hits,
        examples=tuple(examples(found.hits, facets)),
    )


def examples(latest: tuple[Hit, ...], facets: Facets) -> list[Example]:
    """Return questions that find something: from the latest headlines, the largest source and the newest month."""
    titles = " / ".join(hit.title for hit in latest)
    words = [word for word in _WORD.findall(titles) if word.casefold() not in STOP_WORDS]
    made = [Example(word.lower(), "any form of a word") for word in words[:1]]
    made += [Example(f'"{pair}"', "words as a phrase") for pair in _PAIR.findall(titles)[:1]]
    made += [Example(f"title:{word.lower()}", "in the headline") for word in words[1:2]]
    made += [Example(f'source:"{value.value}"', "one source") for value in facets.source[:1] if '"' not in value.value]
    made += [Example(f"date:{hit.published[:7]}", "one month") for hit in latest[:1] if hit.published]
    return made
