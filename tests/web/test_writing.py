"""Articles in and out over HTTP, keys, limits, logs and metrics."""

import json
import logging
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index import Archive
from web import Config, create_app, load_config
from web.keys import hashed, make
from web.limits import LONG

NOT_DONE = {"added": 0, "updated": 0, "unchanged": 0}


@pytest.fixture
def secret() -> str:
    """Return a key that may write."""
    return make("newsroom", ("write",))[0]


@pytest.fixture
def writer(own_archive: Archive, secret: str) -> FlaskClient:
    """Return a client that shows that key at each request."""
    _, reader = make("reader", ("read",))
    keys = (reader, reader.__class__("newsroom", hashed(secret), ("write",)))
    client = create_app(own_archive, Config(keys=keys)).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def test_an_article_is_put_replaced_and_deleted(writer: FlaskClient, own_archive: Archive) -> None:
    """PUT says what it did, after it is done, and DELETE takes the article out."""
    address = "/api/articles/a%2Fb"
    answer = writer.put(address, json={"title": "New", "body": "A quokka."})
    assert (answer.status_code, answer.get_json()) == (
        201,
        {**NOT_DONE, "added": 1, "skipped": [], "articles": 9, "durable": True},
    )
    assert [hit["id"] for hit in writer.get("/api/search?q=quokka").get_json()["hits"]] == ["a/b"]
    again = writer.put(address, json={"title": "New", "body": "A quokka."})
    assert (again.status_code, again.get_json()["unchanged"]) == (200, 1)
    changed = writer.put(address, json={"id": "a/b", "title": "New", "body": "Two quokkas."})
    assert (changed.status_code, changed.get_json()["updated"]) == (200, 1)
    assert writer.delete(address).get_json() == {"removed": 1, "durable": True}
    assert own_archive.get("a/b") is None
    assert writer.delete(address).status_code == 404


def test_json_lines_are_taken_as_they_come(writer: FlaskClient, own_archive: Archive) -> None:
    """Of many lines the good ones go in, and the others are named."""
    lines = [json.dumps({"id": f"n{number}", "body": f"Note {number}."}) for number in range(300)]
    body = "\n".join([*lines, "", "no article", '{"title": "no body"}', "[]"])
    answer = writer.post("/api/articles", data=body, content_type="application/jsonl").get_json()
    assert {key: answer[key] for key in ("added", "articles", "durable")} == {
        "added": 300,
        "articles": 308,
        "durable": True,
    }
    assert [one["origin"] for one in answer["skipped"]] == ["line 302", "line 303", "line 304"]
    assert own_archive.snapshot().articles == 308


def test_one_article_is_posted(writer: FlaskClient) -> None:
    """POST of one article as JSON adds it under an id of its own."""
    answer = writer.post("/api/articles", json={"title": "One", "html": "<p>A quokka in a page of its own.</p>"})
    assert answer.get_json()["added"] == 1
    assert writer.get("/api/search?q=quokka").get_json()["total"]["articles"] == 1


@pytest.mark.parametrize(
    ("asked", "sent", "status", "detail"),
    [
        (
            "PUT /api/articles/x",
            {"json": {"id": "y", "body": "b"}},
            400,
            "The address is of 'x', the article says 'y'.",
        ),
        ("PUT /api/articles/x", {"json": {"title": "t"}}, 400, "This is no article: has no body, html or text."),
        ("PUT /api/articles/x", {"json": ["b"]}, 400, "The body must be an object: one article."),
        ("POST /api/articles", {"data": "b"}, 415, "Send application/json for one, application/jsonl for many."),
        ("POST /api/articles?x=1", {"json": {}}, 400, "There is no parameter `x`. This address takes none at all."),
    ],
)
def test_what_is_no_article_is_refused(
    writer: FlaskClient, asked: str, sent: dict[str, object], status: int, detail: str
) -> None:
    """A body that cannot be an article is refused, with what was expected."""
    method, _, address = asked.partition(" ")
    answer = writer.open(address, method=method, **sent)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.get_json()["detail"] == detail


def test_a_path_is_not_an_article(writer: FlaskClient) -> None:
    """No client can have the server read a file of its own."""
    assert writer.post("/api/articles", json="/etc/hostname").status_code == 400
    answer = writer.post("/api/articles", data='"/etc/hostname"\n', content_type="application/jsonl").get_json()
    assert (answer["added"], len(answer["skipped"])) == (0, 1)


@pytest.mark.parametrize("address", ["%20", "%20lead", "lead%20"])
def test_an_id_has_no_space_around_it(writer: FlaskClient, address: str) -> None:
    """It would be kept without, and not be found at the address where it was put."""
    answer = writer.put(f"/api/articles/{address}", json={"title": "A", "body": "The ferry sank."})
    assert (answer.status_code, "space" in answer.json["detail"]) == (400, True)


def test_writing_needs_a_key_that_may(client: FlaskClient, own_archive: Archive) -> None:
    """Without a key 401, with an unknown one 401, with one for reading 403, and where none is configured 403."""
    reading, key = make("reader", ("read",))
    _, other = make("newsroom", ("write",))
    guarded = create_app(own_archive, Config(keys=(key, other))).test_client()
    sent = {"json": {"body": "b"}}
    assert guarded.put("/api/articles/x", **sent).status_code == 401
    assert guarded.put("/api/articles/x", **sent, headers={"Authorization": "Bearer ng_guess"}).status_code == 401
    assert guarded.put("/api/articles/x", **sent, headers={"Authorization": f"Bearer {reading}"}).status_code == 403
    assert client.put("/api/articles/x", **sent).status_code == 403
    assert own_archive.get("x") is None


def test_a_private_archive_is_read_with_a_key(archive: Archive) -> None:
    """Where it is configured so, reading needs a key too: programs send it, browsers ask for it as a password."""
    secret, key = make("reader", ("read",))
    client = create_app(archive, Config(keys=(key,), private=True)).test_client()
    refused = client.get("/search?q=drones")
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Basic realm=nutgraf")
    assert client.get("/api/search?q=drones", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    assert client.get("/search?q=drones", auth=("anyone", secret)).status_code == 200
    assert client.get("/healthz").status_code == 200


def test_who_asks_too_much_has_to_wait(archive: Archive) -> None:
    """Past the limit the answer is 429; who asks from this machine is not counted, unless configured."""
    limited = create_app(archive, Config(limit="2 per minute")).test_client()
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    statuses = [limited.get("/api/search?q=a", environ_base=elsewhere).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = limited.get("/api/search?q=a", environ_base=elsewhere)
    assert (refused.content_type, "Retry-After" in refused.headers) == ("application/problem+json", True)
    assert limited.get("/api/search?q=a", environ_base={"REMOTE_ADDR": "192.0.2.8"}).status_code == 200
    assert [limited.get("/api/search?q=a").status_code for _ in range(3)] == [200, 200, 200]
    for address in ("/search?q=a", "/", "/api/suggest?q=a", "/export/csv?q=a"):  # one limit, not one for each of them
        assert limited.get(address, environ_base=elsewhere).status_code == 429
    here = create_app(archive, Config(limit="2 per minute", limit_loopback=True)).test_client()
    assert [here.get("/api/search?q=a").status_code for _ in range(3)] == [200, 200, 429]


def test_a_server_with_too_much_to_do_says_so(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no turn comes, the answer is 503 with Retry-After, and turns come back once requests end."""
    monkeypatch.setattr("web.limits.PATIENCE", 0.01)
    app = create_app(archive)
    client, turns = app.test_client(), app.extensions["nutgraf-turns"]
    assert turns.take(0)
    refused = client.get("/api/search?q=a")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert client.get("/healthz").status_code == 200
    turns.give()
    assert [client.get("/api/search?q=a").status_code for _ in range(3)] == [200] * 3


def test_an_export_lets_searches_in_between(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """While an export is under way searches are answered; no more of them begin than there may be, nor do writes."""
    monkeypatch.setattr("web.limits.PATIENCE", 0.01)
    secret, key = make("newsroom", ("write",))
    app = create_app(archive, Config(keys=(key,)))
    client = app.test_client()
    exports = [client.get("/export/jsonl?q=drones", buffered=False) for _ in range(LONG)]
    assert client.get("/api/search?q=drones").status_code == 200
    refused = client.get("/export/csv?q=drones")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    shown = {"Authorization": f"Bearer {secret}"}
    assert client.delete("/api/articles/nowhere", headers=shown).status_code == 503
    assert [len(export.data.splitlines()) for export in exports] == [3] * LONG
    exports.clear()
    assert client.get("/export/csv?q=drones").status_code == 200
    assert client.delete("/api/articles/nowhere", headers=shown).status_code == 404


def test_requests_have_names_and_logs_keep_no_queries(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    """The log has a line of JSON a request, under the name that the client is told, without what was asked."""
    log = logging.getLogger("nutgraf.requests")
    log.addHandler(caplog.handler)
    try:
        client = create_app(archive, Config(log=True)).test_client()
        answer = client.get("/api/search?q=secret", headers={"X-Request-Id": "abc-1"})
        told = client.get("/healthz").headers["X-Request-Id"]
    finally:
        log.handlers.clear()
    lines = [json.loads(record.getMessage()) for record in caplog.records]
    assert answer.headers["X-Request-Id"] == "abc-1"
    assert [line["request"] for line in lines] == ["abc-1", told]
    assert (lines[0]["path"], lines[0]["status"], "secret" in caplog.text) == ("/api/search", 200, False)


def test_prometheus_reads_counts_and_times(archive: Archive) -> None:
    """Where metrics are on, each request is counted once; where they are off, there is nothing at their address."""
    client = create_app(archive, Config(metrics=True)).test_client()
    client.get("/api/search?q=a")
    client.get("/api/search?q=a&size=0")
    text = client.get("/metrics").text
    assert 'nutgraf_requests_total{endpoint="api.search_json",status="200"} 1.0' in text
    assert 'nutgraf_requests_total{endpoint="api.search_json",status="400"} 1.0' in text
    assert 'nutgraf_seconds_count{endpoint="api.search_json"} 2.0' in text
    assert "nutgraf_articles 8.0" in text
    assert create_app(archive).test_client().get("/metrics").status_code == 404


def test_what_is_refused_is_counted_too(archive: Archive) -> None:
    """Metrics make no error of a request that shows no key."""
    secret, key = make("desk", ("read",))
    client = create_app(archive, Config(metrics=True, private=True, keys=(key,))).test_client()
    assert client.get("/").status_code == 401
    text = client.get("/metrics", headers={"Authorization": f"Bearer {secret}"}).text
    assert 'nutgraf_requests_total{endpoint="pages.home",status="401"} 1.0' in text


def test_a_server_before_this_one_says_for_whom_it_asks(archive: Archive) -> None:
    """Who is asked for is limited, and links lead to where they were asked from; only where that is configured."""
    told = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "news.example"}
    behind = create_app(archive, Config(limit="1 per minute", proxies=1)).test_client()
    feed = behind.get("/feeds/json?q=drones", headers=told)
    assert feed.json["feed_url"] == "https://news.example/feeds/json?q=drones"
    assert behind.get("/api/search?q=a", headers=told).status_code == 429
    open_to_all = create_app(archive, Config(limit="1 per minute")).test_client()
    assert [open_to_all.get("/api/search?q=a", headers=told).status_code for _ in range(2)] == [200, 200]


def test_a_key_is_made_for_the_configuration(tmp_path: Path) -> None:
    """The command prints the lines to configure, and the key that they know."""
    made = subprocess.run(
        [sys.executable, "-m", "web.keys", "desk", "write"], capture_output=True, text=True, check=True
    )
    (tmp_path / "nutgraf.toml").write_text('title = "The Files"\n' + made.stdout)
    chosen = load_config(tmp_path / "nutgraf.toml")
    assert (chosen.title, [(key.name, key.scopes) for key in chosen.keys]) == ("The Files", [("desk", ("write",))])
    assert chosen.keys[0].hash == hashed(made.stderr.rpartition(" ")[2].strip())
    assert tomllib.loads(made.stdout)["keys"][0]["hash"] == chosen.keys[0].hash


@pytest.mark.parametrize(
    "text",
    [
        "titel = 'x'",
        "title = 3",
        "title =",
        "accent = ''",
        "logo = '/nowhere.png'",
        "cors = ['kerrow.example']",
        "cors = ['https://kerrow.example/']",
        "limit = 'many'",
        "private = true",
        "[[keys]]\nname='a'\nhash='h'",
        "[[keys]]\nname='a'\nhash='h'\nscopes=['all']",
    ],
)
def test_a_configuration_that_cannot_be_used_is_refused(tmp_path: Path, text: str) -> None:
    """A name that does not exist, a value that cannot be kept to and broken TOML are refused, with the file's name."""
    path = tmp_path / "nutgraf.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"nutgraf\.toml: "):
        load_config(path)


def test_the_configuration_of_the_readme_can_be_used(tmp_path: Path) -> None:
    """What the README shows as a configuration is one."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    path = tmp_path / "nutgraf.toml"
    path.write_text(readme.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    assert load_config(path).title == "The Kerrow Gazette"
