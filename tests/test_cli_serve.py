"""`nutgraf demo` and `nutgraf serve` serve, and end when they are told to."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import msgspec
import pytest
from click.testing import CliRunner

from nutgraf import main
from web.parameters import SearchRequest

START = 30.0
"""Seconds that a server may take to answer, on a machine that has much else to do."""


@pytest.fixture
def port() -> int:
    """Return a port that is free."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def serving(*words: object) -> Iterator[subprocess.Popen[str]]:
    """Run a command that serves, and end it if it has not ended."""
    command = [sys.executable, "-m", "nutgraf", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def get(url: str, process: subprocess.Popen[str]) -> str:
    """Return what a server answers, as soon as it does."""
    deadline = time.monotonic() + START
    while True:
        try:
            with urlopen(url, timeout=START) as answer:  # noqa: S310  # an address of this machine
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            if time.monotonic() > deadline or process.poll() is not None:
                raise
            time.sleep(0.05)


def test_demo_finds_drones_and_ends_quietly(port: int) -> None:
    """The demo answers on the page and as JSON, and Ctrl-C ends it with status 0 and no traceback."""
    with serving("demo", "--port", port) as process:
        answer = json.loads(get(f"http://127.0.0.1:{port}/api/search?q=drones", process))
        page = get(f"http://127.0.0.1:{port}/search?q=drones", process)
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=START)
    assert answer["total"]["articles"] == 8
    assert "<mark>Drones</mark>" in page
    assert (process.returncode, out) == (0, "")
    assert told == f"Serving at http://127.0.0.1:{port} - Ctrl-C ends it.\n"


def test_serve_indexes_first(port: int, tmp_path: Path) -> None:
    """What is under PATH can be found as soon as the server answers, and the summary was told."""
    story = tmp_path / "story.txt"
    story.write_text("The ferry was late.\n\nNobody on the quay minded.\n", encoding="utf-8")
    with serving("serve", story, "--port", port, "--index", tmp_path / "index") as process:
        answer = json.loads(get(f"http://127.0.0.1:{port}/api/search?q=quay", process))
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=START)
    assert answer["total"] == {"articles": 1, "paragraphs": 1}
    assert told.startswith("1 added, 0 updated, 0 unchanged, 0 skipped; the archive holds 1 article.\n")


def test_a_port_that_is_taken_is_told(sample_location: Path) -> None:
    """Where the address is in use, one line says so and names the cure."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["serve", "--index", str(sample_location), "--port", port])
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        1,
        f"Error: cannot serve at 127.0.0.1:{port}: Address already in use. Try another --port.",
    )


def test_search_has_the_options_of_the_endpoint() -> None:
    """What /api/search takes, `nutgraf search` takes too, under the same names."""
    flags = {flag for option in main.commands["search"].params for flag in option.opts}
    assert {f"--{field.encode_name}" for field in msgspec.structs.fields(SearchRequest)} - {"--q"} == {
        flag for flag in flags if flag.startswith("--")
    } - {"--json", "--index"}
