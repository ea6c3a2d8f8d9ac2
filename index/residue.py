"""The lines that are not the story, and the receipt for each one removed.

    ["Related: A headline", "The story.", "Share."]  ->  ["The story."], and two receipts: "related", "share"

What residue is made of is said by the table of rules in `index.residue_rules`. A paragraph of several lines loses the
lines that are residue and keeps the others.
"""

from collections.abc import Iterator

from index.article import Paragraph, Removed
from index.residue_rules import LABEL, RULES


def remove(paragraphs: list[Paragraph], title: str) -> tuple[list[Paragraph], list[Removed]]:
    """Return `paragraphs` without residue, numbered from 1, and a receipt for each piece that was cut.

    A line that only repeats `title` is residue too.
    """
    kept: list[Paragraph] = []
    removed: list[Removed] = []
    for paragraph in paragraphs:
        story = []
        for line in paragraph.text.split("\n"):
            rule = _rule(line.strip(), title)
            if rule is None:
                story.append(line)
            elif line.strip():
                removed.append(Removed(rule, line.strip(), len(kept)))
        if any(line.strip() for line in story):
            kept.append(Paragraph(len(kept) + 1, paragraph.kind, "\n".join(story).strip()))
    return kept, removed


def _rule(line: str, title: str) -> str | None:
    """Return the name of the rule by which `line` is residue, if one is."""
    if title and line.casefold() == title.casefold():
        return "title"
    return next(_matching(line), None)


def _matching(line: str) -> Iterator[str]:
    """Yield the names of the rules that `line` falls under."""
    if LABEL.fullmatch(line):
        yield "label"
    for rule in RULES:
        if rule.pattern.match(line) and len(line) <= rule.longest:
            yield rule.name
