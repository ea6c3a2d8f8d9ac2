"""How often one key or address may ask: Config.limit -> 429 with Retry-After for whoever asks more (Flask-Limiter).

    Config(limit="120 per minute")

The limit holds for all processes of `web.serving` together: they count in one place, `web.counts`. Under another server
each process counts for itself. Who asks from this machine is not limited unless the configuration says so. The library
takes 40 ms to import, so this module is imported only where there is a limit.
"""

from flask import Flask, request
from flask_limiter import Limiter

from web.counts import IN_MEMORY
from web.keys import holder
from web.limits import FREE
from web.state import config, config_of

LOOPBACK = {"127.0.0.1", "::1"}


def install(app: Flask, counts: str | None) -> None:
    """Keep to the limit in the configuration of `app`, and count at `counts`, or else in this process."""
    Limiter(
        _who,
        app=app,
        application_limits=[config_of(app).limit or ""],
        application_limits_exempt_when=_exempt,
        headers_enabled=True,
        storage_uri=counts or IN_MEMORY,
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
