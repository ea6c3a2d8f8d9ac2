"""How well and how fast pages are read, beside trafilatura.

    pip install '.[bench]'
    python bench/extraction.py FOLDER
    python bench/extraction.py FOLDER --mutate 10000

F1 of the story's text on two public sets of pages, as their benchmarks define it (shingles
of four words; passages that must and must not be there); milliseconds of one core a page; and on the second set how
many titles, dates and authors are exactly those that people read off the pages. With --mutate: pages broken at random,
for errors and for pages that take more than 2 seconds of processor time, and which took longest.

Measured on 92 + 500 pages, scrapinghub / trafilatura's set; trafilatura 2.3.1: 0.955 / 0.925. What was tried, in order:

    the block where prose minus links minus 25 a line is largest       0.853 / 0.847
    ... character sets as declared or detected                         0.908 / 0.860
    ... labelled clutter cut before the block is chosen                0.913 / 0.883
    the block where prose squared over all text is largest             0.927 / 0.904   short lines no longer cost
    labels read word by word, on blocks only, headings by class only   0.955 / 0.913
    the innermost block labelled as a story's body                     0.961 / 0.913
    the first picture's caption cut, and those that are no sentence    0.962 / 0.918   with no caption 0.964 / 0.920
    a labelled lead that stands outside of the body                    0.962 / 0.924
    headings and short lines that head a list of links                 0.962 / 0.927
    the standfirst apart from the body, as readers want it             0.961 / 0.925   costs 0.002 on the second set
    clutter by its share of the page's prose, quoted posts kept        0.966 / 0.931
    a picture's frame with little text is its caption                  0.968 / 0.931
    other stories on the same page                                     0.972 / 0.931
    authors' biographies, lists of links from 40% of links             0.973 / 0.931
    no clutter holds the <main> part, no standfirst is longer than 2   0.973 / 0.933

Dropped: a bonus for labelled bodies in the choice (x1.5: 0.956 / 0.918), <article> within <article> cut always
(0.956 / 0.916), short lines before the first sentence cut (0.962 / 0.917), italic paragraphs at the end cut (0.961 /
0.919), doubt about blocks labelled as side bars (0.962 / 0.924, no change). trafilatura as a second opinion was not
used: alone it takes twice the time that all of this may take.
"""

import argparse
import gzip
import json
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import trafilatura

from index import clean
from index.article import Article

LONG = 2
"""Seconds of processor time that no page may take."""

Row = dict[str, Any]
Read = Callable[[bytes, str], str]


def rows(folder: Path) -> Iterator[Row]:
    """Yield the pages of one set: their bytes, address and gold."""
    for line in (folder / "gold.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        yield {**row, "html": gzip.decompress((folder / row["file"]).read_bytes())}


def with_nutgraf(html: bytes, url: str) -> str:
    """Return the story's text as Nutgraf reads it."""
    return "\n\n".join(paragraph.text for paragraph in clean(html, url=url).paragraphs)


def with_trafilatura(html: bytes, url: str) -> str:
    """Return the story's text as trafilatura reads it."""
    return trafilatura.extract(html, url=url, include_comments=False) or ""


def f1_of_shingles(pages: list[Row], texts: list[str]) -> float:
    """Return the F1 of mean precision and mean recall of shingles of four words."""
    precisions, recalls = [], []
    for page, text in zip(pages, texts, strict=True):
        want, got = _shingles(page["gold"]["body"]), _shingles(text)
        same = (want & got).total()
        precisions += [same / got.total()] if got else []
        recalls += [same / want.total()] if want else []
    return statistics.harmonic_mean([statistics.mean(precisions), statistics.mean(recalls)])


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def f1_of_passages(pages: list[Row], texts: list[str]) -> float:
    """Return the F1 over passages that must and must not be in the text."""
    hit = missed = false = 0
    for page, text in zip(pages, texts, strict=True):
        folded = " ".join(text.split())
        good = sum(_fold(passage) in folded for passage in page["gold"]["with"])
        hit, missed = hit + good, missed + len(page["gold"]["with"]) - good
        false += sum(_fold(passage) in folded for passage in page["gold"]["without"])
    return 2 * hit / (2 * hit + missed + false)


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def exact_fields(pages: list[Row], articles: list[Article]) -> dict[str, tuple[int, int]]:
    """Return how many titles, dates and authors are as people read them, and how many there are."""
    found = {
        "title": [article.title for article in articles],
        "date": [(article.published or "")[:10] for article in articles],
        "author": [", ".join(article.authors) for article in articles],
    }
    return {name: _exact(name, pages, values) for name, values in found.items()}


def trafilatura_fields(pages: list[Row]) -> dict[str, tuple[int, int]]:
    """Return the same for trafilatura."""
    documents = [trafilatura.bare_extraction(page["html"], url=page["url"], with_metadata=True) for page in pages]
    values = {
        name: [getattr(document, name, None) or "" for document in documents] for name in ("title", "date", "author")
    }
    values["author"] = [author.replace("; ", ", ") for author in values["author"]]
    return {name: _exact(name, pages, values[name]) for name in values}


def _exact(name: str, pages: list[Row], values: list[str]) -> tuple[int, int]:
    known = [(page["gold"][name], value) for page, value in zip(pages, values, strict=True) if page["gold"].get(name)]
    said = [(", ".join(gold) if isinstance(gold, list) else gold, value) for gold, value in known]
    return sum(_fold(gold).strip() == value for gold, value in said), len(said)


def timed(read: Read, pages: list[Row]) -> tuple[list[str], float]:
    """Return the texts of pages, and the milliseconds of processor time a page."""
    start = time.process_time()
    texts = [read(page["html"], page["url"]) for page in pages]
    return texts, (time.process_time() - start) / len(pages) * 1000


def mutated(html: bytes, rng: random.Random) -> bytes:
    """Return a page broken in some places: bytes changed, pieces lost, doubled, or put where they do not belong."""
    page = bytearray(html)
    pieces = (
        b"<div>",
        b"</div>",
        b"<table>",
        b"<p",
        b'"',
        b"<!--",
        b"<script>",
        b"</body>",
        b"<a href=",
        b"&#0;",
        b"<svg>",
    )
    for _ in range(rng.choice((1, 5, 50, 500))):
        at = rng.randrange(len(page) + 1)
        match rng.randrange(4):
            case 0:
                del page[at : at + rng.randrange(2000)]
            case 1:
                page[at:at] = rng.randbytes(rng.randrange(20))
            case 2:
                page[at:at] = page[: rng.randrange(3000)]
            case _:
                page[at:at] = rng.choice(pieces)
    return bytes(page)


def mutate(pages: list[Row], times: int) -> None:
    """Read mutated pages; print how many failed or took long, in processor time, and which took longest."""
    rng = random.Random(7)
    errors, seconds = 0, []
    for number in range(times):
        page = rng.choice(pages)
        html = mutated(page["html"], rng)
        start = time.process_time()
        try:
            clean(html)
        except Exception as error:  # noqa: BLE001 - any error is what is looked for
            errors += 1
            print(type(error).__name__, error)
        seconds.append((time.process_time() - start, f"mutation {number}, of {page['file']}, {len(html):,} bytes"))
    slow = sum(taken > LONG for taken, _ in seconds)
    taken, name = max(seconds)
    print(f"{times} mutated pages: {errors} errors, {slow} over {LONG} s, slowest {taken:.2f} s ({name})")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mutate", type=int, default=0)
    options = parser.parse_args()
    sets = {path.parent.name: list(rows(path.parent)) for path in sorted(options.folder.glob("*/gold.jsonl"))}
    if options.mutate:
        mutate([page for pages in sets.values() for page in pages], options.mutate)
        return
    for name, pages in sets.items():
        score = f1_of_shingles if "body" in pages[0]["gold"] else f1_of_passages
        (ours, ms), (theirs, their_ms) = timed(with_nutgraf, pages), timed(with_trafilatura, pages)
        print(f"{name}: F1 {score(pages, ours):.4f}, trafilatura {score(pages, theirs):.4f}")
        print(f"  {ms:.1f} ms a page, {ms / their_ms:.2f} of the time that trafilatura takes")
        if score is f1_of_passages:
            print("  exact:", exact_fields(pages, [clean(page["html"], url=page["url"]) for page in pages]))
            print("  trafilatura:", trafilatura_fields(pages))


if __name__ == "__main__":
    main()
