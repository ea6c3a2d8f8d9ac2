"""How many searches a second the endpoint and the page answer over HTTP, beside Datasette over the same articles.

    python bench/http_load.py nutgraf-index --seconds 10 --connections 16

Every search is another one: two words of a headline, drawn at random. Datasette, where it is installed (`pip install
datasette`), serves the same headlines and paragraphs from SQLite's FTS5, and is asked for ten rows as JSON; it is one
process with a few threads, which is how it is run. Each server runs alone. The load comes from one thread of `wrk`,
which Debian has.
"""

import argparse
import importlib.util
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

from index import Archive, open_archive

PORT = 8767
SEARCHES = 20_000
_WORD = re.compile(r"[A-Za-z]{4,}")
_LUA = """
local paths, at = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function() at = at %% #paths + 1; return wrk.format("GET", paths[at]) end
done = function(summary, latency)
  io.write(string.format("%%.0f searches a second, p50 %%.1f ms, p99 %%.1f ms, %%d not answered\\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect))
end
"""


def searches(archive: Archive) -> list[str]:
    """Return that many pairs of headline words, ready for an address."""
    draw, segments, pairs = random.Random(20260101), archive.snapshot().segments, []
    while len(pairs) < SEARCHES:
        segment = draw.choice(segments)
        words = _WORD.findall(segment.article(draw.randrange(segment.size)).title)
        if len(words) > 1:
            pairs.append(quote_plus(" ".join(draw.sample(words, 2)).lower()))
    return pairs


def make_sqlite(archive: Archive, path: Path) -> None:
    """Write the articles of `archive` into a database with a full-text index, as Datasette wants it."""
    with sqlite3.connect(path) as database:
        database.execute("create table articles (id text primary key, title text, published text, body text)")
        rows = (
            (article.id, article.title, article.published, "\n\n".join(part.text for part in article.paragraphs))
            for segment in archive.snapshot().segments
            for article in map(segment.article, range(segment.size))
        )
        database.executemany("insert or ignore into articles values (?, ?, ?, ?)", rows)
        database.execute(
            "create virtual table articles_fts using fts5(title, body, content='articles', tokenize=porter)"
        )
        database.execute("insert into articles_fts (articles_fts) values ('rebuild')")


@contextmanager
def serving(command: list[str], ready: str) -> Iterator[float]:
    """Run a server while the block runs; give the seconds until it answered `ready`."""
    started = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}{ready}").read()
                break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit(f"{command[:4]} ended with status {process.returncode}") from None
                time.sleep(0.02)
        yield time.perf_counter() - started
    finally:
        process.terminate()
        process.wait()


def load(name: str, paths: list[str], seconds: int, connections: int) -> None:
    """Ask for `paths` one after the other, and print how it went."""
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "ask.lua")
        listed.write_text("\n".join(paths))
        script.write_text(_LUA % listed)
        options = ["-t1", f"-c{connections}", f"-d{seconds}", "-s", str(script)]
        said = subprocess.run(  # noqa: S603
            ["wrk", *options, f"http://127.0.0.1:{PORT}"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
    print(f"{name:28} {said.stdout.splitlines()[-1]}")


def main() -> None:
    """Measure, and print one line a measurement."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("location")
    options.add_argument("--seconds", type=int, default=10)
    options.add_argument("--connections", type=int, default=16)
    options.add_argument("--processes", type=int, default=os.cpu_count())
    asked = options.parse_args()
    archive = open_archive(asked.location, create=False)
    pairs = searches(archive)
    print(f"{archive.snapshot().articles:,} articles, {asked.processes} processes, {asked.connections} connections")
    ours = f"from web import serve; serve({asked.location!r}, port={PORT}, processes={asked.processes})"
    with serving([sys.executable, "-c", ours], "/healthz") as cold:
        print(f"cold start {cold:.2f} s")
        load("nutgraf /api/search", [f"/api/search?q={pair}" for pair in pairs], asked.seconds, asked.connections)
        load("nutgraf /search", [f"/search?q={pair}" for pair in pairs], asked.seconds, asked.connections)
        load("nutgraf /healthz", ["/healthz"], asked.seconds, asked.connections)
    if importlib.util.find_spec("datasette"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "news.db")
            make_sqlite(archive, path)
            serve = [sys.executable, "-m", "datasette", "serve", str(path), "-p", str(PORT), "--setting"]
            with serving([*serve, "default_page_size", "10"], "/-/versions.json"):
                address = "/news/articles.json?_shape=objects&_search={}"
                load("datasette", [address.format(pair) for pair in pairs], asked.seconds, asked.connections)


if __name__ == "__main__":
    main()
