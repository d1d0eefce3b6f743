"""The subject of a number as it is stored: names in full, pronouns resolved, 全市 dropped."""

from __future__ import annotations

import re
from collections import Counter

from ingest.facts.context.phrases.edges import without_dates
from ingest.facts.context.phrases.nobody import (
    is_action,
    is_deed,
    is_nobody,
    is_time,
    without_action,
)
from ingest.facts.context.phrases.persons import PEOPLE
from ingest.facts.context.phrases.shapes import noun_phrase
from ingest.facts.context.sight import Span
from ingest.facts.context.subjects.accounts import of_headline
from ingest.facts.context.subjects.beside_names import without_number, without_season
from ingest.facts.context.subjects.described_names import described_name
from ingest.facts.context.subjects.events import Events
from ingest.facts.context.subjects.named import PRONOUN, Named
from ingest.facts.context.subjects.parts_of_names import before_being, place_list, possessor
from ingest.facts.context.wording import PAIRED, unpaired, with_quoted
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.word_lists import EndingList
from ingest.facts.words import DATE, NAME, NAMES, PLACE, QUANTITY, read_table, tokens
from ingest.model import Fact
from ingest.script import fold

_TABLE = read_table("context_words.tsv")
_EVENTS, _GOODS = _TABLE["event"], _TABLE["good"]
_LONE = _TABLE["lone"]
_NAMED_AFTER = EndingList(_TABLE["holder"])
_SCOPE_WORD = late(
    r"^[村县市镇乡区省][里上](?![一-鿿])|^(?:全|我|本|该|此)[市省县区国旗州镇乡村]|^全兵团|^当地|^各地|^全线(?=[一-鿿]{2})"
)
_SCOPE_TAIL = re.compile("全[国省市县区州旗境]$")
_SCOPE_HEADS = frozenset("全我本该此当各村县市镇乡区省")
_COMPARED_WITH = late("(?:较|相比|比(?![例重率赛分价值亚利基尔特]))[^,;]*的")
"""较年初的 | 高点: what is compared with."""
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_DEMONSTRATIVE = late(
    r"^(?:该|本[次届轮]|[这那]些|[这此](?:一?[类个项家名位座条款种支批届次段场所艘架辆台栋颗枚列片件套轮波股番阵笔处起季](?![目式])|一)?)"
)
_TRAILING = late(
    r"(?:(?<=..)境内|每[一-鿿]{1,2}|(?<![初高附职普一二三四五六七八九十])中|[的里内等要将则也已只]|(?<!以)上|造成|导致|引发|带来|致使|方面|当中|之中|沿线)$"
)
_NEXT_ONE = late("[与和及同]一[辆名个艘架台位只条]$")
"""小客车|与一辆…的货车: the number is of the next one."""
_OURS = re.compile("(?:我们?|咱们?)[^的]{0,3}的(?=..)")
_ENDS_IN_NUMBER = re.compile("(?<![A-Za-z0-9.-])[0-9.]+$")
_ARTICLE = late("一(?!家.口)[个名家位座所条栋架艘辆支批处项种只台款](?![一-鿿]?[路号流把手])")
_WITH_IT = re.compile("[(（]含[)）]")
_COUNTS_OR_TELLS = frozenset((QUANTITY, "的"))
"""Before 公司 where it points at no company named: 97家公司, 净利润超1亿元的公司."""
_KIND = re.compile("(?:上市|[深沪]市|创业板|科创板|保险|证券|基金|物业|房地产|物流)公司")
_EVENT_BACK = 300
_BACK = 40
"""How many names back a pronoun or 该… can point."""
_HOUSE = late(
    "(?:该|本)(?:公司|集团)(?=[一-鿿]{2})|[该本全]行(?=[一-鿿]{2})(?![业政动为程驶情])|该社(?=[一-鿿]{2})(?![区团会])"
)
"""A firm or a bank, with something of it behind."""
_PART = re.compile("(?:[东南西北中]{1,2}部|局地|沿海|境内|[东西南北]侧)")
_TEAMS = ("军团", "女排", "男排", "女足", "男足", "女篮", "男篮", "泳军")
_BEYOND = ("以东", "以南", "以西", "以北")
"""Part of a place, and nothing without it."""
_OUR_OWN = frozenset(("我国", "我國"))
_ONE_OF = late("^每[名位个户家所只头棵座](?=..)")
"""每名 | 学生: each of those that are meant."""
_BEFORE_NAMES = frozenset("助令让使携率邀")
"""Verbs of one character, right before somebody's name."""
_NO_PRONOUN = frozenset("他它余中次实")
_OF_FIRM = late("公司[一-鿿]{2,10}(?:板块|业务|产品|系列|订单)$")
"""公司 | 装备制造板块: a part of whatever firm is spoken of."""
FIRM = ("公司", "该公司", "本公司")
_KIND_OF_DIVISION = late("(?<![省市县区州旗盟乡镇村])[县府州省郡岛](?![委长政级民内外里会直域机])")
_EACH = re.compile("每(?:.{0,2}$|[0-9]+股.{0,2}$|[一]?[亩斤户人年月天日吨](?:土地|耕地)?$)")
"""每亩土地: of each of whatever is spoken of."""


def _names_any(masked: str) -> bool:
    return any(sign in masked for sign in NAMES)


class SubjectNames:
    """Names the subjects of an article, in reading order."""

    def __init__(self, text: str, folded: str, masked: str, facts: list[Fact]) -> None:
        self.text, self.folded, self.masked = text, folded, masked
        self.named = Named(text, folded, facts)
        self.events = Events(text, folded)
        known = [fact for fact in facts if fact.kind in ("place", "organisation", "person")]
        self.spans = {(fact.start, fact.end): fact.name for fact in known if fact.name}
        self.known = frozenset(self.spans.values())
        self.firms = frozenset(f.name for f in known if f.details.get("type") == "company")
        self.headline_firm = of_headline(folded, known)
        self.places = frozenset(f.name for f in known if f.kind == "place" and f.name)
        self.countries = {(f.start, f.end) for f in known if f.level == "country"}
        self.words = frozenset(text[slice(*span)] for span in self.spans)
        self.endings = {end: name for (_, end), name in self.spans.items()}
        self.reporting: str | None = None
        """The firm that gave account of itself last, which 公司 means where none is known."""
        self.told: list[str] = []
        """Subjects told so far, which 该… can point back at."""

    def is_scope(self, span: Span) -> bool:
        """Whether the phrase is nothing but 全市, 该县, 当地."""
        start, end = trim(self.masked, *span)
        while start < end and self.masked[start] == PLACE:
            start += 1
        if self.folded[start : start + 1] not in _SCOPE_HEADS:
            return False
        match = _SCOPE_WORD.match(self.folded[start:end])
        return match is not None and match.end() == end - start

    def name(self, span: Span) -> str | None:
        """The subject that a phrase names; None where it names nobody."""
        start, end = without_dates(self.masked, *span)
        if start >= end:
            return None  # nothing but dates
        start = with_quoted(self.folded, start)
        if (named := without_season(self.folded, start, end)) < end:
            return self.name((start, named))  # 台积电 | 第二季
        known = self.spans.get((start, end))
        if known is None and self.folded[end - 1] == ")":
            known = self.spans.get((start, self.folded.rfind("(", start, end)))  # 某银行(1288)
        if known:
            return known
        if self.masked[end - 1 : end] == PLACE and self.masked[start] != PLACE:
            # 主要经济体意大利: what kind of place it is stands before it.
            return place_list(self.text, self.masked, start, end) or self.endings.get(end)
        if self.masked[end - 1] == NAME != self.masked[start]:
            firms = self.endings, self.firms
            described = described_name(self.folded, self.masked, (start, end), *firms)
            if described:
                return described
        person = self.named.holder(start, end)
        if person:
            return person
        if self.masked[start] in "对向" and self.spans.get((start + 1, end)):
            return self.spans[start + 1, end]  # 对 | 美国 | 的出口额
        if self.masked[start] in _BEFORE_NAMES and self.masked[start + 1] in NAMES:
            return self.name((start + 1, end))  # 助 | 中国队
        return self._described(start, end)

    def _described(self, start: int, end: int) -> str | None:
        """Whom a phrase means that is no name: a pronoun, an event, 全市…, a common noun."""
        folded = self.folded[start:end]
        if folded[0] == "其" and folded[1:2] not in _NO_PRONOUN:
            rest = without_dates(self.masked, start + 1, end)
            if rest[0] >= rest[1] or is_deed(self.folded[slice(*rest)]):
                return self.named.pronoun(start, start + 1)[1]  # 其 | 第一季度出货份额
            return self.name(rest)  # 其 | 子公司
        if folded[0] == "它" and folded[1:2] != "们":
            return None  # 它 | 最薄只有0.07毫米
        ours = _OURS.match(folded)
        if ours is not None:
            return self.name((start + ours.end(), end))  # 我们村的 | 葡萄
        is_body, meant = self.named.this_body(start, end)
        if is_body:
            return self.name(meant) if isinstance(meant, tuple) else meant
        house = _HOUSE.match(folded)
        if house is not None and self.masked[start + house.end()] in NAMES:
            return self.name((start + house.end(), end))  # 该行 | 长沙分行
        if house is not None:
            return self.named.pronoun(start, start + house.end())[1]  # 该行 | 信贷投放
        is_pronoun, whom = self.named.pronoun(start, end)
        if is_pronoun and folded == "公司" and self.masked[start - 1] in _COUNTS_OR_TELLS:
            return self._firms()
        if is_pronoun:
            return whom or (self.reporting if folded in FIRM else None)
        if folded in _EVENTS:
            return self._event(folded, start)
        if _COMPARED_WITH.match(folded) or is_nobody(folded):
            return None
        wide = _SCOPE_TAIL.search(folded)
        if wide is not None and wide.start():
            before = self.name((start, start + wide.start()))  # 贵州 | 全省
            return before if self.is_place(before) else None
        scope = _SCOPE_WORD.match(folded)
        if scope:
            return None if scope.end() == len(folded) else self.name((start + scope.end(), end))
        return self._phrase(start, end)

    def _phrase(self, start: int, end: int) -> str | None:
        of = self.masked.rfind("的", start, end) + 1
        if start < of and (of, end) in self.spans and not _names_any(self.masked[start:of]):
            return self.spans[of, end]  # 同行业的 | 某某股份
        shaped = noun_phrase(self.masked, start, before_being(self.masked, start, end))
        if shaped is None:
            return None
        start, end = without_dates(self.masked, *shaped)
        if start >= end or (start, end) in self.spans:
            return self.spans.get((start, end))
        text = self.text[start:end]
        if not PAIRED.isdisjoint(text):
            text = unpaired(_ASIDE.sub("", text))
        folded = self.folded[start:end]
        owned = possessor(folded)
        text, folded = text[owned:], folded[owned:]  # 他的 | 三分球
        single = _ARTICLE.match(folded)
        if single and len(folded) > 3:
            text, folded = text[2:], folded[2:]  # 一个 | 居民区
        pointing = _DEMONSTRATIVE.match(folded)
        if pointing:
            text = self._pointed(text[pointing.end() :], folded[pointing.end() :])
        if is_nobody(fold(text)):
            return None
        text = self._without_place(start, end, _TRAILING.sub("", text).removeprefix("由"))
        text = without_number(_ONE_OF.sub("", text))
        if _EACH.match(text):
            return None
        if is_time(fold(text)):
            return None
        text = text[1:] if text[:1] in "对向" and text[1:] in self.words else text
        text = _NEXT_ONE.sub("", text)
        text = text[len("公司") :] if _OF_FIRM.match(fold(text)) else text
        if fold(text) in FIRM:
            return self.reporting or self.named.pronoun(start, start + len(text))[1] or text
        told = len(text) > 1 or fold(text) in _GOODS or (end - start == 1 and fold(text) in _LONE)
        if text[-1:].isdigit() and _ENDS_IN_NUMBER.search(text):
            return None  # 豪取5 | 连胜
        return text if text and told and not text.isdigit() else None

    def _without_place(self, start: int, end: int, text: str) -> str:
        """海宁市城镇居民 → 城镇居民: the place is told apart, unless it is part of a name."""
        if self.masked[start] != PLACE:
            return text
        at = start
        while at < end and self.masked[at] == PLACE:
            at += 1
        at, _ = without_dates(self.masked, at, end) if self.masked[at : at + 1] == DATE else (at, 0)
        kept = "、" + PLACE in self.masked[at:end] or _KIND_OF_DIVISION.match(self.folded, at)
        if kept or not {"至", "到"}.isdisjoint(self.folded[start:at]):
            return text  # 成都至昆明 | 铁路, 浙江选手甲、湖北选手乙, 福冈 | 县久留米市
        rest = text[at - start :]
        scope = _SCOPE_WORD.match(rest)
        rest = rest[scope.end() :] if scope else rest
        if _PART.match(rest) or rest[:2] in _BEYOND:
            return text  # 江西 | 南部
        if self._is_nationality(start, at, end):
            return text  # 中国 | 旅客
        if rest in _TEAMS:
            return text  # 中国 | 军团
        named = _NAMED_AFTER.start(self.folded, start, end) is not None
        harbour = rest[:1] == "港" and rest[1:2] not in "口湾区商"
        if len(rest) < 2 or rest[0] in "、和及与至到—·-" or named or harbour:
            return text
        return rest.removeprefix("的")

    def _is_nationality(self, start: int, at: int, end: int) -> bool:
        """Whether a country before a noun for people says which ones they are."""
        abroad = (start, at) in self.countries and self.text[start:at] not in _OUR_OWN
        return abroad and PEOPLE.match(self.folded, at, end) is not None

    def _event(self, folded: str, start: int) -> str | None:
        """发生一起沉船事故 … 事故造成: the event as it was told before."""
        told = self.events.told(max(0, start - _EVENT_BACK), start, folded)
        return (told and told[0]) or (None if is_nobody(folded) else folded)

    def thing(self, noun: str | None, acts: bool = True) -> str | None:
        """The counted noun, where it can be a subject of last resort.

        `acts`: it stands before its number, so that its first word may be what is done to it.
        """
        noun = _WITH_IT.sub("", noun or "")
        noun = unpaired(without_action(noun) if acts else noun) or None
        folded = fold(noun or "")
        if "(" in folded or ")" in folded:
            return None
        short = len(folded) < 2 and folded not in _GOODS and folded not in _LONE
        if folded == "公司":
            return self._firms()
        alone = next(tokens(folded, 0, len(folded)), None)
        if alone == (0, len(folded), "verb"):
            return None  # 国内旅游 | 出游 | 5亿人次
        nobody = short or is_nobody(folded) or PRONOUN.match(folded) or is_action(folded)
        phrase = None if nobody or noun is None else noun_phrase(folded, 0, len(folded))
        return noun[slice(*phrase)] if noun and phrase else None

    def _firms(self) -> str:
        """What kind of firms 97家公司 are, where the text tells it more than once: 上市公司."""
        kinds = Counter(_KIND.findall(self.folded)).most_common(1)
        return kinds[0][0] if kinds and kinds[0][1] > 1 else "公司"

    def is_lone(self, name: str) -> bool:
        """Whether a subject is one character for what is counted, and does nothing else."""
        return fold(name) in _LONE

    def is_known(self, name: str | None) -> bool:
        """Whether a subject is one of the article's own names, not a common noun."""
        return name in self.known

    def is_place(self, name: str | None) -> bool:
        """Whether a subject is nothing but a place."""
        return name in self.places

    def _pointed(self, text: str, folded: str) -> str:
        """What 该电站 points at: the last subject that ends in the same word."""
        for subject in reversed(self.told[-_BACK:]):
            counts = any(char.isdigit() for char in subject)  # 两市有1388家上市公司
            if folded and subject.endswith(folded) and len(subject) > len(folded) and not counts:
                return subject
        return text
