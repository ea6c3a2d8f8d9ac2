"""The query language, as tables of (text, tree) and (text, message, marked place)."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.limits import MAX_LENGTH, MAX_NESTING, MAX_PATTERNS, MAX_SCANS, MAX_WORDS
from search.parse import QueryError, parse, plain_words
from search.query import Bool, Dates, Everything, Exact, Fuzzy, InField, Near, Node, Phrase, Prefix, Wildcard, Word

TODAY = date(2024, 12, 31)
A, B, C, D = (Word(letter) for letter in "abcd")
BBC, REUTERS = InField("source", Word("bbc")), InField("source", Word("reuters"))
DECEMBER = Dates(date(2024, 12, 1), date(2024, 12, 31))

WORDS = [
    ("drones", Word("drones")),
    ("U.S.", Word("U.S.")),
    ("U.S., then", Bool(may=(Word("U.S."), Word("then")))),
    ("R&D", Word("R&D")),
    ("F-16", Word("F-16")),
    ("O'Brien", Word("O'Brien")),
    ("O’Brien", Word("O’Brien")),
    ("what's new?", Bool(may=(Word("what's"), Word("new")))),
    ("C++", Word("C++")),
    ("50%", Word("50%")),
    ("10:30", Word("10:30")),
    ("e-mail", Word("e-mail")),
    ("1939-45", Word("1939-45")),
    ("-", Everything()),
    ("...", Everything()),
    ("()", Everything()),
    ("", Everything()),
    (" \n\t", Everything()),
    ("word - word", Bool(may=(Word("word"), Word("word")))),
    ("Re: foo", Bool(may=(Word("Re"), Word("foo")))),
    ("http://example.org/a?b=c*d", Word("http://example.org/a?b=c*d")),
    ("C:\\news std::string", Bool(may=(Word("C:\\news"), Word("std::string")))),
    ("Kyiv/Kiev, #tag!", Bool(may=(Word("Kyiv/Kiev"), Word("#tag")))),
    ("[sic] {a}", Bool(may=(Word("sic"), A))),
    ("and or not near", Bool(may=(Word("and"), Word("or"), Word("not"), Word("near")))),
    ("北京", Word("北京")),
    ("title", Word("title")),
    ("5 * 3", Bool(may=(Word("5"), Word("3")))),
]
LEAVES = [
    ('"storm corps"', Phrase("storm corps")),
    ("“storm corps”", Phrase("storm corps")),
    ('„storm corps"', Phrase("storm corps")),
    ('"AT&T"', Phrase("AT&T")),
    ('"of"', Phrase("of")),
    ('"..."', Everything()),
    ("=soldier", Exact("soldier")),
    ("=NOT", Exact("NOT")),
    ('="a phrase"', Phrase("a phrase")),
    ("a=b", Word("a=b")),
    ("korea*", Prefix("korea")),
    ("korea*, a", Bool(may=(Prefix("korea"), A))),
    ("korea**", Prefix("korea")),
    ("北京*", Near((Word("北"), Word("京")), "next")),
    ("京*", Word("京")),
    ("wound?d", Wildcard("wound?d")),
    ("wound?", Word("wound")),
    ("?stan", Wildcard("?stan")),
    ("*istan", Wildcard("*istan")),
    ("*stan*", Wildcard("*stan*")),
    ("x-ray*", Near((Word("x"), Prefix("ray")), "next")),
    ("हिन्?ी", Wildcard("हिन्?ी")),
    ("kursk~", Fuzzy("kursk", 1)),
    ("kursk~2", Fuzzy("kursk", 2)),
    ("O'Brein~", Near((Word("O"), Fuzzy("Brein", 1)), "next")),
    ("covid-19~2", Near((Fuzzy("covid", 2), Word("19")), "next")),
    ("~5", Word("5")),
    ("a^2", replace(A, boost=2)),
    ('"a b"^0.5', Phrase("a b", boost=0.5)),
    ("=a^3", Exact("a", boost=3)),
    ("kursk~2^4", Fuzzy("kursk", 2, boost=4)),
    ("wounds?^2", Word("wounds", boost=2)),
    ("(a b)^2", Bool(may=(A, B), boost=2)),
    ("(a^2)^3", replace(A, boost=6)),
]
CLAUSES = [
    ("a b", Bool(may=(A, B))),
    ("(a)", A),
    ("+a", Bool(must=(A,))),
    ("-a", Bool(without=(A,))),
    ("+a -b c", Bool(must=(A,), may=(C,), without=(B,))),
    ("+(a b) -(c d)", Bool(must=(Bool(may=(A, B)),), without=(Bool(may=(C, D)),))),
    ('+"a b" -=c', Bool(must=(Phrase("a b"),), without=(Exact("c"),))),
    ("a --b", Bool(may=(A, B))),
    ("a AND b", Bool(must=(A, B))),
    ("a OR b", Bool(may=(A, B))),
    ("a AND b c OR d", Bool(may=(Bool(must=(A, B)), C, D))),
    ("a OR b AND c", Bool(may=(A, Bool(must=(B, C))))),
    ("(a OR b) AND c", Bool(must=(Bool(may=(A, B)), C))),
    ("a AND NOT b", Bool(must=(A,), without=(B,))),
    ("a AND -b", Bool(must=(A,), without=(B,))),
    ("NOT a AND b", Bool(must=(B,), without=(A,))),
    ("NOT a", Bool(without=(A,))),
    ("NOT NOT a", A),
    ("NOT -a", A),
    ("a NOT b", Bool(may=(A,), without=(B,))),
    ("a OR NOT b", Bool(may=(A, Bool(without=(B,))))),
    ("-a OR b", Bool(may=(Bool(without=(A,)), B))),
    ("+a AND b c", Bool(must=(Bool(must=(A, B)),), may=(C,))),
    ("+a OR b", Bool(must=(A,), may=(B,))),
    ("a (b OR c)", Bool(may=(A, B, C))),
    ("a () - b", Bool(may=(A, B))),
    ("article(s)", Bool(may=(Word("article"), Word("s")))),
    ('a"b c"d', Bool(may=(A, Phrase("b c"), D))),
]
NEARNESS = [
    ("a NEAR/5 b", Near((A, B), 5)),
    ("a NEAR b NEAR c", Near((A, B, C), 10)),
    ("a SENTENCE b", Near((A, B), "sentence")),
    ('"a b" PARAGRAPH c*d?e', Near((Phrase("a b"), Wildcard("c*d?e")), "paragraph")),
    ("(a OR b) NEAR/2 c", Near((Bool(may=(A, B)), C), 2)),
    ("a NEAR/5 b AND c d", Bool(may=(Bool(must=(Near((A, B), 5), C)), D))),
    ("-a NEAR/5 b c", Bool(may=(C,), without=(Near((A, B), 5),))),
    ("near/5", Word("near/5")),
]
FIELDS = [
    ("title:a b", Bool(may=(InField("title", A), B))),
    ("title: a", InField("title", A)),
    ("Title:a", InField("title", A)),
    ("Title: a", Bool(may=(Word("Title"), A))),
    ('author:"John Smith"', InField("author", Phrase("John Smith"))),
    ("lead:(a AND b)", InField("lead", Bool(must=(A, B)))),
    ("residue:=a", InField("residue", Exact("a"))),
    (
        "-url:example.org/xy*",
        Bool(without=(InField("url", Near((Word("example"), Word("org"), Prefix("xy")), "next")),)),
    ),
    ("lang:en", InField("lang", Word("en"))),
    ("title:(a NEAR/5 b)", InField("title", Near((A, B), 5))),
    ("source:bbc a", Bool(must=(BBC, A))),
    ("source:bbc a b -c", Bool(must=(BBC, Bool(may=(A, B))), without=(C,))),
    ("+a b source:bbc", Bool(must=(A, BBC), may=(B,))),
    ("source:bbc OR source:reuters a", Bool(must=(Bool(may=(BBC, REUTERS)), A))),
    ("(source:bbc OR source:reuters)", Bool(may=(BBC, REUTERS))),
    ("a OR source:bbc", Bool(may=(A, BBC))),
    ("date:2024-12", DECEMBER),
    ("date: 2024-12", DECEMBER),
    ("a date:2024-12", Bool(must=(DECEMBER, A))),
    ("a -date:2024-12", Bool(may=(A,), without=(DECEMBER,))),
    ("date:this month a", Bool(must=(DECEMBER, A))),
    ('date:"1 December 2024".."31 December 2024" a', Bool(must=(DECEMBER, A))),
    ('date:2024-12-01.."31 December 2024" a', Bool(must=(DECEMBER, A))),
    ("date:this month..2024-12 a", Bool(must=(DECEMBER, A))),
    ("(date:2024-12) a", Bool(must=(DECEMBER, A))),
    ("date:2024-12-01..this month a", Bool(must=(DECEMBER, A))),
    ("date:this month..today a", Bool(must=(DECEMBER, A))),
    ('date:2024-12-01.."today" a', Bool(must=(DECEMBER, A))),
    ("date:2024-12-01 .. 2024-12-31 a", Bool(must=(DECEMBER, A))),
    ("date:last month.. a", Bool(must=(Dates(date(2024, 11, 1), None), A))),
    ("the date: unknown", Bool(may=(Word("the"), Word("date"), Word("unknown")))),
    ('date: "unknown"', Bool(may=(Word("date"), Phrase("unknown")))),
    ("date: (2024)", Bool(may=(Word("date"), Word("2024")))),
    ("Date: yesterday", Bool(may=(Word("Date"), Word("yesterday")))),
    ("a date: this month", Bool(must=(DECEMBER, A))),
    ('date: "December 2024" a', Bool(must=(DECEMBER, A))),
    ("date: December 2024 a", Bool(must=(DECEMBER, A))),
    ("a -date: December 2024", Bool(may=(A,), without=(DECEMBER,))),
    ("title: date: today", Bool(may=(InField("title", Word("date")), Word("today")))),
    ("a before: yesterday", Bool(must=(Dates(None, date(2024, 12, 29)), A))),
    ("date:December 2024 a", Bool(must=(DECEMBER, A))),
    ("a date:December 2024.", Bool(must=(DECEMBER, A))),
    ("(date:1-31 December, 2024) a", Bool(must=(DECEMBER, A))),
    ("date:>=1 December 2024 a", Bool(must=(Dates(date(2024, 12, 1), None), A))),
    ("date:December 2024.. a", Bool(must=(Dates(date(2024, 12, 1), None), A))),
    ("date:December 2024..31 December 2024 a", Bool(must=(DECEMBER, A))),
    ("date:the 1980s a", Bool(must=(Dates(date(1980, 1, 1), date(1989, 12, 31)), A))),
    ("date:the day before yesterday a", Bool(must=(Dates(date(2024, 12, 29), date(2024, 12, 29)), A))),
    ("a date:2023 to 2024", Bool(must=(Dates(date(2023, 1, 1), date(2024, 12, 31)), A))),
    ("date:2023 - 2024 a", Bool(must=(Dates(date(2023, 1, 1), date(2024, 12, 31)), A))),
    ("date:2024-12-01.. 2024-12-31 a", Bool(must=(DECEMBER, A))),
    ('date:1 December 2024 until "31 December 2024" a', Bool(must=(DECEMBER, A))),
    ("date:2024-12 - a", Bool(must=(DECEMBER, A))),
    ("date:2024-12 -2023", Bool(must=(DECEMBER,), without=(Word("2023"),))),
    ("date:2024-12 2023", Bool(must=(DECEMBER, Word("2023")))),
]
REFUSED = [
    ("(((", "is not closed", "("),
    ("a (b", "is not closed", "("),
    ("a)", "closes nothing", ")"),
    ("a \ud83d b", "is half a character", "\ud83d"),
    ('say "abc', "no partner", '"'),
    ("a AND", "AND needs something to search for on its right", "AND"),
    ("OR b", "OR needs something to search for on its left", "OR"),
    ("a AND OR b", "AND needs something to search for on its right", "AND"),
    ("a AND - b", "AND needs something to search for on its right", "AND"),
    ("() AND a", "AND needs something to search for on its left", "AND"),
    ("NOT", "NOT needs something to search for on its right", "NOT"),
    ("(a NEAR/3)", "NEAR/3 needs something to search for on its right", "NEAR/3"),
    ("a NEAR/0 b", "from 1 to 99", "NEAR/0"),
    ("a NEAR/100 b", "from 1 to 99", "NEAR/100"),
    ("a NEAR/x b", "from 1 to 99", "NEAR/x"),
    ("a NEAR/5 b NEAR/6 c", "cannot follow each other", "NEAR/6"),
    ("(a AND b) NEAR c", "groups of those", "(a AND b)"),
    ("(a OR (b AND c)) NEAR d", "groups of those", "(a OR (b AND c))"),
    ("title:a NEAR b", "title:(a NEAR/5 b)", "title:a"),
    ("body:[a TO", "no field body:", "body:"),
    ("titel:a", "no field titel: Did you mean title:? The fields are", "titel:"),
    ("x foo:bar", "The fields are title:, lead:", "foo:"),
    ("title:author:x", "takes a word", "title:"),
    ("title:(a author:x)", "author: cannot stand within title:", "author:"),
    ("title:(date:2024)", "cannot stand within title:", "date:2024"),
    ("title:-x", "before the field", "-x"),
    ("title:[a TO b]", "ranges are for dates", "[a"),
    ('title:"..."', "no word to search for", "title:"),
    ("a date:2024-02-30", "no such date as 2024-02-30", "2024-02-30"),
    ('before:"next easter"', "is not a date", "next easter"),
    ('date:"', "date: takes a date", "date:"),
    ("date:(2024)", "date: takes a date", "date:"),
    ("date:2024..2025..2026", "is not a date", "2025..2026"),
    ("a date:May or so 2017", '"May" is not a date', "May"),
    ("a date:May AND 2017", '"May" is not a date', "May"),
    ("a date:Feb 31, 2017", "no such date as Feb 31, 2017", "Feb 31, 2017"),
    ("a date: Feb 31, 2017", "no such date as Feb 31, 2017", "Feb 31, 2017"),
    ("date:2013 to 2012 a", "ends (2012-12-31) before it begins (2013-01-01)", "2013 to 2012"),
    ("before:2012 to 2013 a", "before: takes one date", "2012 to 2013"),
    ("date:[2024-01 TO 2024-02]", "is not a date", "[2024-01"),
    ("a kursk~3", "1 to 2 typos", "kursk~3"),
    ("kursk~0", "1 to 2 typos", "kursk~0"),
    ("ab~", "at least 3 letters", "ab~"),
    ("%~2", "at least 5 letters", "%~2"),
    ("U.S.~", "at least 3 letters", "U.S.~"),
    ("京*塔", "at least 2 letters", "京*塔"),
    ("abcd~2", "2 typos (~) needs at least 5 letters", "abcd~2"),
    ("ab*~", "either wildcards", "ab*~"),
    ('"a b"~3', "NEAR/5", '"a b"~3'),
    ("*", "needs letters", "*"),
    ("****", "needs letters", "****"),
    ("?*", "needs letters", "?*"),
    ("a a*", "at least 2 letters", "a*"),
    ("a^11", "from 0.1 to 10", "a^11"),
    ("a^0", "from 0.1 to 10", "a^0"),
    ("(a^5 b)^11", "from 0.1 to 10", "^11"),
    ("=korea*", "does not go with", "=korea*"),
    ("=(a b)", "in front of a word or a phrase", "="),
    ("a NEAR +b", "in front of a clause", "+"),
]


@pytest.mark.parametrize(("text", "tree"), WORDS + LEAVES + CLAUSES + NEARNESS + FIELDS)
def test_meaning(text: str, tree: Node) -> None:
    """Each text means this tree."""
    assert parse(text, today=TODAY) == tree


@pytest.mark.parametrize(("text", "message", "marked"), REFUSED)
def test_refusal(text: str, message: str, marked: str) -> None:
    """Each mistake is named, and marked where it stands."""
    with pytest.raises(QueryError, match=re.escape(message)) as caught:
        parse(text, today=TODAY)
    start, end = caught.value.span
    assert text[start:end] == marked


LIMITS = [
    ("a" * (MAX_LENGTH + 1), f"{MAX_LENGTH + 1:,} characters"),
    ("a " * (MAX_WORDS + 1), f"more than {MAX_WORDS} words"),
    ('"' + "a " * (MAX_WORDS + 1) + '"', f"more than {MAX_WORDS} words"),
    ("ab* " * (MAX_PATTERNS + 1), f"more than {MAX_PATTERNS} words with"),
    ("abc~ " * (MAX_SCANS + 1), f"more than {MAX_SCANS} words with"),
    ("a*b " * (MAX_SCANS + 1), f"more than {MAX_SCANS} words with"),
    ("ab-cd* " * (MAX_PATTERNS + 1), f"more than {MAX_PATTERNS} words with"),
    ("(" * (MAX_NESTING + 1) + "a" + ")" * (MAX_NESTING + 1), f"more than {MAX_NESTING} deep"),
    ("NOT " * (MAX_NESTING + 1) + "a", f"more than {MAX_NESTING} deep"),
]


@pytest.mark.parametrize(("text", "message"), LIMITS)
def test_limits(text: str, message: str) -> None:
    """What goes beyond a limit is told which one."""
    with pytest.raises(QueryError, match=re.escape(message)):
        parse(text)


def test_limits_are_reached() -> None:
    """A query right at a limit is read."""
    assert parse("a " * MAX_WORDS) == Bool(may=(A,) * MAX_WORDS)
    assert parse("(" * MAX_NESTING + "a" + ")" * MAX_NESTING) == A
    assert parse("(a) " * (MAX_NESTING + 1)) == Bool(may=(A,) * (MAX_NESTING + 1))
    assert parse("ab* " * MAX_PATTERNS) == Bool(may=(Prefix("ab"),) * MAX_PATTERNS)
    assert parse("abc~ " * MAX_SCANS) == Bool(may=(Fuzzy("abc", 1),) * MAX_SCANS)


def test_mark() -> None:
    """An error prints the query and a mark below the place, as wide as what it marks."""
    with pytest.raises(QueryError) as caught:
        parse("北京 drones AND (kursk")
    assert str(caught.value) == ("This parenthesis is not closed.\n    北京 drones AND (kursk\n                    ^")


def test_mark_in_a_long_query() -> None:
    """Of a long query the error prints the part about the place."""
    with pytest.raises(QueryError) as caught:
        parse("word " * 100 + "kursk~3" + " word" * 100)
    drawn, mark = caught.value.marked().splitlines()
    assert drawn[mark.index("^") : mark.rindex("^") + 1] == "kursk~3"
    assert len(drawn) == 74


def test_spans() -> None:
    """Every node knows where it stood."""
    text = '+drones, -title:"a b" (x OR y) date:May 2017'
    tree = parse(text)
    assert [(type(node).__name__, text[slice(*node.span)]) for node in walk(tree)] == [
        ("Bool", text),
        ("Word", "drones"),
        ("Dates", "date:May 2017"),
        ("Word", "x"),
        ("Word", "y"),
        ("InField", 'title:"a b"'),
        ("Phrase", '"a b"'),
    ]


def test_plain_words() -> None:
    """An unreadable query still has its words, without operators and marks."""
    assert plain_words('Drones AND (kursk "') == "drones kursk"
    assert plain_words("(((") == ""


PIECES = st.sampled_from(
    [*"()\"“”+-=~^*?:.,/ []'~", "AND", "OR", "NOT", "NEAR/3", "title:", "date:", "2024-1", "kursk", "ä", "a"]
)
HOSTILE = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=30).map(" ".join)
)


@given(HOSTILE)
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    """Any text becomes a tree with spans inside it, or an error with its place in it."""
    assert all(0 <= start <= end <= len(text) for start, end in places(text))


LONG = [
    "(" * 4000,
    ")" * 4000,
    '"' * 3999,
    "a" * 4000,
    "-" * 4000,
    "a-" * 2000,
    "a?" * 2000,
    "NOT " * 1000,
    "date:last " * 400,
    "after: a 2012 b 2013 " * 190,
    "date:2012 to " * 300,
    'date:"2012' + " " * 3900 + 'x"',
]


@pytest.mark.parametrize("text", LONG)
def test_hostile_texts_take_no_longer_than_others(text: str) -> None:
    """The longest and worst texts are read or refused; a quadratic parser would take seconds here."""
    assert places(text)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes within it."""
    yield node
    for field in fields(node):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Node):
                yield from walk(part)


def places(text: str) -> list[tuple[int, int]]:
    """Return the spans of the tree of a text, or the span of its error."""
    try:
        return [node.span for node in walk(parse(text, today=TODAY))]
    except QueryError as error:
        return [error.span]
