"""How much is too much: requests a key or address may make, and requests a process works on at once.

    Config(limit="120 per minute")   ->   429 with Retry-After for whoever asks more (Flask-Limiter)
    AT_ONCE busy for PATIENCE        ->   503 with Retry-After

The limit holds for all processes of `web.serving` together: they count in one place, `web.counts`. Under another server
each process counts for itself. Who asks from this machine is not limited unless the configuration says so.
"""

from threading import BoundedSemaphore

from flask import Flask, current_app, g, request
from flask_limiter import Limiter
from werkzeug.exceptions import ServiceUnavailable

from web.counts import IN_MEMORY
from web.keys import holder
from web.state import config, config_of

AT_ONCE = 4
"""Requests worked on at once: Python computes one at a time, and numpy lets a second one in now and then."""

PATIENCE = 5.0
"""Seconds that a request waits for its turn."""

COUNTS = "NUTGRAF_COUNTS"
"""Under this name the app's configuration has where requests are counted: nowhere means in this process."""

LOOPBACK = {"127.0.0.1", "::1"}

FREE = {"api.health", "api.ready", "static", "theme", "logo"}
"""Endpoints that cost nothing worth limiting."""


def install(app: Flask) -> None:
    """Keep `app` from being asked too much."""
    app.extensions["nutgraf-turns"] = BoundedSemaphore(AT_ONCE)
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


def _take_turn() -> None:
    """Wait until this process has a hand free; ServiceUnavailable where that takes too long."""
    if request.endpoint in FREE:
        return
    if not current_app.extensions["nutgraf-turns"].acquire(timeout=PATIENCE):
        raise ServiceUnavailable("This server has more to do than it can. Ask again in a few seconds.")
    g.has_turn = True


def _give_turn(_error: BaseException | None) -> None:
    """Let the next request go on."""
    if g.pop("has_turn", False):
        current_app.extensions["nutgraf-turns"].release()
