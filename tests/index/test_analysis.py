"""How text becomes words, and words become terms."""

import pytest

from index.analysis import NOT_PLAIN, PLAIN_WORD, WORD, Analyzer, fold, is_plain

FOLDED = [
    ("Café", "cafe"),
    ("cafe\u0301", "cafe"),
    ("STRASSE", "strasse"),
    ("Straße", "strasse"),
    ("Œuvre", "oeuvre"),
    ("İstanbul", "istanbul"),
    ("ﬁne", "fine"),
    ("２０２４", "2024"),
    ("パ", "パ"),
    ("ハ\u309a", "パ"),
    ("が", "が"),
    ("か", "か"),
]


@pytest.mark.parametrize(("word", "form"), FOLDED)
def test_fold(word: str, form: str) -> None:
    """Case, accents and ligatures go; the marks of kana, which make other letters of them, stay."""
    assert fold(word) == form
    assert fold(form) == form


@pytest.mark.parametrize("apostrophe", "'’\u02bc\u02bb\u02b9")
def test_every_apostrophe_parts_words(apostrophe: str) -> None:
    """A word with an apostrophe is the same two words whichever was typed, letters to Unicode among them."""
    text = f"Здоров{apostrophe}я"
    assert [terms.exact for terms in Analyzer().analyze(text)] == ["здоров", "я"]
    assert WORD.findall(text) == ["Здоров", "я"]


def test_plain_text_is_cut_as_any_other() -> None:
    """The quick pattern finds the same words in each text that holds nothing of what it does not know."""
    texts = [f"a{c}b {c}" for c in map(chr, range(0x20000)) if not 0xD800 <= ord(c) < 0xE000]
    plain = [text for text in texts if is_plain(text)]
    assert [PLAIN_WORD.findall(text) for text in plain] == [WORD.findall(text) for text in plain]
    assert not any(is_plain(character) for character in NOT_PLAIN.findall("".join(texts)))
