r"""Bounds the attributes of each tag of a page, before a tree is built of it.

    b"<p class=a b c d e ...>Two fell.</p>"  ->  b"<p class=a b c d ...>Two fell.</p>", a hundred attributes kept

lxml takes time by the square of the attributes of one tag: minutes for a million. Tags are told from text as HTML 5
tells them: a quoted value may hold `<` and `>`, comments and scripts hold no tags.
"""

import re

MOST_ATTRIBUTES = 100
"""Attributes that a tag keeps: of 592 pages in bench/extraction.py, none has a tag with more than 64."""

_ATTRIBUTE = rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
_TOKEN = re.compile(
    rb"""
    <(?:
        !--.*?(?:-->|\Z)
        | (?:(?P<raw>script|style|title|textarea|iframe|xmp|noembed|noframes)(?=[\s/>]) | /?[a-z][^\s/>]*+)
          (?:%b){0,%d}+
          (?P<rest>(?:%b)*+)
          (?(raw)[\s/]*+>[^<]*+(?:<(?!/(?P=raw))[^<]*+)*+)
    )
    """
    % (_ATTRIBUTE, MOST_ATTRIBUTES, _ATTRIBUTE),
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""A comment, or a tag, with its raw text if it opens some; repetitions give nothing back, so time is linear."""


def with_few_attributes(html: bytes) -> bytes:
    """Return a page whose tags have no more than `MOST_ATTRIBUTES`."""
    pieces, at = [], 0
    for token in _TOKEN.finditer(html):
        if token["rest"]:
            pieces.append(html[at : token.start("rest")])
            at = token.end("rest")
    return b"".join([*pieces, html[at:]]) if pieces else html
