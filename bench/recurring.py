"""What is removed because it recurs in a source, beyond what rules remove: a count, and a sample to read.

    PYTHONPATH=. python bench/recurring.py ../shared/data/news/articles.jsonl.gz [--sample 200]

Articles are cleaned and learned from in their order; from each is removed what the articles up to it have taught.
"""

import gzip
import json
import random
import sys
import time
from collections import Counter

from index.article import RawPage
from index.clean import clean_page
from index.recurring import Recurring


def main() -> None:
    """Print the counts, and a sample if one is asked for."""
    path, size = sys.argv[1], int(sys.argv[3]) if "--sample" in sys.argv else 0
    recurring, found, articles, seconds = Recurring(), [], 0, 0.0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            given = {name: record[name] for name in ("id", "title", "source") if record.get(name)}
            article = clean_page(RawPage(record["body"], "text", record["id"], given))
            start = time.process_time()
            recurring.learn(article)
            gone = [piece.text for piece in recurring.remove(article).removed if piece.rule == "recurring"]
            seconds += time.process_time() - start
            articles += bool(gone)
            found += [(article.source or "", text) for text in gone]
    print(f"{len(found)} removals from {articles} articles, {len(set(found))} different lines, {seconds:.1f} s")
    sources = Counter(source for source, _ in found)
    print(f"kept in {len(recurring.to_bytes()) / 1e6:.1f} MB; most by {sources.most_common(8)}")
    for source, text in random.Random(11).sample(found, min(size, len(found))):
        print(f"  {source[:20]:20} {text[:110]}")


if __name__ == "__main__":
    main()
