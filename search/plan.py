"""Tree -> what the engine runs: leaves that have postings, in groups that say how they combine.

    Bool(may=(Word("F-16"), Word("Soldiers")))  ->  Group(may=(Run(("f", "16")), Term("soldier")))

Here words meet the analyzer: a word becomes a `Term`, a word of several parts or a phrase a `Run` of terms at
neighbouring positions. Each leaf knows its field, and the region of the text it is confined to (headline or lead).
"""

import re
from datetime import date
from typing import NamedTuple, TypedDict

from msgspec import Struct
from msgspec.structs import replace

from index.analysis import Terms, fold, own_analyzer
from index.plain import tidy
from search import query
from search.limits import MAX_VARIED
from search.results import Note
from search.variants import variant

ANY_WORD = "*"
"""Stands among the terms of a run for whatever word is there."""

_ANY_WORD = re.compile(r"(?<!\S)\*(?!\S)")


class Leaf(Struct, frozen=True, kw_only=True):
    """What can be looked up in the postings of one field."""

    field: str = "text"
    region: str | None = None  # "title" or "lead": only there
    boost: float = 1.0
    label: str = ""
    span: query.Span = (0, 0)

    @property
    def scores(self) -> bool:
        """Whether the leaf says how well an article answers; a word in `source:` only says whether it does."""
        return self.field == "text"


class Term(Leaf, frozen=True):
    """One stem, or one exact form."""

    term: str
    exact: bool


class Run(Leaf, frozen=True):
    """Terms at neighbouring positions."""

    terms: tuple[str, ...]
    exact: bool


class Expansion(Leaf, frozen=True):
    """All forms that fit a pattern, as if they were one word; `kind` is prefix, wildcard or fuzzy."""

    kind: str
    pattern: str
    typos: int = 0


class Close(Leaf, frozen=True):
    """Leaves that stand together: within so many words, in one sentence or paragraph, or next to each other."""

    parts: tuple["AnyLeaf | Either", ...]
    within: int | str


class Either(Leaf, frozen=True):
    """Any of some leaves, as if they were one: an alternative inside of NEAR."""

    parts: tuple["AnyLeaf | Either", ...]


class Days(Leaf, frozen=True):
    """Published from one day to another, both included."""

    first: date | None
    last: date | None

    @property
    def scores(self) -> bool:
        """Return False: a date says nothing about how well an article answers."""
        return False


class Group(NamedTuple):
    """How leaves combine; see `query.Bool`. Its weight is in its leaves."""

    must: tuple["Planned", ...] = ()
    may: tuple["Planned", ...] = ()
    without: tuple["Planned", ...] = ()


AnyLeaf = Term | Run | Expansion | Close | Either | Days
Planned = AnyLeaf | Group


class _Common(TypedDict):
    """What every leaf is told."""

    field: str
    region: str | None
    boost: float
    span: query.Span


def _words(text: str) -> list[Terms]:
    """Return the terms of the words of a text, which most often is one word; soft hyphens part none, as in articles."""
    analyzer = own_analyzer()
    return [analyzer[text]] if text.isascii() and text.isalnum() else analyzer.analyze(tidy(text))


def _looked_for(text: str) -> list[Terms]:
    """Return the terms of a plain word; the possessive of `Kursk's` is no part of what is looked for."""
    words = _words(text)
    return words[:-1] if len(words) > 1 and words[-1].exact == "s" and text[-2:-1] in "'’" else words


class Scope(NamedTuple):
    """Where in an article a part of the query looks."""

    field: str = "text"
    region: str | None = None
    boost: float = 1.0  # of what it stands in
    varied: bool = True  # whether words are looked for in both ways of writing them


def plan(tree: query.Node) -> tuple[Group, list[Note]]:
    """Return the plan of a query, and notes on what was left out of it. An empty plan finds every article."""
    notes: list[Note] = []
    planned = _plan(tree, Scope(varied=tree.span[1] - tree.span[0] <= MAX_VARIED), notes)
    if planned is None:
        return Group(), notes
    return (_unified(planned, {}) if isinstance(planned, Group) else Group(may=(planned,))), notes


def _plan(node: query.Node, scope: Scope, notes: list[Note]) -> Planned | None:
    scope = scope._replace(boost=scope.boost * node.boost) if node.boost != 1.0 else scope
    match node:
        case query.Bool():
            return _group(node, scope, notes)
        case query.InField(name=name, part=part):
            inner = scope._replace(region=name) if name in query.TEXT_REGIONS else Scope(name)
            return _plan(part, inner, notes)
        case query.Dates(first=first, last=last):
            return Days(first=first, last=last, label="date", span=node.span)
        case query.Near(parts=parts, within=within):
            return _close(parts, within, node, scope, notes)
        case query.Everything():
            return None
        case query.Word() | query.Exact() | query.Phrase() | query.Prefix() | query.Wildcard() | query.Fuzzy():
            return _leaf(node, scope, notes)
        case _:
            raise TypeError(f"A query has no {type(node).__name__}.")


def _leaf(node: query.Leaf, scope: Scope, notes: list[Note]) -> AnyLeaf | None:
    text = node.text
    common = _Common(field=scope.field, region=scope.region, boost=scope.boost, span=node.span)
    if isinstance(node, query.Prefix | query.Wildcard | query.Fuzzy):
        return _expansion(node, common)
    exact = not isinstance(node, query.Word) or scope.field != "text"
    terms = _phrase_terms(text) if isinstance(node, query.Phrase) else _word_terms(node, text, exact=exact)
    if not terms:
        notes.append(Note("ignored", f"There is no word in {text!r}.", node.span))
        return None
    leaf = _of_terms(terms, exact, text, common)
    other = variant(text) if scope.varied and not exact else None
    if not other:
        return leaf
    parts = (leaf, _of_terms(tuple([word.stem for word in _words(other)]), exact, text, common))
    return Either(parts=parts, label=text, **common)


def _of_terms(terms: tuple[str, ...], exact: bool, label: str, common: "_Common") -> Term | Run:
    """Return the leaf of one term, or of several side by side."""
    if len(terms) == 1:
        return Term(term=terms[0], exact=exact, label=label, **common)
    return Run(terms=terms, exact=exact, label=label, **common)


def _word_terms(node: query.Node, text: str, *, exact: bool) -> tuple[str, ...]:
    """Return the terms of a word, of which there are several in `F-16`."""
    words = _looked_for(text) if isinstance(node, query.Word) else _words(text)
    return tuple([word.exact if exact else word.stem for word in words])


def _phrase_terms(text: str) -> tuple[str, ...]:
    """Return the terms of a phrase, and `ANY_WORD` for each star that stands alone between two of them."""
    terms: list[str] = []
    for number, part in enumerate(_ANY_WORD.split(text) if ANY_WORD in text else [text]):
        terms += [ANY_WORD] if number and terms else []
        terms += [word.exact for word in _words(part)]
    while terms and terms[-1] == ANY_WORD:
        terms.pop()
    return tuple(terms)


def _expansion(node: query.Prefix | query.Wildcard | query.Fuzzy, common: _Common) -> Expansion:
    kind = type(node).__name__.lower()
    typos = node.typos if isinstance(node, query.Fuzzy) else 0
    label = node.text + {"prefix": "*", "fuzzy": "~"}.get(kind, "")
    pattern = re.sub(r"[^?*]+", lambda letters: fold(letters[0]), node.text)
    return Expansion(kind=kind, pattern=pattern, typos=typos, label=label, **common)


def _close(
    parts: tuple[query.Node, ...], within: int | str, node: query.Node, scope: Scope, notes: list[Note]
) -> Planned | None:
    planned = [part for part in (_near_part(part, scope, notes) for part in parts) if part is not None]
    if len(planned) < 2:
        return planned[0] if planned else None
    between = f" {within if isinstance(within, str) else f'NEAR/{within}'} " if within != "next" else " "
    label = between.join(part.label for part in planned)
    return Close(
        parts=tuple(planned),
        within=within,
        label=label,
        field=scope.field,
        region=scope.region,
        boost=scope.boost,
        span=node.span,
    )


def _near_part(node: query.Node, scope: Scope, notes: list[Note]) -> AnyLeaf | None:
    if node.boost != 1.0:
        text = "Inside NEAR, SENTENCE and PARAGRAPH a weight has no effect; give one to all of it: (a NEAR/5 b)^2."
        notes.append(Note("ignored", text, node.span))
    if not isinstance(node, query.Bool):
        planned = _plan(node, scope, notes)
        return planned if not isinstance(planned, Group) else None
    parts = tuple(part for part in (_near_part(part, scope, notes) for part in node.may) if part is not None)
    if not parts:
        return None
    return Either(parts=parts, label=" or ".join(part.label for part in parts), field=scope.field, region=scope.region)


def _group(node: query.Bool, scope: Scope, notes: list[Note]) -> Group | None:
    sides = (node.must, node.may, node.without)
    must, may, without = (
        tuple([planned for part in side if (planned := _plan(part, scope, notes)) is not None]) for side in sides
    )
    if not (must or may or without):
        return None
    return Group(_merged(must), _merged(may), _merged(without))


def _merged(parts: tuple[Planned, ...]) -> tuple[Planned, ...]:
    """Return the parts with words that are asked for several times made one, that counts as often."""
    if len(parts) < 2:
        return parts
    folded: dict[object, Planned] = {}
    for part in parts:
        key = _sameness(part)
        known = folded.setdefault(key, part)
        if known is not part and not isinstance(known, Group) and not isinstance(part, Group):
            folded[key] = replace(known, boost=known.boost + part.boost)
    return tuple(folded.values())


def _unified(group: Group, known: dict[object, AnyLeaf]) -> Group:
    """Return a group in which a word is one leaf wherever it stands: what is near it must be another word."""

    def unified(part: Planned) -> Planned:
        if isinstance(part, Group):
            return _unified(part, known)
        return known.setdefault((_sameness(part), part.boost), part)

    return Group(*(tuple(map(unified, side)) for side in group))


def _sameness(part: Planned) -> object:
    """Return what is equal for two words or patterns that look for the same, wherever in the query they stand."""
    if isinstance(part, Term):
        return part.term, part.exact, part.field, part.region
    if isinstance(part, Run):
        return part.terms, part.exact, part.field, part.region
    if isinstance(part, Either):
        return frozenset(map(_sameness, part.parts))
    if isinstance(part, Expansion):
        return part.kind, part.pattern, part.typos, part.field, part.region
    return part
