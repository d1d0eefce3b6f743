"""Verbs of saying, where they are no part of another word, and what they govern."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.people.words import word_classes

# Characters before and behind a verb that make another word of it: 小说, 名称, 说明, 称号.
_NOT_BEFORE = {
    "认为": "被所", "指责": "被", "评价": "的被度", "宣布": "被", "预测": "的", "介绍": "的",
    "问": "访学提疑询追反质慰发顾拷责审过请一", "答": "回应解问报对作抢",
    "说": "小学传据再来该听演解诉", "称": "被名简职号堪俗人统自全别通代爱昵尊",
    "建议": "的提条项些出见", "要求": "的按其新", "提出": "所", "感到": "能", "反映": "也集",
    "预计": "的", "提示": "险警系的", "承诺": "的出了份", "配文": "的",
}  # fmt: skip
_NOT_AFTER = {
    "说": "(?:[明法服起到话不的得]|什么[也都])", "称": "[号为赞职呼霸王谓心]",
    "介绍": "[信了给其自推牌、的]",
    "表示": "[出了的方]", "认为": "[的]", "分析": "[师了]", "评价": "[体标]", "建议": "[书稿]",
    "解释": "[权]", "总结": "[会了]", "宣布": "[了]", "回忆": "[录起]", "提醒": "[了]",
}  # fmt: skip


_DIRECT_VERBS = frozenset(
    ("称", "认为", "指出", "强调", "坚称", "声称", "宣布", "说", "透露", "警告",
     "指责", "指", "承认", "否认", "呼吁", "表示")
)  # fmt: skip
_PERFORMED = late(
    "[感祝欢支哀慰同满遗愤关,。;]|感谢|高度|衷心|沉痛|深切|诚挚|热烈|由衷|强烈|亲切|崇高|坚决|严重|极大|万分"
    "|不满|不服|理解|认可|赞赏|敬意|肯定|服从|认罪|反对|谴责|抗议|悲痛|惋惜|歉意|抱歉|质疑|担忧|尊重|怀疑"
)
_OPENED = late(
    "[一-鿿]{0,8}?(?:开工|开幕|闭幕|开赛|开馆|揭幕|启动|就职)|[一-鿿0-9]{0,36}?正式(?:开始|启动|开工|面市|投产)"
)
"""What is done by saying so: 宣布|项目开工."""
_COMMA = late("[,。;!?\n]")

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
    # 政府发言人指工作会议十分有用
    groups["指"].append("(?<=发言人指)(?![出着责控令引向定派明示点认证，])")
    # 尴尬回「…」
    groups["回"].append("(?=[“「]|\\Z)")
    # 在武润威看来，
    groups["看"] = ["来(?=,)"]
    for told in ("提醒", "勉励", "叮嘱", "嘱咐", "告诫"):  # 提醒市民，…
        groups.setdefault(told[0], []).insert(0, f"{told[1]}[^,。:“”\\n]{{1,12}}(?=[,:])")
    groups["告"].insert(0, "诉[^,。:“”\\n]{1,14}(?=[,:])")
    return re.compile("|".join(f"{head}(?:{'|'.join(t)})" for head, t in sorted(groups.items())))


def governs(text: str, verb: re.Match[str]) -> bool:
    """Whether a verb takes a statement without a comma between them."""
    end = verb.end()
    if text[end : end + 1] in ("过", "了", "着", "起"):
        return False  # 说过「…」
    if verb[0] not in _DIRECT_VERBS or not "一" <= text[end : end + 1] <= "鿿":
        return False
    if verb[0] in ("表示", "宣布", "呼吁") and _PERFORMED.match(text, end):
        return False
    if verb[0] == "宣布" and _OPENED.match(text, end):
        return False
    return end + 8 <= len(text) and _COMMA.search(text, end, end + 8) is None
