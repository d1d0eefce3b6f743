"""Fixtures for all tests: archives in memory and on disk, and what versions they ran with."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from db.archive import open_archive
from ingest.pipeline import ingest
from ingest.read import bundled, read_all

CASES = Path(__file__).parent / "cases"


CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
BROWSER_MISSING = (
    None
    if CHROMIUM and AXE.exists()
    else "NO BROWSER TESTS: "
    + " and ".join(
        ([] if CHROMIUM else ["Chromium is missing (apt-get install chromium)"])
        + ([] if AXE.exists() else ["axe-core is missing (make node_modules/axe-core)"])
    )
)
"""Why the tests in a browser cannot run; with JIAOKAN_BROWSER=required they fail instead."""
PACKAGES_MISSING = [
    f"NO TESTS OF {what}: pip install {package}"
    for package, what in (
        ("distributed", "THE CLUSTER"),
        ("duckdb", "PARQUET"),
        ("pyarrow", "PARQUET"),
    )
    if find_spec(package) is None
]
"""Optional parts that cannot be tested here."""


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if BROWSER_MISSING:
        terminalreporter.section("NO BROWSER", red=True)
        terminalreporter.line(BROWSER_MISSING, red=True)
    for line in PACKAGES_MISSING:
        terminalreporter.line(line, red=True)


SLOW = {
    "test_browser",
    "test_cluster",
    "test_complexity",
    "test_complexity_archive",
    "test_faults",
    "test_faults_process",
    "test_floors",
    "test_fuzz",
    "test_fuzz_read",
    "test_hostile",
    "test_makers",
    "test_merge",
    "test_pipeline",
    "test_pipeline_faults",
    "test_reproducible",
    "test_serving",
    "test_site_traps",
    "test_soak",
    "test_sql",
    "test_wheel",
    "test_workers",
}
"""Modules that `make quick` leaves out: browsers, servers, processes, whole sets."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.stem in SLOW:
            item.add_marker("slow")
    # What takes long begins first: at the end no processor waits for another.
    items.sort(key=lambda item: item.path.stem not in SLOW)


def pytest_report_header() -> str:
    names = ("datasette", "sqlite-utils", "click")
    told = ", ".join(f"{name} {version(name)}" for name in names)
    return f"SQLite {sqlite3.sqlite_version}, {told}\n{BROWSER_MISSING or f'browser {CHROMIUM}'}"


def load_cases(name: str) -> list[Any]:
    """The cases of `tests/cases/<name>`, a JSON list."""
    cases: list[Any] = json.loads((CASES / name).read_text("utf-8"))
    return cases


def build(path: Path, *inputs: Path) -> Database:
    """An archive at `path` with everything in `inputs`."""
    db = open_archive(path, create=True)
    ingest(db, read_all(map(str, inputs), sys.stdin.buffer), "test")
    return db


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Callable[..., Database]]:
    """Builds archives that are closed after the test."""
    opened: list[Database] = []

    def make(*inputs: Path, name: str = "archive.db") -> Database:
        opened.append(build(tmp_path / name, *inputs))
        return opened[-1]

    yield make
    for db in opened:
        db.close()


@pytest.fixture(scope="session")
def bundled_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the bundled article, built once."""
    path = tmp_path_factory.mktemp("bundled") / "archive.db"
    build(path, bundled()).close()
    return path


@pytest.fixture(scope="session")
def news_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the bundled article and the annotated ones, built once."""
    path = tmp_path_factory.mktemp("news") / "archive.db"
    build(path, bundled(), *sorted((CASES / "facts" / "articles").glob("*.txt"))).close()
    return path
