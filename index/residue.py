"""The lines and parts of lines that are not the story, and the receipt for each piece removed.

    ["Related: A headline", "The story.", "Share."]  ->  ["The story."], and two receipts: "related", "share"

A paragraph is looked at cheaply first, for a word that residue has; most of a story goes no further. What residue is
made of is said in `index.residue_labels`, `residue_rules`, `prompts`, `credits` and `contributors`. A paragraph of
several lines is judged line by line.
"""

import re
from collections.abc import Iterator

from index import contributors, prompts
from index import credits as photo_credits
from index.article import Paragraph, Removed
from index.cues import Cues
from index.prompt_rules import SIGNS as PROMPT_SIGNS
from index.prompt_rules import WORDS as PROMPT_WORDS
from index.residue_labels import LABELS, LONGEST_LABEL, label_of
from index.residue_rules import (
    ANY_LINE,
    ANY_OPENING,
    EMBEDS,
    ENDINGS,
    LINES,
    LINK_LIST,
    LONGEST_FORM,
    MARKERS,
    OPENINGS,
    Cut,
    is_form,
    may_have_ending,
)

_PROMPT_CUES = PROMPT_WORDS | PROMPT_SIGNS
_CUES = Cues(PROMPT_WORDS | photo_credits.WORDS | contributors.WORDS | MARKERS, PROMPT_SIGNS)
_LAST = 4  # paragraphs at the end of a story among which notes on its authors stand
_ENDS = frozenset('.?!”"’…')


def remove(paragraphs: list[Paragraph], title: str) -> tuple[list[Paragraph], list[Removed]]:
    """Return `paragraphs` without residue, numbered from 1, and a receipt for each piece that was cut.

    A line that says no more than `title` does is residue too: "headline".
    """
    found = {text: _cuts(text) for text in {paragraph.text for paragraph in paragraphs}}  # vast pages repeat themselves
    cuts = [found[paragraph.text] for paragraph in paragraphs]
    _cut_headline(paragraphs, cuts, title)
    _cut_edges(paragraphs, cuts)
    return _apart(paragraphs, cuts)


def _apart(paragraphs: list[Paragraph], cuts: list[list[Cut]]) -> tuple[list[Paragraph], list[Removed]]:
    """Return what the `cuts` of each paragraph leave, and their receipts."""
    kept: list[Paragraph] = []
    removed: list[Removed] = []
    for paragraph, pieces in zip(paragraphs, cuts, strict=True):
        number = len(kept) + 1
        if not pieces:
            kept.append(paragraph if paragraph.number == number else Paragraph(number, paragraph.kind, paragraph.text))
            continue
        removed += (Removed(rule, paragraph.text[start:stop].strip(), number - 1) for start, stop, rule in pieces)
        if rest := _without(paragraph.text, pieces):
            kept.append(Paragraph(number, paragraph.kind, rest))
    return kept, removed


def _without(text: str, cuts: list[Cut]) -> str:
    """Return `text` without the pieces, and without the gaps that they leave."""
    if not cuts:
        return text
    parts, at = [], 0
    for start, stop, _ in cuts:
        parts.append(text[at:start].strip(" "))
        at = stop
    parts.append(text[at:].strip(" "))
    rest = " ".join(part for part in parts if part)
    return (re.sub(r" *\n\s*", "\n", rest) if "\n" in rest else rest).strip()


def _cuts(text: str) -> list[Cut]:
    """Return the pieces of a paragraph that are residue, in order and apart."""
    if "\n" not in text:
        return _line_cuts(text)
    found, at = [], 0
    for line in text.split("\n"):
        found += [Cut(start + at, stop + at, rule) for start, stop, rule in _line_cuts(line)]
        at += len(line) + 1
    return found


def _line_cuts(line: str) -> list[Cut]:
    """Return the pieces of one line that are residue."""
    if not line or line.isspace():
        return []
    if len(line) <= LONGEST_LABEL and (rule := LABELS.get(label_of(line))):
        return [Cut(0, len(line), rule)]
    ends_plainly = line[-1] in _ENDS
    hits = _CUES.in_line(line)
    if ends_plainly and not hits:
        return []
    if rule := _whole(line, hits):
        return [Cut(0, len(line), rule)]
    return _settled(line, _parts(line, hits, plain=ends_plainly))


def _whole(line: str, hits: frozenset[str]) -> str | None:
    """Return the name of the rule by which all of `line` is residue, if there is one."""
    if not hits.isdisjoint(contributors.WORDS) and contributors.is_byline(line):
        return "byline"
    if not hits.isdisjoint(MARKERS) and len(line) <= LONGEST_FORM and is_form(line):
        return "widget"
    if not ANY_LINE.match(line):
        return None
    return next((rule.name for rule in LINES if len(line) <= rule.longest and rule.pattern.match(line)), None)


def _parts(line: str, hits: frozenset[str], *, plain: bool) -> list[Cut]:
    """Return the parts of `line` that are residue; `plain` says that it ends as sentences do."""
    found = _opened(line)
    at = found[-1].stop if found else 0
    found += _glued(line)
    if not plain or not hits.isdisjoint(photo_credits.WORDS):
        found += photo_credits.credits_in(line)
    if cues := hits & _PROMPT_CUES:
        pieces = prompts.prompts_in(line[at:], cues)
        found += (Cut(start + at, stop + at, rule) for start, stop, rule in pieces)
    return found


def _opened(line: str) -> list[Cut]:
    """Return what is glued to the start of a line, piece by piece."""
    pieces: list[Cut] = []
    at = 0
    while ANY_OPENING.match(line, at) and (found := _opening(line, at)):
        pieces.append(found)
        at = found.stop
    return pieces


def _opening(line: str, at: int) -> Cut | None:
    """Return the first piece that is glued there, if there is one."""
    hits = ((rule.name, rule.pattern.match(line, at)) for rule in OPENINGS)
    return next((Cut(at, hit.end(), name) for name, hit in hits if hit and hit.end() > at), None)


def _glued(line: str) -> Iterator[Cut]:
    """Yield what is glued to the end and into the middle of a line."""
    if may_have_ending(line):
        for rule in ENDINGS:
            if hit := rule.pattern.search(line, max(0, len(line) - 120)):
                yield Cut(hit.start(), hit.end(), rule.name)
    if "t.co/" in line or "pic.twitter" in line:
        yield from (Cut(hit.start(), hit.end(), "embed") for hit in EMBEDS.finditer(line))
    if " MORE" in line and not line.isupper():
        yield from (Cut(hit.end(1), hit.end(), "related") for hit in LINK_LIST.finditer(line))


def _settled(line: str, found: list[Cut]) -> list[Cut]:
    """Return the cuts in order and apart; when they leave no word, all of the line is one."""
    if not found:
        return found
    cuts: list[Cut] = []
    for start, stop, rule in sorted(found, key=lambda cut: (cut.start, -cut.stop)):
        begin = max(start, cuts[-1].stop if cuts else 0)
        if stop > begin:
            cuts.append(Cut(begin, stop, rule))
    if cuts and not re.search(r"\w", _without(line, cuts)):
        return [Cut(0, len(line), cuts[0].rule)]
    return cuts


def _cut_edges(paragraphs: list[Paragraph], cuts: list[list[Cut]]) -> None:
    """Add, in place, who wrote the story, as it stands before and behind it."""
    _cut_desk(paragraphs, cuts)
    kept = [number for number, pieces in enumerate(cuts) if not pieces or _without(paragraphs[number].text, pieces)]
    edges = [*kept[:1], *kept[-_LAST:]] if len(kept) > 1 else []
    texts = {number: _without(paragraphs[number].text, cuts[number]) for number in edges}
    notes = [number for number, text in texts.items() if contributors.may_be_bio(text)]
    story = "\n".join(paragraphs[number].text for number in kept) if notes else ""
    for number in notes:
        if contributors.is_bio(texts[number], story, first=number == kept[0]):
            cuts[number] = [Cut(0, len(paragraphs[number].text), "bio")]


def _cut_headline(paragraphs: list[Paragraph], cuts: list[list[Cut]], title: str) -> None:
    """Add, in place, each line that only repeats the headline."""
    said = " ".join(title.split()).casefold()
    for number, paragraph in enumerate(paragraphs) if said else ():
        if len(paragraph.text) == len(said) and paragraph.text.casefold() == said:
            cuts[number] = [Cut(0, len(paragraph.text), "headline")]


def _cut_desk(paragraphs: list[Paragraph], cuts: list[list[Cut]]) -> None:
    """Add, in place, a name and a desk that stand as the first two lines."""
    texts = [paragraph.text for paragraph in paragraphs[:3]]
    for number, text in enumerate(texts):
        if contributors.is_desk(text):
            cuts[number] = [Cut(0, len(text), "byline")]
            if number and contributors.is_name(texts[number - 1]):
                cuts[number - 1] = [Cut(0, len(texts[number - 1]), "byline")]
