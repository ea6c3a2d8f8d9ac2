"""What the documents say is so."""

import ast
import re
from pathlib import Path

import click
import pytest

import nutgraf
from web import create_app

ROOT = Path(__file__).parents[1]
ROOMS = ("index", "search", "web")
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", nutgraf.main.commands)
def test_every_command_is_explained(name: str) -> None:
    """Each command has help, as have its options where the name does not say it all, and stands in the README."""
    command = nutgraf.main.commands[name]
    assert command.help
    bare = {"view", "sort", "host", "port"}
    assert [o.name for o in command.params if isinstance(o, click.Option) and not o.help and o.name not in bare] == []
    assert f"nutgraf {name}" in README


def test_addresses_in_the_readme_are_served(sample_location: Path) -> None:
    """Every address in the README's table is one of the app's, and every endpoint of /api/ is in it."""
    routes = {
        re.sub("<.*:", "<", str(rule)).replace("article_id", "id")
        for rule in create_app(sample_location).url_map.iter_rules()
    }
    told = set(re.findall(r"`(/[\w/.<>]*)`", README))
    assert told - routes == set()
    assert {route for route in routes if route.startswith("/api/")} - told == set()


def test_paths_in_architecture_exist() -> None:
    """Every path that ARCHITECTURE.md names is there."""
    paths = re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|md|toml))`", ARCHITECTURE)
    assert len(paths) > 100
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_is_listed(room: str) -> None:
    """ARCHITECTURE.md has a line for each module, in order of their names, that says what its docstring says."""
    modules = sorted((ROOT / room).glob("**/*.py"), key=lambda path: path.relative_to(ROOT).with_suffix("").parts)
    listed = re.findall(rf"^- `{room}/.*\.py`: .*$", ARCHITECTURE, re.MULTILINE)
    assert listed == [f"- `{path.relative_to(ROOT).as_posix()}`: {first_sentence(path)}" for path in modules]


def test_links_lead_somewhere() -> None:
    """Every link of the documents into the project leads to a file that is there."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README + ARCHITECTURE + CHANGELOG)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_changelog_knows_the_version() -> None:
    """The version has its section in CHANGELOG.md, or is the first and stands under Unreleased."""
    sections = re.findall(r"^## \[([^\]]+)\]", CHANGELOG, re.MULTILINE)
    assert sections[0] == "Unreleased"
    assert nutgraf.__version__ in sections or len(sections) == 1


def test_ci_runs_the_command_of_the_readme() -> None:
    """The README's test command is the one that .ci/run ends with."""
    command = "pip install '.[test]' && pytest"
    assert f"    {command}" in README
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith(command)


def first_sentence(path: Path) -> str:
    """Return the first sentence of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.partition("\n\n")[0].split())
