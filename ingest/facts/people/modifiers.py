"""What stands before an office and belongs to it: 货车|司机, 图灵奖|得主, 胡塞武装|发言人.

No table can list it. It is taken whole where its beginning is certain, at the head of a clause or
behind 的 or 一名, and where no word in it does anything.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.organisations.patterns import any_of, breaks, common
from ingest.facts.people.abroad import may_transcribe
from ingest.facts.people.teams import TEAM_NAME
from ingest.facts.people.words import offices, word_classes
from ingest.facts.places.divisions import register
from ingest.facts.words import listed


def ending(word_class: str, *patterns: str) -> re.Pattern[str]:
    """What ends in a word of a class of `tables/office_words.tsv`, or in a pattern."""
    return re.compile(f"(?:{'|'.join([any_of(offices()[word_class]), *patterns])})$")


_LONGEST = 14
"""How many characters stand before an office at most, with a body's name."""
_WORDS = 8
"""How many of them may be no name."""
_AT_HEAD = 6
"""The same at the head of a clause, where a verb that no table lists may stand."""
# Behind these a modifier begins: 一名, 60岁的, 和
_FIRM = re.compile("的|[名位]|[、与及兼]|(?<!共)和|[0-9]岁|[一二三四五六七八九十]旬")
_NO_MODIFIER = re.compile(
    "[0-9,。]|^(?:携|邀|请|率|让|把|给|找|陪|带|见|叫|劝|应|经|据|由|如|像|其|首|第|前|新任|及)|[是为有了着过]|[号届]$|[^一-鿿a-z“”]"
)
# A body that no table of suffixes tells: 大会主席团, 胡塞武装, 中央农办, 庙荒村
_BODY = re.compile(
    "(?:委员会|[^家个]委|联席会议|议会|国会|[参众]议院|董事会|理事会|监事会|主席团|党团|宣讲团|代表团|团队|访问团|考察团|组织|武装|部队|联盟|同盟"
    "|小组|专班|工作组|专家组|项目组|课题组|突击队|救援队|服务队|医疗队|艺术团|剧团|乐团|商会|国家杜马|[^战]舰"
    "|(?<=中央.)办|[^新原前村镇乡]党|(?<=[一-鿿]{2})(?:村|镇|乡|社区|街道|[省市县区州旗]))$"
)
_LAND = re.compile("(?:[村镇乡省市县区州旗]|街道)$")
_OF_STATE = ending("state_office")
_OF_LAND = ending("land_office", "[村镇乡省市县区州旗]长")
_MINISTRY = re.compile(
    "(?:外交|国防|财政|内政|内务|司法|教育|卫生|经济|能源|国土安全|国家安全)(?=部长)"
)

_BODY_WORD = re.compile(
    "(?:公司|集团|医院|学校|大学|学院|研究院|研究所|中心|协会|银行)(?=[一-鿿]{2})"
)
_SERVICE = re.compile("(?:海军|陆军|空军|火箭军|武警部队|海警)(?=新任|原|前|首任|新闻|$)")
_OF_RANK = re.compile("[将校尉士兵员]$")
# Words that open an office with what follows them
_RANK = re.compile("首席|资深|高级|特约|执行|名誉|国家[一二三]级")
_OF_FINANCE = ending("finance_office")
_OF_PRESS = ending("press_office")
_PRESS = re.compile(
    "(?<=[一-鿿])(?:报|网|社|台|客户端|频道|新闻|融媒体中心|周刊|杂志|在线|视频|传媒|电视|广播)$"
)
_OF_COACH = re.compile("(?:主帅|主教练)$")
_OF_A_CASE = ending("of_a_case")
_BARE = frozenset(offices()["bare_body"])
_OF_COMPANY = ending("company_office", "首席[一-鿿]{2,3}官")
_COMPANY = ending("trade")
_NOT_COMPANY = re.compile(
    "[裔籍届任级型式位名轮代]$|著名|知名|年轻|优秀|女|前|原|该|公司|企业|首位|首任|联合|共同"
)


@lru_cache(maxsize=1)
def _kin() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(word_classes()['kin'])})$")


def widened(text: str, floor: int, begin: int, at: int) -> tuple[int, str | None]:
    """Where the office really begins that was read from `begin` to `at`, and the body before it
    that has it."""
    if _kin().search(text, begin, at) or _OF_A_CASE.search(text, begin, at):
        return begin, None
    start, firm = _stretch(text, max(floor, begin - _LONGEST), begin)
    if (
        begin - start > 1
        and at - begin > 2
        and text[begin] in "省市县区州旗镇乡村"
        and text[begin + 1] != "委"
    ):
        begin += 1  # 云岭市|副市长
    if begin == start or not (firm or start == floor):
        return begin, None
    inner = _BODY_WORD.match(text, begin, at)
    if inner:
        # 医学院|学生: the word that seemed to qualify the office ends a body's name
        return inner.end(), text[start : inner.end()]
    if begin - start < 2:
        return begin, None
    service = _SERVICE.match(text, start, begin)
    if service and not _OF_RANK.search(text, begin, at):
        return service.end(), service[0]
    rank = _RANK.search(text, start, begin)
    if rank:
        # 东方金诚|首席宏观分析师
        name = text[start : rank.start()]
        own = len(name) > 1 and not common(name) and not _NOT_COMPANY.search(name)
        own = own and _OF_FINANCE.search(text, begin, at) is not None
        return rank.start(), name if own and not _NO_MODIFIER.search(name) else None
    press = _OF_PRESS.search(text, begin, at) and _PRESS.search(text, start, begin)
    if press:
        return begin, text[start:begin]
    if _OF_COACH.search(text, begin, at) and TEAM_NAME.fullmatch(text, start, begin):
        return begin, text[start:begin]
    if _BODY.search(text, start, begin) and _names_body(text[start:begin]):
        if not _LAND.search(text, start, begin):
            return begin, text[start:begin]
        return begin, text[start:begin] if _OF_LAND.search(text, begin, at) else None
    if _OF_COMPANY.search(text, begin, at) and _names_company(text, start, begin):
        return begin, text[start:begin]
    if _OF_STATE.search(text, begin, at):
        ministry = _MINISTRY.match(text, start)
        return (start if ministry and ministry.end() >= begin else begin), None
    words = begin - start
    if words > (_WORDS if firm else _AT_HEAD) or _NO_MODIFIER.search(text[start:begin]):
        return begin, None
    place = text[start : start + 2] in register().by_stem
    return begin if place else start, None


def _stretch(text: str, start: int, begin: int) -> tuple[int, bool]:
    """Where the words begin that stand before `begin` and do nothing, and whether a word shows
    that they begin there."""
    firm = False
    for _, end in breaks(text, start, begin):
        start, firm = end, True
    for token in listed(text, start, begin):
        if token.word_class != "nominal" and not text.startswith("自民", token.start):
            start, firm = token.end, token.word_class == "joint"
    for stop in _FIRM.finditer(text, start, begin):
        start, firm = stop.end(), True
    return start, firm


def _names_company(text: str, start: int, end: int) -> bool:
    """Whether a stretch before an office of companies is a company's name: 摩根大通|首席执行官."""
    name = text[start:end]
    if len(name) > 8 or _NOT_COMPANY.search(name) or _NO_MODIFIER.search(name) or common(name):
        return False
    return bool(_COMPANY.search(name)) or text.count(name) > 1 or _transcribed(name)


def _transcribed(name: str) -> bool:
    """Whether most characters are those of transcribed names: 摩根大通."""
    return sum(char in may_transcribe() for char in name) * 4 >= 3 * len(name) > 6


def _names_body(name: str) -> bool:
    """Whether a stretch that ends like a body may be its name: 委员会 alone is none."""
    own = name not in _BARE and (len(name) > 2 or name[-1] in "党办")
    return own and "届" not in name and not _NO_MODIFIER.search(name)
