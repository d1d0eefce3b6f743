"""Organisations: the longest name from a suffix back to an anchor or to the word before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.facts.organisation_names import (
    breaks,
    generic,
    known,
    known_pattern,
    suffix_pattern,
    suffix_types,
    word_classes,
)
from ingest.facts.places import Place


@dataclass(frozen=True)
class Organisation:
    """An organisation as the article names it."""

    start: int
    end: int
    name: str
    """Full name where the article or the table tells it, else as printed."""
    kind: str
    path: str | None = None
    """Administrative path of the place in its name."""
    code: str | None = None
    anchored: bool = True
    """False where nothing but its suffix shows it."""
    rule: str = "suffix"


# A clause: what stands between punctuation. Brackets may stand inside a company's name.
_CLAUSE = re.compile(
    r"(?:[一-鿿a-z0-9·&]|\([一-鿿]{2,6}\)(?=有限|股份|集团|公司|控股)|\([金布]\))+"
)
_RANK = re.compile(
    "[镇乡](?![镇村级土])|[省市县区州旗](?![场值域间级内外里长容面直辖]|民(?!政|族|委|宗|办))|自治区"
)
_HEAD = re.compile(
    "国家|中央|全国|中国|中华|中共|共青团|世界|国际|亚洲|欧洲|联合国|全美|国网|中铁|中建|中核|国务院|最高|首都|中科院|全军|北方|南方电网"
)
# Short names of parent companies before the place of a subsidiary: 中电哈密...公司
_PREFIX = re.compile(
    "中[电铁建交核冶化海粮信航船煤储能]|国[网电投能机药]|华[能电润]|大唐|中石[油化]|中广核|中海油"
)
_TITLES = re.compile("原|时任|现任|前|由|任")
# Behind a country or nothing these say what kind of body it is, not which.
_NAMED_BY_PLACE = frozenset(
    ["大学", "学院", "日报", "晚报", "晨报", "时报", "电视台", "广播电台", "人民政府", "政府", "人大", "政协", "法院", "检察院",
     "海关", "博物馆", "图书馆", "美术馆", "警方", "议会", "国会", "众议院", "参议院", "最高法院", "空军", "海军", "陆军",
     "国防部", "外交部", "财政部", "内政部", "商务部", "司法部", "教育部", "卫生部", "农业部", "能源部", "交通部", "劳工部",
     "安全部", "国土安全部", "贸易部", "经济部", "内阁", "大使馆", "总领馆", "总领事馆", "妇联", "残联", "工商联", "文联", "作协", "科协",
     "侨联", "记协", "足协", "篮协", "总工会", "红十字会", "慈善会", "纪委监委", "纪委", "市委", "省委", "县委", "区委", "州委", "地委",
     "旗委", "团委", "监委", "管委会", "证券交易所", "交易所", "气象台", "监狱", "动物园", "植物园", "党校", "商会", "总商会", "女排", "男排", "女篮", "男篮", "女足", "男足",
     "人大常委会", "统战部", "组织部", "宣传部", "政法委", "党工委", "党委", "党组", "自治区党委", "区党委", "编办", "文明办", "网信办"]
)  # fmt: skip
_MIDDLE = re.compile(
    "国际|全球|世界|区域|全国|政治|经济|文化|科创|航运|贸易|消费|交往|创新|市|城|老龄|人口|镇|研发|算力|客流|震|暴雨|降雨|台风|环流|高压|低压|风暴|对流|抗疫"
)
_PARTY_COMMON = re.compile(
    "(?:各级|基层|企业|单位|学校|乡镇|街道|机关|村|社区|公司|地方|上级|本|原|其)*"
)


# 全国会员, 协商会: the suffix is cut out of another word
_SWALLOWED = {
    "国会": tuple("全我中各两多本外"),
    "商会": tuple("协磋"),
    "空军": ("太",),
    "学会": tuple("大中小"),
}
# 两所学校, 五家交易所, 第七届理事会
_COUNTED = re.compile("[一两三四五六七八九十几多数](?:大|家|所|个|类|座|届|批)|第.{1,2}届")
# Suffixes that name nothing without a place or a rank.
_NEVER_BARE = ("局", "厅", "委", "学校", "幼儿园", "实验室", "卫生院", "人大", "政协")
_JOIN = re.compile("和(?!平|田|县|谐)|与(?!会)")
# Kinds of which a place has one of each: 云南省疾病预防控制中心
_BY_PLACE_ALONE = ("government", "institution", "culture", "health", "media", "association")
# 变局, 全局, 格局: no bureaux
_NO_BUREAU = tuple("全变等格结战布时政大残僵定当出入开饭骗赌迷终牌赛决")


@dataclass
class _Clause:
    """A clause and what is known about it."""

    text: str
    start: int
    end: int
    places: list[Place]


def _clauses(text: str, places: list[Place]) -> Iterator[tuple[_Clause, list[re.Match[str]]]]:
    """Clauses in which a suffix stands, with their suffixes."""
    number = 0
    pattern = suffix_pattern()
    clause: re.Match[str] | None = None
    clauses = _CLAUSE.finditer(text)
    ends: list[re.Match[str]] = []
    for match in pattern.finditer(text):
        if clause is None or match.start() >= clause.end():
            if clause is not None and ends:
                yield _with_places(text, clause, places, number), ends
            ends = []
            clause = next((c for c in clauses if c.end() > match.start()), None)
            if clause is None:
                return
            while number < len(places) and places[number].end <= clause.start():
                number += 1
        if clause.start() <= match.start() and match.end() <= clause.end():
            ends.append(match)
    if clause is not None and ends:
        yield _with_places(text, clause, places, number), ends


def _with_places(text: str, clause: re.Match[str], places: list[Place], number: int) -> _Clause:
    inside = []
    while number < len(places) and places[number].start < clause.end():
        inside.append(places[number])
        number += 1
    return _Clause(text, clause.start(), clause.end(), inside)


def _segments(clause: _Clause) -> Iterator[tuple[int, int]]:
    """The stretches of a clause between words that end what stands before a name."""
    at = clause.start
    for match in breaks().finditer(clause.text, clause.start, clause.end):
        if match[1] and not any(p.start <= match.start() < p.end for p in clause.places):
            if match.start() > at:
                yield at, match.start()
            at = match.end()
    if at < clause.end:
        yield at, clause.end


def _anchor(clause: _Clause, start: int, end: int, orgs: list[Organisation]) -> int | None:
    """Where the first anchor begins in a stretch: a place, a rank, 国家 ..., a known name."""
    options = [
        place.start
        for place in clause.places
        if start <= place.start < end and clause.text[place.start - 1 : place.start] != "("
    ]
    options += [org.start for org in orgs if start <= org.start < end]
    prefix = _PREFIX.match(clause.text, start)
    if prefix and prefix.end() in options:
        options.append(start)
    head = _HEAD.search(clause.text, start, end)
    if head:
        options.append(head.start())
    if _RANK.match(clause.text, start):
        options.append(start)
    return min(options, default=None)


def _and(
    clause: _Clause, start: int, end: int, orgs: list[Organisation]
) -> Iterator[tuple[int, int]]:
    """A stretch, cut at each 和 that stands between two names and not inside one."""
    text = clause.text
    at = start
    for match in _JOIN.finditer(text, start, end):
        cut = match.start()
        anchor = _anchor(clause, at, cut, orgs)
        left_ends = any(m.end() == cut for m in suffix_pattern().finditer(text, at, cut))
        left_ends = left_ends or any(org.end == cut for org in orgs)
        left_place = any(place.end == cut for place in clause.places)
        right_anchor = _anchor(clause, cut + 1, end, orgs) == cut + 1
        right_rank = bool(_RANK.match(text, cut + 1))
        inside = anchor is not None and not (left_ends or left_place or right_anchor or right_rank)
        stem = _stem_with_and(text, at, cut, end)
        if not ((inside and cut - (anchor or 0) <= 16) or stem):
            yield at, cut
            at = cut + 1
    yield at, end


def _stem_with_and(text: str, start: int, cut: int, end: int) -> bool:
    """Whether the 和 at `cut` belongs to the name of a branch of government: 文化和旅游."""
    for stem in word_classes()["stem"]:
        inner = stem.find("和")
        if inner > 0 and cut - inner >= start and text.startswith(stem, cut - inner):
            return cut - inner + len(stem) <= end
    return False


def _splits(clause: _Clause, start: int, ends: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """The suffixes of one stretch, grouped by the name they belong to: 市委|市政府."""
    groups: list[list[re.Match[str]]] = []
    for match in ends:
        if groups:
            last = groups[-1][-1]
            place = next((p for p in clause.places if p.start == last.end()), None)
            new_rank = _RANK.match(clause.text, last.end()) and last.end() < match.start() + 1
            branch = re.match(
                "分公司|分行|支行|分院|分校|税务局|监管局|电力|总部|有限",
                clause.text[place.end if place else 0 :][:6],
            )
            if (place and not branch) or new_rank or match.start() - last.end() > 14:
                groups.append([match])
                continue
            groups[-1].append(match)
        else:
            groups.append([match])
    return groups


def _valid(
    clause: _Clause, start: int, anchor: int | None, match: re.Match[str], has_org: bool
) -> bool:
    """Whether `start` to the end of the suffix is a name and not a common noun."""
    text, suffix = clause.text, match[0]
    kind, strong = suffix_types()[suffix]
    core_start = start
    if suffix.endswith("局") and rest_of(text, start, match).endswith(_NO_BUREAU):
        return False
    if anchor is not None:
        place = next((p for p in clause.places if p.start == anchor), None)
        head = _HEAD.match(text, anchor)
        core_start = place.end if place else head.end() if head else anchor + 1
        if core_start > match.start() and suffix[0] not in "省市县区州旗镇乡自":
            return False
        core_start = min(core_start, match.start())
    rest = text[core_start : match.start()]
    if len(rest) > 24 or (re.search(r"\d", rest) and not re.search(r"第\d|[a-z]\d|\d[a-z]", rest)):
        return False
    if kind == "party" and rest and not has_org:
        return (
            len(rest) >= 2
            and not _PARTY_COMMON.fullmatch(rest)
            and (anchor is not None or len(rest) >= 4)
        )
    common = generic().fullmatch(rest) is not None
    if has_org:
        return len(rest) <= 16
    if suffix in _SWALLOWED and rest.endswith(_SWALLOWED[suffix]):
        return False
    if _COUNTED.search(rest):
        return False
    if anchor is None:
        if suffix in _NEVER_BARE:
            return False
        stem = suffix[:-1] in word_classes()["stem"]
        return (stem and not rest) or (strong and not common and 2 <= len(rest) <= 14)
    if suffix in ("部门", "委", "司", "处") or (suffix.endswith("部") and rest):
        return (
            rest in word_classes()["stem"] and not _vague(text, anchor, core_start)
            if suffix == "部门"
            else suffix.endswith("部")
        )
    if suffix == "中心" and (_MIDDLE.fullmatch(rest) or _MIDDLE.search(rest[-2:])):
        return False
    if suffix in ("系", "课题组"):
        return False
    if not rest and kind in _BY_PLACE_ALONE and len(suffix) > 2 and suffix not in ("研究院",):
        return True
    if not rest or common:
        country = text[anchor:core_start] in ("中国", "全国", "国家", "国际", "世界")
        place = next((p for p in clause.places if p.start == anchor), None)
        abroad = country or (place is not None and place.level == "country")
        if rest and country and kind in ("association", "science") and suffix != "实验室":
            return len(rest) > 1
        allowed = suffix in _NAMED_BY_PLACE or suffix[:-1] in word_classes()["stem"]
        if suffix in ("大学", "学院", "日报", "法院") and abroad:
            return False
        return allowed or (
            bool(rest)
            and kind
            in (
                "government",
                "association",
                "court",
                "institution",
                "health",
                "culture",
                "education",
            )
            and not (abroad and kind != "government")
            and len(rest) >= 2
        )
    return True


def _vague(text: str, start: int, end: int) -> bool:
    """Whether the anchor names no body's place: 全国, 世界 ..."""
    return text[start:end] in ("全国", "国家", "国际", "世界", "中央")


def rest_of(text: str, start: int, match: re.Match[str]) -> str:
    """What stands before the suffix."""
    return text[start : match.start()]


def _in_stretch(
    clause: _Clause, start: int, end: int, ends: list[re.Match[str]], orgs: list[Organisation]
) -> Iterator[Organisation]:
    """The names in one stretch without breaks."""
    at = start
    for group in _splits(clause, start, ends):
        anchor = _anchor(clause, at, group[-1].start(), orgs)
        if anchor is None and _RANK.match(clause.text, at):
            anchor = at
        first = at
        title = _TITLES.match(clause.text, at)
        if title and _RANK.match(clause.text, title.end()):
            first = anchor = title.end()
        for match in reversed(group):
            begin = anchor if anchor is not None and anchor <= match.start() else first
            within = any(
                m.end() <= match.start() and _valid(clause, begin, anchor, m, False) for m in group
            ) or any(org.start == begin and org.end <= match.start() for org in orgs)
            if _valid(clause, begin, anchor, match, within):
                yield _made(clause, begin, match, anchor is not None)
                break
        at = group[-1].end()


def _made(clause: _Clause, start: int, match: re.Match[str], anchored: bool) -> Organisation:
    place = next((p for p in clause.places if start <= p.start < match.end()), None)
    printed = clause.text[start : match.end()]
    return Organisation(
        start, match.end(), printed, suffix_types()[match[0]][0],
        place.path if place else None, place.code if place else None, anchored,
    )  # fmt: skip


def known_names(text: str) -> list[Organisation]:
    """Organisations of the table, the longest name from the left."""
    table = known()
    return [
        Organisation(match.start(), match.end(), *table[match[0]], rule="known")
        for match in known_pattern().finditer(text)
    ]


def find(text: str, places: list[Place]) -> list[Organisation]:
    """Organisations in folded text, in order, without overlap; names as printed or of the table."""
    orgs = known_names(text)
    found: list[Organisation] = []
    number = 0
    for clause, ends in _clauses(text, places):
        while number < len(orgs) and orgs[number].end <= clause.start:
            number += 1
        near = [org for org in orgs[number : number + 20] if org.start < clause.end]
        for start, end in _segments(clause):
            for a, b in _and(clause, start, end, near):
                inside = [m for m in ends if a <= m.start() and m.end() <= b]
                if inside:
                    found.extend(_in_stretch(clause, a, b, inside, near))
    spans = {(org.start, org.end) for org in orgs}
    found = [org for org in found if (org.start, org.end) not in spans]
    for org in orgs:
        if not any(o.start <= org.start and org.end <= o.end for o in found):
            found.append(org)
    return sorted(found, key=lambda org: (org.start, -org.end))
