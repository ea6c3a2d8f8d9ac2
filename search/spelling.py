"""A query with words that the archive does not have -> the query that was probably meant.

    goverment of northkorea   ->   government of north korea

For each word that stands in no article, or, where little is found, in hardly any, the archive's own words are looked
through: those within two typos, its two halves if it is two words run together, and it with its neighbour if it is one
word split. The answer is the query as typed, with those words replaced, if it finds more; `count` (from the engine)
says how much, and how often two words stand side by side.

A candidate's score is the logarithm of the number of its articles, less what the change costs: the costs below. They
were found on 2,000 misspellings of codespell's list (not the archive's own) against the words of 45,000 news articles:
88.7% were set right, 85.2% by distance and frequency alone, and the figure hardly moves with any one cost. Beside
another word, those articles count that have the two side by side, if any has: Volodimir is no Vladimir before Zelensky.
Of a phrase of two words that no article has, either may be a typo however frequent it is: "oil spell". In a phrase of
more words that is found, none is that any article has.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import accumulate, zip_longest

from index.analysis import STOP_WORDS, WORD, fold, stem
from index.segment import Segment, Snapshot
from search.doctor import FEW
from search.errors import QueryError
from search.frequency import articles_with_form, least_articles, with_form
from search.limits import MIN_FUZZY
from search.parse import parse
from search.query import Bool, Count, Exact, InField, Near, Node, Phrase, Word
from search.vocabulary import vocabulary
from search.written import written

COST_OF_TYPO = 5.0
COST_OF_FIRST_LETTER = 2.0
COST_OF_LAST_LETTER = 1.0
GAIN_OF_SAME_LETTERS = 3.0
"""Letters swapped or doubled, as in `recieve` and `comitee`."""

RATIO = 200
"""A word is taken for a typo if another, one typo away, or its two halves stand in RATIO times as many articles. Of 800
typos that stand in those 45,000 articles this sees 70% (92% of them set right), and it offers something for 7% of 1,500
other words of few articles, many of them typos too."""

RATIO_OF_SPLIT = 20
"""Two known words are taken for one if that stands in so many times more articles than they do side by side."""

LOOKED_THROUGH = 200_000
"""Forms, about, that a word is held against: those of the largest segments, which have what many articles write."""

BESIDE = 6
"""Candidates, the best by themselves, that are looked for beside the word before or after: a search each."""

MAX_LOOKED_UP = 6
"""Words of one query for which the archive's words are gone through, up to a millisecond each."""

_PLACES = {"title": "text", "lead": "text", "author": "author", "source": "source", "section": "section"}


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query: where it stands there, how it is written, and which field it is looked for in."""

    start: int
    end: int
    written: str
    field: str
    words: int  # of the phrase that it is in; 1 where it is in none
    quoted: bool  # whether two words need quotes to stand for it

    @property
    def form(self) -> str:
        """Its exact form."""
        return fold(self.written)

    def stands_beside(self, other: "QueryWord") -> bool:
        """Say whether nothing but a space, hyphen or apostrophe is between two words of one field."""
        return self.field == other.field and 1 in (other.start - self.end, self.start - other.end)


def did_you_mean(snapshot: Snapshot, text: str, node: Node, count: Count, *, found: int = 0) -> str | None:
    """Return the query `text`, read as `node`, with its misspelt words set right; None where none is misspelt.

    Where the query finds `FEW` articles or more, only words that no article has are set right, and never to another
    form of the same word: such forms are found anyway.
    """
    words = sorted(_typed(node, text, "text"), key=lambda word: word.start)
    changes: list[tuple[QueryWord, str]] = []
    archives = {name: _FieldWords(snapshot, name, count, found) for name in {word.field for word in words}}
    for word, following in zip_longest(words, words[1:]):
        archive = archives[word.field]
        if changes and word.start < changes[-1][0].end:
            continue
        if found >= FEW and archive.articles(word.form):
            continue
        if following and text[word.end : following.start] == " " and archive.was_split(word, following):
            changes.append((replace(word, end=following.end), word.form + following.form))
        elif better := archive.better(word, [other for other in words if other.stands_beside(word)]):
            changes.append((word, better))
    changed = _changed(text, [(word, _written(snapshot, word.field, forms)) for word, forms in changes])
    return _if_it_finds_as_much(changed, found, count) if changes else None


def _written(snapshot: Snapshot, field: str, forms: str) -> str:
    """Return exact forms as articles write them; those of small fields as they are."""
    return " ".join(written(snapshot, form) for form in forms.split()) if field == "text" else forms


def _if_it_finds_as_much(text: str, least: int, count: Count) -> str | None:
    """Return a query if it finds something, and no less than so many articles."""
    try:
        return text if count(parse(text)) >= max(1, least) else None
    except QueryError:
        return None


def _typed(node: Node, text: str, field: str, *, quoted: bool = False) -> Iterator[QueryWord]:
    """Yield the words that a query looks for, in order; patterns and what must not be there are left as they are."""
    if isinstance(node, (Word, Phrase, Exact)):
        start, parts = text.index(node.text, node.span[0]), list(WORD.finditer(node.text))
        quoted = len(parts) == 1 and not isinstance(node, Phrase) and (quoted or isinstance(node, Exact))
        for match in parts:
            yield QueryWord(start + match.start(), start + match.end(), match[0], field, len(parts), quoted)
    elif isinstance(node, InField) and node.name in _PLACES:
        yield from _typed(node.part, text, _PLACES[node.name], quoted=True)
    elif isinstance(node, Near):
        for part in node.parts:
            yield from _typed(part, text, field, quoted=True)
    elif isinstance(node, Bool):
        for part in sorted((*node.must, *node.may), key=lambda part: part.span):
            yield from _typed(part, text, field, quoted=part in node.must)


def _changed(text: str, changes: list[tuple[QueryWord, str]]) -> str:
    """Return `text` with words replaced, capitals where the typed word has them."""
    for word, form in reversed(changes):
        shown = form.upper() if len(word.written) > 1 and word.written.isupper() else form
        shown = shown.title() if word.written.istitle() else shown
        shown = f'"{shown}"' if word.quoted and " " in shown else shown
        text = text[: word.start] + shown + text[word.end :]
    return text


class _FieldWords:
    """The words of one field of all segments; what others are like them is asked of the largest of these."""

    def __init__(self, snapshot: Snapshot, name: str, count: Count, found: int) -> None:
        self._name = name
        self._found = found
        self._count = count
        self._size = snapshot.articles
        self._looked_up = 0
        self._segments = snapshot.segments
        self._largest = _largest(snapshot, name)
        self._share = _size(self._largest) / max(1, _size(snapshot.segments))  # of all articles, what is in the largest
        self._enough = least_articles(snapshot)

    def articles(self, form: str) -> int:
        """Return in how many articles a form stands."""
        return articles_with_form(self._segments, self._name, form)

    def better(self, word: QueryWord, beside: Sequence[QueryWord]) -> str | None:
        """Return what should stand instead of a word: another, or its two halves; None where it is well as it is."""
        form = word.form
        if form in STOP_WORDS or len(form) < MIN_FUZZY[1] or form.isdecimal() or self._looked_up == MAX_LOOKED_UP:
            return None
        articles = self.articles(form)
        if articles and self._found and word.words > 2:
            return None  # an article has the phrase as it was typed
        known = [other for other in beside if other.form not in STOP_WORDS and self.articles(other.form)]
        in_company = word.words == 2 and known and not self._found  # then what stands side by side is all that counts
        at_least = max(self._enough, 0 if in_company else articles * RATIO)
        if at_least > self._size:
            return None
        self._looked_up += 1
        candidates = self._candidates(form, 1 if articles or len(form) < MIN_FUZZY[2] else 2, at_least)
        if articles:
            candidates = {one: score for one, score in candidates.items() if one not in STOP_WORDS}
        candidates = self._beside(candidates, word, known[0]) if known else candidates
        best = max(candidates, key=candidates.__getitem__, default=None)
        return best if best and (self._found < FEW or stem(best) != stem(form)) else None

    def _candidates(self, form: str, typos: int, at_least: int) -> dict[str, float]:
        """Return what may have been meant, with its score; where nothing is found otherwise, rare words too."""
        candidates = dict(self._similar(form, typos, at_least)) | self._halves(form, at_least)
        if not candidates and not self._found and at_least == self._enough:
            return dict(self._similar(form, typos, 1))
        return candidates

    def _beside(self, candidates: dict[str, float], word: QueryWord, other: QueryWord) -> dict[str, float]:
        """Return the best of some candidates, those higher that often stand where the word does, beside another.

        In a phrase only those are meant that do.
        """
        in_order = word.start < other.start
        together = {
            one: self._side_by_side(one, other.form) if in_order else self._side_by_side(other.form, one)
            for one in nlargest(BESIDE, candidates, key=candidates.__getitem__)
        }
        least = 0 if word.words == 1 else self._enough if self.articles(word.form) else 1
        return {one: candidates[one] + math.log1p(number) for one, number in together.items() if number >= least}

    def _similar(self, form: str, typos: int, at_least: int) -> Iterator[tuple[str, float]]:
        """Yield the forms within so many typos that stand in enough articles, with their scores."""
        wanted = self._wanted(at_least)
        least = wanted if len(self._largest) == 1 else 1
        found: Counter[tuple[str, int]] = Counter()
        for segment in self._largest:
            field = segment.field(self._name)
            for number, distance in vocabulary(field).within(form, typos, least):
                found[field.form_text(number), distance] += with_form(segment, field, number)
        for (other, distance), articles in found.items():
            if distance and articles >= wanted and not other.isdecimal():
                yield other, math.log(articles / self._share) - _cost(form, other, distance)

    def _wanted(self, at_least: int) -> int:
        """Return in how many articles of the largest segments a word must stand, for so many of all."""
        return max(min(self._enough, at_least), math.ceil(at_least * self._share))

    def _halves(self, form: str, at_least: int) -> dict[str, float]:
        """Return the best pair of words that a word may be, run together, with its score: a missing space is a typo.

        Either has two letters or more, but one will do before a number: `f16`.
        """
        wanted = self._wanted(at_least)
        known: list[tuple[int, tuple[str, str]]] = []
        letters = len(form.rstrip("0123456789"))
        cuts = {*range(2, len(form) - 1), *([letters] if 0 < letters < len(form) else [])}
        for pair in ((form[:cut], form[cut:]) for cut in sorted(cuts)):
            first = self._in_largest(pair[0])
            articles = min(first, self._in_largest(pair[1])) if first >= wanted else 0
            if articles >= wanted and not STOP_WORDS.issuperset(pair):
                known.append((articles, pair))
        for _, pair in sorted(known, reverse=True)[:2]:
            together = self._side_by_side(*pair)
            if together >= at_least:
                return {" ".join(pair): math.log(together) + GAIN_OF_SAME_LETTERS - COST_OF_TYPO}
        return {}

    def was_split(self, first: QueryWord, second: QueryWord) -> bool:
        """Say whether two neighbours are rather one word, that the archive has far more often than them."""
        if first.field != second.field or not STOP_WORDS.isdisjoint((first.form, second.form)):
            return False
        whole = self._in_largest(first.form + second.form)
        if whole < self._enough:
            return False
        if not self.articles(first.form) or not self.articles(second.form):
            return True
        return whole > self._share * RATIO_OF_SPLIT * self._side_by_side(first.form, second.form)

    def _in_largest(self, form: str) -> int:
        """Return in how many articles of the largest segments a form stands."""
        return articles_with_form(self._largest, self._name, form)

    def _side_by_side(self, first: str, second: str) -> int:
        """Return how many articles have two words side by side in this field."""
        phrase = Phrase(f"{first} {second}")
        return self._count(phrase if self._name == "text" else InField(self._name, phrase))


def _largest(snapshot: Snapshot, name: str) -> list[Segment]:
    """Return the largest segments, as many as it takes to look through `LOOKED_THROUGH` forms of a field."""
    segments = sorted(snapshot.segments, key=lambda segment: segment.size, reverse=True)
    before = accumulate((len(segment.field(name).arrays.form_ends) for segment in segments), initial=0)
    return [segment for segment, forms in zip(segments, before, strict=False) if forms < LOOKED_THROUGH]


def _size(segments: Sequence[Segment]) -> int:
    """Return how many articles some segments have, removed ones included."""
    return sum(segment.size for segment in segments)


def _cost(form: str, other: str, distance: int) -> float:
    """Return what it costs to have meant `other`."""
    cost = COST_OF_TYPO * distance - GAIN_OF_SAME_LETTERS * (set(form) == set(other))
    return cost + COST_OF_FIRST_LETTER * (form[0] != other[0]) + COST_OF_LAST_LETTER * (form[-1] != other[-1])
