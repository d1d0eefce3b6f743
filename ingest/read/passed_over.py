"""Files and folders that are passed over for their names."""

from __future__ import annotations

import re
from collections.abc import Collection

_SYSTEM = re.compile(
    r"\.DS_Store|\._.*|__MACOSX|\.Spotlight-V100|\.Trashes|\.fseventsd"  # macOS
    r"|Thumbs\.db|ehthumbs\.db|desktop\.ini|\$RECYCLE\.BIN|System Volume Information"  # Windows
    r"|~\$.*|\.~lock\..*#"  # documents that are open in an Office program
    r"|.*\.\w+-(?:wal|shm|journal)"  # what lies beside a database that is in use
    r"|\.git|\.hg|\.svn|__pycache__|.*\.pyc?",  # programmers' tools
    re.IGNORECASE,
)

_PAGES = (".html", ".htm", ".shtml", ".xhtml")
"""What files of web pages are called."""
PARTS = frozenset(
    (
        *(".js", ".mjs", ".map", ".css", ".download", ".下载"),
        *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".ico"),
        *(".woff", ".woff2", ".ttf", ".otf", ".eot", ".swf", ".mp3", ".mp4"),
    )
)
"""What files are called that belong to a page and hold no text of it."""
_BESIDE = ("_files", ".files", "_文件")
"""What the folder beside such a file is called, in which a browser puts what belongs to it."""


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


def page_with(folder: str, names: Collection[str]) -> str | None:
    """The page to which a folder belongs, of the names beside it.

    >>> page_with("桥_files", {"桥.html", "桥_files"}), page_with("桥_files", {"桥_files"})
    ('桥.html', None)
    """
    for end in _BESIDE:
        stem = folder.removesuffix(end)
        if stem != folder:
            return next((stem + kind for kind in _PAGES if stem + kind in names), None)
    return None


def _parts(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")
