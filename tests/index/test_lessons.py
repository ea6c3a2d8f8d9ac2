"""Lines that recur go from articles while they are added, and what was learned is kept with the archive."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from index import AddReport, Archive, ArchiveError, build, learned, open_archive, restore, workers
from index.article import Article, Paragraph, Removed
from index.lessons import LAG, Lessons
from index.lines import lines_of
from index.recurring import MIN_ARTICLES, NOTHING, Recurring

FOOT_WITHIN = "The Gazette is made in Lund by those who read it."
FOOT = "The Gazette is printed in Lund by its readers."


def record(number: int, foot: str = FOOT, parts: int = 5, **about: str) -> dict[str, Any]:
    """Return a record with paragraphs of its own and a line behind them."""
    story = [
        f"In story {chr(65 + number % 26)}{chr(65 + number // 26)}, part {part} was told." for part in range(parts)
    ]
    return {
        "id": f"a{number}",
        "title": f"Told {number}",
        "body": "\n\n".join([*story, foot]),
        "source": "Gazette",
    } | about


def lost(archive: Archive) -> dict[str, tuple[Removed, ...]]:
    """Return the receipts of all articles that have any, by id."""
    found = (archive.get(f"a{number}") for number in range(3000))
    return {article.id: article.removed for article in found if article and article.removed}


def known(archive: Archive) -> Recurring:
    """Return what an archive has learned."""
    return learned.load(archive.location, archive.snapshot().state.learned)


def add(archive: Archive, records: Iterable[dict[str, Any]], **options: bool) -> tuple[int, int, int]:
    """Add records one by one, and return how many were added, updated and unchanged."""
    reports = [archive.add([one], **options) for one in records]
    return sum(r.added for r in reports), sum(r.updated for r in reports), sum(r.unchanged for r in reports)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an empty archive."""
    return open_archive(tmp_path / "archive")


def test_a_line_goes_once_enough_articles_of_its_source_have_it(archive: Archive) -> None:
    """Added one by one, from the next article on; the receipt says so, and the line is no text any more."""
    add(archive, map(record, range(MIN_ARTICLES + 2)))
    assert lost(archive) == {f"a{n}": (Removed("recurring", FOOT, 5),) for n in (MIN_ARTICLES, MIN_ARTICLES + 1)}
    article = archive.get(f"a{MIN_ARTICLES}") or pytest.fail("gone")
    assert [paragraph.number for paragraph in article.paragraphs] == [1, 2, 3, 4, 5]


def test_articles_that_come_together_teach_each_other(archive: Archive) -> None:
    """The first large add of an archive gains too."""
    archive.add(map(record, range(MIN_ARTICLES)))
    assert len(lost(archive)) == MIN_ARTICLES
    assert archive.check() == []


def test_adding_again_changes_nothing_and_counts_nothing(archive: Archive) -> None:
    """Whether articles have lost lines or not."""
    add(archive, map(record, range(9)))
    archive.settle()
    before, generation = known(archive), archive.snapshot().generation
    assert add(archive, map(record, range(9))) == (0, 0, 9)
    assert archive.add(map(record, range(9))) == AddReport(0, 0, 9, (), 9)
    assert (archive.snapshot().generation, known(archive).same(before)) == (generation, True)


def test_a_new_version_counts_by_what_is_new_in_it(archive: Archive) -> None:
    """A story that is told on and on does not make residue of itself."""
    versions = [record(0, "What was known at first was this.", parts) for parts in range(1, 12)]
    assert add(archive, versions) == (1, 10, 0)
    assert archive.add([record(0, "What was known at first was this.", parts) for parts in range(12, 24)]).updated == 12
    assert lost(archive) == {}
    assert (known(archive).totals.tolist(), set(known(archive).articles.tolist())) == ([1], {1})


def test_other_lines_that_recur_stay(archive: Archive) -> None:
    """Quotes, notes on the story, what has no source, and all that is mostly a copy."""
    feet = ["“We will sail,” she said.", "Updated at noon."]
    archive.add(record(number, feet[number % 2]) for number in range(20))
    archive.add(record(number, source="") for number in range(20, 40))
    archive.add(record(77, id=f"a{number}") for number in range(40, 60))
    assert lost(archive) == {}


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (["news", "by ann hale", "{story}", "{story}"], ["news", "by ann hale"]),
        (["{number}", "news", "{story}", "{story}"], ["news"]),
        (["{story}", "From the left", "{story}", "{story}", "{story}"], []),
        (["{story}", "{story}", "{story} “It is late.”", "Ann Hale, The Herald"], []),
        (["{story}", "{story}", "{story} It is late.", "Ann Hale, The Herald"], ["Ann Hale, The Herald"]),
        (["In brief:", "{story}", "{story}", "{story}"], []),
        (["{story}", "{story}", "{story}", "More of this:", "The Gazette"], ["More of this:", "The Gazette"]),
        (["{story}", "{story}", FOOT_WITHIN, "{story}"], [FOOT_WITHIN]),
    ],
)
def test_labels_go_where_they_stand_outside_the_story(archive: Archive, lines: list[str], gone: list[str]) -> None:
    """A heading, whose words a quote is, and what follows are told by short lines that recur, too: these stay."""
    for number in range(MIN_ARTICLES + 1):
        boat = chr(65 + number)
        story = [f"Of boat {boat} and of quay {place} it is told that it was late." for place in "abcdefgh"]
        body = "\n\n".join(line.format(story=story[n], number=boat) for n, line in enumerate(lines))
        archive.add([record(number, body=body)])
    assert [receipt.text for receipt in lost(archive).get(f"a{MIN_ARTICLES}", ())] == gone


def test_articles_that_come_as_such_pass_as_they_are(archive: Archive) -> None:
    """What others made is neither learned from nor changed."""
    made = [
        Article(f"a{n}", "", (Paragraph(1, "text", str(n)), Paragraph(2, "text", FOOT)), source="S") for n in range(9)
    ]
    archive.add(made)
    assert [archive.get(article.id) for article in made] == made
    assert archive.snapshot().state.learned is None


def test_learning_can_be_left_out(archive: Archive) -> None:
    """Then lines stay that only recur, and those come back that went; the rules' own residue goes."""
    records = [record(number, f"{FOOT}\n\nShare") for number in range(9)]
    archive.add(records)
    learned_once = known(archive)
    assert archive.add(records, recurring=False).updated == 9
    assert lost(archive) == {f"a{n}": (Removed("share", "Share", 6),) for n in range(9)}
    assert archive.add(records).unchanged == 9
    assert archive.add(records, keep_residue=True).updated == 9
    assert (lost(archive), known(archive).same(learned_once)) == ({}, True)


def test_what_was_learned_is_kept(archive: Archive, tmp_path: Path) -> None:
    """Through opening anew, a backup, a rebuild and a merge; receipts too."""
    add(archive, map(record, range(9)))
    before, receipts = known(archive), lost(archive)
    archive.backup(tmp_path / "monday.tar")
    restored = restore(tmp_path / "monday.tar", tmp_path / "new")
    archive.reindex()
    archive.remove(["a0"])
    archive.settle()
    for one in (archive, open_archive(archive.location), restored):
        assert (known(one).same(before), one.check()) == (True, [])
        assert lost(one) == {name: cut for name, cut in receipts.items() if name != "a0" or one is restored}
    assert add(archive, [record(20)]) == add(restored, [record(20)]) == (1, 0, 0)
    assert archive.get("a20") == restored.get("a20")
    assert lost(archive)["a20"] == (Removed("recurring", FOOT, 5),)


def test_counts_that_are_damaged_are_named_and_left_out_of_a_rebuild(archive: Archive) -> None:
    """Check says which file it is, adding refuses, and a rebuild begins to learn anew; so where it is gone."""
    for harm in (lambda path: path.write_bytes(path.read_bytes()[:-1] + b"x"), Path.unlink):
        archive.add(map(record, range(9)))
        (path,) = archive.location.glob("learned-*.nut")
        harm(path)
        (problem,) = archive.check()
        assert problem.startswith(path.name)
        with pytest.raises(ArchiveError, match=path.name):
            archive.add([record(20)])
        archive.reindex()
        assert (archive.check(), archive.snapshot().state.learned) == ([], None)
        archive.remove([f"a{number}" for number in range(9)])


def many(count: int) -> Iterable[dict[str, Any]]:
    """Yield articles of which the first and the last in five have a line in common."""
    for number in range(count):
        foot = FOOT if number % 5 in {0, 4} else f"It rained {chr(97 + number % 26)}{chr(97 + number // 26)}."
        yield record(number, foot, source="Gazette" if number % 3 else "Herald")


@pytest.mark.parametrize("processors", [{0}, set(range(3))], ids=["one", "three"])
def test_the_outcome_is_the_same_on_any_number_of_processors(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, processors: set[int]
) -> None:
    """Chunks are judged by what was learned a fixed number of chunks before, in however many processes."""
    monkeypatch.setattr(build, "CHUNK_PAGES", 7)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: processors)
    archive.add(many(120))
    lessons, expected = Lessons(NOTHING), {}
    pages = list(build.pages(many(120)))
    for start in range(0, len(pages), 7):
        chunk = [build.clean_page(page) for page in pages[start : start + 7]]
        expected |= {a.id: a.removed for a in build.unburdened(chunk, lines_of(chunk), lessons.now()) if a.removed}
        lessons.learn(lines_of(chunk))
    assert lost(archive) == expected
    assert 30 > len(expected) > 10
    assert known(archive).same(lessons.known)


def test_what_a_chunk_is_judged_by_is_older_by_a_fixed_lag() -> None:
    """However early the chunks before it were taken in."""
    fresh = [
        lines_of([build.clean_page(page) for page in build.pages([record(n, FOOT)] * MIN_ARTICLES)]) for n in range(20)
    ]
    eager, lazy = Lessons(NOTHING), Lessons(NOTHING)
    seen = []
    for number, lines in enumerate(fresh):
        seen.append(len(eager.now().lines))
        eager.learn(lines)
        if number >= LAG:
            lazy.learn(fresh[number - LAG])
        assert len(lazy.now().lines) == seen[-1]
    assert seen[:LAG] == [0] * LAG
    assert seen[LAG:] == sorted(seen[LAG:])


def test_no_more_tasks_are_begun_than_are_asked_for() -> None:
    """Task n is asked for when result n - most has been taken."""
    begun: list[int] = []
    with workers.Workers("operator", "neg", most=3) as some:
        for taken, _ in enumerate(some.map((begun.append(n) or n,) for n in range(9))):
            assert len(begun) <= taken + 3
    assert len(begun) == 9
