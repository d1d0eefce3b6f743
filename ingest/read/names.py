"""Files and folders that are passed over for their names."""

from __future__ import annotations

import re

_SYSTEM = re.compile(
    r"\.DS_Store|\._.*|__MACOSX|\.Spotlight-V100|\.Trashes|\.fseventsd"  # macOS
    r"|Thumbs\.db|ehthumbs\.db|desktop\.ini|\$RECYCLE\.BIN|System Volume Information"  # Windows
    r"|~\$.*|\.~lock\..*#"  # documents that are open in an Office program
    r"|.*\.\w+-(?:wal|shm|journal)"  # what lies beside a database that is in use
    r"|\.git|\.hg|\.svn|__pycache__|.*\.pyc?",  # programmers' tools
    re.IGNORECASE,
)


def left_out(name: str) -> bool:
    """Does a system or a tool keep it for itself? No word is lost on these.

    >>> left_out("news/.DS_Store"), left_out("news/.notes.txt")
    (True, False)
    """
    return any(_SYSTEM.fullmatch(part) for part in _parts(name))


def hidden(name: str) -> str | None:
    """Why it is not read if somebody has hidden it; None for what lies open."""
    if any(part.startswith(".") and part.strip(".") for part in _parts(name)):
        return "it is hidden: its name begins with a dot; name it to have it read"
    return None


def _parts(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")
