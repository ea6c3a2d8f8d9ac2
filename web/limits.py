"""How much is too much at once: the requests that a process works on, and those that wait.

    no turn within PATIENCE                 ->   503 with Retry-After
    LONG exports and writes under way       ->   503 with Retry-After, for one more of them

Python computes one thing at a time, and threads that compute side by side take the lock from each other at every array
operation: so requests come one after the other, as they arrived (`web.turns`). What takes long does not hold the others
up: an export has a turn for each part of it, and what adds articles goes beside the turns. Such requests are fewer than
threads, so that some are always left for searching.
"""

from collections.abc import Iterator
from threading import BoundedSemaphore
from weakref import finalize

from flask import Flask, Response, after_this_request, current_app, g, request
from werkzeug.exceptions import ServiceUnavailable

from web.turns import Turns

AT_ONCE = 1
"""Requests worked on at once by a process, of which there is one a core."""

LONG = 1
"""Exports and writes under way at once in a process, fewer than `web.serving.THREADS`."""

PATIENCE = 5.0
"""Seconds that a request waits for its turn."""

WRITES, EXPORTS = "writing", "export"
"""The blueprints whose requests may take long."""

TURNS, LONG_ONES = "nutgraf-turns", "nutgraf-long-ones"

FREE = {"api.health", "api.ready", "static", "theme", "logo"}
"""Endpoints that cost nothing worth limiting."""


def install(app: Flask) -> None:
    """Keep `app` from being asked too much."""
    app.extensions[TURNS] = Turns(AT_ONCE)
    app.extensions[LONG_ONES] = BoundedSemaphore(LONG)
    app.before_request(_begin)
    app.teardown_request(_give_turn)


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


def _begin() -> None:
    """Let a request begin, or wait until it may."""
    blueprint = request.blueprint
    if blueprint in {WRITES, EXPORTS}:
        _begin_long()
    if blueprint != WRITES and request.endpoint not in FREE:
        _take_turn()


def _begin_long() -> None:
    """Let an export or a write begin; ServiceUnavailable where there are enough of them."""
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
    if not current_app.extensions[TURNS].take(PATIENCE):
        raise ServiceUnavailable("This server has more to do than it can. Ask again in a few seconds.")
    g.has_turn = True


def _give_turn(_error: BaseException | None) -> None:
    """Let the next request go on."""
    if g.pop("has_turn", False):
        current_app.extensions[TURNS].give()
