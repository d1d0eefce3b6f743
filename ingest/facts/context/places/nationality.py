"""Places that only say whose somebody or something is: 加拿大公民, 广东选手, 美国驱逐舰."""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.model import Fact

_NATIONAL = re.compile(
    "公民|国民|“[^”]{1,6}”号|[男女][子足篮排]|[男女]?子?[一-鿿]{0,4}队(?![伍列])|[一-鿿]{0,4}(?:选手|运动员|球员|球手|名将|老将|小将|队员|组合)"
    "|士兵|军人|官兵|飞行员|驱逐舰|护卫舰|航母|军舰|战舰|[战军客货]机|货[船轮]|油轮|商船|渔船|船只|品牌|展[商团]|馆(?![长藏])"
)
"""Behind a country: people and things that are its own wherever they are: 加拿大 | 公民."""
_PLAYER = re.compile(
    "的?(?:[男女]子?|年轻|青年|知名|著名)?(?:选手|运动员|棋手|球员|名将|老将|小将)|[一-鿿]{0,4}[男女][篮足排]|(?:[男女]子)?[篮足排]球队"
)
"""Behind any place: who is from there, and mostly plays elsewhere: 广东 | 选手, 上海 | 男篮."""
_RANKED = re.compile("[一-鿿]{0,10}第一(?=[、,;。]|$)")
"""中国 | 第一: among what something is first."""


def says_whose(folded: str, fact: Fact) -> bool:
    """Whether what stands behind a place, mostly a country, is its own wherever it is."""
    if fact.level != "country":
        return _PLAYER.match(folded, fact.end) is not None
    return (_NATIONAL.match(folded, fact.end) or _RANKED.match(folded, fact.end)) is not None


_CALLS = late("(?:[一-鿿]{0,2})?[译称叫]")
_TELLS = late(
    "(?:中文)?网(?:\\d+[月日]|报道|[讯称电]|消息|援引)|官方(?:最新)?(?:消?息|数据|统计|通报|媒体|公布|称)"
    "|局(?=[一-鿿]{0,2}(?:发送|增开|加开|开行|预计|管内))"
)
_NO_WORD = frozenset(("", *"\n,。;:!?、“据由从铁"))


_ANONYMOUS = late("某[一-鿿]{0,6}(?:公司|企业|集团|厂|单位|[男女]子|人)")
_ONE_OF = late("(?:的)?一[家名位个]")
"""Behind 是 and a place: whoever is from there: 原告是浙江 | 的一家活性炭厂."""


def only_names(folded: str, fact: Fact) -> bool:
    """东盟( | 台湾 | 译东协), 据 | 美国 | 官方消息, 国铁 | 广州 | 局发送旅客, 河北 | 某公司:
    a place by which something is called, of those who tell it, or of somebody not named."""
    before = folded[fact.start - 1 : fact.start]
    if before == "是":
        return _ONE_OF.match(folded, fact.end) is not None
    if folded.startswith("某", fact.end):
        return _ANONYMOUS.match(folded, fact.end) is not None
    if before == "(":
        return _CALLS.match(folded, fact.end) is not None
    return before in _NO_WORD and _TELLS.match(folded, fact.end) is not None
