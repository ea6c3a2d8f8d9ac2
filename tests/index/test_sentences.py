"""Where sentences end, and where full stops mean something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentences, starts


def _parted(text: str) -> list[str]:
    return [text[start:stop] for start, stop in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank. | All were saved!! | Why? | No one knew … | The harbour is 4.5 metres deep.",
        "Mr. Hale met Sen. J. P. Ortiz and Dr. Lund on St. John's Ave. in Portland, Ore. | They left.",
        "It was bought by Hale & Co. in 1998. | It is now part of Ortiz Inc. | The price was $4.5 million.",
        "He lives in the U.S. | She does not. | The U.S. Senate met the E.U. ministers in Washington, D.C. on Friday.",
        "It opens at 9 a.m. on Monday. | It shuts at 5 p.m. Friday, or at 6 p.m. EST.",
        "At 7 a.m. Captain Hale woke.",
        "See p. 12 and No. 5, Fig. 3. | He said so. | 30 people agreed.",
        "From Oct. 27 to Nov. 3 it rains. | We stayed until Nov. | The sun came out.",
        "“It sank.” | She wept. | “Why?” he asked. | “Because!” Hale said. | “It is ours.” | (It was not.)",
        '"It is done," he said. | "I am not sure." | Then he left.',
        "He sat. | John sat too. | Plan B. | It was you and I. | Did Albert I. Hale know?",
        "it sank. | nobody knew, i.e. all slept, etc. and so on, at Yahoo! in bed. | is that so? | yes.",
        "1. Milk | 2. Bread. | Fresh. | 3. Salt",
        "a) Milk | b) Bread",
        "• 1. Milk | • 2. Bread",
        "He waited . . . and waited. | And then . . . . | Nothing came.",
        "Er wohnt in der Hauptstr. 5, d.h. z.B. bei Dr. Lund. | Das war's.",
        "Am 3. Oktober 1990 endete es. | Der 2. Weltkrieg begann im 20. Jahrhundert. | Auf Platz 3. | Der Rest verlor.",
        "Es kostet z. B. Berlin 3 Mio. Euro, u. a. Gelder, d. h. Steuern. | Das sind 3 Mio. | Die Stadt zahlt.",
        "She is 41. | He is 39. | They won World War 2. | Berlin fell.",
        "Mme. Hale est arrivée. | Elle a vu M. Ortiz. | C'est vrai ?",
        "El Sr. Ortiz llegó. | ¿Por qué? | Nadie lo sabe.",
        "Это было в 1998 г. в Москве. | Потом он уехал.",
    ],
)
def test_sentences_end_where_readers_see_them_end(text: str) -> None:
    """A table of texts, each with its boundaries drawn in."""
    parts = text.split(" | ")
    assert _parted(" ".join(parts)) == parts


def test_chinese_and_japanese_need_no_space() -> None:
    """Wide stops end a sentence by themselves."""
    assert _parted("船は沈んだ。全員が助かった！「なぜ？」と彼は言った。") == [
        "船は沈んだ。",
        "全員が助かった！",
        "「なぜ？」",
        "と彼は言った。",
    ]


def test_line_ends_part_sentences() -> None:
    """White space around them belongs to no sentence."""
    assert sentences("  Milk \n\n Bread\n") == [(2, 6), (10, 15)]


@given(st.text(alphabet=st.sampled_from('Aab1 .!?…"”)(\n。•'), max_size=80))
def test_nothing_but_white_space_stands_between_sentences(text: str) -> None:
    """Spans are in order, apart, not empty, and hold all that is seen."""
    spans = sentences(text)
    assert spans == sorted(spans)
    assert all(start < stop for start, stop in spans)
    inside = "".join(text[start:stop] for start, stop in spans)
    assert "".join(inside.split()) == "".join(text.split())


def test_starts_cut_a_text_into_whole_pieces() -> None:
    """The first piece starts where the text does, each other one where its sentence does."""
    assert starts("  It sank. Why?\nNo one knew.") == [0, 11, 16]
    assert starts("") == [0]


@pytest.mark.parametrize("unit", [".", "? ", ". ", "a.", '."', ".  ", "1. ", "J. Smith ", "3. Mai ", "z. B. Ulm "])
def test_long_runs_of_stops_take_linear_time(unit: str) -> None:
    """No text makes the rules look twice at the same stretch: that would take minutes."""
    text = (unit * 200_000).strip()
    assert sentences(text)[-1][1] == len(text)
