"""Sentences that speak to the reader of the page, not to the reader of the story.

    "The ferry sank. To learn more about ferries, click here."  ->  the second sentence is cut: "related"
    "The Gazette is free. Sign up for our newsletter."          ->  all is cut: "newsletter"

Sign-ups, appeals, links, follow-me lines, house notices and calls for tips, as `index.prompt_rules` lists them. A
sentence in quotation marks is someone's and stays. A question before a prompt, and a slogan around it, go with it.
"""

import re
from collections.abc import Iterator

from index.prompt_rules import SIGNS, WEAK, WORDS, prompts_for
from index.residue_rules import Cut
from index.sentences import sentences

_LONGEST = 360  # characters of one prompt; longer sentences are story
_PITCH = 700  # characters of a paragraph that a pitch may fill
_SLOGAN = 200  # characters of a sentence that goes with a prompt


def prompts_in(line: str, cues: frozenset[str]) -> Iterator[Cut]:
    """Yield the sentences of `line` that are prompts, and those that go with them; `cues` are its words and signs."""
    if len(line) > _PITCH:
        yield from _prompts_near(line, cues)
        return
    spans = sentences(line)
    rules = [_rule_of(line[start:stop], cues) for start, stop in spans]
    if any(rules):
        _spread(line, spans, rules)
    for (start, stop), rule in zip(spans, rules, strict=True):
        if rule:
            yield Cut(start, stop, rule)


def _prompts_near(line: str, cues: frozenset[str]) -> Iterator[Cut]:
    """Yield the sentences of a long `line` that are prompts: only those around `cues` are looked at."""
    seen = 0
    for at in sorted(found.start() for word in cues for found in re.finditer(re.escape(word), line)):
        if at < seen:
            continue
        begin = max(seen, at - _LONGEST)
        end = min(len(line), at + _LONGEST)
        spans = sentences(line[begin:end])
        for start, stop in spans if end == len(line) or len(spans) == 1 else spans[:-1]:  # the last one is cut short
            seen = begin + stop
            if rule := _rule_of(line[begin + start : seen], cues):
                yield Cut(begin + start, seen, rule)


def _rule_of(sentence: str, cues: frozenset[str]) -> str | None:
    """Return the name of the kind of prompt that `sentence` is, if it is one; `cues` are those of its line."""
    if len(sentence) > _LONGEST or sentence[0] in '“"' or not _is_cued(sentence, cues):
        return None
    low = sentence.lower().replace("’", "'")
    return next((prompt.rule for prompt in prompts_for(low) if prompt.fits(low)), None)


def _is_cued(sentence: str, cues: frozenset[str]) -> bool:
    """Say whether one of the cues of its line stands in `sentence`, as a word if it is one."""
    there = [cue for cue in cues if cue in sentence]
    return bool(there) and not (SIGNS.isdisjoint(there) and WORDS.isdisjoint(sentence.split()))


def _spread(line: str, spans: list[tuple[int, int]], rules: list[str | None]) -> None:
    """Give the weak neighbours of a prompt its rule, in place: a question before it, a slogan around it."""
    for here in (*range(len(spans)), *reversed(range(len(spans)))):
        near = [rules[there] for there in (here - 1, here + 1) if 0 <= there < len(spans) and rules[there]]
        start, stop = spans[here]
        if near and not rules[here] and stop - start < _SLOGAN and WEAK.search(line[start:stop].lower()):
            rules[here] = near[0]
