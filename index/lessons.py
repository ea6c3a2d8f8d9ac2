"""What articles teach about recurring lines while they are added, and which lines they lose by it.

    lessons = Lessons(known)                                  what the archive knows
    articles = unburdened(articles, lines, lessons.now())     in a worker: without the lines that recur
    lessons.learn(new_lines(lines, same, replaced))           of those that are new or changed, chunk by chunk
    lessons.known                                             goes into the commit

An article loses the lines that recur in what was learned up to `LAG` chunks before its own, or in its own chunk alone.
So the first large add of an archive gains too, chunks can be in work side by side, and the outcome is the same however
many are: it depends on the articles and their order alone. Articles that are in the archive keep what they have.

Quotes and notes on the story never go, nor does anything from an article that is mostly a copy of others. Labels
go from before and behind the story alone, for between its paragraphs they are headings; and not where they say whose
words a quote is, or what follows.
"""

import re
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile

import numpy as np

from index.article import Article
from index.lines import Lines, lines_of
from index.receipts import whole, without
from index.recurring import NOTHING, Recurring

LAG = 8
"""Chunks that may be in work at once: four for each of two processors, enough for while a commit is made, or one for
each of eight. A ninth processor would have none."""
MAX_COPIED = 0.3
"""Part of an article's lines that may recur; above it, it is a copy of other articles."""

_FEW = 2  # lines that may recur in an article however short it is
_LABEL, _OPEN_LABEL = 40, 80  # characters; shorter lines may be labels, the latter where they end as no sentence does
_QUOTE = re.compile(r"[“\"‘]|.*[”\"’]\W*$", re.DOTALL)  # a line that begins or ends as a quote does
_STAYS = re.compile(r"[“\"‘]|\W*(?i:updated?|correct(?:ions?|ed)|clarifications?|editor['’]s note)\b")
"""Quotes of persons, and notes on the story itself."""


class Lessons:
    """What is known of lines that recur, now and some chunks ago."""

    def __init__(self, known: Recurring) -> None:
        self.known = known
        self._learned = 0  # chunks
        self._asked = 0
        self._states = deque([known.often()], LAG)  # the newest last

    def now(self) -> Recurring:
        """Return by what the next chunk is to be judged; to be asked once for each, in order."""
        wanted = max(0, self._asked + 1 - LAG)
        self._asked += 1
        return self._states[wanted - self._learned - 1]

    def learn(self, fresh: Lines) -> None:
        """Count the new lines of the next chunk."""
        if fresh.sources.any() or len(fresh.prints):
            self.known = self.known.learn(fresh).trimmed()
        self._learned += 1
        self._states.append(self.known.often())


def new_lines(lines: Lines, same: Collection[int], replaced: Mapping[int, Article]) -> Lines:
    """Return the lines of the articles that are not the `same` as before, less those that their old versions have.

    `replaced` are these old versions, by number.
    """
    changed = np.ones(len(lines.sources), np.bool_)
    changed[list(same)] = False
    numbers = np.fromiter(replaced, np.int64, len(replaced))
    earlier = lines_of(whole(article) for article in replaced.values())
    fresh = lines.only(changed, ~lines.met_in(earlier, numbers))
    fresh.sources[numbers[fresh.sources[numbers] == earlier.sources]] = 0  # counted already
    return fresh


def unburdened(articles: Sequence[Article], lines: Lines, known: Recurring) -> list[Article]:
    """Return articles without the lines that recur as far as is `known`, or among themselves."""
    newest = {article.id: number for number, article in enumerate(articles)}
    each_once = np.array([newest[article.id] == number for number, article in enumerate(articles)], np.bool_)
    among = NOTHING.learn(lines.only(each_once, np.ones(len(lines.prints), np.bool_)))
    recurs = known.judge(lines) | among.judge(lines)
    places: dict[int, list[int]] = {}
    for number, place in zip(lines.articles[recurs].tolist(), lines.places[recurs].tolist(), strict=True):
        places.setdefault(number, []).append(place)
    return [_without(article, places.get(number, ())) for number, article in enumerate(articles)]


def _without(article: Article, recurring: Sequence[int]) -> Article:
    """Return `article` without those of its recurring lines that may go."""
    if not recurring or len(recurring) > max(_FEW, MAX_COPIED * len(article.paragraphs)):
        return article
    texts = [paragraph.text for paragraph in article.paragraphs]
    going = frozenset(place for place in recurring if not _STAYS.match(texts[place]))
    outside = _outside(texts, going)
    going = frozenset(n for n in going if not _is_label(texts[n]) or (n in outside and not _belongs(texts, n, going)))
    return without(article, going) if 0 < len(going) < len(texts) else article


def _outside(texts: Sequence[str], going: frozenset[int]) -> set[int]:
    """Return the places before and behind the story: of lines that may go, and of labels among them."""
    found: set[int] = set()
    for places in (range(len(texts)), range(len(texts) - 1, -1, -1)):
        found.update(takewhile(lambda n: n in going or _is_label(texts[n]), places))
    return found


def _is_label(text: str) -> bool:
    """Say whether a line may be a heading, a name, or whose words stand beside it."""
    return len(text) < _LABEL or (len(text) < _OPEN_LABEL and text[-1] not in ".!?")


def _belongs(texts: Sequence[str], place: int, going: frozenset[int]) -> bool:
    """Say whether a line says whose words stand before it, or what follows it."""
    before, behind = texts[place - 1 : place], texts[place + 1 : place + 2]
    introduces = texts[place].endswith(":") and behind and place + 1 not in going
    return bool(introduces or (before and _QUOTE.match(before[0])))
