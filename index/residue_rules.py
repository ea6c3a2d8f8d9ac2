"""What residue is made of: a table of named rules.

    "Share."                          share
    "Related: A headline"             related
    "Copyright © 2019 The Gazette"    copyright

A rule is a pattern that a line must begin with, and the longest line that it may take.
"""

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """One kind of residue: its name, what its lines begin with, and the longest that they get."""

    name: str
    pattern: re.Pattern[str]
    longest: int


LABEL = re.compile(
    r"(?:advertise?ments?|share|share this|tweet|print|email|exit mobile version|replay|more videos|comments?"
    r"|leave a comment|read more|sponsored|loading|skip ad|close|_{3,}|\[pullquote\])[.:!…]*",
    re.IGNORECASE,
)
"""A line that is nothing but the label of a button, a box or an advertisement."""

RULES = (
    Rule("related", re.compile(r"(?:related|see also|read more|trending|more|read next)\s?:", re.IGNORECASE), 200),
    Rule("copyright", re.compile(r"(?:copyright|©|\(c\))\s?(?:©|\(c\)|by|\d{4})", re.IGNORECASE), 200),
    Rule(
        "newsletter",
        re.compile(r"(?:sign up (?:for|to)|subscribe to|get our)\b.*\b(?:newsletters?|inbox)\b", re.IGNORECASE),
        200,
    ),
    Rule("byline", re.compile(r"[^.!?“\"]+ contributed to this (?:report|story|article)\.?$"), 200),
)
