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
from contextlib import closing, contextmanager
from pathlib import Path

import orjson
import pytest

from index import Archive, open_archive
from web import serve
from web.serving import _claimed

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """Return a port that nobody listens at."""
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def serving(archive: Archive, config: str) -> Iterator[str]:
    """Serve an archive with two processes while the block runs, and give the address."""
    port = free_port()
    program = f"""
from web import Config, serve
serve({str(archive.location)!r}, port={port}, processes=2, config={config})"""
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            get(address + "/healthz")
            break
        except urllib.error.URLError:
            assert process.poll() is None
            time.sleep(0.05)
    yield address
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0


@pytest.fixture
def served(own_archive: Archive) -> Iterator[tuple[str, Archive]]:
    """Serve an archive with metrics; give its address, and the archive to write to."""
    with serving(own_archive, "Config(metrics=True)") as address:
        yield address, own_archive


def get(address: str) -> bytes:
    """Return the body of what `address` answers."""
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own http address
        return bytes(answer.read())


def status(address: str) -> int:
    """Return the status of what `address` answers, over a connection of its own."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own http address
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


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


def test_a_limit_is_that_of_all_processes(own_archive: Archive) -> None:
    """Of forty requests, answered by two processes, as many pass as the limit says, and the others are refused."""
    with serving(own_archive, 'Config(limit="10 per hour", limit_loopback=True)') as address:
        statuses = [status(f"{address}/api/search?q=drones") for _ in range(40)]
    assert statuses == [200] * 10 + [429] * 30


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_host_may_be_a_name(host: str) -> None:
    """It is listened at its address."""
    assert _claimed(host, 0) in {"127.0.0.1", "::1"}
    with pytest.raises(OSError, match=r"(?i)name"):
        _claimed("nowhere.invalid", 0)


def test_a_taken_port_is_refused(own_archive: Archive) -> None:
    """A port that another server has is an error, and not shared."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            serve(own_archive.location, port=taken.getsockname()[1])
