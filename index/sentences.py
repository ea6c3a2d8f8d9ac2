r"""Text -> the spans of its sentences, by rules.

    "Mr. Smith left. He said: “Why?” No one knew."  ->  [(0, 15), (16, 32), (33, 44)]

One pattern finds each place where a sentence may end: stops, what closes after them, white space, and the next word.
Few words around it decide. A full stop after an abbreviation or an initial ends a sentence only if the next word is
one that opens sentences (`index.abbreviations`). Line ends always part sentences, and so do the items of a list that
runs on in one line ("1. Milk 2. Bread"). Spans leave out the white space between sentences.

Rules of our own rather than pySBD's or syntok's, which are slower by far and no better; `bench/sentences.py` prints the
figures side by side.
"""

import re
from itertools import pairwise

from index.abbreviations import BEFORE_NAME, BEFORE_NUMBER, MAY_END, NAMES_TOO, OPENERS, TIMES, WORDS_TOO
from index.dates import MONTHS

_END = re.compile(
    r"""
      (?P<line>\n)
    | (?P<dots>\.(?:[ ]\.){2,}) (?P<space1>[^\S\n]*)
    | (?<![.!?…؟۔।]) (?P<stops>[.!?…؟۔।]++) (?P<close>["'”’»)\]]*+) [^\S\n]++
      (?P<open>["'“‘«„(\[¿¡]*) (?P<next>[^\W\d_]\.(?=\s)|\w[\w'’]*|.)
    | (?P<wide>[。！？]+[」』”’）]*)
    """,
    re.VERBOSE,
)
_STOP = re.compile(
    r"""
    [\n.!?…؟۔।。！？]
    (?: (?<=[a-z]{4}[.!?]) (?<![ivx]{4}[.!?]) (?:(?<=\.)["”’])? (?=[ ]["“‘']?[A-Z]) (?P<sure>)
      | (?<=[\n。！？])
      | (?=["'”’»)\]]*\s|[.!?…؟۔।])
    )
    """,
    re.VERBOSE,
)
"""Where `_END` may match, quick to find; and most ends of sentences, for sure, unless an abbreviation stands there."""
_LAST_WORD = re.compile(r"[^\s\"'“‘«„(\[/]+\Z")
_MARKER = re.compile(r"(?:[•⁃·*]\s?)?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]*")
_ACRONYM = re.compile(r"(?:\w\.-?)+\w")
_ORDINAL = re.compile(r"(?P<article>\b(?:d(?:er|ie|as|es|em|en)|[aiv]m|vom|zu[mr]|beim) )?\b\d\d?\Z", re.IGNORECASE)
"""A number that a full stop may make an ordinal, and what in German stands before one: "im 19. Jahrhundert"."""
_SPACED = re.compile(r"\b[a-zäöü]\. [a-zäöü]\Z")
"""An abbreviation of letters with spaces between them, but for its last full stop: "u. a."."""
_ATTRIBUTION = re.compile(
    r"(?:[A-Z][\w.’'-]* ){1,4}(?:said|says|asked|asks|added|wrote|writes|told|replied|tweeted|shouted|wondered)\b"
)
_ITEM = re.compile(r"(?:^|(?<=\s))[•⁃·]?\s?(\d{1,2}|[a-z])(?:\.\)|[.)])\s?(?=\w)")
_OPENS_LIST = re.compile(r"\s*[•⁃·]?\s?[\da][.)\d]")
_LONGEST = 24  # characters that are looked at for the word before a stop; no abbreviation is longer
_FAR = 200  # characters that are looked at for what else stands before it: some words
_SHORT = 4  # words: "At 5 a.m." is no sentence by itself
_DASHES = "-–—&+/=|~"
_TAIL = 4
_TAILS = frozenset(word[-_TAIL:] for word in BEFORE_NAME | BEFORE_NUMBER | MAY_END if len(word) >= _TAIL)
"""The last letters of abbreviations: where a word ends like one, no end of a sentence is sure."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the `[start, end)` of each sentence of `text`, in characters and in order."""
    if not _OPENS_LIST.match(text):
        return _between(text, 0, len(text))
    parts = [0, *_items(text), len(text)]
    return [span for start, stop in pairwise(parts) for span in _between(text, start, stop)]


def starts(text: str) -> list[int]:
    """Return where each sentence starts, the first one at 0: a cut into whole pieces, one at least."""
    return [0, *[start for start, _ in sentences(text)[1:]]]


def _items(text: str) -> list[int]:
    """Return where the items of a list that opens `text` start, the first one aside: "1. Milk 2. Bread"."""
    starts: list[int] = []
    due = ""
    for item in _ITEM.finditer(text):
        mark = item[1]
        if not due and mark not in {"1", "a"} and not mark.isdigit():
            break
        if mark == due:
            starts.append(item.start())
        if not due or mark == due:
            due = str(int(mark) + 1) if mark.isdigit() else chr(ord(mark) + 1)
    return starts


def _between(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences in `text[start:stop]`."""
    spans = []
    at = start
    while found := _STOP.search(text, at, stop):
        at = end = found.end()
        if not found.lastgroup or text[found.start() - _TAIL : found.start()] in _TAILS:
            at, end = _look_closer(text, start, stop, found)
            if end <= start or not text[start:end].strip():
                continue
        spans.append(_trimmed(text, start, end))
        start = end
    return [*spans, _trimmed(text, start, stop)] if text[start:stop].strip() else spans


def _look_closer(text: str, start: int, stop: int, hint: re.Match[str]) -> tuple[int, int]:
    """Return where to search on, and where the sentence that began at `start` ends, -1 if it does not end here."""
    found = _END.match(text, hint.start(), stop)
    return (found.end(), _end(text, start, found)) if found else (hint.end(), -1)


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return the span without the white space at its ends; it holds something else."""
    while text[start].isspace():
        start += 1
    while text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _end(text: str, start: int, found: re.Match[str]) -> int:
    """Return where the sentence that began at `start` ends, or -1 if it does not end at what was `found`."""
    match found.lastgroup:
        case "next":
            return found.end("close") if _parts(text, start, found) else -1
        case "space1":
            return _after_dots(text, found)
        case _:
            return found.end()


def _after_dots(text: str, found: re.Match[str]) -> int:
    """Return where a sentence ends at ". . . .": three dots are an omission, and a fourth is the full stop."""
    if (
        len(found["dots"]) < 7 or not text[found.end() : found.end() + 1].isupper()
    ):  # four dots with spaces between them
        return -1
    attached = not text[found.start() - 1 : found.start()].isspace()
    return found.start() + 1 if attached else found.end("dots")


def _parts(text: str, start: int, found: re.Match[str]) -> bool:
    """Say whether a sentence ends at the stops that were `found`."""
    stops, close, following = found["stops"], found["close"], found["next"]
    if following in _DASHES or following == "." or (close and text[found.start() - 1] == "["):
        return False
    if stops == "." and not close:
        return _full_stop(text, start, found)
    if following[0].islower():
        return not close and "." not in stops and "…" not in stops and _plain(text, start, found)
    if _MARKER.fullmatch(text, start, found.end("close")):
        return False
    return not (close and stops != "." and _ATTRIBUTION.match(text, found.start("next")))


def _full_stop(text: str, start: int, found: re.Match[str]) -> bool:
    """Say whether the bare full stop that was `found` ends a sentence."""
    at, following = found.start(), found["next"]
    word = _word_before(text, start, at)
    if _MARKER.fullmatch(text, start, at) or (len(word) == 1 and following.endswith(".")):  # "z. B."
        return False
    if following[0].islower():
        return _plain(text, start, found)
    key = word.lower()
    if key in WORDS_TOO and word == key:
        return True
    if not following[0].isalpha():
        return not _known(key)
    before = text[max(start, at - _FAR) : at]
    if len(word) == 1 and word.isupper():
        return _after_initial(before, following)
    return _after_abbreviation(before, word, following.lower())


def _is_ordinal(before: str, following: str) -> bool:
    """Say whether the number that ends `before` and a full stop are an ordinal: "3. Oktober", "der 2. Weltkrieg"."""
    found = _ORDINAL.search(before[-_LONGEST:])
    return found is not None and (following in MONTHS or (found["article"] is not None and following not in OPENERS))


def _after_abbreviation(before: str, word: str, following: str) -> bool:
    """Say whether a sentence ends after `word`, the last of `before`, and a full stop, when `following` comes next."""
    if word.isdigit():
        return not _is_ordinal(before, following)
    key = word.lower()
    if key in BEFORE_NAME:
        return False
    if key in TIMES:
        return following not in TIMES[key] and len(before.split()) >= _SHORT
    if key in MAY_END or _ACRONYM.fullmatch(word) or _SPACED.search(before):
        return following in OPENERS
    return True


def _plain(text: str, start: int, found: re.Match[str]) -> bool:
    """Say whether an ordinary word stands before the stops: then even a small letter after them opens a sentence."""
    word = _word_before(text, start, found.start())
    return len(word) > 1 and word.isalpha() and word.islower() and (word in WORDS_TOO or not _known(word))


def _word_before(text: str, start: int, at: int) -> str:
    """Return the word of `text[start:at]` that ends at `at`, without quotes and brackets before it."""
    last = _LAST_WORD.search(text, max(start, text.rfind(" ", start, at) + 1, at - _LONGEST), at)
    return last[0] if last else ""


def _known(word: str) -> bool:
    """Say whether `word`, in lower case, is an abbreviation."""
    return word in MAY_END or word in BEFORE_NAME or word in BEFORE_NUMBER or word.endswith("str")  # "Hauptstr."


def _after_initial(before: str, following: str) -> bool:
    """Say whether a sentence ends after a letter and a full stop: "you and I. Did ...", but not "Albert I. Jones"."""
    opener = following.lower()
    words = before.split()
    named = len(words) > 1 and words[-2][:1].isupper()
    return opener in OPENERS and not (named and opener in NAMES_TOO)
