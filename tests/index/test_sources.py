"""What people and programs offer as articles, and what is read from it."""

import gzip
import io
import json
import sys
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from index import open_archive
from index.article import Article, RawPage, Skipped
from index.sources import pages

STORY = "The ferry sank at noon.\n\nAll were saved.\n"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("story.txt", STORY, "text"),
        ("story", STORY, "text"),
        ("story.md", STORY, "markdown"),
        ("story.txt", f"# Ferry sinks\n\n{STORY}", "markdown"),
        ("story.html", f"<p>{STORY}</p>", "html"),
        ("story.txt", f"<!-- page 1 -->\n<!DOCTYPE html><p>{STORY}</p>", "html"),
        ("story.html", STORY, "html"),
        ("[note].txt", f"[A note.] {STORY}", "text"),
    ],
)
def test_a_file_is_told_by_content_before_name(tmp_path: Path, name: str, data: str, kind: str) -> None:
    """HTML in a .txt file is HTML; only what content cannot say is left to the name."""
    path = tmp_path / name
    path.write_text(data)
    assert list(pages([path])) == [RawPage(data, kind, str(path))]


def test_a_compressed_file_is_read_under_its_own_name(tmp_path: Path) -> None:
    """A .gz is opened, whatever it is called."""
    path = tmp_path / "story.txt"
    path.write_bytes(gzip.compress(STORY.encode()))
    assert list(pages([path])) == [RawPage(STORY, "text", str(path))]


def test_a_broken_line_is_skipped_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Each bad line of a JSON Lines file is named with its number and its reason."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"body": "One."}\n\n{"body": "Tw\n{"title": "No body"}\n[1]\n{"body": " "}\n{"text": "Six."}\n')
    assert list(pages([path])) == [
        RawPage("One.", "text", f"{path} line 1"),
        Skipped(f"{path} line 3", "not JSON: Unterminated string starting at at character 10"),
        Skipped(f"{path} line 4", "has no body, html or text"),
        Skipped(f"{path} line 5", "expected an object with a body, got a list"),
        Skipped(f"{path} line 6", "the body is empty"),
        RawPage("Six.", "text", f"{path} line 7"),
    ]


def test_a_record_gives_its_fields_under_one_name_each() -> None:
    """Date, author and text are understood for published, authors and body; unknown fields are left."""
    record = {"id": 7, "title": " Ferry ", "text": STORY, "author": "A. Writer", "date": "2024-12-27", "views": 3}
    given = {"id": "7", "title": "Ferry", "published": "2024-12-27", "authors": ["A. Writer"]}
    assert list(pages([record])) == [RawPage(STORY, "text", "record 1", given)]


@pytest.mark.parametrize(
    ("record", "given"),
    [
        ({"id": 0, "url": False, "source": None}, {"id": "0"}),
        ({"id": 1.5, "url": True, "source": " \u00a0"}, {"id": "1.5", "url": "True"}),
        ({"published": 20241227, "date": "1999"}, {"published": "20241227"}),
        ({"published": "", "date": 0}, {"published": "0"}),
        (
            {"section": ["World"], "author": [" A. Writer ", "", 3, {"name": "B. Writer"}]},
            {"authors": ["A. Writer", "B. Writer"]},
        ),
    ],
)
def test_a_record_gives_values_of_any_type_as_text(record: dict[str, Any], given: dict[str, Any]) -> None:
    """Numbers and truths are text without the space around it, what says nothing is left; any mapping is a record."""
    record["body"] = STORY
    assert list(pages([record, MappingProxyType(record)])) == [
        RawPage(STORY, "text", f"record {number}", given) for number in (1, 2)
    ]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_file_is_an_object_or_a_list_of_them(tmp_path: Path, indent: int | None) -> None:
    """Objects are read one after another, however they are laid out."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"body": "One."}, {"body": "Two."}], indent=indent))
    assert [page.content for page in pages([path])] == ["One.", "Two."]
    path.write_text(json.dumps({"body": "One."}, indent=indent))
    assert [page.content for page in pages([path])] == ["One."]


def test_a_list_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    """The records before the break are read, and the break is named."""
    path = tmp_path / "a.json"
    path.write_text('[{"body": "One."}, {"body": "Tw')
    assert list(pages([path])) == [
        RawPage("One.", "text", f"{path} record 1"),
        Skipped(f"{path} record 2", "not JSON: Unterminated string starting at"),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"\x89PNG\r\n\x1a\n", "is a PNG image, not an article"),
        (b"text\0\1\2\3 with zeros", "is binary, not text"),
        (
            gzip.compress(b"text" * 9)[:-6],
            "is damaged: Compressed file ended before the end-of-stream marker was reached",
        ),
    ],
)
def test_what_is_no_article_is_skipped_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    """Empty, binary and damaged files each get one line."""
    path = tmp_path / "story.html"
    path.write_bytes(data)
    assert list(pages([path])) == [Skipped(str(path), reason)]


def test_what_lies_about_on_a_site_is_no_article(tmp_path: Path) -> None:
    """Text by its content, but not by its name; a page or a feed is one whatever its name."""
    files = {
        "a.css": "p { color: red }",
        "b.js": "let x",
        "c.csv": "a,b",
        "d.xml": "<urlset/>",
        "e.php": f"<p>{STORY}</p>",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    assert [getattr(page, "reason", "read") for page in pages([tmp_path])] == [
        "is a stylesheet, not an article",
        "is a program, not an article",
        "is a table, not an article",
        "is XML of some other kind, not an article",
        "read",
    ]


def test_a_file_that_is_not_there_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    """The reason is the system's own."""
    (tmp_path / "a.txt").write_text(STORY)
    assert list(pages([tmp_path / "none.txt", tmp_path / "a.txt"])) == [
        Skipped(str(tmp_path / "none.txt"), "cannot be read: no such file or directory"),
        RawPage(STORY, "text", str(tmp_path / "a.txt")),
    ]


def test_a_folder_is_walked_in_the_order_of_its_names(tmp_path: Path) -> None:
    """Folders in it too; hidden files are left."""
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY)
    assert [page.origin for page in pages([tmp_path])] == [
        str(tmp_path / name) for name in ("a/c.txt", "a/z.txt", "b.txt")
    ]


def test_a_link_that_leads_nowhere_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    """It takes nothing with it of the folder that it is in."""
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.txt").write_text("Two.")
    _, link, _ = found = list(pages([tmp_path]))
    assert [getattr(page, "content", None) for page in found] == ["One.", None, "Two."]
    assert link == Skipped(str(tmp_path / "b.txt"), "cannot be read: no such file or directory")


def test_an_archive_within_a_folder_is_no_source(tmp_path: Path) -> None:
    """Neither its files nor its locks are articles."""
    (tmp_path / "a.txt").write_text("One.")
    open_archive(tmp_path / "nutgraf-index").add([tmp_path])
    assert len(list(pages([tmp_path]))) == 1


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its format is told by content."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"body": "One."}\n{"body": "Two."}\n')))
    assert [(page.content, page.origin) for page in pages(["-"])] == [
        ("One.", "standard input line 1"),
        ("Two.", "standard input line 2"),
    ]


def test_pages_and_articles_pass_as_they_are() -> None:
    """Nothing is read twice."""
    page, article = RawPage(STORY, "text", "here"), Article("1", "Ferry", ())
    assert list(pages([page, article])) == [page, article]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("café".encode(), "café"),
        ("\ufeffcafé".encode(), "café"),
        ("café über alles".encode("utf-16"), "café über alles"),
        ("<meta charset='iso-8859-1'><p>“café”</p>".encode("cp1252"), "<meta charset='iso-8859-1'><p>“café”</p>"),
        ("<meta charset='iso-8859-1'><p>café</p>".encode(), "<meta charset='iso-8859-1'><p>café</p>"),
        ("<meta charset=windows-1251><p>Паром</p>".encode("cp1251"), "<meta charset=windows-1251><p>Паром</p>"),
        (("Паром затонул в полдень, все спасены. " * 5).encode("cp1251"), "Паром затонул в полдень, все спасены. " * 5),
    ],
)
def test_text_is_decoded_as_declared_else_as_detected(tmp_path: Path, data: bytes, text: str) -> None:
    """Marks first, then what is plainly UTF-8, then what is declared, then a guess."""
    path = tmp_path / "story.txt"
    path.write_bytes(data)
    assert [page.content for page in pages([path])] == [text]


def test_a_headline_alone() -> None:
    """A record with a headline and an empty body is an article of its headline."""
    (page,) = pages([{"title": "Kelp", "body": ""}])
    assert page == RawPage("", "text", "record 1", {"title": "Kelp"})
