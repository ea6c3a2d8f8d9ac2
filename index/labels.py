"""What a page's own labels say about an element: the class and id that its makers gave it.

    class="article__related-links"  ->  "related"
    class="entry-content"           ->  a story's body
    class="post-82 category-news"   ->  nothing: WordPress tags whole articles with their categories

Labels are read word by word ("relatedLinks" is "related" and "links"), by tables of words that were collected from the
labels of news pages and kept if they cut more clutter than story (see bench/extraction.py).
"""

import re
from functools import lru_cache

from lxml.etree import _Element as Element

_SURE = {
    "comments": r"comments?|comment-(?:list|area|form|section)|commentlist|disqus|respond|webmentions?|nocomments?",
    "share": r"shar(?:e|ing|er)(?:s|bar|buttons?|tools?|links?|box)?|social\w*|addthis|addtoany|sharedaddy|likes",
    "related": (
        r"related\w*|similar|recommend\w*|recirc\w*|taboola|outbrain|yarpp|also-?(?:read|like)|read-?(?:more|also|next)"
        r"|next-?(?:story|post|article)|more-?(?:stories|news|posts|articles|from|on|like)|recent-?posts?|latest"
        r"|trending|most-?(?:read|viewed|popular)|right-?rail"
    ),
    "sidebar": r"side-?bar|widget-?area|sidebar-widget\w*",
    "bio": r"authors?-?(?:bio\w*|box|info|profile|description|card)|about-?(?:the-?)?author|bio-?box",
    "newsletter": r"newsletters?|subscri(?:be|ption|bir)\w*|sign-?up|mailing|chamada",
    "advertisement": r"advert\w*|adv?s?|sponsor\w*",
    "consent": r"cookies?|consent|gdpr\w*",
    "navigation": r"foot(?:er)?|breadcrumbs?|paginat\w*|pager|tagcloud|post-?nav\w*|lightbox",
    "hidden": r"print-?only|screen-reader\w*|sr-only|visually-?hidden|no-?print|nocontent",
}
"""Words that name clutter wherever they stand."""

_LIKELY = {
    "byline": (
        r"by-?line\w*|authors?(?:bio|box|info|card)?|bio|profile|(?:post-?)?meta(?:data)?|date(?:line)?|time(?:stamp)?"
        r"|published|pubdate|post-?(?:info|footer|nav)|utility"
    ),
    "tags": r"tags|tag-?(?:list|links|cloud)|topics|categor\w+",
    "promotion": r"promo\w*|teasers?|banner|cta|call-?out|donat\w+|paywall|abo|follow|top-?stor\w+",
    "box": r"pull-?quote|info(?:box)?|aside|factbox|contact\w*|kontakt\w*|references?",
    "player": r"carousel|slider|slideshow|\w*gallery|player|video",
    "credit": r"copyright|licen[cs]e\w*|credits?|photo-?credit",
    "notice": r"disclaimer|disclosure|notice",
    "navigation": r"nav(?:bar|igation)?|menu|masthead|links?|more|next|prev(?:ious)?|toc|popular|skip",
    "controls": r"toolbar|toolbox|tools|login|modal|popup|overlay|rating|vote|poll|print|button|btn",
}
"""Words that name clutter where its text is short beside the story's."""

_CAPTION = r"caption\w*|legend"
_PICTURE = r"images?|img\w*|photos?|pictures?|figure|bild\w*|foto\w*"
_LEAD = (
    r"leads?|lede|lead-?(?:text|paragraph|in)|intro(?:text|duction)?|teaser|chapo|vorspann|ingress|entradilla|bajada"
    r"|perex"
)
_STANDFIRST = (
    r"stand-?first|dek|deck|sub-?titles?|sub-?head(?:ing|line)?s?|epigraph|summary|excerpt|sumario|strap-?line"
)
_BODY = (
    r"article-?_?body|story-?_?body|entry-?_?content|post-?_?content|post-?_?body|article-?_?content|article-?_?text"
    r"|content-?_?body|body-?_?content|story-?_?content|blog-?_?content|post-?_?entry|^content$|^story$|^article$"
)
_WHOLE_POST = re.compile(r"(?:^|\s)(?:hentry|type-post|post-\d+|node-?\d*)(?:$|\s)")
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:is-|u-|js-)?hid(?:den|e)(?:$|\s)", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _words(table: dict[str, str]) -> re.Pattern[str]:
    """Return one pattern of all words of a table, whose last group names the row that matched."""
    rows = "|".join(f"(?P<{name}>{words})" for name, words in table.items())
    return re.compile(rf"(?:^|[\s_-])(?:{rows})(?=$|[\s_-])", re.IGNORECASE)


_SURE_WORDS = _words(_SURE)
_LIKELY_WORDS = _words({**_LIKELY, "caption": _CAPTION})
_CAPTION_WORDS = _words({"caption": _CAPTION})
_PICTURE_WORDS = _words({"picture": _PICTURE})
_LEAD_WORDS = _words({"lead": _LEAD})
_STANDFIRST_WORDS = _words({"standfirst": _STANDFIRST})
_BODY_WORDS = re.compile(_BODY, re.IGNORECASE)


@lru_cache(maxsize=8192)
def sure_clutter(label: str) -> str | None:
    """Return the kind of clutter that a label names beyond doubt, if it does."""
    return _named(_SURE_WORDS, label)


@lru_cache(maxsize=8192)
def likely_clutter(label: str) -> str | None:
    """Return the kind of clutter that a label names, if the element is short."""
    return _named(_LIKELY_WORDS, label)


@lru_cache(maxsize=8192)
def is_caption(label: str) -> bool:
    """Say whether a label names the caption of a picture."""
    return _named(_CAPTION_WORDS, label) is not None


@lru_cache(maxsize=8192)
def is_picture(label: str) -> bool:
    """Say whether a label names a picture, its caption included."""
    return _named(_PICTURE_WORDS, label) is not None


@lru_cache(maxsize=8192)
def is_lead(label: str) -> bool:
    """Say whether a label names the first paragraph of a story, set apart for its looks."""
    return _named(_LEAD_WORDS, label) is not None


@lru_cache(maxsize=8192)
def is_standfirst(label: str) -> bool:
    """Say whether a label names the summary between headline and story."""
    return _named(_STANDFIRST_WORDS, label) is not None


@lru_cache(maxsize=8192)
def is_body(label: str) -> bool:
    """Say whether a label names the body of a story."""
    return _BODY_WORDS.search(label) is not None


def _named(words: re.Pattern[str], label: str) -> str | None:
    if not label or _WHOLE_POST.search(label):
        return None
    found = words.search(label if label.islower() else _CAMEL.sub("-", label))
    return found.lastgroup if found else None


def is_hidden(element: Element) -> bool:
    """Say whether an element is hidden from readers."""
    get = element.attrib.get
    return (
        get("hidden") is not None
        or get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(get("style") or "") is not None
        or _HIDDEN_CLASS.search(get("class") or "") is not None
    )
