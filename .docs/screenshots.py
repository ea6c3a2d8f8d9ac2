"""Takes the README's pictures of the pages, over the bundled samples.

    python .docs/screenshots.py     ->  .docs/results.png, .docs/article.png, .docs/phone.png

Needs Debian's chromium and what the tests need.
"""

import logging
import sys
import tempfile
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))

from index import open_archive  # noqa: E402  # this is no part of the package: it has to say where that is
from web import create_app  # noqa: E402  # likewise

WIDE, PHONE = {"width": 1000, "height": 720}, {"width": 360, "height": 720}


def shoot(browser: Browser, url: str, name: str, size: dict[str, int], scheme: str) -> None:
    """Save what a reader with such a screen sees at an address."""
    page = browser.new_page(viewport=size, color_scheme=scheme)
    page.goto(url)
    page.evaluate("scrollTo(0, 0)")  # with the headline, also where a paragraph is asked for
    page.screenshot(path=DOCS / f"{name}.png")
    page.close()


def main() -> None:
    """Serve the samples and take the pictures."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        archive = open_archive(folder)
        archive.add([DOCS.parent / "index" / "samples"])
        server = make_server("127.0.0.1", 0, create_app(archive), threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        shoot(browser, f"{address}/search?q=drones", "results", WIDE, "light")
        with browser.new_page() as page:
            page.goto(f"{address}/search?q=drones+ferries")
            link = page.locator(".hit .number").first.get_attribute("href")
        shoot(browser, f"{address}{link}", "article", {**WIDE, "width": 800}, "dark")
        shoot(browser, f"{address}/search?q=%22survey+camera%22", "phone", PHONE, "light")
        server.shutdown()


if __name__ == "__main__":
    main()
