import pytest

from index.identity import stable_id, url_key


def test_a_given_id_stays_as_it_is() -> None:
    """Numbers are ids too."""
    assert stable_id(17, "https://example.com/a", "T", ["p"]) == "17"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.com/a/story?id=3",
        "http://example.com/a/story/?utm_source=x&id=3#top",
        "https://EXAMPLE.com:443/a/story?id=3&fbclid=abc",
    ],
)
def test_addresses_of_one_article_have_one_key(url: str) -> None:
    """Scheme, host spelling, fragment and tracking parameters make no difference."""
    assert url_key(url) == "example.com/a/story?id=3"


def test_ids_are_short_and_safe_in_a_url() -> None:
    """Without a URL the words of the article make the id."""
    first = stable_id(None, None, "T", ["p"])
    assert (len(first), first.isalnum(), first == stable_id("", None, "T", ["p"])) == (16, True, True)
    assert first != stable_id(None, None, "T", ["q"])
