"""Whether a stretch that ends with a suffix is the name of an organisation or a common noun."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.facts.late import late
from ingest.facts.organisations.clauses import Clause, Ending, head_words
from ingest.facts.organisations.committees import RANKED, is_committee
from ingest.facts.organisations.only_counted import are_counted
from ingest.facts.organisations.patterns import any_of, common, suffix_types, word_classes
from ingest.facts.words import lexicon

# 全国会员, 协商会: the suffix is cut out of another word
_SWALLOWED = {
    "厅": tuple("车餐客舞展前咖宴歌大"),
    "国小": tuple("中全我各外两多本"),
    "国会": tuple("全我中各两多本外"),
    "商会": tuple("协磋招会"),
    "空军": ("太",),
    "影业": ("电",),
    "学会": tuple("大中小"),
}
# 两所学校, 五家交易所, 第七届理事会, 八成公司, 某行业上市公司
_COUNTED = late(
    "[一两三四五六七八九半]成$|上市$|[一两三四五六七八九十几多数百千万](?:大|家|所|个|类|座|届|批|间|栋|幢|处|项|名|位|支|台|艘|条|张|份|片|块)|[几两三四五六七八九十多]次$|第.{1,2}届|[本上该历新]届$"
)
# 工程建设中|区委: of no place
_TERM = re.compile("第?[一二三四五六七八九十]{1,3}届")
# 贵州|全省法院: all of them
_ALL = re.compile("全[省市县区州旗镇乡]")
# 中宣部|原新闻局
_FORMERLY = late("(?<![草平太中固高])原(?![子料油创始])")
# 行政院受|立法院, 工党组成|联合政府: what a body does or is done to
_APART = late("(?:^|[院部党会局府])(?:[受由据让被把遭替请]|组成|无法|联合$)")
_INNING = late("队.{0,4}$")
"""Before 局 of a match: 中国队一|局未失."""
_HALL = late("(?:馆|酒店|饭店|中心|剧院|大厦)[一-鿿]{1,3}$")
# 云岭发展论坛|理事长, 文化发展基金|某某先生
_OFFICER = late(
    "(?:名誉|常务|执行|轮值)?副?(?:理事长|秘书长|总经理|总裁|部长|主席)|理事会|行政委员会|负责人"
    "|党[委总支]|[一-鿿]{2,3}(?:先生|女士)"
)
_NUMBER = re.compile(r"\d|[十百千万亿]元")
_NUMBER_IN_NAME = re.compile(r"第\d|[a-z]\d|\d[a-z]|12\d{3}")
# 天台路社区|养老服务站: what a quarter or a village runs is named by it
_QUARTER = late(
    "([一-鿿]{2,6}?)(?:路|街|街道|社区|小区|新村|(?<![农乡])村|镇|(?<![城])乡|园区)(?![一-鿿]{0,2}[级各])"
)


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in word_classes().items()}


@lru_cache(maxsize=1)
def _middle() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(word_classes()['middle'])})$")


class Candidate(NamedTuple):
    """A stretch up to a suffix: its anchor, what stands between, and the suffix."""

    anchor: str | None
    """Place, rank or head that it begins with; None where it begins with neither."""
    abroad: bool
    """Whether the anchor is a country."""
    city: bool
    """Whether it is a city abroad."""
    rest: str
    suffix: str
    kind: str
    strong: bool


def candidate(clause: Clause, start: int, anchor: int | None, ending: Ending) -> Candidate | None:
    """What `start` to the end of the suffix is made of; None where anchor and suffix overlap."""
    text, suffix = clause.text, clause.text[ending.start : ending.end]
    kind, strong = suffix_types()[suffix]
    if anchor is None:
        return Candidate(None, False, False, text[start : ending.start], suffix, kind, strong)
    place = next((p for p in clause.places if p.start == anchor), None)
    head = head_words().match(text, anchor)
    end = place.end if place else head.end() if head else anchor + 1
    if end > ending.start and suffix[0] not in "省市县区州旗镇乡自":
        return None
    name = text[anchor:end]
    abroad = name in _sets()["country"] or (place is not None and place.level == "country")
    rest = text[min(end, ending.start) : ending.start]
    city = place is not None and place.iso not in (None, "CN") and place.level == "city"
    return Candidate(name, abroad, city, rest, suffix, kind, strong)


_TITLE = late("c[eftoim]o(?![a-z])|(?:总裁|董事长|总经理)$")


def valid(clause: Clause, start: int, anchor: int | None, ending: Ending, has_body: bool) -> bool:
    """Whether `start` to the end of the suffix names an organisation.

    `has_body`: another organisation's name stands at its beginning, of which it is a part.
    """
    this = candidate(clause, start, anchor, ending)
    if this is None or len(this.rest) > 24 or this.rest.endswith("之"):
        return False  # 世界之|大学
    term = has_body and _TERM.search(this.rest)  # 某小学|第一届|校董会
    if _cut_out(this) and not term:
        return False
    if _TITLE.search(this.rest):
        return False  # 英特尔CEO | 司某某
    if this.suffix in _sets()["before_office"] and not _OFFICER.match(clause.text, ending.end):
        return False
    if "亿元" in this.rest or "万元" in this.rest:
        return False  # 县投资一亿元新建医疗|中心
    if _NUMBER.search(this.rest) and not _NUMBER_IN_NAME.search(this.rest):
        return False
    if _APART.search(this.rest) and not (anchor is not None and this.suffix in _UNITED):
        return False
    if has_body:
        if this.suffix == "厅" and _HALL.search(this.rest):
            return False  # 殡仪馆|兰厅
        return len(this.rest) <= 16 and not _FORMERLY.search(this.rest)
    if _ALL.match(this.rest) or are_counted(clause.text, this.rest, ending.end, anchor is not None):
        return False  # 长沙市新建|学校3所
    if this.anchor == "全国" and this.suffix.endswith(_SINGLE):
        return False  # 全国粮食产区的所有|合作社
    party = this.kind == "party"
    told = is_committee(clause.text, this.anchor, this.rest, this.suffix) if party else None
    if told is not None:
        return told
    return _bare(this) if this.anchor is None else _anchored(this)


_UNITED = frozenset(("大学", "商会", "银行", "联合商会"))
"""What 联合 may stand before in a name: 北京联合|大学."""
_SINGLE = (
    "博物馆",
    "图书馆",
    "美术馆",
    "文化馆",
    "人才市场",
    "人力资源市场",
    "合作社",
    "医院",
    "小学",
    "中学",
    "学校",
    "农场",
    "工厂",
)
"""What a body with 全国 in its name is not."""


@lru_cache(maxsize=512)
def _cut_out(this: Candidate) -> bool:
    """Whether the suffix is part of another word, or counts what follows."""
    no_bureau = this.rest.endswith(tuple(_sets()["no_bureau"])) or _INNING.search(this.rest)
    if no_bureau and this.suffix.endswith("局"):
        return True
    if this.rest.endswith(_SWALLOWED.get(this.suffix, ())):
        return this.suffix in _SWALLOWED
    if (this.kind == "party" or this.suffix == "人民代表大会") and _TERM.fullmatch(this.rest):
        return False  # 省|十届|人大常委会
    return _COUNTED.search(this.rest) is not None


def _branch(suffix: str) -> bool:
    """Whether a suffix is a branch of government: 公安局, but not 科技馆."""
    return suffix[-1] in "局厅委办" and suffix[:-1] in _sets()["stem"]


@lru_cache(maxsize=512)
def _bare(this: Candidate) -> bool:
    """Without an anchor: a strong suffix behind a name of its own, or a known branch."""
    town = _TOWN.fullmatch(this.rest) if len(this.suffix) > 1 else None
    if town and this.kind in _OF_TOWNS and not common(town[1]):
        return True  # 大溪镇|司法所
    if this.suffix in _sets()["never_bare"] or RANKED.fullmatch(this.suffix):
        return False
    if not this.rest:  # 民政局, but any town has a 文化馆
        bureau = this.kind == "government" and this.suffix[:-1] in _sets()["stem"]
        return bureau or this.suffix in _CHAMBERS
    if this.rest[0] == "校" and this.suffix == "学院":
        return False  # 我校美术学院
    if this.rest[-1] == "大" and this.suffix == "医院":
        return False  # 去不了几次大|医院
    if this.suffix in _FIRM and this.rest[-1] in "来到在赴对向给往":
        return False  # 秘书长胡某来|集团公司
    if this.suffix == "法院":
        if _COURTS.fullmatch(this.rest):
            return this.rest not in ("人民", "基层", "基层人民")
        place = 1 < len(this.rest) < 4 and this.rest not in lexicon(True).classes
        return place and not common(this.rest)  # 浦城|法院, but no 部分数额|法院
    own = this.suffix not in _sets()["needs_body"]
    quarter = _QUARTER.match(this.rest)
    if own and quarter and this.kind in ("institution", "health", "culture"):
        return len(this.rest) <= 14 and not common(quarter[1])
    return this.strong and 2 <= len(this.rest) <= 14 and not common(this.rest)


_NATIONAL = ("管理中心", "服务中心", "指导中心", "研究中心", "交流中心")
"""全国学生资助|管理中心: a body of a ministry."""
_COURTS = late(
    "(?:[一-鿿]{1,6}[省市县区州旗盟])?(?:最高|高等|高级|中级|初级|基层|终审|上诉|巡回|特别|宪法|选举|联邦|地区|地方|区域|国际|国家|人民|行政"
    "|刑事|民事|商事|经济|破产|家事|家庭|少年|军事|海事|金融|互联网|知识产权|铁路(?:运输)?|森林|林业|林区"
    "|农垦|矿区|油田|开发区|仲裁|司法|革命|反腐|环境|资源|劳动|劳工|裁判|中央|[东西南北中]部|区|县|市|第[一二三四五])+"
)
"""What a court is called: 高等选举|法院."""


_TOWN = late(
    "([^的在与等有各个全该本这那省市县区乡镇村城每多几我及从到对向为由被让]{2,3})(?:镇|乡|街道)"
)
_RANKS = frozenset("省市县区州旗")
_OF_TOWNS = frozenset(("government", "health", "education"))
_CHAMBERS = ("参议院", "众议院")
"""Named bare once the country is told."""


@lru_cache(maxsize=512)
def _anchored(this: Candidate) -> bool:
    """Behind a place, a rank or a head."""
    if this.anchor in _RANKS and this.rest in _RANKS:
        return False  # 区县|政府
    if this.suffix == "部门":
        return this.rest in _sets()["stem"] and this.anchor not in _sets()["vague"]
    if this.suffix in _sets()["needs_body"]:
        return False
    if this.suffix == "法院" and this.rest:
        return _COURTS.fullmatch(this.rest) is not None
    if this.anchor == "全国" and this.suffix in _NATIONAL:
        return len(this.rest) > 3
    if this.suffix == "中心" and _middle().search(this.rest):
        return False
    if not this.rest:
        if this.suffix == "研究院":
            return not this.abroad
        national = this.abroad or this.anchor in _sets()["country"]
        long = len(this.suffix) > 2 and not (this.kind == "culture" and national)
        return (long and this.kind in _sets()["one_of_each"]) or _of_place(this)
    if common(this.rest):
        return _common(this) or _of_place(this) or this.suffix in _REGISTERED
    return True


_INSTITUTES = frozenset(("研究所", "研究院", "科学院", "设计院"))
_FIRM = frozenset(("集团公司", "公司", "集团", "总公司"))
_REGISTERED = frozenset(("有限公司", "有限责任公司", "股份有限公司"))
"""What only the name of a registered company ends in, however common its words."""


_NOT_OF_COUNTRIES = ("大学", "学院", "日报", "法院", "分校", "分院", "银行", "航空", "航空公司")
"""Of which a country has many."""


def _of_place(this: Candidate) -> bool:
    """Whether the suffix names one body of the place."""
    if (this.abroad or this.anchor in _sets()["vague"]) and this.suffix in _NOT_OF_COUNTRIES:
        return False
    if this.suffix == "医院":
        return this.anchor is not None and this.anchor[-1] in "县旗"  # 浦城县医院
    if this.suffix in ("分行", "支行"):  # 该行|长沙分行
        return not (this.abroad or this.anchor in _RANKS or this.anchor in _sets()["head"])
    return this.suffix in _sets()["named_by_place"] or _branch(this.suffix)


def _common(this: Candidate) -> bool:
    """Whether common modifiers make a name behind this anchor: 上海儿童医院, 中国作家协会."""
    if len(this.rest) < 2:
        return False
    if this.anchor == "中国" and (this.rest == "国家" or this.kind == "culture"):
        return True
    if this.anchor in _sets()["country"] and this.kind in ("association", "science"):
        return this.suffix != "实验室"
    centre = this.suffix == "研究中心" and len(this.rest) > 3  # 北京农业信息技术|研究中心
    if this.kind == "science" and not this.abroad and (centre or this.suffix in _INSTITUTES):
        return this.rest[-1] not in "型级类内"
    if this.anchor == "国家" and this.suffix == "学院":
        return True  # 国家教育行政学院
    if this.city and this.suffix == "公司":
        # 东京电力公司
        return True
    if this.abroad and this.kind not in ("government", "military"):
        return False
    return this.kind in _sets()["common_with_place"]
