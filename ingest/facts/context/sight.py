"""A quantity with the text around it, and what is read of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.words import DATE
from ingest.model import Fact

Span = tuple[int, int]
_ON_DAY = re.compile(f"(?<![由对关位在处属存现归至])[于在]{DATE}+(?=[一-鿿])(?![起间末底以之前后])")
"""将 | 于今年6月 | 建成: says when, and no deed."""


@dataclass(slots=True)
class About:
    """What a quantity is about, as far as its clause tells."""

    subject: Span | None = None
    """Span of the subject; None: look for it before the clause."""
    noun: str | None = None
    """The counted noun: subject of last resort."""
    measure: str | None = None
    base: str | None = None
    """The measure without what a comparison adds: what the next comparison is about."""
    verb: str | None = None
    """For a coordinated number that follows without a verb of its own."""
    inherits: bool = False
    """The subject is that of the number before."""
    rule: str = "none"


@dataclass(slots=True)
class Sight:
    """A quantity with the text that can speak about it."""

    text: str
    """The article's own characters."""
    masked: str
    fact: Fact
    clause: Span
    left: int
    """End of the quantity before it in the clause, or the clause's start."""
    right: int
    """Start of the quantity behind it in the clause, or the clause's end."""
    before: About | None
    """What the quantity before it in the sentence is about."""
    previous: Fact | None = None
    """That quantity."""

    @property
    def follows(self) -> bool:
        """Whether another quantity stands before it in the clause."""
        return self.left > self.clause[0] and self.before is not None

    @property
    def is_part(self) -> bool:
        """Whether 其中 opens the clause, or stands before it alone."""
        return self.masked.find("其中", max(0, self.clause[0] - 3), self.clause[0] + 2) >= 0

    def said(self, start: int, end: int) -> str:
        """The characters of a span without the dates in it."""
        if DATE not in self.masked[start:end]:
            return self.text[start:end]
        if start and (at := _ON_DAY.search(self.masked, start, end)) is not None:
            return self.said(start, at.start()) + self.said(at.end(), end)
        signs = zip(self.text[start:end], self.masked[start:end], strict=True)
        said = "".join(char for char, sign in signs if sign != DATE)
        behind = self.masked[start] == DATE and said[:1] in ("起", "间", "末", "底")
        return said[behind:]
