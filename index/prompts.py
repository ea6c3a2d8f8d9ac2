"""Sentences that speak to the reader of the page, not to the reader of the story.

    "The ferry sank. To learn more about ferries, click here."  ->  the second sentence is cut: "related"
    "The Gazette is free. Sign up for our newsletter."          ->  all is cut: "newsletter"

Sign-ups, appeals, links, follow-me lines, house notices and calls for tips, as `index.prompt_rules` lists them. A
sentence in quotation marks is someone's and stays. A question before a prompt, and a slogan around it, go with it.
"""

import re
from collections.abc import Iterator

from index.prompt_rules import ANY_ANCHORED, FLOATING, PROMPTS, WEAK, WORDS, Prompt
from index.residue_rules import Cut
from index.sentences import sentences

_LONGEST = 360  # characters of one prompt; longer sentences are story
_PITCH = 700  # characters of a paragraph that a pitch may fill
_SLOGAN = 200  # characters of a sentence that goes with a prompt


def prompts_in(line: str, hits: frozenset[str]) -> Iterator[Cut]:
    """Yield the sentences of `line` that are prompts, and those that go with them; `hits` are its cue words."""
    if len(line) > _PITCH:
        yield from _prompts_near(line, hits | {"@", "©"})
        return
    spans = sentences(line)
    floating = _floating(line)
    rules = [_rule_of(line[start:stop], floating) for start, stop in spans]
    if any(rules):
        _spread(line, spans, rules)
    for (start, stop), rule in zip(spans, rules, strict=True):
        if rule:
            yield Cut(start, stop, rule)


def _prompts_near(line: str, hits: frozenset[str]) -> Iterator[Cut]:
    """Yield the sentences of a long `line` that are prompts: only those around `hits` are looked at."""
    seen = 0
    for at in sorted(found.start() for word in hits for found in re.finditer(re.escape(word), line)):
        if at < seen:
            continue
        begin = max(seen, at - _LONGEST)
        end = min(len(line), at + _LONGEST)
        spans = sentences(line[begin:end])
        floating = _floating(line[begin:end])
        for start, stop in spans if end == len(line) or len(spans) == 1 else spans[:-1]:  # the last one is cut short
            seen = begin + stop
            if rule := _rule_of(line[begin + start : seen], floating):
                yield Cut(begin + start, seen, rule)


def _floating(text: str) -> list[Prompt]:
    """Return those of `FLOATING` whose cue stands in `text`: looked for once, not in each of its sentences."""
    low = _low(text)
    return [prompt for prompt in FLOATING if prompt.cue in low]


def _low(text: str) -> str:
    return text.lower().replace("’", "'")


def _rule_of(sentence: str, floating: list[Prompt]) -> str | None:
    """Return the name of the kind of prompt that `sentence` is, if it is one; of `FLOATING`, as one of `floating`."""
    if (
        len(sentence) > _LONGEST
        or sentence[0] in '“"'
        or ("@" not in sentence and "©" not in sentence and WORDS.isdisjoint(sentence.split()))
    ):
        return None
    low = _low(sentence)
    for rule, cue, fits in PROMPTS if ANY_ANCHORED.match(low) else floating:
        if cue in low and fits(low):
            return rule
    return None


def _spread(line: str, spans: list[tuple[int, int]], rules: list[str | None]) -> None:
    """Give the weak neighbours of a prompt its rule, in place: a question before it, a slogan around it."""
    for here in (*range(len(spans)), *reversed(range(len(spans)))):
        near = [rules[there] for there in (here - 1, here + 1) if 0 <= there < len(spans) and rules[there]]
        start, stop = spans[here]
        if near and not rules[here] and stop - start < _SLOGAN and WEAK.search(line[start:stop].lower()):
            rules[here] = near[0]
