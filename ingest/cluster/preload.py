"""What a worker of `local:N` does first. Ctrl-C is for the one who started it, and who ends it."""

from __future__ import annotations

import signal


def dask_setup(worker: object) -> None:
    """Called by Dask in each worker's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
