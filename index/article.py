"""The records that pass from stage to stage while an article goes in.

    a file, a line, an archive member  ->  RawPage  ->  Article  ->  the index

A source yields a `RawPage`: bytes or text as they were scraped, and whatever the source itself declared about them.
Cleaning makes an `Article` of it: the story in numbered paragraphs, and a `Removed` receipt for all that was cut.

What passes between processes by the thousand, and what an archive stores, are `msgspec` structs: a dataclass with slots
takes three times as long to pickle and five times to read back. What is stored are arrays in JSON, read back in the
time that JSON takes.

Dates are ISO 8601 strings, as precise as they are known: ``2024-12-27`` or ``2024-12-27T18:05:00+01:00``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

PageKind = Literal["html", "markdown", "text"]
Kind = Literal["text", "heading", "quote", "list", "caption", "table"]


class RawPage(msgspec.Struct, frozen=True):
    """One article as it was found, before any cleaning.

    `origin` says where it was found, for messages ("news.zip/a.html", "feed.jsonl line 17"). `given` holds what the
    source declared, under the names that JSON Lines have them by (id, url, title, published, modified, authors,
    source, section, language, standfirst); it wins over what cleaning finds in the page.
    """

    content: str | bytes
    kind: PageKind
    origin: str
    given: Mapping[str, Any] = msgspec.field(default_factory=dict)


class Paragraph(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One paragraph of the cleaned story; `number` counts from 1."""

    number: int
    kind: Kind
    text: str


class Removed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The receipt for a piece that cleaning cut: by which rule, what it said, and after which paragraph it stood.

    `after` is the number of a paragraph of the cleaned article; 0 is before the first.
    """

    rule: str
    text: str
    after: int


class Article(msgspec.Struct, frozen=True, array_like=True):
    """A cleaned news article: what is indexed, stored and shown."""

    id: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    url: str | None = None
    standfirst: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    section: str | None = None
    language: str | None = None
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its article; empty where it says nothing. `body` is JSON-LD's text of the story."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    language: str | None = None
    source: str | None = None
    url: str | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: its article's metadata, its story in paragraphs, and receipts for what was cut from it."""

    metadata: Metadata
    standfirst: str
    paragraphs: list[Paragraph]
    removed: list[Removed]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something offered as an article that could not be read: where it was found, and why, in one line."""

    origin: str
    reason: str
