"""Articles -> the arrays of one segment, in memory.

    invert([article, ...])  ->  ArraySegment, that search can read at once

The words of all articles become one long array of form numbers; positions, postings and counts follow from it by
sorting and summing whole arrays. What each array holds is described in `index.segment`; `index.bundle` writes them.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from index.alike import signatures
from index.article import Article
from index.attributes import attributes
from index.lexicon import Lexicon
from index.reader import ArraySegment
from index.runs import Long, changes, grouped, narrow, offsets, ranks, split_counts, strings
from index.segment import FieldArrays, Ints
from index.sentences import starts
from index.store import Shelf
from index.strings import Arrays, in_order
from index.words import Places, Short, Words, places


def invert(articles: Iterable[Article], *, lexicon: Lexicon | None = None, shelf: Shelf | None = None) -> ArraySegment:
    """Return the segment that holds `articles`, in their order; their ids are all different.

    A `lexicon` that has served before knows most words already; `shelf` compresses the stored articles.
    """
    if lexicon is None:  # an empty one is false
        lexicon = Lexicon()
    shelf = shelf or Shelf()
    articles = list(articles)
    text = Words.of(map(_blocks, articles), starts)
    found = text.cut()
    where = places(text, found)
    lead_ends = _lead_ends(articles, where)
    arrays = _layout(where, lead_ends)
    numbers = lexicon.numbers(found)
    arrays |= _field("text", numbers, where, lexicon, lead_ends)
    arrays["signatures"] = signatures(lexicon.stem_hashes(numbers), where)
    for name, values in _small_fields(articles).items():
        words = Words.of(values)
        found = words.cut()
        arrays |= _field(name, lexicon.numbers(found), places(words, found), lexicon, None)
    return ArraySegment(arrays | attributes(articles, shelf), shelf)


def _blocks(article: Article) -> list[str]:
    """Return the texts of an article that have positions of their own."""
    return [article.title, article.standfirst or "", *(paragraph.text for paragraph in article.paragraphs)]


def _small_fields(articles: list[Article]) -> dict[str, list[tuple[str, ...]]]:
    """Return, for each small field, the values of each article."""

    def one(value: str | None) -> tuple[str, ...]:
        return (value,) if value else ()

    return {
        "author": [article.authors for article in articles],
        "source": [one(article.source) for article in articles],
        "section": [one(article.section) for article in articles],
        "url": [one(article.url) for article in articles],
        "lang": [one(article.language) for article in articles],
        "residue": [tuple(removed.text for removed in article.removed) for article in articles],
    }


def _lead_ends(articles: list[Article], where: Places) -> Long:
    """Return the position past the lead of each article."""
    lead = [
        next((1 + paragraph.number for paragraph in article.paragraphs if paragraph.kind == "text"), 1)
        for article in articles
    ]
    return where.block_ends[where.block_offsets[:-1] + np.array(lead, np.int64)]


def _layout(where: Places, lead_ends: Long) -> Arrays:
    """Return the arrays that say where the blocks and sentences of each article start."""
    wide = narrow(int(where.block_ends.max(initial=0)) + 1)
    return {
        "lengths": where.lengths.astype(np.uint32),
        "block_offsets": where.block_offsets.astype(np.uint32),
        "block_starts": where.block_starts.astype(wide),
        "lead_ends": lead_ends.astype(wide),
        "sentence_offsets": where.piece_offsets.astype(np.uint32),
        "sentence_starts": where.piece_starts.astype(wide),
    }


def _field(name: str, numbers: Ints, where: Places, lexicon: Lexicon, lead_ends: Long | None) -> Arrays:
    """Return the arrays of one field, its name before theirs; only the text has stems, and a lead."""
    vocabulary, forms = _vocabulary(numbers, lexicon, stemmed=lead_ends is not None)
    size = len(vocabulary["stem_ends"])
    stems = vocabulary["form_stem"][forms]
    order = grouped(stems, size)
    stems, documents, positions = stems[order], where.documents[order], where.positions[order]
    first = np.flatnonzero(changes(stems) | changes(documents))
    postings = np.searchsorted(stems[first], np.arange(size + 1))
    totals = np.bincount(stems, minlength=size)
    arrays = {
        **vocabulary,
        "postings": postings.astype(np.uint32),
        "positions_of": offsets(totals).astype(np.uint32),
        "docs": documents[first].astype(narrow(len(where.lengths))),
        "positions": positions.astype(narrow(int(positions.max(initial=0)) + 1)),
        **split_counts(np.diff(first, append=len(stems))),
        **_forms(stems, forms[order], totals, vocabulary),
        "firsts": _firsts(stems, where, order, lead_ends),
        "form_docs": _form_docs(forms, where.documents, vocabulary, postings).astype(narrow(len(where.lengths) + 1)),
        **_heads(postings, (documents, positions, first), where, lead_ends),
    }
    arrays["head_at"] = arrays["head_at"].astype(arrays["docs"].dtype)
    return {f"{name}.{part}": arrays[part] for part in FieldArrays.__dataclass_fields__}


def _vocabulary(numbers: Ints, lexicon: Lexicon, *, stemmed: bool) -> tuple[Arrays, Ints]:
    """Return the arrays of the terms among `numbers` of the lexicon, and for each of these its place among them."""
    forms, form_at = _sorted(numbers, lexicon.forms)
    form_stem: Ints = np.arange(len(forms))
    stems: Ints = forms
    if stemmed:
        stem_numbers = lexicon.stems_of(forms)
        stems, stem_at = _sorted(stem_numbers, lexicon.stems)
        form_stem = stem_at[stem_numbers]
    vocabulary = {
        **strings("stem", [(lexicon.stems if stemmed else lexicon.forms)[number] for number in stems.tolist()]),
        **strings("form", [lexicon.forms[number] for number in forms.tolist()]),
        "form_stem": form_stem.astype(np.uint32),
        "form_rank": ranks(form_stem),
    }
    return vocabulary, form_at[numbers]


def _sorted(numbers: Ints, texts: Sequence[bytes]) -> tuple[Ints, Ints]:
    """Return those of `texts` whose numbers are among `numbers`, sorted; and for each text its place among them."""
    met = np.flatnonzero(np.bincount(numbers, minlength=len(texts)))
    met = met[in_order([texts[number] for number in met.tolist()])]
    place = np.zeros(len(texts), np.int32)
    place[met] = np.arange(len(met))
    return met, place


def _forms(stems: Ints, forms: Ints, totals: Long, vocabulary: Arrays) -> Arrays:
    """Return the rank of the form at each position of a stem that has several."""
    several = np.bincount(vocabulary["form_stem"], minlength=len(totals)) > 1
    there = several[stems]
    return {
        "forms_of": offsets(totals * several).astype(np.uint32),
        "forms": vocabulary["form_rank"][forms[there]],
    }


def _firsts(stems: Long, where: Places, order: Long, lead_ends: Long | None) -> npt.NDArray[np.uint8]:
    """Return, as bits, which words are the first of their stem in a paragraph; the small fields have none."""
    if lead_ends is None:
        return np.zeros(-(-len(stems) // 8), np.uint8)
    blocks = where.blocks[order]
    return np.packbits((changes(stems) | changes(blocks)) & where.in_paragraph()[blocks])


def _form_docs(forms: Ints, documents: Ints, vocabulary: Arrays, postings: Ints) -> Ints:
    """Return in how many articles each form stands: for the only form of a stem, in as many as the stem."""
    form_stem = vocabulary["form_stem"]
    several = np.bincount(form_stem, minlength=len(postings) - 1)[form_stem] > 1
    there = np.flatnonzero(several[forms])
    order = there[grouped(forms[there], len(form_stem))]
    ordered = forms[order]
    once = changes(ordered) | changes(documents[order])
    return np.where(several, np.bincount(ordered[once], minlength=len(form_stem)), np.diff(postings)[form_stem])


def _heads(postings: Long, words: tuple[Short, Short, Long], where: Places, lead_ends: Long | None) -> Arrays:
    """Return which postings stand in the headline or the lead, and how often.

    `words` are the documents and positions of all words, and where each posting starts among them.
    """
    if lead_ends is None:
        return {name: np.zeros(size, kind) for name, size, kind in _no_heads(len(postings))}
    documents, positions, first = words
    early = np.flatnonzero(positions < lead_ends[documents])
    title = positions[early] < where.title_ends[documents[early]]
    posting = np.searchsorted(first, early, side="right") - 1
    in_title = np.bincount(posting[title], minlength=len(first))
    in_lead = np.bincount(posting[~title], minlength=len(first))
    at = np.flatnonzero(in_title + in_lead)
    heads_of = np.searchsorted(at, postings)
    return {
        "heads_of": heads_of.astype(np.uint32),
        "head_at": at - np.repeat(postings[:-1], np.diff(heads_of)),
        "head_counts": (np.minimum(in_title[at], 15) | np.minimum(in_lead[at], 15) << 4).astype(np.uint8),
    }


def _no_heads(size: int) -> list[tuple[str, int, type]]:
    return [("heads_of", size, np.uint32), ("head_at", 0, np.uint16), ("head_counts", 0, np.uint8)]
