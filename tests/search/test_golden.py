"""Rankings over the bundled samples, kept as a file: a change of ranking shows as a diff of it.

``NUTGRAF_UPDATE_GOLDEN=1 pytest tests/search/test_golden.py`` writes the file anew, to be read before it is committed.
"""

import json
import os
from pathlib import Path

import pytest

from index import Archive
from search import search

GOLDEN = Path(__file__).with_name("golden_rankings.txt")
JUDGED = Path(__file__).with_name("judged_paragraphs.jsonl")

QUERIES = [
    "drones",
    "drones frontier",
    "drone wreckage camera",
    '"survey camera"',
    "+drones -ferries",
    "port closed drones",
    "kelp carbon",
    "why was the ferry company fined",
    "library council vote",
    "O'Brien",
    "R&D",
    "F-16",
    "theatre NEAR/5 restoration",
    "grain SENTENCE price",
    "measl*",
    "hanball~",
    "title:drones",
    "lang:fr",
    "author:Søndergaard drones",
    "date:2025-11 drones",
]


def ranking(archive: Archive, query: str) -> str:
    """Return the hits of a query as lines: headline, and the paragraphs that are shown."""
    results = search(archive, query, size=5)
    lines = [f"? {query}", f"  {results.articles} articles, {results.paragraphs} paragraphs: {results.query.read_as}"]
    for hit in results.hits:
        lines.append(f"  {hit.title[:60]}  {' '.join(f'p{p.number}' for p in hit.paragraphs)}")
        lines += [f"    also: {copy.title[:60]}" for copy in hit.also]
    return "\n".join(lines)


def test_rankings(sample_archive: Archive) -> None:
    """The queries find the articles, in the order and with the paragraphs that the file says."""
    now = "\n\n".join(ranking(sample_archive, query) for query in QUERIES) + "\n"
    if os.environ.get("NUTGRAF_UPDATE_GOLDEN"):
        GOLDEN.write_text(now, encoding="utf-8")
    assert now == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("row", [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()])
def test_judged_paragraphs(sample_archive: Archive, row: dict[str, str]) -> None:
    """The paragraph that answers a question best, as a reader judged it, is the first that its article shows."""
    hits = search(sample_archive, row["query"], size=5, fold=False).hits
    first = {hit.title: hit.paragraphs[0].text for hit in hits}
    assert row["says"] in first[row["headline"]]


@pytest.mark.parametrize("row", [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()])
def test_judged_paragraphs_lead_the_flat_list(sample_archive: Archive, row: dict[str, str]) -> None:
    """The same paragraph is among the first three of the paragraphs view."""
    hits = search(sample_archive, row["query"], view="paragraphs", size=3).hits
    assert any(row["says"] in hit.paragraphs[0].text for hit in hits)
