import errno
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count, product
from pathlib import Path

import pytest
from faults import FaultyDisk, PowerCutError, laid_out, no_room

from index import Archive, ArchiveError, generation, learned, merging, open_archive, reindex, tiers
from index.archive import _make
from index.state import State

Texts = dict[str, str]


def article(article_id: str, text: str) -> dict[str, str]:
    """Return a small article, of a source whose lines are counted."""
    return {"id": article_id, "title": text, "body": f"It was {text}.\n\nPrinted in Lund.", "source": "Gazette"}


def texts(archive: Archive) -> Texts:
    """Return the titles of all articles, by id; each is found by its words too."""
    found = {}
    for segment in archive.snapshot().segments:
        for document in range(segment.size):
            if segment.live is None or segment.live[document]:
                one = segment.article(document)
                field = segment.field("text")
                number = field.form(one.title)
                assert number is not None
                assert document in field.form_postings(number).docs
                found[one.id] = one.title
    return found


def add(archive: Archive) -> None:
    """Add two articles."""
    archive.add([article("c", "gamma"), article("d", "delta")])


def update(archive: Archive) -> None:
    """Replace one article, and add one."""
    archive.add([article("a", "beginning"), article("d", "delta")])


def remove(archive: Archive) -> None:
    """Remove one article."""
    archive.remove(["b"])


def remove_all(archive: Archive) -> None:
    """Remove all articles."""
    archive.remove(["a", "b"])


def merge(archive: Archive) -> None:
    """Merge the segments."""
    merging.merge_all(archive._state)


def rebuild(archive: Archive) -> None:
    """Index all articles anew."""
    reindex.reindex(archive._state)


BEFORE = {"a": "alpha", "b": "beta"}
AFTER: dict[Callable[[Archive], None], Texts] = {
    add: BEFORE | {"c": "gamma", "d": "delta"},
    update: BEFORE | {"a": "beginning", "d": "delta"},
    remove: {"a": "alpha"},
    remove_all: {},
    merge: BEFORE,
    rebuild: BEFORE,
}


def prepared(folder: Path, disk: FaultyDisk) -> Archive:
    """Return an archive of two segments on a disk that is well so far."""
    fault, disk.fault = disk.fault, sys.maxsize
    state = State(folder, disk)
    _make(state)
    archive = Archive(state)
    for article_id, text in BEFORE.items():
        archive.add([article(article_id, text)])
    disk.begin()
    disk.fault = fault
    return archive


def refused(change: Callable[[Archive], None], archive: Archive) -> str:
    """Return what a change was refused with, nothing where it was not."""
    try:
        change(archive)
    except ArchiveError as refusal:
        return str(refusal)
    return ""


@pytest.fixture(autouse=True)
def _no_syncing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the waiting for a real disk: what is on the platter is what the faulty disk says."""
    monkeypatch.setattr(os, "fsync", lambda _number: None)


@pytest.fixture(autouse=True)
def _eager_merging(monkeypatch: pytest.MonkeyPatch) -> None:
    """Merge two small segments already, and only when told to."""
    monkeypatch.setattr(tiers, "SMALL_ONES", 2)
    monkeypatch.setattr(Archive, "tidy", lambda _self: None)


def sound(folder: Path) -> Texts:
    """Return the articles of what a power cut left, which must be whole and usable."""
    archive = open_archive(folder)
    found = texts(archive)
    assert archive.check() == []
    assert learned.load(folder, archive.snapshot().state.learned).totals.sum() >= len(found)
    archive.add([article("z", "omega")])
    assert texts(archive) == found | {"z": "omega"}
    merging.merge_all(archive._state)
    left = {path.name for path in folder.iterdir() if "LOCK" not in path.name}
    assert left == archive.snapshot().state.files
    return found


@pytest.mark.slow
@pytest.mark.parametrize("change", list(AFTER), ids=lambda change: change.__name__)
def test_a_power_cut_leaves_the_state_before_or_after(tmp_path: Path, change: Callable[[Archive], None]) -> None:
    """At every operation, whatever becomes of what was not synced; and what was reported done is there."""
    for fault in count(1):
        disk = FaultyDisk(fault)
        archive = prepared(tmp_path / "archive", disk)
        try:
            change(archive)
            done = True
        except PowerCutError:
            done = False
        for files in disk.outcomes(fault):
            found = sound(laid_out(tmp_path / "cut", files))
            assert found == AFTER[change] or (not done and found == BEFORE), fault
            shutil.rmtree(tmp_path / "cut")
        shutil.rmtree(tmp_path / "archive")
        if done:
            break
    assert fault > 5


@pytest.mark.parametrize("error", [no_room(), OSError(errno.EIO, "Input/output error")], ids=["full", "broken"])
@pytest.mark.parametrize("change", list(AFTER), ids=lambda change: change.__name__)
def test_a_failed_operation_leaves_an_archive_that_works(
    tmp_path: Path, change: Callable[[Archive], None], error: OSError
) -> None:
    """One line says what is wrong; nothing is lost; and the same works when it is tried again."""
    for fault in count(1):
        disk = FaultyDisk(fault, error)
        archive = prepared(tmp_path / "archive", disk)
        refusal = refused(change, archive)
        assert "\n" not in refusal
        assert texts(archive) in (AFTER[change], BEFORE)
        disk.fault = sys.maxsize
        change(archive)
        assert texts(archive) == AFTER[change]
        assert archive.check() == []
        shutil.rmtree(tmp_path / "archive")
        if not refusal:
            break
    assert fault > 5


def test_a_power_cut_while_an_archive_is_made_leaves_none_or_an_empty_one(tmp_path: Path) -> None:
    """Opening makes it again."""
    for fault in count(1):
        disk = FaultyDisk(fault)
        try:
            _make(State(tmp_path / "archive", disk))
            done = True
        except PowerCutError:
            done = False
        for files in disk.outcomes(fault):
            assert sound(laid_out(tmp_path / "cut", files)) == {}
            shutil.rmtree(tmp_path / "cut")
        shutil.rmtree(tmp_path / "archive", ignore_errors=True)
        if done:
            break
    assert fault > 5


@pytest.mark.slow
def test_a_power_cut_during_recovery_is_recovered_from(tmp_path: Path) -> None:
    """The first add after a cut takes away what the cut left; a cut in that is no worse."""
    for fault, second in product(range(4, 12), range(1, 14)):
        disk = FaultyDisk(fault)
        archive = prepared(tmp_path / "archive", disk)
        with pytest.raises(PowerCutError):
            update(archive)
        first = laid_out(tmp_path / "first", disk.outcomes(fault)[-1])
        again = FaultyDisk(second)
        again.adopt(first)
        after = Archive(State(first, again))
        found = texts(after)
        with suppress(PowerCutError):
            add(after)
        for files in again.outcomes(second):
            assert sound(laid_out(tmp_path / "cut", files)) in (found, found | {"c": "gamma", "d": "delta"})
            shutil.rmtree(tmp_path / "cut")
        shutil.rmtree(first)
        shutil.rmtree(tmp_path / "archive")


def test_a_torn_table_of_contents_is_never_the_newest(tmp_path: Path) -> None:
    """Only a whole one is ever renamed, and the one before is there until then."""
    archive = open_archive(tmp_path / "archive")
    add(archive)
    (path,) = archive.location.glob("_MAIN_*.toc")
    assert generation.latest(archive.location) == 1
    (archive.location / "_MAIN_2.toc.new").write_bytes(path.read_bytes()[:50])
    assert texts(open_archive(archive.location)) == {"c": "gamma", "d": "delta"}
    update(archive)
    assert [found.name for found in archive.location.glob("_MAIN*toc*")] == ["_MAIN_2.toc"]
