"""Archives, compressed files and what is wrong with some of them."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from index.article import RawPage, Skipped
from index.sources import packed, pages

STORY = "The ferry sank at noon.\n\nAll were saved.\n"


def _tar(files: dict[str, bytes]) -> bytes:
    """Return a TAR archive of `files`."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def _zip(files: dict[str, bytes]) -> bytes:
    """Return a ZIP archive of `files`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _found(path: Path, data: bytes) -> list[tuple[str, str]]:
    """Return where in a file of `data` each page or fault was found, and what it says."""
    path.write_bytes(data)
    found = [page for page in pages([path]) if isinstance(page, RawPage | Skipped)]
    return [
        (page.origin.removeprefix(str(path)), str(page.content) if isinstance(page, RawPage) else page.reason)
        for page in found
    ]


FILES = {"a.txt": STORY.encode(), "more/b.html": b"<p>Two.</p>", ".DS_Store": b"\0", "c.jsonl": b'{"body": "Three."}\n'}
INSIDE = [("/a.txt", STORY), ("/more/b.html", "<p>Two.</p>"), ("/c.jsonl line 1", "Three.")]


@pytest.mark.parametrize("archive", [_tar, _zip])
@pytest.mark.parametrize(
    "compress", [bytes, gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress]
)
def test_archives_give_their_files_in_order(
    tmp_path: Path, archive: Callable[[dict[str, bytes]], bytes], compress: Callable[[bytes], bytes]
) -> None:
    """Compressed or not, whatever the archive is called; hidden files are left."""
    assert _found(tmp_path / "news", compress(archive(FILES))) == INSIDE


def test_archives_nest(tmp_path: Path) -> None:
    """Each page says where it was found, archive by archive."""
    inner = _zip({"b.tar.gz": gzip.compress(_tar(FILES))})
    assert _found(tmp_path / "news.tar", _tar({"a.zip": inner})) == [
        (f"/a.zip/b.tar.gz{origin}", text) for origin, text in INSIDE
    ]


def test_nesting_has_a_limit(tmp_path: Path) -> None:
    """An archive that holds archives without end is left at some depth."""
    data = STORY.encode()
    for _ in range(9):
        data = _zip({"a.zip": data})
    assert _found(tmp_path / "a.zip", data) == [("/a.zip" * 5, "more than 5 archives, one in another")]


@pytest.mark.parametrize("name", ["../../etc/a.txt", "/etc/a.txt", "C:\\a.txt", "x/..\\..\\a.txt"])
@pytest.mark.parametrize("archive", [_tar, _zip])
def test_a_name_that_climbs_out_is_refused_and_the_rest_goes_on(
    tmp_path: Path, archive: Callable[[dict[str, bytes]], bytes], name: str
) -> None:
    """Nothing is written by these names; still such a file is none to trust."""
    found = _found(tmp_path / "news", archive({name: b"One.", "b.txt": b"Two."}))
    assert found[0][1] == "its name climbs out of the archive"
    assert found[1:] == [("/b.txt", "Two.")]


def test_links_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    """Neither are devices."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    assert _found(tmp_path / "a.tar", out.getvalue() + _tar({})) == []


def test_what_explodes_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines without end out of almost nothing are an attack, alone and in an archive; the rest goes on."""
    monkeypatch.setattr(packed, "FREE", 1 << 20)
    bomb = b'{"title": "no body"}\n' * 200_000
    for name, data in (("a.gz", gzip.compress(bomb)), ("a.zip", _zip({"bomb.jsonl": bomb, "b.txt": b"Two."}))):
        found = _found(tmp_path / name, data)
        reasons = [reason for _, reason in found if not reason.startswith("has no body")]
        assert reasons[0] == "expands more than 200 times, as only an attack does; not read further"
        assert reasons[1:] == (["Two."] if name == "a.zip" else [])


def test_a_size_that_is_a_lie_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    """A ZIP entry that says it is shorter than it is fails its check sum."""
    data = _zip({"a.txt": STORY.encode(), "b.txt": b"Two."})
    size = len(STORY).to_bytes(4, "little")
    lied = data.replace(size, (len(STORY) - 9).to_bytes(4, "little"))
    assert _found(tmp_path / "a.zip", lied) == [
        ("/a.txt", "is damaged: Bad CRC-32 for file 'a.txt'"),
        ("/b.txt", "Two."),
    ]


def test_an_archive_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    """And says that it breaks off."""
    found = _found(tmp_path / "a.tar", _tar({"a.txt": STORY.encode(), "b.txt": b"Two. " * 999})[:3000])
    assert found[0] == ("/a.txt", STORY)
    assert "unexpected end of data" in found[1][1]
    assert _found(tmp_path / "b.zip", _zip(FILES)[:-9])[0][1] == "is damaged: File is not a zip file"


def test_a_file_that_is_packed_in_an_unknown_way_is_named(tmp_path: Path) -> None:
    """It is not damaged; its neighbours are read."""
    data = bytearray(_zip({"a.txt": b"One."}))
    second = _zip({"b.txt": b"Two."})
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):  # the method of compression, in both headers
        data[data.index(mark) + at] = 96
    assert _found(tmp_path / "a.zip", bytes(data)) == [
        ("/a.txt", "cannot be unpacked: That compression method is not supported")
    ]
    assert _found(tmp_path / "b.zip", _zip({"a.zip": bytes(data), "b.zip": second})) == [
        ("/a.zip/a.txt", "cannot be unpacked: That compression method is not supported"),
        ("/b.zip/b.txt", "Two."),
    ]


def test_an_encrypted_file_is_named(tmp_path: Path) -> None:
    """Its neighbours are read."""
    data = bytearray(_zip({"a.txt": b"One."}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    assert _found(tmp_path / "a.zip", bytes(data)) == [("/a.txt", "is encrypted")]


def test_an_office_document_is_no_archive_of_articles(tmp_path: Path) -> None:
    """Though it is a ZIP."""
    data = _zip({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    reason = "is an Office document, e-book or program, not an archive of articles"
    assert _found(tmp_path / "a.docx", data) == [("", reason)]
