"""The collector of cyclic garbage, run where it costs little.

What a document leaves behind is freed as it goes: the rules make no cycles. Started by itself, the
collector looks through all that is alive again and again, a tenth of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """The collector runs when `sweep` is called, and not by itself."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if running:
            gc.enable()


def sweep() -> None:
    """Collect now. What is alive (modules, tables, what was looked up) is not looked at again."""
    gc.collect()
    gc.freeze()
