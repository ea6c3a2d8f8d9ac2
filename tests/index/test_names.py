import pytest

from index.names import of


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Byron", ("Ada Byron",)),
        ("Von Ada Byron und Piotr Nowak", ("Ada Byron", "Piotr Nowak")),
        ("Por Ada Byron y Piotr Nowak", ("Ada Byron", "Piotr Nowak")),
        ("Ada Byron, Staff Writer | The Gazette", ("Ada Byron",)),
        ("Ada Byron & Ada Byron", ("Ada Byron",)),
        ("Perry Bacon Jr.", ("Perry Bacon Jr.",)),
        ("Text: Ada Byron", ("Ada Byron",)),
        ("https://gazette.example/ada", ()),
        ("@ada", ()),
        ("", ()),
    ],
)
def test_names_in_bylines(byline: str, names: tuple[str, ...]) -> None:
    """People come out without "By" and job titles, each once, and never the publisher."""
    assert of([byline], "The Gazette") == names
