"""How articles get in: source -> clean -> paragraphs -> index."""

from index.archive import AddReport, Archive, open_archive, rebuild, restore
from index.article import Article
from index.clean import clean
from index.errors import ArchiveError

__all__ = ["AddReport", "Archive", "ArchiveError", "Article", "clean", "open_archive", "rebuild", "restore"]
