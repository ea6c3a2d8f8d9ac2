"""Who may ask from a page of another site: Config.cors -> the headers that browsers look for.

    Config(cors=("https://news.example",))    or ("*",) for everyone; nobody by default

It concerns the endpoint under /api/ alone, and never sends credentials along.
"""

from flask import Flask, Response, request

from web.state import config

HEADERS = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Request-Id",
    "Access-Control-Max-Age": "86400",
}


def install(app: Flask) -> None:
    """Let the configured sites ask `app`."""
    app.after_request(_allow)


def _allow(response: Response) -> Response:
    """Add the headers where the asking site is one of the configured."""
    allowed, origin = config().cors, request.headers.get("Origin")
    if not allowed or not request.path.startswith("/api/"):
        return response
    response.vary.add("Origin")
    if origin and ("*" in allowed or origin in allowed):
        response.headers["Access-Control-Allow-Origin"] = "*" if "*" in allowed else origin
        response.headers.update(HEADERS)
    return response
