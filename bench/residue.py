"""How well residue is told from story, on articles whose every line was read and labelled, and how fast.

    python bench/residue.py FOLDER [--show]

Scores `index.residue.remove` alone, and prints the worst publishers:
rules that fit a few publishers would show there. Speed is over the first articles of news, on one core.
"""

import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path

from index.article import Paragraph
from index.residue import remove


def fold(text: str) -> str:
    """Return `text` with one space for any white space."""
    return " ".join(text.split())


def after(lines: list[str]) -> tuple[str, list[tuple[str, str]]]:
    """Return what is left of `lines`, and the receipts."""
    kept, removed = remove([Paragraph(number, "text", line) for number, line in enumerate(lines, 1)], "")
    return fold(" ".join(paragraph.text for paragraph in kept)), [(piece.rule, piece.text) for piece in removed]


def score(row: dict[str, list[str]], labels: list[dict[str, object]]) -> tuple[Counter[str], list[str]]:
    """Return the counts of one article (removed, left, lost, story), and what went wrong."""
    before, (rest, receipts) = fold(" ".join(row["lines"])), after(row["lines"])
    counts: Counter[str] = Counter()
    wrong = []
    for number, line in enumerate(row["lines"]):
        notes = [label for label in labels if label["line"] == number]
        story = [line]
        for note in (note for note in notes if note["residue"]):
            piece = fold(note["part"] or line)
            gone = rest.count(piece) < before.count(piece)
            counts["removed" if gone else "left"] += 1
            if not gone:
                wrong.append(f"  left ({note['kind']}): {piece[:130]}")
            story = [] if note["part"] is None else [s for part in story for s in part.split(note["part"])]
        if any(note["kind"] == "unsure" for note in notes):
            continue
        for piece in (fold(part) for part in story if len(fold(part)) > 2):
            counts["story"] += 1
            if rest.count(piece) < before.count(piece):
                counts["lost"] += 1
                by = [receipt for receipt in receipts if receipt[1] in piece]
                wrong.append(f"  LOST: {piece[:60]} ... {piece[-60:]} {by}")
    return counts, wrong


def speed(path: Path) -> float:
    """Return megabytes of news a second."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        bodies = [json.loads(line)["body"] for line in islice(lines, 0, 40_000, 20)]
    articles = [[Paragraph(n, "text", fold(p)) for n, p in enumerate(body.split("\n\n"), 1)] for body in bodies]
    start = time.process_time()
    for article in articles:
        remove(article, "")
    return sum(map(len, bodies)) / 1e6 / (time.process_time() - start)


def main() -> None:
    """Print the scores."""
    data, show = Path(sys.argv[1]), "--show" in sys.argv
    folder = data / "residue"
    labels = {row["id"]: row["labels"] for row in map(json.loads, (folder / "labels.jsonl").open(encoding="utf-8"))}
    total: Counter[str] = Counter()
    publishers: dict[str, Counter[str]] = defaultdict(Counter)
    for row in map(json.loads, (folder / "articles.jsonl").open(encoding="utf-8")):
        counts, wrong = score(row, labels[row["id"]])
        total += counts
        publishers[row["publisher"]] += counts
        if show:
            print("\n".join(wrong), end="\n" if wrong else "")
    for name, counts in publishers.items():
        if counts["left"] or counts["lost"]:
            print(f"{name:32} {dict(counts)}")
    recall = total["removed"] / (total["removed"] + total["left"])
    precision = total["removed"] / (total["removed"] + total["lost"])
    print(f"recall {recall:.4f}  precision {precision:.4f}  lost {total['lost']} of {total['story']}")
    print(f"{speed(data / 'news/articles.jsonl.gz'):.1f} MB/s")


if __name__ == "__main__":
    main()
