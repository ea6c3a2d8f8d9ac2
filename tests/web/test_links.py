"""The addresses around a request: tables of what is changed, and the address that comes of it."""

from typing import Any

import pytest

from web.links import Around, search_url
from web.parameters import SearchRequest

ASKED = SearchRequest(q="a & b", sort="newest", source=("BBC", "R&D"), cursor="xyz")


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({}, "/search?q=a+%26+b&sort=newest&source=BBC&source=R%26D"),
        ({"q": ""}, "/search?sort=newest&source=BBC&source=R%26D"),
        ({"sort": "relevance"}, "/search?q=a+%26+b&source=BBC&source=R%26D"),
        ({"source": ("BBC",), "view": "paragraphs"}, "/search?q=a+%26+b&view=paragraphs&sort=newest&source=BBC"),
        ({"from_": "2024", "source": ()}, "/search?q=a+%26+b&sort=newest&from=2024"),
        ({"cursor": "next", "source": ()}, "/search?q=a+%26+b&sort=newest&cursor=next"),
        ({"q": "", "sort": "relevance", "source": ()}, "/search"),
    ],
)
def test_an_address_differs_in_what_is_changed(changes: dict[str, Any], address: str) -> None:
    """What is at its default is left out, and the cursor, which belongs to the request as it was."""
    assert Around(ASKED).url(**changes) == address


@pytest.mark.parametrize("asked", [ASKED, SearchRequest(), SearchRequest(q="\0", author=("Ana",), fold=False)])
@pytest.mark.parametrize("name", ["source", "author"])
def test_one_more_value_stands_where_it_would_be_written(asked: SearchRequest, name: str) -> None:
    """The two halves of an address and a value between them are the address with that value."""
    around = Around(asked)
    before, after = around.with_one_more(name)
    assert f"{before}Z{after}" == around.url(**{name: (*getattr(asked, name), "Z")})


def test_the_address_of_a_request_has_its_cursor() -> None:
    """A feed's own page is the one that was asked for."""
    assert (
        search_url(SearchRequest(q="a", fold=False, cursor="xyz"), "/feeds/atom") == "/feeds/atom?q=a&cursor=xyz&fold=0"
    )
