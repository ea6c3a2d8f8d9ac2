"""Feeds, agencies' formats and archives of the web."""

import gzip
from pathlib import Path

import pytest

from index.article import RawPage, Skipped
from index.sources import pages

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Lund Gazette</title><link>https://gazette.example/</link><language>en-gb</language>
<item><title>Ferry sinks</title><link>https://gazette.example/a</link><guid isPermaLink="false">a-1</guid>
<pubDate>Fri, 27 Dec 2024 18:05:00 GMT</pubDate><dc:creator>Ann Hale</dc:creator><category>Harbour</category>
<description>Short.</description>
<content:encoded><![CDATA[<p>The ferry sank.</p><p>All saved.</p>]]></content:encoded></item>
<item><title>No text</title></item>
<item><title>Fog &amp; rain</title><guid>https://gazette.example/b</guid><author>j@gazette.example (Joe Ortiz)</author>
<description>&lt;p&gt;Fog in the morning.&lt;/p&gt;</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Lund Gazette</title>
<entry><title>Ferry sinks</title><link rel="self" href="https://gazette.example/a.atom"/>
<link href="https://gazette.example/a"/><id>urn:a</id><published>2024-12-27T18:05:00Z</published>
<updated>2024-12-28T08:00:00Z</updated><author><name>Ann Hale</name></author><category term="Harbour"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry sank.</p></div></content></entry></feed>"""

NITF = """<?xml version="1.0"?><nitf xml:lang="en"><head><docdata><doc-id id-string="a-1"/>
<date.issue norm="2024-12-27T18:05:00Z"/></docdata><pubdata name="Lund Gazette" position.section="Harbour"/></head>
<body><body.head><hedline><hl1>Ferry sinks</hl1></hedline><byline>By <person>Ann Hale</person></byline>
<abstract><p>A calm sea.</p></abstract></body.head><body.content><block><p>The <org>ferry</org> sank.</p><hl2>Why</hl2>
<media><media-reference source="a.jpg"/><media-caption>The wreck.</media-caption></media></block></body.content></body>
</nitf>"""

NEWSML = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:pic"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
<newsItem guid="urn:a"><itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:LUND"/>
<versionCreated>2024-12-28T08:00:00Z</versionCreated><firstCreated>2024-12-27T18:05:00Z</firstCreated></itemMeta>
<contentMeta><headline>Ferry sinks</headline><by>By Ann Hale</by><language tag="en"/>
<subject><name>Harbour</name></subject></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>The ferry sank.</p></body></html></inlineXML></contentSet>
</newsItem>
</itemSet></newsMessage>"""


def _read(path: Path, data: str | bytes) -> list[RawPage | Skipped]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return [page for page in pages([path]) if isinstance(page, RawPage | Skipped)]


def test_an_rss_feed_gives_its_items(tmp_path: Path) -> None:
    """With what the feed says of itself; an item without text is named."""
    path = tmp_path / "feed"
    about = {"source": "Lund Gazette", "language": "en-gb"}
    assert _read(path, RSS) == [
        RawPage(
            "<p>The ferry sank.</p><p>All saved.</p>",
            "html",
            f"{path} item 1",
            {
                **about,
                "title": "Ferry sinks",
                "url": "https://gazette.example/a",
                "id": "a-1",
                "published": "Fri, 27 Dec 2024 18:05:00 GMT",
                "authors": ["Ann Hale"],
                "section": "Harbour",
            },
        ),
        Skipped(f"{path} item 2", "the body is empty"),
        RawPage(
            "<p>Fog in the morning.</p>",
            "html",
            f"{path} item 3",
            {
                **about,
                "title": "Fog & rain",
                "url": "https://gazette.example/b",
                "id": "https://gazette.example/b",
                "authors": ["Joe Ortiz"],
            },
        ),
    ]


def test_an_atom_feed_gives_its_entries(tmp_path: Path) -> None:
    """XHTML content comes as markup."""
    path = tmp_path / "feed.txt"
    (page,) = _read(path, ATOM)
    assert isinstance(page, RawPage)
    assert "<p>The ferry sank.</p>" in page.content.replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
    assert page.given == {
        "source": "Lund Gazette",
        "language": "en",
        "title": "Ferry sinks",
        "url": "https://gazette.example/a",
        "id": "urn:a",
        "published": "2024-12-27T18:05:00Z",
        "modified": "2024-12-28T08:00:00Z",
        "authors": ["Ann Hale"],
        "section": "Harbour",
    }


def test_nitf_becomes_html_with_its_parts(tmp_path: Path) -> None:
    """Headings, captions and paragraphs keep their kinds; the head gives the facts."""
    path = tmp_path / "a.xml"
    (page,) = _read(path, NITF)
    assert isinstance(page, RawPage)
    assert " ".join(page.content.split()) == (
        "<div><p>The <span>ferry</span> sank.</p><h2>Why</h2> "
        "<figure><figcaption>The wreck.</figcaption></figure></div>"
    )
    assert page.given == {
        "id": "a-1",
        "title": "Ferry sinks",
        "standfirst": "A calm sea.",
        "published": "2024-12-27T18:05:00Z",
        "source": "Lund Gazette",
        "section": "Harbour",
        "language": "en",
        "authors": ["Ann Hale"],
    }


@pytest.mark.parametrize("inside", ["xhtml", "nitf"])
def test_newsml_gives_its_items_of_text(tmp_path: Path, inside: str) -> None:
    """Pictures are passed over; the envelope's facts win over those of what it holds."""
    path = tmp_path / "a.xml"
    html = NEWSML[NEWSML.index("<html") : NEWSML.index("</html>") + 7]
    (page,) = _read(path, NEWSML if inside == "xhtml" else NEWSML.replace(html, NITF.partition("?>")[2]))
    assert isinstance(page, RawPage)
    assert "sank.</p>" in page.content
    facts = {
        "id": "urn:a",
        "title": "Ferry sinks",
        "published": "2024-12-27T18:05:00Z",
        "modified": "2024-12-28T08:00:00Z",
        "source": "LUND",
        "language": "en",
        "section": "Harbour",
        "authors": ["Ann Hale"],
    }
    assert {name: page.given[name] for name in facts} == facts


def _record(kind: str, url: str, block: bytes) -> bytes:
    """Return one WARC record."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-04T12:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def _warc() -> list[bytes]:
    """Return records of a crawl: two pages, a request, an image, a page that was not there."""
    packed = gzip.compress(b"<p>Two.</p>")
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    return [
        _record("request", "https://a.example/1", b"GET /1 HTTP/1.1\r\n\r\n"),
        _record(
            "response",
            "https://a.example/1",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n<p>%b</p>"
            % "Паром".encode("cp1251"),
        ),
        _record("response", "https://a.example/i", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        _record("response", "https://a.example/x", b"HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n<p>No</p>"),
        _record(
            "response",
            "https://a.example/2",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
            b"Content-Encoding: gzip\r\n\r\n" + chunked,
        ),
    ]


@pytest.mark.parametrize("compressed", [False, True])
def test_a_warc_gives_the_pages_of_a_crawl(tmp_path: Path, compressed: bool) -> None:
    """With their address and the time they were fetched; packed answers are unpacked, other records passed over."""
    path = tmp_path / "crawl"
    data = b"".join(map(gzip.compress, _warc())) if compressed else b"".join(_warc())
    fetched = {"fetched": "2024-05-04T12:00:00Z"}
    assert _read(path, data) == [
        RawPage("<p>Паром</p>", "html", f"{path} record 2", {"url": "https://a.example/1", **fetched}),
        RawPage("<p>Two.</p>", "html", f"{path} record 5", {"url": "https://a.example/2", **fetched}),
    ]


def test_xml_reaches_nothing_outside(tmp_path: Path) -> None:
    """A file that an entity names is not read."""
    secret = tmp_path / "secret"
    secret.write_text("hush")
    feed = f'<!DOCTYPE rss [<!ENTITY s SYSTEM "file://{secret}">]>{RSS.partition("?>")[2].replace("Short", "&s;")}'
    contents = [page.content for page in _read(tmp_path / "feed", feed) if isinstance(page, RawPage)]
    assert contents == ["<p>The ferry sank.</p><p>All saved.</p>", "<p>Fog in the morning.</p>"]
    (page,) = _read(tmp_path / "b", f'<!DOCTYPE rss [<!ENTITY s SYSTEM "file://{secret}">]>' + _feed("One. &s;"))
    assert page == RawPage("One. &s;", "html", f"{tmp_path / 'b'} item 1")


def test_xml_does_not_blow_up(tmp_path: Path) -> None:
    """Entities made of entities are not written out: the feed counts as empty."""
    entities = "".join(f'<!ENTITY {name} "{f"&{of};" * 1000}">' for name, of in ("bx", "cb", "dc"))
    feed = f'<!DOCTYPE rss [<!ENTITY x "ha">{entities}]>' + _feed("One. &d;")
    assert _read(tmp_path / "feed", feed) == [Skipped(str(tmp_path / "feed"), "is a feed without items")]


def _feed(text: str) -> str:
    """Return a feed with one item that says `text`."""
    return f"<rss><channel><item><description>{text}</description></item></channel></rss>"


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (RSS[: RSS.index("<item><title>Fog")], 2),
        (RSS.replace("</title>", "</titel>", 2), 3),
        (RSS.replace("&amp;", "&"), 3),
    ],
)
def test_broken_markup_gives_what_can_be_read(tmp_path: Path, data: str, count: int) -> None:
    """A feed that breaks off, ends a wrong element, or has a bare ampersand."""
    assert len(_read(tmp_path / "feed", data)) == count


@pytest.mark.parametrize("data", ["<rss><channel><title>Lund</title></channel></rss>", "<feed/>"])
def test_a_feed_without_items_is_named(tmp_path: Path, data: str) -> None:
    """It holds no article."""
    assert _read(tmp_path / "feed", data) == [Skipped(str(tmp_path / "feed"), "is a feed without items")]
