"""The server as it is started: several processes, over a real port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from index import Archive, open_archive
from web import serve

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """Return a port that nobody listens at."""
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture
def served(own_archive: Archive) -> Iterator[tuple[str, Archive]]:
    """Serve an archive with two processes and metrics; give its address, and the archive to write to."""
    port = free_port()
    program = (
        "from web import Config, serve\n"
        f"serve({str(own_archive.location)!r}, port={port}, processes=2, config=Config(metrics=True))"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            get(address + "/healthz")
            break
        except urllib.error.URLError:
            assert process.poll() is None
            time.sleep(0.05)
    yield address, own_archive
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0


def get(address: str) -> bytes:
    """Return the body of what `address` answers."""
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own http address
        return bytes(answer.read())


def total(address: str, query: str) -> int:
    """Return how many articles a query finds."""
    return int(orjson.loads(get(f"{address}/api/search?q={query}"))["total"]["articles"])


def test_processes_share_an_archive_and_see_what_is_added(served: tuple[str, Archive]) -> None:
    """Each process answers, sees a commit of another program at once, and counts into one set of metrics."""
    address, archive = served
    assert {total(address, "drones") for _ in range(20)} == {3}
    open_archive(archive.location).add([{"id": "new", "title": "More", "body": "Drones again."}])
    assert {total(address, "drones") for _ in range(20)} == {4}
    assert b"<h1>Nutgraf</h1>" in get(address + "/")
    assert b'nutgraf_requests_total{endpoint="api.search_json",status="200"} 40.0' in get(address + "/metrics")


def test_pages_follow_each_other_while_articles_are_added(
    served: tuple[str, Archive], records: list[dict[str, object]]
) -> None:
    """Whichever process answers, what was there at the first page is shown, once, and what is added shows up too."""
    address, archive = served
    following, shown = "/api/search?q=&size=1&sort=newest", []
    while following:
        answer = orjson.loads(get(address + following))
        shown += [hit["id"] for hit in answer["hits"]]
        following = answer["next"]
        if len(shown) < 4:
            archive.add([{"id": f"new-{len(shown)}", "title": "Late", "body": "News.", "published": "2026-01-01"}])
    assert sorted(shown) == sorted([*(str(record["id"]) for record in records), "new-1", "new-2", "new-3"])


def test_a_taken_port_is_refused(own_archive: Archive) -> None:
    """A port that another server has is an error, and not shared."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            serve(own_archive.location, port=taken.getsockname()[1])
