"""How dates, counts and marked text read on a page: the filters that templates use.

{{ "2024-12-27"|day }}          27 December 2024
{{ 1234|tally }}                1,234
{{ 1234|count("article") }}     1,234 articles
"""

from flask import Flask
from markupsafe import Markup

from web.links import article_url, web_url

MONTHS = "January February March April May June July August September October November December".split()


def day(moment: str) -> str:
    """Return an ISO date or moment as a day in words, or as the month or year that it is, as precise as it is known."""
    year, *month_and_day = moment[:10].split("-")
    if not month_and_day:
        return year
    month, *known = map(int, month_and_day)
    return " ".join([*map(str, known), MONTHS[month - 1], year])


def tally(number: int) -> str:
    """Return a number so that thousands are seen."""
    return f"{number:,}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun in the right form."""
    plural = noun + ("es" if noun.endswith("ch") else "s")
    return f"{tally(number)} {noun if number == 1 else plural}"


def marked(html: str) -> Markup:
    """Return text that `search` has escaped and marked, as it is."""
    return Markup(html)  # noqa: S704  escaped once, in search.highlight


def at_fault(source: str, span: tuple[int, int]) -> Markup:
    """Return a query with the part that cannot be read marked; at its end, a place after it."""
    start, end = span
    wrong = source[start:end] or " "
    return Markup('{}<span class="wrong">{}</span>{}').format(source[:start], wrong, source[max(end, start) :])


def install(app: Flask) -> None:
    """Give the templates of `app` these filters, and the addresses they link to."""
    for function in (day, tally, count, marked, at_fault, web_url):
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.globals.update(article_url=article_url)
