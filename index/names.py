"""Makes names of bylines: the people who wrote a story, without "By" and job titles, never the publisher.

"By Ada Byron and Piotr Nowak, Staff Writers | The Gazette"  ->  "Ada Byron", "Piotr Nowak"
"""

import re
from collections.abc import Iterable

_BY = re.compile(
    r"^(?:"
    r"(?:written|posted|published|reviewed|text|words|story|geschrieben|verfasst|article|autor(?:in)?|author|auteur|por|par)"
    r"\s*(?:by|von|par|por)?\s*:\s*"
    r"|(?:(?:written|posted|published|reviewed)\s+)?by:?\s+|(?:ein\s+\w+\s+)?von:?\s+"
    r"|par:?\s+|por:?\s+|di:?\s+|door:?\s+|av:?\s+|af:?\s+)",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\s*(?:[,;|•·/]|\s[-–—]\s)\s*|\s+(?:and|und|et|y|e|en|och|og|i|mit|with)\s+|\s*&\s*|\s+im Gespräch mit\s+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*")  # tried once a word: elsewhere, long ones take squared time
_NOT_A_NAME = re.compile(
    r"[@\d:<>{}_]|https?|www\.|\.(?:com|org|net|de|at|ch|fr|es)\b|[!?]$"
    r"|^(?:admin(?:istrator)?|staff|editor|guest|unknown|anonymous|null|none|wordpressadmin|webmaster|user|autor(?:en)?|authors?|redaktion|online|updated|published|print|the)$",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:staff|writers?|reporters?|editors?|correspondents?|columnists?|contributors?|journalists?|producers?"
    r"|chief|desk|senior|bureau|special to|for the|photographs?|redakteur(?:in)?|korrespondent(?:in)?|redactora?"
    r"|periodista|journaliste"
    r"|newsroom|team|min(?:ute)?s?|read|ph\.?d|m\.?d|follow|twitter|e-?mail|associated|university|professor)\b",
    re.IGNORECASE,
)
_LONGEST = 60
_MOST_WORDS = 5


def of(bylines: Iterable[str], publisher: str = "") -> tuple[str, ...]:
    """Return the names in bylines, each once; structured data or the words beside a headline."""
    found: dict[str, None] = {}
    for byline in bylines:
        for name in _APART.split(_BY.sub("", " ".join(_ADDRESS.sub(" ", byline).split()))):
            cleaned = _BY.sub("", name).strip(" .,;:-–—*\u00a0") if not _initial(name) else name.strip()
            if is_name(cleaned) and cleaned.casefold() != publisher.casefold():
                found.setdefault(cleaned)
    return tuple(found)


def _initial(name: str) -> bool:
    """Say whether a name ends in an abbreviation that keeps its full stop: "Joe S.", "Perry Bacon Jr."."""
    return re.search(r"\s(?:[A-Z]|Jr|Sr)\.$", name) is not None


def is_name(text: str) -> bool:
    """Say whether a text can be the name of a person or an agency."""
    if not 2 <= len(text) <= _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    return not (_NOT_A_NAME.search(text) or _JOB.search(text)) and any(character.isalpha() for character in text)
