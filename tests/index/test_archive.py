import pickle
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index import AddReport, Archive, ArchiveError, merging, open_archive, tiers
from index.article import Article, Paragraph, Skipped
from index.record import SegmentRecord
from index.state import State


def article(number: int, text: str = "Drones were seen over the river.") -> Article:
    """Return a small article."""
    return Article(
        id=f"id-{number}",
        title=f"Story {number}",
        paragraphs=(Paragraph(1, "text", text), Paragraph(2, "text", f"Number {number}.")),
        published="2024-12-27",
        source="The Post" if number % 2 else "The Times",
    )


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an empty archive."""
    return open_archive(tmp_path / "archive")


def test_what_goes_in_comes_out(archive: Archive) -> None:
    """Articles are counted and come back as they were, also to who opens the archive anew."""
    articles = [article(n) for n in range(5)]
    assert archive.add(articles) == AddReport(5, 0, 0, (), 5)
    for reader in (archive, open_archive(archive.location, create=False)):
        assert [reader.get(one.id) for one in articles] == articles
        assert reader.get("id-9") is None


def test_adding_again_changes_nothing(archive: Archive) -> None:
    """The same articles are unchanged, and make no new generation."""
    archive.add([article(1), article(2)])
    generation = archive.snapshot().generation
    assert archive.add([article(1), article(2)]) == AddReport(0, 0, 2, (), 2)
    assert archive.snapshot().generation == generation


def test_a_changed_article_takes_the_place_of_the_old_one(archive: Archive) -> None:
    """One commit brings the new one and removes the old one; who reads the old state sees the old one."""
    archive.add([article(1), article(2)])
    before = archive.snapshot()
    assert archive.add([article(1, "It rained."), article(3)]) == AddReport(1, 1, 0, (), 3)
    assert archive.snapshot().generation == before.generation + 1
    assert archive.get("id-1") == article(1, "It rained.")
    segment, document = before.find("id-1") or pytest.fail("gone")
    assert segment.article(document) == article(1)


def test_of_articles_with_one_id_the_last_wins(archive: Archive) -> None:
    """Within one add too, and the report counts all that were read."""
    read = [article(1), article(2), article(1, "Later."), article(1, "Later."), article(2)]
    assert archive.add(read) == AddReport(2, 1, 2, (), 2)
    assert archive.get("id-1") == article(1, "Later.")


def test_one_id_is_removed_as_several_are(archive: Archive) -> None:
    """A string is an id, not a list of letters."""
    archive.add([article(1), article(2)])
    assert archive.remove("id-1") == 1
    assert (archive.get("id-1"), archive.get("id-2")) == (None, article(2))


def test_another_archive_in_the_same_place_is_seen(archive: Archive) -> None:
    """Though it has come to the same number of states."""
    archive.add([article(1)])
    before = archive.snapshot()
    shutil.rmtree(archive.location)
    open_archive(archive.location).add([article(2)])
    assert archive.snapshot().generation == before.generation
    assert (archive.get("id-1"), archive.get("id-2")) == (None, article(2))


def test_a_bad_article_does_not_keep_the_others_out(archive: Archive) -> None:
    """What cannot be indexed is named and left out, one line each."""
    bad = [
        Article(id="", title="", paragraphs=()),
        Article(id="x", title="", paragraphs=(), published="yesterday"),
        Article(id="y", title="\ud800", paragraphs=()),
        Article(id="z", title="Rain", paragraphs=(Paragraph(1, "verse", "It rained."),)),  # type: ignore[arg-type]
    ]
    report = archive.add([article(1), *bad, article(2)])
    assert (report.added, report.articles) == (2, 2)
    assert report.skipped == (
        Skipped("article ''", "cannot be made an article: it has no id"),
        Skipped("article 'x'", "cannot be made an article: it was published 'yesterday', which is no ISO date"),
        Skipped("article 'y'", "cannot be made an article: its text is not Unicode"),
        Skipped("article 'z'", "cannot be made an article: Invalid enum value 'verse' - at `$[2][0][0]`"),
    )


def test_removed_articles_are_gone(archive: Archive) -> None:
    """Removing says how many were there; a removed article can come back."""
    archive.add([article(n) for n in range(4)])
    assert archive.remove(["id-1", "id-3", "id-3", "nobody"]) == 2
    assert [archive.get(f"id-{n}") is not None for n in range(4)] == [True, False, True, False]
    assert archive.remove(["id-1"]) == 0
    assert archive.add([article(1)]) == AddReport(1, 0, 0, (), 3)
    assert archive.remove([f"id-{n}" for n in range(4)]) == 3
    assert archive.snapshot().segments == ()


def test_another_archive_object_sees_a_commit_at_once(archive: Archive) -> None:
    """Commits that follow each other within a tick of the clock are all seen."""
    reader = open_archive(archive.location)
    for number in range(10):
        archive.add([article(number)])
        assert reader.snapshot().articles == number + 1
    assert reader.snapshot() is reader.snapshot()


def test_a_segment_may_go_while_it_is_chosen_for_merging(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where its articles are removed between the choice and the merge, the others are merged all the same."""
    monkeypatch.setattr(Archive, "tidy", lambda _: None)
    for number in range(9):
        archive.add([article(number)])
    choose = tiers.choose

    def choose_and_remove(records: Sequence[SegmentRecord]) -> list[SegmentRecord]:
        chosen = choose(records)
        archive.remove(["id-4"])
        return chosen

    monkeypatch.setattr(tiers, "choose", choose_and_remove)
    assert merging.merge_all(State(archive.location)) > 0
    assert [archive.get(f"id-{n}") for n in range(9)] == [article(n) if n != 4 else None for n in range(9)]


def test_many_small_adds_leave_few_segments(archive: Archive) -> None:
    """Merging keeps every article, and gives the space of removed ones back."""
    for number in range(40):
        archive.add([article(number)])
    archive.remove([f"id-{n}" for n in range(0, 40, 2)])
    archive.settle()
    archive.tidy()
    archive.settle()
    snapshot = archive.snapshot()
    assert len(snapshot.segments) < 8
    assert [archive.get(f"id-{n}") for n in range(40)] == [article(n) if n % 2 else None for n in range(40)]
    on_disk = {path.name for path in archive.location.iterdir() if "LOCK" not in path.name}
    assert on_disk == snapshot.state.files


def test_a_big_add_is_shared_by_workers_and_comes_out_the_same(tmp_path: Path) -> None:
    """Chunks inverted by worker processes give what one process gives, in order, and progress grows."""
    articles = [article(n, f"Word{n} and word{n % 7}.") for n in range(2500)]
    archive, seen = open_archive(tmp_path / "many"), []
    assert archive.add(articles, progress=seen.append) == AddReport(2500, 0, 0, (), 2500)
    assert seen == [1000, 2000, 2500]
    (segment,) = archive.snapshot().segments
    assert [segment.id(n) for n in range(2500)] == [one.id for one in articles]
    assert [archive.get(one.id) for one in articles[::100]] == articles[::100]


def test_figures_about_the_archive(archive: Archive) -> None:
    """Stats count live articles only."""
    archive.add([article(n) for n in range(4)])
    archive.remove(["id-0"])
    archive.settle()
    stats = archive.stats().to_dict()
    assert stats.pop("bytes") > 1000
    assert stats == {
        "articles": 3,
        "paragraphs": 6,
        "words": 3 * 10,
        "segments": 1,
        "generation": 2,
        "first_published": "2024-12-27",
        "last_published": "2024-12-27",
        "sources": {"The Post": 2, "The Times": 1},
    }


def test_one_writer_at_a_time_and_the_other_is_told_who(archive: Archive) -> None:
    """A second writer waits, and then says who holds the lock."""
    inside, done = threading.Event(), threading.Event()

    def slowly() -> Iterator[Article]:
        yield article(1)
        inside.set()
        done.wait(10)

    writer = threading.Thread(target=archive.add, args=(slowly(),))
    writer.start()
    inside.wait(10)
    with pytest.raises(ArchiveError, match=r"is being written by process \d+"):
        archive.add([article(2)], wait=0.05)
    threading.Timer(0.2, done.set).start()
    assert archive.add([article(2)], wait=10).articles == 2
    writer.join()


def test_places_that_cannot_hold_an_archive_are_named(tmp_path: Path) -> None:
    """Opening says in one line what is wrong and what to do."""
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ArchiveError, match=r"no archive in .*nowhere: `nutgraf add PATH` makes one"):
        open_archive(tmp_path / "nowhere", create=False)
    with pytest.raises(ArchiveError, match=r"file: .*see that .* is a folder that you may write to"):
        open_archive(tmp_path / "file")


def test_a_full_disk_is_said_and_nothing_is_lost(archive: Archive) -> None:
    """One line; what was there is found and can be removed; adding works again when there is room."""
    archive.add([article(1), article(2)])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    long = article(3, " ".join(f"word{n}" for n in range(20_000)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, limits[1]))
    try:
        with pytest.raises(ArchiveError, match=r"^no room left on the disk of .*; make room and do it again$"):
            archive.add([long])
        assert archive.get("id-1") == article(1)
        assert archive.remove(["id-2"]) == 1
        assert archive.check() == []
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert archive.add([long]) == AddReport(1, 0, 0, (), 2)
    archive.settle()
    left = {path.name for path in archive.location.iterdir() if "LOCK" not in path.name}
    assert left == archive.snapshot().state.files


def test_opening_never_runs_what_a_file_says(archive: Archive, tmp_path: Path) -> None:
    """A pickle that would run code lies in the part that only Whoosh reads; one without our own part is refused."""

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (Path.touch, (tmp_path / "sprung",))

    archive.add([article(1)])
    (path,) = archive.location.glob("*.toc")
    whole = path.read_bytes()
    path.write_bytes(pickle.dumps(Trap()))
    with pytest.raises(ArchiveError, match=r"_MAIN_1\.toc is cut short, or was not written by Nutgraf"):
        open_archive(archive.location)
    path.write_bytes(pickle.dumps(Trap()) + whole)
    with pytest.raises(ArchiveError, match=r"_MAIN_1\.toc is damaged"):
        open_archive(archive.location)
    assert archive.check() != []
    assert not (tmp_path / "sprung").exists()


def test_a_dead_writer_holds_no_lock(archive: Archive) -> None:
    """Who is killed while writing keeps nobody out."""
    script = (
        "import os, sys; from index import open_archive\n"
        "archive = open_archive(sys.argv[1])\n"
        "with archive._state.writing(0): print('in', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(archive.location)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "in\n"
        with pytest.raises(ArchiveError, match=f"is being written by process {process.pid}"):
            archive.add([article(1)], wait=0)
        process.kill()
        process.wait()
        assert archive.add([article(1)], wait=0).added == 1


def test_an_address_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address is refused with the cure, and no folder of its name is made."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArchiveError, match="give the path of one"):
        open_archive("http://localhost:9200")
    assert not list(tmp_path.iterdir())
