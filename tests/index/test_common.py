from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from index import common, open_archive
from index.analysis import Analyzer
from index.archive import Archive
from search import count, search

QUERIES = [
    "the",
    "the a of",
    "the ferry harbour",
    "+the +ferry",
    "+the +of -ferry",
    "the drone* “the storm”",
    "(the ferry) date:2025",
]


@pytest.fixture
def archive(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Make the sample archive with common words known by bits, however few its paragraphs are."""
    monkeypatch.setattr(common, "_LEAST_BLOCKS", 1)
    archive = open_archive(str(tmp_path / "archive"))
    archive.add([str(samples)])
    return archive


def test_bits_are_the_paragraphs_of_a_word(archive: Archive) -> None:
    """Each common stem has a bit for each paragraph whose text holds it, and the commonest stems are there."""
    (segment,) = archive.snapshot().segments
    stems: list[set[str]] = []
    for document in range(segment.size):
        texts = ["", "", *(paragraph.text for paragraph in segment.article(document).paragraphs)]
        stems += [{terms.stem for terms in Analyzer().analyze(text)} for text in texts]
    common_stems = segment.arrays["common_stems"].tolist()
    assert {"the", "of", "to"} <= {segment.field("text").stems[number].decode() for number in common_stems}
    for number in common_stems:
        row = segment.paragraph_bits(number)
        assert row is not None
        flags = np.unpackbits(row.view(np.uint8), bitorder="little", count=len(stems))
        stem = segment.field("text").stems[number].decode()
        assert flags.tolist() == [stem in those for those in stems], stem


def test_common_words_are_counted_by_bits(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query with a common word counts the bits of all its words, where it finds many articles."""
    monkeypatch.setattr(count, "_LOOKED_AT", -1)
    counted = Mock(wraps=count._count_bits)
    monkeypatch.setattr(count, "_count_bits", counted)
    found = search(archive, "+the +ferry").paragraphs
    assert counted.call_count == 1
    assert found == search(archive, "+the +ferry", view="paragraphs").paragraphs


@pytest.mark.parametrize("query", QUERIES)
def test_paragraphs_are_counted_alike(
    archive: Archive, sample_archive: Archive, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With bits as without them, and as many as the list of paragraphs has."""
    monkeypatch.setattr(count, "_LOOKED_AT", -1)  # so few articles would be looked at one by one
    counted = search(archive, query)
    assert counted.paragraphs == search(sample_archive, query).paragraphs > 0
    assert counted.paragraphs == search(archive, query, view="paragraphs").paragraphs
