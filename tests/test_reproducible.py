"""The same input gives the same exports: any workers, any order, any hash seed, any Python."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CASES, load_cases
from soak import PROSE, reports

from ingest.restore import Channel, damage

ROOT = Path(__file__).parent.parent
PYTHONS = [name for name in os.environ.get("JIAOKAN_PYTHONS", "").split(os.pathsep) if name]
"""Further interpreters, each with the package's dependencies, e.g. /tmp/3.13/bin/python."""
_NONE = pytest.param(
    "",
    id="none",
    marks=pytest.mark.skip(reason="ONE PYTHON ALONE: name others in JIAOKAN_PYTHONS"),
)

EXPORTS = """
import sys
sys.path.insert(0, "tests")
import json
from bench_kills import exports
from pathlib import Path
print(json.dumps(exports(Path(sys.argv[1])), sort_keys=True))
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of several formats, with copies of one another, damaged ones among them."""
    folder = tmp_path_factory.mktemp("corpus")
    reports(folder / "reports.jsonl", 0, 40)
    again = [{"text": text, "publisher": f"媒体{n}"} for n, text in enumerate(PROSE)]
    (folder / "copies.jsonl").write_text("\n".join(map(json.dumps, again)), "utf-8")
    for source in sorted((CASES / "facts" / "articles").glob("*.txt")):
        (folder / source.name).write_bytes(source.read_bytes())
    for number, text in enumerate(PROSE[:4]):
        (folder / f"damaged {number}.txt").write_text(damage(text, Channel(), number), "utf-8")
    for number, page in enumerate(load_cases("dissect/pages.json")):
        html = "".join(f"<p>{line}</p>" for line in page["page"].split("\n"))
        (folder / f"{number}.html").write_text(f"<html><body>{html}</body></html>", "utf-8")
    bundled = ROOT / "ingest" / "articles"
    for source in sorted(bundled.glob("*.txt")):
        (folder / source.name).write_bytes(source.read_bytes())
    (folder / "not text.txt").write_bytes(bytes(range(256)))
    return folder


def exported(
    archive: Path, *inputs: Path, workers: int = 1, seed: str = "0", python: str = sys.executable
) -> dict[str, str]:
    """The hash of each export of an archive that is made in processes of their own."""
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    run = [python, "-m", "ingest.cli", "ingest", *map(str, inputs), "--db", str(archive)]
    done = subprocess.run(
        [*run, "--workers", str(workers)], env=env, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    told = subprocess.run(
        [python, "-c", EXPORTS, str(archive)], env=env, cwd=ROOT, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    made: dict[str, str] = json.loads(told.stdout)
    return made


@pytest.fixture(scope="module")
def expected(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    made = exported(tmp_path_factory.mktemp("expected") / "archive.db", corpus)
    nothing = hashlib.sha256(b"").hexdigest()
    assert len(made) > 20 and nothing not in made.values()
    return made


@pytest.mark.parametrize(("workers", "seed"), [(2, "1"), (4, "random")])
def test_on_any_number_of_workers_and_with_any_hash_seed(
    corpus: Path, tmp_path: Path, expected: dict[str, str], workers: int, seed: str
) -> None:
    assert exported(tmp_path / "a.db", corpus, workers=workers, seed=seed) == expected


def test_in_any_order_of_files_and_over_several_runs(
    corpus: Path, tmp_path: Path, expected: dict[str, str]
) -> None:
    files = sorted(corpus.iterdir())
    random.Random(1).shuffle(files)
    half = len(files) // 2
    exported(tmp_path / "a.db", *files[:half], seed="2")
    assert exported(tmp_path / "a.db", *files[half:], *files[:3], seed="3") == expected


@pytest.mark.parametrize("python", PYTHONS or [_NONE])
def test_on_any_python(corpus: Path, tmp_path: Path, expected: dict[str, str], python: str) -> None:
    assert exported(tmp_path / "a.db", corpus, python=python) == expected
