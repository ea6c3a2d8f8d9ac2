"""A query with no or few hits -> which of its clauses is to blame, and how many each would find alone.

    +drones +kursk +zebra   ->   “drones” alone finds 120 articles.   “kursk” alone finds 64 articles.
                                 No article has “zebra”.

    "north corps" drones    ->   No article has "north corps" as a phrase, but 3 articles have its words.
    "limped to its harbour"  ->   No article has ... as a phrase, but 1 article has it but for “harbour”.

The clauses are those that must be there (and those that must not). A query of alternatives is told which of them
nothing has, however much the others find. Where only the filters beside the query leave so little, they are to blame,
and no clause is. How many articles a part finds is asked of the engine, through `count`. Misspelt words are
`search.spelling`'s.
"""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from msgspec.structs import replace as altered

from index.analysis import STOP_WORDS, WORD, fold
from search.clauses import any_of, is_condition
from search.describe import describe
from search.filters import Filters
from search.misquoted import MAX_PHRASE_WORDS, Misquote
from search.query import Bool, Count, Dates, Everything, Exact, InField, Near, Node, Phrase, Span, Word
from search.results import Note

FEW = 3
"""Articles: with fewer hits than this, the reader is told why there are no more."""

MAX_CLAUSES = 8
"""Clauses that are counted: each is a search or two of its own."""

_LIFTED: dict[str, dict[str, Any]] = {
    "the dates": {"first": None, "last": None},
    "the filter by source": {"source": ()},
    "the filter by author": {"author": ()},
    "the filter by section": {"section": ()},
    "the filter by language": {"language": ()},
}
"""The filters, as a sentence names them, and what each is when it is lifted."""


class Evidence(NamedTuple):
    """What is known of the parts of a query, each by its span in the text."""

    text: str  # of the query
    count: Count  # says how many articles a part finds
    misquotes: Mapping[str, Misquote]  # by phrase, what it should have been
    missing: Container[Span]  # of what no article has
    narrowed: Collection[Span]  # of words so common that they were only looked for where the others may be found


def blame(node: Node, found: int, ask: Evidence) -> tuple[Note, ...]:
    """Return notes that say why `node` finds fewer than `FEW` articles.

    Where it finds more, they name those of its words and phrases that no article has.
    """
    if found < FEW:
        return tuple(_notes(node, found, ask))
    words = [part for part in _alternatives(node) if isinstance(part, Word | Exact | Phrase)]
    missing = [part for part in words if part.span in ask.missing]
    return tuple(_missing(missing[:MAX_CLAUSES], ask))


def blame_filters(filters: Filters, found: int, count: Callable[[Filters], int]) -> tuple[Note, ...]:
    """Return a note that says which of `filters` hides most of what the query finds, or that they do together."""
    lifted = {name: altered(filters, **changes) for name, changes in _LIFTED.items()}
    number, name = max((count(others), name) for name, others in lifted.items() if others != filters)
    if number <= found:
        number, name = count(Filters()), "the filters"
    return (Note("blame", f"Without {name} there would be {_articles(number)}."),) if number > found else ()


def _notes(node: Node, found: int, ask: Evidence) -> Iterator[Note]:
    """Yield the notes on one query or part that finds `found` articles."""
    if isinstance(node, Bool) and (node.must or node.without):
        yield from _clauses(node, found, ask)
    elif isinstance(node, Bool):
        yield from _missing(node.may[:MAX_CLAUSES], ask)
    elif not found and not isinstance(node, Everything):
        yield from _absent(node, ask)


def _alternatives(node: Node) -> Iterator[Node]:
    """Yield the parts of a query that are welcome and need not be there."""
    if isinstance(node, Bool):
        yield from node.may
        for part in node.must:
            yield from _alternatives(part)


def _missing(parts: Iterable[Node], ask: Evidence) -> Iterator[Note]:
    """Yield the notes on those of some alternatives that find nothing."""
    for part in parts:
        if not ask.count(part):
            yield from _absent(part, ask)


def _clauses(node: Bool, found: int, ask: Evidence) -> Iterator[Note]:
    """Yield what each clause finds alone, and how many articles there would be without the one that is to blame."""
    clauses = [clause for clause in _required(node) if not _holds_any(clause, ask.narrowed)][:MAX_CLAUSES]
    alone = [ask.count(clause) for clause in clauses]
    for clause, number in zip(clauses, alone, strict=True):
        if not number:
            yield from _absent(clause, ask)
        elif len(clauses) > 1 or ask.narrowed:
            yield Note("alone", f"{_name(clause, ask)} alone finds {_articles(number)}.", clause.span)
    if not all(alone) or ask.narrowed:
        return
    liftable = (*(clauses if len(clauses) > 1 else ()), *node.without[:MAX_CLAUSES])
    reduced = [(is_condition(clause), ask.count(_less(node, clause)), clause) for clause in liftable]
    more = [row for row in reduced if row[1] > found]
    if more:
        _, number, clause = max(more, key=lambda row: row[:2])
        yield Note("blame", f"{_lifted(clause, node, ask)} there would be {_articles(number)}.", clause.span)


def _holds_any(clause: Node, places: Collection[Span]) -> bool:
    """Say whether any of some places in the query lies within a clause."""
    return any(clause.span[0] <= start and end <= clause.span[1] for start, end in places)


def _required(node: Bool) -> tuple[Node, ...]:
    """Return the clauses that an article has to meet; alternatives count as one."""
    if node.must:
        return node.must
    return (any_of(node.may),) if node.may else ()


def _less(node: Bool, clause: Node) -> Node:
    """Return a query without one of its clauses."""
    must = tuple(part for part in node.must if part is not clause)
    without = tuple(part for part in node.without if part is not clause)
    return replace(node, must=must, without=without) if must or node.may or without else Everything()


def _absent(node: Node, ask: Evidence) -> Iterator[Note]:
    """Yield why one clause finds no article: the part of it that is missing, or what comes near it."""
    if isinstance(node, Bool):
        yield from _notes(node, 0, ask)
        return
    number, name = _nearest(node, ask)
    but = f", but {_articles(number)} {'has' if number == 1 else 'have'} {name}" if number else ""
    yield Note("blame", f"No article {_has(node)}{but}.", node.span)


def _nearest(node: Node, ask: Evidence) -> tuple[int, str]:
    """Return how many articles have a little less than `node` asks for, and what that is."""
    match node:
        case Word() | Phrase() if number := ask.count(InField("author", node)):
            return number, "it among the authors"
        case Phrase(text=text):
            return _nearest_to_phrase(text, ask)
        case Exact(text=text):
            return ask.count(Word(text)), "other forms of the word"
        case Near(parts=parts):
            return ask.count(Bool(must=parts)), "those words, farther apart"
        case InField(name="title" | "lead", part=part):
            return ask.count(part), "it elsewhere"
        case _:
            return 0, ""


def _nearest_to_phrase(text: str, ask: Evidence) -> tuple[int, str]:
    """Return how many articles have a phrase but for what is wrong in it, or else its words."""
    if better := ask.misquotes.get(text):
        return better.articles, better.instead
    words = [word for word in dict.fromkeys(WORD.findall(text)) if fold(word) not in STOP_WORDS]
    if not words or len(words) > MAX_PHRASE_WORDS:
        return 0, ""
    return ask.count(Bool(must=tuple(map(Word, words)))), "its main words in any form"


def _has(node: Node) -> str:
    """Return what no article does: has a word, or was published on a day."""
    if isinstance(node, Dates):
        return f"was {describe(node)}"
    if isinstance(node, Word):
        return f"has “{node.text}”"
    if isinstance(node, Exact):
        return f"has “{node.text}” in exactly this form"
    return f"has {describe(node)}{' as a phrase' if isinstance(node, Phrase) else ''}"


def _name(clause: Node, ask: Evidence) -> str:
    """Return a clause as a sentence names it: as it was typed, or a group in words."""
    typed = ask.text[slice(*clause.span)]
    return describe(clause) if isinstance(clause, Bool | Phrase) or not typed else f"“{typed}”"


def _lifted(clause: Node, node: Bool, ask: Evidence) -> str:
    """Return the condition under which there would be more articles."""
    name = "the dates" if isinstance(clause, Dates) else _name(clause, ask)
    return f"With {name} allowed" if any(clause is part for part in node.without) else f"Without {name}"


def _articles(number: int) -> str:
    """Return a number of articles in words."""
    return "1 article" if number == 1 else f"{number:,} articles"
