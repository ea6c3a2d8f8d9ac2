"""The most that a query may ask, so that none, by mistake or on purpose, can hold up the service.

The parser refuses what goes beyond, each with its own message and mark. How much of the archive a query may read, and
how far a pattern may expand, are limits of `search.allowance` and `search.expand`: these cap, and say so in a note.
"""

MAX_LENGTH = 4_000
"""Characters. The longest question of the four ranking collections has 2,081, and a pasted paragraph still goes."""

MAX_WORDS = 500
"""Words, those in phrases included. The longest of those questions has 341."""

MAX_PATTERNS = 20
"""Prefixes, wildcards and words with typos together: each stands for many words."""

MAX_SCANS = 4
"""Wildcards and words with typos: each goes through all words of the archive, up to 48 ms at 45,000 articles."""

MAX_NESTING = 30
"""Parentheses and NOTs within one another. People nest three or four."""

MIN_LITERALS = 2
"""Letters that a prefix or wildcard must hold: fewer match a good part of all words, and say nothing."""

MIN_FUZZY = {1: 3, 2: 5}
"""Letters of a word that may have one typo, or two. In a shorter word so many typos leave hardly anything of it: 1,800
words of 45,000 news articles are two typos from `cat`, 67 from `kursk`."""

MAX_TYPOS = 2

MAX_VARIED = 150
"""Characters of a query up to which words are looked for in both ways of writing them (`search.variants`): of 50 words
in capitals each way takes 2 ms."""

MAX_NEAR = 99
"""Words apart. Paragraphs lie `index.segment.POSITION_GAP` positions apart, so NEAR never crosses to another."""

DEFAULT_NEAR = 10
"""What NEAR without a number means: about half a sentence of news."""

MIN_BOOST, MAX_BOOST = 0.1, 10.0
"""Weights multiply down the tree; so small a range keeps even `MAX_NESTING` of them within a 32-bit float."""

MAX_DATE = 40
"""Characters of a date: "the day before yesterday" has 24."""
