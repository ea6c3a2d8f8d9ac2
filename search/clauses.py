"""Clauses with their signs -> one node: what standing side by side means.

    drones -putin              ->   Bool(may=(drones,), without=(putin,))
    drones kursk source:bbc    ->   Bool(must=(source:bbc, Bool(may=(drones, kursk))))

Words side by side are alternatives (`may`). Conditions say which articles are meant, not what they are about: fields
such as source: and dates, and an OR or AND of only those. Side by side with words they are musts, and the words stay
something to be found.
"""

from collections.abc import Sequence

from search.query import Bool, Dates, InField, Node, Span

CONDITIONS = frozenset({"author", "source", "section", "url", "lang"})
"""Fields whose values say which articles are meant."""

Signed = tuple[str, Node]
"""A part with its sign: "+" must have, "-" must not have, "" neither."""


def side_by_side(clauses: Sequence[Signed], span: Span) -> Node | None:
    """Return the node for the clauses of a query or group; None where there is none."""
    if len(clauses) == 1 and (clauses[0][0] == "" or (clauses[0][0] == "+" and isinstance(clauses[0][1], Bool))):
        return clauses[0][1]
    must = [node for sign, node in clauses if sign == "+"]
    without = tuple(node for sign, node in clauses if sign == "-")
    conditions = [node for sign, node in clauses if not sign and is_condition(node)]
    may = tuple(part for sign, node in clauses if not sign and not is_condition(node) for part in _alternatives(node))
    if conditions and may and not any(not is_condition(node) for node in must):
        conditions.append(any_of(may))
        may = ()
    return Bool(must=(*must, *conditions), may=may, without=without, span=span) if clauses else None


def _alternatives(node: Node) -> tuple[Node, ...]:
    """Return the alternatives that a node is made of, if it is nothing else: `a (b OR c)` is `a b c`."""
    only_may = isinstance(node, Bool) and node.may and not node.must and not node.without and node.boost == 1
    return node.may if isinstance(node, Bool) and only_may else (node,)


def any_of(nodes: tuple[Node, ...]) -> Node:
    """Return the node for alternatives, which may be one."""
    return nodes[0] if len(nodes) == 1 else Bool(may=nodes, span=(nodes[0].span[0], nodes[-1].span[1]))


def either(parts: Sequence[Signed], span: Span) -> Signed:
    """Return the clause for parts with OR between them."""
    must = tuple(node for sign, node in parts if sign == "+")
    may = tuple(Bool(without=(node,), span=node.span) if sign else node for sign, node in parts if sign != "+")
    return "+" if must else "", Bool(must=must, may=may, span=span)


def both(parts: Sequence[Signed], span: Span) -> Signed:
    """Return the clause for parts with AND between them."""
    must = tuple(node for sign, node in parts if sign != "-")
    without = tuple(node for sign, node in parts if sign == "-")
    sign = "+" if any(sign == "+" for sign, _ in parts) else ""
    return sign, Bool(must=must, without=without, span=span)


def is_condition(node: Node) -> bool:
    """Say whether a node says only which articles are meant."""
    if isinstance(node, Bool):
        return all(is_condition(part) for part in (*node.must, *node.may, *node.without))
    return isinstance(node, Dates) or (isinstance(node, InField) and node.name in CONDITIONS)
