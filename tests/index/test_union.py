"""Sorted lists of strings as one."""

from hypothesis import given
from hypothesis import strategies as st

from index.runs import strings
from index.strings import Strings
from index.union import union

_WORDS = st.binary(max_size=3) | st.text("ab\0", min_size=6, max_size=20).map(str.encode)


@given(st.lists(st.sets(_WORDS).map(sorted), min_size=1, max_size=5))
def test_a_union_is_what_python_makes_of_it(lists: list[list[bytes]]) -> None:
    """Sorted, each string once, and each list knows where its strings went: long ones too, and ones with zeros."""
    arrays = [strings("word", words) for words in lists]
    made = union([(each["word_bytes"], each["word_ends"]) for each in arrays])
    united = made.arrays("word")
    every = sorted(set().union(*lists))
    assert Strings(united["word_bytes"], united["word_ends"]).all() == every
    assert len(made) == len(every)
    assert [numbers.tolist() for numbers in made.numbers] == [[every.index(word) for word in words] for words in lists]
