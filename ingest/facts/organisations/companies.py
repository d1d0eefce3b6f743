"""Companies and papers whose names end in no telling suffix: what stands beside shows them.

A name that only its context gives must come again in the text, or be closed by punctuation, so
that it is cut where the article itself cuts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late, matches
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import breaks, common
from ingest.facts.people.names import chinese
from ingest.facts.people.words import offices
from ingest.facts.word_lists import EndingList
from ingest.facts.words import lexicon

_STOCK = late(
    r"\((?:(?:股票|证券)代码:?)?(?:\d{5,6}(?:[.-][a-z]{2})?|\d{4}[.-]hk|(?!(?:19|20)\d\d)\d{4}(?=\))|[a-z]{1,5}\.(?:us|n|o)"
    r"|(?:nyse|nasdaq|纳斯达克|纽交所|港交所|[上深]交所): ?[a-z0-9.]{1,8})(?:[,，/、][^)]{1,20})?\)"
)
_NO_FIRM = ("指数", "指", "etf", "基金", "转债")
"""Ends of what has such a number and is no firm: 上证指数(000001)."""
_BEFORE_STOCK = late(r"(?:\*?st)?[一-鿿a-z]{2,6}$")
# 上市刚满两年的|大业股份
_LEAD = late(
    "^其中|^.*[的了是为年月日由与和及股企司丨](?:讯(?!飞))?|^(?:对|向|据|从|将|被|讯(?!飞))"
)
_SHARES = late("(?<![一-鿿])([一-鿿]{2,3})(?:股份|控股)(?![一-鿿]?有限|的|制|数|比例)")
_DEAL = late(
    "[减增所持购售让押行投回总该本各某股公司等转发]|限售|国有|上述|部分|高新|全资|参股|上市|相关|有关"
)
_NOT_ITEM = re.compile("[减增持售购押]|有限|相关|有关")
# 三名股东深创投、南昌红土及淄博创新
_ROLE = late(
    "(?:股东(?!权益|[大会回价应净])|子公司|投资方|投资机构|机构投资者|收购方|受让方|转让方|交易对方|控股方|竞争对手|供应商|客户)"
    "(?:分别为|为|包括|是|:)?((?:[一-鿿a-z]{2,8}、){1,9}[一-鿿a-z]{2,16})"
)
_JOINT = late("[、及和与]")
# 天地科技|公告, 南玻玻璃|董事长: what stands behind a firm alone
_OF_FIRM = late(
    "(?<=[一-鿿]{4})(?:(?:今日|昨日|日前|近日|昨晚)?公布|宣布|表示|发布|回应|持有|中标|公告|发布公告|披露|股价|涨停|跌停|董事长|董事会|监事会|股东大会|董秘|总裁|总经理|净利润|营收|营业收入|控股股东|实控人)"
)
_OWNED = late(
    "(?:(?:全资|控股|参股)[子孙]?|[子孙])公司([一-鿿]{4,6}?)(?=[拟与将已的签在为持和增向由出及]|[^一-鿿])"
)
_FORMS = ("股份", "控股", "集团")
# 云岭电机|午间公告
_ANNOUNCES = late(
    "(?<![一-鿿0-9])([一-鿿]{4,6}?)(?:\\(\\d{6}[^)]{0,8}\\))?(?:\\d{1,2}月\\d{1,2}日)?(?:今日|昨日|午间|晚间|早间|盘后)?(?:发布)?公告"
)
# 云信投资|首席经济学家
_HOUSE = late(
    "(?<![一-鿿])([一-鿿]{2,4}(?:投资|资本|资产|信托|期货|理财|国际))(?=首席(?:经济学家|分析师|策略|宏观|投资官))"
)
# 中国云冶|董事长
_OF_STATE = late(
    "(中国[一-鿿]{2})(?=(?:党委副?书记|党委常委)?、?(?:副?董事长|副?总经理|总裁|总会计师))"
)
_HEAD = late("(?:^|[^一-鿿]|[的在和与及对向由据从将是为])([一-鿿]{2,4})$")
_PAPER = "(?:报|网|新闻|周刊|杂志|客户端|通讯社|新华社)"
_SOURCE = late(f"(?:来源|稿源|转自|来自): ?([一-鿿]{{2,9}}{_PAPER})(?![一-鿿])")
_PAPER_TITLE = late(
    "《([一-鿿]{2,10}?(?:日报|晚报|早报|晨报|时报|商报|导报|周报|快报|邮报|都市报|青年报|新闻报|证券报|经济报|报|周刊|通讯社)|新华社|中新社)》"
)
# 中国消费者报|长春讯, 驻马店网|讯, 东北网|7月6日讯
_MEDIA = "[报刊]|app|[一-鿿]网|新闻|通讯社|电视台|广播|客户端|传媒|在线|体育|财经|信息港|热线|联社"
# “云上茶”生态农业专业合作社
_MARKED = late(
    "“[一-鿿a-z]{2,6}”(?P<what>[一-鿿]{0,10}?)(?:有限责任公司|有限公司|专业合作社|合作社|基金会|工作室|志愿服务队)"
)
_DATELINE = re.compile(
    f"[ \u3000]*([一-鿿a-z]{{1,10}}?(?:{_MEDIA}))"
    r"(?=(?:[一-鿿]{2,8})?(?:\d{1,2}月\d{1,2}日)?(?:[讯电]|消息)(?![一-鿿])| ?/ ?记者)"
)
# 记者从|七一网|获悉
_TOLD_BY = late("从([一-鿿]{2,6}网)(?=获悉|了解|看到)")
# 中国宁波网
_OF_CHINA = late(
    "(中国(?!互联|物联|铁路|高铁|公路|油气|骨干|基础|移动|通信)[一-鿿]{2}网)"
    "(?![络友红站点民店购球上吧格约课线])"
)
_NO_PAPER = late(
    "^本[报网]|^(?:晚报|日报|晨报|早报|商报)$|^[据由]|[公通汇预喜海战捷简年月快情警申画黑板]报$|(?<!科)学报$|(?:工作|白皮|财|季|回)报$"
)
_SHORTEST, _LONGEST = 3, 6


def _again(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))


def _company(start: int, name: str, rule: str, kind: str = "company") -> Organisation:
    return Organisation(start, start + len(name), name, kind, anchored=False, rule=rule)


def stocks(text: str) -> Iterator[Organisation]:
    """Every mention of a company that stands once before its number at an exchange."""
    names: dict[str, None] = {}
    for match in matches(_STOCK, text, "("):
        run = _BEFORE_STOCK.search(text, max(match.start() - 8, 0), match.start())
        if run is None or run[0].endswith(_NO_FIRM):
            continue
        cuts = (run[0][at:] for at in range(len(run[0]) - _SHORTEST + 1))
        twice = (cut for cut in cuts if text.count(cut) > 1 and not _LEAD.match(cut[:-2]))
        names[next(twice, None) or run[0][_lead(run[0]) :]] = None
    for name in names:
        for at in _again(text, name):
            yield _company(at, name, "stock")


def _lead(run: str) -> int:
    """How much of a run belongs to the words before the name."""
    match = _LEAD.match(run[:-2])
    return match.end() if match else 0


def shares(text: str) -> Iterator[Organisation]:
    """大业股份, which begins a clause and comes again."""
    names: dict[str, None] = {}
    if "股" not in text:
        return
    for match in _SHARES.finditer(text):
        if match[0] in names or _DEAL.search(match[1]) or common(match[1]):
            continue
        if next(breaks(match[1], 0, len(match[1])), None) is None and text.count(match[0]) > 1:
            names[match[0]] = None
    for name in names:
        for at in _again(text, name):
            yield _company(at, name, "recurring")


def partners(text: str) -> Iterator[Organisation]:
    """The names of a row behind what they are to a company, each where it comes again."""
    names: dict[str, None] = {}
    for match in matches(_ROLE, text, "、"):
        items = _JOINT.split(match[1])
        for number, item in enumerate(items):
            name = _cut(text, item, number == len(items) - 1)
            if name and not common(name) and chinese(name, 0) != len(name):
                names[name] = None
    for name in names:
        for at in _again(text, name):
            yield _company(at, name, "partner")


@lru_cache(maxsize=1)
def _trades() -> EndingList:
    return EndingList(word for word in offices()["trade"] if len(word) > 1)


_LED = ("董事长", "总经理", "总裁", "董秘")
"""Before these a firm need not come again: 云岭模具|董事长."""


def traded(text: str) -> Iterator[Organisation]:
    """Every mention of a firm called by its trade, as 天地科技, that comes again and stands once
    before what only firms have."""
    names: dict[str, None] = {}
    for match in _OF_FIRM.finditer(text):
        end = match.start()
        trade = _trades().start(text, max(end - 4, 0), end)
        head = _HEAD.search(text, max(trade - 5, 0), trade) if trade else None
        if trade is None or head is None:
            continue
        if text.count(text[head.start(1) : end]) < 2 and not match[0].startswith(_LED):
            continue
        words = lexicon(True).classes
        parts = (head[1], head[1][:2], head[1][-2:])
        plain = not common(head[1]) and next(breaks(head[1], 0, len(head[1])), None) is None
        if plain and not any(part in words for part in parts):
            names[text[head.start(1) : end]] = None
    for name in names:
        for at in _again(text, name):
            yield _company(at, name, "recurring")


def owned(text: str) -> Iterator[Organisation]:
    """Every mention of a subsidiary that comes again: 控股子公司|绵阳云岭."""
    found = matches(_OWNED, text, "公司")
    names = {match[1]: None for match in found if text.count(match[1]) > 1}
    for name in names:
        if next(breaks(name, 0, len(name)), None) is None and not common(name):
            for at in _again(text, name):
                yield _company(at, name, "partner")


def announcing(text: str) -> Iterator[Organisation]:
    """Every mention of a firm called by its trade at the head of a clause that it announces."""
    names: dict[str, None] = {}
    for match in matches(_ANNOUNCES, text, "公告"):
        trade = _trades().start(text, match.start(1), match.end(1))
        head = text[match.start(1) : trade] if trade else ""
        own = match[1].endswith(_FORMS) or head not in lexicon(True).classes
        if 2 <= len(head) <= 4 and own and not common(head):
            names[match[1]] = None
    for name in names:
        for at in _again(text, name):
            yield _company(at, name, "recurring")


def houses(text: str) -> Iterator[Organisation]:
    """Every mention of a house of investors that stands once before its economist, and of a firm
    with 中国 in its name that stands once before its head and comes again."""
    found = [match[1] for match in matches(_HOUSE, text, "首席")]
    for match in matches(_OF_STATE, text, "中国"):
        if text.count(match[1]) > 1:
            found.append(match[1])
    for name in dict.fromkeys(found):
        own = name.removeprefix("中国")[:2]
        plain = own not in lexicon(True).classes and not common(own)
        if plain and next(breaks(name, 0, len(name)), None) is None:
            for at in _again(text, name):
                yield _company(at, name, "recurring")


def _cut(text: str, item: str, last: bool) -> str | None:
    """The name in an item of a row; the last item runs on into the sentence."""
    if not last:
        fits = _SHORTEST <= len(item) <= _LONGEST and not _NOT_ITEM.search(item)
        return item if fits and text.count(item) > 1 else None
    cuts = (item[:end] for end in range(min(len(item), _LONGEST), _SHORTEST - 1, -1))
    return next((c for c in cuts if text.count(c) > 1 and not _NOT_ITEM.search(c)), None)


def marked(text: str, places: list[Place]) -> Iterator[Organisation]:
    """Companies and cooperatives whose own name stands in quotation marks."""
    before = {place.end: place.start for place in places} if "“" in text else {}
    for match in matches(_MARKED, text, "“"):
        if next(breaks(text, *match.span("what")), None) is None:
            start = before.get(match.start(), match.start())
            yield _company(start, text[start : match.end()], "marked")


def datelines(text: str) -> Iterator[Organisation]:
    """中国消费者报|长春讯: the paper at the head of a line."""
    at = 0
    while at >= 0 and at < len(text):
        match = _DATELINE.match(text, at)
        if match and not _NO_PAPER.search(match[1]):
            yield _company(match.start(1), match[1], "paper", "media")
        line = text.find("\n", at)
        at = line + 1 if line >= 0 else -1


def papers(text: str) -> Iterator[Organisation]:
    """Papers and agencies: behind 来源：, and alone in 《》."""
    yield from datelines(text)
    for pattern, sign in (
        (_SOURCE, ":"),
        (_PAPER_TITLE, "《"),
        (_TOLD_BY, "网"),
        (_OF_CHINA, "中国"),
    ):
        for match in matches(pattern, text, sign):
            if not _NO_PAPER.search(match[1]):
                yield _company(match.start(1), match[1], "paper", "media")
