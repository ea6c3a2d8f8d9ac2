"""Reads what stands above a story that was scraped as text: the day it was published, and who wrote it.

    "By Ada Byron", "9 January 2024", "The ferry sank."  ->  authors ("Ada Byron",), published "2024-01-09"

A byline has been cut by `index.residue`, which leaves its receipt; here it is read. A line that is a date and nothing
else is cut here, with a receipt of its own. What a source declares about an article goes before what is found here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from index import dates, names
from index.article import Paragraph, Removed

LINES = 4
"""Lines above a story among which its date may stand: headline, standfirst, byline, date."""

_DIGIT = re.compile(r"\d")
_LONGEST_LINE = 40  # characters of a line that is a date: "Published: Tuesday, 9 January 2024, 10.30"
_MOST_WORDS = 4  # of letters: "Published", "Tuesday", "January", "at"


@dataclass(frozen=True, slots=True)
class Opening:
    """What the lines above a story say about it."""

    published: str | None = None
    authors: tuple[str, ...] = ()


def read(paragraphs: Sequence[Paragraph], removed: Sequence[Removed]) -> tuple[Opening, list[Paragraph], list[Removed]]:
    """Return what stands above the story, the paragraphs without the line of the date, and all receipts."""
    authors = names.of(cut.text for cut in removed if cut.rule == "byline" and cut.after < LINES)
    place = next((at for at, paragraph in enumerate(paragraphs[:LINES]) if _is_day(paragraph.text)), None)
    if place is None:
        return Opening(None, authors), list(paragraphs), list(removed)
    line = paragraphs[place].text
    rest = [*paragraphs[:place], *paragraphs[place + 1 :]]
    receipts = [replace(cut, after=cut.after - (cut.after > place)) for cut in removed]
    return (
        Opening(dates.within(line), authors),
        [Paragraph(number, paragraph.kind, paragraph.text) for number, paragraph in enumerate(rest, 1)],
        sorted([*receipts, Removed("date", line, place)], key=lambda cut: cut.after),
    )


def _is_day(line: str) -> bool:
    """Say whether a line is a date and nothing else."""
    if len(line) > _LONGEST_LINE or _DIGIT.search(line) is None:
        return False
    words = [word for word in line.split() if any(character.isalpha() for character in word)]
    return len(words) <= _MOST_WORDS and dates.within(line) is not None
