"""Work that other processes do."""

from pathlib import Path

import pytest

from index.identity import digest
from index.workers import Workers


def test_results_come_in_the_order_of_the_tasks() -> None:
    """However many workers there are, and whichever is done first."""
    texts = [str(number) for number in range(20)]
    with Workers("index.identity", "digest", most=3) as workers:
        assert list(workers.map((text,) for text in texts)) == [digest(text) for text in texts]


def test_the_folder_one_stands_in_is_no_place_for_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is called as the package is, where the program was started, is not run."""
    (tmp_path / "index.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    with Workers("index.identity", "url_key", most=1) as workers:
        assert list(workers.map([("https://www.example.com/a/",)])) == ["example.com/a?"]
