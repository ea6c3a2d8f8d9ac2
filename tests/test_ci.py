"""What is different where CI runs the tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SKIPPED = """
import pytest

@pytest.mark.browser
def test_page() -> None:
    pytest.skip("no browser")
"""


@pytest.mark.parametrize(("in_ci", "told"), [("true", "1 failed"), ("", "1 skipped")])
def test_a_skipped_browser_test_fails_in_ci(tmp_path: Path, in_ci: str, told: str) -> None:
    """Without a browser, tests of pages are passed over on a person's machine, and fail in CI."""
    (tmp_path / "test_page.py").write_text(SKIPPED, encoding="utf-8")
    (tmp_path / "conftest.py").write_text(
        (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        tmp_path,
        tmp_path,
    ]
    result = subprocess.run(
        command, env=os.environ | {"CI": in_ci}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.stdout.splitlines()[-1].startswith(told)
