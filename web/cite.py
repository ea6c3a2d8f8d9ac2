"""How an article is cited: an article and its address -> plain text, BibTeX and CSL-JSON.

Jane Roe and Ann Poe: Drones over Hallin. Harbour Post, 27 December 2024. https://archive.example/articles/7#p3
"""

import re
from dataclasses import dataclass
from typing import Any

import orjson

from index.analysis import fold
from index.article import Article
from web.wording import day

UNTITLED = "Without a headline"

_SPECIAL = re.compile(r"[&%$#_{}~^\\]")
_WRITTEN = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}


@dataclass(frozen=True, slots=True)
class Citation:
    """One article, cited three ways."""

    plain: str
    bibtex: str
    csl: str


def cite(article: Article, address: str) -> Citation:
    """Return how `article`, to be read at `address`, is cited."""
    return Citation(_plain(article, address), _bibtex(article, address), _csl(article, address))


def _plain(article: Article, address: str) -> str:
    """Return the citation as a line to read."""
    authors = " and ".join(article.authors)
    where = ", ".join(part for part in (article.source, article.published and day(article.published)) if part)
    head = f"{authors}: {article.title or UNTITLED}" if authors else article.title or UNTITLED
    return " ".join(part for part in (_sentence(head), _sentence(where), address) if part)


def _sentence(text: str) -> str:
    """Return `text` with a full stop, if it needs one."""
    return text if not text or text.endswith((".", "?", "!")) else text + "."


def _bibtex(article: Article, address: str) -> str:
    """Return the citation as a BibTeX entry."""
    fields = {
        "title": f"{{{_tex(article.title or UNTITLED)}}}",
        "author": " and ".join(f"{{{_tex(author)}}}" for author in article.authors),
        "journal": _tex(article.source or ""),
        "date": (article.published or "")[:10],
        "url": address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@article{{{_key(article)},", *lines, "}"))


def _key(article: Article) -> str:
    """Return the name of a BibTeX entry: who or where, the year, and the first long word of the headline.

    Of what has no Latin letters it is the year and the article's id.
    """
    who = _latin(" ".join((article.authors[:1] or (article.source or "",))[0].split()[-1:]))
    word = _latin(" ".join([word for word in article.title.split() if len(word) > 4][:1]))
    year = (article.published or "")[:4]
    return f"{who}{year}{word}" if who or word else f"{year}{_latin(article.id)}" or "article"


def _latin(text: str) -> str:
    """Return the letters and digits of a text as a BibTeX key may have them."""
    return re.sub(r"[^a-z0-9]+", "", fold(text))


def _tex(text: str) -> str:
    """Return `text` with what TeX would take for orders written out."""
    return _SPECIAL.sub(lambda found: _WRITTEN.get(found[0], "\\" + found[0]), " ".join(text.split()))


def _csl(article: Article, address: str) -> str:
    """Return the citation as CSL-JSON, a list of one item."""
    item: dict[str, Any] = {"id": article.id, "type": "article-newspaper", "title": article.title, "URL": address}
    if article.authors:
        item["author"] = [{"literal": author} for author in article.authors]
    if article.source:
        item["container-title"] = article.source
    if article.published:
        item["issued"] = {"date-parts": [[int(part) for part in article.published[:10].split("-")]]}
    if article.language:
        item["language"] = article.language
    return orjson.dumps([item], option=orjson.OPT_INDENT_2).decode()
