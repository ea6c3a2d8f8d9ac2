"""An exact form -> the word as articles write it, with the accents and other letters that forms have lost.

written(snapshot, "κυβερνηση")   ->   κυβέρνηση
"""

import numpy as np

from index.analysis import WORD
from index.segment import Segment, Snapshot
from search.layout import layout_of


def written(snapshot: Snapshot, form: str) -> str:
    """Return a form of the text as the first article that has it writes it, in small letters; itself if none does."""
    for segment in snapshot.segments:
        number = segment.field("text").form(form)
        if number is not None:
            return small(_first(segment, number))
    return form


def small(text: str) -> str:
    """Return a text in small letters, the Turkish capital I with its dot as an i."""
    return text.lower().replace("i\u0307", "i")


def _first(segment: Segment, form: int) -> str:
    """Return the word that stands where a form of the text stands first in a segment."""
    field, layout = segment.field("text"), layout_of(segment)
    stem, rank, forms = field.stem_and_forms(form)
    postings = field.stem_postings(stem)
    at = int((forms == rank).argmax()) if len(forms) else 0
    document = int(postings.docs[postings.counts.cumsum(dtype=np.int64).searchsorted(at, side="right")])
    place = layout.bases[document] + int(postings.positions[at])
    (block,) = layout.blocks_of(np.array([place])).tolist()
    article, number = segment.shown(document), block - layout.first_blocks.item(document)
    text = (article.title, article.standfirst or "")[number] if number < 2 else article.paragraph(number - 1).text
    words: list[str] = WORD.findall(text)
    return words[int(place) - layout.blocks.item(block)]
