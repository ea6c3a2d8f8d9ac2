"""How much is too much: requests a key or address may make, and requests a process works on at once.

    Config(limit="120 per minute")          ->   429 with Retry-After for whoever asks more (Flask-Limiter)
    no turn within PATIENCE                 ->   503 with Retry-After
    LONG exports and writes under way       ->   503 with Retry-After, for one more of them

The limit holds for all processes of `web.serving` together: they count in one place, `web.counts`. Under another server
each process counts for itself. Who asks from this machine is not limited unless the configuration says so.

Python computes one thing at a time, and threads that compute side by side take the lock from each other at every array
operation: so requests come one after the other, as they arrived (`web.turns`). What takes long does not hold the others
up: an export has a turn for each part of it, and what adds articles goes beside the turns. Such requests are fewer than
threads, so that some are always left for searching.
"""

from collections.abc import Iterator
from threading import BoundedSemaphore
from weakref import finalize

from flask import Flask, Response, after_this_request, current_app, g, request
from flask_limiter import Limiter
from werkzeug.exceptions import ServiceUnavailable

from web.counts import IN_MEMORY
from web.keys import holder
from web.state import config, config_of
from web.turns import Turns

AT_ONCE = 1
"""Requests worked on at once by a process, of which there is one a core."""

LONG = 1
"""Exports and writes under way at once in a process, fewer than `web.serving.THREADS`."""

PATIENCE = 5.0
"""Seconds that a request waits for its turn."""

COUNTS = "NUTGRAF_COUNTS"
"""Under this name the app's configuration has where requests are counted: nowhere means in this process."""

LOOPBACK = {"127.0.0.1", "::1"}

WRITES, EXPORTS = "writing", "export"
"""The blueprints whose requests may take long."""

TURNS, LONG_ONES = "nutgraf-turns", "nutgraf-long-ones"

FREE = {"api.health", "api.ready", "static", "theme", "logo"}
"""Endpoints that cost nothing worth limiting."""


def install(app: Flask) -> None:
    """Keep `app` from being asked too much."""
    app.extensions[TURNS] = Turns(AT_ONCE)
    app.extensions[LONG_ONES] = BoundedSemaphore(LONG)
    app.before_request(_begin_long)
    app.before_request(_take_turn)
    app.teardown_request(_give_turn)
    if limit := config_of(app).limit:
        Limiter(
            _who,
            app=app,
            default_limits=[limit],
            default_limits_exempt_when=_exempt,
            headers_enabled=True,
            storage_uri=app.config[COUNTS] or IN_MEMORY,
        )


def _who() -> str:
    """Return whom a request is counted for: its key, or else its address."""
    key = holder()
    return f"key {key.name}" if key else request.remote_addr or "unknown"


def _exempt() -> bool:
    """Return whether a request is not counted."""
    if request.endpoint in FREE:
        return True
    return not config().limit_loopback and request.remote_addr in LOOPBACK


def in_turns(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what is made part by part, each part in a turn of its own, when the request itself has ended."""
    turns: Turns = current_app.extensions[TURNS]

    def made() -> Iterator[bytes]:
        while True:
            turns.take()
            try:
                part = next(parts, None)
            finally:
                turns.give()
            if part is None:
                return
            yield part

    return made()


def _begin_long() -> None:
    """Let an export or a write begin; ServiceUnavailable where there are enough of them."""
    if request.blueprint not in {WRITES, EXPORTS}:
        return
    long_ones: BoundedSemaphore = current_app.extensions[LONG_ONES]
    if not long_ones.acquire(blocking=False):
        raise ServiceUnavailable("This server has as many exports and writes under way as it can. Ask again later.")

    @after_this_request
    def end(response: Response) -> Response:
        if response.is_streamed:
            finalize(response, long_ones.release)  # when it has been sent, or given up
        else:
            long_ones.release()
        return response


def _take_turn() -> None:
    """Wait until it is this request's turn; ServiceUnavailable where that takes too long."""
    if request.endpoint in FREE or request.blueprint == WRITES:
        return
    if not current_app.extensions[TURNS].take(PATIENCE):
        raise ServiceUnavailable("This server has more to do than it can. Ask again in a few seconds.")
    g.has_turn = True


def _give_turn(_error: BaseException | None) -> None:
    """Let the next request go on."""
    if g.pop("has_turn", False):
        current_app.extensions[TURNS].give()
