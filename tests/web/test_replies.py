"""What the server is handed: a whole body as one list, and a streamed one part by part."""

from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder


def sent(app: Flask, address: str, method: str = "GET") -> Iterable[bytes]:
    """Return what the server is given to send."""
    started: list[Any] = []
    return app(EnvironBuilder(address, method=method).get_environ(), lambda *said: started.append(said))


@pytest.mark.parametrize("address", ["/healthz", "/api/search?q=drones", "/search?q=drones", "/nowhere", "/theme.css"])
def test_a_body_that_is_known_is_one_list(app: Flask, address: str) -> None:
    """Granian writes a list at once; of anything else it asks for part after part."""
    body = sent(app, address)
    assert isinstance(body, list)
    assert len(body) == 1


def test_an_export_is_no_list(app: Flask) -> None:
    """What is made while it is sent is not gathered first."""
    body = sent(app, "/export/jsonl?q=drones")
    assert not isinstance(body, list)
    assert b"".join(body).count(b"\n") == 3


@pytest.mark.parametrize("address", ["/healthz", "/search?q=drones"])
def test_head_has_no_body(app: Flask, address: str) -> None:
    """HEAD is answered with headers alone."""
    assert list(sent(app, address, "HEAD")) == []
