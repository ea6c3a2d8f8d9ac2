"""What a query becomes for the engine: patterns as terms are written."""

import pytest

from search.parse import parse
from search.plan import AnyLeaf, Expansion, Group, Planned, plan

PATTERNS = [
    ("Café*", "cafe"),
    ("cafe\u0301*", "cafe"),
    ("Que\u0301b?c", "queb?c"),
    ("*stra\u00dfe", "*strasse"),
    ("re\u0301sume\u0301~", "resume"),
]


@pytest.mark.parametrize(("text", "pattern"), PATTERNS)
def test_pattern(text: str, pattern: str) -> None:
    """A pattern is written as the terms of articles are, however its accents are encoded."""
    (leaf,) = plan(parse(text))[0].may
    assert isinstance(leaf, Expansion)
    assert leaf.pattern == pattern


@pytest.mark.parametrize(
    ("text", "spelt_out"),
    [
        ("(drones kursk)^2 zebra", "drones^2 kursk^2 zebra"),
        ("((drones)^3 kursk^2)^2 zebra", "drones^6 kursk^4 zebra"),
        ("(drones AND -kursk)^2", "drones^2 AND -kursk^2"),
        ("(title:drones)^2 zebra", "title:drones^2 zebra"),
    ],
)
def test_weight_of_a_group(text: str, spelt_out: str) -> None:
    """The weight of a group is that of each word in it, so that all that is made of weights goes by it."""
    plans = [sorted((leaf.label, leaf.boost) for leaf in leaves(plan(parse(one))[0])) for one in (text, spelt_out)]
    assert plans[0] == plans[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a^2 NEAR/5 b", ["a^2"]),
        ("a NEAR/5 (b OR c^2)^3", ["(b OR c^2)^3", "c^2"]),
        ('a SENTENCE "b c"^2', ['"b c"^2']),
        ("(a NEAR/5 b)^2", []),
    ],
)
def test_weights_beside_near_say_nothing(text: str, told: list[str]) -> None:
    """A note says so, and where the weight belongs; what is near is found all the same."""
    group, notes = plan(parse(text))
    assert [text[slice(*note.span)] for note in notes if note.span] == told
    assert [leaf.boost for leaf in leaves(group)] == [1.0 if told else 2.0]


def test_a_word_in_two_clauses_is_one_word() -> None:
    """What stands near a word must be another, so a word is the same wherever a query has it."""
    first, second, storm = leaves(plan(parse("kursk OR (Kursk AND storm)"))[0])
    assert first is second
    assert storm.label == "storm"


def leaves(part: Planned) -> list[AnyLeaf]:
    """Return the leaves of a plan."""
    return [leaf for side in part for one in side for leaf in leaves(one)] if isinstance(part, Group) else [part]


@pytest.mark.parametrize("text", ["khar\u00adkiv", "khar\u200bkiv", "\u2068kharkiv\u2069", '"khar\ufeffkiv"'])
def test_what_nobody_sees_parts_no_word(text: str) -> None:
    """A word pasted with soft hyphens or marks of direction is looked for without them, as articles have it."""
    assert [leaf.term for leaf in plan(parse(text))[0].may] == ["kharkiv"]
