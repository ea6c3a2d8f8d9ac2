import pytest

from index.labels import is_body, is_caption, is_lead, is_standfirst, likely_clutter, sure_clutter


@pytest.mark.parametrize(
    ("label", "sure", "likely"),
    [
        ("article__related-links", "related", "navigation"),
        ("relatedLinks", "related", "navigation"),
        ("share-buttons", "share", None),
        ("comments", "comments", None),
        ("post-82 type-post tag-ads", None, None),
        ("commentary", None, None),
        ("entry-content", None, None),
        ("", None, None),
    ],
)
def test_clutter_is_named_word_by_word(label: str, sure: str | None, likely: str | None) -> None:
    """A word counts where it stands alone; whole posts are tagged with anything."""
    assert (sure_clutter(label), likely_clutter(label)) == (sure, likely)


def test_parts_of_a_story_are_known_by_their_labels() -> None:
    """Body, lead, standfirst and caption each have words of their own."""
    said = [named(label) for named, label in PARTS]
    assert said == [True] * len(PARTS)


PARTS = [
    (is_body, "entry-content"),
    (is_body, "ArticleBody-articleBody"),
    (is_lead, "teaser-text"),
    (is_standfirst, "c-entry-summary p-dek"),
    (is_caption, "wp-caption-text"),
]
