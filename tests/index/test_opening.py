import pytest

from index.article import Paragraph, Removed
from index.opening import Opening, read


def paragraphs(*texts: str) -> list[Paragraph]:
    """Return texts as numbered paragraphs."""
    return [Paragraph(number, "text", text) for number, text in enumerate(texts, 1)]


def test_date_and_byline_are_read() -> None:
    """The line of the date goes, with its receipt, and what stood after it is placed anew."""
    removed = [Removed("byline", "By Ada Byron and Piotr Nowak", 1), Removed("share", "Share.", 3)]
    assert read(paragraphs("Ferry sinks", "9 January 2024", "The ferry sank."), removed) == (
        Opening("2024-01-09", ("Ada Byron", "Piotr Nowak")),
        paragraphs("Ferry sinks", "The ferry sank."),
        [
            Removed("byline", "By Ada Byron and Piotr Nowak", 1),
            Removed("date", "9 January 2024", 1),
            Removed("share", "Share.", 2),
        ],
    )


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("9 January 2024", "2024-01-09"),
        ("Published: Tuesday, January 9, 2024", "2024-01-09"),
        ("Dienstag, 9. Januar 2024", "2024-01-09"),
        ("2024-01-09 10:30", "2024-01-09"),
        ("The ferry sank on 9 January 2024.", None),
        ("9 January", None),
        ("Ferry 2024", None),
    ],
)
def test_a_line_that_is_a_date(line: str, published: str | None) -> None:
    """A date alone on its line is when the story was published; one in a sentence belongs to the story."""
    assert read(paragraphs(line, "The ferry sank."), [])[0].published == published


def test_a_date_in_the_story_stays() -> None:
    """Only the lines above a story are looked at."""
    story = paragraphs("One.", "Two.", "Three.", "Four.", "9 January 2024")
    assert read(story, [Removed("byline", "By Ada Byron", 5)]) == (
        Opening(),
        story,
        [Removed("byline", "By Ada Byron", 5)],
    )
