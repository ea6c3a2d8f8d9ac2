"""Takes whole paragraphs out of an article, each with a receipt, and puts them back where they stood.

    without(article, {5})  ->  the article without its sixth paragraph, Removed("recurring", "...", after=5)
    whole(that)            ->  the article as it was

So what is removed because it recurs can be decided again, and an article is the same to `Archive.add` with and without
these lines (`content`).
"""

from collections.abc import Collection

from msgspec.structs import replace

from index.article import Article, Paragraph, Removed
from index.store import pack, unpack

RULE = "recurring"


def without(article: Article, places: Collection[int]) -> Article:
    """Return `article` without the paragraphs at `places` (from 0), with a receipt for each."""
    kept: list[Paragraph] = []
    receipts: list[Removed] = []
    before = list(article.removed)
    for place, paragraph in enumerate(article.paragraphs):
        while before and before[0].after <= place:
            receipts.append(replace(before.pop(0), after=len(kept)))
        if place in places:
            receipts.append(Removed(RULE, paragraph.text, len(kept)))
        else:
            kept.append(replace(paragraph, number=len(kept) + 1))
    receipts += (replace(receipt, after=len(kept)) for receipt in before)
    return replace(article, paragraphs=tuple(kept), removed=tuple(receipts))


def whole(article: Article) -> Article:
    """Return `article` with the paragraphs that `without` took out."""
    if all(receipt.rule != RULE for receipt in article.removed):
        return article
    paragraphs: list[Paragraph] = []
    receipts: list[Removed] = []
    at = 0
    for receipt in article.removed:
        paragraphs += article.paragraphs[at : receipt.after]
        at = max(at, receipt.after)
        if receipt.rule == RULE:
            paragraphs.append(Paragraph(0, "text", receipt.text))
        else:
            receipts.append(replace(receipt, after=len(paragraphs)))
    paragraphs += article.paragraphs[at:]
    numbered = (replace(paragraph, number=number) for number, paragraph in enumerate(paragraphs, 1))
    return replace(article, paragraphs=tuple(numbered), removed=tuple(receipts))


def content(packed: bytes) -> bytes:
    """Return a packed article as it is with all its lines: what tells whether it has changed."""
    return pack(whole(unpack(packed))) if b'"recurring"' in packed else packed
