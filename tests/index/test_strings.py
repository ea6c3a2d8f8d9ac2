"""Lists of strings in two arrays."""

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from index.runs import strings
from index.strings import Strings

_WORDS = st.text("ab", min_size=1, max_size=9).map(str.encode)


@given(st.sets(_WORDS, max_size=200).map(sorted), st.lists(_WORDS | st.just(b"")))
def test_a_string_is_found_where_python_finds_it(words: list[bytes], wanted: list[bytes]) -> None:
    """Also beside others that hold it, or have one part of it each: such are lists of words of two letters."""
    arrays = strings("word", words)
    some = Strings(arrays["word_bytes"], arrays["word_ends"])
    for word in (*words, *wanted):
        assert some.place(word) == bisect_left(words, word)
        assert some.find(word) == (words.index(word) if word in words else None)
