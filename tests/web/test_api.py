"""The endpoint: whole answers, paging, filters, and what is refused."""

from urllib.parse import quote

import msgspec
import pytest
from flask.testing import FlaskClient

from index import Archive
from index.article import Article, Paragraph
from web import create_app, shapes


def test_search_answers_with_every_member_of_the_contract(client: FlaskClient) -> None:
    """An answer has every member that programs rely on, and no other."""
    answer = client.get("/api/search?q=sandbags&facets=1").get_json()
    msgspec.convert(answer, shapes.SearchAnswer)
    assert {key: answer[key] for key in ("total", "next")} == {"total": {"articles": 1, "paragraphs": 1}, "next": None}
    (hit,) = answer["hits"]
    assert {
        key: hit[key] for key in ("id", "url", "title", "title_html", "published", "authors", "source", "section")
    } == {
        "id": "storm-corps",
        "url": "https://sentinel.example/storm",
        "title": "Storm corps honoured for the night of the flood",
        "title_html": "Storm corps honoured for the night of the flood",
        "published": "2024-02-03",
        "authors": ["Jun Okafor"],
        "source": "County Sentinel",
        "section": "People",
    }
    (paragraph,) = hit["paragraphs"]
    assert paragraph["number"] == 2
    assert paragraph["text"] == "Its forty members filled 3,000 sandbags in the night of the flood."
    assert paragraph["html"] == "Its forty members filled 3,000 <mark>sandbags</mark> in the night of the flood."
    assert paragraph["link"] == "/articles/storm-corps?q=sandbags#p2"
    assert answer["facets"] == {
        "source": [{"value": "County Sentinel", "articles": 1}],
        "author": [{"value": "Jun Okafor", "articles": 1}],
        "section": [{"value": "People", "articles": 1}],
        "language": [{"value": "en", "articles": 1}],
        "published": answer["facets"]["published"],
    }
    assert [period["articles"] for period in answer["facets"]["published"]] == [1]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("q=drones&sort=newest", ["count-first", "survey-drone", "drones-halt-ferries"]),
        ("q=drones&sort=oldest", ["drones-halt-ferries", "survey-drone", "count-first"]),
        ("q=drones&sort=newest&source=Eastern+Courier", ["count-first", "survey-drone"]),
        ("q=&sort=newest&source=Ledger&source=Le+Phare", ["tramway", "chip-orders"]),
        ("q=drones&sort=newest&section=Opinion", ["count-first"]),
        ("q=drones&sort=newest&author=Mara+Lindqvist", ["survey-drone", "drones-halt-ferries"]),
        ("q=&language=fr", ["tramway"]),
        ("q=drones&sort=newest&from=2024-11-06&to=2024-11-12", ["survey-drone"]),
        ("q=&sort=newest&from=2024-02&to=2024-02", ["storm-corps"]),
        ("q=&sort=newest&to=1999", ["chip-orders"]),
        ("q=&sort=newest&from=2024-11&to=November+2024", ["count-first", "survey-drone", "drones-halt-ferries"]),
        ("q=drones&sort=newest&size=1", ["count-first"]),
        ("q=xylophone", []),
    ],
)
def test_search_keeps_to_filters_and_order(client: FlaskClient, query: str, ids: list[str]) -> None:
    """Each filter and each order answers with exactly these articles."""
    answer = client.get(f"/api/search?{query}").get_json()
    assert [hit["id"] for hit in answer["hits"]] == ids


def test_pages_of_an_answer_follow_each_other(client: FlaskClient) -> None:
    """Following `next` shows every article once, in the order of one long answer."""
    whole = [hit["id"] for hit in client.get("/api/search?q=&sort=newest&size=100").get_json()["hits"]]
    seen, address = [], "/api/search?q=&sort=newest&size=3"
    while address:
        answer = client.get(address).get_json()
        seen += [hit["id"] for hit in answer["hits"]]
        address = answer["next"]
    assert seen == whole
    assert len(seen) == 8


def test_paragraphs_view_lists_paragraphs(client: FlaskClient) -> None:
    """In the view of paragraphs a hit is one paragraph with its article's fields."""
    answer = client.get("/api/search?q=sandbags&view=paragraphs").get_json()
    msgspec.convert(answer, shapes.SearchAnswer)
    assert [(hit["id"], [p["number"] for p in hit["paragraphs"]]) for hit in answer["hits"]] == [("storm-corps", [2])]


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("q=a&sice=3", "sice", "There is no parameter `sice`. Did you mean `size`?"),
        ("q=a&size=0", "size", "`size` must be a whole number from 1 to 100, and not `0`."),
        ("q=a&size=101", "size", "`size` must be a whole number from 1 to 100, and not `101`."),
        ("q=a&size=ten", "size", "`size` must be a whole number from 1 to 100, and not `ten`."),
        ("q=a&size=1&size=2", "size", "`size` is given 2 times; it takes one value."),
        ("q=a&paragraphs=21", "paragraphs", "`paragraphs` must be a whole number from 0 to 20, and not `21`."),
        ("q=a&view=cards", "view", "`view` must be articles or paragraphs, and not `cards`."),
        ("q=a&sort=best", "sort", "`sort` must be newest or oldest or relevance, and not `best`."),
        ("q=a&to=", "to", "`to` must be a date such as 2024, 2024-12, 2024-12-27, and not ``."),
        ("q=a&facets=maybe", "facets", "`facets` must be 1 or 0, and not `maybe`."),
    ],
)
def test_parameters_that_cannot_be_used_are_named(client: FlaskClient, query: str, parameter: str, detail: str) -> None:
    """A parameter that is unknown, out of range or of the wrong kind is refused by its name."""
    answer = client.get(f"/api/search?{query}")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert answer.get_json() == {
        "type": "/api/#bad-parameter",
        "title": "A parameter cannot be used",
        "status": 400,
        "detail": detail,
        "parameter": parameter,
    }


@pytest.mark.parametrize(("parameter", "value"), [("cursor", "made-up"), ("from", "2024-13-01"), ("to", "0000-01-01")])
def test_what_only_the_search_can_judge_is_refused_too(client: FlaskClient, parameter: str, value: str) -> None:
    """A made-up cursor and a day that no calendar has are bad parameters, not a wrong page."""
    answer = client.get(f"/api/search?q=drones&{parameter}={value}")
    assert (answer.status_code, answer.get_json()["parameter"]) == (400, parameter)
    assert answer.get_json()["detail"].startswith(f"`{parameter}`: ")


def test_a_query_that_cannot_be_read_is_marked(client: FlaskClient) -> None:
    """The problem says what is wrong, in which text, and where."""
    answer = client.get("/api/search?q=drones+AND+(ferries")
    problem = answer.get_json()
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert {key: problem[key] for key in ("type", "title", "status", "source", "span")} == {
        "type": "/api/#unreadable-query",
        "title": "The query cannot be read",
        "status": 400,
        "source": "drones AND (ferries",
        "span": [11, 12],
    }


def test_an_article_is_answered_whole(client: FlaskClient) -> None:
    """An article comes with all its fields and numbered paragraphs, and with its receipts when asked."""
    answer = client.get("/api/articles/drones-halt-ferries").get_json()
    msgspec.convert(answer, shapes.ArticleAnswer)
    assert "removed" not in answer
    assert [paragraph["number"] for paragraph in answer["paragraphs"]] == [1, 2, 3, 4, 5]
    assert {key: answer[key] for key in ("title", "published", "authors", "source", "section", "language")} == {
        "title": "Drones halt ferries at Port Aldersey",
        "published": "2024-11-05T07:40:00+01:00",
        "authors": ["Mara Lindqvist", "Tom O’Brien"],
        "source": "Harbour Post",
        "section": "News",
        "language": "en",
    }
    removed = client.get("/api/articles/drones-halt-ferries?removed=1").get_json()["removed"]
    assert [(cut["text"], cut["after"]) for cut in removed] == [
        ("Related: Our guide to the winter timetable", 1),
        ("Share.", 5),
    ]


@pytest.mark.parametrize(
    "name", ["undated/odd id", "https://a.example//b/?c=d#e", "wire:12-a", "a\n", "/", "..\\..", "%2F", "%3A", "Ω"]
)
def test_any_id_has_an_address(own_archive: Archive, name: str) -> None:
    """Whatever an article is called, it is found under its quoted name, and hits lead there."""
    own_archive.add([Article(name, "Named", (Paragraph(1, "text", "A body."),))])
    client = create_app(own_archive).test_client()
    assert client.get(f"/api/articles/{quote(name, safe='')}").get_json()["id"] == name
    (hit,) = client.get("/api/search?q=named").get_json()["hits"]
    assert hit["paragraphs"][0]["link"] == f"/articles/{quote(name, safe='')}?q=named#p1"


def test_what_is_not_there_is_said_not_to_be(client: FlaskClient) -> None:
    """An unknown article and an unknown address under /api/ are problems of status 404."""
    for address in ("/api/articles/nowhere", "/api/nowhere"):
        answer = client.get(address)
        assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
        assert answer.get_json()["type"] == "/api/#not-found"


def test_suggest_completes_words_of_the_archive(client: FlaskClient) -> None:
    """Completions start with what was typed."""
    answer = client.get("/api/suggest?q=dro").get_json()
    msgspec.convert(answer, shapes.SuggestAnswer)
    assert answer["query"] == "dro"
    assert answer["completions"]
    assert all(one.lower().startswith("dro") for one in answer["completions"])


def test_health_says_that_the_archive_can_be_searched(client: FlaskClient) -> None:
    """The health check counts the articles."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_json()["status"], answer.get_json()["articles"]) == (200, "ok", 8)


def test_a_method_that_is_not_taken_is_refused(client: FlaskClient) -> None:
    """A method that an address does not take is a problem of status 405 that lists those it takes."""
    answer = client.delete("/api/search")
    assert (answer.status_code, answer.content_type) == (405, "application/problem+json")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_copies_stand_with_the_best_of_them(sample_archive: Archive) -> None:
    """A wire story in two outlets is one hit with the other outlet's version beside it, and two where that is off."""
    client = create_app(sample_archive).test_client()
    folded, plain = (client.get(f'/api/search?q="survey camera"{more}').get_json() for more in ("", "&fold=0"))
    for answer in (folded, plain):
        msgspec.convert(answer, shapes.SearchAnswer)
        assert answer["total"] == {"articles": 2, "paragraphs": 2}
    assert [[copy["title"] for copy in hit["also"]] for hit in folded["hits"]] == [
        ["Frontier drone was carrying a camera, not a bomb"]
    ]
    assert [hit["also"] for hit in plain["hits"]] == [[], []]


def test_more_like_an_article(sample_archive: Archive) -> None:
    """Articles like one are hits, no more than asked for; its own copy is not among them."""
    client = create_app(sample_archive).test_client()
    hits = client.get('/api/search?q=title:"carrying a camera"').get_json()["hits"]
    answer = client.get(f"/api/articles/{hits[0]['id']}/similar?size=1").get_json()
    msgspec.convert(answer, shapes.SimilarAnswer)
    assert (answer["id"], [hit["title"] for hit in answer["hits"]]) == (
        hits[0]["id"],
        ["Drones over the frontier: what we know, and what we only repeat"],
    )


def test_more_like_what_is_not_there(client: FlaskClient) -> None:
    """An unknown article is a problem of status 404, a parameter out of range one of status 400."""
    statuses = [
        client.get(f"/api/articles/{rest}").status_code for rest in ("nowhere/similar", "tramway/similar?size=0")
    ]
    assert statuses == [404, 400]


def test_an_id_may_end_like_the_address_of_what_is_like_it(own_archive: Archive) -> None:
    """The article whose id ends in /similar has its address, and so has what is like it."""
    own_archive.add([{"id": "ferries/similar", "title": "Similar ferries", "body": "All ferries are alike."}])
    client = create_app(own_archive).test_client()
    assert client.get("/api/articles/ferries/similar").get_json()["title"] == "Similar ferries"
    assert client.get("/api/articles/ferries/similar/similar").get_json()["id"] == "ferries/similar"
