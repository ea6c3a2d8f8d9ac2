"""Where words lie in text."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import WORD
from index.cutting import cut

NEWS_CHARACTERS = st.text(
    st.one_of(st.characters(max_codepoint=0x17F), st.sampled_from("’‘“”–—…•£€\xa0\xad\u200b\u2028日語é́̈ंक𝒳😀"))
)


def words_of(text: str) -> list[str]:
    """Return the words that `cut` finds."""
    found = cut(text)
    return [word.decode() for word in found.words(np.arange(len(found.starts)))]


@given(NEWS_CHARACTERS)
@example("")
@example("日本語 a日b")
@example("é̈̈ 日́ ́a")
def test_the_fast_way_finds_the_words_of_the_reference(text: str) -> None:
    """Cutting by bytes gives what the analyzer's pattern gives, for any text."""
    assert words_of(text) == WORD.findall(text)


def test_every_character_parts_words_as_the_reference_says() -> None:
    """Each character between two letters joins or parts them as in the analyzer."""
    every = [chr(c) for c in range(0x20000) if not 0xD800 <= c < 0xE000]
    text = " | ".join(f"a{c}b{c}" for c in every)
    assert words_of(text) == WORD.findall(text)


@given(NEWS_CHARACTERS, st.data())
def test_words_are_counted_by_the_place_of_characters(text: str, data: st.DataObject) -> None:
    """Words before a character are those of the reference that start before it."""
    place = data.draw(st.integers(0, len(text)))
    expected = sum(word.start() < place for word in WORD.finditer(text))
    assert cut(text).before(np.array([place])).tolist() == [expected]
