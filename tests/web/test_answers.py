"""What is common to answers: tags, compression, other sites, HEAD, assets."""

import gzip
from collections.abc import Callable

import pytest
import zstandard
from flask.testing import FlaskClient

from index import Archive
from web import Config, create_app

TAGGED = (
    "/",
    "/search?q=drones",
    "/articles/storm-corps?q=corps",
    "/api/search?q=drones",
    "/api/articles/storm-corps",
    "/api/suggest?q=dro",
    "/feeds/atom?q=drones",
    "/feeds/json?q=drones",
    "/api/openapi.json",
    "/api/",
)


@pytest.mark.parametrize("address", TAGGED)
def test_who_has_an_answer_is_told_that_it_holds(client: FlaskClient, address: str) -> None:
    """The tag of an answer brings 304 without a body, and another tag brings the answer."""
    first = client.get(address)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "no-cache")
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert client.get(address, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_a_new_article_changes_the_tag(own_archive: Archive) -> None:
    """After a commit the old tag no longer holds."""
    client = create_app(own_archive).test_client()
    tag = client.get("/api/search?q=drones").headers["ETag"]
    own_archive.add([{"id": "new", "title": "More drones", "body": "Drones again."}])
    answer = client.get("/api/search?q=drones", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.get_json()["total"]["articles"]) == (200, 4)


def test_another_configuration_has_other_tags(archive: Archive, client: FlaskClient) -> None:
    """A page that looks different has a different tag."""
    other = create_app(archive, Config(title="Other")).test_client()
    assert other.get("/").headers["ETag"] != client.get("/").headers["ETag"]


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("gzip", "gzip", gzip.decompress),
        ("gzip, deflate, br, zstd", "zstd", zstandard.ZstdDecompressor().decompress),
        ("zstd;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_answers_are_compressed_for_those_who_can_read_it(
    client: FlaskClient, accepted: str, encoding: str, decode: Callable[[bytes], bytes]
) -> None:
    """The body is the same for every Accept-Encoding, and caches are told that it matters."""
    plain = client.get("/api/openapi.json").data
    answer = client.get("/api/openapi.json", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert decode(answer.data) == plain
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_short_answers_are_sent_as_they_are(client: FlaskClient) -> None:
    """An answer that fits a packet is not compressed."""
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers


@pytest.mark.parametrize("address", [*TAGGED, "/healthz", "/nowhere", "/export/csv?q=drones", "/opensearch.xml"])
def test_head_is_get_without_the_body(client: FlaskClient, address: str) -> None:
    """HEAD has the status and the kind of GET."""
    got = client.get(address)
    expected = (got.status_code, got.content_type, b"")
    del got  # an export is under way for as long as its answer is there
    head = client.head(address)
    assert (head.status_code, head.content_type, head.data) == expected


def test_other_sites_may_ask_only_where_configured(archive: Archive, client: FlaskClient) -> None:
    """Nobody may by default; with a list, those in it; with a star, all; and pages for people never."""
    asking = {"Origin": "https://news.example"}
    assert "Access-Control-Allow-Origin" not in client.get("/api/search?q=a", headers=asking).headers
    listed = create_app(archive, Config(cors=("https://news.example",))).test_client()
    answer = listed.get("/api/search?q=a", headers=asking)
    assert (answer.headers["Access-Control-Allow-Origin"], "Origin" in answer.headers["Vary"]) == (
        "https://news.example",
        True,
    )
    assert (
        "Access-Control-Allow-Origin"
        not in listed.get("/api/search?q=a", headers={"Origin": "https://x.example"}).headers
    )
    assert "Access-Control-Allow-Origin" not in listed.get("/search?q=a", headers=asking).headers
    everyone = create_app(archive, Config(cors=("*",))).test_client()
    preflight = everyone.options("/api/search", headers=asking | {"Access-Control-Request-Method": "GET"})
    assert (preflight.status_code, preflight.headers["Access-Control-Allow-Origin"]) == (200, "*")


def test_assets_may_be_kept_for_good(client: FlaskClient) -> None:
    """An asset asked for by its digest is immutable; without it, it is not."""
    page = client.get("/").text
    address = page.split('href="/static/page.css', 1)[1].split('"', 1)[0]
    assert "immutable" in client.get(f"/static/page.css{address}").headers["Cache-Control"]
    assert "immutable" not in client.get("/static/page.css").headers.get("Cache-Control", "")


def test_a_fault_of_ours_gives_nothing_away(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected error is a problem of status 500 that says nothing of its cause."""
    app = create_app(archive)
    monkeypatch.setattr("web.api.search", lambda *_, **__: 1 / 0)
    answer = app.test_client().get("/api/search?q=a")
    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
    assert "division" not in answer.text
