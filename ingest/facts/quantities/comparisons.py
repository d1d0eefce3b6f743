"""What the words around a number compare it with: cue, direction, basis and denominator."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.facts.late import late

_UP = (
    "增长(?![面点极])|增加(?!值)|增至|增幅|增速|增收|增多|增产|提高|提升(?![行工机改示重高整补])|上升|上涨|上调|调高|调升|调涨|升高|升至|攀升|回升|扩大|扩张|"
    "涨幅|涨至|升幅|飙升|激增|猛增|大增|暴增|剧增|陡增|大涨|微涨|上浮|增持|新增|净增|多增|少减|多收|加快(?![培建推构在规建“完实发形打布])|走高|"
    "高出(?!入境)|多出|抬升|攀至|偏多|偏高|成长(?<!高成长)|上修|高收(?!益|入)|反弹|急弹|高开|升值(?!空间|幅|潜)|延长(?![线米段])"
)
_DOWN = (
    "下降|降低|减少|降至|降幅|跌幅|下跌|回落|下滑|下调|调低|调降|减至|缩减|缩小|萎缩|收窄|削减|压减|减排|跌至|"
    "大跌|微跌|大降(?![雨水温雪])|暴跌|下挫|下浮|减持|少增|少收|多减|放缓|走低|锐减|骤降|降到|减亏|滑落|跌落|衰退|缩水|"
    "偏少|偏低|便宜|低开|负增长|负成长|下修|低收(?!益|入)|贬值(?!空间|幅|压)|缩短|压减|压缩(?![机空包饼天技文])|减产(?!能)"
)
# One character alone, unless it begins another word (降雨, 升级, 涨停).
_ONE = (
    "扬(?=[逾近约]?$)|增(?<!转增)(?![设资派持值城强]|加值)|涨(?!停)|升(?<![直晋毫公每]升)(?![级学旗值])",
    "[泻吐软](?=[逾近约]?$)|降(?<!起降)(?![雨水雪温落临生服解费碳噪本]|准释)|挫(?![折伤败])|跌(?![倒落停])|减(?![免震速持灾肥])",
)
_VERB = re.compile(rf"(?P<up>{_UP}|{_ONE[0]})|(?P<down>{_DOWN}|{_ONE[1]})")
_REACH = 7  # how many characters may stand between the verb and the number
_BREAK = re.compile(r"[、\d%]|可能性|概率|几率|贡献|占比|[的市县区]有$|的[^到至]{1,6}有$")
"""Between a verb and a number that is of something else: 增长的贡献率, 上涨的城市有20个."""
_LEVEL = re.compile(r"[到至]|(?<!突)破(?!产)|(?<![率幅速度额量值数比例别])为")
"""降为2.67% is a level; 增长率为5%, 降幅为3% say how much."""
_RATE = re.compile(r"幅|速")
_TOWARDS = re.compile("[到至]")
_AGAINST = late(
    r"(同比|环比)|((?:较|相比|相较于?|(?<![占同环对之性])比(?![例重率赛分价值如方试由从]|亚迪|特币))"
    r"(?:(?:\d{4}年|\d{1,2}月份?|\d{1,2}(?:月份?)?[-—–~至到]\d{1,2}月份?)[^,。;、!?\d]{0,14}?|[^,。;、!?\d]{1,14}?))"
    r"(?=新?增|提|上|升|攀|回|扩|涨|飙|激|猛|大|微|净|多|加|走|高|下|降|减|跌|缩|萎|收|削|压|少|放|低|锐)"
)
_NO_BASIS = re.compile(
    "(?:名义|实际|分别|各自?|均|也|都|则|可|将|又|再|还|已|共|略|稍|偏|最|的|有所|平均|总体|小幅|微幅|大幅)+$"
)
"""Ends what is compared with and belongs to the verb."""
_COMPARING = frozenset("同环较相比")
"""First characters of what the pattern matches: few clauses have one."""
_YEARLY = late(
    r"(?<![\d一二三四五六七八九十几多近每上今去前当本逐历半两末])"
    r"(?:按(?P<by>[年月季周])|(?P<over>[年月季周])(?=(?:[增减升降跌]|成长)(?:[了至到率达逾近约超]|[^一-鿿]|$)))"
)
"""按年升5%, 月增3万人: how Hong Kong and Taiwan say 同比 and 环比."""
_SHARE = late(
    r"(?<!应)占(?![比用领据有率]|地(?!区))(?P<base>[^,。;、!?\d]{1,24}?)(?:的)?(?:比重|比例|份额)?(?:的)?"
    r"(?:已|仅|只|就|均|分别)?(?:为|达到?|是|约|近|超过?|逾|高达|不足|不到|大约)*$"
)


_MORE = frozenset("多少高低")
_THAN = late(
    "(?P<basis>同比|环比|(?:较|(?<![占同环对之性])比)[^,。;、!?和与及]{0,9}(?:年|月|季度?|同期|届|周|[天日]|次|[末初底]|赛季))"
    "(?:的[^,。;、!?]{1,6}|[均都还又同略稍仅]|整整|足足|分别)*(?P<way>[多少高低])[了出约近]?$"
)
_REACHED = re.compile("(?:的?(?:比重|比例|份额))?(?:升|提高|提升|上升|降|下降|扩大)[到至为]$")
"""占总收入比重升至 | 34%: how it came to that."""
_CHANGED = re.compile("(?:比重|比例|份额)[较比同环由从]")
"""占全球的份额比去年同期提升 | 0.1个百分点: the share changed by so much."""


_PART_MOVED = late("(?:提高|提升|上升|增加|扩大|下降|降低|减少|回落|缩小|收窄)了?$")
"""占全球的份额 | 比去年同期提升 | 0.1个百分点: how a share moved."""


class Comparison(NamedTuple):
    """What stands before a number in its clause."""

    cue: str | None = None
    direction: str | None = None
    basis: str | None = None
    delta: bool = False
    """The number is the amount of the change, not the level that was reached."""


_NOTHING = Comparison()
_NEAR = 36
"""Characters."""


def clause_before(folded: str, start: int) -> str:
    """The text of the clause before `start`, as far as it is near."""
    left = folded[max(0, start - _NEAR) : start]
    for mark in ",。;!?\n":
        left = left[left.rfind(mark) + 1 :]
    return left


def comparison(clause: str) -> Comparison:
    """Cue, direction and basis that the clause before a number gives it."""
    if not clause:
        return _NOTHING
    share = _SHARE.search(clause) if "占" in clause else None
    if share and not (_CHANGED.search(share["base"]) or _PART_MOVED.search(share["base"])):
        return Comparison(cue="占", basis="占" + _REACHED.sub("", share["base"]))
    verb = None
    for verb in _VERB.finditer(clause, max(0, len(clause) - _REACH - 2)):  # noqa: B007 — the last
        pass
    if verb is None:
        return _than(clause)
    if _BREAK.search(clause, verb.end()):
        return _NOTHING
    word, tail = verb.group(), clause[verb.end() :]
    if tail.endswith("的") and not _TOWARDS.search(word + tail):
        return _NOTHING  # 新增的|22家企业, 增速的|两倍
    level = _LEVEL.search(word[1:] + tail) is not None and not _RATE.search(word)
    less = _LESS.search(tail) if _RATE.search(word) else None
    against = None
    if not _COMPARING.isdisjoint(clause):
        for against in _AGAINST.finditer(clause):  # noqa: B007 — the last one is nearest
            pass
    basis = (against[1] or against[2]) if against else _yearly(clause)
    basis = basis and _NO_BASIS.sub("", basis)
    cue = word + (tail if tail in ("了", "到", "至", "为") else "")
    return Comparison(cue, "up" if verb["up"] and not less else "down", basis, not level)


_LESS = late("[比较][^,;]+[低少慢](?:了|约|近)?$")
"""Behind 增速 or 增幅: it is less than another one."""


def _than(clause: str) -> Comparison:
    """比2021年 | 多 | 28个, 比上年 | 高 | 3个百分点."""
    found = _THAN.search(clause) if clause[-1] in _MORE or clause[-2:-1] in _MORE else None
    if found is None:
        return _NOTHING
    return Comparison(
        found["way"], "up" if found["way"] in "多高" else "down", found["basis"], True
    )


def _yearly(clause: str) -> str | None:
    """同比 where the clause before a number says it as Hong Kong and Taiwan do, 环比 too."""
    found = None
    for found in _YEARLY.finditer(clause):  # noqa: B007 — 季增12%、年增 | 31%: the last one
        pass
    return found and ("同比" if "年" in (found["by"], found["over"]) else "环比")


_PAID_TO = late(r"[一-鿿]{1,4}?(?=给予|提供|补助|补贴|奖励|发放|资助|可|约|平均|最高|$)")
_EACH = late(
    r"每(?:一|单)?(?P<unit>平方公里|平方米|立方米|公里|公顷|公斤|千克|盎司|英亩|英里|加仑|平方[呎尺]|千瓦时|小时|分钟|个月|季度|"
    r"工作日|人次|[剂盒瓶支片粒袋箱颗双对份包枚本册杯个家名位人户亩吨斤克升米座所台辆件项套间张只头株棵场次局股份期届批桶度瓦元日天周月年晚夜轮班秒里村镇乡县校])"
    r"(?P<tail>[^,。;!?每]{0,16})$"
)
_EACH_MANY = late(
    r"每(\d*[百千万]?(?:百|千|万)?(?:人口|[人名户股吨斤克升米个]|公[斤里顷]|毫[升米]|平方米|立方米|亩|例|辆|件|元))"
    r"(?<!每.)(?:[^,。;!?\d每]{0,16}\d+(?:\.\d+)?股)?[^,。;!?\d每]{0,16}$"
)
_MEAN = late(
    r"(?<!被告)(?<!嫌疑)(?<!当事)(?<!负责)(?<![工本病客\d两二三四五六七八九十名位])"
    r"(?P<unit>人|户|亩|日|月|年|周|村|场|次|天|单|亩)均(?![被系属])[^,。;!?\d]{0,12}$"
)
_RATE_WORD = late(
    r"(?P<unit>时|秒|亩(?=产))(?:速|产)[^,。;!?\d]{0,6}$|(?P<year>[年日月])(?:产|薪|租)[^,。;!?\d]{0,8}$"
)
_RATED = re.compile("[速产薪租]")
_NOUN = late(r"[一-鿿][一-鿿](?<![以按将为从到在于给对向至把用照达是])$")
_AT_A_PRICE = re.compile("的[单均售]?(?:价格?|标准|速度)")
"""以每件480元 | 的价格销往7省: what is each of them ends there."""
_FUNCTION = re.compile(
    r"^(?:给予|提供|补助|补贴|奖励|发放|资助|收取|支付|投入|可|约|将|为|需|最高|$)"
)


_IN_ONE = late(
    "(?<![有第])一(?P<unit>天|个月|年|周)(?:下来)?(?:就|也|还)?(?:能|可以?|要|得)[一-鿿]{0,4}$"
)
"""一天能挣 | 40元."""


def denominator(clause: str) -> str | None:
    """What the number is per, from the words before it: 年, 平方米, 人 ...; None if nothing."""
    if "每" in clause:
        many = _EACH_MANY.search(clause)
        if many:
            return many[1]
        match = _EACH.search(clause)
        if match and not _AT_A_PRICE.search(match["tail"]):
            return _each(clause, match)
    match = _IN_ONE.search(clause) if "一" in clause else None
    if match:
        return match["unit"].removeprefix("个")
    match = _MEAN.search(clause) if "均" in clause else None
    if match:
        return match["unit"]
    match = _RATE_WORD.search(clause) if _RATED.search(clause) else None
    if match:
        return {"时": "小时"}.get(match["unit"] or match["year"], match["unit"] or match["year"])
    return None


def _each(clause: str, match: re.Match[str]) -> str:
    """The unit after 每; for 组织每个 the noun before it, for 每个村 the noun behind."""
    unit = match["unit"]
    if unit not in ("个", "家", "名", "位", "项", "件", "所", "座"):
        return unit
    if _FUNCTION.match(match["tail"]):
        noun = _NOUN.search(clause[: match.start()])
        return noun.group() if noun else unit
    behind = _PAID_TO.match(match["tail"])
    return behind.group() if behind else unit
