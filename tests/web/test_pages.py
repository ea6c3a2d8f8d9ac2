"""The pages as HTML: what stands on them, without a browser."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from index import Archive, open_archive
from web import Config, create_app


def page(client: FlaskClient, address: str, status: int = 200) -> BeautifulSoup:
    """Return the page at `address`."""
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (status, "text/html; charset=utf-8")
    return BeautifulSoup(answer.data, "lxml")


def texts(soup: BeautifulSoup | Tag, selector: str) -> list[str]:
    """Return the texts of what `selector` finds, each on one line."""
    return [" ".join(found.get_text(" ", strip=True).split()) for found in soup.select(selector)]


def links(soup: BeautifulSoup, selector: str) -> list[str]:
    """Return where the links that `selector` finds lead."""
    return [str(found["href"]) for found in soup.select(selector)]


def test_home_has_the_box_and_what_the_archive_holds(client: FlaskClient) -> None:
    """The first page shows how much there is, and the latest of it."""
    home = page(client, "/")
    assert texts(home, "h1") == ["Nutgraf"]
    assert texts(home, ".dateline span")[:2] == ["8 articles", "1999–2024"]
    assert home.select_one("form[action='/search'] input[name=q]") is not None
    assert texts(home, ".latest h3") == [
        "Before we shoot at drones, let us count them",
        "Survey drone fell into the harbour, inspectors say",
        "Drones halt ferries at Port Aldersey",
        "Storm corps honoured for the night of the flood",
    ]


def test_every_example_of_the_home_page_finds_something(client: FlaskClient) -> None:
    """The examples are questions that this archive answers."""
    addresses = links(page(client, "/"), ".examples a")
    assert len(addresses) == 5
    for address in addresses:
        assert texts(page(client, address), ".hit h2"), address


def test_results_show_paragraphs_with_marks(client: FlaskClient) -> None:
    """A hit has its headline, its by-line and its paragraphs, each linked by number."""
    found = page(client, "/search?q=sandbags")
    assert texts(found, ".total") == ["1 article , 1 paragraph"]
    assert texts(found, ".hit .byline span, .hit time") == [
        "County Sentinel",
        "3 February 2024",
        "Jun Okafor",
        "People",
    ]
    assert texts(found, ".hit mark") == ["sandbags"]
    assert links(found, ".hit .number") == ["/articles/storm-corps?q=sandbags#p2"]
    assert links(found, ".hit h2 a") == ["/articles/storm-corps?q=sandbags#p2"]


def test_more_paragraphs_open_in_place(client: FlaskClient) -> None:
    """Three paragraphs stand open, the others are folded in, and the fold says how many."""
    found = page(client, "/search?q=drones+harbour+police+volunteers+tickets&source=Harbour+Post")
    assert len(found.select(".hit > .paragraphs > li")) == 3
    assert texts(found, ".hit .more summary") == ["and 2 more paragraphs"]
    assert len(found.select(".hit .more li")) == 2


def test_facets_are_links_that_add_up_and_come_off(client: FlaskClient) -> None:
    """Choosing a second value adds it to the first, and each filter that is on has its way out."""
    found = page(client, "/search?q=drones&source=Harbour+Post")
    assert texts(found, ".chips a") == ["Source: Harbour Post × , take off"]
    assert links(found, ".chips a") == ["/search?q=drones"]
    both = page(client, "/search?q=drones&source=Harbour+Post&section=News&from=2024-01-01")
    assert links(both, ".chips a") == [
        "/search?q=drones&from=2024-01-01&section=News",
        "/search?q=drones&from=2024-01-01&source=Harbour+Post",
        "/search?q=drones&source=Harbour+Post&section=News",
    ]
    everything = page(client, "/search?q=drones")
    assert "/search?q=drones&source=Eastern+Courier" in links(everything, ".facets a")


def test_a_month_in_the_address_is_days_on_the_page(client: FlaskClient) -> None:
    """From the first day of one to the last of the other: so the filters say, and so the fields for dates hold it."""
    found = page(client, "/search?q=drones&from=2024-02&to=2024")
    assert texts(found, ".chips a") == ["From: 1 February 2024 × , take off", "To: 31 December 2024 × , take off"]
    assert [field["value"] for field in found.select("input[type=date]")] == ["2024-02-01", "2024-12-31"]


def test_a_month_or_a_year_is_shown_as_precise_as_it_is(tmp_path: Path) -> None:
    """An article of which no day is known is found by its month, and says no more than that."""
    archive = open_archive(tmp_path / "archive")
    archive.add([{"id": when, "title": when, "body": "Old news.", "published": when} for when in ("July 1976", "1815")])
    client = create_app(archive.location).test_client()
    assert texts(page(client, "/search?q=date:1976-07"), "time") == ["July 1976"]
    assert texts(page(client, "/articles/1815"), "time")[0] == "1815"
    assert client.get("/api/search?q=date:1815").json["hits"][0]["published"] == "1815"


def test_time_is_a_picture_of_links(client: FlaskClient) -> None:
    """Each bar of the picture says what it holds and leads to just that."""
    found = page(client, "/search?q=")
    bars = found.select(".timeline svg a")
    assert len(bars) > 1
    for bar in bars:
        label = str(bar["aria-label"])
        held = texts(page(client, str(bar["href"])), ".total strong")
        assert label.endswith(": " + held[0])


def test_order_and_view_keep_the_question(client: FlaskClient) -> None:
    """The links to another order or view change that alone."""
    found = page(client, "/search?q=drones&source=Eastern+Courier&sort=newest")
    assert links(found, ".views a") == [
        "/search?q=drones&source=Eastern+Courier",
        "/search?q=drones&sort=newest&source=Eastern+Courier",
        "/search?q=drones&sort=oldest&source=Eastern+Courier",
        "/search?q=drones&sort=newest&source=Eastern+Courier",
        "/search?q=drones&view=paragraphs&sort=newest&source=Eastern+Courier",
    ]
    assert texts(found, ".views a[aria-current]") == ["Newest", "Articles"]


def test_pages_of_results_follow_each_other(client: FlaskClient) -> None:
    """The link to more results leads on, until all have been shown once."""
    address, seen = "/search?q=&size=3&sort=newest", []
    while address:
        found = page(client, address)
        seen += texts(found, ".hit h2")
        address = "".join(links(found, ".pages a[rel=next]"))
    assert len(seen) == len(set(seen)) == 8


def test_an_unreadable_query_is_marked_and_its_words_are_answered(client: FlaskClient) -> None:
    """The page of an unreadable query shows the place, the reason, and results for its plain words."""
    found = page(client, "/search?q=sandbags+AND+(", 400)
    assert texts(found, ".unreadable .wrong") == ["("]
    assert texts(found, ".unreadable .query") == ["sandbags AND ("]
    assert texts(found, ".hit h2") == ["Storm corps honoured for the night of the flood"]


def test_nothing_found_offers_what_would_be(client: FlaskClient) -> None:
    """A page without results offers examples, and the way out of filters."""
    found = page(client, "/search?q=xylophone&source=Ledger")
    assert texts(found, ".hit") == []
    assert links(found, ".nothing > p a") == ["/search?q=xylophone"]
    assert len(links(found, ".nothing .examples a")) == 5


def test_unknown_parameters_do_not_spoil_a_page(client: FlaskClient) -> None:
    """A shared link that collected a tracker still shows its page; a bad value of ours is an error page."""
    assert texts(page(client, "/search?q=sandbags&from=&to=&utm_source=mail"), ".hit h2") != []
    trouble = page(client, "/search?q=sandbags&size=1000", 400)
    assert texts(trouble, "main p")[0] == "`size` must be a whole number from 1 to 100, and not `1000`."


@pytest.mark.parametrize(
    ("dates", "wrong", "told"),
    [
        (("spring", "2024"), "from", '`from`: "spring" is not a date. Write 2024, 2024-12, 2024-12-27, 27 December'),
        (("", "<b>"), "to", '`to`: "<b>" is not a date.'),
        (("2020", "2010-02"), "to", "`to`: This range ends (2010-02-28) before it begins (2020-01-01)."),
    ],
)
def test_a_date_that_cannot_be_used_is_kept_to_be_mended(
    client: FlaskClient, dates: tuple[str, str], wrong: str, told: str
) -> None:
    """The page says which field is wrong, and still has the question, what was typed and the other filters."""
    asked = {"q": "storm corps", "sort": "newest", "source": "Ledger", "from": dates[0], "to": dates[1]}
    trouble = page(client, f"/search?{urlencode(asked)}", 400)
    assert texts(trouble, "main p")[0].startswith(told)
    assert [field["value"] for field in trouble.select("#q")] == ["storm corps"]
    form = {str(field["name"]): field["value"] for field in trouble.select("form.dates input")}
    assert form == {**asked, "view": "articles"}
    assert [field["name"] for field in trouble.select("[aria-invalid=true]")] == [wrong]


def test_a_page_of_error_keeps_the_question(client: FlaskClient) -> None:
    """Whatever is wrong, the box has what was typed, and how it was asked where that is not what is wrong."""
    for address, hidden in (
        ("/search?q=storm&size=1000&sort=newest", {"sort": "newest"}),
        ("/search?q=storm&sort=best&view=paragraphs", {"view": "paragraphs"}),
        ("/search?q=storm&sort=best&size=1000", {}),
    ):
        trouble = page(client, address, 400)
        assert {str(field["name"]): field["value"] for field in trouble.select(".box input")} == {
            "q": "storm",
            **hidden,
        }
        assert trouble.select("form.dates") == []


def test_an_article_is_numbered_and_marked(client: FlaskClient) -> None:
    """The reading page has an anchor a paragraph, marks, a strip of where they are, and the receipts."""
    read = page(client, "/articles/drones-halt-ferries?q=drone")
    assert texts(read, "h1") == ["Drones halt ferries at Port Aldersey"]
    assert [found["id"] for found in read.select(".paragraph")] == ["p1", "p2", "p3", "p4", "p5"]
    assert links(read, ".paragraph .number") == ["#p1", "#p2", "#p3", "#p4", "#p5"]
    assert [mark.lower() for mark in texts(read, "article mark")] == ["drones", "drones", "drones", "drone"]
    assert links(read, ".strip a") == ["#p1", "#p2", "#p3"]
    assert texts(read, ".removed summary") == ["What cleaning took out (2)"]
    assert [row.split()[0] for row in texts(read, ".removed tbody tr")] == ["Related:", "Share."]
    assert links(read, ".original a") == ["https://harbour.example/drones"]


def test_an_article_leads_to_others_like_it(client: FlaskClient) -> None:
    """Below an article stand those that share its words, and never itself."""
    offered = links(page(client, "/articles/survey-drone"), ".related a")
    assert offered
    assert "/articles/survey-drone" not in offered
    assert set(offered) & {"/articles/drones-halt-ferries", "/articles/count-first"}


def test_an_article_can_be_cited(client: FlaskClient) -> None:
    """The cite box has the article as a line, as BibTeX and as CSL-JSON."""
    read = page(client, "/articles/storm-corps")
    plain, bibtex, csl = (found.get_text() for found in read.select(".cite pre"))
    assert plain == (
        "Jun Okafor: Storm corps honoured for the night of the flood. County Sentinel, 3 February 2024. "
        "http://localhost/articles/storm-corps"
    )
    assert bibtex.splitlines() == [
        "@article{okafor2024storm,",
        "  title = {{Storm corps honoured for the night of the flood}},",
        "  author = {{Jun Okafor}},",
        "  journal = {County Sentinel},",
        "  date = {2024-02-03},",
        "  url = {http://localhost/articles/storm-corps},",
        "}",
    ]
    assert '"issued": {' in csl


@pytest.mark.parametrize(
    ("title", "author", "key"),
    [
        ("Überraschung im Hafen", "Jörg Müller", "muller2024uberraschung"),
        ("Дрони над портом", "Олена Шевченко", "2024uk1"),
        ("Drones", "", "2024drones"),
    ],
)
def test_a_key_of_bibtex_tells_articles_apart(own_archive: Archive, title: str, author: str, key: str) -> None:
    """It has letters without accents, and the article's id where there are none of Latin."""
    own_archive.add([{"id": "uk-1", "title": title, "body": "Text.", "authors": [author], "published": "2024-12-27"}])
    read = page(create_app(own_archive).test_client(), "/articles/uk-1")
    assert read.select(".cite pre")[1].get_text().startswith(f"@article{{{key},")


def test_an_address_that_is_no_web_page_is_no_link(client: FlaskClient) -> None:
    """An article whose address is a script is shown without it, and its text as text."""
    read = page(client, "/articles/undated%2Fodd%20id")
    assert texts(read, "h1") == ['A headline with <b>tags</b> & an "onclick"']
    assert [address for address in links(read, "a[href]") if address.startswith("javascript")] == []
    assert read.select("main script, main i, main b") == []


def test_what_is_not_there_has_a_page(client: FlaskClient) -> None:
    """An unknown article is a page of status 404 that leads back to the box."""
    found = page(client, "/articles/nowhere", 404)
    assert texts(found, "h1") == ["Not Found"]
    assert texts(found, "main p")[0] == "This article is not in the archive. It may have been removed."
    assert texts(page(client, "/nowhere", 404), "main p")[0] == "There is nothing at /nowhere."


def test_an_archive_without_articles_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The first page of an empty archive says how articles get in."""
    empty = create_app(tmp_path_factory.mktemp("empty") / "archive").test_client()
    assert texts(page(empty, "/"), ".examples") == ["Nothing here yet Put articles in with nutgraf add PATH ."]
    assert texts(page(empty, "/search?q=drones"), ".total strong") == ["0 articles"]


def test_the_archive_has_its_keepers_name_and_colour(archive: Archive) -> None:
    """Title, tagline and accent come from the configuration."""
    named = create_app(
        archive, Config(title="The Aldersey Files", tagline="All of it.", accent="#1d4f91")
    ).test_client()
    assert texts(page(named, "/"), "h1") == ["The Aldersey Files"]
    assert named.get("/theme.css").text == ":root { --brand: #1d4f91; }\n"


def test_an_accent_that_is_no_colour_is_refused(archive: Archive) -> None:
    """What is not a CSS colour does not get into the style sheet."""
    with pytest.raises(ValueError, match="must be a CSS colour"):
        create_app(archive, Config(accent="red; } body { display: none"))


def test_pages_say_what_they_may_load(app: Flask) -> None:
    """Every page forbids inline scripts and other sites, and none has either."""
    client = app.test_client()
    for address in ("/", "/search?q=drones", "/articles/storm-corps", "/api/", "/nowhere"):
        answer = client.get(address)
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers
        soup = BeautifulSoup(answer.data, "lxml")
        assert all(script.get("src", "").startswith("/static/") for script in soup.select("script"))
        assert soup.select("[style], style") == []


def test_the_first_page_is_small(client: FlaskClient) -> None:
    """The first page with its style and scripts stays under 50 KB, uncompressed."""
    home = client.get("/")
    soup = BeautifulSoup(home.data, "lxml")
    own = [
        str(found.get("src") or found.get("href"))
        for found in soup.select("script, link[rel=stylesheet], link[rel=icon]")
    ]
    total = len(home.data) + sum(len(client.get(address).data) for address in own)
    assert len(own) == 4
    assert total < 50_000


def test_a_hit_leads_to_its_copies(sample_archive: Archive) -> None:
    """Below a wire story stands which other outlet has it, and a link to its version with the question."""
    soup = page(create_app(sample_archive).test_client(), '/search?q="survey camera"')
    assert texts(soup, ".hit .more summary") == ["also in Eastern Courier"]
    assert texts(soup, ".copies li") == [
        "Frontier drone was carrying a camera, not a bomb , Eastern Courier, 10 November 2025"
    ]
    (link,) = links(soup, ".copies a")
    assert link.endswith("?q=%22survey+camera%22")


def test_text_runs_as_it_is_written(own_archive: Archive) -> None:
    """Headlines, paragraphs and queries say their language, and run from right to left where they are written so."""
    headline, body = "مسيرات فوق الميناء", "توقفت العبارات في الميناء ساعتين."
    own_archive.add([{"id": "ar", "title": headline, "body": body, "language": "ar"}])
    client = create_app(own_archive).test_client()
    found, read = page(client, "/search?" + urlencode({"q": "الميناء"})), page(client, "/articles/ar")
    for selector in ("#q", ".hit h2", ".hit .paragraphs p"):
        assert [one.get("dir") for one in found.select(selector)] == ["auto"]
    for selector in ("article h1", ".story p"):
        assert [one.get("dir") for one in read.select(selector)] == ["auto"]
    assert [one.get("lang") for one in (*found.select(".hit h2, .hit .paragraphs"), *read.select("article"))] == [
        "ar"
    ] * 3
