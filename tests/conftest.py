"""What all rooms' tests share."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from index import Archive, open_archive

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of the bundled samples."""
    return ROOT / "index" / "samples"


@pytest.fixture(scope="session")
def sample_location(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an archive of the samples, to be read only."""
    location = tmp_path_factory.mktemp("samples") / "nutgraf-index"
    open_archive(location).add([samples])
    return location


@pytest.fixture(scope="session")
def sample_archive(sample_location: Path) -> Archive:
    """Return an archive of the samples, to be read only."""
    return open_archive(sample_location, create=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a skipped browser test as a failure where CI says that there is a browser."""
    report = yield
    if report.skipped and os.environ.get("CI") and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and in CI every browser test has to run."
    return report
