"""Articles -> the arrays of one segment, in memory.

    invert([article, ...])  ->  ArraySegment, that search can read at once

The words of all articles become one long array of form numbers; positions, postings and counts follow from it by
sorting and summing whole arrays. What each array holds is described in `index.segment`; `index.bundle` writes them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from index.analysis import Analyzer
from index.article import Article
from index.lexicon import Lexicon
from index.reader import Arrays, ArraySegment
from index.segment import NO_DATE, POSITION_GAP, FieldArrays, Ints
from index.sentences import sentences
from index.store import Shelf, key_of, pack

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(slots=True)
class Words:
    """The words of one field, article after article: a number for each, and how they fall into pieces.

    An article has blocks, a block has pieces (sentences, in the text; itself, elsewhere). Empty ones count too.
    """

    lexicon: Lexicon
    numbers: list[int] = field(default_factory=list)
    piece_words: list[int] = field(default_factory=list)
    block_pieces: list[int] = field(default_factory=list)
    article_blocks: list[int] = field(default_factory=list)

    def add(self, blocks: Iterable[Sequence[str]]) -> None:
        """Add the next article."""
        before = len(self.block_pieces)
        for pieces in blocks:
            for piece in pieces:
                numbers = self.lexicon.numbers(piece)
                self.numbers += numbers
                self.piece_words.append(len(numbers))
            self.block_pieces.append(len(pieces))
        self.article_blocks.append(len(self.block_pieces) - before)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words of a field stand: `documents` and `positions` have an entry a word."""

    documents: Ints
    positions: Ints
    lengths: Ints  # words an article
    block_offsets: Ints
    block_starts: Ints
    block_ends: Ints
    piece_offsets: Ints
    piece_starts: Ints


def invert(
    articles: Iterable[Article], *, analyzer: Analyzer | None = None, shelf: Shelf | None = None
) -> ArraySegment:
    """Return the segment that holds `articles`, in their order; their ids are all different."""
    analyzer, shelf = analyzer or Analyzer(), shelf or Shelf()
    articles = list(articles)
    text = Words(Lexicon(analyzer))
    for article in articles:
        text.add(_text_blocks(article))
    places = _places(text)
    arrays = _field("text", text, places, _lead_ends(articles, places))
    for name, values in _small_fields(articles).items():
        words = Words(Lexicon(analyzer, stemmed=False))
        for value in values:
            words.add([[part] for part in value])
        arrays |= _field(name, words, _places(words), None)
    arrays |= _text_layout(places, _lead_ends(articles, places))
    arrays |= _attributes(articles) | _stored(articles, shelf)
    return ArraySegment(arrays, shelf)


def _text_blocks(article: Article) -> list[Sequence[str]]:
    """Return the blocks of an article, each in sentences."""
    texts = [article.title, article.standfirst or "", *(paragraph.text for paragraph in article.paragraphs)]
    return [_cut(text) for text in texts]


def _cut(text: str) -> list[str]:
    """Return a text cut where its sentences start; one piece at least, and nothing lost between them."""
    starts = [start for start, _ in sentences(text)][1:]
    return [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]


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


def _places(words: Words) -> Places:
    """Return where each word stands, by the rule of positions in `index.segment`."""
    piece_words = np.array(words.piece_words, np.int64)
    piece_offsets = offsets(piece_words)
    block_pieces = offsets(np.array(words.block_pieces, np.int64))
    block_words = piece_offsets[block_pieces]  # where each block starts in the words
    block_offsets = offsets(np.array(words.article_blocks, np.int64))
    article_words = block_words[block_offsets]
    blocks = np.repeat(np.arange(len(block_offsets) - 1), words.article_blocks)
    within = np.arange(len(blocks)) - block_offsets[blocks]
    block_starts = block_words[:-1] - article_words[blocks] + POSITION_GAP * within
    shift = block_starts - block_words[:-1]
    return Places(
        documents=np.repeat(np.arange(len(block_offsets) - 1, dtype=np.uint32), np.diff(article_words)),
        positions=np.arange(len(words.numbers)) + np.repeat(shift, np.diff(block_words)),
        lengths=np.diff(article_words),
        block_offsets=block_offsets,
        block_starts=block_starts,
        block_ends=block_starts + np.diff(block_words),
        piece_offsets=block_pieces[block_offsets],
        piece_starts=piece_offsets[:-1] + np.repeat(shift, words.block_pieces),
    )


def offsets(lengths: Ints | npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return where each of several runs starts, and where the last ends."""
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets


def lengths_of(starts: Ints) -> npt.NDArray[np.int64]:
    """Return how long the runs are that start at `starts`; the last entry is where the last run ends."""
    ends = starts.astype(np.int64)
    return ends[1:] - ends[:-1]


def _lead_ends(articles: list[Article], places: Places) -> Ints:
    """Return the position past the lead of each article."""
    lead = [
        next((1 + paragraph.number for paragraph in article.paragraphs if paragraph.kind == "text"), 1)
        for article in articles
    ]
    return places.block_ends[places.block_offsets[:-1] + np.array(lead, np.int64)]


def _text_layout(places: Places, lead_ends: Ints) -> Arrays:
    """Return the arrays that say where the blocks and sentences of each article start."""
    wide = narrow(int(places.block_ends.max(initial=0)) + 1)
    return {
        "lengths": places.lengths.astype(np.uint32),
        "block_offsets": places.block_offsets.astype(np.uint32),
        "block_starts": places.block_starts.astype(wide),
        "lead_ends": lead_ends.astype(wide),
        "sentence_offsets": places.piece_offsets.astype(np.uint32),
        "sentence_starts": places.piece_starts.astype(wide),
    }


def narrow(size: int) -> type[np.uint16 | np.uint32]:
    """Return the smallest type for numbers below `size`."""
    return np.uint16 if size <= 1 << 16 else np.uint32


def _field(name: str, words: Words, places: Places, lead_ends: Ints | None) -> Arrays:
    """Return the arrays of one field, its name before theirs."""
    vocabulary, form_at = _vocabulary(words.lexicon)
    forms = form_at[np.array(words.numbers, np.int64)]
    stems = vocabulary["form_stem"][forms]
    order = _grouped(stems)
    stems, forms, documents = stems[order], forms[order], places.documents[order]
    positions = places.positions[order]
    first = np.flatnonzero(_changes(stems) | _changes(documents))
    counts = np.diff(first, append=len(stems))
    stem_range = np.arange(len(vocabulary["stem_ends"]) + 1)
    postings = np.searchsorted(stems[first], stem_range)
    arrays = {
        **vocabulary,
        "postings": postings.astype(np.uint32),
        "positions_of": np.searchsorted(stems, stem_range).astype(np.uint32),
        "docs": documents[first].astype(narrow(len(places.lengths))),
        "positions": positions.astype(narrow(int(positions.max(initial=0)) + 1)),
        **split_counts(counts),
        **_forms(stems, forms, vocabulary),
        **_form_counts(forms, documents, len(vocabulary["form_ends"])),
    }
    arrays |= _heads(arrays, places, lead_ends, first, order)
    return {f"{name}.{part}": arrays[part] for part in FieldArrays.__dataclass_fields__}


def _vocabulary(lexicon: Lexicon) -> tuple[Arrays, Ints]:
    """Return the arrays of the terms, and the place of each of the lexicon's forms among the sorted ones."""
    order = sorted(range(len(lexicon.forms)), key=lexicon.forms.__getitem__)
    stems = sorted(set(lexicon.stems))
    stem_number = {stem: number for number, stem in enumerate(stems)}
    form_stem = np.array([stem_number[lexicon.stems[form]] for form in order], np.uint32)
    form_at = np.empty(len(order), np.int64)
    form_at[order] = np.arange(len(order))
    vocabulary = {
        **strings("stem", [stem.encode() for stem in stems]),
        **strings("form", [lexicon.forms[form].encode() for form in order]),
        "form_stem": form_stem,
        "form_rank": ranks(form_stem),
    }
    return vocabulary, form_at


def strings(name: str, values: Sequence[bytes]) -> Arrays:
    """Return the two arrays that hold a list of byte strings."""
    data = b"".join(values)
    ends = np.fromiter(accumulate(map(len, values)), np.uint64, len(values))
    return {
        f"{name}_bytes": np.frombuffer(data, np.uint8),
        f"{name}_ends": ends.astype(np.uint32) if len(data) < 1 << 32 else ends,
    }


def ranks(form_stem: Ints) -> Ints:
    """Return which of its stem's forms each form is."""
    order = np.argsort(form_stem, kind="stable")
    grouped = form_stem[order]
    first = np.flatnonzero(_changes(grouped))
    within = np.arange(len(order)) - np.repeat(first, np.diff(first, append=len(order)))
    rank: Ints = np.empty(len(order), np.uint8 if within.max(initial=0) < 1 << 8 else np.uint16)
    rank[order] = within
    return rank


def _grouped(stems: Ints) -> npt.NDArray[np.int64]:
    """Return the order that groups equal stems and keeps the order within each: a stable argsort.

    Sorting stem and place packed into one number is several times as fast as numpy's stable argsort.
    """
    keys = (stems.astype(np.uint64) << np.uint64(32)) | np.arange(len(stems), dtype=np.uint64)
    keys.sort()
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _changes(values: Ints) -> npt.NDArray[np.bool_]:
    """Return where a value differs from the one before it."""
    changes = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes


def split_counts(counts: Ints) -> Arrays:
    """Return counts as bytes, and those that a byte cannot hold apart."""
    over = np.flatnonzero(counts > 255)
    return {
        "counts": np.minimum(counts, 255).astype(np.uint8),
        "over_at": over.astype(np.uint32),
        "over_counts": counts[over].astype(np.uint32),
    }


def _forms(stems: Ints, forms: Ints, vocabulary: Arrays) -> Arrays:
    """Return the rank of the form at each position of a stem that has several."""
    form_stem, form_rank = vocabulary["form_stem"], vocabulary["form_rank"]
    several = np.bincount(form_stem, minlength=len(vocabulary["stem_ends"])) > 1
    totals = np.bincount(stems, minlength=len(several)) * several
    return {"forms_of": offsets(totals).astype(np.uint32), "forms": form_rank[forms[several[stems]]]}


def _form_counts(forms: Ints, documents: Ints, size: int) -> Arrays:
    """Return in how many articles each form stands, and how often."""
    keys = (forms.astype(np.uint64) << np.uint64(32)) | documents
    keys.sort()
    keys = keys[_changes(keys)] >> np.uint64(32)
    return {
        "form_docs": np.bincount(keys.astype(np.int64), minlength=size).astype(np.uint32),
        "form_total": np.bincount(forms, minlength=size).astype(np.uint32),
    }


def _heads(arrays: Arrays, places: Places, lead_ends: Ints | None, first: Ints, order: Ints) -> Arrays:
    """Return which postings stand in the headline or the lead, and how often."""
    stems = len(arrays["stem_ends"])
    if lead_ends is None:
        return {
            "heads_of": np.zeros(stems + 1, np.uint32),
            "head_at": np.zeros(0, arrays["docs"].dtype),
            "head_counts": np.zeros(0, np.uint8),
        }
    title_ends = places.block_ends[places.block_offsets[:-1]]
    documents = places.documents[order]
    title = places.positions[order] < title_ends[documents]
    early = np.flatnonzero(places.positions[order] < lead_ends[documents])
    posting = np.searchsorted(first, early, side="right") - 1
    size = len(first)
    in_title = np.bincount(posting[title[early]], minlength=size)
    in_lead = np.bincount(posting[~title[early]], minlength=size)
    at = np.flatnonzero(in_title + in_lead)
    starts = arrays["postings"].astype(np.int64)
    heads_of = np.searchsorted(at, starts)
    return {
        "heads_of": heads_of.astype(np.uint32),
        "head_at": (at - np.repeat(starts[:-1], np.diff(heads_of))).astype(arrays["docs"].dtype),
        "head_counts": (np.minimum(in_title[at], 15) | np.minimum(in_lead[at], 15) << 4).astype(np.uint8),
    }


def _attributes(articles: list[Article]) -> Arrays:
    """Return the columns, the dates and the ids."""
    ids = [article.id.encode() for article in articles]
    keys = np.array([key_of(one) for one in ids], np.uint64)
    order = np.argsort(keys)
    return {
        "published": np.array([days(article.published) for article in articles], np.int32),
        **strings("id", ids),
        "id_keys": keys[order],
        "id_docs": order.astype(np.uint32),
        **_column("source", [article.source for article in articles]),
        **_column("section", [article.section for article in articles]),
        **_column("language", [article.language for article in articles]),
        **_authors([article.authors for article in articles]),
    }


def days(published: str | None) -> int:
    """Return the days from 1970 to an ISO date, as precise as it is; the first day of a year or a month."""
    if not published:
        return int(NO_DATE)
    day = published[:10] + {4: "-01-01", 7: "-01"}.get(len(published), "")
    try:
        return date.fromisoformat(day).toordinal() - _EPOCH
    except ValueError:
        raise ValueError(f"it was published {published!r}, which is no ISO date") from None


def _column(name: str, values: list[str | None]) -> Arrays:
    """Return the arrays of a column with one value an article, or none."""
    known = sorted({value for value in values if value})
    number = {value: place for place, value in enumerate(known)}
    return {
        **strings(f"{name}_value", [value.encode() for value in known]),
        f"{name}_numbers": np.array([number[value] if value else -1 for value in values], np.int32),
    }


def _authors(values: list[tuple[str, ...]]) -> Arrays:
    """Return the arrays of the column of authors: any number an article."""
    known = sorted({author for authors in values for author in authors})
    number = {value: place for place, value in enumerate(known)}
    return {
        **strings("author_value", [value.encode() for value in known]),
        "author_numbers": np.array([number[author] for authors in values for author in authors], np.int32),
        "author_starts": offsets(np.array([len(authors) for authors in values], np.int64)).astype(np.uint32),
    }


def _stored(articles: list[Article], shelf: Shelf) -> Arrays:
    """Return the stored articles, and a number that changes with their content."""
    packed = [pack(article) for article in articles]
    return {
        **strings("stored", [shelf.compress(one) for one in packed]),
        "contents": np.array([key_of(one) for one in packed], np.uint64),
    }
