"""Serving: the location of an archive -> processes that answer HTTP.

    serve("nutgraf-index/", port=8000)        until the process is told to end (SIGINT, SIGTERM)

The server is Granian, whose HTTP is compiled. Measured with wrk, 16 connections, two processes, 2 cores, on `/healthz`,
that is on what the server and Flask cost alone: Granian 9,700 requests a second, gunicorn with threads 3,400, gunicorn
without 2,500, Waitress (one process is all it has) 2,100. Each process maps the same index files, so memory is shared.
"""

import gc
import os
import socket
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from web.app import create_app
from web.config import Config

THREADS = 2
"""Threads of one process: one that searches, and one for what takes long (`web.limits.LONG`). Searches of all kinds, 16
clients: 523 to 592 a second with 2 threads, 400 to 490 with 4 and with 16, which take Python's lock from each other."""

STOP = 5
"""Seconds that processes have to end what they are at. One that is told to while it starts misses it, and is killed."""


def serve(
    location: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    config: Config | None = None,
    processes: int | None = None,
) -> None:
    """Serve the archive at `location` until told to end; OSError where the address cannot be had.

    There are as many processes as the machine has cores, unless told otherwise.
    """
    server = Server(
        "web.serving",
        address=_claimed(host, port),
        port=port,
        interface=Interfaces.WSGI,
        workers=processes or os.cpu_count() or 1,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP,
    )
    with TemporaryDirectory(prefix="nutgraf-") as shared:
        if config and config.metrics:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = shared
        counts = import_module("web.counts").make(Path(shared)) if config and config.limit else None
        server.serve(target_loader=_Loader(str(location), config, counts))


class _Loader:
    """Makes the app anew in each process, where it opens the archive for itself."""

    def __init__(self, location: str, config: Config | None, counts: str | None) -> None:
        self.location = location
        self.config = config
        self.counts = counts

    def __call__(self, _target: str, **_: Any) -> Flask:
        app = create_app(self.location, self.config, counts=self.counts)
        gc.freeze()  # what is there now stays: the collector need not look at it, 44 ms of it, again and again
        return app


def _claimed(host: str, port: int) -> str:
    """Return the address of `host`; OSError where it has none, or `port` cannot be listened at there.

    The server itself would share a port that is taken, and knows no names.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(address)
    return str(address[0])
