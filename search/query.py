"""The tree that a query becomes: what was asked, before it is decided how to answer it.

    +drones "storm corps"   ->   Bool(must=(Word("drones"),), may=(Phrase("storm corps"),))

Every node knows the span of query text it came from (``[start, end)`` in characters), so that the doctor can point at
it and an error can mark it. Texts in nodes are as the user typed them; they are analysed when the query is planned.
`search.describe` puts a tree in plain words for `query.read_as`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

Span = tuple[int, int]

TEXT_REGIONS = frozenset({"title", "lead"})
"""Fields that are parts of the text of articles; the others are apart from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What all nodes have: where it stood in the query, and how much it counts in the score (``word^2``)."""

    span: Span = field(default=(0, 0), compare=False)
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Word(Node):
    """A plain word, matched by stem. `F-16` is one Word here; it is analysed into a run of two."""

    text: str


@dataclass(frozen=True, slots=True)
class Exact(Node):
    """``=word``: this form only."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase(Node):
    """``"a phrase"``: these words in this order, exactly as written; a star that stands alone is any one word."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix(Node):
    """``korea*``: any form that starts so. `text` is without the star."""

    text: str


@dataclass(frozen=True, slots=True)
class Wildcard(Node):
    """``wound?d`` or ``*istan``: ``?`` is one character, ``*`` any number, in any place."""

    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy(Node):
    """``kursk~`` or ``kursk~2``: forms within one or two typos (insert, delete, replace, swap of neighbours)."""

    text: str
    typos: int


@dataclass(frozen=True, slots=True)
class Near(Node):
    """``a NEAR/5 b``, or, with `within` "sentence" or "paragraph", ``a SENTENCE b`` and ``a PARAGRAPH b``.

    With "next" each part stands right after the one before: the words of ``x-ra*``.

    Each of `parts` is a Word, Exact, Phrase, Prefix, Wildcard or Fuzzy, or a Bool of only `may` of those. With a
    number, the first words of neighbouring parts stand at most that many words apart (``a b`` are one apart), in either
    order.
    """

    parts: tuple[Node, ...]
    within: int | str


@dataclass(frozen=True, slots=True)
class InField(Node):
    """``title:node`` for title, lead, author, source, section, url, lang, residue."""

    name: str
    part: Node


@dataclass(frozen=True, slots=True)
class Dates(Node):
    """``date:``, ``before:``, ``after:``: published from `first` to `last`, both included; None is open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Bool(Node):
    """Parts with signs, and what AND, OR and NOT become: ``+must -without may may``.

    Matches where every `must` matches and no `without` does. `may` adds to the score; where there is no `must`, at
    least one of `may` has to match. With only `without` it matches every other article. ``a b`` and ``a OR b`` are
    `may`; ``a AND b`` is `must`; ``a AND NOT b`` is a `must` and a `without`.
    """

    must: tuple[Node, ...] = ()
    may: tuple[Node, ...] = ()
    without: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Everything(Node):
    """The empty query: it finds every article, for browsing with filters, dates and facets."""


Pattern = Prefix | Wildcard | Fuzzy
"""What is looked up in all the words of the archive."""

Leaf = Word | Exact | Phrase | Pattern
"""What is looked for by its text."""

Count = Callable[[Node], int]
"""How many articles a query finds, whatever the filters."""
