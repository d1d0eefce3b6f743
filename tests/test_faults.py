"""An ingest meets faults of the medium: `faults.py` with few of its places."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from faults import FAULTS


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or not (shutil.which("cc") or shutil.which("gcc")),
    reason="NO FAULTS INJECTED: a C compiler on Linux is needed (apt-get install gcc)",
)
def test_no_fault_of_the_medium_loses_or_halves_anything() -> None:
    script = Path(__file__).parent / "faults.py"
    done = subprocess.run(
        [sys.executable, script, "--points", "3"], capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == list(FAULTS)
    assert all(line.endswith(", 0 faults") for line in lines)
    # Only what fails once may go unnoticed: the log can be moved into the file another time.
    ended = [line for line in lines if " 0 ended" not in line]
    assert {"writes fail from then on", "the disk is full", "killed in a write"} <= {
        line.partition(":")[0] for line in ended
    }
