"""Who may ask from a page of another site: Config.cors -> the headers that browsers look for.

    Config(cors=("https://news.example",))    or ("*",) for everyone; nobody by default

It concerns the endpoint under /api/ alone, and never sends credentials along.
"""

from flask import Flask, Response, request

from web.replies import add_vary
from web.state import config, config_of

HEADERS = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Request-Id",
    "Access-Control-Max-Age": "86400",
}


def install(app: Flask) -> None:
    """Let the configured sites ask `app`."""
    if config_of(app).cors:
        app.after_request(_allow)


def _allow(response: Response) -> Response:
    """Add the headers where the asking site is one of the configured."""
    allowed, origin = config().cors, request.headers.get("Origin")
    if not request.path.startswith("/api/"):
        return response
    add_vary(response, "Origin")
    if origin and ("*" in allowed or origin in allowed):
        response.headers["Access-Control-Allow-Origin"] = "*" if "*" in allowed else origin
        response.headers.update(HEADERS)
    return response
