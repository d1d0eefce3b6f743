"""Nouns without what joins them to the next word, or already belongs to it.

5个 | 国家公园 | 在内             what goes on behind the noun
4家 | 合作社 | 联合发展后         what those counted do
3万株 | 樱花 | 近期               when or how they do it
"""

from __future__ import annotations

import re

from ingest.facts.context.phrases.noun_ends import LONGEST_WORD
from ingest.facts.context.phrases.shapes import without_modal
from ingest.facts.context.sight import Span
from ingest.facts.late import late
from ingest.facts.phrases import JOINTS, trim
from ingest.facts.words import tokens

_NO_NOUN_ALONE = frozenset("中里内上下间后前时的全都均皆也已共可能会应将要")
_AFTER_NOUN = JOINTS + "中里内的"
_REST = re.compile("在内|(?<![高初])中的|的?基础上$|的?情况下$|的?情况来看$|的?同时$")
"""Goes on behind the noun: 5个国家公园 | 在内, 4台变压器 | 基础上."""


def without_stump(masked: str, start: int, stop: int) -> Span:
    """The noun without what joins it to the next word: 5个 | 国家公园 | 在内, 49个 | 组织 | 和."""
    drives = _DRIVES.search(masked, start + 2, stop)
    stop = drives.start() if drives else stop
    if masked[stop - 1 : stop] in _AFTER and stop - start > LONGEST_WORD:
        said = (t for t in tokens(masked, start + LONGEST_WORD, stop) if t.word_class in _DOING)
        stop = next((t.start for t in said), stop)  # 4家 | 合作社 | 联合发展后
    stays = _STAYS.search(masked, start + 1, stop)
    stop = stays.start() if stays else stop
    rest = _REST.search(masked, start + 1, stop)
    if rest is not None:
        start, stop = trim(masked, start, rest.start())
    sounds = _SOUNDS.search(masked, start + 2, stop) or _DOUBLED.search(masked, start + 1, stop)
    stop = without_modal(masked, start, sounds.start() if sounds else stop)
    if masked[stop - 1 : stop] in _LAST_OF_HOW:
        how = _HOW.search(masked, start, stop)
        stop = how.start() if how else stop
    if masked[stop - 1 : stop] == "外" and _EXCEPT.search(masked, start - _FAR, start):
        stop -= 1  # 除12场 | 分论坛 | 外
    while start < stop and masked[stop - 1] in _AFTER_NOUN:
        if masked[stop - 2 : stop] in _WORDS:
            break
        start, stop = trim(masked, start, stop - 1 - (masked[stop - 2 : stop] == "以及"))
    alone = stop - start == 1 and masked[start] in _NO_NOUN_ALONE
    return (start, start) if alone else (start, stop)


_WORDS = ("公里", "英里", "海里", "高中", "初中")
_LAST_OF_HOW = frozenset("期前来体双同数员业工")
_HOW = late("(?<=..)(?:近期|日前|近来|集体|双双|一同|悉数|全员|全体|(?<!家庭)(?<!课外)作业|施工)$")
"""樱花 | 近期 | 开放: when or how, before what those counted do."""
_STAYS = late("[等站排坐围守带拿抱扛举跟忙笑唱望盼躺]着|[这那][里边儿]$")
"""150亩 | 小麦 | 等着收割, 20户 | 人家 | 那里."""
_DRIVES = late("促(?=[一-鿿]{2})(?![进销成使膜])")
"""30条 | 举措 | 促就业: a verb of one character."""
_EXCEPT = late("除[^,。]*$")
_FAR = 24
_AFTER = ("后", "时")
_DOING = ("verb", "nominal", "manner")
_DOUBLED = late("([一-鿿])(?<![宝爸妈爷奶哥弟姐妹叔星猩])\\1[一-鿿]{2}$")
"""郁金香 | 亭亭玉立: how they are too."""
_SOUNDS = late("[一-鿿]{2}([滚腾累勃济重阵纷滔滴熊茫苍郁葱闪隆轰琅])\\1$")
"""小店 | 浓烟滚滚: how they are."""
