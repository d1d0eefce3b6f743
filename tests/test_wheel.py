"""The wheel installs into an empty environment and runs there: tables, templates and all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOME = """
import asyncio
from db.site.serve import application
print(asyncio.run(application("archive.db").client.get("/")).text)
"""


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints, in an environment that knows nothing of this checkout."""
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )
    if done.returncode and "No matching distribution" in done.stderr and "CI" not in os.environ:
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_runs_on_its_own(tmp_path: Path) -> None:
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(
        *pip,
        "wheel",
        "--no-deps",
        "--wheel-dir",
        tmp_path,
        copied(tmp_path / "source"),
        cwd=tmp_path,
    )
    (wheel,) = tmp_path.glob("jiaokan-*.whl")
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    # Compiling what is never imported would take longer than all the rest.
    run(*pip, "--python", python, "install", "--no-compile", wheel, cwd=tmp_path)
    jiaokan = tmp_path / "venv" / "bin" / "jiaokan"
    assert "loaded            1" in run(jiaokan, "ingest", cwd=tmp_path)
    assert run(jiaokan, "search", "社会组织", cwd=tmp_path).startswith("1 article")
    run(jiaokan, "check", cwd=tmp_path)
    told = run(jiaokan, "restore", "--json", article(tmp_path), cwd=tmp_path)
    assert "社会组织开展服务" in told
    assert "校勘" in run(python, "-c", HOME, cwd=tmp_path)


def copied(folder: Path) -> Path:
    """What the wheel is made of, without what an earlier build left behind in this checkout."""
    for package in ("db", "ingest"):
        shutil.copytree(ROOT / package, folder / package)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    return folder


def article(folder: Path) -> Path:
    path = folder / "page.txt"
    path.write_text("社會(huì)組織開(kāi)展服務(wù)，社會(huì)各界積極參與。", "utf-8")
    return path
