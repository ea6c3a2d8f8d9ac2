"""Who wrote the story: bylines, credits of contributors, and the notes on authors at its edges.

"Ann Hale contributed to this report."                      ->  "byline"
"Ann Hale is a professor of law at Lund. Follow her on X."  ->  "bio", as the last line of a story she is not in
"""

import re

from index.residue_rules import spellings

_NAME = r"(?:[A-Z][\w.’'-]*)(?: (?:[A-Z][\w.’'-]*|de|da|van|von|der|bin|al|el|la|“[A-Z]\w+”)){1,4}"
_TITLE = (
    r"(?:(?:Dr|Mr|Ms|Mrs|Sen|Rep|Gov|Gen|Lt|Col|Judge|Professor|Prof|Rev|Former|former|Retired|Senior|The Rev)\.? "
    r"(?:[A-Z]?[\w-]+ ){0,3})?"
)
_WORK = r"(?:report|reporting|story|article|post|column|piece|analysis)"


def _any(*patterns: str) -> re.Pattern[str]:
    """Return one pattern for all of `patterns`, after whatever marks a line begins with."""
    return re.compile(rf"[\W_]*(?:{'|'.join(patterns)})")


_BYLINE = _any(
    # who helped
    r"[^!?“”\"]{4,230}?(?<!have )(?<!has )contributed"
    rf"(?: (?:to (?:this|the) {_WORK}|reporting|research|from [A-Z]|in [A-Z])|\W*\Z)",
    r"[^!?“”\".]{4,80}? reported from [A-Z]",
    # who did what
    r"(?:Contributing|Additional reporting|Reporting|Compiled|Written|Edited|Editing|Produced|With files|Graphics?"
    r"|With (?:additional )?reporting|Illustration)"
    r"(?: by| from)?\s?:? (?=[A-Z])[^.!?“”\"]{2,160}(?:;[^.]{0,80})?\.?\W*\Z",
    # who wrote
    rf"(?:By|BY|by) {_NAME}(?:(?:,| and| \|| &| for| of)\s?[\w .’'&/|@-]{{2,60}})?\W*\Z",
    # which wires it came from
    r"[Ww]ith [\w ]+ wires?\W*\Z|[Ff]rom (?:staff|wire) reports?|[Ss]taff (?:and wire )?reports?\W*\Z",
    rf"(?:This|this) {_WORK} (?:was |is )?(?:based (?:in part )?on|includes|contains)\b[^.]{{0,120}}\.?\W*\Z",
)
_DESK_LINE = _any(
    rf"(?:{_NAME}, )?(?:USA TODAY|USATODAY|The Associated Press|Staff [Ww]riter|Staff [Rr]eporter|Contributor"
    r"|Opinion contributor|Special (?:to|for) [A-Z][\w ]{2,30}|Guest (?:columnist|writer|contributor)|Columnist"
    r"|Correspondent|Political [Rr]eporter)\W*\Z",
    r"(?:CNN|Fox News|FoxNews\.com|AP|Associated Press|Reuters|AFP|NBC News|ABC News|CBS News|Bloomberg)\W*\Z",
)
_NAMES_ONLY = re.compile(rf"{_NAME}(?:(?:,| and| &) {_NAME})?\Z")

_ROLE = (
    r"(?i:(?:co-?)?author|editors?|editor-in-chief|columnist|commentator|contributors?|contributing|correspondent"
    r"|reporters?|journalist|writer|host|professor|lecturer|fellow|scholar|researcher|research associate|analyst"
    r"|strategist|advis[eo]r|director|president|founder|co-?founder|ceo|chief executive|chief of staff"
    r"|chair(?:man|woman)?|attorney|lawyer|freelance|graduate|tutor|teacher|student|blogger|producer|executive|activist"
    r"|pollster|consultant|historian|economist|physician|minister|governor|senator|congress(?:man|woman)"
    r"|representative|ambassador|judge|translator|filmmaker)"
)
_BIO = _any(
    rf"(?:About the author\W+)?{_TITLE}(?P<name>{_NAME})(?:, [^.]{{1,60}},)? (?:"
    rf"(?:is|has been|was|were|served as|serves as|works as) (?!also\b)(?:[^\s.]+ ){{0,9}}?\W?{_ROLE}\b"
    r"|(?:writes|covers|reports|teaches|blogs) (?:about|for|on|at|a|[a-z]+ for)\b"
    r"|can be (?:reached|contacted|found|followed)\b)"
)
_SURE = re.compile(
    r"(?i)(?:\bfollow (?:him|her|them)\b|\bauthor of\b|\bcan be (?:reached|contacted)\b|@\w+|\bopinions expressed\b"
    r"|\b(?:his|her|their) (?:new(?:est)?|latest|most recent|forthcoming|next)?\s?books?\b"
    r"|\bis (?:the |a |an )?(?:[\w’'-]+ ){0,4}(?:columnist|correspondent|commentator|contributor|editor|reporter"
    r"|staff writer|freelance writer|fellow at|host of)\b)"
)
"""What only notes on authors say."""

_TOLD = re.compile(r"\b(?:said|says|told|charged|accused|tweeted|testified|argued|announced|declined)\b")
_LONGEST_BYLINE = 240
_LONGEST_BIO = 900

WORDS = spellings("contributed contributing compiled wire wires") | (
    frozenset("By BY Reporting Additional Staff Written Edited Editing Produced Illustration".split())
)
"""One of these words, as it is written here, stands in every byline that ends as a sentence does."""


def is_byline(line: str) -> bool:
    """Say whether `line` names those who made the story."""
    return len(line) <= _LONGEST_BYLINE and _BYLINE.match(line) is not None


def is_desk(line: str) -> bool:
    """Say whether `line` names only the desk or the agency that a story came from."""
    return len(line) <= 60 and _DESK_LINE.match(line) is not None


def is_name(line: str) -> bool:
    """Say whether `line` may be one or two names, and nothing else."""
    return _NAMES_ONLY.match(line) is not None


def may_be_bio(line: str) -> bool:
    """Say whether `line` may be a note on an author, as far as it can be told without the story."""
    return len(line) <= _LONGEST_BIO and _BIO.match(line) is not None


def is_bio(line: str, story: str, *, first: bool = False) -> bool:
    """Say whether `line`, which stands at an edge of `story`, is a note on an author.

    The line is part of `story`. One who acts in it is no author of it, unless the note has what only such notes
    have; before the story (`first`) it has to have that in any case.
    """
    found = _BIO.match(line) if len(line) <= _LONGEST_BIO else None
    if not found or _TOLD.search(line):
        return False
    surname = found["name"].removesuffix(" Jr.").split()[-1]
    acts = " was " in found[0] or story.count(surname) > line.count(surname)
    return _SURE.search(line) is not None or not (first or acts)
