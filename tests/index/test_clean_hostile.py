import random
from html import unescape

import pytest

from index import clean
from index.article import PageKind, RawPage
from index.blocks import LARGEST
from index.clean import clean_page
from index.page import MOST_ELEMENTS, MOST_TAGS
from index.plain import MOST_PARAGRAPHS
from index.tree import without_tags

PAGE = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>Last crossing | The Gazette</title>"
    b'<script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":"Ada Byron"}]}</script></head><body>'
    b"<nav><ul><li><a href=/>Home</a></li></ul></nav><article><h1>Last crossing</h1><time datetime=2024-06-18>18 June"
    b"</time><p>The ferry left the harbour at dawn, and nobody on board knew that it would be the last crossing.</p>"
    b"<figure><img src=a.jpg><figcaption>The ferry lay in Hallin.</figcaption></figure><table><tr><td>1<td>2<tr><td>3"
    b"<td>4</table><blockquote class=twitter-tweet>We heard a bang.<br><br>Twice.</blockquote><ul class=related><li>"
    b"<a href=/b>Ferry sinks</a></ul></article><div class=comments><p>First!</p></div></body></html>"
)
PIECES = (
    *(
        b"<div>",
        b"</div>",
        b"<table>",
        b"<td>",
        b"<p",
        b'"',
        b"'",
        b"<!--",
        b"-->",
        b"<script>",
        b"</body>",
        b"<article>",
    ),
    *(
        b"<a href=",
        b"&#0;",
        b"&#xFFFE;",
        b"&#x1;",
        b"\xff\xfe",
        b"]]>",
        b"<svg>",
        b"<cut n=9>",
        b"<h1>",
        b"\0",
        b"<br><br>",
    ),
    *(
        b"</html>",
        b"<base href='http://['>",
        b"<link rel=canonical href='http://['>",
        b"<html lang=>",
        b"<?xml version='1.0'?>",
    ),
)


def mutated(rng: random.Random) -> bytes:
    """Return the page with pieces lost, doubled, moved and put in."""
    page = bytearray(PAGE)
    for _ in range(rng.choice((1, 4, 16, 64))):
        at = rng.randrange(len(page) + 1)
        match rng.randrange(4):
            case 0:
                del page[at : at + rng.randrange(80)]
            case 1:
                page[at:at] = rng.randbytes(rng.randrange(8))
            case 2:
                page[at:at] = page[: rng.randrange(200)]
            case _:
                page[at:at] = rng.choice(PIECES)
    return bytes(page)


@pytest.mark.parametrize("seed", range(4))
def test_broken_pages_are_articles_all_the_same(seed: int) -> None:
    """No page is too broken to be read, and what is read can be stored."""
    rng = random.Random(seed)
    for _ in range(100):
        article = clean(mutated(rng), url="https://gazette.example/last-crossing")
        assert article.id
        texts = [article.title, *(paragraph.text for paragraph in article.paragraphs)]
        assert all(text == " ".join(text.split()) and text.encode() is not None for text in texts)
        assert [paragraph.number for paragraph in article.paragraphs] == list(range(1, len(article.paragraphs) + 1))
        assert all(0 <= removed.after <= len(article.paragraphs) for removed in article.removed)


HOSTILE: list[tuple[PageKind, str | bytes]] = [
    ("html", b""),
    ("html", b"\xff\xfe\x00"),
    ("html", "\ud800<p>\udfff</p>"),
    ("html", "<" * 5000),
    ("html", "<!--" * 5000),
    ("html", '<script type="application/ld+json">' + "[" * 5000 + "</script>"),
    ("html", '<script type="application/ld+json">{"@type": "Article", "author": {"name": {"name": 3}}}</script>'),
    ("html", "<frameset><frame src=a></frameset>"),
    ("markdown", "---\ntitle:\n"),
    ("markdown", "[" * 2000),
    ("text", "\0\0\0"),
    ("text", " \n" * 5000),
]


@pytest.mark.parametrize(("kind", "content"), HOSTILE)
def test_nothing_raises(kind: PageKind, content: str | bytes) -> None:
    """Whatever a source hands over comes out as an article, if only an empty one."""
    assert clean_page(RawPage(content, kind, "hostile", {"authors": 3, "published": "\0", "url": "http://["})).id


@pytest.mark.parametrize(
    ("piece", "text", "times"),
    [
        ("<p>The ferry left <b>at</b> dawn.</p>", "The ferry left at dawn.", MOST_ELEMENTS // 2 + 1),
        ("Dawn.<br>", "Dawn.", MOST_TAGS + 1),
        ("R&amp;D & ", "R&D &", LARGEST // 8),
    ],
)
def test_a_page_that_is_too_large_is_read_without_its_structure(piece: str, text: str, times: int) -> None:
    """No word is lost to the bounds, and paragraphs stay within theirs."""
    article = clean("<body>" + piece * times)
    assert " ".join(paragraph.text for paragraph in article.paragraphs).split() == text.split() * times
    assert len(article.paragraphs) <= MOST_PARAGRAPHS


@pytest.mark.parametrize("depth", [2_000, 3_000])
def test_nothing_is_lost_of_a_page_that_is_nested_deep(depth: int) -> None:
    """A tree holds no more than 2,048 elements in one another; what lies deeper is read all the same."""
    article = clean("<title>Last crossing</title>" + "<div>" * depth + "<p>The ferry sank.</p>" + "</div>" * depth)
    assert article.title == "Last crossing"
    assert [paragraph.text for paragraph in article.paragraphs] == ["The ferry sank."]


def test_character_references_are_read_as_the_standard_library_reads_them() -> None:
    """Known and unknown ones, with and without a semicolon, by name and by number, also within words."""
    text = "R&amp;D R&ampD &notit; &notin; &nosuchnameofany; &CounterClockwiseContourIntegral; &#65;&#x42&#1;&#9999999;"
    assert without_tags(text * 2) == unescape(text * 2)


def test_a_tag_of_very_many_attributes_loses_most() -> None:
    """They would take minutes; the text within stays."""
    attributes = " ".join(f"a{number}='<'" for number in range(MOST_TAGS - 10))
    article = clean(f"<body><p {attributes}>The ferry left at dawn.</p>")
    assert [paragraph.text for paragraph in article.paragraphs] == ["The ferry left at dawn."]


def test_a_heading_of_megabytes_is_no_headline() -> None:
    """Its text stays in the story, and the page's own name is the title."""
    article = clean("<title>Last crossing</title><h1>" + "Last crossing " * 100_000 + "</h1>")
    assert (article.title, len(article.paragraphs[0].text)) == ("Last crossing", len("Last crossing ") * 100_000 - 1)


def test_a_title_of_megabytes_is_none() -> None:
    """A title that is never closed holds all of its page, which is read all the same."""
    article = clean("<html><title>Last crossing. " + "The ferry sank. " * 100_000)
    assert article.title == "Last crossing."
    assert len(article.paragraphs[0].text) == len("Last crossing. " + "The ferry sank. " * 100_000) - 1


def test_a_meta_tag_of_megabytes_is_read_in_part() -> None:
    """Who is named first has written the story; an address is no part of a name, and a long word no address."""
    named = "ada@gazette.example Ada Byron, "
    article = clean(f"<meta name=author content='{named}" + "x" * 1_000_000 + "'><p>The ferry sank.</p>")
    assert article.authors == ("Ada Byron",)


def test_a_label_is_read_as_far_as_labels_go() -> None:
    """What a class of megabytes begins with still says what an element is."""
    story = "<p>The ferry left the harbour at dawn, and nobody on board knew that it would be the last crossing.</p>"
    article = clean(f"<body><article>{story}<div class='share {'x' * 1_000_000}'>Tell it on</div>{story}</article>")
    assert [(cut.rule, cut.text) for cut in article.removed] == [("share", "Tell it on")]
