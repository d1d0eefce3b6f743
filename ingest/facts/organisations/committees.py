"""Committees of a party, its branches and cells: which words before them are their names."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.organisations.patterns import any_of, common, word_classes
from ingest.facts.words import lexicon

RANKED = late("[省市县区州旗地]委")
"""A committee with the rank of its division."""
_DONE = late("[受由据向对让被把将]|[有是为]$|任[村镇乡]|领导")


@lru_cache(maxsize=1)
def _party_common() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(word_classes()['party_common'])})*")


def is_committee(text: str, anchor: str | None, rest: str, suffix: str) -> bool | None:
    """Whether `rest`, between an anchor, if there is one, and the suffix, names one; None where its
    words tell nothing."""
    if anchor is None and RANKED.fullmatch(suffix):
        return _is_told(text, rest + suffix[0])
    if anchor is None and _is_told(text, rest):
        return True
    if rest.endswith(("原", "时任", "现任")):
        return False  # 某村原|党支部
    if anchor is None and _DONE.search(rest):
        return False  # 某人受校|党委, 院领导有|党委书记
    if not rest:
        return None
    local = rest[-1] in "镇乡村" or rest.endswith(("街道", "社区"))
    shortest = 2 if anchor or suffix[0] in "镇乡" else 3 if local else 4
    return len(rest) >= shortest and not _party_common().fullmatch(rest)


def _is_told(text: str, name: str) -> bool:
    """Whether a name is one of a division that no register has, which the text names again:
    云海市|委 and 云海市人民医院."""
    own = name[:-1]
    plain = 1 < len(own) < 4 and name[-1] in "市县区州旗" and own not in lexicon(True).classes
    return plain and not common(own) and text.count(name) > 1
