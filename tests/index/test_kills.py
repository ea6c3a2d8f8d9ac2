import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_killed_command_loses_nothing_that_was_acknowledged() -> None:
    """SIGKILL at 25 random moments of adding, removing and merging; `bench/kills.py` does it as often as wanted."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, ROOT / "bench" / "kills.py", "--kills", "25"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.stderr == ""
    found = re.fullmatch(r"25 kills, (\d+) changes acknowledged, 0 lost; .*\n", done.stdout)
    assert found
    assert int(found[1]) > 4
