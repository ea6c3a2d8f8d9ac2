"""The program that measures how much is answered over HTTP, on an archive small enough to be quick."""

import gzip
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index import Archive

PROGRAM = Path(__file__).parents[2] / "bench" / "http_load.py"
MISSING = not shutil.which("wrk") or not importlib.util.find_spec("datasette")


@pytest.mark.slow
@pytest.mark.skipif(MISSING, reason="needs wrk, and datasette, an extra")
def test_load(sample_archive: Archive, tmp_path: Path) -> None:
    """Each way of asking is answered without a failure, and Nutgraf's endpoint is held against both of Datasette's."""
    (segment,) = sample_archive.snapshot().segments
    articles = map(segment.article, range(segment.size))
    rows = [{"id": a.id, "title": a.title, "body": "\n\n".join(p.text for p in a.paragraphs)} for a in articles]
    source = tmp_path / "articles.jsonl.gz"
    source.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    command = [sys.executable, PROGRAM, source, "--seconds", "1", "--connections", "2"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    measured = re.findall(r"^(\w+, [\w ]+?) +([\d.]+) a second .* (\d+) not answered", told, re.MULTILINE)
    assert [(name, failed) for name, _, failed in measured] == [
        ("Nutgraf, JSON", "0"),
        ("Nutgraf, page", "0"),
        ("Datasette, table", "0"),
        ("Datasette, best ten", "0"),
    ]
    assert all(float(rate) > 0 for _, rate, _ in measured)
    assert len(re.findall(r"over Datasette's (table|best ten): [\d.]+ times", told)) == 2
