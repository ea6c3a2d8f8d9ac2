"""Where articles come from: files, folders, records and standard input -> raw pages, in order, one at a time."""

from index.sources.items import pages

__all__ = ["pages"]
