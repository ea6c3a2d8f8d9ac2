"""The table of contents of an archive: which segments there are, in one file per generation.

    _MAIN_17.toc     generation 17: what Whoosh's open_dir reads, then our own record of the same segments

    ..       Whoosh's table of contents: sizes, -12345, its version, the pickled schema, 17, 0, the pickled segments
    N        JSON: {"generation": 17, "segments": [{"name": "...", "articles": 1000, ...}, ...], "learned": [...]}
    4        the length N of that, little-endian like the rest
    4        format version: `VERSION`
    4        CRC-32 of everything before
    8        "NUTGRAF" and a line feed

Whoosh stops reading where its part ends. We read the last part alone, so opening an archive unpickles nothing.

A commit is safe in this order (`publish`): the files of new segments are written and synced; the folder is synced, so
that they are there under their names; the table of contents is written and synced under another name; it is renamed,
which is the moment of the commit; the folder is synced; and only then are the files that no segment needs removed. A
power cut before the rename has reached the platter leaves the generation before, after it the new one.
"""

import pickle
import re
import struct
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import orjson
from whoosh import __version__ as whoosh_version
from whoosh.filedb.structfile import StructFile
from whoosh.index import _CURRENT_TOC_VERSION as WHOOSH_VERSION  # its place in the file is public
from whoosh.system import _FLOAT_SIZE, _INT_SIZE, _LONG_SIZE  # likewise
from zlib_ng.zlib_ng import crc32

from index.bundle import CURE, MAGIC, Seal
from index.codec import INDEX_NAME, WhooshSegment
from index.disk import Disk
from index.errors import DamagedError, VersionError
from index.learned import LearnedRecord
from index.record import SegmentRecord
from index.schema import schema

VERSION = 4
"""History: 1, the first, of segments alone. 2, with what was learned of lines that recur. 3, with the third format of
bundles. 4, with terms that keep the voiced kana, and no letter that is an apostrophe."""

_TAIL = struct.Struct("<III8s")
_NAME = re.compile(rf"_{INDEX_NAME}_(\d+)\.toc")
_OURS = re.compile(
    rf"{INDEX_NAME}_\w+\.nut|_{INDEX_NAME}_\d+\.toc(\.new)?|articles-[0-9a-f]+\.zdict|learned-[0-9a-f]+\.nut"
)


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of an archive."""

    number: int
    segments: tuple[SegmentRecord, ...] = ()
    learned: LearnedRecord | None = None

    @property
    def file(self) -> str:
        """The name of the file that holds this."""
        return f"_{INDEX_NAME}_{self.number}.toc"

    @property
    def files(self) -> set[str]:
        """The names of all files of this state."""
        dictionaries = {segment.dictionary for segment in self.segments if segment.dictionary}
        learned = {self.learned.file} if self.learned else set()
        return {self.file} | {segment.file for segment in self.segments} | dictionaries | learned


def latest(folder: Path) -> int | None:
    """Return the number of the newest generation in a folder, None where there is none."""
    numbers = [int(found[1]) for path in folder.iterdir() if (found := _NAME.fullmatch(path.name))]
    return max(numbers, default=None)


def read(folder: Path, number: int, *, any_version: bool = False) -> Generation:
    """Return a generation, or raise DamagedError or VersionError."""
    name = Generation(number).file
    content = (folder / name).read_bytes()
    if len(content) < _TAIL.size or not content.endswith(MAGIC):
        raise DamagedError(f"{name} is cut short, or was not written by Nutgraf: {CURE}")
    length, version, checksum, _ = _TAIL.unpack(content[-_TAIL.size :])
    if crc32(content[: -_TAIL.size + 8]) != checksum:
        raise DamagedError(f"{name} is damaged: {CURE}")
    if version != VERSION and not any_version:
        raise VersionError(version, VERSION)
    values = orjson.loads(content[-_TAIL.size - length : -_TAIL.size])
    learned = values.get("learned")
    return Generation(
        values["generation"],
        tuple(map(SegmentRecord.from_dict, values["segments"])),
        LearnedRecord(learned[0], Seal(*learned[1])) if learned else None,
    )


def publish(disk: Disk, folder: Path, generation: Generation) -> None:
    """Make `generation` the state of the archive, for good, and remove the files that it does not need.

    Where that fails, the state is the one before.
    """
    disk.sync_folder(folder)
    temporary = folder / f"{generation.file}.new"
    disk.write(temporary, [encode(generation)])
    disk.replace(temporary, folder / generation.file)
    disk.sync_folder(folder)
    sweep(disk, folder, generation)


def sweep(disk: Disk, folder: Path, generation: Generation) -> None:
    """Remove what no commit refers to: older generations, and what was left by writers that were cut off."""
    for path in sorted(folder.iterdir()):
        if _OURS.fullmatch(path.name) and path.name not in generation.files:
            disk.remove(path)


def encode(generation: Generation) -> bytes:
    """Return the file of a generation."""
    segments = [segment.to_dict() for segment in generation.segments]
    learned = generation.learned and (generation.learned.name, tuple(generation.learned.seal))
    record = orjson.dumps({"generation": generation.number, "segments": segments, "learned": learned})
    content = _whoosh_part(generation) + record
    tail = struct.pack("<II", len(record), VERSION)
    return content + tail + struct.pack("<I", crc32(content + tail)) + MAGIC


def _whoosh_part(generation: Generation) -> bytes:
    """Return what Whoosh's own `TOC.write` would."""
    buffer = BytesIO()
    file = StructFile(buffer)
    for size in (_INT_SIZE, _LONG_SIZE, _FLOAT_SIZE):
        file.write_varint(size)
    file.write_int(-12345)
    file.write_int(WHOOSH_VERSION)
    for number in whoosh_version[:3]:
        file.write_varint(number)
    file.write_string(_pickled_schema())
    file.write_int(generation.number)
    file.write_int(0)
    file.write_pickle([WhooshSegment(record) for record in generation.segments])
    return buffer.getvalue()


@cache
def _pickled_schema() -> bytes:
    """Return the schema as Whoosh keeps it."""
    pickled = schema()
    pickled.clean()
    return pickle.dumps(pickled, 2)
