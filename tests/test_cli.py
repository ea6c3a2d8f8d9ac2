"""The command line keeps its contract: answers, JSON, exit statuses, one-line errors."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index import generation, open_archive
from nutgraf import main
from search import search

Run = Callable[..., Result]

STORY = "The ferry was late.\n\nNobody on the quay minded.\n"


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """Return where a test's own index is, or will be."""
    return tmp_path / "archive"


@pytest.fixture
def run(location: Path) -> Run:
    """Return a function that runs a command on the test's own index."""

    def run(*words: object, **options: object) -> Result:
        environment = {"NUTGRAF_INDEX": str(location)}
        return CliRunner(env=environment).invoke(main, [str(word) for word in words], **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def ask(sample_location: Path) -> Run:
    """Return a function that runs a command on the archive of the samples."""
    return lambda *words: CliRunner().invoke(main, ["--index", str(sample_location), *map(str, words)])


def counts(added: int = 0, updated: int = 0, unchanged: int = 0, skipped: int = 0, articles: int = 0) -> dict[str, int]:
    """Return what `add --json` ends with."""
    return {"added": added, "updated": updated, "unchanged": unchanged, "skipped": skipped, "articles": articles}


def test_add_tells_what_it_did(run: Run, samples: Path) -> None:
    """A folder goes in whole; the same again changes nothing."""
    first = run("add", samples)
    assert (first.exit_code, first.stdout) == (
        0,
        "20 added, 0 updated, 0 unchanged, 0 skipped; the archive holds 20 articles.\n",
    )
    again = run("add", samples, "--json")
    assert (again.exit_code, json.loads(again.stdout)) == (0, counts(unchanged=20, articles=20))


def test_add_replaces_what_changed(run: Run) -> None:
    """A record with the id of an article that is in replaces it."""
    for body in ("The ferry was late.", "The ferry was on time."):
        line = json.dumps({"id": "ferry", "title": "Ferry", "body": body})
        result = run("add", "-", "--json", input=line)
    assert json.loads(result.stdout) == counts(updated=1, articles=1)
    shown = run("show", "ferry", "--json")
    assert [paragraph["text"] for paragraph in json.loads(shown.stdout)["paragraphs"]] == ["The ferry was on time."]


def test_residue_is_found_wherever_it_is(run: Run) -> None:
    """Cut, it answers to `residue:`; kept, it is text; and adding with the other setting replaces the article."""
    story = STORY + "\nExit mobile version\n"

    def found(query: str) -> int:
        return int(json.loads(run("search", query, "--json").stdout)["total"]["articles"])

    steps = [([], counts(added=1, articles=1), (1, 0)), (["--keep-residue"], counts(updated=1, articles=1), (0, 1))]
    for options, told, hits in [*steps, ([], counts(updated=1, articles=1), (1, 0))]:
        done = run("add", "-", "--json", *options, input=story)
        assert json.loads(done.stdout) == told
        assert (found('residue:"exit mobile version"'), found('"exit mobile version"')) == hits


def test_lines_that_recur_are_cut_unless_told_otherwise(run: Run, tmp_path: Path) -> None:
    """A receipt says so, and adding with the other setting brings them back."""
    foot = "Printed in Lund."
    bodies = [f"Boat {'x' * n} came.\n\nIt was {'y' * n} late.\n\n{foot}" for n in range(20)]
    told = [{"id": n, "title": "Late", "body": body, "source": n % 2 * "Post"} for n, body in enumerate(bodies)]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, told)))
    run("add", tmp_path / "news.jsonl")
    assert run("show", 7, "--removed").stdout == f"after ¶2 (recurring): {foot}\n"
    done = run("add", tmp_path / "news.jsonl", "--no-recurring", "--json")
    assert json.loads(done.stdout) == counts(updated=10, unchanged=10, articles=20)
    assert run("show", 7, "--removed").stdout == "Cleaning cut nothing.\n"


def test_add_goes_on_after_what_it_cannot_read(run: Run, tmp_path: Path) -> None:
    """What cannot be read is named on standard error, the rest goes in, and the status is 1."""
    story, missing = tmp_path / "story.txt", tmp_path / "missing.txt"
    story.write_text(STORY, encoding="utf-8")
    result = run("add", missing, story, "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (1, counts(added=1, skipped=1, articles=1))
    assert str(missing) in result.stderr


def test_add_reads_standard_input(run: Run) -> None:
    """A dash is standard input, whatever comes there."""
    result = run("add", "-", input=STORY)
    assert result.exit_code == 0
    assert run("search", "quay").stdout.startswith("1 article, 1 paragraph\n")


def test_long_work_tells_how_far_it_is(run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where output is no terminal, lines on standard error say how many articles were read."""
    monkeypatch.setattr("index.progress.LINE_EVERY", -1.0)
    assert run("add", samples).stderr == "Articles read: 20\n"


def test_a_terminal_shows_a_bar(location: Path, samples: Path) -> None:
    """On a terminal a bar moves while articles are read."""
    terminal, end = os.openpty()
    result = nutgraf("--index", location, "add", samples, stderr=end)
    os.close(end)
    assert result.returncode == 0
    assert b"Articles read  [" in os.read(terminal, 10_000)
    os.close(terminal)


def test_search_shows_hits(ask: Run) -> None:
    """An answer in a pipe is plain lines: how much was found, then headline, source, date, id and paragraphs."""
    result = ask("search", '"telephone box"', "--size", 5)
    lines = result.stdout.splitlines()
    assert (result.exit_code, lines[:5]) == (
        0,
        [
            "1 article, 1 paragraph",
            "",
            "1.  Village phone box becomes the smallest 5G mast in the country",
            "    Continental Press Agency, 2025-08-27, cpa-2025-08-27-0201",
            "    ¶1  A red telephone box that had not rung since 2011 has become the smallest",
        ],
    )
    assert "\x1b" not in result.stdout


def test_search_json_is_what_the_endpoint_answers(ask: Run, sample_location: Path) -> None:
    """With --json the answer is that of `search`, options and all."""
    result = ask("search", "drones", "--json", "--size", 2, "--source", "The Meridian", "--facets", "--to", "2025-11")
    expected = search(
        open_archive(sample_location), "drones", size=2, source=["The Meridian"], facets=True, to="2025-11"
    ).to_dict()
    assert json.loads(result.stdout) | {"took_ms": 0} == json.loads(json.dumps(expected)) | {"took_ms": 0}


def test_search_pages(ask: Run) -> None:
    """The cursor that an answer names leads to the hits after it."""
    first = ask("search", "drones", "--size", 1)
    cursor = first.stdout.split()[-1]
    second = ask("search", "drones", "--size", 1, "--cursor", cursor)
    every = json.loads(ask("search", "drones", "--size", 2, "--json").stdout)["hits"]
    assert [every[0]["title"] in first.stdout, every[1]["title"] in second.stdout] == [True, True]


def test_search_without_hits_is_an_answer(ask: Run) -> None:
    """Where nothing is found the status is 0, and a sentence says so."""
    result = ask("search", "xylophone")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "Nothing found for xylophone")


def test_search_marks_what_it_cannot_read(ask: Run) -> None:
    """An unreadable query is wrong usage, with a mark under the place."""
    result = ask("search", "drones AND (port")
    assert (result.exit_code, result.stdout) == (2, "")
    first, query, mark = result.stderr.splitlines()
    assert first.startswith("Error: ")
    assert query == "    drones AND (port"
    assert mark.index("^") == query.index("(")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["search", "x", "--size", "0"], "--size"),
        (["search", "x", "--sort", "best"], "--sort"),
        (["search", "x", "--from", "yesterweek"], "--from"),
        (["search", "x", "--cursor", "?"], "--cursor"),
        (["search"], "QUERY"),
        (["add"], "PATH"),
        (["find", "x"], "find"),
    ],
)
def test_wrong_usage(ask: Run, words: list[str], told: str) -> None:
    """Wrong usage ends with status 2 and names what was wrong."""
    result = ask(*words)
    assert (result.exit_code, told in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "words",
    [["search", "x"], ["show", "x"], ["stats"], ["check"], ["remove", "x"], ["backup", "b"], ["serve"]],
)
def test_an_index_that_is_not_there_is_not_made(run: Run, location: Path, words: list[str]) -> None:
    """Only `add` (and what adds) makes an index; the others say in one line that there is none, and the cure."""
    result = run(*words)
    assert (result.exit_code, result.stderr.count("\n"), location.exists()) == (1, 1, False)
    assert "nutgraf add" in result.stderr


def test_show(ask: Run) -> None:
    """An article is shown with its facts and its paragraphs behind their numbers."""
    lines = ask("show", "cpa-2026-02-08-0117").stdout.splitlines()
    assert lines[:6] == [
        "Run-off likely as Tervo mayor falls 212 votes short",
        "Ángel Quiñones",
        "Continental Press Agency",
        "Elections",
        "2026-02-08T23:10:00+01:00",
        "https://cpa.example/2026/02/08/0117",
    ]
    assert lines[7].startswith("¶1   The mayor of Tervo, Elsa Mäkelä, came within 212 votes")


def test_show_removed(ask: Run) -> None:
    """With --removed, each line that cleaning cut is listed with its place and its rule."""
    lines = ask("show", "cpa-2026-03-21-0044", "--removed").stdout.splitlines()
    cut = [("after ¶4", "Sign up for our newsletter: Night Sky, every full moon"), ("after ¶7", "Exit mobile version")]
    assert [(line.partition(" (")[0], line.partition(": ")[2]) for line in lines] == cut


def test_show_json(ask: Run) -> None:
    """With --json an article is what /api/articles/<id> answers."""
    answer = json.loads(ask("show", "cpa-2026-03-21-0044", "--json", "--removed").stdout)
    last = "2026 FH3 will next come near in 2061. It will then pass ten times farther away."
    assert answer["paragraphs"][-1] == {"number": 7, "kind": "text", "text": last}
    assert [cut["after"] for cut in answer["removed"]] == [4, 7]


@pytest.mark.parametrize(("unknown", "shown"), [("nothing", "nothing"), ("\udcff", "\\udcff")])
def test_an_unknown_id_is_told(ask: Run, unknown: str, shown: str) -> None:
    """Who asks for an article that is not there learns where ids are to be had; also with bytes that are no text."""
    result = ask("show", unknown)
    assert (result.exit_code, result.stderr) == (
        1,
        f"Error: No article has the id {shown}. `nutgraf search` shows ids.\n",
    )


def test_remove(run: Run, samples: Path) -> None:
    """Articles go out by id; an id that is not there is named, and the others go all the same."""
    run("add", samples)
    result = run("remove", "cpa-2026-02-08-0117", "nothing")
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "1 removed.\n",
        "Error: No article has the id nothing.\n",
    )
    assert run("search", "id", "--json").exit_code == 0
    assert run("show", "cpa-2026-02-08-0117").exit_code == 1


def test_stats(ask: Run) -> None:
    """What the archive holds is told in lines, and in JSON with the same figures."""
    figures = json.loads(ask("stats", "--json").stdout)
    assert figures["articles"] == 20
    assert "articles: 20" in ask("stats").stdout.splitlines()


def test_backup_and_restore(run: Run, samples: Path, tmp_path: Path) -> None:
    """A backup brings the whole archive back, to where there is none and nowhere else."""
    run("add", samples)
    copy, elsewhere = tmp_path / "copy", tmp_path / "elsewhere"
    assert run("backup", copy).exit_code == 0
    assert run("restore", copy).exit_code == 1
    restored = run("restore", copy, "--index", elsewhere)
    assert (restored.exit_code, restored.stdout) == (0, f"Restored 20 articles to {elsewhere}.\n")
    assert run("search", "drones", "--index", elsewhere).stdout == run("search", "drones").stdout


def test_check_and_reindex(run: Run, samples: Path) -> None:
    """An index that was built anew is sound and answers as before."""
    run("add", samples)
    before = run("search", "drones").stdout
    assert run("reindex").stdout == "Indexed 20 articles anew.\n"
    assert run("check").stdout == "The index is sound.\n"
    assert run("search", "drones").stdout == before


def test_check_names_what_is_damaged(run: Run, samples: Path, location: Path) -> None:
    """A file that was cut short is named, and the status is 1."""
    run("add", samples)
    file = max(location.iterdir(), key=lambda path: path.stat().st_size)
    file.write_bytes(file.read_bytes()[:-1])
    result = run("check")
    assert (result.exit_code, file.name in result.stderr, result.stdout) == (1, True, "")


@pytest.mark.parametrize(
    "words",
    [
        ["add", "{samples}"],
        ["check"],
        ["serve"],
        ["search", "rain"],
        ["stats"],
        ["remove", "a"],
        ["backup", "{index}.b"],
    ],
    ids=lambda words: words[0],
)
def test_an_index_of_another_version_is_refused(
    run: Run, samples: Path, location: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """By every command, with both numbers and the one that rebuilds it."""
    run("add", samples)
    now = generation.VERSION
    monkeypatch.setattr(generation, "VERSION", now + 1)
    done = run(*[word.format(samples=samples, index=location) for word in words])
    told = f"the archive is in format {now} and this version of Nutgraf reads format {now + 1}"
    cure = "`nutgraf reindex` rebuilds it from the articles it holds"
    assert (done.exit_code, done.stderr) == (1, f"Error: {told}: {cure}\n")


def test_reindex_needs_an_archive(run: Run, location: Path) -> None:
    """Where there is no archive there is nothing to build anew, and none is made."""
    result = run("reindex")
    assert (result.exit_code, result.stderr.count("\n"), location.exists()) == (1, 1, False)


def test_the_index_is_named_before_or_after_the_command(sample_location: Path) -> None:
    """--index stands where one likes, and goes before the variable."""
    runner = CliRunner(env={"NUTGRAF_INDEX": "nowhere"})
    for words in (["--index", str(sample_location), "stats"], ["stats", "--index", str(sample_location)]):
        assert runner.invoke(main, words).exit_code == 0


def nutgraf(
    *words: object, stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    """Run Nutgraf as a program of its own."""
    command = [sys.executable, "-m", "nutgraf", *map(str, words)]
    return subprocess.run(command, stdout=stdout, stderr=stderr, text=True, check=False, timeout=60)


def test_version() -> None:
    """`python -m nutgraf --version` names the program and its version."""
    result = nutgraf("--version")
    assert (result.returncode, result.stdout, result.stderr) == (0, "nutgraf, version 0.1.0\n", "")


def test_a_reader_who_leaves_early_is_no_error(sample_location: Path) -> None:
    """Output into a pipe that nobody reads ends without a word."""
    reading, writing = os.pipe()
    os.close(reading)
    result = nutgraf("--index", sample_location, "search", "drones", stdout=writing)
    os.close(writing)
    assert result.stderr == ""
