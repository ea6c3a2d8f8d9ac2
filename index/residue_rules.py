r"""What residue in lines looks like: tables of patterns for whole lines, and for what is glued to them.

    "SEE ALSO: A headline"                           a whole line: "related"
    "Facebook Twitter Pinterest Police cleared ..."  glued to the start: "share"
    "... said the mayor. Story continues below"      glued to the end: "ad"

A row of a table has the rule that names the receipt, the longest line that it takes, and the pattern, matched from the
first character. All are of kinds of residue, none of one publisher's page. Sentences that speak to the reader are left
to `index.prompts`, photo credits to `index.credits`, and who wrote the story to `index.contributors`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Cut(NamedTuple):
    """A piece of a line that is residue: `line[start:stop]`, and the name of the rule that says so."""

    start: int
    stop: int
    rule: str


class Rule(NamedTuple):
    """One kind of residue: its name, the longest line that it takes, and its pattern."""

    name: str
    longest: int
    pattern: re.Pattern[str]


_SITE = (
    r"(?:facebook|twitter|pinterest|whats ?app|linked ?in|e-?mail|reddit|flipboard|telegram|google ?\+|tumblr"
    r"|messenger)"
)
_SHORTHAND = {
    "{site}": _SITE,
    "{-}": r"[\W_]*",
    "{:}": r"\s?[:|>]\W*+(?![a-z])",  # after a label: what follows it as a headline does
}


def _rules(table: str) -> Iterator[Rule]:
    """Yield the rows of `table`, shorthand written out."""
    for row in table.strip().splitlines():
        name, longest, pattern = row.split(maxsplit=2)
        for short, long in _SHORTHAND.items():
            pattern = pattern.replace(short, long)
        yield Rule(name, int(longest), re.compile(pattern))


def any_of(rules: Iterable[Rule]) -> re.Pattern[str]:
    """Return one pattern that fits what any of `rules` fits, of any length: a cheap look before they are asked."""
    return re.compile("|".join(rule.pattern.pattern for rule in rules))


def spellings(words: str) -> frozenset[str]:
    """Return each of `words` as it may stand between spaces: in three cases, with marks before and after it."""
    forms = {form for word in words.split() for form in (word, word.capitalize(), word.upper())}
    closed = {form + mark for form in forms for mark in ("", *".,:;!?)", ").", ".)", "’s", "'s", "...", "…")}
    return frozenset(closed | {f"({form}" for form in closed})


LINES = tuple(
    _rules(r"""
widget      40  [\W_]{2,}\Z|[\W_]*(?:end|30|#{3})[\W_]*\Z
related    200  {-}(?i:see also|related(?: \w+)?|read(?: more| next| also| this)?|more(?: on this)?|also read){:}
related    200  {-}(?i:trending|must[- ]read|recommended|must see|don['’]t miss|further reading|full coverage){:}
related    200  {-}(?i:(?:special|complete) (?:coverage|report)|also (?:on|from|in) [\w ]+|more from [\w .’']+){:}
related    160  {-}(?i:photos|videos?|(?:photo |picture )?gallery|slide ?show|in pictures|interactive|quiz){:}[^.]*\Z
related    160  {-}(?i:story|opinion|column|editorial|explainer|flashback|up next|previously|listen){:}[^.]*\Z
related    160  {-}(?i:for more|see more|learn more|explore|live updates?|read (?:our|the full) \w+){:}[^.]*\Z
related    240  (?:RELATED|SEE ALSO|READ MORE|READ ALSO|MORE|WATCH|TRENDING|STORY)\s?:
related    160  \(\W*(?i:see|read|also|photos?|video|related|watch|more|sign up|full|special)\b[^()]*\)\W*\Z
related    600  Read [Mm]ore (?:[A-Z0-9‘“"'])
related    170  [^.]{25,170}+(?<= Read more)\Z
related    120  (?:Our|More|The|All our|All the) (?:latest|full|complete|other) coverage\b[^.]*\Z
related    900  (?:Photos|Pictures|In pictures|Photo gallery|Gallery):? .*(?i:hide caption)
player     600  (?i:just watched)\b
player     240  Play Video\b
player     160  (?i:watch|listen|video|audio)(?: live)?\s?[:|–-] ?\S
player     160  (?i:(?:you can )?(?:watch|listen to|see|view)\b[^.?!“"]*(?:\b(?:below|above|here|at \S+\.com)|:|▶))\W*\Z
share      160  (?i:(?:share|tweet|post|save|print|{site}|share this|with|on|via|copy link|more|article)(?:\W+|\Z))+\Z
newsletter 200  (?i:(?:get|want) (?:\w+ ){0,6}(?:columns?|stories|news|articles?|updates?|more)\b[^.]*\binbox)
widget      80  (?i:this (?:article|story|video) is (?:more than|over) (?:\d+|an?|one|two) (?:year|month)s? old)
widget     300  \{"\w+":|poster="|\[\w+ id="|<\w+ [a-z]+="
ad          80  (?i:advertisement|story continue[sd] below|article continues)\b[^.]{0,60}\Z
""")
)
"""Whole lines; the first that fits names the receipt."""
ANY_LINE = any_of(LINES)

OPENINGS = tuple(
    _rules(r"""
player     0  JUST WATCHED .*? MUST WATCH(?: .{3,120}? \d\d:\d\d)?(?=\s|\Z)
player     0  (?i:media playback is (?:unsupported|not supported) on (?:your|this) device)\b\W*
player     0  Play Video(?: \d+:\d\d)? +(?=[A-Z])|(?:Media|Image) caption +(?=[A-Z0-9“‘])
share      0  (?i:(?:share|tweet|print|{site})\s+){2,}(?:(?i:share|save|print|more)\s+)?(?=[A-Z0-9“‘"']|\Z)
widget     0  (?i:(?:enlarge this image|click to (?:expand|enlarge)(?: this)?(?: image)?)\s*(?:toggle caption)?)\s+
widget     0  (?i:toggle caption)\s+|Image (?=[A-Z“].*\bCredit\b)|(?:Slide|Image) \d+ of \d+ +
widget     0  Hide [Cc]aption(?: \d+ of \d+)?\s*|Photos: (?P<said>.{5,90}?) (?=Photos: (?P=said))
ad         0  ADVERTISEMENT\s+(?=[A-Z“"])|Advertisement\s+(?:Continue reading the main story\s*)?(?=[A-Z“"]|\Z)
navigation 0  (?:ANALYSIS|OPINION|COMMENTARY|EDITORIAL|COLUMN)(?:/[A-Z]+)*\s?:\s*(?=[A-Z“"‘])
""")
)
"""What stands glued before the story of a line, of any length."""
ANY_OPENING = any_of(OPENINGS)

ENDINGS = tuple(
    _rules(r"""
widget  0  [■◼♦◆▪▲]\s*\Z|(?<=\s)#{2,4}\s*\Z
widget  0  \b[Hh]ide [Cc]aption(?: \d+ of \d+)?\s*\Z
ad      0  (?<=[.!?”"’)])\s*(?i:advertisement|story continue[sd] below(?: advertisement)?|story continues)\W*\Z
related 0  (?<=[.!?”"’)])\s+(?i:read more|continue reading(?: the main story)?|read full (?:story|article))\W*\Z
share   0  (?<=[.!?”"’)])\s+(?i:(?:share|tweet|print|{site}|save|embed)\b\s*){2,}\Z
""")
)
"""What stands glued after the story of a line, of any length; searched in its last characters."""

_LAST_WORDS = frozenset(
    "advertisement below continues more reading story article caption share tweet print save embed facebook twitter"
    " pinterest whatsapp linkedin email reddit flipboard".split()
)
"""The last word of a line that `ENDINGS` may fit, if it is a word."""

_LAST_SIGNS = re.compile(r"(?:\A|[■◼♦◆▪▲#]|e-mail|advertisement|below|continues|more|reading|story|article)\W*\Z")
"""How else what follows the last space of such a line ends, in lower case."""


def may_have_ending(line: str) -> bool:
    """Say whether `line` may have one of `ENDINGS`: a cheap look at its last word before they are searched."""
    last = line.rsplit(None, 1)[-1].lower()
    word = last.strip(".…»>:!")
    if word.isalpha():
        return word in _LAST_WORDS
    return _LAST_SIGNS.search(last) is not None or (last[-1].isdigit() and "aption" in line)


MARKERS = spellings("advertisement caption playback completing recaptcha robot related: trending: story: photos:") | (
    frozenset(
        "SEE See MORE: More: MORE WATCH: Watch: Image Facebook OPINION: COMMENTARY: JUST Play (SEE Enlarge".split()
    )
    | frozenset(["ANALYSIS/OPINION:", "Share", "Slide", "Hide", "Read", "Video:", "VIDEO:"])
)
"""One of these words stands in each line that ends as a sentence does, and still falls under a rule here."""

_FORMS = re.compile(r"\b(?:completing this poll|verify you['’]re not a robot|protected by recaptcha)\b")
LONGEST_FORM = 900


def is_form(line: str) -> bool:
    """Say whether `line`, of up to `LONGEST_FORM` characters, has what a form says: then it is the form."""
    low = line.lower()
    return ("poll" in low or "robot" in low or "captcha" in low) and _FORMS.search(low) is not None


EMBEDS = re.compile(r"(?:https?://t\.co/\w+\s*)*pic\.twitter\.com/\w+|https?://t\.co/\w+(?:\s+https?://t\.co/\w+)*")
LINK_LIST = re.compile(r"\b([A-Z][\w’'-]+) (?:[A-Z][\w.()’'-]*\s){1,5}?\1(?=[A-Z0-9‘“'])[^.]{0,20}.{10,600}? MORE\b")
"""A name, the same in full, and headlines run into it up to the word MORE: a box of links that a scraper flattened."""
