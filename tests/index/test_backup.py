import tarfile
from pathlib import Path

import pytest

from index import Archive, ArchiveError, open_archive, restore
from index.article import Article, Paragraph


def article(number: int) -> Article:
    """Return a small article."""
    return Article(id=f"id-{number}", title=f"Story {number}", paragraphs=(Paragraph(1, "text", "It rained."),))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an archive of two segments, with one article removed."""
    made = open_archive(tmp_path / "archive")
    made.add([article(n) for n in range(5)])
    made.add([article(n) for n in range(5, 8)])
    made.remove(["id-1"])
    return made


def test_a_backup_becomes_the_same_archive_elsewhere(archive: Archive, tmp_path: Path) -> None:
    """Every live article is there, removed ones are not, and nothing else lies about."""
    seen: list[tuple[int, int]] = []
    archive.backup(tmp_path / "monday.tar", lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0
    restored = restore(tmp_path / "monday.tar", tmp_path / "new")
    assert [restored.get(f"id-{n}") for n in range(8)] == [archive.get(f"id-{n}") for n in range(8)]
    assert restored.check() == []
    assert {path.name for path in tmp_path.iterdir()} == {"archive", "monday.tar", "new"}


def test_a_backup_is_of_one_moment(archive: Archive, tmp_path: Path) -> None:
    """What is written and removed while it is made is not in it, and does not break it."""

    def meddle(_done: int, _total: int) -> None:
        if archive.get("id-9") is None:
            archive.add([article(9)])
            archive.remove(["id-0", "id-2", "id-3", "id-4"])
            archive.settle()

    archive.backup(tmp_path / "monday.tar", meddle)
    restored = restore(tmp_path / "monday.tar", tmp_path / "new")
    assert [n for n in range(10) if restored.get(f"id-{n}")] == [0, 2, 3, 4, 5, 6, 7]
    assert [n for n in range(10) if archive.get(f"id-{n}")] == [5, 6, 7, 9]


def test_a_damaged_backup_restores_nothing(archive: Archive, tmp_path: Path) -> None:
    """Any byte flipped or cut off: restoring refuses in one line, and leaves no trace."""
    archive.backup(tmp_path / "whole.tar")
    whole = (tmp_path / "whole.tar").read_bytes()
    with tarfile.open(tmp_path / "whole.tar") as tar:
        starts = [member.offset_data for member in tar]
    for name, content in {
        **{f"flipped {at}": whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :] for at in (0, *starts)},
        **{f"cut {at}": whole[:at] for at in (0, 100, starts[1] + 50, len(whole) - 11_000)},
        "other": b"not a tar file",
    }.items():
        (tmp_path / "bad.tar").write_bytes(content)
        with pytest.raises(ArchiveError, match=r"bad\.tar is"):
            restore(tmp_path / "bad.tar", tmp_path / "new")
        assert {path.name for path in tmp_path.iterdir()} == {"archive", "whole.tar", "bad.tar"}, name


def test_restoring_never_writes_over_anything(archive: Archive, tmp_path: Path) -> None:
    """A place that is in use, a backup that is not there, and a tar file with a strange name are refused."""
    archive.backup(tmp_path / "monday.tar")
    with pytest.raises(ArchiveError, match="is not empty: restore into a new place"):
        restore(tmp_path / "monday.tar", archive.location)
    with pytest.raises(ArchiveError, match="no such file"):
        restore(tmp_path / "sunday.tar", tmp_path / "new")
    with tarfile.open(tmp_path / "trap.tar", "w") as tar:
        tar.addfile(tarfile.TarInfo("../evil"))
    with pytest.raises(ArchiveError, match=r"is not a backup: it holds '\.\./evil'"):
        restore(tmp_path / "trap.tar", tmp_path / "new")
    assert archive.check() == []
