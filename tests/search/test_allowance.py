from collections.abc import Callable

import numpy as np
import pytest

from index.segment import Snapshot
from search import allowance, search
from search.allowance import Allowance, SegmentAllowance, places_for
from search.arrays import Mask
from search.doctor import FEW
from search.found import WHOLE, Extent
from search.parse import parse
from search.plan import Group, plan

COUNTS = [np.array([3, 1, 9, 2]), np.array([1, 5, 1, 2])]  # of two words in four articles: 4, 6, 10 and 4 places


DOCS = np.arange(4)


def allowance_of(query: str, articles: int, possible: Mask | None = None) -> SegmentAllowance:
    """Return the allowance of a query that is made of alternatives, in an archive of one segment."""
    leaves = [leaf for leaf in plan(parse(query))[0].may if not isinstance(leaf, Group)]
    return Allowance(leaves, articles).of(articles, lambda: possible)


@pytest.mark.parametrize(
    ("most", "chosen"),
    [
        (64, None),
        (63, [0, 1, 3]),  # the fourth has both words twice, and goes first; the others follow in their order
        (43, [0, 3]),
        (13, []),
    ],
)
def test_choose(monkeypatch: pytest.MonkeyPatch, most: int, chosen: list[int] | None) -> None:
    """Where not all places may be read, those articles are chosen that have all words most often."""
    monkeypatch.setattr(allowance, "places_for", lambda *_: most)
    found, extent = allowance_of('"storm corps"', 4).choose(DOCS, COUNTS)
    assert (None if found is None else found.tolist()) == chosen
    assert extent == Extent(capped=chosen is not None)


@pytest.mark.parametrize(
    ("most", "chosen", "extent"),
    [
        (64, None, WHOLE),
        (63, [1, 2], Extent(share=0.5)),
        (36, [1, 2], Extent(share=0.5)),
        (20, [1], Extent(capped=True, share=0.5)),
    ],
)
def test_choose_of_what_can_be_found(
    monkeypatch: pytest.MonkeyPatch, most: int, chosen: list[int] | None, extent: Extent
) -> None:
    """Where not all places may be read, those are that the rest of the query may find, and nothing is missing then."""
    monkeypatch.setattr(allowance, "places_for", lambda *_: most)
    possible = np.array([False, True, True, False])
    found, read = allowance_of('"storm corps"', 4, possible).choose(DOCS, COUNTS)
    assert (None if found is None else found.tolist()) == chosen
    assert read == extent


@pytest.mark.parametrize(
    ("query", "shares"),
    [
        ("storm corps date:2024", 1),  # nothing to share
        ('"storm corps" =storm', 2),
        ("sto* corps~", 2),
        ('("storm corps" OR sto*) NEAR/3 "the north" drones', 5),
    ],
)
def test_shares(monkeypatch: pytest.MonkeyPatch, query: str, shares: int) -> None:
    """Exact words, phrases, patterns and nearness share the allowance, within each other too."""
    monkeypatch.setattr(allowance, "places_for", lambda *_: 60)
    counts = [np.ones(60 // 11 + 1, dtype=np.int64)]  # more than can be afforded, each article for 1 + 10 places
    monkeypatch.setattr(allowance, "LEAST_IN_SEGMENT", 0)
    chosen, _ = allowance_of(query, 1).choose(np.arange(len(counts[0])), counts)
    assert chosen is not None
    assert len(chosen) == 60 // shares // 11


def test_what_is_left_is_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves have equal shares, and what one does not need the following may use."""
    monkeypatch.setattr(allowance, "places_for", lambda *_: 70)
    monkeypatch.setattr(allowance, "LEAST_IN_SEGMENT", 0)
    leaf = plan(parse('"storm corps"'))[0].may[0]
    assert not isinstance(leaf, Group)
    shared, absent, full = (allowance_of('"storm corps" "north korea"', 4) for _ in range(3))
    docs, few, many = np.arange(2), [np.array([2, 2])], [np.array([13, 13])]
    assert shared.choose(docs, few) == (None, WHOLE)
    shared.passed(leaf)
    assert shared.choose(docs, many) == (None, WHOLE)
    absent.passed(leaf)
    assert absent.choose(docs, many) == (None, WHOLE)
    for _ in range(2):
        chosen, _ = full.choose(docs, many)
        assert chosen is not None
        assert chosen.tolist() == [0]
        full.passed(leaf)


@pytest.mark.parametrize(
    ("articles", "readers", "places"),
    [
        (1_000, 1, 2_498_000),
        (45_000, 0, 2_500_000),
        (45_000, 20, 700_000),
        (45_000, 60, 625_000),
        (1_000_000, 1, 53_000_000),
    ],
)
def test_places_for(articles: int, readers: int, places: int) -> None:
    """A larger archive lets more be read, and many leaves share less, but never less than a quarter."""
    assert places_for(articles, readers) == places


@pytest.mark.parametrize(("patterns", "forms"), [(1, 200), (2, 200), (4, 100), (20, 20)])
def test_forms(patterns: int, forms: int) -> None:
    """Many patterns stand for fewer forms each."""
    assert allowance_of(" ".join(f"st{letter}*" for letter in "abcdefghijklmnopqrst"[:patterns]), 1).forms == forms


@pytest.mark.parametrize(
    ("query", "most", "note"),
    [
        ('"the storm"', 16, "“the storm” asks for very common words; only the articles that have them most often"),
        (
            "the NEAR/2 storm",
            16,
            "“the NEAR/2 storm” asks for very common words; only the articles that have them most often",
        ),
        (
            "storm SENTENCE the",
            16,
            "“storm sentence the” asks for very common words; only the articles that have them most often",
        ),
        ("sto*", 13, "“sto*” fits very many words; the most frequent of them were looked for."),
    ],
)
def test_a_capped_answer_says_so(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch, query: str, most: int, note: str
) -> None:
    """Where not all may be read, the article that has most of it is found, and a note says that there may be others."""
    archive = archive_of([("One", "The storm."), ("Two", "The storm, the storm, the storm."), ("Three", "The storm.")])
    assert search(archive, query).articles == 3
    assert search(archive, query).query.notes == ()
    monkeypatch.setattr(allowance, "places_for", lambda *_: most)
    capped = search(archive, query)
    assert [hit.title for hit in capped.hits] == ["Two"]
    assert capped.query.notes[0].kind == "capped"
    assert capped.query.notes[0].text.startswith(note)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('+drones +"the storm" +"of the"', {"One"}),
        ('+"the storm" +"of the" +drones', {"One"}),
        ('+drones -"the storm"', {"Two"}),
        ('drones AND ("the storm" OR =zebra)', {"One"}),
        ("+drones +=the +=storm", {"One", "Two"}),
        ("drones AND (the NEAR/2 storm)", {"One", "Two"}),
        ('+author:nobody "the storm"', set()),
    ],
)
def test_what_stands_beside_a_rare_word_is_all_found(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch, query: str, found: set[str]
) -> None:
    """However little may be read, it is enough for the articles that the rest of the query leaves."""
    archive = archive_of(
        [
            ("One", "Drones of the storm."),
            ("Two", "Drones and a storm and the."),
            *((f"Many {number}", "The storm, the storm of the storm.") for number in range(20)),
        ]
    )
    assert {hit.title for hit in search(archive, query, size=50, fold=False).hits} == found
    monkeypatch.setattr(allowance, "places_for", lambda *_: 120)
    capped = search(archive, query, size=50, fold=False)
    assert {hit.title for hit in capped.hits} == found
    assert not [note for note in capped.query.notes if note.kind == "capped"]


def test_what_is_left_out_for_one_query_counts_for_its_weight_and_for_others(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phrase looked into beside a rare word alone is not as rare as that, neither to ranking nor to the advice."""
    archive = archive_of(
        [("One", "Drones of the storm."), *((f"Many {number}", "The storm, the storm.") for number in range(20))]
    )
    whole = search(archive, 'drones AND "the storm"')
    monkeypatch.setattr(allowance, "places_for", lambda *_: 280)
    part = search(archive, 'drones AND "the storm"')
    assert [hit.score for hit in part.hits] == pytest.approx([hit.score for hit in whole.hits])
    advised = search(archive, 'drones AND "the storm" AND zebra').query
    assert [note.text for note in advised.notes] == ["“drones” alone finds 1 article.", "No article has “zebra”."]


def test_a_small_segment_beside_a_large_one_is_read(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may be read goes by the size of a segment, but a small one is looked through while anything is left."""
    monkeypatch.setattr(allowance, "places_for", lambda *_: 2_000)
    archive = archive_of(
        [("Small", "Word of the storm. " * 20)], [(f"Large {n}", "Nothing, though.") for n in range(99)]
    )
    for query in ('"of the"', '"storm corps" "of the"', '"nothing though" =storm'):
        found = search(archive, query, size=100, fold=False)
        assert "Small" in {hit.title for hit in found.hits}
        assert not [note for note in found.query.notes if note.kind == "capped"]


def test_what_was_not_all_looked_for_is_not_said_to_be_nowhere(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That a phrase is in no article is only said where all articles were looked into that have its words."""
    archive = archive_of([("One", "The the storm, of of of."), *((f"Other {n}", "A storm.") for n in range(FEW))])
    monkeypatch.setattr(allowance, "LEAST_IN_SEGMENT", 0)
    monkeypatch.setattr(allowance, "places_for", lambda *_: 10)
    found = search(archive, '"of the" storm')
    assert found.articles == FEW + 1
    assert {note.kind for note in found.query.notes} == {"capped"}


def test_alternatives_do_not_narrow_each_other(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phrase beside a word that need not be there is looked for without it too, and a note says if not everywhere."""
    archive = archive_of(
        [("Word", "Drones came."), *((f"Phrase {number}", "The storm " * number) for number in (1, 2, 3))]
    )
    monkeypatch.setattr(allowance, "places_for", lambda *_: 17)
    found = search(archive, 'drones "the storm"', fold=False)
    assert {hit.title for hit in found.hits} == {"Word", "Phrase 3"}
    assert [note.kind for note in found.query.notes] == ["capped"]


def test_a_form_is_looked_for_in_some_articles(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where not all places of a word may be read, its forms are still told apart, and a note says so."""
    archive = archive_of([("One", "Storm."), ("Two", "Storm, storm and storms."), ("Three", "Storms.")])
    assert {hit.title for hit in search(archive, "=storm", fold=False).hits} == {"One", "Two"}
    monkeypatch.setattr(allowance, "places_for", lambda *_: 13)
    capped = search(archive, "=storm", fold=False)
    assert [hit.title for hit in capped.hits] == ["Two"]
    assert capped.hits[0].paragraphs[0].html == "<mark>Storm</mark>, <mark>storm</mark> and storms."
    assert [note.kind for note in capped.query.notes] == ["capped"]


@pytest.mark.parametrize("query", ["sto*", "lead:sto*", "sto* NEAR/2 corps", "(sto* OR wind) SENTENCE corps"])
def test_a_capped_pattern_says_so_wherever_it_stands(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """Where a pattern fits more words than are looked for, a note says so, beside NEAR as well."""
    archive = archive_of([("One", "Storm corps."), ("Two", "Storm corps."), ("Three", "Stone corps.")])
    assert search(archive, query).query.notes == ()
    monkeypatch.setattr(allowance, "MAX_FORMS", 1)
    assert [note.kind for note in search(archive, query).query.notes] == ["capped"]


def test_what_a_filter_left_out_is_counted_without_it(
    archive_of: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phrase that was looked for where a filter allows it is looked for again, to say what the filter hides."""
    archive = archive_of([("One", "The storm. Kim"), *((f"Many {n}", "The storm, the storm.") for n in range(20))])
    monkeypatch.setattr(allowance, "places_for", lambda *_: 280)
    notes = search(archive, '"the storm"', author="Kim").query.notes
    assert [note.text for note in notes] == ["Without the filter by author there would be 20 articles."]
