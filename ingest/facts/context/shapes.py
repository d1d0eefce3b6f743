"""Whether a stretch of text has the shape of a noun phrase: a stump is worth less than nothing.

Everything else looks for where a subject is; this asks, before it is stored, whether what was
found can be one. What fails gives way to the next candidate, and in the end to None.
"""

from __future__ import annotations

from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import QUANTITY, Token, tokens

_LEADING = late(
    "(?:最[高低大小快慢多少好短长](?!人民|法|检)|高于|低于|优于|快于|慢于|大于|小于|多于|少于|早于|晚于|好于|强于|等于|高出|超出|相当于|"
    "位于|处于|属于|归属于|用于|至于|由于|鉴于|基于|善于|勇于|便于|"
    "的|地(?![区方铁震下产热级标域理质层面板块毯段主])|得(?![分票奖主])|着(?!陆|装)|了(?!解)|"
    "把(?![关手])|被(?![告害取动子困])|让(?!利)|"
    "像(?!素)|随(?!身|行|着)|使(?![馆领者命用])|并(?![购网轨])|"
    "也(?!门)|又|仍|已|曾|可(?![再持燃口乐转靠降可穿视变回折控编支])|将(?![军领士帅])|"
    "要(?![素闻塞道点害约地求])|能(?![源量效力耗级繁])|会(?![议员计展场长馆期])|应(?![急用届收付])|"
    "共(?![享和产青建有同用识])|时(?![速代间装尚评政段令刻任局])|人家|这里|那里|这样|那样|如何|怎样|怎么|为什么|多少|什么|"
    "(?:大型|小型|中型|新型|重大|最大|最小|最高|最低|最快|最新|最多|最少|平均|一般|主要)$)"
)
"""Opens a predicate or a phrase that is nobody's name."""
_MODAL = late(
    "(?:(?<![认许宁无])可|(?<![功性智职技节产动光电热核储势机潜体效才官风氢全万阳赋])能|"
    "(?<![反供响适效相对顺])应|(?<![需主重必纪摘概纲次提])要|(?<![名大上中少干麻老虎健闯])将|已|"
    "(?<![公中总])共|(?<![神财产圣佛诗易])经|(?<![干参])预|(?<![返归偿交退])还|又|仍|(?<![规准原法细守否])则|(?<![人天干奇口英文])才|(?<!变)更|最|很|也|都(?<![首成昌于丰])|"
    "(?<=.)[一两三四五六七八九十半近](?:个?[周月年日天]|个?季度)|"
    "(?<=..)才能|实际|总体|整体|累计|预计|同比|环比|对外|逐级|当天|凌晨|深夜|清晨|傍晚|夜间|(?:今|明|即)?[天日]起|出游总|"
    "历史同期|原则上|本期|本届|本次|首期)$"
)
"""Ends the noun phrase and belongs to the predicate."""
_TRAILING = late(
    "(?:(?<![部成积得养水天时评学百组身充缘])分|"
    "(?<![接送给授参])与|(?<![平饱温调缓总共中柔随祥谐议])和|(?<![普涉埃顾波触危惠])及|或|"
    "(?<![可所难足得予加])以|(?<![存现内潜所健外自])在|(?<![相绝配核反派应])对|(?<![服])从|"
    "(?<![方导定走流动取意趋指转志])向|[把被让着了触]|(?<![获取心])得|(?<![以海路线网船岸地场])上|"
    "(?<![行作人])为|(?<!但|于|国)是|每|各|该|这|那|不|未|没)$"
)
"""Ends before the noun it belongs to, or holds a piece of the predicate."""
_LAST_OF_MODALS = frozenset(
    "周月年日天度际体计比外级天晨夜晚间起总可能应要将已共经预还又仍则才更最很也都期上届次"
)
_LAST_OF_STUMPS = frozenset("分与和及或以在对从向把被让着了触得上为是每各该这那不未没")
"""Last characters of what the two patterns match: few phrases need them."""
_WHEN = late(
    "(?:附近|(?<![背幕前])后|(?<![空史目])前|(?<![小工课学])时|期间|期内|年内|季内|之际|以来|日来|年来|月来|天来|周来|近来|向来|从来|一路上?)$|^(?:报告期|期内|止|[上首本下]季|"
    "[一两三几半整]?个?(?:上午|下午|早上?|晚上?|大早|中午|傍晚|凌晨|天|周|星期|辈子)|[一二两三四五六七八九十]+(?:年|个月)|(?:第.|[次翌当同去今明前近])[年月日天])$"
)
"""Says when and not what: 警方接报后, 期内."""
_HALF = late(
    "^(?:[多数几](?:[名位个家人种项辆起次座所条])"
    "|[一二两三四五六七八九十几](?:[名位个家人种项辆]|[^\\d年月级号]$)|)$"
)
"""A number without its noun (一名) is nobody."""


def noun_phrase(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without adverbs at its end; None where what is left is no noun phrase."""
    found = [token for token in tokens(masked, start, end) if token.word_class != "nominal"]
    if found and found[0].start == start and found[0].word_class == "adverb":
        if found[0].end - start == 1:
            return None
        start = found[0].end
    if _denies(masked, found) and "的" not in masked[start:end]:
        return None
    opened = masked.find("(", start, end)
    if opened > start and masked.find(")", opened, end) < 0:
        end = opened  # 价格指数(PPI: what stands in brackets says the same once more
    before = -1
    while end != before:
        before = end
        if found and found[-1].end == end and found[-1].word_class in ("adverb", "manner"):
            end = found.pop().start
        stop = end
        if masked[end - 1 : end] in _LAST_OF_MODALS:
            modal = _MODAL.search(masked, start, end)
            stop = modal.start() if modal else end
        start, end = trim(masked, start, stop)
    phrase = masked[start:end]
    if phrase.count("(") != phrase.count(")"):
        return None
    if not phrase or phrase[-1] == QUANTITY or _HALF.match(phrase) or _WHEN.search(phrase):
        return None
    if _LEADING.match(phrase) or _is_broken_off(found, end):
        return None
    if phrase[-1] in _LAST_OF_STUMPS and _TRAILING.search(phrase):
        return None
    return start, end


def _denies(masked: str, found: list[Token]) -> bool:
    """Whether a predicate is denied inside: 身体状态完全不像 (but 无症状感染者)."""
    return any(t.word_class == "negation" and masked[t.start] != "无" for t in found)


def _is_broken_off(found: list[Token], end: int) -> bool:
    """Whether the last word is a preposition, a connective or a negation."""
    return bool(found) and found[-1].end == end and found[-1].word_class in _OPENERS


_OPENERS = ("prep", "connective", "negation", "joint")
