import pytest

from index import tree
from index.metadata import Metadata, read


def test_json_ld_says_it_all() -> None:
    """Every field has a place in JSON-LD, and it wins over meta tags."""
    html = """<html lang="en-GB"><head><meta name=author content="Someone Else">
    <link rel=canonical href="https://gazette.example/boats/last-crossing">
    <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
    {"@type": ["NewsArticle"], "headline": "Last crossing", "author": [{"name": "Ada Byron"}, {"name": "P. Nowak"}],
    "datePublished": "2024-06-18T15:00:00+01:00", "dateModified": "2024-06-19T08:00:00Z", "articleSection": "Boats",
    "publisher": {"@type": "Organization", "name": "The Gazette"},}]}</script></head><body>"""
    assert read(tree.grow(html), "https://www.gazette.example/boats/last-crossing?utm_source=x") == Metadata(
        title="Last crossing",
        authors=("Ada Byron", "P. Nowak"),
        published="2024-06-18T15:00:00+01:00",
        modified="2024-06-19T08:00:00+00:00",
        section="Boats",
        language="en",
        source="The Gazette",
        url="https://gazette.example/boats/last-crossing",
    )


def test_json_ld_that_names_its_parts() -> None:
    """Content systems that list a page's objects side by side name the authors of its article by their ids."""
    html = """<body><span class=byline>Words by Ada Byron, pictures by P. Nowak</span>
    <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "@id": "#site", "name": "The Gazette"},
    {"@type": "Person", "@id": "#1", "name": "Ada Byron"}, {"@type": "Person", "@id": "#2", "name": "Piotr Nowak"},
    {"@type": "Article", "headline": "Last crossing", "author": [{"@id": "#1"}, {"@id": "#2"}, {"@id": "#gone"}]}
    ]}</script></body>"""
    assert read(tree.grow(html)).authors == ("Ada Byron", "Piotr Nowak")


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Last crossing | The Gazette</title>", "", "Last crossing"),
        ("<title>Last crossing</title>", "<h1>The Gazette</h1><h2>Last crossing</h2>", "Last crossing"),
        ("<meta property=og:title content='Ferry SINKS - read now'>", "<h1>Last crossing</h1>", "Last crossing"),
        ("<title>Last crossing</title>", "<h1><span>Boats</span> Last crossing</h1>", "Last crossing"),
        ("", "", ""),
    ],
)
def test_the_headline_is_the_one_that_readers_see(head: str, body: str, title: str) -> None:
    """A heading that agrees with the page's names for itself, else one of those without the site's name."""
    assert read(tree.grow(f"<head>{head}</head><body>{body}</body>")).title == title


@pytest.mark.parametrize(
    ("html", "authors"),
    [
        ("<span class=byline>By Ada Byron and Piotr Nowak, Staff Writers</span>", ("Ada Byron", "Piotr Nowak")),
        ("<a rel=author>Ada Byron</a>", ("Ada Byron",)),
        ("<div class='post-author'>Von Ada Müller-Lüdenscheidt</div>", ("Ada Müller-Lüdenscheidt",)),
        ("<span class=byline>The Gazette</span><meta property=og:site_name content='The Gazette'>", ()),
        ("<span class=author>admin</span>", ()),
    ],
)
def test_authors(html: str, authors: tuple[str, ...]) -> None:
    """People, without "By" and job titles, and never the publisher."""
    assert read(tree.grow(f"<body>{html}</body>")).authors == authors


@pytest.mark.parametrize(
    ("html", "url", "published"),
    [
        ("<time datetime='2024-06-18T15:00:00Z'>18 June</time>", None, "2024-06-18T15:00:00+00:00"),
        ("<p class=date>Updated 19 June 2024</p><p class=date>18 June 2024</p>", None, "2024-06-18"),
        ("<p>Nothing here</p>", "https://a.example/2024/06/18/story", "2024-06-18"),
        ("<p>1. 1. 2020</p><h1>Head</h1><p>Dienstag, 18. Juni 2024, 9 Uhr</p>", None, "2024-06-18"),
        ("<script>var a = {'publishedAt': '2024-06-18'}</script>", None, "2024-06-18"),
        ("<p>Nothing here</p>", None, None),
    ],
)
def test_published(html: str, url: str | None, published: str | None) -> None:
    """From <time>, labels, the address, scripts and the text, in this order."""
    assert read(tree.grow(f"<body>{html}</body>"), url).published == published


@pytest.mark.parametrize(
    ("said", "found_at", "url"),
    [
        ("/boats/1", "https://a.example/x?y=1", "https://a.example/boats/1"),
        ("https://a.example/", "https://a.example/x", None),
        ("https://other.example.net/x", "https://a.example/x", None),
        ("javascript:alert(1)", None, None),
        ("http://[bad", None, None),
    ],
)
def test_canonical_address(said: str, found_at: str | None, url: str | None) -> None:
    """A home page is no article's address, nor is another publisher's page."""
    assert read(tree.grow(f"<head><link rel=canonical href='{said}'></head>"), found_at).url == url
