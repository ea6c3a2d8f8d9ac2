from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Analyzer
from index.article import Article, Paragraph, Removed
from index.invert import invert
from index.reader import ArraySegment
from index.segment import NO_DATE, POSITION_GAP

WORDS = st.sampled_from(
    ["drone", "Drones", "drones", "drone's", "run", "running", "Runs", "the", "B-2", "Kyiv", "café", "cafe"]
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
PARAGRAPHS = st.lists(st.tuples(st.sampled_from(["text", "heading"]), TEXTS), max_size=4)
ARTICLES = st.lists(st.tuples(TEXTS, st.none() | TEXTS, PARAGRAPHS, st.lists(TEXTS, max_size=2)), max_size=5)


def articles_from(drawn: list) -> list[Article]:
    """Return articles from what hypothesis drew."""
    return [
        Article(
            id=f"a{n}",
            title=title,
            standfirst=standfirst,
            paragraphs=tuple(Paragraph(i, kind, text) for i, (kind, text) in enumerate(paragraphs, 1)),
            authors=tuple(authors),
        )
        for n, (title, standfirst, paragraphs, authors) in enumerate(drawn)
    ]


def walk(article: Article) -> list[tuple[int, int, str, str]]:
    """Return (position, headline 1 or lead 2 or neither 0, exact form, stem) of each word, word by word."""
    found, position, part = [], 0, 1
    blocks = [("", article.title), ("", article.standfirst or ""), *((p.kind, p.text) for p in article.paragraphs)]
    has_text = any(kind == "text" for kind, _ in blocks)
    for number, (kind, text) in enumerate(blocks):
        part = 1 if number == 0 else 2 if part and (number == 1 or has_text) else 0
        for exact, stem in Analyzer().analyze(text):
            found.append((position, part, exact, stem))
            position += 1
        position += POSITION_GAP
        part = 0 if kind == "text" else part
    return found


def postings_of(segment: ArraySegment, field: str, term: str, *, exact: bool) -> dict[int, tuple[list[int], int, int]]:
    """Return document -> (positions, times in the headline, times in the lead)."""
    of_field = segment.field(field)
    number = of_field.form(term) if exact else of_field.stem(term)
    assert number is not None
    postings = of_field.form_postings(number) if exact else of_field.stem_postings(number)
    heads = dict(zip(postings.head_at.tolist(), postings.head_counts.tolist(), strict=True))
    result, start = {}, 0
    for at, (document, count) in enumerate(zip(postings.docs.tolist(), postings.counts.tolist(), strict=True)):
        positions = postings.positions[start : start + count].tolist()
        result[document] = (positions, heads.get(at, 0) & 15, heads.get(at, 0) >> 4)
        start += count
    assert start == len(postings.positions)
    return result


@given(ARTICLES)
def test_postings_are_what_a_walk_word_by_word_finds(drawn: list) -> None:
    """Documents, positions, and counts in headline and lead of every stem and form equal a plain walk's."""
    articles = articles_from(drawn)
    segment = invert(articles)
    expected: dict = defaultdict(lambda: defaultdict(lambda: ([], 0, 0)))
    for document, article in enumerate(articles):
        for position, part, exact, stem in walk(article):
            for key in ((True, exact), (False, stem)):
                positions, title, lead = expected[key][document]
                expected[key][document] = ([*positions, position], title + (part == 1), lead + (part == 2))
    for (exact, term), by_document in expected.items():
        capped = {d: (p, min(t, 15), min(lead, 15)) for d, (p, t, lead) in by_document.items()}
        assert postings_of(segment, "text", term, exact=exact) == capped
    forms = sorted(term for exact, term in expected if exact)
    field = segment.field("text")
    assert [field.form_text(n) for n in range(len(field.forms))] == forms
    assert segment.lengths.tolist() == [len(walk(article)) for article in articles]


@given(ARTICLES)
def test_the_article_comes_back_as_it_went_in(drawn: list) -> None:
    """Stored articles, ids and authors are what was given."""
    articles = articles_from(drawn)
    segment = invert(articles)
    assert [segment.article(n) for n in range(segment.size)] == articles
    assert [segment.find(article.id) for article in articles] == list(range(len(articles)))
    authors = segment.columns["author"]
    assert authors.starts is not None
    spans = zip(authors.starts.tolist()[:-1], authors.starts.tolist()[1:], strict=True)
    named = [tuple(authors.values[n] for n in authors.numbers[start:end]) for start, end in spans]
    assert named == [article.authors for article in articles]


def test_blocks_and_sentences_start_where_the_rule_of_positions_says() -> None:
    """Headline, standfirst, paragraphs and sentences of one article, by hand."""
    article = Article(
        id="x",
        title="Storm hits",
        standfirst="",
        paragraphs=(
            Paragraph(1, "heading", "Then"),
            Paragraph(2, "text", "It rained. It blew hard."),
            Paragraph(3, "text", ""),
        ),
        published="2024-12-27T18:05:00+01:00",
    )
    segment = invert([article])
    assert segment.block_offsets.tolist() == [0, 5]
    assert segment.block_starts.tolist() == [0, 102, 202, 303, 408]
    assert segment.sentence_offsets.tolist() == [0, 6]
    assert segment.sentence_starts.tolist() == [0, 102, 202, 303, 305, 408]
    assert segment.lead_ends.tolist() == [308]
    assert segment.lengths.tolist() == [8]
    assert segment.published.tolist() == [20084]


def test_counts_above_255_are_whole() -> None:
    """A byte cannot hold how often a word stands in a long article; the reader says it all the same."""
    articles = [
        Article(id=str(n), title="", paragraphs=(Paragraph(1, "text", "drone " * times),))
        for n, times in enumerate((3, 300, 255))
    ]
    field = invert(articles).field("text")
    number = field.stem("drone")
    assert number is not None
    postings = field.stem_postings(number)
    assert postings.counts.tolist() == [3, 300, 255]
    assert postings.head_counts.tolist() == [3 << 4, 15 << 4, 15 << 4]


def test_terms_are_found_by_their_beginning() -> None:
    """Forms that start with a prefix are neighbours; one that is not there is None."""
    segment = invert([Article(id="x", title="Kyiv Korea Koreans North-Korean", paragraphs=())])
    field = segment.field("text")
    assert [field.form_text(n) for n in field.forms_starting("korea")] == ["korea", "korean", "koreans"]
    assert list(field.forms_starting("x")) == []
    assert (field.form("kore"), field.stem("zebra")) == (None, None)


def test_small_fields_hold_what_the_article_declares() -> None:
    """Author, source, section, address, language and residue are searchable; dates and facets are columns."""
    article = Article(
        id="x",
        title="",
        paragraphs=(),
        url="https://news.example/a",
        authors=("Ann Lee", "Bo Roe"),
        source="The Post",
        section="World",
        language="en",
        removed=(Removed("share", "Share.", 0),),
    )
    segment = invert([article, Article(id="y", title="", paragraphs=())])
    assert postings_of(segment, "author", "bo", exact=False) == {0: ([102], 0, 0)}
    assert postings_of(segment, "source", "post", exact=True) == {0: ([1], 0, 0)}
    assert postings_of(segment, "url", "example", exact=True) == {0: ([2], 0, 0)}
    assert postings_of(segment, "residue", "share", exact=True) == {0: ([0], 0, 0)}
    assert postings_of(segment, "lang", "en", exact=True) == {0: ([0], 0, 0)}
    source = segment.columns["source"]
    assert (source.values, source.numbers.tolist()) == (("The Post",), [0, -1])
    assert segment.published.tolist() == [NO_DATE, NO_DATE]
