"""LIKE and GLOB in the sum of the lengths of text and pattern, with the answers of SQLite's own.

SQLite's take their product, in one call that no clock cuts off: minutes for a text of 64 MB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from db.site import values

MOST = 50_000_000
"""Characters of a text times those of a stretch with signs for any character, which is looked for
at each place of it: beyond that the answer is refused."""

_LETTER = re.compile("[A-Za-z]")


class Stretch(NamedTuple):
    """What stands between two signs for any text."""

    width: int
    literal: str
    shape: re.Pattern[str] | None
    """Where not all of it is literal."""

    def stands_at(self, text: str, at: int) -> bool:
        if self.shape is None:
            return text.startswith(self.literal, at)
        return self.shape.match(text, at) is not None

    def end(self, text: str, start: int) -> int:
        """Where its first occurrence from `start` on ends; -1 if there is none."""
        if self.shape is None:
            at = text.find(self.literal, start)
        else:
            if len(text) * self.width > MOST:
                raise OverflowError
            found = self.shape.search(text, start)
            at = found.start() if found else -1
        return at + self.width if at >= 0 else -1


class Pattern(NamedTuple):
    """A pattern as it is looked for."""

    stretches: tuple[Stretch, ...]
    """None for a pattern that nothing matches."""
    lowered: bool
    """Is the text to be lowered, in ASCII, before?"""

    def fits(self, text: str) -> bool:
        if not self.stretches:
            return False
        if self.lowered:
            text = _lower(text)
        first, *middle = self.stretches
        if not first.stands_at(text, 0):
            return False
        if not middle:
            return len(text) == first.width
        *middle, last = middle
        at = first.width
        for stretch in middle:  # the first place is as good as any: what comes behind has most room
            at = stretch.end(text, at)
            if at < 0:
                return False
        tail = len(text) - last.width
        return tail >= at and last.stands_at(text, tail)


def like(pattern: Any, value: Any, escape: Any = "") -> bool | None:
    """`value LIKE pattern ESCAPE escape`."""
    if pattern is None or value is None or escape is None:
        return None
    return _like(_told(pattern), values.text(escape)).fits(_told(value))


def glob(pattern: Any, value: Any) -> bool | None:
    """`value GLOB pattern`."""
    if pattern is None or value is None:
        return None
    return _glob(_told(pattern)).fits(_told(value))


def _told(value: Any) -> str:
    """What SQLite compares: it reads up to the first NUL."""
    text = value if isinstance(value, str) else values.text(value)
    return text.partition("\0")[0] if "\0" in text else text


def _lower(text: str) -> str:
    return text.lower() if text.isascii() else text.encode().lower().decode()


@lru_cache(maxsize=64)
def _like(pattern: str, escape: str) -> Pattern:
    if len(escape) > 1:
        raise ValueError("ESCAPE must be a single character")
    stretches: list[list[str | None]] = [[]]
    signs = iter(pattern)
    for sign in signs:
        if sign == escape:
            literal = next(signs, None)
            if literal is None:
                return Pattern((), False)
            stretches[-1].append(_lower(literal))
        elif sign == "%":
            stretches.append([])
        else:
            stretches[-1].append(None if sign == "_" else _lower(sign))
    made = tuple(
        _stretch(signs, [re.escape(s) if s else "." for s in signs]) for signs in stretches
    )
    return Pattern(_without_empty(made), _LETTER.search(pattern) is not None)


@lru_cache(maxsize=64)
def _glob(pattern: str) -> Pattern:
    stretches: list[tuple[list[str | None], list[str]]] = [([], [])]
    at = 0
    while at < len(pattern):
        sign, at = pattern[at], at + 1
        literals, shapes = stretches[-1]
        if sign == "*":
            stretches.append(([], []))
        elif sign == "[":
            end = pattern.find("]", at + 1 + (pattern[at : at + 1] == "^"))
            if end < 0:
                return Pattern((), False)
            literals.append(None)
            shapes.append(_class(pattern[at:end]))
            at = end + 1
        else:
            literals.append(None if sign == "?" else sign)
            shapes.append("." if sign == "?" else re.escape(sign))
    made = tuple(_stretch(*parts) for parts in stretches)
    return Pattern(_without_empty(made), False)


def _class(told: str) -> str:
    """What stands in brackets, as a regular expression has it."""
    inverted = told.startswith("^")
    listed = "".join(_members(told[inverted:]))
    if not listed:
        return "." if inverted else "(?!)"
    return f"[{'^' if inverted else ''}{listed}]"


def _members(told: str) -> Iterator[str]:
    at, before = 0, ""
    if told.startswith("]"):
        yield r"\]"
        at = 1
    while at < len(told):
        sign, at = told[at], at + 1
        if sign == "-" and at < len(told) and before:
            if before <= told[at]:
                yield f"{re.escape(before)}-{re.escape(told[at])}"
            at, before = at + 1, ""
        else:
            yield re.escape(sign)
            before = sign


def _stretch(signs: list[str | None], shapes: list[str]) -> Stretch:
    literal = "".join(sign for sign in signs if sign)
    shape = None if len(literal) == len(signs) else re.compile("".join(shapes), re.DOTALL)
    return Stretch(len(signs), literal, shape)


def _without_empty(stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """Two signs for any text beside each other are one."""
    inner = tuple(stretch for stretch in stretches[1:-1] if stretch.width)
    return (*stretches[:1], *inner, *stretches[1:][-1:])
