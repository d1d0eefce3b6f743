"""Bodies of Hong Kong and Macau, which their papers name without the region: 律政司, 发展局."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.named import Organisation
from ingest.facts.organisations.patterns import any_of, word_classes

_REGIONS = (
    *(
        "香港",
        "特区",
        "行政长官",
        "特首",
        "立法会",
        "港岛",
        "新界",
        "港铁",
        "尖沙咀",
        "旺角",
        "油麻地",
    ),
    *("深水埗", "观塘", "荃湾", "元朗", "屯门", "佐敦", "铜锣湾", "港府", "行政长官"),
)
"""Words of texts that tell of them."""


@lru_cache(maxsize=1)
def _bodies() -> re.Pattern[str]:
    regions = "(?:(?:香港|澳门)(?:(?:特区|特别行政区)(?:政府)?)?)?"
    return re.compile(f"{regions}(?:{any_of(word_classes()['region'])})(?![长们大秘])")


def regional(text: str) -> Iterator[Organisation]:
    """The bodies that a text of the regions names."""
    if not any(word in text for word in _REGIONS):
        return
    for match in _bodies().finditer(text):
        if "一" <= text[match.start() - 1 : match.start()] <= "鿿" and not _free(
            text, match.start()
        ):
            continue
        yield Organisation(
            *match.span(), match[0], "government", None, None, False, rule="region"
        )  # fmt: skip


# 免去某某|发展局局长职务
_REMOVED = late("(?:免去|任命)[一-鿿]{2,4}$")
_FREE = frozenset("的和与及由在向对据被到经让就把为是但而则也至将有指说称时")


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    return tuple(word_classes()["region_free"])


def _free(text: str, at: int) -> bool:
    """Whether a name may begin behind what stands before it."""
    if _REMOVED.search(text, max(at - 6, 0), at):
        return True
    return text[at - 1] in _FREE or text.endswith(_words(), 0, at)
