"""What is in the search box so far -> completions, from the archive's headlines and frequent words.

    "nor"           ->   north, north korea, northern ireland, norway, ...
    "+drones kur"   ->   +drones kurdish, +drones kurds, +drones kursk, ...

The word being typed is completed, and followed, as headlines have it, most frequent first; frequent words that no
headline has come last. The words before it count while headlines have them in this order: after "bank of", "e" is
England; those joined to it always do: "F-1" is F-16, not 1987. After author:, source: and section: come words that
stand there. What was typed stays as it was. What headlines share is counted once a segment, in `search.phrases`.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.analysis import STOP_WORDS, WORD, fold
from index.segment import Ints, Segment, Snapshot
from search.limits import MAX_LENGTH
from search.phrases import LONGEST, Phrases, phrases
from search.service import Searchable

MOSTLY = 0.8
"""A phrase is left out where so many of its headlines go on alike: "climate change document" before "... dispute"."""

_IN_PHRASE = re.compile(r"\s|[-'’.&/]|\.\s")
"""What may stand between two words of a phrase; anything else ends it."""

ABBREVIATED = 4
"""Letters of the longest word, such as "corp", that a full stop and a space do not end a phrase after."""

_NOT = re.compile(r"(?<=n)['’]t\b")
_HALF_NOT = re.compile(r"(?:ai|are|could|did|do|does|had|has|have|is|must|need|should|was|were|would)n(?<!don)")
"""What is left of a verb when its 't is a word of its own; "don" is a name as well."""

_IN_FIELD = re.compile(r"(\w+):([\"“(]?)$")
_OF_FIELDS = {"author": "author", "source": "source", "section": "section", "title": "text", "lead": "text"}


@dataclass(frozen=True, slots=True)
class Typed:
    """The end of what was typed: a word that may be unfinished, where it starts, and the words right before it.

    Words written in one with the next are dropped together or not at all: so many as `drops` says. `field` is where
    they are looked for, None for a field that holds no words to complete.
    """

    prefix: str
    start: int
    context: tuple[str, ...]
    drops: tuple[int, ...]
    field: str | None


def suggest(archive: Searchable, text: str, size: int = 8) -> list[str]:
    """Return at most `size` texts that start with `text`, the most promising first; none for an endless `text`."""
    if len(text) > MAX_LENGTH:
        return []
    typed = _typed(text)
    endings = _endings_of(archive.snapshot(), typed, size)
    before, unfinished = text[: typed.start], text[typed.start :]
    before += " " * (before.endswith(".") and not unfinished)
    texts = [before + _as_typed(ending, unfinished) for ending in endings if ending != unfinished.lower()]
    return list(dict.fromkeys(texts))[:size]


def _endings_of(snapshot: Snapshot, typed: Typed, size: int) -> list[str]:
    """Return what the word being typed may become, and go on with."""
    in_text = typed.field == "text"
    endings = _of_headlines(snapshot, typed, size) if in_text else []
    alone = not typed.context or (in_text and not endings and typed.drops[-1] == len(typed.context))
    if alone and typed.prefix and typed.field and len(endings) < size:
        endings += _words(snapshot, typed.field, typed.prefix, size)
    return endings


def _as_typed(ending: str, unfinished: str) -> str:
    """Return an ending with its first letters as they were typed, if they are the same but for capitals."""
    return unfinished + ending[len(unfinished) :] if ending.startswith(unfinished.lower()) else ending


def _typed(text: str) -> Typed:
    """Return the word at the end of `text`, and those that may belong to a phrase with it."""
    matches = list(WORD.finditer(text))
    unfinished = matches.pop() if matches and matches[-1].end() == len(text) else None
    start = at = unfinished.start() if unfinished else len(text)
    context: list[str] = []
    spaced: list[bool] = []
    for match in reversed(matches[1 - LONGEST :]):
        if not _IN_PHRASE.fullmatch(gap := text[match.end() : at]):
            break
        spaced.insert(0, gap[-1:].isspace())
        context.insert(0, fold(match[0]))
        at = match.start()
    drops = (0, *(number for number, apart in enumerate(spaced, start=1) if apart))
    named = _IN_FIELD.search(text[:at])
    field = _OF_FIELDS.get(named[1].lower()) if named and (named[2] or len(drops) == 1) else "text"
    return Typed(fold(unfinished[0]) if unfinished else "", start, tuple(context), drops, field)


def _of_headlines(snapshot: Snapshot, typed: Typed, size: int) -> list[str]:
    """Return how headlines go on after as much of the context as any of them has."""
    for dropped in typed.drops:
        context = typed.context[dropped:]
        if (typed.prefix or context) and (endings := _phrases(snapshot, typed.prefix, context, size)):
            return endings
    return []


def _phrases(snapshot: Snapshot, prefix: str, context: tuple[str, ...], size: int) -> list[str]:
    """Return how headlines go on after `context` with a word that starts with `prefix`, the most frequent first."""
    counts: Counter[str] = Counter()
    for segment in snapshot.segments:
        counts.update(_endings(segment, prefix, context, size))
    whole = {ending for ending in counts if " " in ending}
    parts = {ending for ending in whole for longer in whole if _is_mostly(ending, longer, counts)}
    return sorted(counts.keys() - parts, key=lambda ending: (-counts[ending], ending))


def _is_mostly(ending: str, longer: str, counts: Counter[str]) -> bool:
    """Say whether most of the headlines that have `ending` have all of `longer`."""
    return longer.startswith(f"{ending} ") and counts[longer] >= MOSTLY * counts[ending]


def _endings(segment: Segment, prefix: str, context: tuple[str, ...], size: int) -> dict[str, int]:
    """Return the most frequent endings in the headlines of one segment, with the number of headlines."""
    field, known = segment.field("text"), phrases(segment)
    before = [number for word in context if (number := field.form(word)) is not None]
    if len(before) < len(context):
        return {}
    among = known.starting(before, field.forms_starting(prefix))
    top = _largest(known.counts[among.start : among.stop], 2 * size) + among.start
    shown = [(_written(segment, known, number, len(context)), int(known.counts[number])) for number in top.tolist()]
    return {ending: count for ending, count in shown if ending}


def _written(segment: Segment, known: Phrases, number: int, skipped: int) -> str:
    """Return a phrase as a headline has it, in small letters and less its first words; nothing if it is none there."""
    document, first = int(known.documents[number]), int(known.starts[number])
    if segment.live is not None and not segment.live[document]:
        return ""
    title = segment.title(document)
    matches = list(WORD.finditer(title))[first : first + np.count_nonzero(known.rows[number])]
    together = all(_goes_on(one[0], title[one.end() : other.start()]) for one, other in pairwise(matches))
    end = matches[-1].end()
    negated = _NOT.match(title, end)
    return title[matches[skipped].start() : negated.end() if negated else end].lower() if together else ""


def _goes_on(word: str, gap: str) -> bool:
    """Say whether a phrase goes on after a word and what follows it."""
    return bool(_IN_PHRASE.fullmatch(gap)) and (len(gap) == 1 or len(word) <= ABBREVIATED)


def _words(snapshot: Snapshot, name: str, prefix: str, size: int) -> list[str]:
    """Return the words of a field that start with `prefix`, those of most articles first; no stop words."""
    counts: Counter[str] = Counter()
    for segment in snapshot.segments:
        field = segment.field(name)
        among = field.forms_starting(prefix)
        frequencies = field.arrays.form_docs[among.start : among.stop]
        top = _largest(frequencies, size + len(STOP_WORDS))
        counts.update({field.form_text(among[at]): int(frequencies[at]) for at in top.tolist()})
    frequent = (word for word, _ in counts.most_common(size + len(STOP_WORDS)))
    return [word for word in frequent if word not in STOP_WORDS and not _HALF_NOT.fullmatch(word)]


def _largest(values: Ints, count: int) -> Ints:
    """Return the indexes of the `count` largest values."""
    rest = len(values) - count
    return np.argpartition(values, rest)[rest:] if rest > 0 else np.arange(len(values))
