"""Paragraphs that are taken out can be put back."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.article import Article, Paragraph, Removed
from index.receipts import content, whole, without
from index.store import pack, unpack


def article(size: int, after: list[int]) -> Article:
    """Return an article with receipts after some of its paragraphs."""
    paragraphs = tuple(Paragraph(number, "text", f"Line {number}.") for number in range(1, size + 1))
    return Article("a", "Title", paragraphs, removed=tuple(Removed("ad", f"Ad {n}", n) for n in after))


def test_receipts_of_before_move_with_the_paragraphs() -> None:
    """What was cut behind a line that goes now stands behind what was before it."""
    assert without(article(3, [1, 2]), {1}) == Article(
        "a",
        "Title",
        (Paragraph(1, "text", "Line 1."), Paragraph(2, "text", "Line 3.")),
        removed=(Removed("ad", "Ad 1", 1), Removed("recurring", "Line 2.", 1), Removed("ad", "Ad 2", 1)),
    )


@given(st.integers(0, 8), st.data())
def test_what_was_taken_out_is_put_back(size: int, data: st.DataObject) -> None:
    """Any paragraphs of any article, and its content is the same all the while."""
    before = article(size, sorted(data.draw(st.lists(st.integers(0, size)))))
    after = without(before, data.draw(st.sets(st.integers(0, 7))))
    assert whole(after) == before
    assert content(pack(after)) == content(pack(before)) == pack(before)
    assert [paragraph.number for paragraph in after.paragraphs] == list(range(1, len(after.paragraphs) + 1))


@given(st.lists(st.builds(Removed, st.sampled_from(["recurring", "ad"]), st.text(), st.integers(0, 9))))
def test_an_article_made_by_others_has_a_content_too(receipts: list[Removed]) -> None:
    """However its receipts are ordered, wherever they say they stood; making it whole loses nothing."""
    strange = replace(article(3, []), removed=tuple(receipts))
    made = unpack(content(pack(strange)))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert sorted(texts) == sorted(
        ["Line 1.", "Line 2.", "Line 3.", *(receipt.text for receipt in receipts if receipt.rule == "recurring")]
    )
    assert whole(made) == made
