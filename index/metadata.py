"""Finds what a page says about its article: headline, authors, dates, section, language, publisher, address.

    <meta property="article:published_time" content="2024-06-18T15:00:00Z">  ->  published="2024-06-18T15:00:00+00:00"

Asked in this order, each for what the ones before do not know: JSON-LD, OpenGraph and other meta tags, labelled
elements of the page, guesses. The headline is `index.headline`'s to find, authors are `index.bylines`'s, dates
`index.pagedates`'s.
"""

import re
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as Element

from index import jsonld
from index.article import Metadata
from index.bylines import authors
from index.declared import Declared, declared
from index.headline import headline
from index.pagedates import modified, published

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")


def read(root: Element, url: str | None = None) -> Metadata:
    """Return what a page says about its article; `url` is where the page was found."""
    page = declared(root, url)
    source = _source(page)
    return Metadata(
        title=headline(page, source),
        authors=authors(page, source),
        published=published(page),
        modified=modified(page),
        section=page.said("articleSection")
        or page.meta("article:section", "articlesection", "parsely-section")
        or None,
        language=_language(page),
        source=source or None,
        url=_canonical(page),
        body="\n\n".join(jsonld.texts(page.data.get("articleBody"))),
    )


def _language(page: Declared) -> str | None:
    """Return the language as a code of two or three letters."""
    said = page.root.get("lang") or page.root.get("xml:lang") or page.meta("og:locale", "content-language", "language")
    code = _LANGUAGE.match((said or page.said("inLanguage")).strip())
    return code[0].lower() if code else None


def _source(page: Declared) -> str:
    named = (
        page.meta("og:site_name")
        or page.said("publisher")
        or page.meta("application-name", "publisher", "dc.publisher")
    )
    return named or _host(page.url or page.meta("og:url"))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _canonical(page: Declared) -> str | None:
    """Return the address that the page calls its own: no home page, and no other publisher's."""
    links = (
        link.get("href") for link in page.root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    )
    said = next((link for link in links if link), None) or page.meta("og:url")
    try:
        address = urljoin(page.url or "", said.strip()) if said else ""
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or not (parts.path.strip("/") or parts.query):
        return None
    return address if not page.url or _domain(address) == _domain(page.url) else None


def _domain(url: str) -> str:
    return ".".join(_host(url).split(".")[-2:])
