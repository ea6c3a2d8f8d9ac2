"""Other people's text in every place that pages have for it, and as queries: it is shown, and does nothing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import cycle
from pathlib import Path
from urllib.parse import quote, urlencode

import orjson
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from playwright.sync_api import Browser

from index import open_archive
from index.article import Article, Paragraph, Removed
from web import create_app

HERE = Path(__file__).parent
STOCK = HERE.parents[2] / "shared" / "data" / "hostile" / "strings.jsonl"
"""Thousands more, where the project's measuring data lies beside the project."""

PARAGRAPHS = 40
OWN = len((HERE / "hostile.txt").read_text(encoding="utf-8").splitlines())
OURS = set(
    "html head meta title link script body a header img form label input button main footer p span h1 h2 h3 div nav ul"
    " ol li strong b code pre mark time details summary dl dt dd figure figcaption svg rect aside section article table"
    " thead tbody tr th td".split()
)
"""The elements that the templates use."""


def strings() -> list[str]:
    """Return the strings, ours and those of the stock."""
    own = (HERE / "hostile.txt").read_text(encoding="utf-8").splitlines()
    stock = STOCK.read_bytes().splitlines() if STOCK.exists() else []
    return own + [str(orjson.loads(line)["html"]) for line in stock]


def articles() -> Iterator[Article]:
    """Yield articles of such strings: each of them stands in every place once, as often as there is room."""
    places, all_of_them = cycle(strings()), strings()
    parts = [all_of_them[start : start + PARAGRAPHS] for start in range(0, len(all_of_them), PARAGRAPHS)]
    for number, part in enumerate(parts):
        title, author, source, section, url, language = (next(places) for _ in range(6))
        text = tuple(Paragraph(place, "text", f"{string} lighthouse") for place, string in enumerate(part, start=1))
        cut = tuple(Removed(string, string, 1) for string in part[:3])
        fields = {"title": title, "url": url, "source": source, "section": section, "language": language}
        yield Article(id=f"{number}", paragraphs=text, standfirst=title, authors=(author,), removed=cut, **fields)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return the app over an archive of such articles."""
    archive = open_archive(tmp_path_factory.mktemp("hostile") / "archive")
    archive.add(articles())
    return create_app(archive)


def addresses() -> Iterator[str]:
    """Yield the pages that show all of it."""
    count = -(-len(strings()) // PARAGRAPHS)
    yield "/"
    for start in [*strings()[:OWN], *strings()[OWN::PARAGRAPHS]]:
        yield f"/search?{urlencode({'q': start, 'source': start, 'sort': 'oldest'})}"
    for start in strings()[:OWN]:
        yield f"/search?{urlencode({'q': start, 'source': start, 'from': start})}"
    for number in range(count):
        yield f"/articles/{number}?q=lighthouse"


def check(html: bytes, where: str) -> None:
    """Fail if a page holds anything that the templates did not put there."""
    page = BeautifulSoup(html, "lxml")
    assert {found.name for found in page.find_all()} <= OURS, where
    attributes = {name for found in page.find_all() for name in found.attrs}
    assert [name for name in attributes if name.startswith("on") or name in {"style", "srcdoc"}] == [], where
    assert all(str(found["src"]).startswith("/static/") for found in page.select("script[src], img[src]")), where
    for found in page.select("a[href], form[action]"):
        target = str(found.get("href") or found.get("action"))
        assert target.startswith(("/", "#", "https://", "http://")), (where, target)
        assert target[:2] != "//", (where, target)


def test_pages_hold_only_what_their_templates_have(app: Flask) -> None:
    """No string becomes an element, an attribute or a script address, on any page that shows it."""
    client = app.test_client()
    for where in addresses():
        answer = client.get(where)
        assert answer.status_code in {200, 400}, where
        check(answer.data, where)


@pytest.mark.slow
def test_any_string_is_a_query(app: Flask) -> None:
    """Asked for at the endpoint, every string is answered or refused, and never a fault."""
    client = app.test_client()
    for string in strings():
        query = urlencode({"q": string, "size": 1, "paragraphs": 1})
        assert client.get(f"/api/search?{query}").status_code in {200, 400}, string


def test_any_string_may_be_an_id(app: Flask) -> None:
    """An address made of any string is not found, and no fault."""
    client = app.test_client()
    for string in strings():
        assert client.get(f"/articles/{quote(string, safe='')}").status_code in {200, 404}, string


@pytest.mark.browser
@pytest.mark.slow
def test_nothing_is_executed(
    app: Flask, chromium: Browser, serve: Callable[[Flask], AbstractContextManager[str]]
) -> None:
    """In a real browser no dialog opens, no policy has to step in, and no other site is asked."""
    with serve(app) as address:
        context = chromium.new_context(base_url=address)
        page = context.new_page()
        seen: list[str] = []
        page.on("dialog", lambda dialog: (seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: seen.append(str(error)))
        page.on("console", lambda message: seen.append(message.text) if "status of 400" not in message.text else None)
        page.on("request", lambda asked: seen.append(asked.url) if not asked.url.startswith(address) else None)
        for where in addresses():
            page.goto(where)
            assert page.evaluate("location.pathname + location.search") == where
            assert seen == [], where
        context.close()
