r"""What a stream holds, told by how it begins; its name decides only where content cannot.

b"<!DOCTYPE html>...", "story.txt"   ->  "html"
b'{"id": 1, ...}\n{"id"', "-"        ->  "jsonlines"
b"\x89PNG...", "photo.html"          ->  raises ValueError: "is a PNG image, not an article"
"""

import re
import tarfile
from typing import Literal

Container = Literal["bzip2", "gzip", "tar", "xz", "zip", "zstd"]
Leaf = Literal["feed", "html", "json", "jsonlines", "markdown", "newsml", "nitf", "text", "warc"]
Format = Container | Leaf | Literal["empty"]

_NOT_ARTICLES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"OggS", "sound or video"),
    (b"ID3", "sound"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
)
_PACKED: tuple[tuple[bytes, Format], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PK\3\4", "zip"),
    (b"PK\5\6", "zip"),
    (b"WARC/", "warc"),
)
_ROOTS: dict[bytes, Format] = {
    **dict.fromkeys([b"rss", b"feed", b"rdf"], "feed"),
    **dict.fromkeys([b"newsitem", b"newsmessage"], "newsml"),
    b"nitf": "nitf",
}
_ROOT = re.compile(
    rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL | re.IGNORECASE
)
_DOCTYPE = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->)*<!DOCTYPE\s+(?:[\w.-]+:)?([\w.-]+)", re.DOTALL | re.IGNORECASE)
_NAMED = {
    **dict.fromkeys(("css", "scss", "less"), "a stylesheet"),
    **dict.fromkeys(("js", "mjs", "ts", "py", "php", "rb", "sh", "bat"), "a program"),
    **dict.fromkeys(("csv", "tsv"), "a table"),
    **dict.fromkeys(("ini", "toml", "yaml", "yml", "lock", "map"), "a configuration"),
    **dict.fromkeys(("xml", "xsl", "xsd", "svg"), "XML of some other kind"),
}
"""Endings of names of what lies about among the pages of a site, and is text to its content."""

_RIFF = re.compile(rb"RIFF....(WEBP|WAVE|AVI )", re.DOTALL)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(
    rb"(?:<!--.*?-->|<\?xml[^>]*>|\s)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|section|main|div|p|h[1-6]|span|table|ul|ol|br|img|a)\b",
    re.IGNORECASE | re.DOTALL,
)
_OBJECT = re.compile(rb"\s*\{\s*[\"}]")
_LIST = re.compile(rb"\s*\[\s*[{\]]")
_OBJECT_ON_ITS_LINE = re.compile(rb"\s*\{[^\n]*\}[ \t\r]*(?:\n|\Z)|\s*\{[^\n]*\n\s*\{")
_MARKDOWN = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*#{1,6} \S|\A---\r?\n|^#{2,6} \S|\]\(https?://", re.MULTILINE)


def tell(head: bytes, name: str) -> Format:
    """Return the format of what begins with `head`. Raises ValueError, with what it is, if that is no article."""
    if not head.strip():
        return "empty"
    packed = next((name for magic, name in _PACKED if head.startswith(magic)), None)
    if packed or _is_tar(head):
        return packed or "tar"
    _refuse_binary(head)
    stem = name.lower().removesuffix(".gz")
    return _tell_json(head, stem) or _tell_text(_as_ascii(head), stem)


def _is_tar(head: bytes) -> bool:
    """Say whether `head` opens a TAR archive: its first record has the check sum that it says."""
    try:
        return tarfile.TarInfo.frombuf(head[:512], "utf-8", "surrogateescape").size >= 0
    except tarfile.HeaderError:
        return False


def _refuse_binary(head: bytes) -> None:
    """Raise ValueError if `head` opens an image, a program, or anything else that is not text."""
    for magic, what in _NOT_ARTICLES:
        if head.startswith(magic):
            raise ValueError(f"is {what}, not an article")
    if _RIFF.match(head) or head[4:8] == b"ftyp":
        raise ValueError("is an image, sound or video, not an article")
    if b"\0" in head and not _is_utf16(head):
        raise ValueError("is binary, not text")


def _is_utf16(head: bytes) -> bool:
    """Say whether `head` is UTF-16 (or 32): marked so, or with a zero in every second byte and nowhere else."""
    if head.startswith(_BOMS[1:]):
        return True
    odd, even = head[1::2].count(0), head[::2].count(0)
    return max(odd, even) > len(head) * 0.4 and min(odd, even) == 0


def _as_ascii(head: bytes) -> bytes:
    """Return `head` without the marks and zeros of UTF-8, UTF-16 and UTF-32, for the patterns here."""
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\0", b"")


def _tell_json(head: bytes, name: str) -> Format | None:
    """Return "json" or "jsonlines" if `head` or `name` says so."""
    head = _as_ascii(head)
    if name.endswith((".jsonl", ".ndjson")):
        return "jsonlines"
    if _LIST.match(head):
        return "json"
    if _OBJECT.match(head):
        return "jsonlines" if _OBJECT_ON_ITS_LINE.match(head) or b"\n" not in head else "json"
    return "json" if name.endswith(".json") else None


def _tell_text(head: bytes, name: str) -> Format:
    """Return which of the kinds of text `head` opens."""
    root = _ROOT.match(head) or _DOCTYPE.match(head)
    if root and root[1].lower() in _ROOTS:
        return _ROOTS[root[1].lower()]
    if _HTML.match(head):
        return "html"
    if name.endswith((".md", ".markdown")):
        return "markdown"
    if name.endswith((".html", ".htm", ".xhtml")):
        return "html"
    if what := _NAMED.get(name.rpartition(".")[2]):
        raise ValueError(f"is {what}, not an article")
    return "markdown" if _MARKDOWN.search(head) else "text"
