"""Finds the block of a page that holds its story, and cuts from it what is not the story.

    the tree of a page  ->  <div class="entry-content">, its clutter replaced by <cut> marks, and what was cut

A block is the story's if it holds much of the page's prose and little else: of all elements, the one where the square
of its prose over all of its text is largest; or the nearest block around it or inside it that the page itself calls
an article or its body. What the page labels as clutter (`index.labels`), what it hides, and lists of links are cut.
Each cut leaves a mark behind, so that `index.blocks` can say where it stood. bench/extraction.py tells how the numbers
were found, and what else was tried.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from index.labels import is_body, is_hidden, is_lead, is_picture, is_standfirst, likely_clutter, sure_clutter
from index.measure import Measures, measure
from index.plain import letters
from index.tree import NO_TEXT, detach, text_of

MARK = "cut"
"""The element that stands where something was cut; its attribute `n` numbers the cuts."""

MOST_PROSE = {"comments": 0.7, "hidden": 0.7, "share": 0.3, "newsletter": 0.3, "advertisement": 0.3}
USUAL_PROSE = 0.6
"""Clutter of a kind holds at most this part of a page's prose: what holds more is none, whatever it is called."""
SHORT_SHARE, SHORT_PROSE = 0.2, 1000
"""What is only likely to be clutter is cut if it holds less than this part of the story, and fewer characters."""
AROUND, WITHIN = 0.6, 0.75
"""A labelled block around the best is preferred if it is this good, one inside if it holds this part of the prose."""
LINKS_WEIGH = 1.5
"""What a character in a link costs a block, beside one outside of links."""
BASE = 100
"""Text that every block is charged with, so that one good sentence is not the best block."""
LINE_OF_LINKS = 0.4
"""A block is a list of links if this part of its characters is links, and no prose to speak of stands in it."""
LITTLE_PROSE, LITTLE_TEXT = 20, 60
CAPTION_LENGTH, NAMED_CAPTION_LENGTH = 150, 300
"""A block that holds a picture and fewer characters than this is the picture's caption; more if labelled a picture."""
LIST_OF_STORIES = 4
OPENING_LENGTH = range(40, 1500)

_BLOCKS = frozenset(
    (
        *(
            "div",
            "section",
            "ul",
            "ol",
            "p",
            "aside",
            "header",
            "figure",
            "table",
            "dl",
            "address",
            "h1",
            "h2",
            "h3",
            "h4",
        ),
        *(
            "h5",
            "h6",
            "blockquote",
            "details",
            "article",
            "center",
            "figcaption",
            "footer",
            "form",
            "nav",
            "li",
            "main",
        ),
        "hgroup",
    )
)
_PICTURE_FRAMES = frozenset(("div", "p", "figure", "center", "li"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NEVER_CUT = frozenset(("html", "body", "main"))
_EMBEDS = frozenset(("share", "player"))
"""Rules that spare the posts that a story quotes, in boxes of their networks. Others spare what holds <main>."""
_BESIDES = frozenset(("aside", "footer", "form", "nav"))


@dataclass(frozen=True, slots=True)
class Cut:
    """An element that was cut from the tree, and why."""

    rule: str
    element: Element


@dataclass(frozen=True, slots=True)
class Story:
    """The block that holds a story; its MARK elements count in `cuts`."""

    block: Element
    cuts: list[Cut]


def find(root: Element, title: str = "") -> Story:
    """Return the block of the story that has this title. The tree is changed."""
    body = root.find("body")
    body = root if body is None else body
    cuts: list[Cut] = []
    for forged in list(body.iter(MARK)):
        forged.tag = "div"
    etree.strip_elements(body, *NO_TEXT, with_tail=False)
    measures = measure(body)
    _cut(measures, 0, _surely, cuts)
    best = choose(measures)
    for other in _other_stories(measures, best, letters(title)):
        _replace(measures.elements[other], Cut("related", measures.elements[other]), cuts)
        measures.cut(other)
    for opening in list(_openings(measures, best)):
        _put_first(measures.elements[best], opening)
    _cut(measures, best, _likely, cuts)
    return Story(measures.elements[best], cuts)


def choose(measures: Measures) -> int:
    """Return the number of the element that holds the story."""
    goodness = [
        prose * prose / (text + LINKS_WEIGH * links + BASE)
        for prose, text, links in zip(measures.prose, measures.text, measures.links, strict=True)
    ]
    best = max(range(len(goodness)), key=lambda i: (goodness[i], i))
    return _within(measures, _around(measures, goodness, best))


def _around(measures: Measures, goodness: list[float], best: int) -> int:
    """Return the nearest labelled block around the best one, if it is nearly as good."""
    i = best
    while i:
        i = measures.parent[i]
        if measures.elements[i].tag in ("article", "main") or _called_body(measures.elements[i]):
            return i if goodness[i] >= AROUND * goodness[best] else best
    return best


def _within(measures: Measures, best: int) -> int:
    """Return the innermost block within the best one that is called a story's body and holds nearly all of it."""
    inner = best
    for i in range(best + 1, measures.last[best] + 1):
        if measures.prose[i] >= WITHIN * measures.prose[best] and _called_body(measures.elements[i]):
            inner = i
    return inner


def _called_body(element: Element) -> bool:
    if (element.get("itemprop") or "").lower() == "articlebody":
        return True
    return any(is_body(label) for label in (element.get("class"), element.get("id")) if label)


def _other_stories(measures: Measures, best: int, title: str) -> list[int]:
    """Return the articles within the best block beside the one that has the story's headline; outermost ones only.

    They must have headlines too, or be many: some pages make an article of every section.
    """
    elements, last = measures.elements, measures.last
    found = [i for i in range(best + 1, last[best] + 1) if elements[i].tag == "article" and measures.prose[i]]
    headed = {i: [letters(text_of(heading)) for heading in elements[i].iter(*_HEADINGS)] for i in found}
    own = [i for i in found if title and title in headed[i]]
    if not own:
        return []
    others = [i for i in found if not i <= own[-1] <= last[i]]
    if len(others) < LIST_OF_STORIES:
        others = [i for i in others if headed[i]]
    return [i for i in others if not any(j < i <= last[j] for j in others)]


def _openings(measures: Measures, best: int) -> Iterator[Element]:
    """Yield the last blocks before the story that are labelled as its first paragraph and as its standfirst."""
    wanted = [is_lead, is_standfirst]
    for i in range(best - 1, 0, -1):
        element, text = measures.elements[i], measures.text[i]
        if text not in OPENING_LENGTH or measures.last[i] >= best or element.tag not in _BLOCKS:
            continue
        label = _label(element)
        named = next((is_named for is_named in wanted if is_named(label)), None)
        if named and measures.links[i] * 5 < text and element.find(".//h1") is None:
            wanted.remove(named)
            yield element


def _put_first(block: Element, opening: Element) -> None:
    detach(opening)
    opening.tail, block.text = block.text, None
    block.insert(0, opening)


def _cut(measures: Measures, top: int, judge: Callable[[Measures, int, int], str | None], cuts: list[Cut]) -> None:
    """Replace each block within `top` that `judge` names a rule for by a mark, unasked what stands within it."""
    i = top + 1
    while i <= measures.last[top]:
        element = measures.elements[i]
        rule = judge(measures, top, i) if _may_be_cut(element.tag) else None
        if rule is None:
            i += 1
            continue
        _replace(element, Cut(rule, element), cuts)
        measures.cut(i)
        i = measures.last[i] + 1


def _may_be_cut(tag: str) -> bool:
    return (tag in _BLOCKS and tag not in _NEVER_CUT) or "-" in tag  # <a-box>: an element of the page's own making


def _replace(element: Element, cut: Cut, cuts: list[Cut]) -> None:
    mark = element.makeelement(MARK, {"n": str(len(cuts)), "rule": cut.rule})
    mark.tail, element.tail = element.tail, None
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, mark)
        cuts.append(cut)


def _surely(measures: Measures, top: int, i: int) -> str | None:
    element = measures.elements[i]
    if not element.attrib:
        return None
    named = None if element.tag == "article" else sure_clutter(_label(element))
    rule = named or ("hidden" if is_hidden(element) else None)
    if rule is None or measures.prose[i] > MOST_PROSE.get(rule, USUAL_PROSE) * measures.prose[top]:
        return None
    holds = "blockquote" if rule in _EMBEDS else "main"
    return None if element.find(f".//{holds}") is not None else rule


def _likely(measures: Measures, top: int, i: int) -> str | None:
    element, text, links, prose = measures.elements[i], measures.text[i], measures.links[i], measures.prose[i]
    label = _label(element)
    if (
        text + links == 0
        or element.tag == "h1"
        or (is_lead(label) and links * 5 < text)
        or element.find(".//h1") is not None
    ):
        return None
    small = prose < SHORT_SHARE * measures.prose[top]
    if small and element.tag in _BESIDES:
        return "box"
    named = likely_clutter(label) if small and prose < SHORT_PROSE else None
    if named and named != "caption":
        return None if named in _EMBEDS and element.find(".//blockquote") is not None else named
    if _frames_picture(element, label, text, links):
        element.set("class", f"{element.get('class') or ''} caption")
        return None
    if element.tag == "p" and text > LITTLE_TEXT:
        return None
    return "links" if links > LINE_OF_LINKS * (text + links) and prose < LITTLE_PROSE else None


def _frames_picture(element: Element, label: str, text: int, links: int) -> bool:
    length = NAMED_CAPTION_LENGTH if is_picture(label) else CAPTION_LENGTH
    if element.tag not in _PICTURE_FRAMES or links >= text or text + links >= length:
        return False
    return element.find(".//img") is not None


def _label(element: Element) -> str:
    """Return the class and id of an element; ids of headings and paragraphs are made of their own words."""
    label = element.get("class") or ""
    if element.tag in _HEADINGS or element.tag == "p":
        return label
    name = element.get("id")
    return f"{label} {name}" if name else label
