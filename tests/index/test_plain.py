import pytest

from index.plain import paragraphs, tidy

TEXTS = [
    ("", []),
    ("one\n\ntwo", ["one", "two"]),
    ("one\r\n \t\r\ntwo\n\n\n", ["one", "two"]),
    (" a  b \n\n c\td ", ["a b", "c d"]),
    ("Share.\nExit", ["Share.", "Exit"]),
    (
        (
            "Ministers in the capital are trying to\nremove obstacles, so as to encourage\nsales to others.\n"
            "    An official hinted."
        ),
        [
            "Ministers in the capital are trying to remove obstacles, so as to encourage sales to others.",
            "An official hinted.",
        ],
    ),
    (
        "A woman said she was thrilled with it.\nShe is from the north.\nHer next play is in May.",
        ["A woman said she was thrilled with it.", "She is from the north.", "Her next play is in May."],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_paragraphs(text: str, expected: list[str]) -> None:
    """Blank lines, line ends and indents part paragraphs; hard-wrapped lines are joined."""
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Za\u0301k", "Zák"),
        ("co\xadop", "coop"),
        ("a\u200bb\ufeff c", "ab\ufeff c"),
        ("a\x00b\x85c", "ab\nc"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    """Text comes out composed, and without what nobody sees."""
    assert tidy(text) == expected
