"""WARC -> raw pages: each web page in an archive of the web, with its address and the time it was fetched.

    WARC-Type: response, WARC-Target-URI: https://gazette.example/a
    ->  RawPage(html, given={"url": "https://gazette.example/a", "fetched": "2024-05-04T12:00:00Z"})

Pages are HTML responses with status 200. All else that a crawl brings home (images, redirects, requests) is passed over
in silence. `fetched` is when the page was seen, not when it was published: that is for cleaning to find in the page.
"""

from collections.abc import Iterator

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from index.article import RawPage, Skipped
from index.sources.charset import decode
from index.sources.stream import MAX_PAGE, Found, Stream

_PAGES = ("text/html", "application/xhtml+xml")


def warc(stream: Stream) -> Iterator[Found]:
    """Yield the web pages in `stream`."""
    try:
        for number, record in enumerate(ArchiveIterator(stream.file), start=1):
            if record.rec_type in {"response", "resource"} and _is_page(record):
                yield _page(record, f"{stream.origin} record {number}")
    except ArchiveLoadFailed as error:
        yield Skipped(stream.origin, f"is damaged: {str(error).splitlines()[0]}")


def _headers(record: ArcWarcRecord) -> list[tuple[str, str]]:
    """Return the headers that tell what a record holds: those of the answer, if it is one."""
    return list((record.http_headers or record.rec_headers).headers)


def _is_page(record: ArcWarcRecord) -> bool:
    """Say whether `record` is a web page that was there."""
    kind = _header(record, "content-type").partition(";")[0].strip().lower()
    return kind in _PAGES and (record.http_headers is None or record.http_headers.get_statuscode() == "200")


def _header(record: ArcWarcRecord, name: str) -> str:
    """Return the value of a header, empty if it is not there."""
    return next((value for key, value in _headers(record) if key.lower() == name), "")


def _page(record: ArcWarcRecord, origin: str) -> Found:
    """Return the page in `record`."""
    data = record.content_stream().read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        return Skipped(origin, f"more than {MAX_PAGE >> 20} MB in one article")
    _, _, charset = _header(record, "content-type").lower().partition("charset=")
    content = decode(data, charset.split(";")[0].strip(" \"'") or None)
    if not content.strip():
        return Skipped(origin, "is empty")
    names = {"url": "WARC-Target-URI", "fetched": "WARC-Date"}
    given = {name: value for name, key in names.items() if (value := record.rec_headers.get_header(key))}
    return RawPage(content, "html", origin, given)
