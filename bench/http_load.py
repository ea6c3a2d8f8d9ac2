"""How many searches a second the endpoint and the page answer over HTTP, beside Datasette over the same articles.

    pip install '.[bench]'; apt-get install wrk
    python bench/http_load.py articles.jsonl.gz                             45,000 articles, 16 clients, 10 seconds each
    python bench/http_load.py articles.jsonl.gz --articles 5000 --kind "any of 2"

Nutgraf and Datasette serve the same articles, one after the other, each as it comes: Nutgraf with its default
configuration, Datasette, which is one process with a few threads, over an FTS5 index. They are asked the same queries,
made from the headlines like those of `bench/race.py`, all kinds by turns, each a different one so that no answer can
have been kept. Datasette is asked in two ways, as JSON with ten rows: its own search of a table, whose rows come in no
order and whole, and a query of SQL with the best ten first and a marked piece of each. Neither counts what was found,
as Nutgraf does. Facets, which Datasette would suggest at every page, are off.

The load comes from one thread of wrk, that sends a client's next request when it has the answer to the one before.
"""

import argparse
import importlib.util
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_plus

sys.path.insert(0, str(Path(__file__).parents[1]))

from archive import read
from peers import Fts5, Nutgraf, Rows
from queries import Words, queries_of, typed

PORT = 8767
SEARCHES = 4_000
"""Queries of each kind: more than are answered in ten seconds."""

_SQL = (
    "select id, title, snippet(a, 1, '<mark>', '</mark>', '...', 40) as piece from a where a match :q "
    "order by rank limit 10"
)
_LUA = """
local paths, at = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function() at = at + 1; return wrk.format("GET", paths[(at - 1) %% #paths + 1]) end
done = function(summary, latency)
  local errors = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect
  io.write(string.format("%%.1f %%.3f %%.3f %%d %%d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.requests, errors))
end
"""


@dataclass(frozen=True)
class Load:
    """How it went: searches a second, milliseconds, requests in all, and how many of them got no answer."""

    rate: float
    median: float
    slowest: float
    requests: int
    unanswered: int

    def line(self, name: str) -> str:
        """Return it as it is printed."""
        times = f"p50 {self.median:8.1f} ms   p99 {self.slowest:8.1f} ms"
        return f"{name:28s} {self.rate:8.1f} a second   {times}   {self.unanswered} not answered"


def queries(rows: Rows, kind: str | None) -> list[tuple[str, Words]]:
    """Return different queries, each with its kind, in an order that mixes kinds."""
    made = queries_of([row["title"] for row in rows if row["title"]], SEARCHES)
    kinds = [kind] if kind else [one for one in made if not one.startswith("common")]  # which nobody asks for
    found = list({typed(one, words): (one, words) for one in kinds for words in made[one]}.values())
    random.Random(1).shuffle(found)
    return found


@contextmanager
def serving(command: Sequence[str | Path], ready: str) -> Iterator[float]:
    """Run a server while the block runs; give the seconds until it answered `ready`."""
    started = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        while not _answers(ready):
            if process.poll() is not None:
                raise SystemExit(f"{command[:4]} ended with status {process.returncode}")
            time.sleep(0.02)
        yield time.perf_counter() - started
    finally:
        process.terminate()
        process.wait()


def _answers(path: str) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}").read()
    except OSError:
        return False
    return True


def load(paths: Sequence[str], seconds: int, connections: int) -> Load:
    """Ask for `paths` one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "ask.lua")
        listed.write_text("\n".join(paths))
        script.write_text(_LUA % listed)
        options = ["-t1", f"-c{connections}", f"-d{seconds}", "--timeout", "10s", "-s", str(script)]
        said = subprocess.run(  # noqa: S603
            ["wrk", *options, f"http://127.0.0.1:{PORT}"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
    rate, median, slowest, requests, unanswered = map(float, said.stdout.splitlines()[-1].split())
    return Load(rate, median, slowest, int(requests), int(unanswered))


def measure(name: str, paths: Sequence[str], asked: argparse.Namespace) -> Load:
    """Ask for a while, and print how it went."""
    load(paths[-len(paths) // 10 :], 1, asked.connections)  # what is read from disk once is read
    went = load(paths, asked.seconds, asked.connections)
    repeated = f"; {went.requests - len(paths)} queries came again" if went.requests > len(paths) else ""
    print(went.line(name) + repeated, flush=True)
    return went


def race_nutgraf(place: Path, asked: argparse.Namespace, some: Sequence[tuple[str, Words]]) -> Load:
    """Serve Nutgraf, and return how its JSON went."""
    texts = [quote_plus(typed(kind, words)) for kind, words in some]
    program = f"from web import serve; serve({str(place)!r}, port={PORT}, processes={asked.processes})"
    with serving([sys.executable, "-c", program], f"/api/search?q={texts[0]}") as cold:
        print(f"Nutgraf has answered a first search {cold:.2f} s after its start")
        went = measure("Nutgraf, JSON", [f"/api/search?q={text}" for text in texts], asked)
        measure("Nutgraf, page", [f"/search?q={text}" for text in texts], asked)
    return went


def race_datasette(place: Path, asked: argparse.Namespace, some: Sequence[tuple[str, Words]]) -> list[Load]:
    """Serve Datasette, and return how its two searches went."""
    texts = [quote_plus(Fts5.typed(kind, words)) for kind, words in some]
    metadata = place / "metadata.json"
    metadata.write_text(json.dumps({"databases": {"fts5": {"queries": {"best": {"sql": _SQL}}}}}))
    command = [sys.executable, "-m", "datasette", "serve", place / "fts5.db", "-m", metadata, "-p", str(PORT)]
    with serving([*command, "--setting", "suggest_facets", "off"], "/-/versions.json"):
        table = "/fts5/a.json?_shape=objects&_size=10&_searchmode=raw&_search="
        return [
            measure("Datasette, table", [table + text for text in texts], asked),
            measure("Datasette, best ten", [f"/fts5/best.json?_shape=objects&q={text}" for text in texts], asked),
        ]


def options() -> argparse.Namespace:
    """Return what is asked for."""
    parser = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__)[0])
    parser.add_argument("articles_file", type=Path)
    parser.add_argument("--articles", type=int, default=45_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--processes", type=int, help="of Nutgraf; one a core unless told otherwise")
    parser.add_argument("--kind", help='only queries of this kind, for example "any of 2"')
    return parser.parse_args()


def main() -> None:
    """Measure, and print one line a measurement."""
    asked = options()
    rows = read(asked.articles_file, asked.articles)
    some = queries(rows, asked.kind)
    print(f"{len(rows):,} articles, {len(some):,} queries, {asked.connections} clients, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Nutgraf(Path(folder, "nutgraf")), Fts5(Path(folder, "fts5"))
        ours.add(rows)
        ours.close()
        went = race_nutgraf(Path(folder, "nutgraf"), asked, some)
        if not importlib.util.find_spec("datasette"):
            raise SystemExit("datasette is not installed: pip install '.[bench]'")
        theirs.add(rows)
        theirs.close()
        for name, other in zip(("table", "best ten"), race_datasette(Path(folder, "fts5"), asked, some), strict=True):
            print(f"Nutgraf's JSON over Datasette's {name}: {went.rate / other.rate:.1f} times the searches a second")


if __name__ == "__main__":
    main()
