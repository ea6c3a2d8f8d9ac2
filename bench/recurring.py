"""What is removed because it recurs in a source, beyond what rules remove: a count, what it costs, a sample to read.

    python bench/recurring.py articles.jsonl.gz [--sample 200]

Articles are added to an archive twice over, without learning and with it, as `nutgraf add` does; then the receipts of
all are read, in the order of their ids. The sample is drawn from them by Python's random.Random(11): each removal has
the same chance, however many articles have lost the same line.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from index import Archive, open_archive
from index.receipts import RULE

Removal = tuple[str, str]


def added(path: Path, folder: Path, *, recurring: bool) -> tuple[Archive, float]:
    """Return an archive of the articles of a file, and how many seconds it took to add them."""
    start = time.perf_counter()
    archive = open_archive(folder)
    archive.add([path], recurring=recurring)
    return archive, time.perf_counter() - start


def removals(archive: Archive) -> Iterator[list[Removal]]:
    """Yield, for each article in the order of their ids, its source and the lines it lost because they recur."""
    segments = archive.snapshot().segments
    articles = (segment.article(number) for segment in segments for number in range(segment.size))
    for article in sorted(articles, key=lambda article: article.id):
        yield [(article.source or "", receipt.text) for receipt in article.removed if receipt.rule == RULE]


def main() -> None:
    """Print the counts, and a sample if one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _, without = added(options.articles, Path(folder) / "without", recurring=False)
        archive, seconds = added(options.articles, Path(folder) / "with", recurring=True)
        archive.settle()
        lost = list(removals(archive))
        (kept,) = (path.stat().st_size for path in archive.location.glob("learned-*"))
    found = [removal for lines in lost for removal in lines]
    print(
        f"{len(found)} removals from {sum(map(bool, lost))} of {len(lost)} articles, {len(set(found))} different lines"
    )
    print(f"{seconds:.1f} s to add, {without:.1f} s without learning; {kept / 1e6:.1f} MB kept")
    print("most by", Counter(source for source, _ in found).most_common(8))
    for source, text in random.Random(11).sample(found, min(options.sample, len(found))):
        print(f"  {source[:20]:20} {text[:110]}")


if __name__ == "__main__":
    main()
