"""Verbs of saying, where they are no part of another word."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.people.words import word_classes

# Characters before and behind a verb that make another word of it: 小说, 名称, 说明, 称号.
_NOT_BEFORE = {
    "认为": "被所", "指责": "被", "评价": "的被度", "宣布": "被", "预测": "的", "介绍": "的",
    "问": "访学提疑询追反质慰发顾拷责审过请一", "答": "回应解问报对作抢",
    "说": "小学传据再来该听演解诉", "称": "被名简职号堪俗人统自全别通代爱昵尊",
    "建议": "的提条项些出见", "要求": "的按其新", "提出": "所", "感到": "能", "反映": "也集",
    "预计": "的",
}  # fmt: skip
_NOT_AFTER = {
    "说": "[明法服起到话不的得]", "称": "[号为赞职呼霸王谓心]", "介绍": "[信了给其自推牌、的]",
    "表示": "[出了的方]", "认为": "[的]", "分析": "[师了]", "评价": "[体标]", "建议": "[书稿]",
    "解释": "[权]", "总结": "[会了]", "宣布": "[了]", "回忆": "[录起]", "提醒": "[了]",
}  # fmt: skip


_PROVERB = "".join(f"(?<!{word}.)" for word in ("俗话", "老话", "古话", "常言", "古语"))
"""俗话说：“…” is nobody's."""


@lru_cache(maxsize=1)
def verbs() -> re.Pattern[str]:
    """Verbs of saying, the longest from the left, where they are no part of another word."""
    parts = []
    for verb in word_classes()["speech"]:
        before = "".join(chars for tail, chars in _NOT_BEFORE.items() if verb == tail)
        after = [bad for tail, bad in _NOT_AFTER.items() if verb.endswith(tail)]
        # a lookbehind for the first character is written behind it, one longer
        part = f"(?<![{before}]{verb[0]})" if before else ""
        if verb == "说":
            part += _PROVERB
        parts.append((verb, part, "".join(f"(?!{bad})" for bad in after)))
    parts.sort(key=lambda p: (-len(p[0]), p[0]))
    groups: dict[str, list[str]] = {}
    for verb, look, behind in parts:
        groups.setdefault(verb[0], []).append(f"{look}{re.escape(verb[1:])}{behind}")
    # 低声耳语道: whatever way of saying ends in 道 before a colon
    groups["道"] = ["(?<![街频渠人通轨管赛跑铁知隧味报]道)(?<!常言道)(?<!俗话道)(?=:)"]
    # 陈帆指，…
    groups["指"].append("(?<![手食拇中无名小戒所是据已被暗特专直]指)(?=,)")
    # 尴尬回「…」
    groups["回"].append("(?=[“「]|\\Z)")
    # 在武润威看来，
    groups["看"] = ["来(?=,)"]
    groups["告"].insert(0, "诉[^,。:“”\\n]{1,14}(?=[,:])")
    return re.compile("|".join(f"{head}(?:{'|'.join(t)})" for head, t in sorted(groups.items())))
