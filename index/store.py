"""Article -> stored bytes and back: compact JSON in zstd, one frame per article.

    Article  ->  pack  ->  ["id", "title", ["...", ["quote", "..."], ...], "url", ...]  ->  Shelf.compress  ->  bytes

A paragraph is its text, with its kind where that is another than "text"; its number is its place.

Most articles are a few kilobytes, too short for zstd to learn anything: a dictionary trained on some thousand articles
of the archive takes them from 0.46 to 0.35 of their size (256 KiB, 20,000 news articles) and reads one back in
7 microseconds. A shelf without a dictionary serves archives too small to train one.
"""

import threading
from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import count
from typing import Any

import msgspec
import zstandard
from msgspec.structs import astuple, fields

from index.article import Article, Kind, Paragraph

LEVEL = 4
"""Compression level: 3 takes four fifths of the time and 1.5% more room, 5 nearly twice the time for 3% less."""

DICTIONARY_BYTES = 256 * 1024
"""Size of a trained dictionary: 112 KiB leaves 4% more, 512 KiB 0.5% less."""

_MANY = 64

_SAMPLE_BYTES = 16 * DICTIONARY_BYTES
"""A dictionary is trained on at least this much, or it fits the samples and nothing else; and at most on twice that."""


_StoredParagraph = str | tuple[Kind, str]


class Shown(msgspec.Struct, frozen=True, array_like=True):
    """A stored article of which only the paragraphs that are asked for are read: half the work for a hit."""

    id: str
    title: str
    paragraphs: tuple[msgspec.Raw, ...]
    url: str | None
    standfirst: str | None
    published: str | None
    modified: str | None
    authors: tuple[str, ...]
    source: str | None
    section: str | None
    language: str | None

    def paragraph(self, number: int) -> Paragraph:
        """Return a paragraph; they count from 1."""
        return _paragraph(number, _paragraph_decoder.decode(self.paragraphs[number - 1]))


class _Headed(msgspec.Struct, array_like=True):
    """The beginning of a stored article."""

    id: str
    title: str


_encoder = msgspec.json.Encoder()
_types = tuple(list[_StoredParagraph] if one.name == "paragraphs" else one.type for one in fields(Article))
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(tuple[_types])  # type: ignore[valid-type]  # made here
_shown_decoder = msgspec.json.Decoder(Shown)
_title_decoder = msgspec.json.Decoder(_Headed)
_paragraph_decoder: msgspec.json.Decoder[_StoredParagraph] = msgspec.json.Decoder(_StoredParagraph)


def pack(article: Article) -> bytes:
    """Return an article as JSON; equal articles give equal bytes."""
    article_id, title, paragraphs, *rest = astuple(article)
    stored = [one.text if one.kind == "text" else (one.kind, one.text) for one in paragraphs]
    return _encoder.encode((article_id, title, stored, *rest))


def unpack(packed: bytes) -> Article:
    """Return the article that `pack` made `packed` from. Raises `msgspec.DecodeError` for what it did not make."""
    article_id, title, stored, *rest = _decoder.decode(packed)
    return Article(article_id, title, tuple(map(_paragraph, count(1), stored)), *rest)


def _paragraph(number: int, stored: _StoredParagraph) -> Paragraph:
    return Paragraph(number, "text", stored) if isinstance(stored, str) else Paragraph(number, *stored)


def shown(packed: bytes) -> Shown:
    """Return what hits show of the article that `pack` made `packed` from."""
    return _shown_decoder.decode(packed)


def title_of(packed: bytes) -> str:
    """Return the headline of the article that `pack` made `packed` from."""
    return _title_decoder.decode(packed).title


def key_of(content: bytes) -> int:
    """Return 64 bits that tell contents apart."""
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "little")


def train(total: int, sample: Callable[[int], list[bytes]]) -> bytes:
    """Return a dictionary trained on packed articles, or nothing where they are too few to learn from.

    They are `total` bytes long together, and ``sample(n)`` gives every n-th.
    """
    if total < _SAMPLE_BYTES:
        return b""
    samples = sample(max(total // _SAMPLE_BYTES, 1))
    # k and d are zstd's segment and hash lengths: fixed, so that it does not try a dozen pairs of them.
    return zstandard.train_dictionary(DICTIONARY_BYTES, [*samples], k=200, d=8).as_bytes()


class Shelf(threading.local):
    """Compresses and reads articles with one dictionary; zstd's own objects are not for sharing between threads."""

    def __init__(self, dictionary: bytes = b"") -> None:
        self.dictionary = dictionary
        data = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._compressor = zstandard.ZstdCompressor(level=LEVEL, dict_data=data, write_dict_id=False)
        self._decompressor = zstandard.ZstdDecompressor(dict_data=data)

    def alike(self, other: "Shelf") -> bool:
        """Say whether what one has compressed the other can read, and as well."""
        return type(self) is type(other) and self.dictionary == other.dictionary

    def compress_all(self, packed: Sequence[bytes]) -> list[bytes]:
        """Return one zstd frame for each; many at once are shared by the processors."""
        if len(packed) < _MANY:
            return [self._compressor.compress(one) for one in packed]
        frames = self._compressor.multi_compress_to_buffer(list(packed), threads=-1)
        return [frames[n].tobytes() for n in range(len(frames))]

    def decompress(self, frame: bytes) -> bytes:
        """Return what the frame was made from."""
        return self._decompressor.decompress(frame)


class NoShelf(Shelf):
    """Leaves articles as they are: for those on their way to a shelf, when it is not known yet to which."""

    def compress_all(self, packed: Sequence[bytes]) -> list[bytes]:
        """Return what it is given."""
        return list(packed)

    def decompress(self, frame: bytes) -> bytes:
        """Return what it is given."""
        return frame
