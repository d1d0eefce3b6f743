"""Years as Taiwan counts them, from 1912 on: 95年8月 is August 2006, in an article from there."""

from __future__ import annotations

from functools import lru_cache

from ingest.facts.document import Document
from ingest.facts.late import late

FIRST = 1911
"""The year before the republic's first."""
_CUES = late(
    "行政院|立法院|立法委员|立委|主计|新?台币|中央社|全台(?![词阶])|县议会|国小|民进党|国民党|民众党|"
    "台北|新北市|桃园[市县]|新竹|苗栗|台[中南东][市县]|彰化|南投县|云林县|嘉义|高雄|屏东|宜兰|花莲|澎湖|"
    "民国(?=[6-9]\\d|[六七八九]十|1[012]\\d|一百)|(?<![\\d./])1[012]\\d年(?=度|\\d{1,2}月)|[去今明]\\((?:\\d\\d|1[012]\\d)\\)年"
)
_ENOUGH = 2
"""A text in Simplified characters may come upon one such word anywhere."""


def counts(document: Document) -> bool:
    """Whether years of two digits are those of the republic: an article speaks as from Taiwan."""
    return _cues(document.folded) >= (1 if document.traditional else _ENOUGH)


@lru_cache(maxsize=16)
def _cues(folded: str) -> int:
    """How many different words say that a text is from Taiwan, as far as it matters."""
    seen: set[str] = set()
    for match in _CUES.finditer(folded):
        seen.add(match.group())
        if len(seen) == _ENOUGH:
            break
    return len(seen)
