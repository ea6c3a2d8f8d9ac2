"""The lines of a scraped article that are not its story, each with a receipt.

    paragraphs as they were scraped  ->  the story's paragraphs, and what was removed

So far it passes everything through.
"""

from index.article import Paragraph, Removed


def remove(paragraphs: list[Paragraph], title: str) -> tuple[list[Paragraph], list[Removed]]:  # noqa: ARG001 - the rules use it
    """Return the paragraphs of the story, numbered from 1, and receipts whose `after` counts in those numbers."""
    return paragraphs, []
