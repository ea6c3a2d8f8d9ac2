"""The values of a column, most frequent first: what `source:"washington t` is completed from.

    values_starting(snapshot, "source", "washington t", 2)   ->   ["Washington Times", "The Washington Tribune"]

A value is found by its words, folded: those that were typed stand there in a row, and the last may go on. The values of
a segment are laid out once, a line each, in the order of how many articles have them. So the first lines that hold what
was typed are the answer, and a look through all of them is one search of a string.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from index.analysis import WORD, fold
from index.reader import COLUMNS
from index.segment import Column, Ints, Segment, Snapshot
from search.cached import cached
from search.filters import Filters
from search.results import Note

MAX_VALUES = 20
"""Values of filters of one search that are looked for in the archive."""

MOST = 100_000
"""Values of a segment that are laid out, those of most articles. It bounds the memory: 6,900 authors take 0.4 MB."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The words of some values, each line a space and the words: ` the washington post`."""

    text: str
    ends: Ints  # where each line ends in the text, its line feed included
    numbers: Ints  # of the values in their column
    counts: Ints  # how many articles have each

    def holding(self, words: str) -> Iterator[int]:
        """Yield the lines that hold `words`, in order."""
        at = self.text.find(words)
        while at >= 0:
            line = int(np.searchsorted(self.ends, at, side="right"))
            yield line
            at = self.text.find(words, int(self.ends[line]))


def values_starting(snapshot: Snapshot, name: str, typed: str, size: int) -> list[str]:
    """Return at most `size` values of a column that have the words `typed`, those of most articles first."""
    words = f" {folded(typed)}"
    if (matches := list(WORD.finditer(typed))) and matches[-1].end() < len(typed):
        words += " "  # the last one is finished
    counts: Counter[str] = Counter()
    for segment in snapshot.segments:
        counts.update(dict(islice(_holding(segment, name, words), 2 * size)))
    return [value for value, _ in united(counts).most_common(size)]


def unknown_values(snapshot: Snapshot, filters: Filters) -> Iterator[Note]:
    """Yield notes on the first values of filters that the archive does not have, with one like it that it has."""
    asked = [(name, value) for name in COLUMNS for value in getattr(filters, name)]
    for name, value in asked[:MAX_VALUES]:
        if not any(value in segment.columns[name].values for segment in snapshot.segments):
            alike = values_starting(snapshot, name, value, 1)
            but = f"; “{alike[0]}” is one" if alike else ""
            yield Note("blame", f"No article has “{value}” as its {name}{but}.")


def folded(text: str) -> str:
    """Return the exact forms of the words of a text: texts of which these are equal find the same."""
    return " ".join(map(fold, WORD.findall(text)))


def united(counts: Counter[str]) -> Counter[str]:
    """Return texts that are equal when folded as one of them, the most frequent, with the count of all."""
    totals: Counter[str] = Counter()
    best: dict[str, str] = {}
    for text, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        totals[best.setdefault(folded(text), text)] += count
    return totals


def _holding(segment: Segment, name: str, words: str) -> Iterator[tuple[str, int]]:
    """Yield the values of one segment that hold `words`, and how many articles have each, the most frequent first."""
    column = segment.columns[name]
    known = _laid_out(segment)
    lines = known[name] = known.get(name) or _lines(column)
    for line in lines.holding(words):
        number = int(lines.numbers[line])
        if _is_live(segment, column, number):
            yield column.values[number], int(lines.counts[line])


def _is_live(segment: Segment, column: Column, number: int) -> bool:
    """Say whether an article that was not removed has a value."""
    if segment.live is None:
        return True
    entries = np.flatnonzero(column.numbers == number)
    documents = entries if column.starts is None else np.searchsorted(column.starts, entries, side="right") - 1
    return bool(segment.live[documents].any())


@cached
def _laid_out(_segment: Segment) -> dict[str, _Lines]:
    """Return the columns of a segment that were looked at, as lines."""
    return {}


def _lines(column: Column) -> _Lines:
    """Return the values of a column as lines: 45 ms for 6,900 authors."""
    counts = np.bincount(column.numbers[column.numbers >= 0], minlength=len(column.values))
    order = np.argsort(-counts, kind="stable")[:MOST]
    known = [(number, words) for number in order.tolist() if (words := folded(column.values[number]))]
    numbers = np.array([number for number, _ in known], np.int64)
    lines = [f" {words}\n" for _, words in known]
    return _Lines("".join(lines), np.cumsum([len(line) for line in lines], dtype=np.int64), numbers, counts[numbers])
