"""Firms whose reports, shares or financing the text tells of, where no ending shows them:
升华拜克|公布半年报, 中通客车|涨停, 由经纬创投|领投."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.facts.late import late, matches
from ingest.facts.named import Organisation
from ingest.facts.organisations.patterns import breaks, common, standing, suffix_types
from ingest.facts.organisations.results import forms
from ingest.facts.people.names import chinese
from ingest.facts.people.words import is_word
from ingest.facts.places.divisions import register
from ingest.facts.words import lexicon

_REPORTS = (
    "(?:发布|公布|披露|公告|交出)了?[^,。;、]{0,10}?"
    "(?:[半年季]度?报告|[半年一三]季?报|中报|业绩(?:预告|快报|报告)|财报|招股(?:说明)?书)"
)
_MOVES = (
    "股价(?![格值])|股票(?![池型市基交])|一字|封?[涨跌]停|触及[涨跌]停|闪崩|停牌|复牌|换手率|收[报涨跌]|报收|获得?(?:主力|北向)资金|主力资金净"
    "|总部(?:位于|设在|在)|毛利率|市盈率|报\\d+(?:\\.\\d+)?(?:港|美)?元"
    "|(?:[大暴重]|飙|续|微|领)?(?<![上下])[涨跌](?:超|逾|近|幅)?\\d|(?:正式|成功)?登陆(?:[科创主]{1,2}业?板|a股|港股)"
    "|(?:正式|成功)?在(?:(?:上海|深圳|北京|香港|纽约)(?:证券|联合)交易所|[上深港北]交所)"
)
_DOES = late(f"{_REPORTS}|{_MOVES}")
_SIGNS = (
    *("股", "涨", "跌", "牌", "报告", "年报", "季报", "中报", "财报", "业绩", "报收", "收报"),
    *("闪崩", "一字", "资金", "总部", "毛利率", "市盈率", "换手率", "登陆", "交易所"),
)
"""Of which a text that tells what firms do holds one."""
_DAY = (
    "(?:今[天日早晚]|昨[天日早晚]|近日|日前|当[日晚]|(?:\\d{1,2}月)?\\d{1,2}日|[早午晚]间|晚|盘[中后]|开盘|收盘"
    "|一度|早盘|午后|尾盘|率先|首家|正式)*"
)
_NAME = late(f"(?<![一-鿿0-9])([一-鿿]{{3,6}}?[a-z]?)(?:\\(\\d{{6}}[^)]{{0,8}}\\))?{_DAY}$")
_FAR = 30
"""How far before what a firm does its name begins at most."""
_MARKET = late(
    "[同环]比|[股市盘指价量资币油金银铜煤粮债基期]$|板块|概念|指数|期货|合约|现货|公司|企业|行业|个股|品种|主力|资金|成交|两市|人民币"
    "|美元|国债|全[国球市]|[沪深港美]股|平台|龙头|券商|[险房车药]企|^[一二两三四五六七八九十多各某首][大家只支]"
)
"""What moves at a market and is no firm."""
_GIVES = late("(?:联合|独家|共同)?(?:领投|跟投|参投|追投|独家投资)|持股(?:比例)?为?(?=[0-9])")
_ROW = late("(?:[一-鿿a-z]{2,8}[、和及与])*[一-鿿a-z]{2,8}$")
_FROM = late("^.*(?:由|获得?|来自|老股东|原股东|新股东|以及|股东|包括|的)(?=..)")
_JOINT = late("[、和及与]")
_HOUSES = (
    *("资本", "创投", "投资", "风投", "基金", "国投", "产投", "国际", "信托", "证券", "集团"),
    *("控股", "股份", "科技", "中国", "亚洲", "智库"),
)
"""Ends of the names of those who put money into firms."""
_CALLED = late(
    "(?<=公司)[“「](?P<name>[一-鿿a-z0-9]{2,10})[”」]"
    "(?=近日|日前|今[天日]|昨[天日]|宣布|完成|获|于|已|正式|表示)"
)
"""Behind what kind of firm it is: 机器人公司|“星禾机器人”."""


def _made(at: int, name: str) -> Organisation:
    return Organisation(at, at + len(name), name, "company", anchored=False, rule="recurring")


def firms(text: str) -> Iterator[Organisation]:
    """Every mention of such a firm."""
    names = dict.fromkeys(_doing(text)) if any(sign in text for sign in _SIGNS) else {}
    for match in matches(_CALLED, text, "公司"):
        names[match["name"]] = None
    names.update(dict.fromkeys(_sponsors(text)))
    for at, name in standing(text, list(names)):
        yield _made(at, name)


def _doing(text: str) -> Iterator[str]:
    """The names before what only firms do."""
    for does in _DOES.finditer(text):
        match = _NAME.search(text, max(does.start() - _FAR, 0), does.start())
        if match is not None and _is_firm(text, match[1]):
            yield match[1]


def _sponsors(text: str) -> Iterator[str]:
    """The houses of a row that put money into a firm."""
    if "投" not in text and "持股" not in text:
        return
    for gives in _GIVES.finditer(text):
        row = _ROW.search(text, max(gives.start() - _FAR, 0), gives.start())
        for item in _JOINT.split(row[0]) if row else ():
            lead = _FROM.match(item)
            name = item[lead.end() :] if lead else item
            if name.endswith(_HOUSES) and 4 <= len(name) <= 8 and _is_own(name):
                yield name


_FIRMLY = frozenset(
    ("科技", "电子", "股份", "控股", "药业", "生物", "电器", "电气", "机械", "重工", "实业", "精密")
)
"""Trades that no place has as goods, so that with it they are a firm's name: 宁海电子."""


def _is_own(name: str) -> bool:
    """Whether no word ends inside a name that no name has, and it is none itself."""
    words = lexicon(True).classes
    plain = not common(name) and name not in words and name not in register().by_stem
    return plain and next(breaks(name, 0, len(name)), None) is None


def _is_firm(text: str, name: str) -> bool:
    """Whether a name is shown by its trade, or comes again and is no word that markets use."""
    if _MARKET.search(name) or not _is_own(name) or name in register().by_name:
        return False
    if name[-2:] in suffix_types() or name[-1] in "部局委厅署院会协":
        return False
    trade = forms().start(name, 2, len(name))
    if trade is not None:
        head = name[:trade]
        place = head in register().by_stem and (text.count(name) > 1 or name[trade:] in _FIRMLY)
        return place or not (common(head) or is_word(head))
    again = text.count(name) > 1 and len(name) > 2
    return again and not _is_made_of_words(name) and chinese(name, 0) != len(name)


def _is_made_of_words(name: str) -> bool:
    """Whether the first and the last two characters are words: 白酒龙头."""
    return is_word(name[:2]) and is_word(name[-2:])
