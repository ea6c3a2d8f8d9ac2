"""Reads the story of an HTML page into paragraphs, with BeautifulSoup.

"<article><h1>Drones</h1><p>Two fell.</p></article>"  ->  "Drones", ["Two fell."]
"""

from bs4 import BeautifulSoup, Tag

from index import plain

_NO_STORY = ("script", "style", "noscript", "nav", "header", "footer", "aside", "form", "iframe", "svg", "template")
_PARAGRAPHS = ("p", "h2", "h3", "h4", "h5", "h6", "blockquote", "li", "pre", "figcaption", "td")


def read(html: str | bytes) -> tuple[str, list[str]]:
    """Return the headline of a page and the paragraphs of its story."""
    soup = BeautifulSoup(html, "lxml")
    headline = soup.h1 or soup.title
    title = text_of(headline) if headline else ""
    for tag in soup(_NO_STORY):
        tag.decompose()
    story = soup.article or soup.main or soup.body or soup
    found = [tag for tag in story(_PARAGRAPHS) if not tag.find(_PARAGRAPHS)]
    texts = [text for text in map(text_of, found) if text]
    return title, texts or plain.paragraphs(story.get_text("\n\n"))


def text_of(tag: Tag) -> str:
    """Return the text of an element on one line."""
    return " ".join(plain.tidy(tag.get_text()).split())
