"""The subject of a number as it is stored: names in full, pronouns resolved, 全市 dropped."""

from __future__ import annotations

import re
from bisect import bisect_left

from ingest.facts.context.clause import Span, without_dates
from ingest.facts.context.shapes import noun_phrase
from ingest.facts.phrases import trim
from ingest.facts.words import NAMES, PLACE, tokens
from ingest.model import Fact
from ingest.script import fold

_SCOPE_WORD = re.compile(r"^(?:全|我|本|该|此)[市省县区国旗州镇乡村]|^当地|^各地")
_SCOPE_TAIL = re.compile("全[省市县区州旗境]$")
_SCOPE_HEADS = frozenset("全我本该此当各")
_PRONOUN = re.compile(
    r"^(?:他|她|其|他们|她们|它|它们|该公司|公司|我们|我司|本公司|该行|该厂|该院|该校)$"
)
_ACTING = re.compile(
    "(他们|她们|它们|他|她|它)(?=[只就还也又都才已曾便再接能会可把将在从对向用花要想总每先后拿靠凭带给])(?!们)"
)
"""她只要自己负担…: a pronoun and what it does, where no word between is listed."""
_POINTING = re.compile("^(?:其(?![他它余中间])|该|此(?!外))")
_COMPARED_WITH = re.compile("(?:较|相比|比(?![例重率赛分价值亚利基尔特]))[^,;]*的")
"""较年初的 | 高点: what is compared with."""
_MORE_THAN = re.compile("(?:高于|低于|多于|少于|大于|小于).*的比例$")
"""Compares, and names nothing that is measured."""
_CAUSED = re.compile("^(?:已|共)?(?:造成|导致|致使|引发)了?(?=[一-鿿]{2,10}(?:人数|损失))")
"""What makes victims is no part of what is counted: 造成死亡人数."""
_IN_TURN = re.compile("^.*分[别別]")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_TITLE = re.compile("^.(?:先生|女士|老师|教授|老人|院士|小姐|师傅)$")
_NOBODY = re.compile(
    "^(?:.{0,4}记者|笔者|小编|财政|有人|人们|大家|专家|分析|数据|最新数据|报告|消息|结果|时间|其中|方面|期间|"
    "旁边|路边|周边|附近|现场|国内外|海内外|省内外|上述|此外|目前|身后|其余|其他|其它|里面|当中|这|这是|这也|此次|本次|这次|本轮|这轮|距今|至今|另一方面|会议|假期|险情|下落不明|当时|各方|双方|设计|无人|没有人|谁|实际|局地|局部|部分地区|整体|总体|尾盘|盘中|涉案|涉诈|涉毒|涉事|案件|事故|数量|人数|总数|我|你|您|咱)$"
)
"""Words that open a clause and are never what a number is about."""
_DEMONSTRATIVE = re.compile(
    r"^(?:该|[这此](?:一|[个项家名位座条款种支批届次场所艘架辆台栋颗枚列片件套轮波股番阵笔处起季](?![目式]))?)"
)
_NAMED_AFTER = re.compile(
    "(?:机场|大学|学院|医院|公司|集团|银行|港|站|局|厂|店|馆|院|所|中心|学校|中学|小学|队|会|部|委|防指|警方|检方|公安|消防|政府|司|署|台)$"
)
"""Last words of names that a place is part of: 香港国际机场 is not 国际机场."""
_TRAILING = re.compile(r"(?:[的中里内等要将则也已只]|(?<!以)上|方面|当中|之中|沿线)$")
_NEXT_ONE = re.compile("[与和及同]一[辆名个艘架台位只条]$")
"""小客车|与一辆…的货车: the number is of the next one."""
_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_ARTICLE = re.compile("一[个名家位座所条栋架艘辆支批处项种只台款](?![一-鿿]?[路号流把手])")
_EVENTS = frozenset(("事故", "案件", "事件", "爆炸", "火灾", "地震", "袭击", "灾害"))
"""What happened, by a word that says no more than that it did."""
_HAPPENED = re.compile(
    "(?:一[起次场]|(?:发生|引发|遭遇)了?(?:[一两二三四五六七八九十多]+[起次场])?)(?:[一-鿿]{1,12}的)?"
    "(?P<what>[一-鿿]{0,10}?(?:事故|案件|事件|爆炸|火灾|地震|袭击|灾害|洪水|洪灾|泥石流|滑坡|坍塌|山火|枪击|海啸|龙卷风)"
    "(?:事[故件]|灾害|案件?)?)"
)
_GOODS = frozenset("牛羊猪鸡鸭鹅鱼虾蟹茶米麦粮油棉糖盐煤铁钢铜铝金银")
"""Things whose name is a single character: 羊出栏20.5万只."""
_SENTENCED = re.compile(
    "判处(?:被告人?)?(?P<who>[一-鿿]{2,4}?)(?=有期徒刑|无期徒刑|死刑|拘役|管制|罚金)"
)
_DEALT_WITH = re.compile("判处|判令|责令|处罚|罚没|奖励|奖给|授予|对(?![象口外手比策方接])|给予")
"""Before somebody: what follows is done to him."""
_WHAT_ONE_IS = re.compile("(?!.*[给向])[一-鿿]{0,10}")
_EVENT_BACK = 300
_BACK = 40
"""How many names back a pronoun or 该… can point."""
_EACH = re.compile("每(?:.{0,2}$|[一]?[亩斤户人年月天日吨](?:土地|耕地)?$)")
"""每亩土地: of each of whatever is spoken of."""
_OFFICE = "院局委厅部会公司队"


class SubjectNames:
    """Names the subjects of an article, in reading order."""

    def __init__(self, text: str, folded: str, masked: str, facts: list[Fact]) -> None:
        self.text, self.folded, self.masked = text, folded, masked
        known = [fact for fact in facts if fact.kind in ("place", "organisation", "person")]
        self.spans = {(fact.start, fact.end): fact.name for fact in known if fact.name}
        self.known = frozenset(self.spans.values())
        self.words = frozenset(text[slice(*span)] for span in self.spans)
        self.endings = {end: name for (_, end), name in self.spans.items()}
        self.beginnings = {start: (end, name) for (start, end), name in self.spans.items()}
        people = sorted((f for f in known if f.kind == "person"), key=lambda fact: fact.start)
        offices = sorted((f for f in known if f.kind == "organisation"), key=lambda f: f.start)
        self.people = [(fact.start, fact.end, fact.name or fact.text) for fact in people]
        self.offices = [(fact.start, fact.end, fact.name or fact.text) for fact in offices]
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
        known = self.spans.get((start, end))
        if known:
            return known
        if self.masked[end - 1 : end] == PLACE and self.masked[start] != PLACE:
            # 主要经济体意大利: what kind of place it is stands before it.
            return self._place_list(start, end) or self.endings.get(end)
        person = self._holder(start, end)
        if person:
            return person
        if self.masked[start] in "对向" and self.spans.get((start + 1, end)):
            return self.spans[start + 1, end]  # 对 | 美国 | 的出口额
        folded = self.folded[start:end]
        if _COMPARED_WITH.match(folded):
            return None
        if folded in _EVENTS:
            return self._event(folded, start)
        if _NOBODY.match(folded):
            return None
        if folded[0] in "他她" and folded[1:2] not in ("的", "们", "人", "国"):
            return self._antecedent(folded[:1], start)
        if end - start < 5 and (
            folded[0] in "他她" or _PRONOUN.match(folded) or _TITLE.match(folded)
        ):
            return self._antecedent(folded, start)
        wide = _SCOPE_TAIL.search(folded)
        if wide is not None and wide.start():
            return self.name((start, start + wide.start()))  # 贵州 | 全省
        acting = _ACTING.match(folded)
        if acting:
            return self._antecedent(acting[1], start)
        scope = _SCOPE_WORD.match(folded)
        if scope:
            return None if scope.end() == len(folded) else self.name((start + scope.end(), end))
        return self._phrase(start, end)

    def _place_list(self, start: int, end: int) -> str | None:
        """大庆古龙、胜利济阳、新疆吉木萨尔: a list is not its last member."""
        at = end
        while at > start and self.masked[at - 1] in NAMES + "、":
            at -= 1
        if "、" not in self.masked[at:end]:
            return None
        opened = self.masked.rfind("于", start, at)
        first = opened + 1 if opened >= 0 else start
        phrase = noun_phrase(self.masked, first, end)
        return self.text[slice(*phrase)] if phrase else None

    def _phrase(self, start: int, end: int) -> str | None:
        shaped = noun_phrase(self.masked, start, end)
        if shaped is None:
            return None
        start, end = without_dates(self.masked, *shaped)
        if start >= end or (start, end) in self.spans:
            return self.spans.get((start, end))
        text = self.text[start:end]
        if not _PAIRED.isdisjoint(text):
            text = unpaired(_ASIDE.sub("", text))
        folded = self.folded[start:end]
        single = _ARTICLE.match(folded)
        if single and len(folded) > 3:
            text, folded = text[2:], folded[2:]  # 一个 | 居民区
        pointing = _DEMONSTRATIVE.match(folded)
        if pointing:
            text = self._pointed(text[pointing.end() :], folded[pointing.end() :])
        if _EACH.match(text):
            return None
        text = self._without_place(start, end, _TRAILING.sub("", text).removeprefix("由"))
        text = text[1:] if text[:1] in "对向" and text[1:] in self.words else text
        text = _NEXT_ONE.sub("", text)
        told = len(text) > 1 or fold(text) in _GOODS
        if text[-1:].isdigit() and text[:1] not in _LATIN:
            return None  # 豪取5 | 连胜
        return text if text and told and not text.isdigit() else None

    def _without_place(self, start: int, end: int, text: str) -> str:
        """海宁市城镇居民 → 城镇居民: the place is told apart, unless it is part of a name."""
        if self.masked[start] != PLACE:
            return text
        at = start
        while at < end and self.masked[at] == PLACE:
            at += 1
        if not {"至", "到"}.isdisjoint(self.folded[start:at]):
            return text  # 成都至昆明 | 铁路
        rest = text[at - start :]
        scope = _SCOPE_WORD.match(rest)
        rest = rest[scope.end() :] if scope else rest
        named = _NAMED_AFTER.search(self.folded[start:end])
        if len(rest) < 2 or rest[0] in "、和及与至到" or named:
            return text
        return rest.removeprefix("的")

    def _event(self, folded: str, start: int) -> str | None:
        """发生一起沉船事故 … 事故造成: the event as it was told before."""
        told = self.happened(max(0, start - _EVENT_BACK), start, folded)
        return (told and told[0]) or (None if _NOBODY.match(folded) else folded)

    def happened(self, start: int, end: int, word: str = "") -> tuple[str, int] | None:
        """The event that a stretch tells of last, if `word` ends its name, and where it ends."""
        found = _HAPPENED.finditer(self.folded, start, end)
        told = [match for match in found if match["what"].endswith(word)]
        if not told:
            return None
        first, last = told[-1].span("what")
        return self.text[first:last], last

    def _holder(self, start: int, end: int) -> str | None:
        """The person or office that a phrase like 主攻手童雅琪全场 names."""
        at = bisect_left(self.people, (end,)) - 1
        if at >= 0 and self.people[at][0] >= start and self.people[at][1] <= end:
            return self.people[at][2]
        last, name = self.beginnings.get(start, (end, None))
        if name and last < end <= last + 3 and name[-1] in _OFFICE:
            return name
        return None

    def _antecedent(self, pronoun: str, start: int) -> str | None:
        """The person or organisation last named before a pronoun."""
        titled = _TITLE.match(pronoun) is not None
        named = self.people if titled or pronoun[0] in "他她" else self.offices
        last = bisect_left(named, (start,))
        for _, end, name in reversed(named[max(0, last - _BACK) : last]):
            if end <= start and (not titled or name[0] == pronoun[0]):
                return name
        return None

    def person_before(self, at: int) -> str | None:
        """The person last named before an offset."""
        return self._antecedent("他", at)

    def thing(self, noun: str | None) -> str | None:
        """The counted noun, where it can be a subject of last resort."""
        noun = _without_action(noun or "") or None
        folded = fold(noun or "")
        if "(" in folded or ")" in folded:
            return None
        short = len(folded) < 2 and folded not in _GOODS
        nobody = short or _NOBODY.match(folded) or _PRONOUN.match(folded) or _is_action(folded)
        return None if nobody else noun

    def is_known(self, name: str | None) -> bool:
        """Whether a subject is one of the article's own names, not a common noun."""
        return name in self.known

    def convicted(self, start: int, end: int) -> str | None:
        """Whom a stretch sentences last, or the person it names last."""
        sentenced = list(_SENTENCED.finditer(self.folded, start, end))
        if sentenced:
            return self.text[slice(*sentenced[-1].span("who"))]
        at = bisect_left(self.people, (end,)) - 1
        return self.people[at][2] if at >= 0 and self.people[at][0] >= start else None

    def dealt_with(self, start: int, end: int) -> str | None:
        """The person that a stretch names last as whom something is done to: 奖励周敏3万元."""
        dealt = list(_DEALT_WITH.finditer(self.folded, start, end))
        if not dealt:
            return None
        at = bisect_left(self.people, (dealt[-1].end(),))
        if at == len(self.people) or self.people[at][0] >= end:
            return None
        first, last, name = self.people[at]
        gap = self.folded[dealt[-1].end() : first]
        return name if last <= end and _WHAT_ONE_IS.fullmatch(gap) else None

    def _pointed(self, text: str, folded: str) -> str:
        """What 该电站 points at: the last subject that ends in the same word."""
        for subject in reversed(self.told[-_BACK:]):
            if folded and subject.endswith(folded) and len(subject) > len(folded):
                return subject
        return text


def _without_action(noun: str) -> str:
    """改造城镇老旧小区 → 城镇老旧小区: what is done to a thing is no part of it."""
    first = next(tokens(fold(noun), 0, len(noun)), None)
    if first is None or first.start or first.word_class != "nominal":
        return noun
    return noun[first.end :] if len(noun) - first.end > 3 else noun


def _is_action(folded: str) -> bool:
    """Whether a phrase only tells what is done, and how: 成功, 先后成功."""
    at = 0
    for token in tokens(folded, 0, len(folded)):
        if token.start != at or token.word_class == "nominal":
            return False
        at = token.end
    return at == len(folded) > 0


_PAIRED = frozenset("“”「」()（）")


def unpaired(text: str) -> str:
    """The text without a quotation mark or bracket whose partner is outside of it."""
    for opening, closing in ("“”", "「」", "()", "（）"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text


def stored_measure(measure: str | None) -> str | None:
    """The measure as it is stored: without 全市 and 其; a single character says nothing."""
    if not measure:
        return None
    measure = _POINTING.sub("", measure)
    if _MORE_THAN.match(measure):
        return None
    measure = _CAUSED.sub("", measure)
    if not _PAIRED.isdisjoint(measure):
        measure = unpaired(measure)
    if "分" in measure:
        measure = _IN_TURN.sub("", measure) or measure
    scope = _SCOPE_WORD.match(measure)
    if scope and len(measure) - scope.end() > 1:
        measure = measure[scope.end() :]
    return measure if len(measure) > 1 else None


def in_turn(subject: str | None, turn: tuple[int, int] | None, listed: str = "") -> str | None:
    """粗钢、生铁、钢材分别增长1.4%、2.3%和5.7%: the member of the list that is meant.

    `turn` is the number's place and how many there are; `listed` is what stands before 分别, where
    the list is not the subject: 对东盟、欧盟、美国分别出口…
    """
    if turn is None or turn[1] < 2:
        return subject
    for phrase in (subject or "", _BEFORE_LIST.sub("", listed)):
        members = re.split("[、和与及]", phrase)
        if len(members) == turn[1] and all(members) and members[0] not in ("同比", "环比"):
            return members[turn[0]]
    return subject


_BEFORE_LIST = re.compile("^.*[对向由在从,]")
