"""Finds when a page's story was published, and when it was changed.

    <time datetime="2024-06-18T15:00:00Z">18 June</time>  ->  "2024-06-18T15:00:00+00:00"

Asked in this order: JSON-LD and meta tags; <time> and elements labelled as dates, those that say "updated" last; the
page's address; data in scripts; the first date in a short line behind the headline, else in front of it.
"""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from index import dates
from index.declared import Declared
from index.tree import text_of

_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "article:published", "parsely-pub-date"),
    *(
        "sailthru.date",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "dc.date.created",
        "dcterms.date",
        "date",
        "pubdate",
    ),
    *("publishdate", "publish-date", "publish_date", "article.published", "cxenseparse:recs:publishtime"),
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_MONTH_FIRST = frozenset(("", "en", "en-us"))
_LABEL = re.compile(r"dated?\b|date(?!a)|time|publish|posted|datum|fecha|veröffentlich|created|stamp", re.IGNORECASE)
_OTHERS = re.compile(r"teaser|related|comment|sidebar", re.IGNORECASE)
_UPDATED = re.compile(r"updat|modif|aktualisiert|stand:|actualiz|mis à jour|zuletzt", re.IGNORECASE)
_IN_SCRIPT = re.compile(
    r"""["'](?:date_?published|published_?(?:at|date|time|on)|publication_?date|pub_?date|date_?posted|date_?created"""
    r"""|created_?at|publish_?date)["']\s*:\s*["']([^"']{8,40})["']""",
    re.IGNORECASE,
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})[/-](\d\d?)(?=[/_.-]|$)")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
_DIGIT = re.compile(r"\d")
_LONGEST = 100  # characters of an element that shows a date
_LONGEST_LINE, _OPENING = 300, 40
_NO_TEXT = frozenset(("script", "style"))


def published(page: Declared) -> str | None:
    """Return when a story was published; the page's language decides whether 3/4 is the third of April."""
    said = page.root.get("lang") or page.root.get("xml:lang") or page.meta("og:locale", "content-language")
    language = said.lower().replace("_", "-")
    return next(filter(None, _published(page, month_first=language in _MONTH_FIRST)), None)


def modified(page: Declared) -> str | None:
    """Return when a story was last changed, as the page declares it."""
    return dates.iso(page.said("dateModified")) or dates.iso(page.meta(*_MODIFIED))


def _published(page: Declared, *, month_first: bool) -> Iterator[str | None]:
    yield dates.iso(page.said("datePublished"))
    yield dates.iso(page.said("dateCreated"))
    yield dates.iso(page.meta(*_PUBLISHED))
    yield _shown(page.root, month_first=month_first)
    yield _in_url(page.meta("og:url") or page.url or "")
    yield modified(page)
    yield _in_scripts(page.root)
    yield _in_lines(page.root, month_first=month_first)


def _shown(root: Element, *, month_first: bool) -> str | None:
    """Return the date that an element of the page shows."""
    updated = None
    for element in root.iter():
        get = element.attrib.get
        label = f"{get('class') or get('id') or ''} {get('itemprop') or ''}"
        if element.tag not in ("time", "abbr") and not (len(label) > 1 and _LABEL.search(label)):
            continue
        if _OTHERS.search(label):
            continue
        if element.tag in ("html", "body") or len(text := text_of(element)) > _LONGEST:
            continue
        day = dates.iso(get("datetime") or get("content") or get("title") or "") or dates.within(
            text, month_first=month_first
        )
        if day and not _UPDATED.search(f"{text} {label}"):
            return day
        updated = updated or day
    return updated


def _in_url(url: str) -> str | None:
    found = _IN_URL.search(url) or _COMPACT.search(url)
    if not found:
        return dates.within(url)
    year, month, day = found.groups()
    return dates.within(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")


def _in_scripts(root: Element) -> str | None:
    written = (found[1] for script in root.iter("script") for found in _IN_SCRIPT.finditer(script.text or ""))
    return next(filter(None, map(dates.iso, written)), None)


def _in_lines(root: Element, *, month_first: bool) -> str | None:
    """Return the date in the page's text that stands nearest to the headline; a line in front of it counts three times.

    A date stands anywhere in a short line, or opens a long one.
    """
    found: list[tuple[int, str]] = []
    headline = lines = 0
    for element in root.iter():
        if element.tag == "h1" and not headline:
            headline = lines
        for line in (element.tail,) if element.tag in _NO_TEXT else (element.text, element.tail):
            if line and not line.isspace():
                lines += 1
                day = _in_line(line.strip(), month_first=month_first) if _DIGIT.search(line) else None
                found += [(lines, day)] if day else []
    return min(found, key=lambda at: max(at[0] - headline, 3 * (headline + 1 - at[0])), default=(0, None))[1]


def _in_line(line: str, *, month_first: bool) -> str | None:
    return dates.within(line if len(line) < _LONGEST_LINE else line[:_OPENING], month_first=month_first)
