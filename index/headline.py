"""Finds the headline of a page: the one that its readers see.

    <title>Drones fall | The Gazette</title> ... <h1>Drones fall</h1>  ->  "Drones fall"

A page names itself several times over: for search engines, for social networks, for the browser's tab. The heading that
agrees best with these names is the headline; without such a heading, a lone <h1>; else the page's own name for itself
without the site's.
"""

import re

from lxml.etree import _Element as Element

from index.declared import Declared
from index.plain import folded, letters
from index.tree import text_of

_BETWEEN = re.compile(r"\s+(?:[|•·»›│]|[-–—]|::|<)\s+")
_ASIDE = frozenset(("nav", "footer", "aside", "noscript"))
_SHORTEST, _SHORTEST_PART = 4, 8  # letters
_LONGEST = 1_000  # characters


def headline(page: Declared, source: str) -> str:
    """Return the headline of a page that `source` published."""
    names = [page.meta("og:title"), page.said("headline"), page.meta("twitter:title"), _tab(page)]
    names = [name for name in names if 0 < len(name) <= _LONGEST]
    headings = [
        (heading.tag, folded(text_of(heading))) for heading in page.root.iter("h1", "h2", "h3") if _is_shown(heading)
    ]
    headings = [(tag, text) for tag, text in headings if _may_be_headline(text, source)]
    tag, best = max(headings, key=lambda heading: (_agreement(heading[1], names), heading[0] == "h1"), default=("", ""))
    if tag and _agreement(best, names):
        return min((name for name in names if letters(best).endswith(letters(name))), key=len, default=best)
    firsts = [text for tag, text in headings if tag == "h1"]
    if len(firsts) == 1:
        return firsts[0]
    return _without_site(names[0], source) if names else (firsts or [""])[0]


def _tab(page: Declared) -> str:
    title = next(page.root.iter("title"), None)
    return "" if title is None else folded(text_of(title))


def _is_shown(heading: Element) -> bool:
    return not any(above.tag in _ASIDE for above in heading.iterancestors())


def _may_be_headline(text: str, source: str) -> bool:
    return len(text) <= _LONGEST and len(letters(text)) >= _SHORTEST and letters(text) != letters(source)


def _agreement(heading: str, names: list[str]) -> int:
    """Return how well a heading agrees with a page's names: 3 to the letter, 2 all but the site's name, 1 in part."""
    wanted = letters(heading)
    parts = [_BETWEEN.split(name) for name in names]
    if wanted in {letters(name) for name in names}:
        return 3
    if wanted in {letters(part[0]) for part in parts}:
        return 2
    if len(wanted) < _SHORTEST_PART or wanted in {letters(part[-1]) for part in parts}:
        return 0
    return int(any(_overlap(wanted, letters(name)) for name in names))


def _overlap(heading: str, name: str) -> bool:
    return heading in name or (len(name) >= _SHORTEST_PART and name in heading)


def _without_site(name: str, source: str) -> str:
    """Return a page's name without the site's at its start or its end, where that is the shorter part."""
    parts = _BETWEEN.split(name)
    if len(parts) > 1 and source and letters(parts[0]) == letters(source):
        return name[name.index(parts[1]) :]
    if len(parts) > 1 and len(parts[-1]) * 2 < len(name):
        return name[: name.rindex(parts[-1])].rstrip(" |•·»›│-–—:<")
    return name
