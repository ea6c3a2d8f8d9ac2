"""How questions are answered: text -> parse -> plan -> match, rank -> show."""

from search.errors import QueryError
from search.options import OptionError
from search.parse import plain_words
from search.results import ArticleView, Results
from search.service import read_article, search
from search.similar import similar
from search.suggest import suggest

__all__ = [
    "ArticleView",
    "OptionError",
    "QueryError",
    "Results",
    "plain_words",
    "read_article",
    "search",
    "similar",
    "suggest",
]
