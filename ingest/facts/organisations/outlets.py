"""Media that no telling end shows, in a row that says what they are: 云岭发布、大河云等多家媒体."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.facts.late import late, matches
from ingest.facts.named import Organisation
from ingest.facts.organisations.patterns import breaks, common, known
from ingest.facts.words import lexicon

_ROW = late(
    "(?<![一-鿿])(?:[一-鿿0-9a-z]{2,9}、){2,14}[一-鿿0-9a-z]{2,9}?"
    "(?=等(?:[0-9一二三四五六七八九十]{1,3}余?家|多家|数家|数十家|众多)"
    "(?:中央|省级|主流|新闻|网络|国内|境外|权威|、|及)*媒体)"
)
_SHOWN = ("报", "网", "新闻", "电视台", "通讯社", "客户端", "在线")
"""Ends that show that the row is one of media."""
_FEWEST = 2


def outlets(text: str) -> Iterator[Organisation]:
    """The items of a row of media of which at least two are known or show it."""
    for match in matches(_ROW, text, "媒体"):
        items = match[0].split("、")
        if sum(_is_shown(item) for item in items) < _FEWEST:
            continue
        at = match.start()
        for item in items:
            start, at = at, at + len(item) + 1
            if _is_name(item):
                yield Organisation(
                    start, start + len(item), item, "media", anchored=False, rule="list"
                )


def _is_shown(item: str) -> bool:
    return known().get(item, ("", ""))[1] == "media" or item.endswith(_SHOWN)


def _is_name(item: str) -> bool:
    """Whether an item is no word for a kind of media: 报纸、电视."""
    word = item in lexicon(True).classes or common(item)
    stem = item.removesuffix("发布")
    return not word and item not in known() and next(breaks(stem, 0, len(stem)), None) is None
