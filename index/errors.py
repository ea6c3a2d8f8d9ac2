"""What an archive cannot do, each in one line that says what to do about it."""


class ArchiveError(Exception):
    """An archive cannot be opened, read or changed. The message is one line: what is wrong, and the cure."""


class DamagedError(ArchiveError):
    """A file is not what was written. The message names it."""


class VersionError(ArchiveError):
    """A file is of a format that this version cannot read."""

    def __init__(self, found: int, reads: int) -> None:
        super().__init__(
            f"the archive is in format {found} and this version of Nutgraf reads format {reads}:"
            " `nutgraf reindex` rebuilds it from the articles it holds"
        )
        self.found = found


class LockedError(ArchiveError):
    """Another writer holds the lock. The message says which."""
