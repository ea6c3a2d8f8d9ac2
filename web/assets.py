"""The style, the scripts and the logo: files of this package at addresses that change when they change.

    {{ asset("page.css") }}   ->   /static/page.css?v=3f9a1c0e

So browsers may keep them for good. They are read once and served from memory. `/theme.css` holds the one colour that
the configuration chooses.
"""

import mimetypes
from functools import cache
from hashlib import blake2b
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound

from web import state

STATIC = Path(__file__).parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Give `app` its assets."""
    app.jinja_env.globals.update(asset=asset, config=state.config_of(app))
    app.add_url_rule("/static/<name>", view_func=static)
    app.add_url_rule("/theme.css", view_func=theme)
    app.add_url_rule("/logo", view_func=logo)


@cache
def asset(name: str) -> str:
    """Return the address of a file of static/."""
    return f"/static/{name}?v={_digest(name)}"


def static(name: str) -> Response:
    """Answer with a file of static/: for good where it is asked for by its digest."""
    content = _files().get(name)
    if content is None:
        raise NotFound
    response = Response(content, content_type=_content_type(name))
    if request.args.get("v") == _digest(name):
        response.headers["Cache-Control"] = FOR_GOOD
    return response


def theme() -> Response:
    """Answer with the chosen colour, as CSS."""
    return Response(f":root {{ --brand: {state.config().accent}; }}\n", content_type="text/css; charset=utf-8")


def logo() -> Response:
    """Answer with the chosen logo."""
    path = state.config().logo
    if path is None:
        raise NotFound
    return Response(Path(path).read_bytes(), content_type=_content_type(path))


@cache
def _files() -> dict[str, bytes]:
    """Return the files of static/ by name."""
    return {path.name: path.read_bytes() for path in STATIC.iterdir()}


@cache
def _digest(name: str) -> str:
    """Return a short name for the content of a file of static/."""
    return blake2b(_files()[name], digest_size=4).hexdigest()


def _content_type(name: str) -> str:
    """Return the content type of a file by its ending."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
