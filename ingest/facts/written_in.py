"""The region apart that an article is written in: Taiwan, Hong Kong or Macau, for its own readers.

Such an article need not name the region. It shows it by its characters and by bodies, districts
and words that are only there: 金管會 and 國銀 of Taiwan, 油尖警區 and 葵涌 of Hong Kong.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.document import Document
from ingest.facts.words import read_table

_REGIONS = {
    "tw": ("台湾省", "710000"),
    "hk": ("香港特别行政区", "810000"),
    "mo": ("澳门特别行政区", "820000"),
}
_ENOUGH = 2
"""So many different cues show where an article is written: one may be about somewhere else."""


@lru_cache(maxsize=1)
def written_in(document: Document) -> tuple[str, str] | None:
    """Path and code of the region whose press an article is from; None where the cues are less
    than two, all of one's common words, or those of another region are half as many.

    A text in Simplified characters is from none: one restored from a mainland page is so.
    """
    if not document.traditional:
        return None
    cues: dict[str, set[str]] = {}
    for region in (*_REGIONS, "cn"):
        cues[region] = set(_cues(region).findall(document.folded))
    region, other = sorted(cues, key=lambda one: (len(cues[one]), one), reverse=True)[:2]
    if region == "cn" or len(cues[region]) < _ENOUGH or 2 * len(cues[other]) > len(cues[region]):
        return None
    proper = read_table("written_in.tsv")
    named = cues[region] & (proper[f"{region}.body"] | proper.get(f"{region}.place", frozenset()))
    return _REGIONS[region] if named else None


@lru_cache(maxsize=4)
def _cues(region: str) -> re.Pattern[str]:
    """The cues of a region, the longest first."""
    table = read_table("written_in.tsv")
    words = {word for name, listed in table.items() if name.startswith(region) for word in listed}
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))
