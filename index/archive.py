"""An archive of articles on disk: what goes in is there for good once `add` says so.

    archive = open_archive("nutgraf-index")
    archive.add(["news/", {"title": "...", "body": "..."}])   ->  AddReport(added=12, updated=0, ...)
    archive.snapshot()                                        ->  what search reads
    archive.get("a1b2")                                       ->  Article

The folder is a Whoosh index of generations (`index.generation`) whose segments are files of arrays (`index.bundle`).
One writer at a time, across processes; any number of readers, who keep the state they began with. Making arrays of
articles is `index.build`'s, what a commit changes `index.batch`'s, when and how segments are merged `index.merging`'s.
"""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from index import generation, learned, merging, tiers
from index.article import Article, Skipped
from index.backup import backup
from index.backup import restore as _restore
from index.batch import Batch
from index.build import chunks
from index.check import Progress, check
from index.errors import ArchiveError
from index.generation import Generation
from index.lessons import Lessons
from index.mapped import save
from index.record import SegmentRecord
from index.reindex import reindex
from index.snapshot import ArchiveSnapshot
from index.sources.items import Item
from index.state import BATCH_BYTES, WAIT, State, refused
from index.stats import Stats, measure


@dataclass(frozen=True, slots=True)
class AddReport:
    """What `Archive.add` did with each article that it read; `articles` is how many the archive has now."""

    added: int
    updated: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    articles: int

    def to_dict(self) -> dict[str, int]:
        """Return what ``nutgraf add --json`` says."""
        return {**asdict(self), "skipped": len(self.skipped)}


def open_archive(location: str | Path, *, create: bool = True) -> "Archive":
    """Return the archive in the folder `location`, made if it is not there. Raises ArchiveError."""
    if "://" in str(location):
        raise ArchiveError(f"{location} is an address, and archives are kept in folders: give the path of one")
    state = State(Path(location))
    try:
        if not state.folder.is_dir() or generation.latest(state.folder) is None:
            if not create:
                raise ArchiveError(f"there is no archive in {state.folder}: `nutgraf add PATH` makes one")
            _make(state)
    except OSError as error:
        raise refused(state.folder, error) from error
    state.snapshot()
    return Archive(state)


def restore(path: str | Path, location: str | Path, progress: Progress | None = None) -> "Archive":
    """Return the archive made from a backup in a new place; `progress` counts bytes. Raises ArchiveError."""
    _restore(Path(path), Path(location), progress)
    return open_archive(location, create=False)


def rebuild(location: str | Path, progress: Progress | None = None, *, wait: float = WAIT) -> int:
    """Index the articles of an archive anew, also one of another version that cannot be opened. Raises ArchiveError.

    Returns how many there are, when their segments are merged.
    """
    archive = Archive(State(Path(location)))
    articles = archive.reindex(progress, wait=wait)
    archive.settle()
    return articles


def _make(state: State) -> None:
    """Make an archive without articles, in a new folder or an empty one."""
    state.disk.make_folder(state.folder)
    with state.writing(WAIT):
        if generation.latest(state.folder) is None:
            strange = [path.name for path in state.folder.iterdir() if path.suffix in {".nut", ".seg", ".zdict"}]
            if strange:
                raise ArchiveError(f"{state.folder} has {strange[0]} but no table of contents: restore a backup")
            generation.publish(state.disk, state.folder, Generation(0))


class Archive:
    """An archive; threads may share it."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._merger: threading.Thread | None = None

    @property
    def location(self) -> Path:
        """The folder."""
        return self._state.folder

    def snapshot(self) -> ArchiveSnapshot:
        """Return the newest state; cheap enough to ask for at every request. Raises ArchiveError."""
        return self._state.snapshot()

    def get(self, article_id: str) -> Article | None:
        """Return an article, None where there is none of that id."""
        place = self.snapshot().find(article_id)
        return place[0].article(place[1]) if place else None

    def stats(self) -> Stats:
        """Return figures about the whole archive."""
        return measure(self._state)

    def check(self, progress: Progress | None = None) -> list[str]:
        """Read every byte and every article, and return what is wrong, a line each; `progress` counts articles."""
        return check(self.location, progress)

    def backup(self, path: str | Path, progress: Progress | None = None) -> None:
        """Write the newest state to a file, while reading and writing go on; `progress` counts bytes."""
        backup(self._state, Path(path), progress)

    def reindex(self, progress: Progress | None = None, *, wait: float = WAIT) -> int:
        """Index all articles anew and return how many there are; `progress` counts them. Raises ArchiveError."""
        articles = reindex(self._state, progress, wait=wait)
        self.tidy()
        return articles

    def add(
        self,
        items: Iterable[Item],
        *,
        keep_residue: bool = False,
        recurring: bool = True,
        progress: Callable[[int], None] | None = None,
        wait: float = WAIT,
    ) -> AddReport:
        """Add articles: paths, records, pages or Articles, in any mixture; `progress` is told how many were read.

        What the report counts is on disk for good. A large input is committed in parts, and what goes wrong later takes
        back nothing that was committed. With `keep_residue` the lines that cleaning takes for residue stay in the
        story; without `recurring` those stay that are only taken for it because they recur (`index.lessons`), and
        none are counted. Raises ArchiveError.
        """
        skipped: list[Skipped] = []
        counts = [0, 0, 0]
        done = 0
        with self._state.writing(wait):
            batch = Batch(self.snapshot())
            lessons = Lessons(learned.load(self.location, batch.snapshot.state.learned))
            counted = lessons if recurring and not keep_residue else None
            for chunk in chunks(items, keep_residue=keep_residue, lessons=counted):
                lessons.learn(batch.take(chunk.segment, chunk.lines))
                skipped += chunk.skipped
                done += chunk.pages
                if progress:
                    progress(done)
                if batch.size >= BATCH_BYTES:
                    batch = self._commit(batch, lessons, counts)
            articles = self._commit(batch, lessons, counts).snapshot.articles
        self.tidy()
        return AddReport(counts[0], counts[1], counts[2], tuple(skipped), articles)

    def _commit(self, batch: Batch, lessons: Lessons, counts: list[int]) -> Batch:
        """Commit a batch, add to the counts of added, updated and unchanged, and return an empty batch."""
        state, disk, folder = batch.snapshot.state, self._state.disk, self._state.folder
        segment = batch.segment()
        if segment:
            records = list(state.segments)
            for number, documents in batch.outdated.items():
                records[number] = records[number].without(documents)
            records.append(save(disk, folder, segment))
            self._state.publish(records, learned.save(disk, folder, lessons.known, state.learned))
        counts[:] = counts[0] + batch.added, counts[1] + batch.updated, counts[2] + batch.unchanged
        return Batch(self.snapshot())

    def remove(self, ids: str | Iterable[str], *, wait: float = WAIT) -> int:
        """Take articles out, one or several, and return how many of them were there. Raises ArchiveError."""
        ids = [ids] if isinstance(ids, str) else ids
        with self._state.writing(wait):
            snapshot = self.snapshot()
            found = {(id(place[0]), place[1]) for place in map(snapshot.find, ids) if place}
            if found:
                self._state.publish(_without(snapshot, found), snapshot.state.learned)
        self.tidy()
        return len(found)

    def tidy(self) -> None:
        """Merge segments where there are too many, in a thread of its own; returns at once."""
        if tiers.choose(self.snapshot().state.segments) and not (self._merger and self._merger.is_alive()):
            self._merger = threading.Thread(target=self._merge, name="nutgraf-merge")
            self._merger.start()

    def _merge(self) -> None:
        """Merge, or leave it for another time where that cannot be: nothing depends on it."""
        with suppress(ArchiveError):
            merging.merge_all(self._state)

    def settle(self) -> None:
        """Wait until the merging that was begun here is done."""
        if self._merger:
            self._merger.join()


def _without(snapshot: ArchiveSnapshot, found: set[tuple[int, int]]) -> list[SegmentRecord]:
    """Return the records of a snapshot with some articles removed, each given by its segment's `id` and its place."""
    return [
        record.without(place for where, place in found if where == id(segment))
        for record, segment in zip(snapshot.state.segments, snapshot.segments, strict=True)
    ]
