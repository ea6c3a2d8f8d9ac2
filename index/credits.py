"""Photo credits in a line, and captions that tell nothing once the credit is gone.

    "Sen. Lee speaks in Washington. (Ann Hale/Getty Images)"  ->  the part in brackets is cut: "credit"
    "Harbour master Joe Lund. (YouTube)"                      ->  all is cut: "caption"

A credit names an agency, or says photo, image or picture with a name. It is cut where it stands at the start or the end
of a line; in brackets, also between. A dateline, "LIMA, Peru (AP) —", is none.
"""

import re
from collections.abc import Iterator
from itertools import islice

from index.residue_rules import Cut, spellings

_AGENCIES = (
    "Getty Images|Getty Images News|Getty Images North America|Getty Images Europe|Getty|AP Photo|AP Photos"
    "|AP Images|AP File|AP|Associated Press|The Associated Press|Reuters|REUTERS|Thomson Reuters|AFP"
    "|Agence France-Presse|EPA|EPA-EFE|EFE|Shutterstock|shutterstock.com|Shutterstock.com|iStock|iStockphoto"
    "|Alamy|PA|PA Wire|PA Images|PA Media|Press Association|NurPhoto|Anadolu|Anadolu Agency|Anadolu Images|Xinhua"
    "|Sipa|Sipa USA|SIPA|SIPA USA|SIPA Press|Zuma|ZUMA|ZUMA Press|Zuma Press|ZUMA Wire|UPI|UPI Photo|TASS|Sputnik"
    "|Corbis|Rex|Rex Features|REX|WENN|Barcroft|Barcroft Media|Magnum|Magnum Photos|Polaris|Polaris Images|Redux"
    "|Redux Pictures|Flickr|Wikimedia|Wikimedia Commons|Wikipedia|Creative Commons|Pixabay|Unsplash|Pexels"
    "|Adobe Stock|Dreamstime|dpa|DPA|Kyodo|Kyodo News|Yonhap|Bloomberg|Bloomberg News|CQ Roll Call|CQ-Roll Call"
    "|Icon Sportswire|USA Today|USA TODAY|USA Today Sports|USA TODAY Sports|USA TODAY NETWORK|USA Today Network"
    "|NBC|NBC News|NBC Newswire|ABC|ABC News|CBS|CBS News|CNN|NPR|MSNBC|Fox News|POLITICO|Politico"
    "|Library of Congress|National Archives|NASA|Handout|YouTube|Youtube|Facebook|Twitter|Instagram|Screenshot"
    "|Screengrab|C-SPAN|Newscom|MEGA|Splash|Splash News|Tribune News Service|TNS|LightRocket|SOPA Images"
    "|Pacific Press|VCG|ullstein bild|Hulton Archive|Bettmann|WireImage|FilmMagic|Pool|Pool Photo|MediaPunch"
    "|NewsHour|EyeEm|Imago|picture alliance|Visual China Group|Hindustan Times|Future Publishing"
    "|Universal Images Group|Universal History Archive"
)
_LAST_WORDS = frozenset(agency.split()[-1] for agency in _AGENCIES.split("|"))
_FIRST_LETTERS = "".join(sorted({agency[0] for agency in _AGENCIES.split("|")}))
_AGENCY = f"(?=[{_FIRST_LETTERS}])(?:{'|'.join(sorted(map(re.escape, _AGENCIES.split('|')), key=len, reverse=True))})"
_BY_AGENCY = rf"(?:[A-Z][\w&.-]*[ /])?(?:via )?{_AGENCY}(?:(?:/| via | \| ){_AGENCY})*"
_NAME = r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|de|da|van|von|der|bin|al|el|la)){0,4}"
_FULL_NAME = r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|de|da|van|von|der|bin|al|el|la)){1,4}"
_NAMES = rf"{_NAME}(?:(?:, | and | & ){_NAME})?"
_HOUSE = r"[A-Z][\w.&’'-]*(?: (?:[A-Z][\w.&’'-]*|of|the|for|and)){0,5}"
_PICTURE = (
    r"(?i:(?:(?:file|handout|pool|stock|courtesy|ap|reuters|video|undated|featured|heading) )*"
    r"(?:photo(?:graph|grapher)?s?|photo[ -]illustration|images?|pictures?|screen ?(?:shot|grab|capture)s?"
    r"|illustrations?|composite|video still|source|(?:photo |image |picture )?credits?)"
    r"(?: ?/? ?(?:credits?|source|illustration|composite))?)"
)
_BY = r"\s?(?::\s*|(?i:by|from|via|courtesy(?: of)?|provided by)\s+(?=[A-Z@])|(?i:courtesy|provided))"
_AFTER_SENTENCE = r"(?<=[.!?”\"’)])\s+"

_BRACKETED = re.compile(
    rf"[(\[](?:{_PICTURE}(?:{_BY}|\s?[/–—-]|,|(?=[)\]]))[^()\[\]]{{0,120}}"
    r"|(?i:courtesy)(?: of| photo)?:? [^()\[\]]{2,80}"
    rf"|{_NAMES}\s?(?:/| via | for ){_BY_AGENCY}[^()\[\]]{{0,40}}"
    rf"|{_FULL_NAME}(?:, ?{_AGENCY}|\s?/\s?{_HOUSE})"
    rf"|[^()\[\]]{{0,60}}\bvia {_AGENCY})[)\]]\.?"
)
_PICTURES = tuple("pho ima pict cred source illus screen compo video".split())
"""One of these, in lower case, is part of all that `_PICTURE` fits."""
_BARE_BRACKETED = (("(",), re.compile(rf"\({_AGENCY}\)\.?\s*\Z"))
_AT_END = (
    (_PICTURES, re.compile(rf"\b(?=[A-Z]){_PICTURE}{_BY}[^!?“”]{{2,110}}\Z")),
    (("/", "|"), re.compile(rf"{_AFTER_SENTENCE}{_NAMES}\s?(?:/\s?|\| ){_BY_AGENCY}\W*\Z")),
    (("/",), re.compile(rf"{_AFTER_SENTENCE}{_NAMES}\s?/\s?{_HOUSE}\W*\Z")),
    (("/",), re.compile(rf"\s(?:[A-Z][\w.’'-]*|de|van|von) [A-Z][\w’'-]+\s?/\s?{_BY_AGENCY}\W*\Z")),
    (("",), re.compile(rf"{_AFTER_SENTENCE}{_BY_AGENCY}\W*\Z")),
    (("|",), re.compile(rf"\|\s*(?:{_NAME}\s?[/|]\s?)?{_BY_AGENCY}\W*\Z")),
    (("©",), re.compile(r"©\s?(?:\d{4} )?[^.!?]{2,80}\Z")),
    (("cred",), re.compile(rf"{_AFTER_SENTENCE}Credit(?:\.\.\.|…)?\s*(?={_NAME}(?:/| for |,|\Z))[^.!?]{{2,80}}\Z")),
)
"""Each with pieces, in lower case, of which it cannot do without one."""
_VIA_SITE = (
    ((" / ",), re.compile(r"\b(?P<org>[A-Z][\w.]*(?: [A-Z][\w.]*){0,4})(?: / Via \S+)?\s?, (?P=org) / Via \S+\Z")),
    ((" / ",), re.compile(r"\b[A-Z][\w.]*(?: [A-Z][\w.]*){0,4} / Via \S+\Z")),
)
_AT_START = (
    ("Image", re.compile(rf"Image (?:copyright|source) {_BY_AGENCY}\s*")),
    ("/", re.compile(rf"{_NAMES} ?/ ?{_BY_AGENCY}(?=\s+[A-Z“]|\W*\Z)\s*")),
    ("/", re.compile(r"(?P<credit>[A-Z][^!?“”/]{1,40}/[^!?“”/]{1,30}) (?P=credit)(?=\s|\Z)\s*")),
)
"""Each with what it cannot do without."""
_NAME_TWICE = re.compile(r"(?P<credit>[A-Z]\w*(?: [A-Z]\w+){0,4}) (?P=credit)\Z")
_WHOLE = re.compile(
    rf"[(\[]?(?:{_PICTURE}(?:{_BY}|/).{{2,90}}|{_NAMES}\s?(?:/| via | \| |/ ){_BY_AGENCY}|{_BY_AGENCY}"
    rf"|{_FULL_NAME} for (?:{_AGENCY}|The [A-Z]\w+(?: [A-Z]\w+)?|(?:[A-Z]\w+ ){{1,2}}(?:News|Times|Magazine)"
    r"|[A-Z]{3,}))[)\]]?\.?\Z"
)
WORDS = spellings(
    "photo photos photo: photograph photographs photographer images image illustration picture pictures screenshot"
    " screengrab courtesy credit credits getty shutterstock flickr wikimedia pixabay"
) | frozenset("(AP) (Reuters) (AFP) (AP (YouTube) (Getty) (File (Reuters".split())
"""One of these words stands in a line that ends as a sentence does, and still has a credit."""

_SIGNS = tuple(
    "/ | © pho Pho PHO ima Ima IMA pict Pict cred Cred CRED source Source illus Illus screen Screen"
    " compo Compo video Video".split()
)
"""What stands in a credit at the end of a line, if it does not end with an agency: a cheap look before the patterns."""
_MARKS = ("/", "(", "[", "|", "©", " for ", *_PICTURES)
"""What stands somewhere in a line that has a credit, in lower case, if it does not end with an agency."""
_TELLING = re.compile(
    r"\b(?!this|his|its|was|is|has|as|plus|less|us)[a-z]{2,}(?:s|ed|ing)\b|\b(?:is|was|are|were|has|have)\b"
)
_ORIGIN = re.compile(r"[^.?“”]{4,90}\.\s\([A-Z][\w .&-]{1,30}\)\Z")
_SHORT_CAPTION = 8  # words: longer ones tell something
_LONGEST = 900  # characters of a line that ends with a credit


def may_have_credit(line: str) -> bool:
    """Say whether `line` may have a photo credit: a cheap look before the patterns."""
    low = line.lower()
    if any(map(low.__contains__, _MARKS)) or line.rsplit(None, 1)[-1].strip("()[].,|/") in _LAST_WORDS:
        return True
    return _is_twice(line)


def _is_twice(line: str) -> bool:
    """Say whether `line` is one thing, a space, and the same again."""
    half = len(line) // 2
    return line[:half] == line[half + 1 :]


def credits_in(line: str) -> Iterator[Cut]:
    """Yield the photo credits in `line`, and all of it if without them it tells nothing."""
    if not may_have_credit(line):
        return
    if len(line) <= 110 and _WHOLE.match(line):
        yield Cut(0, len(line), "credit")
        return
    cuts = [*_at_start(line), *_bracketed(line), *_at_end(line)]
    if not cuts and not (line[-1] == ")" and _ORIGIN.match(line)):
        return
    rest = line
    for start, stop, _ in sorted(cuts, reverse=True):
        rest = rest[:start] + rest[stop:]
    if len(rest.split()) <= _SHORT_CAPTION and not _TELLING.search(rest):
        yield Cut(0, len(line), "caption")
    else:
        yield from cuts


def _first(found: Iterator[re.Match[str] | None]) -> Iterator[Cut]:
    """Yield the first of several matches."""
    yield from (Cut(hit.start(), hit.end(), "credit") for hit in islice(filter(None, found), 1))


def _at_start(line: str) -> Iterator[Cut]:
    """Yield the credit that `line` starts with, or the name that it says twice."""
    patterns = [pattern for cue, pattern in _AT_START if cue in line]
    return _first(pattern.match(line) for pattern in (*patterns, *([_NAME_TWICE] if _is_twice(line) else ())))


def _bracketed(line: str) -> Iterator[Cut]:
    """Yield the credits in brackets."""
    if "(" in line or "[" in line:
        yield from (Cut(found.start(), found.end(), "credit") for found in _BRACKETED.finditer(line))


def _at_end(line: str) -> Iterator[Cut]:
    """Yield the credit that `line` ends with."""
    if len(line) > _LONGEST:
        return
    begin = max(1, len(line) - 220)
    tail = line[begin:]
    if line.rsplit(None, 1)[-1].strip("().,|/") in _LAST_WORDS or any(map(tail.__contains__, _SIGNS)):
        patterns = _VIA_SITE if " / Via " in line else _AT_END
        low = tail.lower()
        likely = (pattern for cues, pattern in (_BARE_BRACKETED, *patterns) if any(cue in low for cue in cues))
        yield from _first(pattern.search(line, begin) for pattern in likely)
