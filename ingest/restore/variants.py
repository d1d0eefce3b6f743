"""Rare forms of common characters: machines that put pinyin everywhere swap them in, too.

`監筦總跼` is 监管总局. A text with several of them is such a machine's; one alone may stand in a
name. The machine also makes 齊 of 企, which is a word of its own: there statistics choose.
"""

from __future__ import annotations

from functools import lru_cache

from ingest.model import Choice
from ingest.restore.statistics import counted_form, model
from ingest.restore.tables import rows
from ingest.script import to_simplified

_FEWEST = 2
"""Such forms, different ones, that prove the machine."""
_AROUND = 6
"""Characters looked at on either side."""
_AMBIGUOUS, _MEANT = "齐", "企"


def usual_forms(text: str) -> tuple[str, dict[int, Choice]]:
    """`text` in Simplified characters that people write, and the places where another one may have
    stood."""
    rare = _rare()
    if sum(char in text for char in map(chr, rare)) < _FEWEST:
        return to_simplified(text), {}
    usual = to_simplified(text.translate(rare))
    chars, unsure = list(usual), {}
    for at, char in enumerate(usual):
        if char == _AMBIGUOUS:
            around = usual[max(0, at - _AROUND) : at], usual[at + 1 : at + 1 + _AROUND]
            lead = _score(_MEANT, *around) - _score(_AMBIGUOUS, *around)
            other = _AMBIGUOUS if lead > 0 else _MEANT
            chars[at] = _MEANT if lead > 0 else _AMBIGUOUS
            unsure[at] = Choice(other, round(-abs(lead), 3))
    return "".join(chars), unsure


def _score(char: str, left: str, right: str) -> float:
    """Logarithm of the probability of `char` between others, as words."""
    return model().worded(counted_form(left + char + right))


@lru_cache(maxsize=1)
def _rare() -> dict[int, str]:
    return {ord(row[0]): row[1] for row in rows("variants.tsv")}
