"""Text -> what it asks for, and the plan that an engine runs to answer it.

understood('I am looking for stories about "storm corps" drones')
->  Understood(tree: "storm corps" OR drones, plan: Group(may=(Run(...), Term(...))), notes: what was left out)
"""

from typing import NamedTuple

from search.filler import without_filler
from search.parse import parse
from search.plan import Group, plan
from search.query import Node
from search.results import Note


class Understood(NamedTuple):
    """A query as it was understood."""

    tree: Node  # without what says nothing of its subject
    plan: Group
    notes: list[Note]  # on what was left out


def understood(text: str) -> Understood:
    """Return what a query asks for. Raises QueryError where it cannot be read."""
    tree, ignored = without_filler(parse(text))
    planned, empty = plan(tree)
    return Understood(tree, planned, [*ignored, *empty])
