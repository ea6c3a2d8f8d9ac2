"""Completions, and the phrases of headlines that they come from."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, repeat

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import STOP_WORDS, WORD, fold
from index.article import Article, Paragraph
from index.invert import invert
from index.segment import Snapshot
from search import phrases as phrases_module
from search import search, values
from search.frequency import LARGE
from search.parse import parse
from search.phrases import LONGEST, Phrases, phrases
from search.suggest import suggest
from search.tokens import OPERATORS

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
    ('+drones "bank of e', ['+drones "bank of england"']),
    ("U.S. tr", ["U.S. trade", "U.S. trade falls", "U.S. treasury", "U.S. treasury sells"]),
    ("norw", ["norwegian"]),
    ("title:norw", ["title:norwegian"]),
    ("sold", ["soldiers"]),
    ("author:f", ["author:fortune"]),
    ('+north author:"no', ['+north author:"Northern"', '+north author:"Nothing"']),
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
    ("norwegian cáf", ["norwegian café"]),
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


JOINED = [
    ("Trump says no", "No."),
    ("Trump's tax", "No."),
    ("Trump orders Covid 19 cases", "No."),
    ("Trump or Clinton", "Androids, orders, notes, nearby, sentences, paragraphs."),
    ("Covid in China", "No."),
    ("Covid-19 vaccine", "No."),
    ("U.K.'s economy", "No."),
    ("U.K. stocks", "No."),
    ("AP Fact check", "No."),
    ("Women of Crime. Paying", "No."),
]

TABLE_OF_JOINED = [
    ("trump's", ["trump's tax"]),
    ("trump’s", ["trump’s tax"]),
    ("trump'", ["trump's tax"]),
    ("trump s", ["trump says"]),
    ("covid-", ["covid-19", "covid-19 cases", "covid-19 vaccine"]),
    ("covid-i", []),
    ("covid 1", ["covid 19", "covid 19 cases", "covid 19 vaccine"]),
    ("u.k.'s", ["u.k.'s economy"]),
    ("u.k.'", ["u.k.'s economy"]),
    ("u.", ["u.k", "u.k. stocks", "u.k.'s economy"]),
    ("u.k.", ["u.k. stocks"]),
    ("covid.", []),
    ("covid. c", ["covid. covid", "covid. covid 19", "covid. check", "covid. china", "covid. clinton"]),
    ("ap'", []),
    ("ap f", ["ap fact", "ap fact check"]),
    ("trump or", ["trump or clinton", "trump orders", "trump orders covid 19"]),
    ('"trump NOT', []),
    ("NOT", ["NOTes"]),
    ("covid,tr", []),
    ("wom?n", []),
    ("https://tr", []),
    ('"covid"tr', []),
]


@pytest.mark.parametrize(("text", "completions"), TABLE_OF_JOINED)
def test_words_are_joined_as_headlines_join_them(text: str, completions: list[str], archive_of: Callable) -> None:
    """After a hyphen, an apostrophe or a full stop comes what does so in headlines; to the rest nothing is glued."""
    assert suggest(archive_of(JOINED), text, size=5) == completions


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("before", ["trump ", "(trump) ", "title:covid ", "source:(bbc "])
def test_an_operator_is_no_beginning(before: str, operator: str, archive_of: Callable) -> None:
    """An operator after other words is whole; in small letters it may be the beginning of a word."""
    archive = archive_of(JOINED)
    assert suggest(archive, before + operator) == []
    assert suggest(archive, f"(trump) {operator.lower()}") != []


def article(number: int, **known: str | tuple[str, ...]) -> Article:
    """Return an article of which some things are known."""
    return Article(str(number), "North Korea", (Paragraph(1, "text", "Washington."),), **known)


def archive_with(name: str, *segments: list[str], archive_of: Callable) -> Snapshot:
    """Return an archive whose articles have these values of one attribute, each list of them a segment."""
    made = [[(value,) if name == "authors" else value for value in values] for values in segments]
    return replace(
        archive_of(),
        segments=tuple(invert([article(n, **{name: value}) for n, value in enumerate(part)]) for part in made),
    )


SOURCES = [
    ["BBC News", "bbc news", "Washington Post", "Washington Times", "Washington Times"],
    ["Washington Post", "Washington Post", "Reuters", "BBC", "The Washington Tribune", "CNN"],
]

TABLE_OF_SOURCES = [
    ('source:"washington t', ['source:"Washington Times"', 'source:"The Washington Tribune"']),
    ("source:washington t", ['source:"Washington Times"', 'source:"The Washington Tribune"']),
    ("source:wash", ['source:"Washington Post"', 'source:"Washington Times"', 'source:"The Washington Tribune"']),
    ("SOURCE: “the w", ['SOURCE: "The Washington Tribune"']),
    ("source:bb", ['source:"BBC News"', "source:BBC"]),
    ("-source:bbc", ['-source:"BBC News"', "-source:BBC"]),
    ('source:"bbc ', ['source:"BBC News"']),
    ('source:"', ['source:"Washington Post"', 'source:"Washington Times"', 'source:"BBC News"']),
    ("source:", ['source:"Washington Post"', 'source:"Washington Times"', 'source:"BBC News"']),
    ("source:(bbc OR c", ["source:(bbc OR CNN"]),
    ("source:(bbc c", ["source:(bbc CNN"]),
    ("source:((bbc) OR washington ti", ['source:((bbc) OR "Washington Times"']),
    ('source:("bbc news" OR "washington ti', ['source:("bbc news" OR "Washington Times"']),
    ('source:("bbc news"', []),
    ("source:(bbc OR title:nor", ["source:(bbc OR title:north", "source:(bbc OR title:north korea"]),
    ("source:(bbc) nor", ["source:(bbc) north", "source:(bbc) north korea"]),
    ("source:bbc nor", ["source:bbc north", "source:bbc north korea"]),
    ('source:"bbc news" nor', ['source:"bbc news" north', 'source:"bbc news" north korea']),
    ("source:post c", []),
    ("source:x", []),
    ("other:(wash", []),
]


@pytest.mark.parametrize(("text", "completions"), TABLE_OF_SOURCES)
def test_values(text: str, completions: list[str], archive_of: Callable) -> None:
    """In a field come the archive's own values that have the words typed, frequent ones first, and one of equals."""
    archive = archive_with("source", *SOURCES, archive_of=archive_of)
    assert suggest(archive, text)[: 3 if text.endswith((":", ':"')) else 8] == completions


@pytest.mark.parametrize(
    ("name", "value", "text", "completion"),
    [
        ("authors", "Tom O'Brien", "author:o'b", 'author:"Tom O\'Brien"'),
        ("authors", 'Dwayne "The Rock" Johnson', 'author:"the rock', 'author:"Dwayne The Rock Johnson"'),
        (
            "authors",
            "Ángel Quiñones de la Torre",
            'author:"angel quinones de la t',
            'author:"Ángel Quiñones de la Torre"',
        ),
        ("source", "OR", 'source:"o', 'source:"OR"'),
        ("source", "NEAR", "source:nea", 'source:"NEAR"'),
        ("source", "Yahoo! (Who?)", "source:yah", 'source:"Yahoo! (Who?)"'),
        ("source", "bbc.com", "source:bbc.", 'source:"bbc.com"'),
        ("section", "World", "section:w", "section:World"),
        ("language", "pt-BR", "lang:pt", 'lang:"pt-BR"'),
    ],
)
def test_a_value_is_written_to_be_found(
    name: str, value: str, text: str, completion: str, archive_of: Callable
) -> None:
    """A value of more than letters and digits stands in quotes, less its own, and finds its article."""
    archive = archive_with(name, [value, ""], archive_of=archive_of)
    assert suggest(archive, text) == [completion]
    assert archive.count(parse(completion)) == 1


@pytest.mark.parametrize(("name", "field"), [("source", "source"), ("authors", "author")])
def test_values_of_removed_articles_are_not_shown(name: str, field: str, archive_of: Callable) -> None:
    """A value that only removed articles have is none of the archive's."""
    archive = archive_with(name, ["Ann", "", "Anton", "Ann"], archive_of=archive_of)
    archive.segments[0].live = np.array([True, True, False, False])
    assert suggest(archive, f"{field}:an") == [f"{field}:Ann"]


def test_values_of_removed_articles_of_several_authors_are_not_shown(archive_of: Callable) -> None:
    """Which of its articles an author has left is told where articles have several authors, or none."""
    authors = [("Ann", "Bea"), (), ("Anton", "Ann"), ("Andy",)]
    made = [article(number, authors=names) for number, names in enumerate(authors)]
    archive = replace(archive_of(), segments=(invert(made),))
    archive.segments[0].live = np.array([True, True, False, True])
    assert suggest(archive, "author:an") == ["author:Ann", "author:Andy"]


def test_the_values_of_most_articles_are_kept(monkeypatch: pytest.MonkeyPatch, archive_of: Callable) -> None:
    """Of more values than are laid out, the rare ones are left."""
    monkeypatch.setattr(values, "MOST", 1)
    archive = archive_with("source", *SOURCES, archive_of=archive_of)
    assert suggest(archive, "source:") == ['source:"Washington Post"', 'source:"Washington Times"']


def test_a_joined_word_is_found_among_frequent_ones(archive_of: Callable) -> None:
    """However many headlines go on otherwise, what joins a word as was typed is offered."""
    others = [(f"Covid word{number} again", "No.") for number in range(15)]
    archive = archive_of([*others, *others, ("Covid-19 vaccine", "No.")])
    assert suggest(archive, "covid-") == ["covid-19", "covid-19 vaccine"]


def test_one_of_those_that_are_equal_when_folded(archive_of: Callable) -> None:
    """Of spellings with and without accents comes the one of most headlines, and the bare word not beside it."""
    accented, bare = [("Beyoncé sings", "Beyonce.")], [("Beyonce sings", "Beyonce.")]
    assert suggest(archive_of(bare, accented * 2), "beyo") == ["beyoncé", "beyoncé sings"]
    assert suggest(archive_of(bare * 2, accented), "beyo") == ["beyonce", "beyonce sings"]


def test_words_of_few_articles_are_not_offered_in_a_large_archive(archive_of: Callable) -> None:
    """Where there are many articles, a word of one or two may be a typo; where there are few, it is a word."""
    some = [
        *repeat(("Volodymyr speaks", "Volodymyr."), 3),
        *repeat(("Volodmyr speaks", "Nothing."), 2),
        ("Nothing", "Volodymir speaks."),
    ]
    many = list(chain(some, repeat(("Calm", "Nothing."), LARGE - len(some))))
    known = ["volodymyr", "volodymyr speaks"]
    rare = ["volodmyr", "volodmyr speaks", "volodymir"]
    assert suggest(archive_of(some), "volod") == [*known, *rare]
    assert suggest(archive_of(many), "volod") == known
    assert suggest(archive_of(many[6:], some), "volod") == known


@pytest.mark.parametrize(
    ("typed", "completed"), [("İst", "İstanbul söndü"), ("ist", "istanbul söndü"), ("İST", "İSTanbul söndü")]
)
def test_capitals_that_are_two_small_letters(archive_of: Callable, typed: str, completed: str) -> None:
    """The Turkish I with a dot is one letter, whatever Unicode makes of it in small letters."""
    archive = archive_of([("İstanbul söndü", "Nothing.")])
    assert completed in suggest(archive, typed)
    assert search(archive, completed).articles == 1


def test_size(archive_of: Callable) -> None:
    """No more completions are given than were asked for."""
    assert len(suggest(archive_of(FIRST, SECOND), "n", size=2)) == 2


def test_removed_headlines_are_not_shown(archive_of: Callable) -> None:
    """Neither a phrase nor a word that only removed articles have is offered; what others have as well still is."""
    archive = archive_of(
        [
            ("North Korea barred", "Quellibar."),
            ("Korea, barred from the north", "Nothing."),
            ("The North Korea barred it", "Nothing."),
        ]
    )
    assert suggest(archive, "north korea b") == ["north korea barred"]
    assert suggest(archive, "quel") == ["quellibar"]
    archive.segments[0].live = np.array([False, True, True])
    assert suggest(archive, "north korea b") == ["north korea barred"]
    assert suggest(archive, "quel") == []


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
