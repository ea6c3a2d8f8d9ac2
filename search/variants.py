"""A word as it was typed -> the other way in which people write it, which is looked for too.

    F35   ->   F 35        U.N.  ->   UN        covid-19  ->   covid19
    F-35  ->   F35         UN    ->   U N       drones    ->   None

The analyzer parts words at hyphens and full stops, so that `F-35` is found by `F 35` and `U.N.` by `U N`; what is
written without them is another word to it.
"""

import re

from index.analysis import STOP_WORDS, fold

_MIXED = re.compile(r"([^\W\d_]+)([-\u2010\u2011]?)(\d+)|(\d+)([^\W\d_]+)")
_CAPITALS = re.compile(r"[A-Z]{2,3}")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,3}")

_OTHER_WORDS = STOP_WORDS | {"us"}
"""What initials are not looked for as: `U.S.` would find every `us`."""


def variant(text: str) -> str | None:
    """Return the other way to write a word, with a space where it is parted; None where there is none."""
    if text.isalpha() and not text.isupper():
        return None
    if mixed := _MIXED.fullmatch(text):
        letters, hyphen, digits, first_digits, last_letters = mixed.groups()
        if first_digits:
            return f"{first_digits} {last_letters}"
        return f"{letters}{digits}" if hyphen else f"{letters} {digits}"
    if _CAPITALS.fullmatch(text):
        return " ".join(text)
    if _INITIALS.fullmatch(text):
        joined = text.replace(".", "")
        return None if fold(joined) in _OTHER_WORDS else joined
    return None
