"""The residue that is cut from articles, and what is never cut."""

from index.article import Paragraph, Removed
from index.residue import remove


def _paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(number, "text", text) for number, text in enumerate(texts, start=1)]


def test_each_removal_leaves_a_receipt_that_says_where_it_stood() -> None:
    """What is kept is numbered anew, and a receipt names the kept paragraph before it, 0 for none."""
    kept, removed = remove(
        _paragraphs("Advertisement", "The ferry sank at noon.", "Related: Why ferries sink", "All were saved."), ""
    )
    assert kept == _paragraphs("The ferry sank at noon.", "All were saved.")
    assert removed == [
        Removed("label", "Advertisement", 0),
        Removed("related", "Related: Why ferries sink", 1),
    ]


def test_lines_of_one_paragraph_are_judged_one_by_one() -> None:
    """Two labels that a scraper left in one paragraph are two removals."""
    kept, removed = remove(_paragraphs("All were saved.", "Share.\nExit mobile version"), "")
    assert kept == _paragraphs("All were saved.")
    assert removed == [Removed("label", "Share.", 1), Removed("label", "Exit mobile version", 1)]
