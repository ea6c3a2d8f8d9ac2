"""A small archive of articles written for these tests, the app over it, and a client."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Thread

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from index import Archive, open_archive
from web import create_app

CHROMIUM = "/usr/bin/chromium"
Serve = Callable[[Flask], AbstractContextManager[str]]

ARTICLES = Path(__file__).parent / "articles.jsonl"


@pytest.fixture(scope="session")
def records() -> list[dict[str, object]]:
    """Return the articles as they are added."""
    return [orjson.loads(line) for line in ARTICLES.read_bytes().splitlines()]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, object]]) -> Archive:
    """Return an archive of all of them, that no test may change."""
    opened = open_archive(tmp_path_factory.mktemp("web") / "archive")
    opened.add(records)
    return opened


@pytest.fixture(scope="session")
def app(archive: Archive) -> Flask:
    """Return the app over that archive, as it is without configuration."""
    return create_app(archive)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a client of that app."""
    return app.test_client()


@pytest.fixture
def own_archive(tmp_path: Path, records: list[dict[str, object]]) -> Archive:
    """Return an archive of the same articles that the test may change."""
    opened = open_archive(tmp_path / "archive")
    opened.add(records)
    return opened


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve `app` on a free port while the block runs, and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Quiet(WSGIRequestHandler):
    """A handler that does not print every request."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Return `serving`, for tests that have an app of their own."""
    return serving


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    """Return where the app of these tests is served."""
    with serving(app) as where:
        yield where


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return Debian's chromium; without it these tests are skipped (which fails them in CI: see tests/conftest.py)."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"There is no {CHROMIUM}: `apt-get install chromium` brings it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """Return an empty page of a browser that fails the test when the page complains or asks another site."""
    context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
    opened.on("request", lambda asked: None if asked.url.startswith(address) else complaints.append(asked.url))
    yield opened
    context.close()
    assert [text for text in complaints if "status of 400" not in text] == []
