"""The places that an article names, alone or in the name of an organisation.

Not all of them are where something is: things go to some and come from others, some only say
whose employee speaks, and some are part of another name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ingest.facts.context.places.nationality import only_names, says_whose
from ingest.facts.context.places.scenes import has_its_own, is_among
from ingest.facts.context.places.scope import CHINA, CORPS, Where
from ingest.facts.context.places.setting import DATELINE
from ingest.facts.context.places.ways import in_route, is_away, leaves, runs_through
from ingest.facts.late import late
from ingest.facts.words import NAMES, PLACE, QUANTITY, tokens
from ingest.model import Fact
from ingest.records import changed
from ingest.script import fold

# 台湾籍, 日本产: what comes from a place is not in it.
_OF_ORIGIN = re.compile(
    "籍|裔|方向(?!盘)|的?(?:牌照|号牌|车牌)|境外(?:移入|输入)|(?:[一-鿿]{2})?巨头|分行|(?:[一-鿿]{0,2}公司|企业|银行)(?:职员|雇员|员工|高管)|商人|留学生|外交官"
    "|[一-鿿]{0,4}(?:影展|电影节|双年展)[一-鿿]{0,2}(?:大奖|得奖|获奖|金奖)|客商|产(?![业量值能品销出地区线生学假妇权后婆房])|游客|旅客|客(?![户商机车运货流轮服厅房源场家栈座舱观籍])|难民|移民(?!小区|新村|安置|村|点|搬迁|工程|社区|局)|侨民|华侨|华人|侨胞"
)
# Organisations whose place says nothing of where their numbers belong.
_PRIVATE = re.compile(
    r"公司|集团|股份|银行|铁路局|[队报网]$|[男女][篮排足]$|俱乐部$"
    r"|(?<!合作)(?<!供销)社$|大学"
)
_FORMER = re.compile(
    "[原前](?:常务)?副?(?:[省市县区州]|书记|主席|局长|厅长|主任|院长|总理|总统|首相)"
)
"""呼和浩特市 | 原副市长: where somebody once was in office."""
_ETC = re.compile("等(?:多|各)?(?:地(?![区方])|[省市县国](?![区级]))")
"""首都墨西哥城 | 等地: one of the places that are meant."""
_SPOKEN = late(
    "(?:介绍|表示|指出|强调|透露|宣布|回应|[说称](?=[,:])|告诉|接受[^,。]{0,12}(?:采访|专访)"
    "|(?:举行|召开)的?[^,。;]{0,24}(?:发布会|通气会|吹风会|记者会|见面会)上)"
)
"""在北京 | 介绍: where somebody says something is not where it holds."""
_CAME = late("(?:出席|列席|到场|与会|莅临|应邀参加|参加(?:了)?(?:会议|活动|仪式|推介会|论坛))")
_ANEW = (QUANTITY + "、", ")、")
"""榆中县114个、| 永登县102个: a place behind these has a number of its own."""
_EXAMPLE = re.compile(f"[一-鿿]{{0,8}}等{QUANTITY}")
_FAR = re.compile("(?:距离?|离|从|自|至|到|[、和与及])$")
_HAN = late("[一-鿿\ue002](?<![在于到往赴至从由自及和与、驻达临过经向对比])")
_FIRM_NOUN = late(
    "汽车|钢铁|石化|化工|重工|机床|电力|电器|电子|医药|制药|水泥|铝业|啤酒|乳业|航空|轮胎|商用车|本田|丰田|现代|大众"
)
"""What companies make, as the last part of their short names."""
_LONGEST_LIST = 80
_TITLED = late(
    "[一-鿿“”]{0,10}?(?:周(?![边年围])|节(?![能约省点目])|博览会|交易会|推介会|大会|论坛|[标联开请]赛|好人|好声音|之乡|[杯奖]|百强|强企业|十佳)"
)
"""Behind 中国: the title of a festival, a fair or an honour, held or given anywhere."""
_LAST_TIME = re.compile("[上前]一?[届次]的?$")
_LIST_JOINTS = "、和及与"


class NamedPlaces:
    """The named places, asked by their offsets."""

    def __init__(self, folded: str, masked: str, facts: list[Fact]) -> None:
        self.folded, self.masked = folded, masked
        self.nested: set[int] = set()
        """Starts of the places that only an organisation's name tells."""
        self.people = sorted(fact.start for fact in facts if fact.kind == "person")
        self.facts = self._found(facts)
        self.starts = [fact.start for fact in self.facts]
        self._local: dict[int, bool] = {}
        """What was answered of the places, by where they begin."""

    def leave_out(self, path: str) -> None:
        """Forgets a place, wherever it is named."""
        self.facts = [fact for fact in self.facts if fact.place != path]
        self.starts = [fact.start for fact in self.facts]
        self._local.clear()

    def _found(self, facts: list[Fact]) -> list[Fact]:
        """The places named, alone or in the name of an organisation, by their offset."""
        bodies = (_of_corps(fact) for fact in facts if fact.kind == "organisation")
        holders = sorted(bodies, key=lambda fact: fact.start)
        starts = [one.start for one in holders]
        found: dict[int, Fact] = {}
        for place in facts:
            if place.kind != "place" or not place.place:
                continue
            number = bisect_right(starts, place.start) - 1
            holder = holders[number] if number >= 0 else None
            if holder is not None and place.end <= holder.end:
                self.nested.add(place.start)
                if _PRIVATE.search(holder.name or holder.text):
                    continue
            if not self._in_name(place):
                found[place.start] = place
        for one in holders:
            if one.place and not _PRIVATE.search(one.text):
                self.nested.add(one.start)
                found.setdefault(one.start, one)
        return [found[start] for start in sorted(found)]

    def _in_name(self, place: Fact) -> bool:
        """Whether a bare name stands between nouns and is part of another: 东风|柳州|汽车."""
        start, end = place.start, place.end
        if place.level not in ("prefecture", "county") or fold(place.text) == place.name:
            return False
        if not (_HAN.match(self.masked, start - 1) and _FIRM_NOUN.match(self.masked, end)):
            return False
        before = tokens(self.masked, max(0, start - 4), start)
        return all(token.end != start for token in before)

    def is_abroad(self, where: Where | None) -> bool:
        """Whether a place is in another country that the article names."""
        countries = {fact.place for fact in self.facts if fact.level == "country"} - {CHINA.path}
        return where is not None and where.path.startswith(tuple(filter(None, countries)))

    def between(self, start: int, end: int) -> list[Fact]:
        """The places that begin in a stretch."""
        return self.facts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def alone(self, start: int, end: int) -> list[Fact]:
        """The places that begin in a stretch and are in no organisation's name."""
        return [fact for fact in self.between(start, end) if fact.start not in self.nested]

    def is_local(self, fact: Fact) -> bool:
        """Whether something may be in the place: not a destination, not part of a dateline."""
        if fact.start not in self._local:
            self._local[fact.start] = self._may_hold(fact)
        return self._local[fact.start]

    def _may_hold(self, fact: Fact) -> bool:
        if DATELINE.match(self.folded, fact.end):
            return False
        if only_names(self.folded, fact):
            return False
        if _LAST_TIME.search(self.folded, max(0, fact.start - 4), fact.start):
            return False  # 上一届布达佩斯世锦赛
        if fact.start in self.nested and self.folded[fact.start - 1 : fact.start] in ("原", "前"):
            return False  # 原湖州市委书记: where somebody once was in office
        if (
            self._is_example(fact)
            or in_route(self.masked, fact)
            or _FORMER.match(self.folded, fact.end)
        ):
            return False
        if _ETC.match(self.folded, fact.end) and self.folded[fact.start - 1] not in _LIST_JOINTS:
            return False
        if fact.place == CHINA.path and _TITLED.match(self.folded, fact.end):
            return False
        if _OF_ORIGIN.match(self.folded, fact.end) or self.is_nationality(fact):
            return False
        start = self._list_start(fact.start)
        if self.folded.startswith("在", start - 1) and _SPOKEN.match(self.folded, fact.end):
            return False  # 26日在北京 | 介绍
        if leaves(self.masked, fact.end) or self._is_away(fact, start):
            return False
        if self.folded[start - 1 : start] in ("和", "及", "、") and (
            self.masked[start - 2 : start] not in (*_ANEW, QUANTITY + "和", QUANTITY + "及")
        ):
            # 31个省份和新疆生产建设兵团: one of several that the list does not all name as places
            return False
        if fact.start in self.nested and self.folded[start - 1 : start] == "经":
            return False  # 经内蒙古自治区卫健委专家组评估: who did it, not where
        return fact.start not in self.nested or not self._is_object(fact)

    def is_nationality(self, fact: Fact) -> bool:
        """加拿大 | 公民, 中国 | 选手: a country that only says whose they are."""
        return fact.start not in self.nested and says_whose(self.folded, fact)

    def has_own(self, fact: Fact) -> bool:
        """慈溪市6所、| 北仑区4所: a member of a list whose members each have a number."""
        end = fact.end
        while self.masked.startswith(QUANTITY, end):
            end += 1
        listed = self.masked.startswith(_ANEW[0], fact.start - 2) or (
            self.masked[end : end + 2] == "、" + PLACE
        )
        return end > fact.end and listed

    def is_goal(self, fact: Fact) -> bool:
        """先后赴 | 吉林、山西: a place in a list of those that somebody went to; 往 | 珠海方向."""
        if self.folded.startswith("方向", fact.end) and fact.start not in self.nested:
            return True
        start = self._list_start(fact.start)
        listed = start < fact.start or self.folded.startswith("、", fact.end)
        return listed and self.folded[start - 1 : start] in ("赴", "往")

    def is_on_way(self, fact: Fact) -> bool:
        """起于 | 郑州, 途经 | 南阳, 郑州 | 至南阳: a place that something runs through."""
        if fact.start in self.nested:
            return False
        start = self._list_start(fact.start)
        return leaves(self.masked, fact.end) or runs_through(self.folded, start)

    def _is_away(self, fact: Fact, start: int) -> bool:
        """Whether things go to a place, or come from it; `start` is where its list begins."""
        alone = fact.start not in self.nested
        return is_away(self.folded, start, fact.end, alone)

    def _is_example(self, fact: Fact) -> bool:
        """新乡等 | 25个城市, 建设开州区实训基地等 | 7个项目: one of them, not where they are."""
        listed = _EXAMPLE.match(self.masked, fact.end)
        if listed is None:
            last = self.list_from(fact, fact.end + _LONGEST_LIST)[-1]
            if self.folded.startswith("在内", last.end):
                return True  # 包括兰州市在内的 | 108个城市
            return self._is_example(last) if last is not fact else is_among(self.masked, fact)
        if listed.end() - fact.end == 2:
            return True
        before = self.masked[fact.start - 1 : fact.start]
        if before not in _LIST_JOINTS and (before < "一" or before in "在于到"):
            return False
        verbs = tokens(self.masked, fact.end, listed.end())
        return all(token.word_class != "verb" for token in verbs)

    def is_of_speaker(self, fact: Fact) -> bool:
        """湖北省人民医院教授邓伟说: where somebody is employed who is named behind it."""
        if fact.start not in self.nested:
            return False
        end = self.folded.find(",", fact.end, fact.end + 40)
        number = bisect_left(self.people, fact.end)
        person = self.people[number] if number < len(self.people) else -1
        return fact.end <= person < (end if end > 0 else fact.end + 40)

    def _list_start(self, at: int) -> int:
        """Where the list of names begins that a name is a member of: 东盟、美国和 | 韩国."""
        while at > 1 and self.masked[at - 1] in "、和与及" and self.masked[at - 2] in NAMES:
            at -= 1
            while at > 0 and self.masked[at - 1] in NAMES:
                at -= 1
        return at

    def _is_object(self, fact: Fact) -> bool:
        """Whether the organisation that a place is named in only has something done by or to it."""
        start = max(self.folded.rfind(mark, 0, fact.start) for mark in ",;:。\n") + 1
        return any(
            token.word_class == "verb" and self.masked[token.start : token.end] != "是"
            for token in tokens(self.masked, start, fact.start)
        )

    def governs(self, place: Fact, quantity: Fact) -> bool:
        """Whether what is counted may be in a place; right beside it (新疆4处遗址) it is."""
        if place.end == quantity.start and place.start not in self.nested:
            start = self._list_start(place.start)
            far = _FAR.search(self.folded, max(0, start - 2), start)
            anew = self.masked[place.start - 2 : place.start] in _ANEW
            return far is None or anew
        before = place.end <= quantity.start and self.is_local(place)
        before = before and not self._is_closed_off(place, quantity.start)
        before = before and not has_its_own(self.masked, place, quantity.start)
        return before and not self._came(place, quantity.start)

    def _is_closed_off(self, place: Fact, end: int) -> bool:
        """156人死亡(其中雅安市141人)，| 5人失踪: a place in a bracket that is closed."""
        opened = self.masked.rfind("(", max(0, place.start - _LONGEST_LIST), place.start)
        if opened < 0 or ")" in self.masked[opened : place.start]:
            return False
        closed = self.masked.find(")", place.end, end)
        return closed >= 0 and QUANTITY in self.masked[opened:closed]

    def _came(self, place: Fact, end: int) -> bool:
        """江城商会会长某某等出席，| 300人到场: a place that only tells whose officers came."""
        if place.start not in self.nested or not self.is_of_speaker(place):
            return False
        return _CAME.search(self.folded, place.end, end) is not None

    def list_ending(self, before: list[Fact]) -> list[Fact]:
        """The last of some places with those before it that are members of one list, backwards."""
        group = [before[-1]]
        for fact in reversed(before[:-1]):
            if not self._is_joined(fact, group[-1]):
                break
            group.append(fact)
        return group

    def list_from(self, first: Fact, end: int) -> list[Fact]:
        """A place with those behind it that are members of one list."""
        group = [first]
        for fact in self.between(first.end, end):
            if not self._is_joined(group[-1], fact):
                break
            group.append(fact)
        return group

    def _is_joined(self, one: Fact, other: Fact) -> bool:
        return other.start - one.end == 1 and self.folded[one.end] in _LIST_JOINTS


def _of_corps(body: Fact) -> Fact:
    """A body of the corps in Xinjiang is the corps's, not the region's."""
    if not body.text.startswith((CORPS.path, _CORPS_TRADITIONAL)):
        return body
    return changed(body, {"place": CORPS.path, "place_code": None})


_CORPS_TRADITIONAL = "新疆生產建設兵團"
