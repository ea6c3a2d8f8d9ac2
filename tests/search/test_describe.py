"""How queries are put in plain words."""

from datetime import date

import pytest

from search.describe import describe
from search.parse import parse

TABLE = [
    ("drones", "drones"),
    ("drones kursk", "any of: drones, kursk"),
    ("drones AND kursk", "all of: drones, kursk"),
    ("+drones", "must have drones"),
    ("+drones kursk north", "must have drones; better with: kursk, north"),
    ("+drones +kursk north", "must have drones and kursk; better with: north"),
    ("drones -putin", "must have drones; must not have putin"),
    ("-putin -kim", "must not have putin or kim"),
    ('"storm corps"', '"storm corps"'),
    ("=soldier korea* wound?d", "any of: exactly soldier, words starting with korea, words like wound?d"),
    ("kursk~ kursk~2", "any of: kursk with a typo, kursk with up to two typos"),
    ("north NEAR/5 captured", "north and captured within 5 words"),
    ("+north +title:south +kursk~", "all of: north, south in the title, kursk with a typo"),
    ("+north +title:south a", "must have north and (south in the title); better with: a"),
    ("+north +(a NEAR/5 b) c", "must have north and (a and b within 5 words); better with: c"),
    ("-north -title:south", "must not have north or (south in the title)"),
    ("x-ray*", "x followed by words starting with ray"),
    ("north SENTENCE captured", "north and captured in one sentence"),
    ("(a OR b) PARAGRAPH c", "(a or b) and c in one paragraph"),
    ("title:drones", "drones in the title"),
    ("title:(a AND b) lead:c", "any of: (a and b) in the title, c in the lead"),
    ("author:smith drones", "all of: smith among the authors, drones"),
    ("source:bbc a b", "must have bbc as the source; any of: a, b"),
    ("section:world lang:en", "all of: world as the section, en as the language"),
    ("url:bbc", "bbc in the address"),
    ("residue:related", "related in what cleaning removed"),
    ("a b date:2024-12", "any of: a, b; published from 2024-12-01 to 2024-12-31"),
    ("date:yesterday", "published on 2024-12-30"),
    ("after:2024", "published on or after 2025-01-01"),
    ("a before:2024", "must have a; published on or before 2023-12-31"),
    ("a -date:2024-12-27", "must have a; not published on 2024-12-27"),
    ("a AND b NOT c", "all of: a, b; must not have c"),
    ("a AND (b OR c) NOT d", "must have a; any of: b, c; must not have d"),
    ("(-a) -b", "must not have a or b"),
    ("(a b)^2 -c", "must have (a or b) (weight 2); must not have c"),
    ("a AND b OR c", "any of: (a and b), c"),
    ("a OR NOT b", "any of: a, (anything but b)"),
    ("(a -b) AND c", "all of: (a, but not b), c"),
    ("(+a b) AND c", "all of: (a, better with b), c"),
    ("a^2 b", "any of: a (weight 2), b"),
    ("(a b)^0.5", "(a or b) (weight 0.5)"),
    ("", "every article"),
    ("  ", "every article"),
    ("--", "every article: nothing in the query is a word"),
]


@pytest.mark.parametrize(("text", "words"), TABLE)
def test_plain_words_of_a_query(text: str, words: str) -> None:
    """Each query is described in these words."""
    assert describe(parse(text, today=date(2024, 12, 31))) == words
