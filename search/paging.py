"""Which hits a reader has seen, so that no later page repeats one: hits -> a cursor -> those hits left out.

    make_cursor({17, 39}, question)            ->   "eJxjYGBg..."
    read_cursor("eJxjYGBg...", question)       ->   {17, 39}

The next page is the best of what was on no page before. So however the archive changes between two pages, by articles
that are added, changed, removed or merged: nothing is shown twice, and what was there at the first page and still is
comes up. An article added meanwhile comes up where it ranks among the rest. Scores cannot serve for this: each article
that is added moves all of them a little.

All of this stands in the cursor: no process keeps anything for it, any can go on from it, and it does not expire. What
it costs is length: seven characters a hit at first, five in large numbers, 49,000 for `MAX_PAGED_HITS` hits.
An address may have 65,534, and with a proxy before the server commonly 8,000, some 1,500 hits: all of a large answer is
better had as an export.

    6 bytes     digest of the rest and of the question
    ..          the keys of the hits, ascending, the first and then the differences; of all of them the lowest byte,
                then of all the next, to the fifth; of more than 100 hits packed by zlib, else with a zero byte before

A key is 40 bits of the hash of an id; for a paragraph a multiple of its number is added. The chance that any of 45,000
articles is taken for one of 1,000 that were shown, and left out, is one in 24,000. The digest is against
mistakes and damage, and needs no secret: all that a made-up cursor could do is to leave hits out.
"""

import base64
import zlib
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, overload

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from index.store import key_of
from search.results import Hit

MAX_PAGED_HITS = 10_000
"""Hits, with the copies folded into them, that paging reaches; the export has no such limit."""

KEY_BYTES = 5
DIGEST_BYTES = 6
_STEP = 0x9E3779B97F  # odd, so that no two paragraphs of an article have one key
_MOST = 2 * KEY_BYTES * MAX_PAGED_HITS  # bytes of a cursor that are unpacked: its last page may have many copies

_FEW = 100
"""Hits whose keys are not packed: that gains nothing, and zlib takes long to begin."""

_AS_THEY_ARE = b"\x00"  # no zlib stream begins so

Seen = frozenset[int]
"""The keys of hits."""

Keys = npt.NDArray[np.uint64]


@overload
def key_of_hit(key: int, paragraph: int | None = None) -> int: ...
@overload
def key_of_hit(key: Keys, paragraph: Keys | None = None) -> Keys: ...
def key_of_hit(key: Any, paragraph: Any = None) -> Any:
    """Return the key of an article whose id has a hash of 64 bits, or of one of its paragraphs where those are hits.

    Of many hits, both are arrays.
    """
    short = key >> 64 - 8 * KEY_BYTES
    return short if paragraph is None else (short + paragraph * _STEP) % 256**KEY_BYTES


def are_seen(keys: Keys, seen: Seen) -> npt.NDArray[np.bool_]:
    """Return which of some hits, that have these keys, are among those `seen`."""
    return np.fromiter(map(seen.__contains__, keys.tolist()), np.bool_, len(keys))


def keys_of(hits: Iterable[Hit], view: str) -> Seen:
    """Return the keys of all that a page shows: its hits, and the copies beside them."""
    if view == "paragraphs":
        return frozenset(key_of_hit(_hash(hit.id), part.number) for hit in hits for part in hit.paragraphs)
    hits = list(hits)
    ids = [hit.id for hit in hits] + [copy.id for hit in hits for copy in hit.also]
    return frozenset([key_of_hit(_hash(article_id)) for article_id in ids])


def without_seen_copies(hits: tuple[Hit, ...], seen: Seen) -> tuple[Hit, ...]:
    """Return the hits without those copies beside them that a page before has shown: a new one may lead them now."""
    if not seen:
        return hits
    return tuple(
        replace(hit, also=tuple(one for one in hit.also if key_of_hit(_hash(one.id)) not in seen)) for hit in hits
    )


def _hash(article_id: str) -> int:
    """Return what `index.segment.Segment.keys` has of an article."""
    return key_of(article_id.encode())


def make_cursor(seen: Seen, question: str) -> str:
    """Return the cursor of the page after those that have shown `seen` in answer to `question`."""
    steps = np.fromiter(seen, "<u8", len(seen))
    steps.sort()
    steps[1:] -= steps[:-1].copy()
    planes = steps.view(np.uint8).reshape(-1, 8)[:, :KEY_BYTES].T.tobytes()
    packed = _AS_THEY_ARE + planes if len(seen) <= _FEW else zlib.compress(planes, level=1)
    return _written(_digest(packed, question) + packed)


def read_cursor(cursor: str, question: str) -> Seen:
    """Return what the pages before have shown; ValueError where this is no cursor of `question`."""
    try:
        content = base64.urlsafe_b64decode(cursor.encode() + b"==")
        digest, packed = content[:DIGEST_BYTES], content[DIGEST_BYTES:]
        if _written(content) == cursor and digest == _digest(packed, question):
            return _unpacked(packed)
    except (ValueError, zlib.error):
        pass
    raise ValueError("this is not a cursor that an earlier page of this search gave for its next one")


def _written(content: bytes) -> str:
    """Return the one way to write a cursor."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _unpacked(packed: bytes) -> Seen:
    """Return the keys in a cursor."""
    content = packed[1:] if packed[:1] == _AS_THEY_ARE else zlib.decompressobj().decompress(packed, _MOST)
    planes = np.frombuffer(content, np.uint8).reshape(KEY_BYTES, -1)
    steps = np.zeros((planes.shape[1], 8), np.uint8)
    steps[:, :KEY_BYTES] = planes.T
    return frozenset(np.cumsum(steps.view("<u8")).tolist())


def _digest(packed: bytes, question: str) -> bytes:
    """Return what the content of a cursor and its question are known by."""
    asked = blake2b(question.encode("utf-8", "surrogatepass")).digest()
    return blake2b(packed, digest_size=DIGEST_BYTES, key=asked).digest()
