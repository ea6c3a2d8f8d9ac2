"""What every request handler of one app shares: the archive it answers from, and its configuration.

    archive().snapshot()      config().title

`create_app` puts them there; nothing else does.
"""

from typing import cast

from flask import Flask, current_app

from index import Archive
from web.config import Config


def attach(app: Flask, archive: Archive, config: Config) -> None:
    """Give `app` its archive and its configuration."""
    app.extensions["nutgraf"] = (archive, config)


def config_of(app: Flask) -> Config:
    """Return the configuration of `app`."""
    return cast("Config", app.extensions["nutgraf"][1])


def archive() -> Archive:
    """Return the archive of the app that answers this request."""
    return cast("Archive", current_app.extensions["nutgraf"][0])


def config() -> Config:
    """Return the configuration of the app that answers this request."""
    return config_of(current_app)
