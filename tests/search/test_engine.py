"""The array engine against the oracle, on archives and queries that hypothesis makes."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import common
from index.article import Article, Paragraph
from index.invert import invert
from index.reader import ArraySegment
from search import count, evaluate, feedback, find, near, rank
from search.errors import QueryError
from search.evaluate import Evaluation
from search.parse import parse
from search.plan import Group
from search.results import Results
from search.service import read_article, search
from search.understand import understood
from tests.search.conftest import InMemory
from tests.search.oracle import Oracle

WORDS = ["drone", "drones", "kursk", "kursks", "storm", "corps", "north", "korea", "korean", "s", "the", "of", "café"]
word = st.sampled_from(WORDS)
sentence = st.lists(word, min_size=1, max_size=6).map(lambda words: " ".join(words).capitalize() + ".")
paragraph = st.lists(sentence, min_size=1, max_size=3).map(" ".join)
published = st.none() | st.integers(0, 40).map(lambda n: (date(2024, 12, 1) + timedelta(days=n)).isoformat())


def readable(text: str) -> bool:
    """Return whether a query is within the parser's limits."""
    try:
        parse(text)
    except QueryError:
        return False
    return True


def planned(text: str) -> Group:
    """Return the plan of a query."""
    return understood(text).plan


@st.composite
def articles(draw: st.DrawFn) -> list[Article]:
    """Make up to eight short articles of a few words that stand together often."""
    standfirst = st.none() | sentence
    text = st.tuples(sentence, standfirst, st.lists(paragraph, max_size=3), published)
    texts = draw(st.lists(text, min_size=1, max_size=8))
    return [
        Article(
            id=f"a{number}",
            title=title,
            standfirst=above,
            paragraphs=tuple(Paragraph(n, "text", text) for n, text in enumerate(body, 1)),
            published=when,
        )
        for number, (title, above, body, when) in enumerate(texts)
    ]


side_by_side = st.one_of(
    st.lists(word, min_size=2, max_size=3).map(lambda words: '"' + " ".join(words) + '"'),
    st.tuples(word, st.sampled_from(["*", "* *"]), word).map(lambda parts: '"' + " ".join(parts) + '"'),
    st.tuples(word, st.sampled_from(["NEAR/1", "NEAR/4", "SENTENCE", "PARAGRAPH"]), word).map(" ".join),
)
neighbour = st.one_of(word, st.tuples(word, word).map('"{0[0]} {0[1]}"'.format))
neighbour = st.one_of(neighbour, st.tuples(neighbour, neighbour).map("({0[0]} OR {0[1]})".format))
simple = st.one_of(
    word,
    word.map("={}".format),
    side_by_side,
    st.sampled_from(
        [
            "kor*",
            "dr?ne*",
            "dr?nes",
            "*rone",
            "*orps",
            "korae~",
            "strom~2",
            "s-kor*",
            "the-storm-c?rps",
            "title:drone",
            "lead:storm",
            'title:"north korea"',
            "title:=kursk",
            "title:dr?nes",
            '"* storm * the *"',
        ]
    ),
    st.tuples(word, st.sampled_from(["NEAR/2"]), word, st.just("NEAR/2"), word).map(" ".join),
    st.tuples(neighbour, st.sampled_from(["NEAR/1", "NEAR/3", "SENTENCE"]), neighbour).map(" ".join),
    st.sampled_from(["date:2024-12", "before:2024-12-20", "after:2024-12-05", "date:2024-12-03..2024-12-30"]),
)
queries = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.lists(st.tuples(st.sampled_from(["", "", "+", "-"]), inner), min_size=1, max_size=3).map(
            lambda parts: " ".join(sign + (f"({part})" if " " in part else part) for sign, part in parts)
        ),
        st.tuples(inner, st.sampled_from([" AND ", " OR ", " AND NOT "]), inner).map(
            lambda parts: f"({parts[0]}){parts[1]}({parts[2]})"
        ),
        inner.map("({})^2".format),
    ),
    max_leaves=5,
).filter(readable)


def in_segments(made: list[Article], cut: int) -> InMemory:
    """Return a snapshot of the articles, in one or two segments."""
    parts = [part for part in (made[:cut], made[cut:]) if part]
    return InMemory(tuple(invert(part) for part in parts))


@settings(max_examples=400, deadline=None)
@given(articles(), queries, st.integers(0, 8))
def test_same_articles_scores_and_paragraphs(made: list[Article], text: str, cut: int) -> None:
    """The engine finds the articles that the oracle finds, scores them alike, and counts the same paragraphs."""
    results = search(in_segments(made, cut), text, size=20, paragraphs=20, fold=False)
    assert_as_oracle(results, Oracle(made, planned(text)))


def assert_as_oracle(results: Results, oracle: Oracle) -> None:
    """Hold what the engine found, scored and counted against the oracle."""
    found = oracle.found()
    assert {hit.id for hit in results.hits} == found
    assert results.articles == len(found)
    assert {hit.id: hit.score for hit in results.hits} == pytest.approx({i: oracle.score(i) for i in found}, abs=1e-4)
    assert results.paragraphs == sum(len(oracle.paragraphs(i)) for i in found)
    shown = {hit.id: {p.number for p in hit.paragraphs if p.score} for hit in results.hits}
    assert shown == {i: oracle.paragraphs(i) for i in found}


@settings(max_examples=200, deadline=None)
@given(articles(), queries, st.integers(0, 8))
def test_same_marks(made: list[Article], text: str, cut: int) -> None:
    """In an article that is read, and in a hit, all is marked that the oracle says, and nothing else."""
    archive, oracle = in_segments(made, cut), Oracle(made, planned(text))
    for hit in search(archive, text, size=20, paragraphs=20, fold=False).hits:
        view = read_article(archive, hit.id, text)
        assert view is not None
        marked = oracle.marked(hit.id)
        assert [
            marks(html) for html in (view.title_html, view.standfirst_html or "", *(p.html for p in view.paragraphs))
        ] == marked
        assert marks(hit.title_html) == marked[0]
        assert {p.number: marks(p.html) for p in hit.paragraphs} == {
            p.number: marked[p.number + 1] for p in hit.paragraphs
        }


def marks(html: str) -> list[str]:
    """Return what is marked in a text, without the marks."""
    return [unescape(marked) for marked in re.findall("<mark>(.*?)</mark>", html)]


@settings(max_examples=100, deadline=None)
@given(articles(), side_by_side, st.integers(0, 8), st.integers(1, 4))
def test_places_are_read_in_stretches(made: list[Article], text: str, cut: int, places: int) -> None:
    """Phrases and nearness find the same articles and paragraphs, however few places are read at a time."""
    oracle = Oracle(made, planned(text))
    with pytest.MonkeyPatch.context() as patch:
        for module in (find, near):
            patch.setattr(module, "_STRETCH", places)
        patch.setattr(count, "_AT_ONCE", places)
        results = search(in_segments(made, cut), text, size=20, fold=False)
    assert {hit.id for hit in results.hits} == oracle.found()
    assert results.paragraphs == sum(len(oracle.paragraphs(name)) for name in oracle.found())


@settings(max_examples=200, deadline=None)
@given(articles(), queries, st.integers(0, 8), st.tuples(*map(st.sampled_from, ([-1, 2], [0, 9], [False, True]))))
def test_paragraphs_are_counted_in_every_way(
    made: list[Article], text: str, cut: int, way: tuple[int, int, bool]
) -> None:
    """As many paragraphs are counted, however many there are of them, and however common the words are."""
    snapshot, oracle = in_segments(made, cut), Oracle(made, planned(text))
    looked_at, few, has_bits = way
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(count, "_LOOKED_AT", looked_at)
        patch.setattr(count, "_MANY", looked_at)
        patch.setattr(count, "_FEW", few)
        if has_bits:
            patch.setattr(common, "_LEAST_BLOCKS", 1)
            for segment in snapshot.segments:
                assert isinstance(segment, ArraySegment)
                segment.arrays |= common.common_paragraphs(segment)
        results = search(snapshot, text, size=20, paragraphs=0)
    assert results.paragraphs == sum(len(oracle.paragraphs(name)) for name in oracle.found())


@settings(max_examples=100, deadline=None)
@given(articles(), queries, st.integers(0, 8))
def test_common_words(made: list[Article], text: str, cut: int) -> None:
    """It makes no difference to an answer whether a word counts as common."""
    snapshot = in_segments(made, cut)
    answers = []
    for share in (0.0, 2.0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(evaluate, "COMMON", share)
            answers.append([(hit.id, hit.score) for hit in search(snapshot, text, size=20, fold=False).hits])
    assert answers[0] == answers[1]


def always_feedback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every query of two words and more have feedback."""
    for module in (feedback, rank):
        monkeypatch.setattr(module, "FEEDBACK_LEAST", 2)
        monkeypatch.setattr(module, "FEEDBACK_BELOW", 2.0)


@settings(max_examples=200, deadline=None)
@given(articles(), st.lists(word, min_size=2, max_size=6).map(" ".join), st.integers(0, 8))
def test_same_scores_with_feedback(made: list[Article], text: str, cut: int) -> None:
    """What the engine adds by feedback is what the oracle adds."""
    with pytest.MonkeyPatch.context() as patch:
        always_feedback(patch)
        oracle = Oracle(made, planned(text))
        hits = search(in_segments(made, cut), text, size=20, explain=True, fold=False).hits
    scores = {hit.id: hit.score for hit in hits}
    assert scores == pytest.approx({name: oracle.score(name) for name in oracle.found()}, abs=1e-4)
    for hit in hits:
        assert hit.explanation is not None
        assert sum(part["score"] for part in hit.explanation["parts"]) == pytest.approx(hit.score, abs=1e-4)


@settings(max_examples=100, deadline=None)
@given(articles(), queries, st.integers(0, 8))
def test_views_agree(made: list[Article], text: str, cut: int) -> None:
    """The flat list has the same paragraphs, with the same scores, as the articles have."""
    snapshot = in_segments(made, cut)
    nested = search(snapshot, text, size=20, paragraphs=20, fold=False)
    flat = search(snapshot, text, size=100, view="paragraphs")
    if Evaluation(snapshot, planned(text)).leaves:
        pairs = {(hit.id, p.number): p.score for hit in nested.hits for p in hit.paragraphs if p.score}
        assert {(hit.id, hit.paragraphs[0].number): hit.score for hit in flat.hits} == pytest.approx(pairs, abs=1e-4)
    assert [hit.score for hit in flat.hits] == sorted((hit.score for hit in flat.hits), reverse=True)


GAINS = ("coverage", "closeness", "sentence", "subject")


@settings(max_examples=200, deadline=None)
@given(articles(), queries)
def test_each_part_of_an_explanation_is_what_the_oracle_says(made: list[Article], text: str) -> None:
    """What the words add is the oracle's sum, and what else does is named with the oracle's figure."""
    oracle = Oracle(made, planned(text))
    for hit in search(in_segments(made, 4), text, explain=True, size=20, fold=False).hits:
        assert hit.explanation is not None
        words = [part["score"] for part in hit.explanation["parts"] if "weight" in part]
        others = {part["name"]: part["score"] for part in hit.explanation["parts"] if "weight" not in part}
        parts = {"words": sum(words)} | {name: others.get(name, 0.0) for name in GAINS}
        assert parts == pytest.approx(oracle.parts(hit.id), abs=1e-4)


@settings(max_examples=100, deadline=None)
@given(articles(), queries, st.sampled_from(["articles", "paragraphs"]))
def test_explanation_adds_up(made: list[Article], text: str, view: str) -> None:
    """The parts of an explained score sum to the score, and none takes anything away."""
    for hit in search(in_segments(made, 4), text, view=view, explain=True, size=20).hits:
        assert hit.explanation is not None
        scores = [part["score"] for part in hit.explanation["parts"]]
        assert sum(scores) == pytest.approx(hit.score, abs=1e-4)
        assert min(scores, default=0) >= 0


def test_explanation_tells_words_apart() -> None:
    """A word that is asked for in several ways has a part for each, named as it is asked for, with its own weight."""
    made = [Article("one", "Kursk", ()), Article("two", "Rain", (Paragraph(1, "text", "In Kursk, by Kursk's river."),))]
    hit = next(hit for hit in search(in_segments(made, 1), "kursk title:kursk =kursk", explain=True).hits)
    assert hit.explanation is not None
    parts = {part["name"]: part.get("articles") for part in hit.explanation["parts"]}
    assert {name: parts[name] for name in ("kursk", "title:kursk", "=kursk")} == {
        "kursk": 2,
        "title:kursk": 1,
        "=kursk": 2,
    }


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("dr?nes", ["Storm <mark>drones</mark> fly", "A <mark>drones</mark> show"]),
        ("*rone", ["A <mark>drone</mark> flies"]),
        ("drone*d", ["They <mark>droned</mark> on"]),
        ("drone?*", ["Storm <mark>drones</mark> fly", "A <mark>drones</mark> show", "They <mark>droned</mark> on"]),
        ("title:dr?nes", ["Storm <mark>drones</mark> fly", "A <mark>drones</mark> show"]),
        ("x-ray*", ["Some <mark>X</mark>-<mark>rays</mark> of x and rays"]),
        ('"storm drones" NEAR/2 fly', ["<mark>Storm drones</mark> <mark>fly</mark>"]),
        ("st* NEAR/1 drones", ["<mark>Storm</mark> <mark>drones</mark> fly"]),
    ],
)
def test_a_pattern_stands_for_the_forms_that_fit(text: str, marked: list[str]) -> None:
    """Of a word, only the forms that a pattern fits are found, and each is a mark of its own."""
    titles = ["Storm drones fly", "A drone flies", "A drones show", "They droned on", "Some X-rays of x and rays"]
    hits = search(in_segments([Article(title, title, ()) for title in titles], 2), text).hits
    assert {hit.title_html for hit in hits} == set(marked)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("author:(ada NEAR/2 okonedo)", {"one", "three"}),
        ("author:(ada NEAR/1 okonedo)", {"three"}),
        ('author:"ada * okonedo"', {"one"}),
        ("author:(oko* NEAR/1 ada)", {"three"}),
        ("author:(ada SENTENCE okonedo)", {"one", "two", "three"}),
        ("author:o-conn*", {"two"}),
    ],
)
def test_nearness_in_a_small_field(text: str, ids: set[str]) -> None:
    """Names are near within one author; without sentences, an article's authors are all in one."""
    authors = {"one": ("Ada Mary Okonedo", "Bo"), "two": ("Ada O'Connor", "Mary Okonedo"), "three": ("Okonedo Ada",)}
    made = [Article(name, "Rain", (), authors=names) for name, names in authors.items()]
    assert {hit.id for hit in search(in_segments(made, 1), text).hits} == ids
