"""The `jiaokan` command, also as `python -m ingest.cli`."""

from __future__ import annotations

import codecs
import locale
import os
import sys

from ingest.cli import cli


def main() -> None:
    """Run the command; in UTF-8, whatever the locale says.

    Under another encoding the arguments arrive broken, and a search for them would find nothing
    without a word.
    """
    encoding = codecs.lookup(locale.getpreferredencoding(False)).name
    if not sys.flags.utf8_mode and encoding != "utf-8":
        again = [sys.executable, "-X", "utf8", "-m", "ingest.cli", *sys.argv[1:]]
        os.execv(sys.executable, again)
    cli(prog_name="jiaokan")


if __name__ == "__main__":
    main()
