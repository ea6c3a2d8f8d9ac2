import pytest
from msgspec.structs import replace

from index.article import Article, Paragraph, Removed
from search.results import Also, Facets, FacetValue, Hit, Note, ParagraphHit, Period, QueryInfo, Results
from search.terminal import Style, article_lines, removed_lines, results_lines, wrapped

BOLD = Style(width=48, bold="[", plain="]")
HIT = Hit(
    id="abc",
    url=None,
    title="Drones & ferries",
    title_html="<mark>Drones</mark> &amp; ferries",
    published="2025-11-04T07:40:00+01:00",
    authors=("Marit Søndergaard",),
    source="Harbour Post",
    language=None,
    section="News",
    score=7.0,
    paragraphs=(
        ParagraphHit(1, "text", "", "<mark>Drones</mark> were seen over the port of Hallin again.", 2.0, "/"),
        ParagraphHit(
            7, "text", "", "Two <mark>drones and a kite</mark> came.", 1.0, "/", more_before=True, more_after=True
        ),
    ),
    more_paragraphs=4,
)
RESULTS = Results(QueryInfo("drones", "drones"), articles=1, paragraphs=6, hits=(HIT,))


def test_results() -> None:
    """A hit shows rank, headline, source, date, id and what is shown of its best paragraphs."""
    assert list(results_lines(RESULTS, BOLD)) == [
        "1 article, 6 paragraphs",
        "",
        "1.  [Drones] & ferries",
        "    Harbour Post, 2025-11-04, abc",
        "    ¶1  [Drones] were seen over the port of Hallin",
        "        again.",
        "    ¶7  ... Two [drones and a kite] came. ...",
        "    and 4 more",
    ]


def test_copies() -> None:
    """Below a hit stand the outlets that have copies of it, with their ids; a headline where no outlet is known."""
    copies = (Also("x1", "Drones", "Eastern Courier", None, None), Also("x2", "No drones", None, None, None))
    hit = replace(HIT, paragraphs=(), more_paragraphs=0, also=copies)
    assert list(results_lines(replace(RESULTS, hits=(hit,)), BOLD))[4:] == [
        "    also in Eastern Courier (x1), No drones (x2)",
    ]


def test_nothing_found() -> None:
    """An answer without hits is a sentence, the doctor's notes, and what may have been meant."""
    query = QueryInfo("dornes", "dornes", did_you_mean="drones", notes=(Note("blame", "No article has dornes."),))
    assert list(results_lines(Results(query, 0, 0, ()), Style())) == [
        "Nothing found for dornes",
        "",
        "No article has dornes.",
        "Did you mean: drones",
    ]


def test_facets_and_explanation() -> None:
    """Where they were asked for, the parts of each score and the counts over all that was found are shown."""
    parts = [{"name": "drone", "score": 6.5}, {"name": "closeness", "score": 0.5}]
    hit = replace(HIT, paragraphs=(), more_paragraphs=0, explanation={"score": 7.0, "parts": parts})
    facets = Facets(source=(FacetValue("Harbour Post", 1),), published=(Period("2025-11-01", "2025-11-30", 1),))
    assert list(results_lines(replace(RESULTS, hits=(hit,), facets=facets), Style()))[2:] == [
        "1.  Drones & ferries",
        "    Harbour Post, 2025-11-04, abc",
        "    score 7.00: drone 6.50, closeness 0.50",
        "",
        "source: Harbour Post 1",
        "published: 2025-11-01 to 2025-11-30 1",
    ]


def test_article() -> None:
    """An article shows what is known about it and its paragraphs behind their numbers, headings in bold."""
    paragraphs = (
        Paragraph(1, "heading", "The bill"),
        Paragraph(2, "text", "Nobody knows who is to pay for ferries."),
    )
    article = Article("abc", "Drones", paragraphs, authors=("A. Vollan", "B. Aas"), standfirst="Shut.", section="News")
    assert list(article_lines(article, Style(40, "[", "]"))) == [
        "[Drones]",
        "A. Vollan, B. Aas",
        "News",
        "",
        "Shut.",
        "",
        "¶1   [The bill]",
        "",
        "¶2   Nobody knows who is to pay for",
        "     ferries.",
    ]


def test_removed() -> None:
    """Each piece that was cut is listed with its place and its rule; that nothing was cut is said."""
    assert list(removed_lines((Removed("related", "Related: More", 3),), Style())) == [
        "after ¶3 (related): Related: More"
    ]
    assert list(removed_lines((), Style())) == ["Cleaning cut nothing."]


def test_nothing_steers_the_terminal() -> None:
    """Escape sequences and forged marks in what was scraped come out as spaces."""
    article = Article("x", "A\x1b[31mred\x02 one", (Paragraph(1, "text", "bell\x07\x9b2J"),))
    assert list(article_lines(article, BOLD)) == ["[A [31mred one]", "", "¶1   bell 2J"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two", ["one two"]),
        ("one two three", ["one two", "> three"]),
        ("incomprehensible words", ["incomprehensible", "> words"]),
    ],
)
def test_wrapped(text: str, lines: list[str]) -> None:
    """Lines are as full as they can be; a word wider than a line has one to itself."""
    assert list(wrapped(text, 8, hanging="> ")) == lines
