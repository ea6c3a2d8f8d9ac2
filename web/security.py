"""The headers that keep a page from doing what its author did not write.

Articles are other people's text. Templates escape it; should that ever fail, the policy below still lets no script run
that is not one of our own files, no request leave for another site, and no other site frame these pages.
"""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)

HEADERS = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"),
]


def install(app: Flask) -> None:
    """Put the headers on every answer of `app`."""
    app.wsgi_app = _protected(app.wsgi_app)  # type: ignore[assignment,method-assign]  # Flask's own way


def _protected(application: WSGIApplication) -> WSGIApplication:
    """Return the application with the headers on whatever it answers."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            return start_response(status, headers + HEADERS, *error)

        return application(environ, start)

    return answer
