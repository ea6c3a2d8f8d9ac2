"""The programs that measure the speed of searching, on archives small enough to be quick."""

import gzip
import importlib.util
import json
import re
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from index import Archive
from search.parse import parse

BENCH = Path(__file__).parents[2] / "bench"
KINDS = [
    *("any of 1", "any of 2", "any of 3", "any of 6", "all of 2", "all of 3", "phrase of 2", "phrase of 3"),
    *("prefix", "common of 3"),
]


@pytest.fixture(scope="module")
def source(sample_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bundled articles as JSON Lines."""
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl.gz"
    (segment,) = sample_archive.snapshot().segments
    articles = map(segment.article, range(segment.size))
    rows = [{"id": a.id, "title": a.title, "body": "\n\n".join(p.text for p in a.paragraphs)} for a in articles]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let modules of bench/ be imported as they import each other."""
    monkeypatch.syspath_prepend(BENCH)


def run(program: str, *arguments: object) -> str:
    """Return what a program prints."""
    command = [sys.executable, BENCH / program, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def rows_of(table: str) -> dict[str, list[float]]:
    """Return the figures of the lines that start with a kind of query."""
    found = {}
    for line in table.splitlines():
        name = next((kind for kind in KINDS if line.startswith(kind + " ")), None)
        if name:
            found.setdefault(name, [float(n) for n in re.findall(r"[\d.]+", line.removeprefix(name))])
    return found


def test_race(source: Path) -> None:
    """The race prints, for each kind of query, median and 99th percentile of each engine and how they compare."""
    told = run("race.py", source, "--queries", 3, "--engines", "nutgraf,fts5,whoosh")
    rows = rows_of(told)
    assert list(rows) == KINDS
    assert {len(row) for row in rows.values()} == {8}
    assert all(times[0] > 0 for times in rows.values())
    assert re.search(r"six words read and planned in \d+ µs", told)


@pytest.mark.usefixtures("bench")
def test_newsroom() -> None:
    """The best three that there are score 1, the others by what stands where; all that is judged has a grade."""
    from newsroom import judged, ndcg  # noqa: PLC0415

    grades = {"wanted": 2, "too": 2, "near": 1, "far": 0}
    assert ndcg(["too", "wanted", "near"], grades) == 1
    assert ndcg(["far", "unknown"], grades) == 0
    assert 0 < ndcg(["near", "wanted"], grades) < ndcg(["wanted", "near"], grades) < 1
    assert {grade for query in judged().values() for grade in query.values()} == {0, 1, 2}


def test_half_remembered(source: Path) -> None:
    """For each number of right and wrong words it prints how high each engine puts the article, from 0 to 1."""
    told = run("half_remembered.py", source, "--queries", 5, "--engines", "nutgraf,fts5")
    rows = [[float(n) for n in line.split()] for line in told.splitlines() if line[:5].strip().isdecimal()]
    assert [row[:2] for row in rows] == [[4, 0], [4, 1], [4, 2], [6, 2], [3, 3]]
    assert {len(row) for row in rows} == {2 + 2 * 3}
    assert all(
        0 <= first <= reciprocal <= in_ten <= 1 for row in rows for reciprocal, first, in_ten in (row[2:5], row[5:])
    )
    assert rows[0][2] > 0.5


@pytest.mark.skipif(not importlib.util.find_spec("matplotlib"), reason="draws with matplotlib, an extra")
def test_growth(source: Path, tmp_path: Path) -> None:
    """Growth prints a median of each kind of query at each size, and draws a panel for each archive."""
    picture = tmp_path / "growth.svg"
    told = run("growth.py", source, "--sizes", "10,20", "--synthetic", "50,100", "--queries", 5, "--plot", picture)
    news, _, synthetic = told.partition("synthetic articles")
    assert list(rows_of(news)) == list(rows_of(synthetic)) == KINDS
    assert {len(row) for row in rows_of(news).values()} == {3}
    assert picture.read_text(encoding="utf-8").count('<g id="axes_') == 2


def test_death(sample_location: Path, tmp_path: Path) -> None:
    """Every kind of nasty query, and hostile strings, are asked; none takes too much of so small an archive."""
    (tmp_path / "strings.jsonl").write_text('{"html": "<script>alert(1)</script>"}\n{"html": "((((((\\"*~~"}\n')
    told = run("death.py", "--index", sample_location, "--queries", 30, "--hostile", tmp_path / "strings.jsonl")
    table = told[: told.index("the slowest")].splitlines()[1:]
    kinds = {line[:16].strip(): int(line[16:24]) for line in table if line}
    assert len(kinds) == 23
    assert (sum(kinds.values()), kinds["hostile"]) == (32, 2)
    assert told.endswith("0 of 32 queries took more than 250 ms or 64 MB\n")


@pytest.mark.usefixtures("bench")
def test_nasty_queries() -> None:
    """Nasty queries can all be read, are as long as asked for, and the same for the same seed."""
    from nasty import queries  # noqa: PLC0415  # from bench/

    made = list(islice(queries(Random(7), ["the", "of", "said", "minister", "ferries"], 300), 66))
    assert made == list(islice(queries(Random(7), ["the", "of", "said", "minister", "ferries"], 300), 66))
    assert {len(text) > 200 for _, text in made} == {True}
    assert max(len(text) for _, text in made) <= 300
    for _, text in made:
        parse(text)


@pytest.mark.usefixtures("bench")
def test_synthetic_articles() -> None:
    """Synthetic articles come again as they were, from any batch on; a few words make up much of them, as in life."""
    from synthetic import BATCH, MOST, TITLE, articles  # noqa: PLC0415  # from bench/

    made = list(islice(articles(BATCH + 10), BATCH, None))
    assert made == list(articles(10, start=BATCH))
    words = Counter(word for article in articles(200) for part in article.paragraphs for word in part.text.split())
    assert max(len(" ".join(p.text for p in one.paragraphs).split()) for one in made) <= MOST
    assert {len(one.title.split()) for one in made} == {TITLE}
    ranked = [count for _, count in words.most_common()]
    assert sum(ranked[:100]) > sum(ranked) / 4
    assert len(ranked) > 2_000


@pytest.mark.usefixtures("bench")
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("any of 2", "ferry port"),
        ("all of 2", "+ferry +port"),
        ("phrase of 2", '"ferry port"'),
        ("prefix", "ferry*"),
    ],
)
def test_queries_as_typed(kind: str, text: str) -> None:
    """Words become the query of their kind."""
    from queries import typed  # noqa: PLC0415  # from bench/

    assert typed(kind, ["ferry", "port"]) == text
