import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import lexicon as lexicon_module
from index.analysis import WORD, Analyzer
from index.lexicon import Lexicon, words_of

NEWS_CHARACTERS = st.text(
    st.one_of(st.characters(max_codepoint=0x17F), st.sampled_from("’‘“”–—…•£€\xa0\xad\u200b\u2028日é́"))
)


@given(NEWS_CHARACTERS)
def test_the_fast_way_finds_the_words_of_the_reference(text: str) -> None:
    """Cutting by translate and split gives what the analyzer's pattern gives, for any text."""
    assert words_of(text) == WORD.findall(text)


def test_every_character_parts_words_as_the_reference_says() -> None:
    """Each character of the basic plane between two letters joins or parts them as in the analyzer."""
    wrong = [c for c in map(chr, range(0xD800)) if words_of(f"a{c}b") != WORD.findall(f"a{c}b")]
    assert wrong == []


@given(NEWS_CHARACTERS)
def test_numbers_stand_for_the_terms_of_the_reference_analyzer(text: str) -> None:
    """The forms and stems behind the numbers are those that `Analyzer.analyze` gives."""
    lexicon = Lexicon()
    numbers = lexicon.numbers(words_of(text))
    terms = [(lexicon.forms[n].decode(), lexicon.stems[lexicon.stem_of[n]].decode()) for n in numbers]
    assert terms == [tuple(term) for term in Analyzer().analyze(text)]
    assert len(lexicon.forms) == len(set(lexicon.forms))


def test_a_trimmed_lexicon_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it has met more words than it keeps, all are forgotten, and those met again get new numbers."""
    monkeypatch.setattr(lexicon_module, "MAX_WORDS", 2)
    lexicon = Lexicon()
    lexicon.numbers(["ferries", "sank", "slowly"])
    lexicon.trim()
    assert lexicon.numbers(["slowly", "ferries", "ferry"]).tolist() == [0, 1, 2]
    assert lexicon.forms == [b"slowly", b"ferries", b"ferry"]
    assert [lexicon.stems[lexicon.stem_of[number]] for number in range(3)] == [b"slowli", b"ferri", b"ferri"]
