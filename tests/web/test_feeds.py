"""Feeds, exports and the OpenSearch description, read back by the libraries that people use."""

import csv
import io
from pathlib import Path

import feedparser
import jsonfeedvalidator
import orjson
import pytest
from flask.testing import FlaskClient
from lxml import etree

from index import Archive, open_archive
from web import create_app
from web.feeds import moment


def test_atom_lists_the_newest_first(client: FlaskClient) -> None:
    """A search as Atom is well formed, and its entries lead to the articles."""
    feed = feedparser.parse(client.get("/feeds/atom?q=drones").data)
    assert (feed.bozo, feed.version, feed.feed.title) == (False, "atom10", "Nutgraf: drones")
    assert feed.feed.updated == "2024-11-20T00:00:00Z"
    assert [(entry.title, entry.link, entry.author, entry.updated) for entry in feed.entries] == [
        (
            "Before we shoot at drones, let us count them",
            "http://localhost/articles/count-first?q=drones",
            "Ada Bright",
            "2024-11-20T00:00:00Z",
        ),
        (
            "Survey drone fell into the harbour, inspectors say",
            "http://localhost/articles/survey-drone?q=drones",
            "Mara Lindqvist",
            "2024-11-12T00:00:00Z",
        ),
        (
            "Drones halt ferries at Port Aldersey",
            "http://localhost/articles/drones-halt-ferries?q=drones",
            "Tom O’Brien",
            "2024-11-05T07:40:00+01:00",
        ),
    ]


def test_atom_keeps_to_its_schema(client: FlaskClient) -> None:
    """Every feed and entry has what RFC 4287 requires, once."""
    atom = "{http://www.w3.org/2005/Atom}"
    feed = etree.fromstring(client.get("/feeds/atom?q=").data)
    assert [[len(feed.findall(atom + name)) for name in ("id", "title", "updated")]] == [[1, 1, 1]]
    assert [link.get("rel") for link in feed.findall(atom + "link")] == ["self", "alternate"]
    for entry in feed.findall(atom + "entry"):
        assert [len(entry.findall(atom + name)) for name in ("id", "title", "updated", "content")] == [1, 1, 1, 1]
        assert entry.findall(f"{atom}author/{atom}name")


def test_json_feed_is_valid(client: FlaskClient) -> None:
    """A search as JSON Feed passes the validator."""
    feed = client.get("/feeds/json?q=drones").get_json()
    jsonfeedvalidator.validate_feed(feed)
    assert [item["id"] for item in feed["items"]] == [
        "urn:nutgraf:article:count-first",
        "urn:nutgraf:article:survey-drone",
        "urn:nutgraf:article:drones-halt-ferries",
    ]


@pytest.mark.parametrize(
    ("known", "written"),
    [
        (None, "1970-01-01T00:00:00Z"),
        ("1976", "1976-01-01T00:00:00Z"),
        ("1976-07", "1976-07-01T00:00:00Z"),
        ("2024-12-27", "2024-12-27T00:00:00Z"),
        ("2024-12-27T18:05", "2024-12-27T18:05:00Z"),
        ("2024-12-27T18:05:09.5", "2024-12-27T18:05:09Z"),
        ("2024-12-27T18:05:00+01:00", "2024-12-27T18:05:00+01:00"),
    ],
)
def test_moments_are_written_whole(known: str | None, written: str) -> None:
    """A date of any precision becomes a moment of RFC 3339."""
    assert moment(known) == written


def test_feeds_can_be_discovered(client: FlaskClient) -> None:
    """The page of a search names its feeds, with its filters."""
    html = client.get("/search?q=drones&section=News").text
    assert 'type="application/atom+xml" href="/feeds/atom?q=drones&amp;section=News"' in html
    assert 'type="application/feed+json" href="/feeds/json?q=drones&amp;section=News"' in html


def test_what_has_no_date_gets_none_in_a_feed(tmp_path: Path) -> None:
    """Atom wants to know when an entry was changed last; that it was published then is not said."""
    archive = open_archive(tmp_path / "archive")
    archive.add([{"id": "a", "title": "Undated", "body": "The ferry sank."}])
    (entry,) = feedparser.parse(create_app(archive).test_client().get("/feeds/atom?q=ferry").data).entries
    assert ("published" in entry, entry.updated) == (False, "1970-01-01T00:00:00Z")


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    """A spreadsheet would work it out."""
    archive = open_archive(tmp_path / "archive")
    archive.add([{"id": "a", "title": "=HYPERLINK(1)", "source": "@home", "body": "-1 is less than nothing."}])
    (row,) = csv.DictReader(io.StringIO(create_app(archive).test_client().get("/export/csv?q=nothing").text))
    assert (row["title"], row["source"], row["paragraph"]) == ("'=HYPERLINK(1)", "'@home", "'-1 is less than nothing.")


def test_csv_holds_every_hit(client: FlaskClient) -> None:
    """The CSV has a row for each found article, whatever stands in it."""
    answer = client.get("/export/csv?q=&sort=newest")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="nutgraf.csv"'
    assert len(rows) == 8
    assert rows[-1]["title"] == 'A headline with <b>tags</b> & an "onclick"'
    assert (rows[0]["id"], rows[0]["published"], rows[0]["authors"]) == ("count-first", "2024-11-20", "Ada Bright")


def test_json_lines_hold_the_hits_of_the_endpoint(client: FlaskClient) -> None:
    """Each line is a hit as /api/search has it."""
    lines = [orjson.loads(line) for line in client.get("/export/jsonl?q=drones").data.splitlines()]
    assert lines == client.get("/api/search?q=drones").get_json()["hits"]


@pytest.mark.slow
def test_an_export_is_complete_past_ten_thousand(own_archive: Archive) -> None:
    """An export goes on where paging ends."""
    own_archive.add({"id": f"n{n}", "title": f"Note {n}", "body": f"Quokka {n}."} for n in range(10_150))
    answer = create_app(own_archive).test_client().get("/export/csv?q=quokka")
    assert len({row["id"] for row in csv.DictReader(io.StringIO(answer.text))}) == 10_150


def test_browsers_can_add_the_archive(client: FlaskClient) -> None:
    """The OpenSearch description is linked from the page and leads to a search."""
    assert 'rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"' in client.get("/").text
    described = etree.fromstring(client.get("/opensearch.xml").data)
    addresses = {url.get("type"): url.get("template") for url in described.findall("{*}Url")}
    assert addresses["text/html"] == "http://localhost/search?q={searchTerms}"
    query, completions = client.get("/suggestions?q=dro").get_json(force=True)
    assert (query, bool(completions)) == ("dro", True)
