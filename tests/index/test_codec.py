import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from msgspec.structs import replace
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex, open_dir
from whoosh.query import (
    And,
    AndMaybe,
    Every,
    FuzzyTerm,
    Not,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Require,
    Term,
    TermRange,
    Wildcard,
)
from whoosh.scoring import BM25F, TF_IDF, Frequency
from whoosh.searching import Searcher

from index import open_archive
from index.article import Article, Paragraph, Removed
from index.attributes import days
from index.schema import BLOCK_SEPARATOR, schema

VOCABULARY = (
    "drone drones droned the a storm storms stormed corps Korea Korean Kyiv said says saying soldier soldiers wound"
    " wounded wounds U.S. R&D café cafe running runs ran north captured capturing Kursk's region 2024"
).split()
SOURCES = ("The Kyiv Post", "Example Times", None)


def make_articles(count: int, seed: int) -> list[Article]:
    """Return articles of random words; a few are long, some have no date, some no author."""
    rng = random.Random(seed)

    def text(most: int) -> str:
        return " ".join(rng.choices(VOCABULARY, k=rng.randrange(most)))

    return [
        Article(
            id=f"a{number}",
            title=text(8),
            paragraphs=tuple(
                Paragraph(n, "text", text(40)) for n in range(1, rng.randrange(2, 30 if number % 7 == 0 else 5))
            ),
            url=f"https://news.example/{rng.choice(VOCABULARY)}/{number}",
            published=f"2024-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}" if number % 5 else None,
            authors=tuple(rng.sample(["Ann Lee", "Bo Roe", "Cy Storm"], rng.randrange(3))),
            source=rng.choice(SOURCES),
            section=rng.choice(["World", "Sport", None]),
            language="en",
            removed=(Removed("share", "Share the storm.", 0),) if number % 3 == 0 else (),
        )
        for number in range(count)
    ]


def fields_of(article: Article) -> dict[str, object]:
    """Return an article as Whoosh's own writer takes it."""
    blocks = [article.title, article.standfirst or "", *(paragraph.text for paragraph in article.paragraphs)]
    text = BLOCK_SEPARATOR.join(blocks)
    values = {
        "id": article.id,
        "text": text,
        "exact": text,
        "author": BLOCK_SEPARATOR.join(article.authors) or None,
        "source": article.source,
        "section": article.section,
        "url": article.url,
        "lang": article.language,
        "residue": BLOCK_SEPARATOR.join(removed.text for removed in article.removed) or None,
        "published": days(article.published) if article.published else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def stock_index(parts: list[list[Article]], gone: list[str]) -> FileIndex:
    """Return an index by Whoosh's own codec, with one segment for each part."""
    index = RamStorage().create_index(schema())
    for part in parts:
        writer = index.writer()
        for article in part:
            writer.add_document(**fields_of(article))
        writer.commit(merge=False)
    writer = index.writer()
    for article_id in gone:
        writer.delete_by_term("id", article_id)
    writer.commit(merge=False)
    return index


def our_index(folder: Path, parts: list[list[Article]], gone: list[str]) -> FileIndex:
    """Return the same as an archive, opened by Whoosh."""
    archive = open_archive(folder)
    for part in parts:
        archive.add(part)
    archive.remove(gone)
    archive.settle()
    assert len(archive.snapshot().segments) == len(parts)
    return open_dir(folder)


def queries() -> Iterator[Query]:
    """Yield queries of every kind, over terms that are there and some that are not."""
    for field in ("text", "exact"):
        for word in ("drone", "storm", "storms", "the", "korea", "r", "cafe", "2024", "zebra"):
            yield Term(field, word)
        yield And([Term(field, "storm"), Term(field, "korea")])
        yield And([Term(field, "the"), Term(field, "a"), Not(Term(field, "kyiv"))])
        yield Or([Term(field, "storm"), Term(field, "korea"), Term(field, "zebra")])
        yield AndMaybe(Term(field, "storm"), Term(field, "kursk"))
        yield Require(Term(field, "storm"), Term("section", "world"))
        yield Phrase(field, ["the", "storm"])
        yield Phrase(field, ["u", "s"])
        yield Phrase(field, ["r", "d"])
        yield Phrase(field, ["a", "storm"], slop=3)
        yield Prefix(field, "kor")
        yield Prefix(field, "")
        yield Wildcard(field, "s?or*")
        yield FuzzyTerm(field, "drne", maxdist=2)
        yield FuzzyTerm(field, "korea", prefixlength=2)
        yield TermRange(field, "kursk", "said")
    for field, word in [
        ("author", "storm"),
        ("source", "kyiv"),
        ("section", "sport"),
        ("url", "drone"),
        ("lang", "en"),
    ]:
        yield Term(field, word)
    yield Phrase("author", ["bo", "roe"])
    yield Phrase("author", ["lee", "bo"])
    yield Term("residue", "share")
    yield Term("id", "a7")
    yield Prefix("id", "a1")
    yield Every()
    yield Every("author")
    yield NumericRange("published", days("2024-03-01"), days("2024-06-30"))
    yield NumericRange("published", None, days("2024-02-10"))
    yield And([Term("text", "storm"), NumericRange("published", days("2024-07-01"), None)])
    yield Not(Term("text", "storm"))


def found(searcher: Searcher, query: Query, **options: object) -> list[tuple[str, float]]:
    """Return ids and scores of all hits."""
    return [(hit["id"], round(hit.score, 5)) for hit in searcher.search(query, limit=None, **options)]


PARTS = {
    "one segment": ([make_articles(60, 1)], []),
    "three segments": ([make_articles(90, 2)[n::3] for n in range(3)], []),
    "with removed articles": ([make_articles(90, 3)[n::3] for n in range(3)], ["a1", "a2", "a50", "a89"]),
}


@pytest.mark.parametrize("parts", PARTS)
def test_whoosh_finds_and_scores_alike_with_its_codec_and_with_ours(tmp_path: Path, parts: str) -> None:
    """The same articles through both: the same hits with the same scores, for every kind of query and three scorers."""
    ours, stock = our_index(tmp_path / "archive", *PARTS[parts]), stock_index(*PARTS[parts])
    for scorer in (BM25F(), TF_IDF(), Frequency()):
        with ours.searcher(weighting=scorer) as our, stock.searcher(weighting=scorer) as other:
            for query in queries():
                assert sorted(found(our, query)) == sorted(found(other, query)), (query, scorer)


def test_the_best_ten_are_the_same(tmp_path: Path) -> None:
    """Whoosh's way of skipping blocks that cannot be among the best loses none with ours."""
    parts = [make_articles(400, 4)]
    ours, stock = our_index(tmp_path / "archive", parts, []), stock_index(parts, [])
    with ours.searcher() as our, stock.searcher() as other:
        # Whoosh's Require fails an assertion of its own when it may skip blocks, with either codec.
        for query in (one for one in queries() if not isinstance(one, Require)):
            best = [[round(hit.score, 5) for hit in searcher.search(query, limit=10)] for searcher in (our, other)]
            assert best[0] == best[1], query


def test_sorting_by_date_is_the_same(tmp_path: Path) -> None:
    """Both ways round, articles without a date included."""
    parts = [make_articles(60, 5)]
    ours, stock = our_index(tmp_path / "archive", parts, []), stock_index(parts, [])
    with ours.searcher() as our, stock.searcher() as other:
        for reverse in (False, True):
            options = {"sortedby": "published", "reverse": reverse}
            assert found(our, Every(), **options) == found(other, Every(), **options)


def test_terms_and_their_figures_are_the_same(tmp_path: Path) -> None:
    """The lexicon of each field, frequencies and lengths, as Whoosh's readers tell them."""
    parts = [make_articles(60, 6)]
    readers = [index.reader() for index in (our_index(tmp_path / "archive", parts, []), stock_index(parts, []))]
    for name in ("text", "exact", "author", "source", "section", "url", "lang", "residue", "id", "published"):
        terms = [list(reader.lexicon(name)) for reader in readers]
        assert terms[0] == terms[1], name
        for figure in ("frequency", "doc_frequency"):
            assert len({tuple(getattr(r, figure)(name, term) for term in terms[0]) for r in readers}) == 1, (
                name,
                figure,
            )
        assert len({reader.field_length(name) for reader in readers}) == 1, name
        infos = [[vars(reader.term_info(name, term)) for term in terms[0]] for reader in readers]
        for ours, stock in zip(*infos, strict=True):
            assert ours == {name: stock[name] for name in ours}


def test_stored_fields_are_there(tmp_path: Path) -> None:
    """Whoosh's hits carry what is known about the article, and its paragraphs."""
    article = replace(make_articles(3, 7)[1], source="The Post", section="World", authors=("Ann Lee",))
    with our_index(tmp_path / "archive", [[article]], []).searcher() as searcher:
        (hit,) = searcher.search(Every())
        assert hit.fields() == {
            "id": "a1",
            "title": article.title,
            "url": article.url,
            "published": days(article.published),
            "author": ["Ann Lee"],
            "source": "The Post",
            "section": "World",
            "lang": "en",
            "paragraphs": [paragraph.text for paragraph in article.paragraphs],
        } | dict.fromkeys(())


def test_segments_of_whooshs_own_stand_beside_ours(tmp_path: Path) -> None:
    """A writer that Whoosh opens on the folder adds and removes, and its searcher finds both kinds alike."""
    articles = make_articles(30, 8)
    index = our_index(tmp_path / "archive", [articles[:20]], [])
    writer = index.writer()
    for article in islice(articles, 20, None):
        writer.add_document(**fields_of(article))
    writer.delete_by_term("id", "a3")
    writer.commit(merge=False)
    with (
        open_dir(tmp_path / "archive").searcher() as ours,
        stock_index([articles[:20], articles[20:]], ["a3"]).searcher() as stock,
    ):
        for query in queries():
            assert sorted(found(ours, query)) == sorted(found(stock, query)), query
