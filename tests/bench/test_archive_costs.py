"""The program that measures what an archive costs, on one small enough to be quick."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "bench" / "archive.py"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return made-up articles as JSON Lines."""
    rows = [{"id": str(n), "title": f"Ferry {n}", "body": f"Ferry number {n} sank. " * 9} for n in range(150)]
    path = tmp_path / "articles.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


def run(*arguments: object) -> list[list[str]]:
    """Return the lines that the program prints, each in cells."""
    told = subprocess.run([sys.executable, PROGRAM, *map(str, arguments)], check=True, capture_output=True, text=True)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in told.stdout.splitlines() if line]


@pytest.mark.slow
def test_engines_and_those_beside(source: Path) -> None:
    """One line an engine, then what others wait for, then memory."""
    lines = run(source, "--articles", 100, "--engines", "nutgraf,fts5,whoosh", "--word", "ferry")
    assert [line[0] for line in lines[2:5]] == ["nutgraf", "fts5", "whoosh"]
    assert [line[1] for line in lines[2:5]] == ["100"] * 3
    assert all(float(cell.replace(",", "")) >= 0 for cell in lines[2][2:])
    assert [line[0] for line in lines[5:9]] == ["longest wait", "---", "for an answer", "to add one article"]
    assert re.fullmatch(r"Each of four .* has \d+ MB of its own, \d+ MB with its part .*, \d+ MB in all.", lines[9][0])


@pytest.mark.slow
def test_growth(source: Path, tmp_path: Path) -> None:
    """One line a size, and a picture."""
    pytest.importorskip("matplotlib", reason="pip install '.[bench]'")
    plot = tmp_path / "archive.svg"
    lines = run(source, "--growth", "50,100", "--plot", plot, "--word", "ferry")
    assert [line[:2] for line in lines[2:]] == [["nutgraf", "50"], ["nutgraf", "100"]]
    assert "<svg" in plot.read_text()
