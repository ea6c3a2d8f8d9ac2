"""Makes an article of a page as it was scraped: the story in paragraphs, what is known about it, what was cut.

    "<h1>Drones over Kursk</h1><p>Drones were seen. ..."  ->  Article(title="Drones over Kursk", paragraphs=(...), ...)

HTML goes through `index.page`, Markdown becomes HTML first, plain text goes through `index.plain`; then
`index.residue` takes out the lines that are not the story. What a source declared about an article wins over what
stands in the page. Who wants residue left in (`keep_residue`) gets paragraphs with all their lines; a page's
boxes and a repeated headline, which are no part of them, go all the same. Nothing here reads files: that is
`index.sources`'s.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from index import dates, opening, plain, residue
from index.article import Article, Metadata, Page, PageKind, Paragraph, RawPage, Removed
from index.identity import stable_id
from index.sources.charset import decode

HEADLINE_WORDS = range(4, 21)
"""A first line with this many words may be a headline."""
TITLE_LENGTH = 100
"""A title made of the first sentence is not longer than this, in characters."""

_TAG = re.compile(
    r"<(?:!doctype|html|head|body|title|meta|script|p|div|span|article|main|section|h[1-6]|br|ul|ol|li|table|a\s+href)\b[^<>]*>",
    re.IGNORECASE,
)
_NOTHING = Metadata()


def clean(html_or_text: str | bytes, url: str | None = None, *, keep_residue: bool = False) -> Article:
    """Return the article in a page or a text; `url` is where it was found, if that is known."""
    kind: PageKind = "html" if looks_like_html(html_or_text) else "text"
    page = RawPage(html_or_text, kind, url or "text", {"url": url} if url else {})
    return clean_page(page, keep_residue=keep_residue)


def looks_like_html(content: str | bytes) -> bool:
    """Say whether content is HTML rather than text: it holds a tag that pages have."""
    head = content if isinstance(content, str) else content.decode("latin-1")
    return "<" in head and _TAG.search(head) is not None


def clean_page(page: RawPage, *, keep_residue: bool = False) -> Article:
    """Return the article that a source found, cleaned; its id is the same whether it keeps its residue or not."""
    given, title = page.given, _said(page.given, "title")
    if page.kind == "text":
        found = None
        paragraphs = _paragraphs(page.content)
        removed: list[Removed] = []
    else:
        found = _read(page, _said(given, "url") or None, title)
        title = title or found.metadata.title
        paragraphs, removed = found.paragraphs, found.removed
    paragraphs, repeated = _without_headline(paragraphs, title)
    kept, receipts = residue.remove(paragraphs, title)
    cut = _shifted(removed, len(repeated))
    removed = _placed(cut, paragraphs, kept)
    above = opening.Opening()
    if page.kind != "html":
        above, kept, receipts = opening.read(kept, receipts)
    if not title:
        title, kept, receipts = _entitled(kept, receipts)
        paragraphs = _below(paragraphs, title, kept)
    article = _article(given, found, title, kept, [*repeated, *removed, *receipts])
    article = _with_opening(article, above) if above.published or above.authors else article
    return replace(article, paragraphs=tuple(paragraphs), removed=(*repeated, *cut)) if keep_residue else article


def _read(page: RawPage, url: str | None, title: str) -> Page:
    """Return what a page of HTML or Markdown holds: the one place from where what reads these is imported."""
    from index.page import read  # noqa: PLC0415  # BeautifulSoup and lxml: 0.1 s that plain text need not wait for

    if page.kind == "html":
        return read(page.content, url, title)
    from index.markdown import html  # noqa: PLC0415  # likewise

    return read(html(page.content), url, title)


def _paragraphs(content: str | bytes) -> list[Paragraph]:
    texts = plain.paragraphs(content if isinstance(content, str) else decode(content))
    return [Paragraph(number, "text", text) for number, text in enumerate(texts, 1)]


def _shifted(receipts: list[Removed], lines: int) -> list[Removed]:
    """Return receipts as they stand when that many lines above them are gone."""
    return [replace(receipt, after=max(receipt.after - lines, 0)) for receipt in receipts] if lines else receipts


def _placed(receipts: list[Removed], before: list[Paragraph], after: list[Paragraph]) -> list[Removed]:
    """Return the page's receipts, placed in the paragraphs that residue left of those it was given."""
    if not receipts:
        return []
    left, place = 0, [0]  # place[n]: how many paragraphs are left of the first n
    for paragraph in before:
        left += left < len(after) and after[left].text in paragraph.text
        place.append(left)
    return [replace(receipt, after=place[receipt.after]) for receipt in receipts]


def _article(
    given: Mapping[str, Any], page: Page | None, title: str, paragraphs: Sequence[Paragraph], removed: Sequence[Removed]
) -> Article:
    known = page.metadata if page else _NOTHING
    url = _said(given, "url") or known.url or None
    return Article(
        id=stable_id(given.get("id"), known.url or url, title, (paragraph.text for paragraph in paragraphs)),
        title=title,
        paragraphs=tuple(paragraphs),
        url=url,
        standfirst=_said(given, "standfirst") or (page.standfirst if page else "") or None,
        published=dates.given(given.get("published")) or known.published,
        modified=dates.given(given.get("modified")) or known.modified,
        authors=_names(given.get("authors")) or known.authors,
        source=_said(given, "source") or known.source,
        section=_said(given, "section") or known.section,
        language=_said(given, "language") or known.language,
        removed=tuple(sorted(removed, key=lambda receipt: receipt.after)),
    )


def _with_opening(article: Article, above: opening.Opening) -> Article:
    """Return the article with what stands above its story, where neither its source nor its page says it."""
    return replace(article, published=article.published or above.published, authors=article.authors or above.authors)


def _said(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return plain.folded(str(value)) if value else ""


def _names(value: object) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value if isinstance(value, (list, tuple)) else []
    folded = (plain.folded(str(name)) for name in names)
    return tuple(dict.fromkeys(name for name in folded if name))


def _without_headline(paragraphs: list[Paragraph], title: str) -> tuple[list[Paragraph], list[Removed]]:
    """Return the paragraphs without a first one that says what the title says."""
    if not paragraphs or not title or not plain.same_letters(paragraphs[0].text, title):
        return paragraphs, []
    return _numbered(paragraphs[1:]), [Removed("headline", paragraphs[0].text, 0)]


def _numbered(paragraphs: list[Paragraph]) -> list[Paragraph]:
    return [Paragraph(number, paragraph.kind, paragraph.text) for number, paragraph in enumerate(paragraphs, 1)]


def _entitled(paragraphs: list[Paragraph], removed: list[Removed]) -> tuple[str, list[Paragraph], list[Removed]]:
    """Return a title for a text that came without, and what remains: its first line if that is a headline."""
    if not paragraphs:
        return "", paragraphs, removed
    first = paragraphs[0].text
    if not _is_headline(paragraphs):
        return shortened(first), paragraphs, removed
    moved = [replace(receipt, after=max(receipt.after - 1, 0)) for receipt in removed]
    return first, _numbered(paragraphs[1:]), moved


def _below(paragraphs: list[Paragraph], title: str, kept: list[Paragraph]) -> list[Paragraph]:
    """Return all paragraphs but the one that became the title, which is not among the `kept` any more."""
    if kept and kept[0].text == title:
        return paragraphs
    first = next((place for place, paragraph in enumerate(paragraphs) if paragraph.text == title), len(paragraphs))
    return _numbered([*paragraphs[:first], *paragraphs[first + 1 :]])


def _is_headline(paragraphs: list[Paragraph]) -> bool:
    if len(paragraphs) < 2:
        return False
    first, second = paragraphs[0].text, paragraphs[1].text
    ends_open = first[-1].isalnum() or first[-1] in "?!'’\"”)"
    return ends_open and len(first.split()) in HEADLINE_WORDS and len(second) > 1.5 * len(first)


def shortened(text: str) -> str:
    """Return the first sentence of a text, or as many of its words as a title has room for, and an ellipsis."""
    sentence = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    if len(sentence) <= TITLE_LENGTH:
        return sentence
    return sentence[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:–— ") + "…"
