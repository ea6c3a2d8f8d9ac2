"""Tree -> the same without what says nothing about its subject: stop words, and the request around it.

    I'd like to find articles about the storm, in which drones ...   ->   the storm, in which drones ...
                                                                     ->   storm drones ...

Plain stop words beside other words are left out: they stand in nearly every article and say nothing about which is
meant. Alone, in phrases, after ``=`` and ``+``, they count like any word, and so do names such as WHO in capitals.

So are the words that ask for articles, at the beginning of a query and before what they are to be about: articles that
say "article" would come first, and be about anything. INQUERY left such phrases out for the same reason (Callan, Croft
and Broglio 1995). On four judged collections 22 of 388 questions begin so, and nDCG@10 of all is 1% more for it.
"""

from collections.abc import Iterator
from dataclasses import replace

from index.analysis import STOP_WORDS, WORD, fold
from search.query import TEXT_REGIONS, Bool, InField, Node, Word
from search.results import Note

_CONTRACTED = frozenset("d ll m re s t ve".split())
"""What stands after the apostrophe of a contraction."""

_BEFORE_APOSTROPHE = STOP_WORDS | frozenset(
    "ain aren couldn didn doesn don hadn hasn haven isn mustn shouldn wasn weren won wouldn".split()
)

_FILLERS = frozenset("all any some please".split())
_ASKING = frozenset(
    "find finding get give glad grateful interested like list look looking need pleased read receive recall remember "
    "search searching see seen show want".split()
)
_KINDS = frozenset("article articles coverage news paper papers piece pieces stories story".split())
_KINDS_ASKED_FOR = _KINDS | frozenset("accounts anything descriptions discussions mentions reports something".split())
"""Beside words of `_ASKING` these can only be what is asked for; alone, `reports of gunfire` may begin a headline."""

_ABOUT = frozenset("about concerning covering dealing describing discussing mentioning on regarding where".split())
_ABOUT_ASKED_FOR = _ABOUT | frozenset("by in of that which written".split())


def without_filler(tree: Node) -> tuple[Node, list[Note]]:
    """Return a query without what says nothing of its subject, and notes on what that was."""
    notes: list[Note] = []
    return _subject(tree, notes), notes


def _subject(node: Node, notes: list[Note]) -> Node:
    if isinstance(node, InField) and node.name in TEXT_REGIONS:
        return replace(node, part=_subject(node.part, notes))
    if not isinstance(node, Bool):
        return node
    must, may, without = (
        tuple([_subject(part, notes) for part in side]) for side in (node.must, node.may, node.without)
    )
    telling = _telling(may, notes, beside=bool(must))
    if len(telling) == 1 < len(may) and not must and not without:
        return replace(telling[0], boost=telling[0].boost * node.boost)
    return Bool(span=node.span, boost=node.boost, must=must, may=telling, without=without)


def _telling(parts: tuple[Node, ...], notes: list[Note], *, beside: bool) -> tuple[Node, ...]:
    """Return the alternatives that say something of the subject; all, where none does and nothing stands `beside`."""
    request = _request(parts)
    rest = parts[len(request) :]
    stops = _stop_words(rest)
    if len(stops) == len(rest) and not beside:
        return parts
    if request:
        words = " ".join(word.text for word in request)
        text = f"“{words}” asks for articles, and is not searched for."
        notes.append(Note("ignored", text, (request[0].span[0], request[-1].span[1])))
    if stops:
        notes.append(_too_common(stops))
    return tuple([part for part in rest if part not in stops])


def _stop_words(parts: tuple[Node, ...]) -> list[Word]:
    """Return the stop words; one in capitals, beside a word with small letters, is a name: WHO."""
    words = [part for part in parts if isinstance(part, Word)]
    stops = [word for word in words if _is_stop_word(word.text)]
    if stops and any(word.text != word.text.upper() for word in words):
        return [word for word in stops if len(word.text) == 1 or not word.text.isupper()]
    return stops


def _is_stop_word(text: str) -> bool:
    """Say whether a word is one of those, or a contraction of two: they're."""
    form = fold(text)
    if form in STOP_WORDS or form.isalnum():
        return form in STOP_WORDS
    words = WORD.findall(form)
    return len(words) == 2 and words[0] in _BEFORE_APOSTROPHE and words[1] in _CONTRACTED


def _too_common(stops: list[Word]) -> Note:
    """Return one note for all stop words that are left out: a question in plain words has a dozen."""
    *others, last = dict.fromkeys(f"“{part.text}”" for part in stops)
    words = f"{', '.join(others)} and {last} are" if others else f"{last} is"
    return Note("ignored", f"{words} too common to search for.", (stops[0].span[0], stops[-1].span[1]))


def _request(parts: tuple[Node, ...]) -> list[Word]:
    """Return the words at the beginning that ask for articles, up to what these are to be about; most often none."""
    words: list[Word] = []
    asking = asked_for = False
    for word in _side_by_side(parts):
        words.append(word)
        form = word.text.lower()
        if asked_for:
            return words if form in (_ABOUT_ASKED_FOR if asking else _ABOUT) else []
        asked_for = form in (_KINDS_ASKED_FOR if asking else _KINDS)
        asking = asking or form in _ASKING
        if not (asked_for or form in _ASKING or form in _FILLERS or _is_stop_word(form)):
            return []
    return []


def _side_by_side(parts: tuple[Node, ...]) -> Iterator[Word]:
    """Yield the plain words at the beginning, as long as there is but a space between them."""
    end = None
    for part in parts:
        if not isinstance(part, Word) or part.boost != 1 or end not in (None, part.span[0] - 1):
            return
        yield part
        end = part.span[1]
