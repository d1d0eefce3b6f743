"""Numerals that count nothing: ordinals, names, codes, idioms, coined terms."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from ingest.facts.late import late

# Measure words that after an Arabic numeral too are more often a label: 3号, 2级, 5型.
_OR_ABOVE = late(r"级?(?:及|或)?以上")
LABEL_UNITS = frozenset("号级等型届期代线路星强甲版大团楼院方")
# What shows that such a word is counted all the same.
_COUNTING = frozenset("共约达近超逾有为设办了到过计至")
_COUNTABLE = frozenset("届期代楼")
_STRENGTH = late(r"(?:风力?|阵风|震级|地震|震|浪|强度|烈度)[^,。;]{0,6}$")
_STRONG = re.compile(r"(?:及?以上|左右)?的?(?:地震|大风|阵风|强震|短时|雷暴|雷雨|风|浪|强风|偏)")
_SESSION = late(
    r"方(?![面案法式])|(?:全体|主席团|常委|理事会|代表)?(?:会议|全会|大会)|[党人团妇职工]代会"
)
# 马营村3组, 劣四类水质, “国十条”, 2号楼5层: what is named by a number before such a word
_NUMBERED = {
    "组": ("村", "社区", "屯", "队", "社"),
    "类": ("劣",),
    "条": ("“国", "“水", "“气", "“土", "新国"),
    "层": ("号楼", "单元"),
    "层楼": ("号楼", "单元"),
}
# 100米决赛, 3米跳板, 68公斤级: what is run, swum or lifted has its length for a name.
_EVENT = re.compile(
    r"(?:以[上下])?级|直道|竞速|[坐站]姿|视障|半?决赛|预赛|[冠亚季]军|[金银铜]牌|纪录|比赛(?![日场])|资格赛|自由泳|蝶泳|仰泳|蛙泳|(?:个人)?混合泳|接力|短跑|竞走|跨?栏|障碍|跳台|跳板|气?[步手]枪"
)
# Measure words that more often begin another word: 3目标, 5科技企业.
_BEGINS_WORD = {
    "国": tuple("道债"),
    "目": tuple("标的前录光击睹"),
    "科": tuple("技学研室员普考长幻大目创"),
    "属": tuple("于地性实国下"),
    "部": tuple("分队"),
    "编": tuple("队号辑制组委入写"),
    "台": tuple("湾胞"),
    "打": tuple("败破进平开入赢出成"),
    "度": tuple("线"),
    "平": tuple("台均面安等原衡静稳坦价房板"),
    "头": tuple("连都跑看受翘走不并"),
}
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_URL = re.compile(r"(?:https?://|www\.)[\w./?=&%#+:;@!~,()-]*$")
_EVENTS = frozenset(("国际", "世界", "中国", "全国", "亚洲", "欧洲", "赛季", "全球"))
# “6轴7廊8通道”: a coined row of numbers with a word each
_ROW = re.compile("[“‘「『](?:[0-9]{1,3}[一-鿿]{1,3}、?)+$")
_ROW_GOES_ON = late("(?:[0-9]{1,3}[一-鿿]{1,3})+[”’」』]")
# “1集、2转、3加3”: the same with marks between
_LISTED_ROW = late("[0-9]{1,3}[一-鿿](?:、[0-9]{1,3}[一-鿿][0-9]{0,3}){1,4}[”’」』]")
_COINED = late(r"[^“‘”’\"」』,。;、:!?]{1,10}[”’」』]")


@lru_cache(maxsize=1)
def _idioms() -> dict[str, tuple[tuple[str, int], ...]]:
    """Phrases by each pair of characters in them, with the place of that pair."""
    text = files("ingest.facts").joinpath("tables/idioms.tsv").read_text("utf-8")
    found: dict[str, list[tuple[str, int]]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        for phrase in line.split("\t")[1].split():
            for place in range(len(phrase) - 1):
                found.setdefault(phrase[place : place + 2], []).append((phrase, place))
    return {pair: tuple(places) for pair, places in found.items()}


def in_idiom(folded: str, start: int) -> bool:
    """Whether the character at `start` stands inside a set phrase."""
    idioms = _idioms()
    for first in (start, start - 1):
        for phrase, place in idioms.get(folded[first : first + 2], ()) if first >= 0 else ():
            if folded.startswith(phrase, first - place):
                return True
    return False


def is_coined(folded: str, start: int, end: int) -> bool:
    """A number that opens a short quoted term is part of its name: “四个圈层”, “5区间”."""
    if start == 0:
        return False
    row = _ROW.search(folded, max(start - 12, 0), start)
    if row and _ROW_GOES_ON.match(folded, start):
        return True
    if folded[start - 1] not in "“‘「『":
        return False
    if folded.startswith("、", end) and _LISTED_ROW.match(folded, start):
        return True
    match = _COINED.match(folded, start)
    return match is not None and match.end() - 1 > end


_MODELS = frozenset("歼轰运直警教强苏格图安尔")
"""Last characters of what aircraft are called before their number: 歼-15, 米格-29."""
_TWO = frozenset("日天年月个地省市县区名位家国项种方岸人场")
"""Behind 两 where it counts what is listed by numbers before it: 7、8 | 两日."""
_RANK = late("[列第居排][^,。;]{0,2}$")
_DIGITS = late("数(?!学|据|控|[十百千万])|小数|有效数|[密代编]码|编号|整数|尾号|识别码|验证码")
"""Behind 位 where it counts the digits of a number: 2位数, 6位数字."""
_OF_YEARS = ("两", "金")
"""Units that a year is not counted with: 2022|两岸论坛, 2023|金融街论坛."""


_HOTLINE = late("[市政消税公农社]?[民务费保益业]?(?:服务|便民|投诉|举报|维权|咨询)*(?:便民)?热线")
_LINES = frozenset(
    ("市民", "政务", "热线", "服务", "便民", "消费", "税务", "公益", "举报", "投诉", "社保")
)
_MEASURED_LAST = frozenset("pivre")
_MEASURED = re.compile("(?<![a-z])(?:gdp|cpi|ppi|pmi|gmv|lpr|roe)$")
_CUT = re.compile("[0-9][,.]? $")
"""Before the rest of a number that print has cut in two."""


_ON_THE_ROAD = re.compile(r"[0-9]{1,4}(?:km|公里|千米)?\+[0-9]{1,3}(?:m|米)")
"""99km+600m: a place on the road."""
_KILOMETRES = ("+m", "+里", "+米")


def is_code(folded: str, start: int, end: int) -> bool:
    """An Arabic number inside a code, a score, a web address, a date-like or ordinal label."""
    before = folded[start - 1] if start else ""
    if before == "第":
        return True
    if before == " " and _CUT.search(folded, max(0, start - 3), start):
        point = folded[start - 2]  # 3, 500人; 1 000%; 12. 5%
        return point == "." or (end - start == 3 and (point == "," or folded[start] == "0"))
    numbered = folded[start] == "0" and end - start > 1 and folded[start:end].isdigit()
    if numbered or _ON_THE_ROAD.match(folded, start):
        return True
    if before in _MEASURED_LAST and _MEASURED.search(folded, max(0, start - 4), start):
        return False  # GDP3256亿元
    if before and (before.isascii() and (before.isalnum() or before in "=/?&_#@%.\\*^")):
        return before != "/" or folded[start - 2 : start - 1].isascii()
    joined = before and before in ":·-+" and start > 1
    if joined and (folded[start - 2].isdigit() or before + folded[start - 2] in _KILOMETRES):
        return True
    model = folded[start - 2 : start - 1] if before == "-" else ""
    if model in _MODELS or (model.isascii() and model.isalpha()):
        return True  # T-90M, F-16, 歼-15
    follows = folded[end : end + 2]
    if follows in _LINES and _HOTLINE.match(folded, end):
        return True  # 12345市民热线
    if follows in _EVENTS and end - start == 4 and folded[start : start + 2] in ("19", "20"):
        return True  # 2023国际象棋锦标赛: a year without 年
    if len(follows) == 2 and follows[0] in ":·" and follows[1].isdigit():
        return True
    return folded.rfind("://", max(0, start - 200), start) >= 0 and bool(
        _URL.search(folded, max(0, start - 200), start)
    )


_CLASSED = late("弱?苗|水质|水体|疫苗|用地|居住用地|传染病|医疗器械|高校|本科")
"""Behind 类, where a number ranks: 三类苗, 四类水质."""
_SEATS = late(
    "(?:及[\\d一-九]{1,2}座)?(?:及?以[下上])?的?(?:[小微中大]型|家用|新能源|纯电动?|私家)*"
    "(?:小?客车|载客|轿车|乘用车|汽车|商务车|面包车|小车|车型|suv|mpv)"
)
"""Behind 座, where the seats tell a class of cars: 7座以下 | 小客车."""
_CREW = late("(?:龙舟|雪车|雪橇|赛艇|皮艇|划艇|皮划艇|篮球|制(?![造作定约度]))")
"""女子12人 | 龙舟: the name of an event."""


_ROW_OF_RANKS = late(
    "(?:分列|并列|位列|分居|分获|排名)第?(?:[一二三四五六七八九十0-9]{1,2}[至到、-])?$"
)
_HELD = late("(?:[培轮研进]?[训修]?班|培训|讲座|课程|课堂|沙龙|讲堂|论坛|专栏|节目|简报)约?$")
_ROAD = late("(?:国道|省道|县道|乡道|高速|公路|高速路|[a-z][0-9]+线?|[一-鿿]线)$")
_NEARLY = ("临近", "将近", "快到")
"""Before 11点 by the clock."""
_EVERYWHERE = re.compile(
    "[拉奔寻找打搜借求漂流散张躲逃游探碰推招筹串蔓扩飘溅宣走看查问询托跑兜飞弥]"
)
"""四处 | 奔走."""


def is_label(folded: str, start: int, end: int, unit: str, decimal: bool, scaled: bool) -> bool:
    """A number with a measure word that ranks or names here: 3号, 八级, 2楼."""
    named = _named_with(folded, start, end, unit)
    if named is not None:
        return named
    if unit not in LABEL_UNITS or scaled:
        return False
    if unit == "级" and _is_strength(folded, start, end, decimal):
        return False
    if unit == "期" and _HELD.search(folded, max(0, start - 4), start):
        return False  # 举办培训班88期
    counted = start and folded[start - 1] in _COUNTING
    return not (counted and unit in _COUNTABLE)


def _named_with(folded: str, start: int, end: int, unit: str) -> bool | None:
    """Whether the number names or ranks with what stands around its unit; None where that tells
    nothing."""
    if unit == "a":
        return _OR_ABOVE.match(folded[end : end + 5]) is None
    if unit in ("公里", "千米") and folded.startswith("处", end):
        return _ROAD.search(folded, max(0, start - 6), start) is not None  # 318国道1432公里处
    if unit == "点" and folded.endswith(_NEARLY, 0, start):
        return True  # 晚上临近 | 11点
    if unit == "处" and folded[start] == "四" and end - start == 2:
        return _EVERYWHERE.match(folded, end) is not None
    if unit == "两" and folded[end : end + 1] in _TWO:
        return True
    if unit == "位" and _DIGITS.match(folded, end):
        return True
    if unit == "名" and _RANK.search(folded, max(0, start - 3), start) and end - start == 3:
        return True  # 分列二三名
    if unit in ("名", "位") and _ROW_OF_RANKS.search(folded, max(0, start - 8), start):
        return True  # 分列三至五位
    if unit in _OF_YEARS and _YEAR.fullmatch(folded, start, end - len(unit)):
        return True
    if unit == "类" and _CLASSED.match(folded, end):
        return True
    if unit == "座" and _SEATS.match(folded, end):
        return True
    if unit in _BEGINS_WORD:
        return folded[end : end + 1] in _BEGINS_WORD[unit]
    if unit in ("次", "届") and _SESSION.match(folded, end):
        return True
    if unit in ("米", "公里", "公斤") and _EVENT.match(folded, end):
        return True
    if folded.endswith(_NUMBERED.get(unit, ()), 0, start):
        return True
    if unit == "人" and _CREW.match(folded, end):
        return True
    return None


def _is_strength(folded: str, start: int, end: int, decimal: bool) -> bool:
    """Winds, waves and earthquakes are measured in 级."""
    before = _STRENGTH.search(folded, max(0, start - 8), start)
    return decimal or before is not None or _STRONG.match(folded, end) is not None
