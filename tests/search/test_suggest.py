"""Completions, and the phrases of headlines that they come from."""

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import STOP_WORDS, WORD, fold
from index.article import Article, Paragraph
from index.invert import invert
from search import phrases as phrases_module
from search.phrases import LONGEST, Phrases, phrases
from search.suggest import suggest

FIRST = [
    ("North Korea sends troops", "The troops are soldiers. Nobody said nothing."),
    ("Bank of England: North Korea barred", "Soldiers of fortune."),
    ("U.S. trade falls", "Nothing."),
]
SECOND = [
    ("North Korea's drones", "No soldiers."),
    ("Northern lights over the Bank of England", "Soldiers look up."),
    ("U.S. Treasury sells", "Norwegian café. It doesn't."),
    ("Smith doesn't: it isn't", "Northern."),
    ("Warren Smith. Warren", "Northern."),
]

TABLE = [
    ("north", ["north korea", "north korea barred", "north korea sends troops", "north korea's drones", "northern"]),
    ("North ", ["North korea", "North korea barred", "North korea sends troops", "North korea's drones"]),
    ("north k", ["north korea", "north korea barred", "north korea sends troops", "north korea's drones"]),
    ('+drones "bank of e', ['+drones "bank of england']),
    ("U.S. tr", ["U.S. trade", "U.S. trade falls", "U.S. treasury", "U.S. treasury sells"]),
    ("norw", ["norwegian"]),
    ("title:norw", ["title:norwegian"]),
    ("sold", ["soldiers"]),
    ("author:f", ["author:fortune"]),
    ('+north author:"no', ['+north author:"nothing', '+north author:"northern']),
    ("author:korea norw", ["author:korea norwegian"]),
    ("lang:fr sold", ["lang:fr soldiers"]),
    ('author:"north s', []),
    ("lang:n", []),
    ("date:n", []),
    ("x-nor", []),
    ("x-north ", []),
    ("U.S.", ["U.S. trade", "U.S. trade falls", "U.S. treasury", "U.S. treasury sells"]),
    ("u.s", ["u.s. trade falls", "u.s. treasury sells"]),
    ("doesn", ["doesn't"]),
    ("it isn", ["it isn't"]),
    ("smith", ["smith doesn't"]),
    ("storm CAF", ["storm CAFe"]),
    ("norwegian cáf", ["norwegian cafe"]),
    ("xyz north korea b", ["xyz north korea barred"]),
    ("th", []),
    ("zzz", []),
    ("", []),
    ("north korea (", []),
    ("...", []),
    ("north " * 1000, []),
]


@pytest.mark.parametrize(("text", "completions"), TABLE)
def test_suggest(text: str, completions: list[str], archive_of: Callable) -> None:
    """Each beginning is completed by phrases of headlines, frequent ones first, then by other words."""
    assert suggest(archive_of(FIRST, SECOND), text, size=5) == completions


def test_size(archive_of: Callable) -> None:
    """No more completions are given than were asked for."""
    assert len(suggest(archive_of(FIRST, SECOND), "n", size=2)) == 2


def test_removed_headlines_are_not_shown(archive_of: Callable) -> None:
    """A phrase is not taken from the headline of an article that was removed."""
    archive = archive_of(FIRST)
    assert suggest(archive, "north korea b") == ["north korea barred"]
    archive.segments[0].live = np.array([True, False, True])
    assert suggest(archive, "north korea b") != ["north korea barred"]


titles = st.lists(st.lists(st.sampled_from("a drone drones kursk of storm the".split()), max_size=7), max_size=12)


@given(titles)
@settings(deadline=None)
def test_phrases_are_those_of_the_headlines(made: list[list[str]]) -> None:
    """Counting word by word finds the same phrases, as often."""
    archive = [
        Article(str(number), " ".join(words).capitalize(), (Paragraph(1, "text", "Drones of the storm."),))
        for number, words in enumerate(made)
    ]
    segment = invert(archive)
    field = segment.field("text")
    expected: Counter[tuple[str, ...]] = Counter()
    for article in archive:
        words = [fold(word) for word in WORD.findall(article.title)]
        runs = (words[at : at + length] for length in range(1, LONGEST + 1) for at in range(len(words) - length + 1))
        expected.update(tuple(run) for run in runs if run[0] not in STOP_WORDS and run[-1] not in STOP_WORDS)
    known = phrases(segment)
    found = {
        tuple(field.form_text(int(form) - 1) for form in row if form): int(count)
        for row, count in zip(known.rows, known.counts, strict=True)
    }
    assert found == expected
    assert sorted(found) == list(found)


def test_phrases_of_many_postings_are_counted_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at few postings at a time gives the same phrases."""
    archive = [Article(str(n), title, (Paragraph(1, "text", text),)) for n, (title, text) in enumerate(FIRST + SECOND)]
    whole = phrases(invert(archive))
    monkeypatch.setattr(phrases_module, "_CHUNK", 3)
    parts = phrases(invert(archive))
    assert as_lists(parts) == as_lists(whole)


def as_lists(known: Phrases) -> list[list]:
    """Return phrases as lists, to be compared."""
    return [array.tolist() for array in (known.rows, known.counts, known.documents, known.starts)]
