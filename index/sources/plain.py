"""A stream that is one article -> one raw page: HTML, Markdown or text."""

from collections.abc import Iterator

from index.article import PageKind, RawPage, Skipped
from index.sources.charset import decode
from index.sources.stream import Found, Stream


def html(stream: Stream) -> Iterator[Found]:
    """Yield the page that `stream` is."""
    yield _page(stream, "html")


def markdown(stream: Stream) -> Iterator[Found]:
    """Yield the Markdown article that `stream` is."""
    yield _page(stream, "markdown")


def text(stream: Stream) -> Iterator[Found]:
    """Yield the plain text that `stream` is."""
    yield _page(stream, "text")


def _page(stream: Stream, kind: PageKind) -> Found:
    """Return all of `stream` as one page."""
    content = decode(stream.page(), stream.charset)
    return RawPage(content, kind, stream.origin) if content.strip() else Skipped(stream.origin, "is empty")
