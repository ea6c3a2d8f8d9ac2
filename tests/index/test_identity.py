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


@pytest.mark.parametrize(
    "urls",
    [
        ("https://a.example/show.asp?1000", "https://a.example/show.asp?1001"),
        ("https://a.example/show?7=", "https://a.example/show?8="),
        ("https://a.example/#!/story/1", "https://a.example/#!/story/2"),
        ("https://a.example/story", "https://a.example:8080/story"),
        ("news/2024/one", "news/2024/two"),
    ],
)
def test_addresses_of_two_articles_have_two_keys(urls: tuple[str, str]) -> None:
    """Whatever part of them tells them apart."""
    assert len(set(map(url_key, urls))) == 2


@pytest.mark.parametrize("url", ["N/A", "none", "-"])
def test_what_is_no_address_makes_no_id(url: str) -> None:
    """The words of the article do then."""
    assert stable_id(None, url, "T", ["p"]) == stable_id(None, None, "T", ["p"])


def test_ids_are_short_and_safe_in_a_url() -> None:
    """Without a URL the words of the article make the id."""
    first = stable_id(None, None, "T", ["p"])
    assert (len(first), first.isalnum(), first == stable_id("", None, "T", ["p"])) == (16, True, True)
    assert first != stable_id(None, None, "T", ["q"])
