"""Reads what a page says about its article in JSON-LD: the data for search engines that publishers put in scripts.

    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Drones fall", "author": [{"name": ...}]}
    ->  {"@type": "NewsArticle", "headline": "Drones fall", ...}

Of several objects, nested or side by side, the first that is an article is taken. JSON that is broken in the ways that
pages break it (line breaks within strings, a comma too many, HTML comments around it) is read all the same.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import orjson
from lxml.etree import _Element as Element

_ARTICLE = re.compile(r"article$|posting$|^report$|^review$|^recipe$", re.IGNORECASE)
_WRAPPED = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")
_COMMA_TOO_MANY = re.compile(r",\s*(?=[}\]])")
_DEPTH = 20
_LARGEST = 2_000_000  # characters; no article says more about itself


def article(root: Element) -> dict[str, Any]:
    """Return the object that describes the page's article, an empty one where there is none."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _LARGEST:
            continue
        objects = list(_objects(_parsed(script.text), 0))
        for found in objects:
            if _is_article(found):
                return _with_what_it_names(found, objects)
    return {}


def _with_what_it_names(data: dict[str, Any], objects: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an object with, in place of each ``@id`` that it names, the object beside it that has it."""
    named = {each["@id"]: each for each in objects if isinstance(each.get("@id"), str) and len(each) > 1}

    def look_up(value: Any) -> Any:
        if isinstance(value, list):
            return [look_up(item) for item in value]
        by_name = isinstance(value, dict) and list(value) == ["@id"] and isinstance(value["@id"], str)
        return named.get(value["@id"], value) if by_name else value

    return {key: look_up(value) for key, value in data.items()}


def _parsed(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(_COMMA_TOO_MANY.sub("", _WRAPPED.sub("", text)), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the objects in JSON data that may describe a page, the outer ones first."""
    if depth > _DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _objects(data.get(key), depth + 1)


def _is_article(data: dict[str, Any]) -> bool:
    types = data.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in names)


def texts(value: Any, key: str = "name") -> list[str]:
    """Return the texts of a value: a text, an object's `key`, or a list of these."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, dict):
        return texts(value.get(key), key) if not isinstance(value.get(key), dict) else []
    if isinstance(value, list):
        return [text for item in value if not isinstance(item, list) for text in texts(item, key)]
    return []
