"""Which of some thousand words a line holds, found in one pass over its characters (Aho and Corasick, 1975).

    cues = Cues({"photo", "Click"}, signs={"@"})
    cues.in_line("Click here: me@example.com")  ->  {"Click", "@"}

A word stands between spaces, or at an end of the line; a sign stands anywhere.
"""

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick


class Cues:
    """Words and signs to look for."""

    def __init__(self, words: Iterable[str], signs: Iterable[str] = ()) -> None:
        self._cues = {f" {word} ": word for word in sorted(words)} | {sign: sign for sign in sorted(signs)}
        self._finder = AhoCorasick(self._cues)

    def in_line(self, line: str) -> frozenset[str]:
        """Return those that stand in `line`."""
        found = self._finder.find_matches_as_strings(f" {line} ", overlapping=True)
        return frozenset(map(self._cues.__getitem__, found))
