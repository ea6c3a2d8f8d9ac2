"""What the README shows is what one gets."""

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import nutgraf
from index import Archive
from search import search

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SESSION = re.findall(r"^\$ nutgraf (.*)\n((?:(?!\$ |```).*\n)*)", README, re.MULTILINE)


def block(language: str) -> str:
    """Return the one code block of the README in a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_session_is_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of the terminal session answers what is printed below it."""
    monkeypatch.chdir(ROOT)
    runner = CliRunner(env={"NUTGRAF_INDEX": str(tmp_path / "index")})
    assert len(SESSION) > 2
    for words, answer in SESSION:
        assert runner.invoke(nutgraf.main, shlex.split(words)).output.rstrip() == answer.rstrip()


def test_the_json_is_real(sample_archive: Archive) -> None:
    """The answer of the endpoint is as shown, but for scores and times, which change with ranking and machine."""
    shown = json.loads(block("json"))
    answer = search(sample_archive, shown["query"]["text"], paragraphs=1).to_dict()
    assert without_figures(shown) == without_figures(json.loads(json.dumps(answer)))


def test_the_python_runs(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python example runs as it stands and finds what it asks for."""
    shutil.copytree(samples, tmp_path / "stories")
    shutil.copy(samples / "kelp-carbon.html", tmp_path / "story.html")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(block("python"), names)  # noqa: S102  # it is our own text
    assert names["results"].articles == 2
    assert names["article"].paragraphs[0].number == 1


def without_figures(answer: Any) -> Any:
    """Return an answer without what is measured."""
    if isinstance(answer, dict):
        return {name: without_figures(value) for name, value in answer.items() if name not in ("score", "took_ms")}
    return [without_figures(one) for one in answer] if isinstance(answer, list) else answer
