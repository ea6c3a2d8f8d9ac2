"""The Flask app: an archive and a configuration -> a WSGI application.

    app = create_app("nutgraf-index/")        for any WSGI server

It gathers the blueprints, one a module, and what all of them share.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from index import Archive, open_archive
from web import (
    api,
    assets,
    caching,
    compress,
    cors,
    discovery,
    errors,
    export,
    feeds,
    keys,
    limits,
    logs,
    openapi,
    pages,
    security,
    state,
    wording,
    writing,
)
from web.config import Config
from web.links import AnyId
from web.replies import Reply

Handler = Callable[..., Any]

MAX_BODY = 32 * 1024 * 1024
"""Bytes of a request body that is read at all."""


class App(Flask):
    """Flask without what this application has no use for."""

    response_class = Reply

    def ensure_sync(self, func: Handler) -> Handler:
        """Return a handler as it is: none is a coroutine, and Flask looks twelve times a request."""
        return func


def create_app(archive: Archive | str | Path, config: Config | None = None, *, counts: str | None = None) -> Flask:
    """Return the app that serves `archive`: an open one, or the location of one.

    `counts` is where it counts requests together with other processes: see `web.counts`.
    """
    app = App("web", static_folder=None)
    app.url_map.converters["any_id"] = AnyId
    app.url_map.merge_slashes = False  # an article's id may be an address, and that has two slashes
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    state.attach(app, opened, config or Config())
    for part in (logs, compress, security, cors, assets, keys, caching, limits, wording, errors):
        part.install(app)
    for room in (pages, api, writing, openapi, feeds, export, discovery):
        app.register_blueprint(room.blueprint)
    if config and config.proxies:
        trusted = dict.fromkeys(("x_for", "x_proto", "x_host"), config.proxies)
        app.wsgi_app = ProxyFix(app.wsgi_app, **trusted)  # type: ignore[method-assign]  # as Flask says to do it
    if config and config.limit:
        import_module("web.rates").install(app, counts)  # it takes long: see there
    if config and config.metrics:
        import_module("web.metrics").install(app)  # it needs its environment first: see there
    return app
