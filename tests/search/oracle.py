"""A searcher written for clarity alone: one article at a time, one word at a time, no arrays. It says what is right.

It takes a plan (`search.plan`), and knows articles as blocks of words. It shares no code with the engine but the
analyzer, the sentences and the named numbers of ranking.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase
from itertools import pairwise, product

from index.analysis import STOP_WORDS, WORD, Analyzer, Terms
from index.article import Article
from index.sentences import sentences
from search import rank, telling
from search.plan import AnyLeaf, Close, Days, Either, Expansion, Group, Planned, Run, Term

GAP = 100
Occurrence = tuple[int, int]  # first position, width in words


class Text:
    """One article as the oracle sees it: the word at each position, and which block and sentence it is in."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.words: dict[int, Terms] = {}
        self.block_of: dict[int, int] = {}
        self.sentence_of: dict[int, tuple[int, int]] = {}
        self.span_of: dict[int, tuple[int, int]] = {}  # in the text of its block
        self.blocks = [article.title, article.standfirst or "", *(p.text for p in article.paragraphs)]
        analyzer = Analyzer()
        position = 0
        for block, text in enumerate(self.blocks):
            starts = [0, *(start for start, _ in sentences(text))][1:] or [0]
            cuts = [0, *starts[1:], len(text)]
            for number, (start, end) in enumerate(pairwise(cuts)):
                for terms, found in zip(analyzer.analyze(text[start:end]), WORD.finditer(text[start:end]), strict=True):
                    self.words[position] = terms
                    self.span_of[position] = (start + found.start(), start + found.end())
                    self.block_of[position] = block
                    self.sentence_of[position] = (block, number)
                    position += 1
            position += GAP
        first_text = next((p.number + 1 for p in article.paragraphs if p.kind == "text"), 1)
        self.lead_blocks = range(1, first_text + 1)

    def in_region(self, position: int, region: str | None) -> bool:
        """Return whether a position lies in the headline, or in the lead."""
        block = self.block_of[position]
        return region is None or (block == 0 if region == "title" else block in self.lead_blocks)


def occurrences(leaf: AnyLeaf, text: Text) -> list[Occurrence]:
    """Return where a leaf of the text field stands in an article."""
    return [o for o in sorted(set(_occurrences(leaf, text))) if text.in_region(o[0], leaf.region)]


def _occurrences(leaf: AnyLeaf, text: Text) -> Iterator[Occurrence]:
    match leaf:
        case Term(term=term, exact=exact):
            yield from ((p, 1) for p, w in text.words.items() if (w.exact if exact else w.stem) == term)
        case Run(terms=terms, exact=exact):
            for start in text.words:
                there = [text.words.get(start + i) for i in range(len(terms))]
                if all(w and t in ("*", w.exact if exact else w.stem) for w, t in zip(there, terms, strict=True)):
                    yield start, len(terms)
        case Expansion():
            yield from ((p, 1) for p, w in text.words.items() if fits(leaf, w.exact))
        case Either(parts=parts):
            for part in parts:
                yield from occurrences(part, text)
        case Close():
            yield from _close(leaf, text)


def fits(leaf: Expansion, form: str) -> bool:
    """Return whether a form fits a pattern."""
    if leaf.kind == "prefix":
        return form.startswith(leaf.pattern)
    if leaf.kind == "wildcard":
        return fnmatchcase(form, leaf.pattern)
    return typos(leaf.pattern, form) <= leaf.typos


def typos(a: str, b: str) -> int:
    """Return the distance between two words: insert, delete, replace, swap of neighbours (optimal string alignment)."""
    rows = [list(range(len(b) + 1))] + [[i + 1] + [0] * len(b) for i in range(len(a))]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


def _close(leaf: Close, text: Text) -> Iterator[Occurrence]:
    parts = [occurrences(part, text) for part in leaf.parts]
    if leaf.within == "next":
        for row in product(*parts):
            if all(there[0] == here[0] + 1 for here, there in pairwise(row)):
                yield from row
    elif isinstance(leaf.within, str):
        unit = text.sentence_of if leaf.within == "sentence" else text.block_of
        common = set.intersection(*({unit[p] for p, _ in part} for part in parts))
        for part in parts:
            yield from (o for o in part if unit[o[0]] in common)
    else:
        for chain in _chains(parts, leaf.within):
            yield from chain


def _chains(parts: list[list[Occurrence]], within: int) -> Iterator[list[Occurrence]]:
    """Yield each way to pick one occurrence of each part, each within so many words of the next."""
    if len(parts) == 1:
        yield from ([o] for o in parts[0])
        return
    for head in parts[0]:
        for rest in _chains(parts[1:], within):
            (_, end), (start, _) = sorted((place, place + width) for place, width in (head, rest[0]))
            if 0 <= start - end < within:
                yield [head, *rest]


def matches(planned: Planned, text: Text) -> bool:
    """Return whether an article matches."""
    if isinstance(planned, Group):
        if not all(matches(part, text) for part in planned.must):
            return False
        if any(matches(part, text) for part in planned.without):
            return False
        return bool(planned.must) or not planned.may or any(matches(part, text) for part in planned.may)
    if isinstance(planned, Days):
        return _published(planned, text.article)
    return bool(occurrences(planned, text))


def _published(leaf: Days, article: Article) -> bool:
    if article.published is None:
        return False
    day = date.fromisoformat(article.published[:10])
    return (leaf.first is None or leaf.first <= day) and (leaf.last is None or day <= leaf.last)


def alternatives(plan: Group) -> tuple[Planned, ...]:
    """Return the optional parts; where all words are in one group beside conditions, those of the group."""
    match [part for part in plan.must if isinstance(part, Group) or part.scores]:
        case [Group(must=(), without=()) as words] if not plan.may:
            return words.may
    return plan.may


class Oracle:
    """All articles of an archive, and the plan that is asked of them."""

    def __init__(self, articles: list[Article], plan: Group) -> None:
        self.texts = {article.id: Text(article) for article in articles}
        self.plan = plan
        self.mean_length = sum(len(t.words) for t in self.texts.values()) / max(1, len(articles))
        self.leaves = [leaf for leaf in dict.fromkeys(_positive(plan)) if leaf.scores]
        self.optional = [part for part in alternatives(plan) if not isinstance(part, Group) and part.scores]
        self.weights = {leaf: self._weight(leaf) for leaf in self.leaves}
        self.feedback = self._feedback_weights()

    def found(self) -> set[str]:
        """Return the ids of the articles that match."""
        return {name for name, text in self.texts.items() if matches(self.plan, text)}

    def score(self, name: str) -> float:
        """Return the score of an article: BM25F, coverage, closeness, sentence, subject and feedback."""
        text = self.texts[name]
        told = sum(weight * self._share(leaf, text) for leaf, weight in self.feedback.items())
        return self._score_without_feedback(text) + told

    def parts(self, name: str) -> dict[str, float]:
        """Return the parts of the score of an article, but for feedback."""
        return self._parts(self.texts[name])

    def _score_without_feedback(self, text: Text) -> float:
        return sum(self._parts(text).values())

    def _parts(self, text: Text) -> dict[str, float]:
        return {
            "words": self._group(self.plan, text),
            "coverage": self._coverage(text),
            "closeness": self._closeness(text),
            "sentence": self._sentence(text),
            "subject": self._subject(text),
        }

    def paragraphs(self, name: str) -> set[int]:
        """Return the numbers of the paragraphs of an article that hold a match."""
        text = self.texts[name]
        blocks = {text.block_of[p] for leaf in self.leaves for p, _ in occurrences(leaf, text)}
        return {block - 1 for block in blocks if block > 1}

    def marked(self, name: str) -> list[list[str]]:
        """Return what is marked in each block of an article: what matches, what overlaps as one piece."""
        text = self.texts[name]
        found = sorted({(p, p + width) for leaf in self.leaves for p, width in occurrences(leaf, text)})
        pieces: list[tuple[int, int]] = []
        for first, end in found:
            if pieces and first < pieces[-1][1]:
                pieces[-1] = pieces[-1][0], max(end, pieces[-1][1])
            else:
                pieces.append((first, end))
        marked: list[list[str]] = [[] for _ in text.blocks]
        for first, end in pieces:
            block = text.block_of[first]
            marked[block].append(text.blocks[block][text.span_of[first][0] : text.span_of[end - 1][1]])
        return marked

    def _weight(self, leaf: AnyLeaf) -> float:
        n, total = sum(bool(occurrences(leaf, text)) for text in self.texts.values()), len(self.texts)
        return leaf.boost * math.log(1 + (total - n + 0.5) / (n + 0.5)) ** rank.IDF_POWER

    def _group(self, planned: Planned, text: Text) -> float:
        if not isinstance(planned, Group):
            return self._leaf(planned, text)
        if not matches(planned, text):
            return 0.0
        return sum(self._group(part, text) for part in planned.must + planned.may)

    def _leaf(self, leaf: AnyLeaf, text: Text) -> float:
        return self.weights[leaf] * self._share(leaf, text) if leaf.scores else 0.0

    def _share(self, leaf: AnyLeaf, text: Text) -> float:
        there = occurrences(leaf, text)
        in_title = min(15, sum(text.in_region(p, "title") for p, _ in there))
        in_lead = min(15, sum(text.in_region(p, "lead") for p, _ in there))
        count = len(there) + (rank.HEADLINE - 1) * in_title + (rank.LEAD - 1) * in_lead
        length = max(len(text.words) / max(1.0, self.mean_length), rank.LENGTH_FLOOR)
        norm = rank.K1 * (1 - rank.B + rank.B * length)
        return count / (count + norm)

    def _coverage(self, text: Text) -> float:
        if len(self.optional) + len(self.plan.must) < 2 or self._has(text) < len(self.optional):
            return 0.0
        share = min(1.0, (rank.COVERAGE_WORDS / max(1, len(self.optional))) ** 2)
        return rank.COVERAGE * share * sum(self.weights[leaf] for leaf in self.optional)

    def _has(self, text: Text) -> int:
        """Return how many of the optional words an article has."""
        return sum(bool(occurrences(leaf, text)) for leaf in self.optional)

    def _closeness(self, text: Text) -> float:
        line = sorted((p, number) for number, leaf in enumerate(self.leaves) for p, _ in occurrences(leaf, text))
        accounts: dict[int, float] = defaultdict(float)
        weight = [self.weights[leaf] for leaf in self.leaves]
        for (here, one), (there, other) in pairwise(line):
            if one != other and there - here < GAP:
                force = 1 / max(1, there - here) ** 2
                accounts[one] += weight[other] * force
                accounts[other] += weight[one] * force
        worth = sum(min(weight[n], 1) * a / (a + rank.K1) for n, a in accounts.items())
        return worth * min(1.0, rank.CLOSENESS_WORDS / max(1, len(weight)))

    def _sentence(self, text: Text) -> float:
        """Return what the sentence adds that has most of the words, of two and more."""
        held: dict[tuple[int, int], set[AnyLeaf]] = defaultdict(set)
        for leaf in self.leaves:
            for position, _ in occurrences(leaf, text):
                held[text.sentence_of[position]].add(leaf)
        total = sum(self.weights.values())
        shares = [sum(self.weights[leaf] for leaf in leaves) / total for leaves in held.values() if len(leaves) > 1]
        return rank.SENTENCE * total * max(shares, default=0.0) ** rank.SENTENCE_POWER

    def _subject(self, text: Text) -> float:
        """Return what the headline adds, if it has two of the words or more."""
        there = [leaf for leaf in self.leaves if any(text.in_region(p, "title") for p, _ in occurrences(leaf, text))]
        total = sum(self.weights.values()) or 1.0
        share = sum(self.weights[leaf] for leaf in there) / total if len(there) > 1 else 0.0
        return rank.SUBJECT * total * share**rank.SUBJECT_POWER

    def _feedback_weights(self) -> dict[Term, float]:
        """Return the words of feedback, and what each adds at most."""
        found = [self.texts[name] for name in self.texts if name in self.found()]
        most = max(map(self._has, found), default=0) / max(1, len(self.optional))
        if len(self.leaves) < 2 or len(self.optional) < rank.FEEDBACK_LEAST or most >= rank.FEEDBACK_BELOW:
            return {}
        best = sorted(found, key=lambda text: -round(self._score_without_feedback(text), 5))[: rank.FEEDBACK_ARTICLES]
        together: dict[str, list[float]] = defaultdict(list)
        for number, text in enumerate(best, 1):
            for stem, share in _said(text).items():
                together[stem].append(share / math.log2(number + 1))
        said = {stem: sum(shares) for stem, shares in together.items() if len(shares) > 1}
        leaves = [Term(term=stem, exact=False, label=stem, boost=boost) for stem, boost in said.items()]
        weights = {leaf: self._weight(leaf) for leaf in leaves if self._tells(leaf)}
        chosen = sorted(weights, key=lambda leaf: -weights[leaf])[: rank.FEEDBACK_TERMS]
        all_of_them = rank.FEEDBACK * sum(self.weights[leaf] for leaf in self.optional)
        return {leaf: all_of_them * weights[leaf] / sum(weights[one] for one in chosen) for leaf in chosen}

    def _tells(self, leaf: Term) -> bool:
        """Return whether more than one article has a word, and not too many."""
        articles = sum(bool(occurrences(leaf, text)) for text in self.texts.values())
        return 1 < articles <= max(2, telling.TOO_COMMON * len(self.texts))


def _said(text: Text) -> dict[str, float]:
    """Return how much an article says each stem, as a share of one."""
    counts: dict[str, float] = defaultdict(float)
    for position, word in text.words.items():
        if word.exact not in STOP_WORDS and len(word.exact) > 1:
            in_title, in_lead = (text.in_region(position, region) for region in ("title", "lead"))
            counts[word.stem] += rank.HEADLINE if in_title else rank.LEAD if in_lead else 1.0
    return {stem: count / (count + rank.K1) for stem, count in counts.items()}


def _positive(planned: Planned) -> Iterator[AnyLeaf]:
    if isinstance(planned, Group):
        for part in planned.must + planned.may:
            yield from _positive(part)
    else:
        yield planned
