"""Who may read and write: API keys, of which only hashes are kept.

    Authorization: Bearer ng_4Zt...      from programs
    Authorization: Basic ...             from browsers: any name, and the key as the password

A key is 256 random bits, so one round of SHA-256 is enough to keep it by: there is nothing to guess it from.
``python -m web.keys newsroom write`` makes one: the lines for the configuration, and the key itself, shown this once.
"""

import hashlib
import hmac
import secrets
import sys
from typing import get_args

from flask import Flask, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from web.config import Key, Scope
from web.state import config, config_of

PREFIX = "ng_"
OPEN_TO_ALL = {"api.health", "api.ready"}
"""Endpoints that no key is needed for, whatever is configured."""


def install(app: Flask) -> None:
    """Ask for a key with the scope "read" wherever `app` is private."""
    if config_of(app).private:
        app.before_request(_guard)


def hashed(secret: str) -> str:
    """Return what a key is kept as."""
    return "sha256:" + hashlib.sha256(secret.encode()).hexdigest()


def make(name: str, scopes: tuple[Scope, ...]) -> tuple[str, Key]:
    """Return a new key: the secret for its holder, and the record to keep."""
    secret = PREFIX + secrets.token_urlsafe(32)
    return secret, Key(name, hashed(secret), scopes)


def holder() -> Key | None:
    """Return the key that this request shows, None where it shows none; Unauthorized where it is not one of ours."""
    shown = request.authorization
    secret = shown and (shown.token or shown.password)
    if not secret:
        return None
    mark = hashed(secret)
    for key in config().keys:
        if hmac.compare_digest(key.hash, mark):
            return key
    raise _unauthorized("This key is not known here.")


def require(scope: Scope) -> None:
    """Go on where the request shows a key with `scope`; Unauthorized or Forbidden where not."""
    key = holder()
    if key is None:
        raise _unauthorized(f"This needs a key with the scope {scope!r}, as `Authorization: Bearer KEY`.")
    if scope not in key.scopes:
        raise Forbidden(f"The key {key.name!r} does not have the scope {scope!r}.")


def _guard() -> None:
    """Let a request pass only with a key."""
    if request.endpoint not in OPEN_TO_ALL and request.method in {"GET", "HEAD"}:
        require("read")


def _unauthorized(reason: str) -> Unauthorized:
    """Return the refusal that lets a browser ask for the key."""
    return Unauthorized(reason, www_authenticate=WWWAuthenticate("basic", {"realm": "nutgraf"}))


def main() -> None:
    """Make a key, and print what to keep and what to hand out."""
    name, *scopes = sys.argv[1:] or [""]
    wrong = set(scopes) - set(get_args(Scope))
    if wrong or not scopes:
        raise SystemExit(f"usage: python -m web.keys NAME SCOPE...    where a scope is one of {get_args(Scope)}")
    secret, key = make(name, tuple(scope for scope in get_args(Scope) if scope in scopes))
    listed = ", ".join(f'"{scope}"' for scope in key.scopes)
    sys.stdout.write(f'[[keys]]\nname = "{key.name}"\nhash = "{key.hash}"\nscopes = [{listed}]\n')
    sys.stderr.write(f"The key itself, shown only now: {secret}\n")


if __name__ == "__main__":
    main()
