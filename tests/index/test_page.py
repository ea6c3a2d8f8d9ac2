import pytest

from index.article import Removed
from index.page import read

PROSE = "The ferry left the harbour at dawn, and nobody on board knew that it would be the last crossing of the year. "


def page(body: str, head: str = "") -> str:
    """Return a page whose story has two paragraphs around `body`."""
    return f"<html lang=en><head>{head}</head><body><article><p>{PROSE}</p>{body}<p>{PROSE}</p></article></body></html>"


STRUCTURE = [
    ("<h2>Why it sank</h2>", ("heading", "Why it sank")),
    ("<blockquote>We heard a bang.</blockquote>", ("quote", "We heard a bang.")),
    ("<ul><li>Three were hurt.</li></ul>", ("list", "Three were hurt.")),
    ("<table><tr><th>Port<th>Boats<tr><td>Hallin<td>12</table>", ("table", "Port | Boats")),
    ("<table><tr><td><p>Laid out with a table.</p></td></tr></table>", ("text", "Laid out with a table.")),
    (
        "<figure><img src=a.jpg><figcaption>The ferry Aurora lay in Hallin last summer.</figcaption></figure>",
        ("caption", "The ferry Aurora lay in Hallin last summer."),
    ),
    ("<p>One.<br><br>Two.</p>", ("text", "One.")),
    ("<p>It is <b>very</b>\n  <i>c</i>old.</p>", ("text", "It is very cold.")),
    ("<p>It&#146;s so&shy;aked.</p>", ("text", "It’s soaked.")),
]


@pytest.mark.parametrize(("html", "expected"), STRUCTURE)
def test_structure_is_kept(html: str, expected: tuple[str, str]) -> None:
    """What a page marks as a heading, a quote, a list, a table or a caption is a paragraph of that kind."""
    paragraph = read(page(html)).paragraphs[1]
    assert (paragraph.kind, paragraph.text) == expected


CLUTTER = [
    ('<div class="related-articles"><p>Ten ferries that sank</p></div>', "related"),
    ('<div class="shareButtons">Share this</div>', "share"),
    ('<div class="newsletter-signup">Get our morning mail.</div>', "newsletter"),
    ("<aside>More about boats in our dossier.</aside>", "box"),
    ('<p class="byline">By Ada Byron</p>', "byline"),
    ("<ul><li><a href=/a>Ferry sinks again</a></li><li><a href=/b>Harbour closed</a></li></ul>", "links"),
    ('<div style="display: none">Nobody sees this.</div>', "hidden"),
    ("<figure><img src=a.jpg><figcaption>Photo: A. Byron</figcaption></figure>", "caption"),
]


@pytest.mark.parametrize(("html", "rule"), CLUTTER)
def test_clutter_within_the_story_is_cut_with_a_receipt(html: str, rule: str) -> None:
    """The receipt says by which rule, and after which paragraph the clutter stood."""
    found = read(page(html))
    assert [paragraph.text for paragraph in found.paragraphs] == [PROSE.strip()] * 2
    assert [(removed.rule, removed.after) for removed in found.removed] == [(rule, 1)]


def test_a_heading_of_a_list_of_links_goes_with_it() -> None:
    """Nothing is left of a box of related stories."""
    found = read(page("<p><b>Read on:</b></p><ul><li><a href=/a>Ferry sinks again</a></li></ul>"))
    assert found.removed == [Removed("heading", "Read on:", 1), Removed("links", "Ferry sinks again", 1)]


def test_the_story_is_found_among_navigation_and_comments() -> None:
    """Only the story's block is read; what stands outside of it needs no receipt."""
    html = (
        f"<body><div class=menu><a href=/>Home</a><a href=/b>Boats</a></div><div id=content><h1>Last crossing</h1>"
        f"<p>{PROSE}</p><p>{PROSE}</p></div><div class=comments><p>{PROSE * 2}</p></div></body>"
    )
    found = read(html)
    assert found.metadata.title == "Last crossing"
    assert [paragraph.text for paragraph in found.paragraphs] == [PROSE.strip()] * 2


def test_the_standfirst_stands_apart() -> None:
    """It is neither in the body nor among the receipts."""
    standfirst = "<p class=standfirst>A ferry sank off Hallin on Monday.</p>"
    found = read(f"<body><main><h1>Last crossing</h1>{standfirst}<p>{PROSE}</p></main>")
    assert (found.standfirst, [paragraph.text for paragraph in found.paragraphs], found.removed) == (
        "A ferry sank off Hallin on Monday.",
        [PROSE.strip()],
        [],
    )


def test_a_story_that_only_a_script_writes_is_read_from_its_data() -> None:
    """JSON-LD holds the text of pages that are drawn in the browser."""
    data = f'{{"@type": "NewsArticle", "headline": "Last crossing", "articleBody": "{PROSE}\\n\\n{PROSE}"}}'
    found = read(f'<body><script type="application/ld+json">{data}</script><div id=app>Loading</div></body>')
    assert [paragraph.text for paragraph in found.paragraphs] == [PROSE.strip()] * 2


@pytest.mark.parametrize("depth", [300, 10_000])
def test_deep_nesting_loses_nothing(depth: int) -> None:
    """A page may be nested deeper than the tree can grow."""
    found = read("<div>" * depth + f"<p>{PROSE}</p>" + "</div>" * depth)
    assert [paragraph.text for paragraph in found.paragraphs] == [PROSE.strip()]
