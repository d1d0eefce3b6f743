"""The simple fields of front matter: a name and a value on a line, or on the indented lines
below; YAML as most write it, and TOML."""

from __future__ import annotations

import re

_FIELD = re.compile(
    r"""^["']?([^\s:：#"'\-=][^:：=\n"']{0,60}?)["']?(?:\s*=\s*|:(?=\s|$)[ \t]*|：[ \t]*)(.*)$"""
)
_FOLDED = re.compile(r"[>|][+-]?\d?")
_COMMENT = re.compile(r"\s+#.*$")
_QUOTES = "\"'"


def fields(matter: str) -> dict[str, str]:
    """The fields by their names; lists and what is nested are left out."""
    found: dict[str, str] = {}
    name, folded = "", False
    for line in matter.splitlines():
        if line[:1] in (" ", "\t"):
            if folded:
                found[name] = f"{found[name]}{_gap(found[name], line)}{line.strip()}"
            continue
        match = _FIELD.match(line)
        if not match:
            folded = False
            continue
        name, value = match[1].strip(), match[2].strip()
        folded = bool(_FOLDED.fullmatch(value))
        found[name] = "" if folded else _plain(value)
    return {name: value for name, value in found.items() if value}


def _gap(before: str, line: str) -> str:
    """What stands between two lines of a value that goes on: nothing between Chinese characters."""
    return " " if before and before[-1].isascii() and line.strip()[:1].isascii() else ""


def _plain(value: str) -> str:
    """A value without its quotes, or without the comment behind it."""
    if value[:1] in _QUOTES and value[:1]:
        end = value.find(value[0], 1)
        return value[1:end] if end > 0 else value[1:]
    return "" if value[:1] in ("[", "{") else _COMMENT.sub("", value)
