"""The spine of sources: a stream -> its format -> the raw pages in it.

A *leaf* format holds articles and yields raw pages. A *container* holds streams and yields those, and each is read in
its turn, as deep as `MAX_DEPTH`. What cannot be read is yielded as a `Skipped`, and the rest goes on.
"""

import lzma
import zlib
from collections.abc import Callable, Iterator

import zstandard
from lxml import etree

from index.article import Skipped
from index.sources import archives, feeds, json_files, newsml, nitf, packed, plain, warc
from index.sources.formats import tell
from index.sources.stream import Found, Stream

MAX_DEPTH = 5
"""Archives within archives that are opened; real ones are two or three deep."""

_LEAVES: dict[str, Callable[[Stream], Iterator[Found]]] = {
    "html": plain.html,
    "feed": feeds.feed,
    "json": json_files.json_records,
    "jsonlines": json_files.json_lines,
    "markdown": plain.markdown,
    "newsml": newsml.news_items,
    "nitf": nitf.nitf,
    "text": plain.text,
    "warc": warc.warc,
}
_CONTAINERS: dict[str, Callable[[Stream], Iterator[Stream | Skipped]]] = {
    "bzip2": packed.bzipped,
    "gzip": packed.gzipped,
    "tar": archives.tarred,
    "xz": packed.xzipped,
    "zip": archives.zipped,
    "zstd": packed.zstandardized,
}
_DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError, zstandard.ZstdError, etree.XMLSyntaxError)


def read(stream: Stream) -> Iterator[Found]:
    """Yield the raw pages in `stream`, and what of it could not be read."""
    try:
        yield from _read(stream)
    except (ValueError, *_DAMAGE) as error:
        yield Skipped(stream.origin, _one_line(error))


def _read(stream: Stream) -> Iterator[Found]:
    """Yield what `read` does; raise what reading raises."""
    kind = tell(stream.head, stream.origin)
    if kind in _LEAVES:
        yield from _LEAVES[kind](stream)
    elif stream.depth >= MAX_DEPTH:
        yield Skipped(stream.origin, f"more than {MAX_DEPTH} archives, one in another")
    elif kind in _CONTAINERS:
        for inside in _CONTAINERS[kind](stream):
            yield from read(inside) if isinstance(inside, Stream) else (inside,)
    else:
        yield Skipped(stream.origin, "is empty")


def _one_line(error: Exception) -> str:
    """Return the message of `error` as one line a person can act on."""
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror.lower()}"
    message = " ".join(str(error).split())
    return f"is damaged: {message}" if isinstance(error, _DAMAGE) else message
