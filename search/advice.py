"""The answer to a query -> how the query was understood, and what whoever asked should know about it.

    advice("+drones +zebra", answer)  ->  QueryInfo(read_as="+drones +zebra", notes: No article has “zebra”.)

A query that finds much, and whose words are all in some article, is only told how it was read and what was left out.
"""

from functools import cache

from search.answer import Answer, count_articles
from search.describe import describe
from search.doctor import FEW, Evidence, blame, blame_filters
from search.filters import NO_FILTERS, Filters
from search.misquoted import misquotes, requoted
from search.query import Node
from search.results import QueryInfo
from search.spelling import did_you_mean
from search.values import unknown_values


def advice(text: str, answer: Answer) -> QueryInfo:
    """Return what is said of the query `text` beside its hits."""
    tree, filters, found_leaves = answer.query.tree, answer.options.filters, answer.evaluation.found_leaves

    @cache
    def count(node: Node, allowed: Filters = NO_FILTERS) -> int:
        return count_articles(answer.snapshot, node, allowed, found_leaves.known)

    notes, found = answer.notes, answer.articles
    if found < FEW and filters != NO_FILTERS:
        notes += unknown_values(answer.snapshot, filters)
        notes += blame_filters(filters, found, lambda allowed: count(tree, allowed))
        found = count(tree)  # what is to blame from here on is the query itself
    missing = found_leaves.missing(answer.evaluation.leaves)
    if found >= FEW and not missing:
        return QueryInfo(text, describe(tree), None, tuple(notes))
    evidence = Evidence(text, count, misquotes(tree, missing, count), missing, found_leaves.narrowed())
    meant = did_you_mean(answer.snapshot, text, tree, count, found=found) or requoted(text, tree, evidence.misquotes)
    return QueryInfo(text, describe(tree), meant, (*notes, *blame(tree, found, evidence)))
