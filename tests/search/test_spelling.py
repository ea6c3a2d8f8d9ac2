"""What was probably meant, over a small archive."""

from collections.abc import Callable

import numpy as np
import pytest

from search import spelling
from search.doctor import FEW
from search.parse import parse
from search.spelling import did_you_mean

FIRST = [
    ("Soldiers captured in Kursk", "North Korean soldiers were taken, the government said. Kim"),
    ("Government buys drones", "The newspaper says soldiers of the storm corps have drones. O'Brien"),
]
SECOND = [
    ("Newspaper reports", "A newspaper in Moscow reports on the drones of North Korea. Petrova"),
    ("Moscow", "Soldiers and more soldiers, F-16s, an F-16, and a newspaper. Petrova"),
]

TABLE = [
    ("soldeirs", "soldiers"),
    ("drones goverment", "drones government"),
    ("Goverment of MOSCWO", "Government of MOSCOW"),
    ("northkorea", "north korea"),
    ("+northkorea moscow", '+"north korea" moscow'),
    ("northkorea AND moscow", '"north korea" AND moscow'),
    ("=NorthKorea", '="north korea"'),
    ("title:stormcorps", None),
    ("drones NEAR/5 northkorea", 'drones NEAR/5 "north korea"'),
    ('"of northkorea"', '"of north korea"'),
    ("Northkorea drones", "North Korea drones"),
    ("kim sol diers", "kim soldiers"),
    ("the news paper", "the newspaper"),
    ('+"strom corps" -soldeirs kurs*', '+"storm corps" -soldeirs kurs*'),
    ("title:(soldeirs OR dornes)^2", "title:(soldiers OR drones)^2"),
    ("author:petrowa", "author:petrova"),
    ("soldeirs author:petrowa dornes", "soldiers author:petrova drones"),
    ("soldeirs NEAR/6 drons", "soldiers NEAR/6 drones"),
    ("soldeirs NEAR/5 drons", None),
    ("drones soldiers", None),
    ("o'brien", None),
    ("xyzzyplugh", None),
    ("of the", None),
    ("1987", None),
    ("f16 drones", "f 16 drones"),
    ("x16", None),
    ("kurs*", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "meant"), TABLE)
def test_did_you_mean(text: str, meant: str | None, archive_of: Callable) -> None:
    """Words that the archive does not have are replaced where they stand, and only those."""
    archive = archive_of(FIRST, SECOND)
    assert did_you_mean(archive, text, parse(text), archive.count) == meant


def test_a_rare_word_may_be_a_typo(archive_of: Callable) -> None:
    """A word that stands in few articles gives way to one that is two hundred times as frequent."""
    archive = archive_of([(str(n), "the parliament voted") for n in range(200)] + [("x", "the parlament")])
    assert did_you_mean(archive, "parlament", parse("parlament"), archive.count) == "parliament"


def test_a_phrase_that_is_found_has_no_typo(archive_of: Callable) -> None:
    """Where an article has three words and more as they were typed, no other word is offered for a rare one."""
    voted = [(str(n), "the parliament voted today") for n in range(200)]
    archive = archive_of([*voted, ("x", "the parlament voted today")])
    text = '"the parlament voted today"'
    assert did_you_mean(archive, text, parse(text), archive.count, found=1) is None
    assert did_you_mean(archive, text, parse(text), archive.count) == '"the parliament voted today"'


@pytest.mark.parametrize(("others", "meant"), [(99, None), (100, "parliament")])
def test_articles_of_all_segments_count(others: int, meant: str | None, archive_of: Callable) -> None:
    """Two hundred times as frequent is a word in all segments together."""
    first, second = ([(str(n), "the parliament voted") for n in range(count)] for count in (100, others))
    archive = archive_of(first, [*second, ("x", "the parlament")])
    assert did_you_mean(archive, "parlament", parse("parlament"), archive.count) == meant


@pytest.mark.parametrize(("apart", "meant"), [(1, "newspaper"), (2, None)])
def test_two_words_may_be_one(apart: int, meant: str | None, archive_of: Callable) -> None:
    """Two words that the archive has are taken for one where that is twenty times as frequent as they side by side."""
    archive = archive_of([*[("One", "A newspaper.")] * 40, *[("Two", "News, paper.")] * apart])
    assert did_you_mean(archive, "news paper", parse("news paper"), archive.count, found=apart) == meant


MANY = [
    ("drones soldeirs", "drones soldiers"),
    ("drones parlament", None),
    ("sol diers", "soldiers"),
    ("news paper", None),
    ("reporters drones", None),
]


@pytest.mark.parametrize(("text", "meant"), MANY)
def test_beside_words_that_find_much(text: str, meant: str | None, archive_of: Callable) -> None:
    """Where a query finds enough, only words are set right that no article has, in no form."""
    rare = [("News", "a paper on the parlament"), *[(str(n), "the parliament voted") for n in range(200)]]
    archive = archive_of(FIRST, SECOND, rare)
    assert did_you_mean(archive, text, parse(text), archive.count, found=FEW) == meant


NAMES = [("Vladimir", "Vladimir again voted")] * 9 + [("Volodymyr", "Volodymyr Zelensky voted with Sarah Palin")] * 3
NAMES += [("Sara", "Sara met Cortes, and Ocasio-Cortez was there")]

IN_COMPANY = [
    ("volodimir", "vladimir"),
    ("volodimir zelensky", "volodymyr zelensky"),
    ('"volodimir zelensky"', '"volodymyr zelensky"'),
    ("volodimir with", "vladimir with"),
    ('"volodimir again"', '"vladimir again"'),
    ('"sarah volodimir"', None),
    ('"sara palin"', '"sarah palin"'),
    ("sara palin", None),
    ('"sara voted"', None),
    ('"sarah pelin"', '"sarah palin"'),
    ("Ocasio-Cortes", "Ocasio-Cortez"),
    ("sarah volodimir", "sarah vladimir"),
]


@pytest.mark.parametrize(("text", "meant"), IN_COMPANY)
def test_the_company_a_word_keeps(text: str, meant: str | None, archive_of: Callable) -> None:
    """Of two words that may be meant, the one that stands beside the next; in a phrase, none but those that do."""
    archive = archive_of(NAMES)
    assert did_you_mean(archive, text, parse(text), archive.count) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("soldeirs", "soldiers"), ("sol diers", "soldiers"), ("moskow", None), ("petrowa", None), ("kursc", "kursk")],
)
def test_a_large_archive(text: str, meant: str | None, archive_of: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are very many words, those of the largest segments are offered; what any has is no typo."""
    monkeypatch.setattr(spelling, "LOOKED_THROUGH", 1)
    archive = archive_of(SECOND[:1], [*FIRST, *FIRST, *FIRST], [("Petrowa", "Petrowa writes on Moscow")])
    assert did_you_mean(archive, text, parse(text), archive.count) == meant


def test_a_word_of_removed_articles_is_a_typo(archive_of: Callable) -> None:
    """What was taken down is neither offered nor taken for known."""
    archive = archive_of([("One", "Marlov."), ("Two", "Marlowe."), ("Three", "Marlowe.")])
    assert did_you_mean(archive, "marlov", parse("marlov"), archive.count) is None
    archive.segments[0].live = np.array([False, True, True])
    assert did_you_mean(archive, "marlov", parse("marlov"), archive.count) == "marlowe"
    archive.segments[0].live = np.array([True, False, False])
    assert did_you_mean(archive, "marlowe", parse("marlowe"), archive.count) == "marlov"


def test_a_rare_word_is_offered_where_nothing_is_found(archive_of: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a large archive words of several articles are offered first; a rare one may itself be a typo."""
    monkeypatch.setattr(spelling, "least_articles", lambda _: 3)
    archive = archive_of(
        [("One", "Zorblax and soldiery."), *[(name, "Soldiers came.") for name in ("Two", "Three", "Four")]]
    )
    for text, found, meant in (("zorblx", 0, "zorblax"), ("soldierx", 0, "soldiers"), ("came zorblx", 3, None)):
        assert did_you_mean(archive, text, parse(text), archive.count, found=found) == meant


def test_words_are_offered_as_they_are_written(archive_of: Callable) -> None:
    """With their accents and all their letters, wherever in an article they stand."""
    archive = archive_of(
        [
            ("One", "Nothing."),
            ("The mayor", "A burger. The mayors: die Bürgermeister, чорний монах."),
            ("Two", "Монах."),
        ]
    )
    for typed, meant in (
        ("Bürgermeisster", "Bürgermeister"),
        ("burgermeisster", "bürgermeister"),
        ("чорнийй", "чорний"),
        ("чорниймонах", "чорний монах"),
    ):
        assert did_you_mean(archive, typed, parse(typed), archive.count) == meant
