import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import lexicon as lexicon_module
from index.analysis import Analyzer
from index.cutting import cut
from index.lexicon import Lexicon

WORDS = st.one_of(
    st.text(st.one_of(st.characters(max_codepoint=0x17F), st.sampled_from("日é́ß"))),
    st.sampled_from(["the", "Running", "runs", "counterintelligence", "counterintelligences", "Zelenskyy", "x" * 99]),
)
TEXTS = st.lists(WORDS, max_size=20).map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_numbers_stand_for_the_terms_of_the_reference_analyzer(texts: list[str]) -> None:
    """The forms and stems behind the numbers are those that `Analyzer.analyze` gives, also for words met before."""
    lexicon = Lexicon()
    for text in texts:
        numbers = lexicon.numbers(cut(text)).tolist()
        terms = [(lexicon.forms[n].decode(), lexicon.stems[lexicon.stems_of(n)].decode()) for n in numbers]
        assert terms == [tuple(term) for term in Analyzer().analyze(text)]
    assert len(lexicon.forms) == len(set(lexicon.forms))


def test_a_trimmed_lexicon_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it has met more words than it keeps, all are forgotten, and those met again get new numbers."""
    monkeypatch.setattr(lexicon_module, "MAX_WORDS", 2)
    lexicon = Lexicon()
    lexicon.numbers(cut("ferries sank slowly"))
    lexicon.trim()
    assert lexicon.numbers(cut("slowly ferries ferry")).tolist() == [0, 1, 2]
    assert lexicon.forms == [b"slowly", b"ferries", b"ferry"]
    assert [lexicon.stems[lexicon.stems_of(number)] for number in range(3)] == [b"slowli", b"ferri", b"ferri"]


def test_words_that_share_a_slot_keep_their_own_numbers() -> None:
    """More words than there are slots: each still has one number, the same whenever it is asked for."""
    lexicon = Lexicon()
    words = [f"w{n}" for n in range(300_000)]
    found = cut(" ".join(words))
    first = lexicon.numbers(found)
    assert [lexicon.forms[number].decode() for number in first.tolist()] == words
    assert (lexicon.numbers(found) == first).all()
