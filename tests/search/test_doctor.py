"""What a poor query is told, over a small archive."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index import open_archive
from search.doctor import Evidence, blame
from search.misquoted import misquotes
from search.parse import parse
from search.service import search

ARTICLES = [
    ("Storm corps", "The storm corps came with drones to the north. Kim"),
    ("Drones", "Drones fly in a storm over Kursk, far from any corps. Kim"),
    ("Drones again", "Drones in the north. Petrova"),
    ("Drones and soldiers", "Drones follow soldiers. Petrova"),
    ("Calm", "Nothing happens to a soldier. Kim"),
]

TABLE = [
    ("drones", []),
    ("", []),
    ("--", []),
    ("zebra", [("blame", "No article has “zebra”.", "zebra")]),
    (
        "zebra kursk",
        [("blame", "No article has “zebra”.", "zebra")],
    ),
    (
        "drones AND zebra",
        [
            ("alone", "“drones” alone finds 4 articles.", "drones"),
            ("blame", "No article has “zebra”.", "zebra"),
        ],
    ),
    (
        "drones AND kursk AND petrova",
        [
            ("alone", "“drones” alone finds 4 articles.", "drones"),
            ("alone", "“kursk” alone finds 1 article.", "kursk"),
            ("alone", "“petrova” alone finds 2 articles.", "petrova"),
            ("blame", "Without “kursk” there would be 2 articles.", "kursk"),
        ],
    ),
    (
        "storm -drones",
        [("blame", "With “drones” allowed there would be 2 articles.", "drones")],
    ),
    (
        "+drones date:2023",
        [
            ("alone", "“drones” alone finds 4 articles.", "drones"),
            ("blame", "No article was published from 2023-01-01 to 2023-12-31.", "date:2023"),
        ],
    ),
    (
        "kursk date:2024",
        [
            ("alone", "“date:2024” alone finds 5 articles.", "date:2024"),
            ("alone", "“kursk” alone finds 1 article.", "kursk"),
            ("blame", "Without “kursk” there would be 5 articles.", "kursk"),
        ],
    ),
    (
        "kursk author:petrova",
        [
            ("alone", "“author:petrova” alone finds 2 articles.", "author:petrova"),
            ("alone", "“kursk” alone finds 1 article.", "kursk"),
            ("blame", "Without “author:petrova” there would be 1 article.", "author:petrova"),
        ],
    ),
    (
        '"corps storm"',
        [
            (
                "blame",
                'No article has "corps storm" as a phrase, but 2 articles have its main words in any form.',
                '"corps storm"',
            )
        ],
    ),
    (
        '"fly in a gale over kursk"',
        [
            (
                "blame",
                'No article has "fly in a gale over kursk" as a phrase, but 1 article has it but for “gale”.',
                '"fly in a gale over kursk"',
            )
        ],
    ),
    (
        '"far from the gale"',
        [("blame", 'No article has "far from the gale" as a phrase.', '"far from the gale"')],
    ),
    (
        '"over kursk far off"',
        [
            (
                "blame",
                'No article has "over kursk far off" as a phrase, but 1 article has it but for “off”.',
                '"over kursk far off"',
            )
        ],
    ),
    (
        "=happen",
        [
            (
                "blame",
                "No article has “happen” in exactly this form, but 1 article has other forms of the word.",
                "=happen",
            )
        ],
    ),
    (
        "fly NEAR/2 corps",
        [
            (
                "blame",
                "No article has fly and corps within 2 words, but 1 article has those words, farther apart.",
                "fly NEAR/2 corps",
            )
        ],
    ),
    (
        "title:kursk",
        [("blame", "No article has kursk in the title, but 1 article has it elsewhere.", "title:kursk")],
    ),
    (
        "(zebra OR lion) AND drones",
        [
            ("blame", "No article has “zebra”.", "zebra"),
            ("blame", "No article has “lion”.", "lion"),
            ("alone", "“drones” alone finds 4 articles.", "drones"),
        ],
    ),
    ("-zebra -lion", []),
    (
        "-drones -nothing",
        [("blame", "With “drones” allowed there would be 4 articles.", "drones")],
    ),
]


@pytest.mark.parametrize(("text", "notes"), TABLE)
def test_blame(text: str, notes: list[tuple[str, str, str]], archive_of: Callable) -> None:
    """Each poor query is told why, each note with the clause that it is about."""
    tree, count = parse(text), archive_of(ARTICLES).count
    found = blame(tree, count(tree), Evidence(text, count, misquotes(tree, {tree.span}, count), (), ()))
    assert [(note.kind, note.text, text[slice(*note.span)]) for note in found] == notes


MANY = [
    ("drones zebra", ["No article has “zebra”."]),
    ("+drones zebra", ["No article has “zebra”."]),
    ("date:2024 drones zebra", ["No article has “zebra”."]),
    (
        'drones "corps storm"',
        ['No article has "corps storm" as a phrase, but 2 articles have its main words in any form.'],
    ),
    ("drones -zebra", []),
    ("drones (zebra NEAR/2 storm)", []),
    ("drones petrova", []),
]


@pytest.mark.parametrize(("text", "notes"), MANY)
def test_what_alternatives_find_none(text: str, notes: list[str], archive_of: Callable) -> None:
    """However much a query finds, it is told which of its words and phrases are nowhere."""
    results = search(archive_of(ARTICLES), text, paragraphs=0)
    assert [note.text for note in results.query.notes] == notes


FILTERS = [
    ({"author": "Petrova"}, "kursk", ["Without the filter by author there would be 1 article."]),
    ({"author": "Petrova", "from_": "2025"}, "drones", ["Without the dates there would be 2 articles."]),
    ({"author": "Petrova", "to": "2023"}, "kursk", ["Without the filters there would be 1 article."]),
    (
        {"source": "Gazette"},
        "",
        ["No article has “Gazette” as its source.", "Without the filter by source there would be 5 articles."],
    ),
    (
        {"author": "petrova"},
        "soldiers",
        [
            "No article has “petrova” as its author; “Petrova” is one.",
            "Without the filter by author there would be 2 articles.",
        ],
    ),
    ({"author": "Kim"}, "kursk", []),
    ({"author": "Kim"}, "zebra", ["No article has “zebra”."]),
]


@pytest.mark.parametrize(("filters", "text", "notes"), FILTERS)
def test_filters_are_to_blame(filters: dict[str, str], text: str, notes: list[str], archive_of: Callable) -> None:
    """What is in the archive, and only filtered out, is not said to be missing."""
    results = search(archive_of(ARTICLES), text, paragraphs=0, **filters)
    assert [note.text for note in results.query.notes] == notes


IGNORED = [
    ("the drones", [("“the” is too common to search for.", "the")]),
    (
        "in the storm, did the drones follow?",
        [("“in”, “the” and “did” are too common to search for.", "in the storm, did the")],
    ),
    ("(the drones) AND kim", [("“the” is too common to search for.", "the")]),
    ("articles about drones", [("“articles about” asks for articles, and is not searched for.", "articles about")]),
    ("the of", []),
    ("+the drones", []),
    ('"the storm"', []),
]


@pytest.mark.parametrize(("text", "notes"), IGNORED)
def test_stop_words_are_named_together(text: str, notes: list[tuple[str, str]], archive_of: Callable) -> None:
    """A question in plain words is told in one sentence which of them are not searched for."""
    ignored = [note for note in search(archive_of(ARTICLES), text).query.notes if note.kind == "ignored"]
    assert [(note.text, text[slice(*note.span)]) for note in ignored] == notes


BYLINES = [
    ("okonedo", "No article has “okonedo”, but 1 article has it among the authors."),
    ('"ada okonedo"', 'No article has "ada okonedo" as a phrase, but 1 article has it among the authors.'),
    ("author:kim", "No article has kim among the authors."),
]


@pytest.mark.parametrize(("text", "note"), BYLINES)
def test_who_wrote_is_not_what_is_written(text: str, note: str, tmp_path: Path) -> None:
    """A name that stands only over articles is looked for there."""
    archive = open_archive(tmp_path / "index")
    archive.add([{"title": "Late again", "body": "The ferry was late.", "authors": ["Ada Okonedo"]}])
    assert [one.text for one in search(archive, text).query.notes] == [note]
