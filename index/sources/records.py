"""One record of JSON -> a raw page.

    {"title": "A headline", "text": "The story.", "author": "A. Writer", "date": "2024-12-27"}
    ->  RawPage("The story.", "text", origin, {"title": "A headline", "authors": ["A. Writer"], "published": ...})

Fields are id, url, title, published (or date), modified, authors (or author: one name or a list), source, section,
language and standfirst, and the article itself as html, body or text. Others are ignored.
"""

import re
from collections.abc import Mapping
from typing import Any

from index.article import PageKind, RawPage, Skipped

_BODIES = ("html", "body", "text")
_PLAIN = ("id", "url", "title", "published", "modified", "source", "section", "language", "standfirst")
_VALUES = (str, int, float)
_MARKUP = re.compile(r"\s*<(?:!doctype|html|body|head|div|p|article|section|h[1-6])\b[^>]*>", re.IGNORECASE)


def page_of(record: object, origin: str) -> RawPage | Skipped:
    """Return the page in `record`, or why there is none."""
    if not isinstance(record, (dict, Mapping)):
        return Skipped(origin, f"expected an object with a body, got {_json_name(record)}")
    name = next((name for name in _BODIES if record.get(name)), None)
    if name is None and not any(name in record for name in _BODIES):
        return Skipped(origin, "has no body, html or text")
    body = record[name] if name else ""
    if not isinstance(body, str):
        return Skipped(origin, f"expected text in {name!r}, got {_json_name(body)}")
    given = _given(record)
    if not body.strip() and "title" not in given:  # a headline alone is an article: archives have them
        return Skipped(origin, "the body is empty")
    kind: PageKind = "html" if name == "html" or _MARKUP.match(body) else "text"
    return RawPage(body, kind, origin, given)


def _given(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `record` declares about its article, under the names that a `RawPage` has them by."""
    given: dict[str, Any] = {}
    for name in _PLAIN:
        value = record.get("date") if name == "published" and not record.get(name) else record.get(name)
        if value is not False and isinstance(value, _VALUES) and (said := str(value).strip()):
            given[name] = said
    authors = _names(record.get("authors") or record.get("author"))
    if authors:
        given["authors"] = authors
    return given


def _names(value: object) -> list[str]:
    """Return the names in `value`: a name, a list of names, or a list of objects that have one."""
    names = value if isinstance(value, list | tuple) else [value]
    plain = (name.get("name") if isinstance(name, (dict, Mapping)) else name for name in names)
    return [said for name in plain if isinstance(name, str) and (said := name.strip())]


def _json_name(value: object) -> str:
    """Return what JSON calls a value like `value`."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
