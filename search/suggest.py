"""What is in the search box so far -> completions, from the archive's headlines, frequent words and values.

    "nor"                   ->   north, north korea, northern ireland, norway, ...
    "+drones kur"           ->   +drones kurdish, +drones kurds, +drones kursk, ...
    'source:"washington t'  ->   source:"Washington Times", ...

The word being typed is completed, and followed, as headlines have it, most frequent first; frequent words that no
headline has come last. The words before it count while headlines have them in this order: after "bank of", "e" is
England; those joined to it always do, and as they are joined there: "F-1" is F-16, not 1987, and "trump's" is not
"trump says". A phrase in quotes gets the closing one. After author:, source:, section: and lang: come whole values, in
quotes where they need them. Whatever else was typed stays as it was. What headlines share is counted once a segment, in
`search.phrases`; values are laid out in `search.values`.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from index.analysis import PLAIN_WORD, STOP_WORDS, WORD, fold
from index.segment import Ints, Segment, Snapshot
from search.frequency import articles_with_form, least_articles
from search.limits import MAX_LENGTH
from search.phrases import LONGEST, Phrases, example_of, phrases
from search.service import Searchable
from search.tokens import OPERATORS, QUOTES
from search.values import folded, united, values_starting
from search.written import small, written

MOSTLY = 0.8
"""A phrase is left out where so many of its headlines go on alike: "climate change document" before "... dispute"."""

LOOKED_AT = 48
"""Phrases whose headlines are read, 17 µs each, for those that join a word to the one before it as it was typed."""

_APOSTROPHES = "'’"
_PARTS = "-/"
"""What parts two words as well as a space does: "covid 19"."""

_IN_PHRASE = re.compile(rf"\s|[{_PARTS}{_APOSTROPHES}.&]|\.[\s{_APOSTROPHES}]")
"""What may stand between two words of a phrase; anything else ends it."""

ABBREVIATED = 4
"""Letters of the longest word, such as "corp", that a full stop and a space do not end a phrase after."""

_NOT = re.compile(r"(?<=n)['’]t\b")
_HALF_NOT = re.compile(r"(?:ai|are|could|did|do|does|had|has|have|is|must|need|should|was|were|would)n(?<!don)")
"""What is left of a verb when its 't is a word of its own; "don" is a name as well."""

_COLUMNS = {"author": "author", "source": "source", "section": "section", "lang": "language"}
_TEXT_FIELDS = ("title", "lead")
_FIELD = re.compile(rf"(?<!\w)(?:(\w++):$|((?i:{'|'.join((*_COLUMNS, *_TEXT_FIELDS))})):\s$)")
_QUOTES = tuple(QUOTES)
_QUOTE = re.compile(f"[{QUOTES}]")
_GROUPED = re.compile(rf"[{QUOTES}][^{QUOTES}]*[{QUOTES}]|(?:(?<!\w)(\w++):\s?)?\(|\)")
_STARTS_ANEW = re.compile(rf"[\s({QUOTES}]|:=?$")
"""What parts a word from the one before it; by anything else that is not in a phrase, they are one."""


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of what was typed: a word that may be unfinished, and the words right before it that go with it.

    `starts` says where each of them starts, the unfinished one last, and `gap` is what stands before that. Words
    written in one with the next are dropped together or not at all: so many as `drops` says.
    """

    prefix: str
    plain: bool  # whether that was typed without accents and in Latin letters
    context: tuple[str, ...]
    gap: str
    starts: tuple[int, ...]
    drops: tuple[int, ...]

    @property
    def joined(self) -> bool:
        """Say whether the unfinished word is written in one with the word before it."""
        return bool(self.context) and not self.gap[-1].isspace()


@dataclass(frozen=True, slots=True)
class Completable:
    """What the end of the text may become: a value of a column, that starts at one of `starts`, or more text."""

    column: str | None
    starts: tuple[int, ...]
    in_text: bool


_NOWHERE = Completable(None, (), in_text=False)


def suggest(archive: Searchable, text: str, size: int = 8) -> list[str]:
    """Return at most `size` texts that go on from `text`, the most promising first; none for an endless `text`."""
    if len(text) > MAX_LENGTH:
        return []
    snapshot = archive.snapshot()
    readings = (text, f"{text} ") if text.endswith(".") else (text,)
    texts = [completed for reading in readings for completed in _completions(snapshot, reading, size)]
    return [longer for longer in dict.fromkeys(texts) if longer != text and len(longer) <= MAX_LENGTH][:size]


def _completions(snapshot: Snapshot, text: str, size: int) -> list[str]:
    """Return what `text` may become, its last letter being where the typing goes on."""
    typed = _typed(text)
    place = _place(text, typed) if typed else _NOWHERE
    texts = _with_values(snapshot, text, place, size)
    if typed and place.in_text and len(texts) < size:
        before, unfinished = text[: typed.starts[-1]], text[typed.starts[-1] :]
        endings = _endings_of(snapshot, typed, size)
        close = '"' if text.startswith(_QUOTES, place.starts[0]) else ""
        texts += [before + _as_typed(ending, unfinished) + close for ending in endings if ending != small(unfinished)]
    return texts


def _as_typed(ending: str, unfinished: str) -> str:
    """Return an ending with its first letters as they were typed, if they are the same but for capitals."""
    typed = small(unfinished)
    return unfinished + ending[len(typed) :] if ending.startswith(typed) else ending


def _typed(text: str) -> Tail | None:
    """Return the word at the end of `text` and those that may belong to a phrase with it.

    None where it is written in one with something that no headline joins words by, as in "wom?n".
    """
    matches = list(WORD.finditer(text))
    unfinished = matches.pop() if matches and matches[-1].end() == len(text) else None
    starts = [unfinished.start() if unfinished else len(text)]
    context: list[str] = []
    gaps: list[str] = []
    for match in reversed(matches[1 - LONGEST :]):
        gap = text[match.end() : starts[0]]
        if not _goes_on(match[0], gap):
            if not _STARTS_ANEW.search(gap):
                return None
            break
        gaps.insert(0, gap)
        context.insert(0, fold(match[0]))
        starts.insert(0, match.start())
    drops = (0, *(number for number, gap in enumerate(gaps, start=1) if gap[-1].isspace()))
    prefix, plain = (fold(unfinished[0]), unfinished[0].isascii()) if unfinished else ("", True)
    return Tail(prefix, plain, tuple(context), gaps[-1] if gaps else "", tuple(starts), drops)


def _place(text: str, typed: Tail) -> Completable:
    """Return what the end of `text` may become: that depends on the field, quotes and parentheses that it is in."""
    quotes = [match.start() for match in _QUOTE.finditer(text)]
    quote = quotes[-1] if len(quotes) % 2 else None
    first = typed.starts[0] if quote is None else quote
    named = _FIELD.search(text, 0, first)
    name = (named[1] or named[2]).lower() if named else _group(text[:first])
    column = _COLUMNS.get(name or "")
    in_text = name is None or name in _TEXT_FIELDS
    finished = _ends_in_operator(text, typed)
    if quote is not None:
        return Completable(column, (quote,), in_text and not finished)
    if finished or text.endswith(_QUOTES, 0, first):
        return _NOWHERE
    if named:
        return Completable(column, typed.starts[:1], in_text or len(typed.drops) > 1)
    return Completable(column, tuple(typed.starts[number] for number in typed.drops), in_text)


def _ends_in_operator(text: str, typed: Tail) -> bool:
    """Say whether the last word of `text` is an operator: it is finished, and no beginning of another word."""
    return text[typed.starts[-1] :] in OPERATORS and bool(WORD.search(text, 0, typed.starts[-1]))


def _group(text: str) -> str | None:
    """Return the field before the parenthesis that `text` ends in, or before one around that."""
    fields: list[str | None] = [None]
    for mark in _GROUPED.finditer(text):
        if mark[0].endswith("("):
            fields.append(mark[1].lower() if mark[1] else fields[-1])
        elif mark[0] == ")" and len(fields) > 1:
            fields.pop()
    return fields[-1]


def _with_values(snapshot: Snapshot, text: str, place: Completable, size: int) -> list[str]:
    """Return `text` with a value of a column at its end, that has as much of what was typed as any has."""
    if place.column is None:
        return []
    for start in place.starts:
        quoted = text.startswith(_QUOTES, start)
        if values := values_starting(snapshot, place.column, text[start:], size):
            return [text[:start] + (_in_quotes(value) if quoted else _as_word(value)) for value in values]
    return []


def _as_word(value: str) -> str:
    """Return a value as a query has it: in quotes, if it is not one plain word."""
    return value if PLAIN_WORD.fullmatch(value) and value not in OPERATORS else _in_quotes(value)


def _in_quotes(value: str) -> str:
    """Return a value in quotes, without those that it has itself."""
    return f'"{" ".join(_QUOTE.sub(" ", value).split())}"'


def _endings_of(snapshot: Snapshot, typed: Tail, size: int) -> list[str]:
    """Return what the word being typed may become, and go on with."""
    endings = _of_headlines(snapshot, typed, size)
    alone = not typed.context or (not endings and typed.drops[-1] == len(typed.context))
    if alone and typed.prefix and len(endings) < size:
        known = set(map(folded, endings))
        words = [word for word in _words(snapshot, typed.prefix, size) if word not in known]
        endings += words if typed.plain else [written(snapshot, word) for word in words]
    return endings


def _of_headlines(snapshot: Snapshot, typed: Tail, size: int) -> list[str]:
    """Return how headlines go on after as much of the context as any of them has."""
    for dropped in typed.drops:
        rest = replace(typed, context=typed.context[dropped:])
        if (rest.prefix or rest.context) and (endings := _phrases(snapshot, rest, size)):
            return endings
    return []


def _phrases(snapshot: Snapshot, typed: Tail, size: int) -> list[str]:
    """Return how headlines go on after the context with a word that starts as typed, the most frequent first."""
    found: Counter[str] = Counter()
    looked_at = max(2 * size, LOOKED_AT // max(1, len(snapshot.segments)) if typed.joined else 0)
    for segment in snapshot.segments:
        found.update(dict(_endings(segment, typed, looked_at)[: 2 * size]))
    counts = {text: count for text, count in united(found).items() if _is_common(snapshot, text, count)}
    whole = {ending for ending in counts if " " in ending}
    parts = {ending for ending in whole for longer in whole if _is_mostly(ending, longer, counts)}
    return sorted(counts.keys() - parts, key=lambda ending: (-counts[ending], ending))


def _is_mostly(ending: str, longer: str, counts: dict[str, int]) -> bool:
    """Say whether most of the headlines that have `ending` have all of `longer`."""
    return longer.startswith(f"{ending} ") and counts[longer] >= MOSTLY * counts[ending]


def _is_common(snapshot: Snapshot, ending: str, headlines: int) -> bool:
    """Say whether each word of an ending, that so many headlines have, stands in enough articles to be no typo."""
    return headlines >= least_articles(snapshot) or all(_is_offered(snapshot, word) for word in folded(ending).split())


def _is_offered(snapshot: Snapshot, word: str) -> bool:
    """Say whether a word stands in enough articles to be offered."""
    return articles_with_form(snapshot.segments, "text", word) >= least_articles(snapshot)


def _endings(segment: Segment, typed: Tail, looked_at: int) -> list[tuple[str, int]]:
    """Return the most frequent endings in the headlines of one segment, with the number of headlines.

    A word is one where any of the headlines looked at joins it to the context as was typed.
    """
    field, known = segment.field("text"), phrases(segment)
    before = [number for word in typed.context if (number := field.form(word)) is not None]
    if len(before) < len(typed.context):
        return []
    among = known.starting(before, field.forms_starting(typed.prefix))
    top = _largest(known.counts[among.start : among.stop], looked_at) + among.start
    found: list[tuple[int, str, int]] = []
    fitting: set[int] = set()
    for number in top[np.argsort(-known.counts[top].astype(np.int64), kind="stable")].tolist():
        gap, ending = _written(segment, known, number, len(before))
        form = int(known.rows[number, len(before)])
        if ending and (not before or _fits(typed.gap, gap)):
            fitting.add(form)
        found.append((form, ending, int(known.counts[number])))
    return [(ending, count) for form, ending, count in found if ending and form in fitting]


def _fits(typed: str, gap: str) -> bool:
    """Say whether what was typed between two words may stand for what a headline has there."""
    if typed[-1].isspace():
        return gap[-1].isspace() or gap in _PARTS
    return typed.replace("’", "'") == gap.replace("’", "'")


def _written(segment: Segment, known: Phrases, number: int, skipped: int) -> tuple[str, str]:
    """Return a phrase as a headline has it, in small letters and less its first words, and what stands before that.

    Both are empty where the headline does not have it as one phrase, or all that have it were removed.
    """
    example = example_of(segment, known, number)
    if example is None:
        return "", ""
    title, first = segment.title(example[0]), example[1]
    matches = list(WORD.finditer(title))[first : first + np.count_nonzero(known.rows[number])]
    gaps = [title[one.end() : other.start()] for one, other in pairwise(matches)]
    if not all(_goes_on(match[0], gap) for match, gap in zip(matches, gaps, strict=False)):
        return "", ""
    end = matches[-1].end()
    negated = _NOT.match(title, end)
    ending = small(title[matches[skipped].start() : negated.end() if negated else end])
    return gaps[skipped - 1] if skipped else "", ending


def _goes_on(word: str, gap: str) -> bool:
    """Say whether a phrase goes on after a word and what follows it."""
    return bool(_IN_PHRASE.fullmatch(gap)) and (len(gap) == 1 or len(word) <= ABBREVIATED)


def _words(snapshot: Snapshot, prefix: str, size: int) -> list[str]:
    """Return the words of the text that start with `prefix`, those of most articles first; no stop words, no typos."""
    counts: Counter[str] = Counter()
    for segment in snapshot.segments:
        field = segment.field("text")
        among = field.forms_starting(prefix)
        frequencies = field.arrays.form_docs[among.start : among.stop]
        top = _largest(frequencies, size + len(STOP_WORDS))
        counts.update({field.form_text(among[at]): int(frequencies[at]) for at in top.tolist()})
    frequent = (word for word, _ in counts.most_common(size + len(STOP_WORDS)) if word not in STOP_WORDS)
    return [word for word in frequent if _is_offered(snapshot, word) and not _HALF_NOT.fullmatch(word)]


def _largest(values: Ints, count: int) -> Ints:
    """Return the indexes of the `count` largest values."""
    rest = len(values) - count
    return np.argpartition(values, rest)[rest:] if rest > 0 else np.arange(len(values))
