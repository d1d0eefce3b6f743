"""Names of which an office is told behind them: 某某任厂长, 齐利锋当选会长."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.organisations.patterns import any_of
from ingest.facts.people.beside import looks
from ingest.facts.people.given import likelihood
from ingest.facts.people.words import is_word, word_classes


@lru_cache(maxsize=1)
def _is_somebody() -> re.Pattern[str]:
    """What is said of a person only: 生前是…院长, 现任…主任."""
    titles = any_of(word_classes()["title"])
    lead = (
        "(?:因[^，。,]{2,20}[，,])?(?:现已|现|已|将|正式|申请|请求)?"
        "(?:(?:出|担|曾|历|兼|接|连|辞)?任|辞去|当选为?|生前[是系]|现任|现为|(?:同志)?是)"
        "[^，。；,;:：]{0,24}?"
    )
    return re.compile(f"{lead}(?:{titles})(?=[，。,、]|职务)")


def becomes(text: str, name: str, end: int) -> bool:
    """Whether a likely name is said to be in an office: 某某任厂长."""
    return looks(name, rare=len(name) == 3) and _is_somebody().match(text, end) is not None


def comes_to_be(text: str, start: int) -> int | None:
    """End of a name of three characters whose surname is a word: 齐利锋|当选会长."""
    end = start + 3
    name = text[start:end]
    plain = len(name) == 3 and likelihood(name) > 1 and not is_word(name[:2])
    return end if plain and becomes(text, name, end) else None
