"""The rooms import one way, and only what pyproject.toml declares."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("index", "search", "web", "nutgraf")
"""Each may import those before it."""
MODULES = sorted(path for room in ROOMS for path in (*ROOT.glob(f"{room}/**/*.py"), *ROOT.glob(f"{room}.py")))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (module, name) for each import: name is "" for ``import module``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def room_of(path: Path) -> str:
    """Return the room that a module belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def named(path: Path) -> str:
    """Return a module's path within the project, for the names of test cases."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_point_one_way(path: Path) -> None:
    """`nutgraf` -> `web` -> `search` -> `index`, and never back."""
    later = ROOMS[ROOMS.index(room_of(path)) + 1 :]
    assert [module for module, _ in imports(path) if module.partition(".")[0] in later] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_whoosh_is_imported_by_name(path: Path) -> None:
    """Names come from Whoosh's modules one by one: `whoosh.index`, `whoosh.query` ... share our words."""
    bare = {("whoosh", name) for name in ("analysis", "codec", "fields", "highlight", "index", "query", "scoring")}
    found = set(imports(path))
    assert found & bare == set()
    assert [module for module, name in found if module.startswith("whoosh") and not name] == []


def test_every_import_is_declared_and_every_dependency_used() -> None:
    """The distributions that the rooms import are those that pyproject.toml names, no more and no fewer."""
    modules = {module.partition(".")[0] for path in MODULES for module, _ in imports(path)}
    third_party = modules - sys.stdlib_module_names - set(ROOMS)
    distributions = packages_distributions()
    used = {_normal(name) for module in third_party for name in distributions[module]}
    declared = {_normal(re.match(r"[\w.-]+", one)[0]) for one in PROJECT["project"]["dependencies"]}  # type: ignore[index]
    assert used == declared


def test_every_dependency_has_its_reason() -> None:
    """Each dependency in pyproject.toml stands beside, or below, a comment that says what it is for."""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    named_in = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["test"]
    for requirement in named_in:
        at = next(number for number, line in enumerate(lines) if line.strip().startswith(f'"{requirement}"'))
        assert "#" in lines[at] or lines[at - 1].strip().startswith("#"), f"{requirement} has no reason beside it"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_exemption_has_its_reason(path: Path) -> None:
    """A lint or type rule is switched off only with words that say why."""
    exempt = re.compile(r"# noqa(?!: [A-Z]+\d+(, [A-Z]+\d+)* +\W*\w)")
    assert exempt.findall(path.read_text(encoding="utf-8")) == []


def test_every_package_is_shipped() -> None:
    """Each folder of modules is listed for setuptools, which finds none by itself here."""
    folders = {named(path.parent).replace("/", ".") for path in MODULES if path.parent != ROOT}
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == folders


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
