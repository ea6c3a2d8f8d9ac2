import pytest

from index import clean
from index.article import Article, Paragraph, RawPage, Removed
from index.clean import clean_page, looks_like_html, shortened


def texts(article: Article) -> list[str]:
    """Return the paragraphs of an article as strings."""
    return [paragraph.text for paragraph in article.paragraphs]


def test_blank_lines_part_paragraphs() -> None:
    """A text without a headline is entitled by its first sentence, which stays where it is."""
    article = clean("Two drones fell near Kursk on Monday. No one was hurt.\n\nThe third flew on.")
    assert article.title == "Two drones fell near Kursk on Monday."
    assert article.paragraphs == (
        Paragraph(1, "text", "Two drones fell near Kursk on Monday. No one was hurt."),
        Paragraph(2, "text", "The third flew on."),
    )


def test_a_short_first_line_without_a_full_stop_is_the_headline() -> None:
    """It moves from the body to the title."""
    article = clean(
        "Three drones fall near the city\n\nThree drones fell near the city of Kursk on Monday, officials said."
    )
    assert article.title == "Three drones fall near the city"
    assert texts(article) == ["Three drones fell near the city of Kursk on Monday, officials said."]


def test_a_given_title_is_not_repeated_in_the_body() -> None:
    """What is cut from the body is on record, and what the source declared is kept."""
    given = {"id": 7, "title": "Drones fall", "published": "2024-12-27 18:05:00+0100", "authors": "Ada Byron"}
    article = clean_page(RawPage("DRONES FALL\n\nTwo fell.", "text", "a.jsonl line 1", given))
    assert article == Article(
        id="7",
        title="Drones fall",
        paragraphs=(Paragraph(1, "text", "Two fell."),),
        published="2024-12-27T18:05:00+01:00",
        authors=("Ada Byron",),
        removed=(Removed("headline", "DRONES FALL", 0),),
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [("<p>Two fell.</p>", "html"), ("<Whonnock Ltd> said it sold two mln shares.", "text"), (b"\xff<BODY>x", "html")],
)
def test_html_is_told_from_text(content: str | bytes, kind: str) -> None:
    """Angle brackets alone do not make a page: wire copy has them."""
    assert ("html" if looks_like_html(content) else "text") == kind


def test_a_long_first_sentence_is_shortened_between_words() -> None:
    """The title of a text without one has an ellipsis where it stops."""
    assert shortened("word " * 40) == "word " * 19 + "word…"


def test_markdown() -> None:
    """The first heading is the title, and front matter says what the source knew."""
    text = (
        "---\ntitle: Drones fall\ndate: 2024-12-27\nauthor: Ada\n---\n# Drones fall\n\nTwo *fell*.\n\n## Why\n\n- Wind"
    )
    article = clean_page(RawPage(text, "markdown", "a.md"))
    assert (article.title, article.published, article.authors) == ("Drones fall", "2024-12-27", ("Ada",))
    assert article.paragraphs == (
        Paragraph(1, "text", "Two fell."),
        Paragraph(2, "heading", "Why"),
        Paragraph(3, "list", "Wind"),
    )


@pytest.mark.parametrize(
    ("text", "cleaned", "whole"),
    [
        (
            "Share\n\nThe ferry was late.\n\nRelated: A slow boat",
            ["The ferry was late."],
            ["Share", "The ferry was late.", "Related: A slow boat"],
        ),
        (
            "Ferry late for the third day\n\nThe ferry to the island was late again on Monday, it was said.\n\nShare",
            ["The ferry to the island was late again on Monday, it was said."],
            ["The ferry to the island was late again on Monday, it was said.", "Share"],
        ),
        ("It rained.\n\nShare", ["It rained."], ["It rained.", "Share"]),
        ("It rained.", ["It rained."], ["It rained."]),
    ],
)
def test_residue_can_be_left_in(text: str, cleaned: list[str], whole: list[str]) -> None:
    """Then there is no receipt; the article is the same by id and title, and its headline still stands apart."""
    without, kept = clean(text), clean(text, keep_residue=True)
    assert (texts(without), texts(kept), kept.removed) == (cleaned, whole, ())
    assert (kept.id, kept.title) == (without.id, without.title)
    assert [paragraph.number for paragraph in kept.paragraphs] == list(range(1, len(whole) + 1))


def test_what_is_read_of_residue_is_read_where_it_stays() -> None:
    """The byline above a story and the line of its date tell author and day either way."""
    kept = clean("By Ada Byron\n\n9 January 2024\n\nThe ferry sank.", keep_residue=True)
    assert (kept.authors, kept.published) == (("Ada Byron",), "2024-01-09")
    assert texts(kept) == ["By Ada Byron", "9 January 2024", "The ferry sank."]


def test_boxes_of_a_page_are_no_part_of_its_story() -> None:
    """They are cut where residue stays too, with their receipts in place; so is a headline that is repeated."""
    story = "".join(f"<p>The ferry was late on day {day}, as it had been on the day before.</p>" for day in "abc")
    page = f"<article><h1>Late</h1>{story}<div class=share-bar>Tweet this</div><p>Share</p></article>"
    kept = clean_page(RawPage(page, "html", "a.html", {"title": "Late"}), keep_residue=True)
    assert [paragraph.text for paragraph in kept.paragraphs][3:] == ["Share"]
    assert kept.removed == (Removed("share", "Tweet this", 3),)
