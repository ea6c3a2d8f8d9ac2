"""Compressed streams -> the streams inside them.

story.html.gz  ->  the stream of story.html, under the same origin
"""

import gzip
from collections.abc import Iterator

from index.article import Skipped
from index.sources.stream import Stream, open_stream


def unzipped(stream: Stream) -> Iterator[Stream | Skipped]:
    """Yield the stream that gzip made `stream` of."""
    with gzip.GzipFile(fileobj=stream.file) as file:
        yield open_stream(file, stream.origin, charset=stream.charset, depth=stream.depth + 1)
