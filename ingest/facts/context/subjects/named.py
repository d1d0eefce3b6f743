"""Whom pronouns and titles mean: the people and organisations that an article named before."""

from __future__ import annotations

import re
from bisect import bisect_left

from ingest.facts.context.attribution import Source
from ingest.facts.context.phrases.persons import is_person
from ingest.facts.context.sight import Span
from ingest.facts.context.subjects.this_body import THIS_BODY, acts_at, ends_of_kind
from ingest.facts.late import late
from ingest.model import Fact

_BACK = 40
"""How many names back a pronoun can point."""
_LONGEST_PRONOUN = 5
_NEAR = 60
"""How far back 后者 points."""
PRONOUN = re.compile(
    "^(?:他|她|其|他们|她们|它|它们|(?:该|本)?公司|我司|[该本全我]行|(?:该|本)?集团|该(?:合作社|社|厂|院|校))$"
)
_HOUSES = {
    "行": ("银行", "行", "信用社", "联社"),
    "社": ("合作社", "合作联社", "联社", "供销社", "信用社"),
    "团": ("集团", "集团有限公司", "集团公司", "集团股份有限公司"),
}
"""How those end that a word for a house points at: 该行, 该社, 集团."""
_DEALT = late(
    "(?:收购|持有|成为|入股|控股|参股|起诉|增资|受让|转让|供应|投资|出售|旗下|股东中?,?|客户|竞争对手|[向对与和及由被把给、在于至从为是]|获得?)$"
)
"""Before a firm with which another one deals: it is not the one that 公司 means."""
_HOLDS = ("持股", "新进", "为第一大股东", "为控股股东")
"""Behind a firm that has shares of another one."""
_ACTING = late(
    "(他们|她们|它们|他|她|它)(?=[只就还也又都才已曾便再接能会可把将在从对向用花要想总每先后拿靠凭带给])(?!们)"
)
"""她只要自己负担…: a pronoun and what it does, where no word between is listed."""
_FIRST_PERSON = re.compile("(?:我们?|咱们?)(?:自己)?")
_SCOPES = frozenset("国省市县区旗州镇乡村")
"""我市 is a place and nobody."""
_BODY = late("(?:公司|集团|医院|学校|合作社|中心|企业|[厂村店队行院校局])")
"""What somebody speaks for as 我们公司, 我们村."""
_TITLE = re.compile("^.(?:先生|女士|老师|教授|老人|院士|小姐|师傅)$")
_NO_FIRMS = frozenset("报社网台局署厅委部会院府所")
"""How bodies end that 公司 does not mean."""
_OFFICE = "院局委厅部会公司队"
_SENTENCED = late(
    "判处(?:被告人?)?(?![一二三四五六七八九十两]+年|不满)(?P<who>[一-鿿]{2,4}?)(?=有期徒刑|无期徒刑|死刑|拘役|管制|罚金)"
)
_GUILTY = late("被告(?:单位|人)(?P<who>[^,;。:犯]{2,30}?)(?=因?犯[^,;。]{2,20}罪)")
"""Whom a verdict finds guilty, before it says what he pays."""
_DEALT_WITH = re.compile("判处|判令|责令|处罚|罚没|奖励|奖给|授予|对(?![象口外手比策方接])|给予")
"""Before somebody: what follows is done to him."""
_ORDERED = late(
    "(?:判决|判令|责令|裁定|裁决|勒令)(?P<who>[^,;。:、]{2,20}?)"
    "(?:应当?|需|须|一次性|限期|依法|立即|共同|连带)*(?=赔偿|支付|退还|返还|偿还|承担|缴纳|补缴|给付|赔付|退赔|退缴|退出|上缴|补偿|归还|改正)"
    "|(?<!面)对(?P<fined>[^,;。:、对]{2,16}?)(?=处以|处罚款|罚款|并处|作出)"
)
"""法院判令 | 甲公司 | 赔偿, 对 | 某店 | 处以罚款: who is to pay."""
_PUNISHES = re.compile(
    "对(?:该(?:公司|企业|厂|店)|其)[^;]{0,24}(?:罚款|处罚|处以)|责令(?:该公司|该企业|其)"
)
_COMPANIES = ("公司", "集团", "企业", "厂", "店", "中心", "合作社")
_JOINTLY = late("(?:联合|会同|携手|协同|联手)(?=[一-鿿]{2})(?![国会社])")
_REPORTS = re.compile("记者|記者|通讯员|通訊員")
_WHAT_ONE_IS = late("(?!.*[给向])[一-鿿]{0,10}")

_OF_FIRMS = ("company", "institution", "association")

Spans = list[tuple[int, int, str]]


class Named:
    """Those whom an article names, asked in reading order."""

    def __init__(self, text: str, folded: str, facts: list[Fact]) -> None:
        self.text, self.folded = text, folded
        known = [fact for fact in facts if fact.kind in ("place", "organisation", "person")]
        self.people, self.offices, self.sites = (
            _spans(known, kind) for kind in ("person", "organisation", "place")
        )
        self.firms = [
            (fact.start, fact.end, fact.name or fact.text)
            for fact in sorted(known, key=lambda fact: fact.start)
            if fact.details.get("type") in _OF_FIRMS and not fact.text.endswith("交易所")
        ]
        people = [fact for fact in known if fact.kind == "person"]
        self.employers = {fact.name or fact.text: fact.organisation for fact in people}
        self.roles = {fact.start: fact.role for fact in people}
        self.reporters = {one.name or one.text for one in people if _REPORTS.search(one.role or "")}
        """Those who tell of numbers, which are never theirs."""
        self.beginnings = {fact.start: (fact.end, fact.name) for fact in known if fact.name}
        self.speaker: Source | None = None
        """Who says the number that is being read: 我, 我们."""

    def holder(self, start: int, end: int) -> str | None:
        """The person or office that a phrase like 主攻手童雅琪全场 names."""
        at = bisect_left(self.people, (end,)) - 1
        if at >= 0 and self.people[at][0] >= start and self.people[at][1] <= end:
            several = at > 0 and self.people[at - 1][0] >= start and self.people[at][1] == end
            several = several or self.folded.startswith("分别", end)
            return None if several and "、" in self.folded[start:end] else self.people[at][2]
        last, name = self.beginnings.get(start, (end, None))
        if name and _JOINTLY.match(self.folded, last, end):
            return name  # 某大队 | 联合特警民警
        if name and last < end <= last + 3 and name[-1] in _OFFICE:
            return name
        return None

    def pronoun(self, start: int, end: int) -> tuple[bool, str | None]:
        """Whether a phrase is a pronoun or a title, and whom it means."""
        folded = self.folded[start:end]
        if folded.startswith(("前者", "后者")):
            return True, self._of_two(folded[0] == "前", start)
        if folded[0] in "我咱" and folded[1:2] not in _SCOPES:
            return True, self._first_person(start, end)
        if folded.endswith(("我们", "咱们")):
            return True, self._first_person(end - 2, end)  # 第一局 | 我们
        if folded[0] in "他她" and folded[1:2] not in ("的", "们", "人", "国"):
            return True, self._antecedent(folded[:1], start)
        short = end - start < _LONGEST_PRONOUN
        if folded in ("合作社", "集团"):
            whom = self._house(folded, start)
            return whom is not None, whom
        if short and (folded[0] in "他她" or PRONOUN.match(folded) or _TITLE.match(folded)):
            return True, self._antecedent(folded, start)
        acting = _ACTING.match(folded)
        return (True, self._antecedent(acting[1], start)) if acting else (False, None)

    def _first_person(self, start: int, end: int) -> str | None:
        """我 is who speaks, 我们 whom he speaks for; 我们村 is the village that was named last."""
        we = _FIRST_PERSON.match(self.folded, start, end)
        several = we is not None and "们" in we.group()
        body = _BODY.match(self.folded, we.end(), end) if we else None
        if body is not None:
            named = self.offices if body.group() != "村" else self.sites
            at = bisect_left(named, (start,))
            for _, _, name in reversed(named[max(0, at - _BACK) : at]):
                if name.endswith(body.group()):
                    return name
        if self.speaker is None or not self.speaker.source_type.endswith("quote"):
            return None
        return (several and self.employers.get(self.speaker.name)) or self.speaker.name

    def _antecedent(self, pronoun: str, start: int) -> str | None:
        """The person or organisation last named before a pronoun."""
        titled = _TITLE.match(pronoun) is not None
        named = self.people if titled or pronoun[0] in "他她" else self.offices
        last = bisect_left(named, (start,))
        if named is self.offices and pronoun[-1] in "司行社团":
            return self._house(pronoun, start)
        for _, end, name in reversed(named[max(0, last - _BACK) : last]):
            if pronoun[-1] == "行" and name[-1] != "行":
                continue  # 全行: of the bank that was named last
            if pronoun[-2:] == "公司" and name[-1] in _NO_FIRMS:
                continue
            if end <= start and (not titled or name[0] == pronoun[0]):
                return name
        return None

    def _house(self, pronoun: str, start: int) -> str | None:
        """The firm that 公司, 该行 or 集团 means: the last one of its kind, rather one that does
        something than one that something is done with."""
        kinds = _HOUSES.get(pronoun[-1])
        last = bisect_left(self.firms, (start,))
        dealt = None
        for begin, end, name in reversed(self.firms[max(0, last - _BACK) : last]):
            if end > start or (kinds and not name.endswith(kinds)):
                continue
            holds = self.folded.startswith(_HOLDS, end)
            if not holds and not _DEALT.search(self.folded, max(begin - 4, 0), begin):
                return name
            dealt = dealt or name
        if dealt is None and kinds and pronoun == "集团":
            return self._house("公司", start)  # 某某汽车…集团计划
        return dealt

    def firm_between(self, start: int, end: int) -> str | None:
        """The firm last named in a stretch."""
        at = bisect_left(self.firms, (end,)) - 1
        return self.firms[at][2] if at >= 0 and self.firms[at][0] >= start else None

    def _of_two(self, first: bool, start: int) -> str | None:
        """前者 and 后者: of the last two of a kind that were named close before, one."""
        since = max(start - _NEAR, self.folded.rfind("。", 0, start))
        last: tuple[int, list[str]] = (-1, [])
        for named in (self.people, self.offices):
            at = bisect_left(named, (start,))
            near = [one for one in named[max(0, at - _BACK) : at] if one[0] > since]
            if near:
                names = list(dict.fromkeys(name for _, _, name in reversed(near)))
                last = max(last, (near[-1][1], names))
        return last[1][first] if len(last[1]) > 1 else None

    def of_kind(self, kind: str, start: int) -> str | None:
        """The body of a kind that was named last before an offset: 该院."""
        ends, last = ends_of_kind(kind), bisect_left(self.offices, (start,))
        near = reversed(self.offices[max(0, last - _BACK) : last])
        return next((name for _, end, name in near if end <= start and name.endswith(ends)), None)

    def person_before(self, at: int) -> str | None:
        """The person last named before an offset."""
        return self._antecedent("他", at)

    def several(self, start: int, end: int) -> str | None:
        """Whom examples stand for: 何某等 | 11人, or what all are: 被告人 of 被告人王某、李某等."""
        said = self.text[start:end]
        if "、" not in said:
            return said or None
        roles = {self.roles.get(first) for first, last, _ in self.people if start <= first < end}
        return roles.pop() if len(roles) == 1 else None

    def this_body(self, start: int, end: int) -> tuple[bool, Span | str | None]:
        """Whether a phrase opens with 该院, and the body that it means (该院 | 新增诊室 too), or
        where those stand who are its own: 该所 | 科研人员."""
        body = THIS_BODY.match(self.folded, start, end)
        if body is None:
            return False, None
        behind = body.end()
        people = is_person(self.folded[behind:end])
        if behind < end and (people or not acts_at(self.folded, behind, end)):
            return True, (behind, end)
        return True, self.of_kind(body["kind"], start)

    def convicted(self, start: int, end: int) -> str | None:
        """Whom a stretch sentences last, or the person it names last."""
        sentenced = list(_SENTENCED.finditer(self.folded, start, end))
        sentenced = sentenced or list(_GUILTY.finditer(self.folded, start, end))
        if sentenced:
            return self.text[slice(*sentenced[-1].span("who"))]
        at = bisect_left(self.people, (end,)) - 1
        named = self.people[at][2] if at >= 0 and self.people[at][0] >= start else None
        return None if named in self.reporters else named

    def punished_body(self, start: int, end: int) -> str | None:
        """The company that a stretch fines or orders to pay as 该企业 or 其."""
        if _PUNISHES.search(self.folded, start, end) is None:
            return None
        at = bisect_left(self.offices, (start,))
        for _, _, name in reversed(self.offices[max(0, at - _BACK) : at]):
            if name.endswith(_COMPANIES):
                return name
        return None

    def ordered(self, start: int, end: int) -> str | None:
        """Whom a stretch orders to pay, as it calls him; "" where it only says 其, 该店."""
        found = list(_ORDERED.finditer(self.folded, start, end))
        if not found:
            return None
        group = "who" if found[-1]["who"] else "fined"
        who = self.text[slice(*found[-1].span(group))]
        if who.endswith(("行为", "问题", "情形", "情况")):
            return None
        return "" if who[0] in "其该此上涉以" else who

    def dealt_with(self, start: int, end: int) -> str | None:
        """The person that a stretch names last as whom something is done to: 奖励周敏3万元."""
        dealt = list(_DEALT_WITH.finditer(self.folded, start, end))
        if not dealt:
            return None
        at = bisect_left(self.people, (dealt[-1].end(),))
        if at == len(self.people) or self.people[at][0] >= end:
            ends = {one.end() for one in dealt}
            # 对某某时代的 | 销售收入: with whom somebody deals
            firms = (one for one in self.firms if not self.folded.startswith("的", one[1]))
            return next((name for at, _, name in firms if at in ends), None)
        first, last, name = self.people[at]
        gap = self.folded[dealt[-1].end() : first]
        return name if last <= end and _WHAT_ONE_IS.fullmatch(gap) else None


def _spans(facts: list[Fact], kind: str) -> Spans:
    """Where those of a kind are named, and how."""
    found = sorted((fact for fact in facts if fact.kind == kind), key=lambda fact: fact.start)
    return [(fact.start, fact.end, fact.name or fact.text) for fact in found]
