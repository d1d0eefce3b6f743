"""Near-duplicates: a changed headline, a cut paragraph, the same report in another outlet.

A text is taken as the set of its clauses, folded, so that a Traditional and a Simplified edition
are alike. Its fingerprint is a bottom-k MinHash: the k smallest hashes of the clauses. Two texts
that share a part J of their clauses share one of these with a probability of about 1 - (1 - J)^k,
and texts that have nothing in common share none.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from ingest.script import fold

SIZE = 8
"""Hashes kept of a text (k)."""
ALIKE = 0.3
"""Likeness from which two texts are editions of one report. Different reports of one news
programme stay below 0.1, a report that lost half of its text keeps 0.5."""
_SHORTEST = 6
"""Shorter clauses (他说, 据了解) are said everywhere."""
_CLAUSE = re.compile(r"[^\s,.;:!?。、…—\"'“”‘’()《》<>\[\]【】「」『』]+")


def clauses(text: str) -> frozenset[str]:
    """The clauses of a text, folded; of a text without long ones, the whole."""
    folded = fold(text)
    found = frozenset(c for c in _CLAUSE.findall(folded) if len(c) >= _SHORTEST)
    return found or frozenset((folded.strip(),))


def fingerprint(text: str) -> tuple[int, ...]:
    """The hashes by which texts like this one are found, ascending; 32 bits each."""
    hashes = {_hash(clause) for clause in clauses(text)}
    return tuple(sorted(hashes)[:SIZE])


def _hash(clause: str) -> int:
    data = clause.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=4).digest(), "big")


def likeness(one: str, other: str) -> float:
    """Share of the clauses of both texts that both have, by length: 0 to 1."""
    first, second = clauses(one), clauses(other)
    union = sum(map(len, first | second))
    return sum(map(len, first & second)) / union if union else 1.0
