from index.blocks import Block
from index.edges import trim

PROSE = Block(
    "text", "The ferry left the harbour at dawn, and nobody on board knew that it would be the last crossing."
)


def kept(*blocks: Block) -> list[str]:
    """Return the texts that are left of blocks, headed by "Last crossing"."""
    return [block.text for block in trim(list(blocks), "Last Crossing") if block.kind != "cut"]


def test_the_headline_and_what_stands_above_it_go() -> None:
    """A kicker or a date above the headline is no part of the story."""
    assert kept(Block("text", "Boats"), Block("heading", "Last crossing", 1), PROSE) == [PROSE.text]


def test_a_heading_in_the_story_stays() -> None:
    """It heads what follows."""
    assert kept(PROSE, Block("heading", "Why", 2), PROSE) == [PROSE.text, "Why", PROSE.text]


def test_a_heading_of_nothing_goes() -> None:
    """Nothing follows, or only a heading of its own rank."""
    assert kept(PROSE, Block("heading", "More", 2), Block("heading", "Read on", 2)) == [PROSE.text]


def test_captions_that_inform_stay_unless_they_open_the_story() -> None:
    """Credits go, and so does what belongs to the first picture."""
    caption = Block("caption", "The ferry Aurora lay in Hallin last summer.")
    assert kept(caption, PROSE, caption, Block("caption", "Photo: A. Byron")) == [PROSE.text, caption.text]


def test_a_summary_further_down_is_story() -> None:
    """Only above the first prose is it a standfirst."""
    summary = Block("text", "In short: boats sink.", rule="standfirst")
    assert kept(summary, PROSE, summary) == [PROSE.text, summary.text]
