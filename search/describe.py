"""A tree in plain words, for `query.read_as`: what the reader is told their query was taken for.

    drones kursk                            any of: drones, kursk
    +"storm corps" -putin date:2024-12      must have "storm corps"; must not have putin; published from
                                            2024-12-01 to 2024-12-31
    title:(drones AND north) NOT kursk~     must have (drones and north) in the title; must not have kursk with a typo

The same tree always has the same words. Semicolons part statements; parts within parts stand in parentheses.
"""

from collections.abc import Callable, Sequence
from typing import Any

from search.query import Bool, Dates, Everything, Exact, Fuzzy, InField, Near, Node, Phrase, Prefix, Wildcard, Word

_PLACES = {
    "title": "in the title",
    "lead": "in the lead",
    "author": "among the authors",
    "source": "as the source",
    "section": "as the section",
    "url": "in the address",
    "lang": "as the language",
    "residue": "in what cleaning removed",
}

_OF_WORDS = (InField, Near, Fuzzy)
"""Parts whose words could be taken for those of their neighbours: `obama and clinton in the title`."""


def describe(node: Node) -> str:
    """Return in plain words what a query asks for."""
    if not isinstance(node, Bool) or node.boost != 1:
        return _part(node)
    node = _less_wrapped(node)
    statements = []
    groups = [part.may for part in node.must if isinstance(part, Bool) and _is_choice(part)]
    musts = [part for part in node.must if not isinstance(part, Dates) and not _is_choice(part)]
    if musts:
        all_of = len(musts) > 1 and not node.may and not groups
        statements.append(f"all of: {_listed(musts)}" if all_of else f"must have {_joined(musts, ' and ')}")
    statements += [f"any of: {_listed(group)}" for group in groups]
    if node.may:
        statements.append(f"{'better with' if node.must else 'any of'}: {_listed(node.may)}")
    unwanted = [part for part in node.without if not isinstance(part, Dates)]
    if unwanted:
        statements.append(f"must not have {_joined(unwanted, ' or ')}")
    statements += [_dates(part) for part in node.must if isinstance(part, Dates)]
    statements += [f"not {_dates(part)}" for part in node.without if isinstance(part, Dates)]
    return "; ".join(statements)


def _less_wrapped(node: Bool) -> Bool:
    """Return a query whose only alternative is a must, and if it is a Bool its parts: `(a AND b) -c` is `+a +b -c`."""
    if node.must or len(node.may) != 1:
        return node
    [only] = node.may
    if isinstance(only, Bool) and only.boost == 1:
        return Bool(must=only.must, may=only.may, without=(*only.without, *node.without))
    return Bool(must=node.may, without=node.without)


def _is_choice(node: Node) -> bool:
    """Say whether a node is nothing but alternatives, so that it can be a statement of its own."""
    return isinstance(node, Bool) and node.boost == 1 and not node.must and not node.without


def _part(node: Node) -> str:
    """Return the words for one part of a query, and its weight."""
    words = _WORDS[type(node)](node)
    return words if node.boost == 1 else f"{words} (weight {node.boost:g})"


def _listed(nodes: Sequence[Node]) -> str:
    return ", ".join(map(_part, nodes))


def _joined(nodes: Sequence[Node], conjunction: str) -> str:
    """Return parts with a conjunction between them; of several, those of more words in parentheses."""
    several = len(nodes) > 1
    return conjunction.join(f"({_part(n)})" if several and isinstance(n, _OF_WORDS) else _part(n) for n in nodes)


def _bool(node: Bool) -> str:
    """Return a Bool within another part, in parentheses."""
    wanted = [_joined(node.must, " and ")] if node.must else []
    if node.may:
        wanted.append(f"{'better with ' if wanted else ''}{_joined(node.may, ' or ')}")
    unwanted = _joined(node.without, " or ")
    if not wanted:
        return f"(anything but {unwanted})"
    return f"({', '.join(wanted)}{', but not ' if unwanted else ''}{unwanted})"


def _near(node: Near) -> str:
    """Return words that stand near one another."""
    if node.within == "next":
        return _joined(node.parts, " followed by ")
    if isinstance(node.within, str):
        return f"{_joined(node.parts, ' and ')} in one {node.within}"
    if node.within == 1:
        return f"{_joined(node.parts, ' and ')} side by side"
    return f"{_joined(node.parts, ' and ')} within {node.within} words"


def _dates(node: Dates) -> str:
    """Return a span of days."""
    if node.first and node.last:
        days = f"from {node.first} to {node.last}" if node.first != node.last else f"on {node.first}"
        return f"published {days}"
    return f"published on or after {node.first}" if node.first else f"published on or before {node.last}"


def _everything(node: Everything) -> str:
    """Return what a query without words asks for; where it has text, that none of it is a word."""
    return "every article: nothing in the query is a word" if node.span != (0, 0) else "every article"


_WORDS: dict[type[Node], Callable[[Any], str]] = {
    Word: lambda node: node.text,
    Exact: lambda node: f"exactly {node.text}",
    Phrase: lambda node: f'"{node.text}"',
    Prefix: lambda node: f"words starting with {node.text}",
    Wildcard: lambda node: f"words like {node.text}",
    Fuzzy: lambda node: f"{node.text} with {'a typo' if node.typos == 1 else 'up to two typos'}",
    Near: _near,
    InField: lambda node: f"{_part(node.part)} {_PLACES[node.name]}",
    Dates: _dates,
    Bool: _bool,
    Everything: _everything,
}
