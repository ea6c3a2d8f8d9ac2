"""The residue that is cut from articles, and what is never cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Paragraph, Removed
from index.residue import remove

STORY = "The ferry sank at noon, the harbour master said."


def _paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(number, "text", text) for number, text in enumerate(texts, start=1)]


def _between(line: str) -> tuple[str, list[tuple[str, str]]]:
    """Return what is left of a line that stands amid a story, and the rule and the text of each receipt."""
    kept, removed = remove(_paragraphs(STORY, line, STORY, STORY, STORY, STORY), "")
    return "".join(paragraph.text for paragraph in kept[1:-4]), [(piece.rule, piece.text) for piece in removed]


def test_each_removal_leaves_a_receipt_that_says_where_it_stood() -> None:
    """What is kept is numbered anew, and a receipt names the kept paragraph before it, 0 for none."""
    kept, removed = remove(_paragraphs("Advertisement", STORY, "Related: Why ferries sink", "All were saved."), "")
    assert kept == _paragraphs(STORY, "All were saved.")
    assert removed == [Removed("ad", "Advertisement", 0), Removed("related", "Related: Why ferries sink", 1)]


def test_lines_of_one_paragraph_are_judged_one_by_one() -> None:
    """Two labels that a scraper left in one paragraph are two removals."""
    kept, removed = remove(_paragraphs(STORY, "Share.\nExit mobile version"), "")
    assert kept == _paragraphs(STORY)
    assert removed == [Removed("share", "Share.", 1), Removed("widget", "Exit mobile version", 1)]


def test_each_of_several_equal_lines_leaves_its_receipt() -> None:
    """What is judged once is cut wherever it stands."""
    kept, removed = remove(_paragraphs("The ferry sank.", "Share", "No one fell.", "Share"), "")
    assert [paragraph.text for paragraph in kept] == ["The ferry sank.", "No one fell."]
    assert removed == [Removed("share", "Share", 1), Removed("share", "Share", 2)]


def test_a_line_that_repeats_the_headline_is_cut() -> None:
    """However it is capitalised."""
    kept, removed = remove(_paragraphs("FERRY SINKS", STORY), "Ferry sinks")
    assert (kept, removed) == (_paragraphs(STORY), [Removed("headline", "FERRY SINKS", 0)])


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("ad", "ADVERTISEMENT"),
        ("ad", "Story continues below advertisement"),
        ("share", "Facebook Twitter WhatsApp Email"),
        ("share", "Follow Ann Hale on Twitter: @annhale"),
        ("share", "Find us on Facebook and Instagram."),
        ("related", "SEE ALSO: Ferries are safe, says minister"),
        ("related", "Ferry line has had three accidents since spring Read more"),
        ("related", "Read more about ferries here."),
        ("related", "(PHOTOS: Ferries of the north)"),
        ("related", "CLICK HERE FOR MORE ON FERRIES"),
        ("related", "This article was originally published by the Lund Gazette."),
        ("newsletter", "Sign up for our daily newsletter"),
        ("newsletter", "Like what you read? Get the best of Lund in your inbox every morning."),
        ("newsletter", "The Gazette is a nonprofit newsroom. Subscribe to the Gazette today."),
        ("newsletter", "Subscribe to Ferry Talk on Apple Podcasts, Spotify or wherever you get your podcasts."),
        ("newsletter", "Download the free Gazette news app."),
        ("comment", "Do you know more? Send tips to news@gazette.example."),
        ("comment", "Letters to the editor: letters@gazette.example"),
        ("player", "Watch the interview below:"),
        ("player", "Play Video 1:27 Ferry sinks off Lund – video"),
        ("player", "JUST WATCHED Ferry sinks Replay More Videos ... MUST WATCH Ferry sinks 02:30"),
        ("credit", "(AP Photo/Ann Hale)"),
        ("credit", "Photo: Ann Hale/Getty Images"),
        ("credit", "Ann Hale for The Gazette"),
        ("caption", "Harbour master Joe Lund. (YouTube)"),
        ("caption", "Enlarge this image toggle caption Ann Hale/AP Ann Hale/AP"),
        ("copyright", "© 2024 Gazette Media Ltd. All rights reserved."),
        ("copyright", "Copyright 2024 The Gazette"),
        ("copyright", "©2024 Gazette L.P."),
        ("related", "For more articles like this, please visit us at gazette.example/news.com"),
        ("byline", "Ann Hale in Lund and Joe Ortiz contributed to this report."),
        ("byline", "By ANN HALE and JOE ORTIZ"),
        ("byline", "Reporting by Ann Hale; editing by Joe Ortiz"),
        ("navigation", "The opinions expressed in this commentary are solely those of the author."),
        ("widget", "This article is more than 3 months old"),
        ("widget", "* * *"),
        ("embed", "https://t.co/abcDEF1234 pic.twitter.com/abcDEF1234"),
    ],
)
def test_lines_of_residue_go(rule: str, line: str) -> None:
    """Each kind of residue, as a line of its own: nothing is left, and every receipt names the rule."""
    rest, receipts = _between(line)
    assert rest == ""
    assert {name for name, _ in receipts} == {rule}
    assert " ".join(text for _, text in receipts) == line


@pytest.mark.parametrize(
    ("line", "rest", "receipts"),
    [
        (
            "Facebook Twitter Pinterest Divers are searching the wreck. Photograph: Ann Hale/Getty Images",
            "Divers are searching the wreck.",
            [("share", "Facebook Twitter Pinterest"), ("credit", "Photograph: Ann Hale/Getty Images")],
        ),
        (
            "Ann Hale / Getty Images Divers search the wreck off Lund for the ship's bell.",
            "Divers search the wreck off Lund for the ship's bell.",
            [("credit", "Ann Hale / Getty Images")],
        ),
        (
            "Joe Lund speaks to reporters in the harbour on Monday. (Ann Hale/AFP via Getty Images)",
            "Joe Lund speaks to reporters in the harbour on Monday.",
            [("credit", "(Ann Hale/AFP via Getty Images)")],
        ),
        (
            "It sank. To read the report, click here. Nobody was hurt.",
            "It sank. Nobody was hurt.",
            [("related", "To read the report, click here.")],
        ),
        (
            "The ferry is gone pic.twitter.com/abcDEF1234 — Joe Lund (@joelund) May 4, 2024",
            "The ferry is gone — Joe Lund (@joelund) May 4, 2024",
            [("embed", "pic.twitter.com/abcDEF1234")],
        ),
        ("It will sail again.■", "It will sail again.", [("widget", "■")]),
        ("ANALYSIS/OPINION: It sank twice.", "It sank twice.", [("navigation", "ANALYSIS/OPINION:")]),
        (
            "Harbour master Joe Lund Joe Adam LundFerry sinks in calm sea Minister under fire MORE (D-Maine) left.",
            "Harbour master Joe Lund (D-Maine) left.",
            [("related", "Joe Adam LundFerry sinks in calm sea Minister under fire MORE")],
        ),
    ],
)
def test_what_is_glued_to_a_story_is_cut_from_it(line: str, rest: str, receipts: list[tuple[str, str]]) -> None:
    """The story of the line stays, without a gap."""
    assert _between(line) == (rest, receipts)


@pytest.mark.parametrize(
    "line",
    [
        "“Sign up for our newsletter,” the banner on the wreck read.",
        "She told them to follow her on the boat.",
        "Facebook, Twitter and Google were asked to share what they knew.",
        "The union said that members can sign up for insurance in November.",
        "PORTLAND, Maine (AP) — The ferry sank at noon.",
        "Joe Lund, Bloomberg",
        "He shared the picture by a long shot of the wreck.",
        "Correction: An earlier version of this story misstated the name of the ferry.",
        "Editor’s note: The Gazette’s owner has shares in the ferry line.",
        "Association of Captains for Safer Harbours",
        "The decision may have contributed to the mood in the harbour.",
        "The newsletter of the captains’ guild first told of the leak.",
        "Divers look at photographs of the wreck before they search it again.",
        "The copyright on the ship’s name was sold.",
        "More: a play by Ann Hale about Sir Thomas is on at the Lund theatre.",
        "I know. I know. Let me say it again:",
        "Image is all that matters to the ferry line.",
    ],
)
def test_story_stays(line: str) -> None:
    """What residue resembles: quotes, datelines, corrections, notes, captions that tell something."""
    assert _between(line) == (line, [])


def test_a_note_on_the_author_is_cut_where_it_ends_a_story_that_he_is_not_in() -> None:
    """The same words about a person of the story are story."""
    bio = "Ann Hale is a professor of law at Lund."
    assert remove(_paragraphs(STORY, STORY, bio), "")[1] == [Removed("bio", bio, 2)]
    assert remove(_paragraphs("Ms. Hale sank the ferry.", STORY, bio), "")[1] == []


def test_a_name_and_a_desk_before_the_story_are_its_byline() -> None:
    """A name alone could be a heading."""
    kept, removed = remove(_paragraphs("Ann Hale", "USA TODAY", STORY), "")
    assert (kept, removed) == (
        _paragraphs(STORY),
        [Removed("byline", "Ann Hale", 0), Removed("byline", "USA TODAY", 0)],
    )


@given(
    st.lists(
        st.lists(st.sampled_from(["Share", "Related:", "He", "sank.", "(AP)", "Photo: A/AP", "©", "\n", " ", "here."]))
        .map(" ".join)
        .filter(str.strip),
        max_size=6,
    )
)
def test_nothing_is_lost(lines: list[str]) -> None:
    """Every word of the article stands in what is kept or in a receipt, once."""
    kept, removed = remove(_paragraphs(*lines), "")
    after = [word for piece in (*kept, *removed) for word in piece.text.split()]
    assert sorted(after) == sorted(word for line in lines for word in line.split())
    assert [paragraph.number for paragraph in kept] == list(range(1, len(kept) + 1))
    assert all(0 <= piece.after <= len(kept) for piece in removed)


@pytest.mark.parametrize(
    "unit", ["(", "Photo: ", "© ", "A/", "Follow ", "here. ", "@ ", "Ann Ann ", " MORE ", "x " * 99]
)
def test_long_lines_take_linear_time(unit: str) -> None:
    """No line makes the patterns look at the same stretch over and over: that would take minutes."""
    line = (unit * (500_000 // len(unit))).strip()
    kept, removed = remove(_paragraphs(line), "")
    assert len(line) in [len(piece.text) for piece in (*kept, *removed)]


def test_capitals_are_no_list_of_links() -> None:
    """In a text that is all in capitals, a word that comes again before MORE is no flattened box of links."""
    text = "THE LIBRARY HAD FEW BOOKS. ON AVERAGE ONLY 5,000 LOANS WERE MADE. THE LIBRARY HAS ON AVERAGE MORE TODAY."
    assert remove([Paragraph(1, "text", text)], "") == ([Paragraph(1, "text", text)], [])
