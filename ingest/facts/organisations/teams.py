"""Teams and clubs: 广东队, and 北京国安 where a match shows that it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import breaks, common
from ingest.facts.people.teams import TEAM_NAME
from ingest.facts.people.words import word_classes

_SPORT = (
    "足球|篮球|排球|沙滩排球|沙排|乒乓球|羽毛球|网球|手球|水球|棒球|垒球|橄榄球|曲棍球|冰球|冰壶|游泳|花样游泳|花游"
    "|跳水|田径|体操|艺术体操|蹦床|举重|摔跤|柔道|拳击|跆拳道|空手道|击剑|射击|射箭|自行车|赛艇|皮划艇|帆船|帆板"
    "|马术|铁人三项|现代五项|攀岩|滑板|冲浪|霹雳舞|滑雪|短道速滑|速度滑冰|速滑|花样滑冰|花滑|雪车|雪橇|围棋|象棋|国际象棋"
    "|武术|龙舟|电竞|登山|台球|高尔夫球|保龄球|门球|毽球|藤球|残疾人|残奥"
)
# 中国|跳水队, 天津|女柔, 广东|队
_TEAM = re.compile(
    f"(?:国家|国青|国奥)?(?:[男女]子)?(?:{_SPORT})?(?:国家|青年)?队(?![伍列友员长形内])"
    "|[男女](?:[柔手曲垒棒乒水冰]|子(?:足球|篮球|排球)队)(?![一-鿿]?[球联赛子生性人工])"
)


def teams(text: str, places: list[Place]) -> Iterator[Organisation]:
    """Teams named by a place alone: 广东队, 中国队."""
    for place in places:
        match = _TEAM.match(text, place.end)
        if match and (place.short or place.iso):
            name = text[place.start : match.end()]
            yield Organisation(
                place.start, match.end(), name, "sport", place.path, place.code, rule="team"
            )


# What is said of a club behind its name: 北京国安|客场1比0
_PLAYS = re.compile(
    r"([一-鿿]{2,3}?)(?=队?(?:俱乐部|(?:主场|客场)?(?:以|点球)?\d{1,3}(?:比|:|-)\d|客场|主场|战平|险胜|大胜|小胜|完胜|击败|战胜(?!利)|不敌"
    "|负于|迎战|对阵|逆转))"
)
# and before it: 小胜|上海申花
_PLAYED = re.compile("(?:胜|击败|不敌|负于|对阵|迎战|战平|淘汰|逆转|做客挑战|执教|效力|加盟)$")
_ITS_TEAM = late("队(?![伍列友员长形内])")
_THEN = late("([一-鿿]{2,3}?)(?=队?[,，。;；、!！]|队?$)")


@lru_cache(maxsize=1)
def _nobody() -> frozenset[str]:
    """What stands between a place and a match and is no club: 中国|选手."""
    return frozenset((*word_classes()["title"], "组合", "球迷", "警方", "国奥", "联队", "代表"))


def clubs(text: str, places: list[Place]) -> Iterator[Organisation]:
    """Clubs named by a place and a name of their own, and every other mention of them."""
    names: dict[str, Place] = {}
    for place in places:
        match = _PLAYS.match(text, place.end)
        if match is None and _PLAYED.search(text, max(place.start - 4, 0), place.start):
            match = _THEN.match(text, place.end)
        if match and (place.short or place.iso) and _is_club(match[1]):
            names.setdefault(text[place.start : match.end(1)], place)
    for name, place in names.items():
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            end += _ITS_TEAM.match(text, end) is not None  # 上海海港|队
            yield Organisation(at, end, text[at:end], "sport", place.path, place.code, rule="team")
            at = text.find(name, end)


def _is_club(name: str) -> bool:
    if name[0] == "队":
        return False  # 沧州队 | 主场
    plain = TEAM_NAME.fullmatch(name) and not common(name) and name not in _nobody()
    return bool(plain) and next(breaks(name, 0, len(name)), None) is None


_KIND = late("(?:女|男)(?:排|篮|足)$|(?:足球|篮球|排球)?俱乐部$|(?:足|篮|排)球队$")


def short(text: str, orgs: list[Organisation]) -> Iterator[Organisation]:
    """滨海队, of 滨海女排."""
    for name, org in {org.name: org for org in orgs if org.kind == "sport"}.items():
        stem = _KIND.sub("", name)
        if stem == name or len(stem) < 2:
            continue
        at = text.find(stem + "队")
        while at >= 0:
            yield org._replace(start=at, end=at + len(stem) + 1, rule="alias")
            at = text.find(stem + "队", at + 1)
