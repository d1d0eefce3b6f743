"""What is said of a counted noun behind it, as a measure has it: 2个社会组织 | 获…表扬."""

from __future__ import annotations

import re

from ingest.facts.context.measures.measure import LONGEST_PHRASE, measure_start
from ingest.facts.context.phrases.edges import first_of, without_passing, without_tail
from ingest.facts.context.sight import Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import JOINTS, trim
from ingest.facts.words import NAMES, QUANTITY, tokens

_HANGING = ("adverb", "connective", "prep", "joint", "negation")
"""Classes of words that a predicate cannot end in."""
LINKING = frozenset("对向给将把从与")
"""Prepositions, left over where what they are of is a number."""
_HANGS = LINKING | frozenset(JOINTS)
_WORDS = frozenset(
    (
        "参与",
        "给与",
        "赠与",
        "普及",
        "涉及",
        "波及",
        "触及",
        "惠及",
        "饱和",
        "缓和",
        "总和",
        "反对",
        "绝对",
        "相对",
        "面对",
        "应对",
        "核对",
        "针对",
        "配对",
        "意向",
        "方向",
        "动向",
        "走向",
        "导向",
        "倾向",
    )
)
"""Words that end as one of those."""
_SOME_OF = tuple(word + QUANTITY for word in ("有", "已有", "仅有", "共有"))
_GROWS = late("[率量额入润格值数][^,;]{0,14}(?:增长|上涨|下降|下跌|提高|回落|减少|增加)了?$")
_BY_SO_MUCH = ("以", "分别以", "各以", "均以")
_MARKED = late("[,;。:\\n]")


def predicate_text(sight: Sight, span: Span) -> str:
    """The predicate behind a counted noun, cut where it stops saying something."""
    start, end = span
    masked = sight.masked
    if _opens_no_deed(masked, start, end):
        return ""
    if "其中" in masked[start:end] or QUANTITY in masked[start:end]:
        part = _PARTS.search(masked, start + 1, sight.clause[1])
        end = part.start() if part else end  # 7人 | 受伤其中5人重伤
    cut = end - start > LONGEST_PHRASE
    if cut:
        end = start + LONGEST_PHRASE
        end = _first_deed(masked, start, end)
    passed, begin = start, without_passing(masked, start, end)[0]
    end = max(begin, without_passing(masked, start, end)[1])
    begin -= passed < begin < end and masked[begin - 1] in "超破" and "一" <= masked[begin] <= "鿿"
    kept = _KEPT.search(masked, passed, end) if passed < begin < end else None
    begin = kept.start() if kept and kept.start() < begin else begin
    if masked[begin : begin + 1] == "除":
        return _after_exception(sight, end)
    while begin < end and masked[end - 1] == QUANTITY and masked[begin] != QUANTITY:
        end -= 1
    begin, end = trim(masked, begin, end)
    link = _LINK.search(masked, begin, end) if masked[end : end + 1] == QUANTITY else None
    end = link.start() if link else end
    while begin < end and masked[end - 1] in _HANGS and masked[end - 2 : end] not in _WORDS:
        end -= 1  # 投资230万元对 | 22座大棚, 708人受伤及 | 1人失踪
    begin, end = without_tail(masked, begin, end, _HANGING) if cut else (begin, end)
    case = _CASE.search(masked, begin + 2, end)
    end = case.start() if case else end
    if masked[begin : begin + 1] == "在" and _ONLY_WHERE.search(masked, begin, end):
        return ""
    if _says_no_deed(masked, begin, end):
        return ""
    said = sight.said(begin, end)
    if said in ("达", "達", "超", "破"):
        return ""
    return _CLOSED.sub("", _COUNTED.sub("", said) if QUANTITY in masked[begin:end] else said)


def _opens_no_deed(masked: str, start: int, end: int) -> bool:
    """9届世锦赛 | 中的最好成绩, 三座城市 | 让全省产量…: what follows is told of something else."""
    if masked.startswith(("中的", "中" + QUANTITY, "中有" + QUANTITY, "才", "便"), start):
        return True  # 15个成员 | 中14个…, 调试近千次 | 才取得成功
    if masked.startswith(_SOME_OF, start):
        return True  # 66个项目 | 已有28个开工: that is said of some of them
    number = masked.find(QUANTITY, start, end)
    if number > 0 and _GROWS.search(masked, start, number):
        return True  # 36个商圈 | 客流量增长1.6倍: that is what the next number tells
    if masked[start:end] in _BY_SO_MUCH:
        return True  # 3家企业 | 分别以2786亿元…
    lets = masked[start : start + 1] in _LETTING
    return lets or _JUDGES.match(masked, start, end) is not None  # 收入10多万元 | 不成问题


def _says_no_deed(masked: str, begin: int, end: int) -> bool:
    """Whether the rest only names a measure, or what is spoken of."""
    at = measure_start(masked, begin, end)
    levels = end - begin <= _SHORT and _LEVEL.match(masked, end) is not None
    levels = levels and all(t.word_class != "verb" for t in tokens(masked, begin, at))
    if at == begin or (at < end and levels):
        return True  # 75家企业 | 年销售收入 | 18亿元, 10处 | 估算投资 | 为471亿元
    words = list(tokens(masked, begin, end)) if masked[begin : begin + 1] in _ABOUT else []
    # 三位部长 | 就耕地保护等问题: what they spoke of
    return bool(words) and all(token.word_class != "verb" for token in words)


def _first_deed(masked: str, start: int, end: int) -> int:
    """Where what is done first ends in a predicate that is too long to be stored."""
    done = -1
    for token in tokens(masked, start, end):
        if done < 0 or token.start == done:
            done = token.end if token.word_class in ("verb", "say") else done
        elif token.word_class in _GOES_ON:
            end = token.start
            break
    else:
        end = done if done > start else end  # 参与 | 一个名称很长的活动
    where = _AT.search(masked, start, end)
    end = where.start() if where else end
    return start if masked[start:end].lstrip("已正都") in _BEGINS else end


_PARTS = re.compile(
    f"其中(?=[一-鿿]{{0,8}}{QUANTITY})|(?<=受灾|死亡|受伤|失踪|被困|遇难)(?={QUANTITY})"
)
_KEPT = late("与(?=[一-鿿]{2})|需要?|急需|紧急(?=转移|避险|撤离|疏散|生活)")
"""No deed without these: 17万人 | 需紧急生活救助."""
_GOES_ON = ("verb", "say", "prep", "adverb", "connective")
_AT = late(f"[在于向对将从][{NAMES}]+$")
_BEGINS = frozenset(
    ("开始", "继续", "准备", "正在", "计划", "打算", "希望", "可以", "能够", "需要")
)
_LINK = late("(?:为|是|达到?)?每[一-鿿]{1,2}$")
"""平均批发价格 | 为每公斤 | 4.07元."""
_ABOUT = frozenset("就对向围针")
_LETTING = ("让", "使", "令")
_JUDGES = late(
    "(?:绝对|根本)?(?:都?不成问题|没有?问题|不在话下|不是[难问][事题]|绰绰有余|远远不够|足矣"
    "|居[次首]|[排位名]?[居列名]?第[一二三四五六七八九十]+|(?:排名?|位居|名列|位列|居)[一-鿿]{0,6}(?:之首|前列|首位|第[一二三四五六七八九十]+位?))$"
)
_SHORT = 16
_LEVEL = re.compile(f"(?:约?为|达到?|超过?|共|约|均)*(?:每[一-鿿]{{1,2}})?{QUANTITY}")
_COUNTED = late(
    r"[约約近超逾]?\d[\d.,]*[多余餘]?[万亿萬億]*"
    "(?:[个個名家人项項座条條所户戶块塊台臺亩畝次米辆輛]|公里)"
)
"""A number inside a predicate belongs to another thing: 组成25个联合社 → 组成联合社."""
_CLOSED = late("^的|[了的为]$|^[中里内]$")
_CASE = late("一案(?=在|由|经|已|将|$)")
"""9名受害者 | 起诉某公司 | 一案在朝阳法院宣判."""
_ONLY_WHERE = re.compile(
    "(?:下|中|里|内|上|后|时|间|[两三四五六七八九十]地|(?:期间|时|里|中|上|内)的[一-鿿]{2,6})$"
)
"""19户村民 | 在党支部的领导下，成立…: what they do stands behind the comma."""


def _after_exception(sight: Sight, end: int) -> str:
    """What the clause behind 除…外 says: 13项服务除殡葬外，全部由社会组织提供."""
    masked = sight.masked
    if masked[end : end + 1] != ",":
        return ""
    stop = first_of(masked, end + 1, min(len(masked), end + 1 + LONGEST_PHRASE), _MARKED)
    if stop >= end + 1 + LONGEST_PHRASE:
        return ""  # no more than a part of it
    return sight.said(*without_passing(masked, end + 1, stop))


def of_others(masked: str, noun: Span, predicate: Span) -> bool:
    """Whether what stands behind those counted is of somebody of theirs: 4所学校 | 的学生相继…,
    11个省区市 | 应急管理厅视频连线."""
    if masked[noun[1] : noun[1] + 1] == "的":
        return predicate[1] - noun[1] > _LONG
    return masked[slice(*noun)] in _PARTED and _OFFICE.match(masked, *predicate) is not None


_LONG = 11
_PARTED = ("省区市", "省份", "省市", "区县", "县区", "市县", "乡镇", "省", "市", "县", "区")
_OFFICE = late("[一-鿿]{2,8}?(?:厅|局|委员会|总队|支队|法院|检察院|公安)")
