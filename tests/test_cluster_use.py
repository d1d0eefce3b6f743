"""What `jiaokan ingest --cluster` refuses, and what it needs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from test_cluster import files, run, told

pytest.importorskip("distributed", reason="NO CLUSTER TESTS: pip install 'jiaokan[cluster]'")
__all__ = ["files", "run"]  # fixtures


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (["--cluster", "local:2"], 2, "--cluster and --out belong together."),
        (["--out", "out"], 2, "--cluster and --out belong together."),
        (["--cluster", "local:2", "--out", "out", "--limit", "3"], 2, "--limit does not go with"),
        (["--cluster", "local:2", "--out", "out", "--db", "a.db"], 2, "--db does not go with"),
        (
            ["--cluster", "local:2", "--out", "out", "--workers", "2"],
            2,
            "--workers does not go with",
        ),
        (["nowhere", "--cluster", "local:2", "--out", "out"], 2, "no file or folder nowhere."),
        (["no*.gz", "--cluster", "local:2", "--out", "out"], 2, "no file or folder no*.gz."),
        (["-", "--cluster", "local:2", "--out", "out"], 2, "cannot read standard input"),
        (["--cluster", "local:many", "--out", "out"], 1, "local:many is no cluster"),
        (["--cluster", "tcp://127.0.0.1:1", "--out", "out"], 1, "No Dask scheduler answers at"),
        (["--cluster", "nonsense://", "--out", "out"], 1, "No Dask scheduler answers at"),
    ],
)
def test_wrong_use_is_told(
    run: Callable[..., Result], args: list[str], code: int, sentence: str
) -> None:
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        result = run(*args)
    assert result.exit_code == code and sentence in result.stderr, result.output
    assert result.stderr.count("\n") <= 4


def test_without_dask_one_sentence_says_what_to_install(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("--cluster", "local:2", "--out", "out")
    assert result.exit_code == 1
    assert result.stderr == "Error: A cluster needs Dask: pip install 'jiaokan[cluster]'\n"


def test_a_dry_run_starts_and_writes_nothing(
    files: list[Path], tmp_path: Path, run: Callable[..., Result]
) -> None:
    answer = told(run(*files, "--cluster", "tcp://127.0.0.1:1", "--out", "out", "--dry-run"))
    assert (answer["there"], answer["made"]) == (0, 0) and answer["shards"]
    assert not Path("out").exists()


def test_one_machine_imports_nothing_of_dask() -> None:
    script = "import sys, ingest.cli.archive; print({'dask', 'distributed', 'fsspec'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout == "set()\n"
