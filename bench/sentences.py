"""How well and how fast sentences are parted, beside pySBD and syntok.

    pip install '.[bench]'
    python bench/sentences.py FOLDER

Golden rules are scored by exact match, the two corpora by F1 over the ends of sentences (the end of a paragraph does
not count: nobody can miss it). Speed is over the first megabytes of news, on one core.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pysbd
from syntok import segmenter

from index.sentences import sentences

Spans = list[tuple[int, int]]
Splitter = Callable[[str], Spans]


def with_pysbd(text: str) -> Spans:
    """Return pySBD's sentences."""
    spans, at = [], 0
    for sentence in _PYSBD.segment(text):
        at = text.index(sentence.strip(), at)
        spans.append((at, at := at + len(sentence.strip())))
    return spans


def with_syntok(text: str) -> Spans:
    """Return syntok's sentences."""
    parted = (sentence for paragraph in segmenter.analyze(text) for sentence in paragraph)
    return [(tokens[0].offset, tokens[-1].offset + len(tokens[-1].value)) for tokens in parted]


_PYSBD = pysbd.Segmenter(language="en", clean=False)
SPLITTERS: dict[str, Splitter] = {"nutgraf": sentences, "pysbd": with_pysbd, "syntok": with_syntok}


def paragraphs_of(row: dict[str, object]) -> list[tuple[str, set[int]]]:
    """Return the paragraphs of a text, each with the ends of its sentences but the last."""
    found, at = [], 0
    for paragraph in row["text"].split("\n\n"):
        end = at + len(paragraph)
        found.append((paragraph, {stop - at for _, stop in row["spans"] if at < stop <= end}))
        at = end + 2
    return found


def f1(splitter: Splitter, rows: list[dict[str, object]], *, show: bool = False) -> float:
    """Return the F1 of the inner boundaries of all paragraphs."""
    hits = ours = gold = 0
    for paragraph, ends in (pair for row in rows for pair in paragraphs_of(row)):
        found = {stop for _, stop in splitter(paragraph)}
        hits, ours, gold = hits + len(found & ends), ours + len(found), gold + len(ends)
        if show:
            for at in sorted(found ^ ends):
                mark = "+" if at in found else "-"
                print(f"  {mark} {paragraph[max(0, at - 40) : at]!r} | {paragraph[at : at + 30]!r}")
    return 2 * hits / (ours + gold)


def exact(splitter: Splitter, rows: list[dict[str, object]], *, show: bool = False) -> int:
    """Return how many texts are parted exactly as they should be."""
    right = 0
    for row in rows:
        parted = [row["text"][start:stop] for start, stop in splitter(row["text"])]
        right += parted == row["sentences"]
        if show and parted != row["sentences"]:
            print("  ", parted)
    return right


def speed(splitter: Splitter, texts: list[str]) -> float:
    """Return megabytes a second."""
    start = time.process_time()
    for text in texts:
        splitter(text)
    return sum(map(len, texts)) / 1e6 / (time.process_time() - start)


def main() -> None:
    """Print a line for each splitter."""
    data, show = Path(sys.argv[1]), "--show" in sys.argv
    sets = [
        [json.loads(line) for line in (data / "sentences" / name).open(encoding="utf-8")]
        for name in ("golden_rules_en.jsonl", "gum_interview.jsonl", "ewt_devtest.jsonl")
    ]
    with gzip.open(data / "news/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [
            part for _, line in zip(range(1000), lines, strict=False) for part in json.loads(line)["body"].split("\n\n")
        ]
    for name, splitter in SPLITTERS.items():
        if show and name != "nutgraf":
            continue
        few = texts if name == "nutgraf" else texts[::100]
        print(
            f"{name:8} golden rules {exact(splitter, sets[0], show=show)} of {len(sets[0])}"
            f"  GUM {f1(splitter, sets[1], show=show):.3f}  EWT {f1(splitter, sets[2], show=show):.3f}"
            f"  {speed(splitter, few):.2f} MB/s"
        )


if __name__ == "__main__":
    main()
