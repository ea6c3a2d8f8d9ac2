"""JSON Lines and JSON -> raw pages, one record at a time.

    {"id": "a", "body": "..."}        one object a line, or one object, or a list of objects
    {"id": "b", "body": "..."}        ->  RawPage(origin="file.jsonl line 2", ...)

A line that cannot be read is skipped, and the rest goes on. A list is read record by record, so a long one takes no
more memory than its longest record; what follows a broken record in a list cannot be trusted and is given up.
"""

import codecs
import json
import re
from collections.abc import Iterator

import orjson

from index.article import Skipped
from index.sources.charset import decode
from index.sources.records import page_of
from index.sources.stream import MAX_PAGE, Found, Stream

_CHUNK = 1 << 18
_BETWEEN = re.compile(r"[\s,\[\]]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


def json_lines(stream: Stream) -> Iterator[Found]:
    """Yield the page of each line of `stream`; blank lines count and hold nothing."""
    number = 0
    while line := stream.file.readline(MAX_PAGE):
        number += 1
        origin = f"{stream.origin} line {number}"
        if len(line) == MAX_PAGE and not line.endswith(b"\n"):
            yield Skipped(origin, f"more than {MAX_PAGE >> 20} MB in one line")
            while line and not line.endswith(b"\n"):
                line = stream.file.readline(MAX_PAGE)
        elif line.strip():
            yield _line(line, origin)


def _line(line: bytes, origin: str) -> Found:
    """Return the page of one line."""
    try:
        return page_of(orjson.loads(line), origin)
    except orjson.JSONDecodeError:
        return _lenient(decode(line), origin)


def _lenient(line: str, origin: str) -> Found:
    """Return the page of a line that strict JSON refuses: other character sets, half characters, control codes."""
    try:
        return page_of(json.loads(_SURROGATE.sub("�", line.strip().lstrip("\ufeff")), strict=False), origin)
    except json.JSONDecodeError as error:
        return Skipped(origin, f"not JSON: {error.msg} at character {error.pos + 1}")
    except RecursionError:
        return Skipped(origin, "not an article: nested too deep")


def json_records(stream: Stream) -> Iterator[Found]:
    """Yield the page of the object in `stream`, or of each object of the list in it."""
    for number, found in enumerate(_values(stream), start=1):
        origin = f"{stream.origin} record {number}"
        yield Skipped(origin, found.reason) if isinstance(found, Skipped) else page_of(found, origin)


def _values(stream: Stream) -> Iterator[object]:
    """Yield each JSON value of `stream`, list brackets and commas aside; a broken one ends it, as a `Skipped`."""
    decoder, characters = json.JSONDecoder(strict=False), codecs.getincrementaldecoder("utf-8-sig")("replace")
    text, at, problem = "", 0, ""
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty string too
        try:
            value, at = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:  # broken, or not read to its end yet
            problem = getattr(error, "msg", "nested too deep")
        else:
            yield value
            continue
        text, at = text[at:], 0
        more = stream.file.read(max(_CHUNK, len(text)))
        if not more or len(text) > MAX_PAGE:
            break
        text += characters.decode(more)
    if text:
        yield Skipped(stream.origin, f"not JSON: {problem}")
