"""The `jiaokan` command, also as `python -m ingest.cli`."""

from __future__ import annotations

import codecs
import io
import locale
import os
import sys

from ingest.cli import cli

OUT_OF_MEMORY = (
    "Error: There is not enough memory. What was written before is whole: run this again where "
    "there is more of it, or with fewer --workers."
)

LONG = ("ingest", "refresh")
"""Commands that may take hours, and in which nobody waits for each second."""
_NICE = 10
"""What `nice` takes if nothing else is said."""


def main() -> None:
    """Run the command; in UTF-8, whatever the locale says.

    Under another encoding the arguments arrive broken, and a search for them would find nothing
    without a word.
    """
    encoding = codecs.lookup(locale.getpreferredencoding(False)).name
    if not sys.flags.utf8_mode and encoding != "utf-8":
        again = [sys.executable, "-X", "utf8", "-m", "ingest.cli", *sys.argv[1:]]
        os.execv(sys.executable, again)
    for stream in (sys.stdout, sys.stderr):  # PYTHONIOENCODING can still say otherwise
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.argv[1:2] and sys.argv[1] in LONG:
        give_way()
    try:
        cli(prog_name="jiaokan")
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


def give_way() -> None:
    """Let whoever reads meanwhile have the processors first; what they leave, all if nobody reads,
    is ours. A priority that was given is kept."""
    if hasattr(os, "nice") and os.nice(0) == 0:
        os.nice(_NICE)


if __name__ == "__main__":
    main()
