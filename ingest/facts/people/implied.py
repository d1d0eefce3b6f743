"""The body that an office belongs to which names none: 院长 of the hospital named last, 副市长 of
the city that the article is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ingest.facts.late import late
from ingest.facts.named import Organisation
from ingest.facts.people.words import either, offices
from ingest.facts.words import lexicon

# Which body a bare office belongs to: 院长 → 院
_BODY = {
    office: re.compile(f"(?:{ends})$")
    for office, ends in (pair.split("=") for pair in offices()["body_of"])
}
_HEADS = sorted(_BODY, key=len, reverse=True)
_STAFF = {
    office: re.compile(f"(?:{ends})$")
    for office, ends in (pair.split("=") for pair in offices()["body_of_staff"])
}
_OF_TEAMS = ("主教练", "主帅", "队长")
_REACH = 400
"""How many characters before a bare office its body is looked for."""
_NEAR = 12
"""How many organisations back."""
# A body named by its kind alone before an office: 该公司总经理, 该局建管科科长, 医院院长.
_BARE_BODY = late(
    f"(?:(?:该|本|我)?(?P<kind>{either('bare_of')})|(?:该|本)(?P<whose>{either('bare_of')})[一-鿿]{{2,8}})$"
)
# 院|党委书记
_BODY_INSIDE = late(f"(?P<kind>{either('bare_of')})(?={either('committee')})")
# 合作社|负责人
_BODY_LED = late(
    "(?P<kind>公司|集团|企业|合作社|医院|学校|协会|银行)(?=负责人|理事长|工作人员|员工|职工)"
    "|(?:协会|学会|商会|基金会|联合会|研究会)(?=(?:常务|执行|名誉)?副?(?:会长|主席|秘书长|理事长))"
)
_OF_THE_FIRM = late(
    "(?:该|本)?公司(?:原|前|新任|时任)?(?:董事|监事|独立董事|副?总裁|副总|财务|首席)"
)
_OWN_FIRM = late("(?<![该本一-鿿])集团(?:公司)?(?=[一-鿿]{2})")
_AGAINST = late("(?<![一-鿿])集团(?:公司)?[与和同]")
_LEAD = 40
"""How many characters the lead has in which an article names whom it is about."""
_FIRMS = ("公司", "集团", "企业")
_OF_FIRMS = frozenset(("董事长", "总裁", "总经理", "首席执行官"))
"""Heads of a firm too whose name does not tell that it is one: 某某车轴(600000.SH)."""


_OUR_SCHOOL = ("我校", "来校", "莅校", "学校邀请", "学校举行", "校学术委员会")
"""What a school says of itself."""
_OUR_SOCIETY = late("我会(?:名誉|常务|执行)?副?(?:会长|秘书长|理事长)")


_OF_BRANCH = late("[一-鿿]{2}分$")


def may_have(body: str, office: str) -> bool:
    """Whether a body of this name may have the office: no 校长 of a company."""
    head = next((head for head in _HEADS if office.endswith(head)), None)
    return head is None or _BODY[head].search(body) is not None


# 某协会理事长某某、|民政处副处长
_WITH_PART = late("[一-鿿]{2,8}([处局科司厅署课])(?:副?\\1长|副?主任)")
_WITHOUT_PARTS = ("协会", "学会", "商会", "公会", "联谊会", "基金会", "促进会")


def may_have_part(body: str, office: str) -> bool:
    """Whether a body may have the part that an office is of: no bureau of an association."""
    return not (body.endswith(_WITHOUT_PARTS) and _WITH_PART.fullmatch(office))


def _near(orgs: Sequence[Organisation], ends: list[int], at: int) -> list[Organisation]:
    """The organisations near before an offset, the last one first."""
    line, number = max(at - _REACH, 0), bisect_right(ends, at)
    near = [org for org in orgs[max(number - _NEAR, 0) : number] if org.start >= line]
    near.reverse()
    return near


def pointed(
    text: str, orgs: Sequence[Organisation], ends: list[int], kind: str, at: int
) -> Organisation | None:
    """The body of a kind that 该院 or 派出所 points back at."""
    return None if _is_ours(text, kind) else _of_kind(text, _near(orgs, ends, at), kind)


def implied(
    text: str, orgs: Sequence[Organisation], ends: list[int], role: str, at: int
) -> Organisation | None:
    """The body that an office without one belongs to: the last that fits, near by."""
    near = _parties_apart(text, _near(orgs, ends, at))
    if not near or role.endswith("院校长") or role.startswith("董事局") or _of_event(text, at):
        return None  # 院校长 heads the outlet's own house; 青山实业|董事局主席
    if _NUMBERED.search(text, max(at - 4, 0), at):
        return None  # 二十三所|副所长
    body = _BARE_BODY.search(text, max(at - 12, 0), at) or _BARE_BODY.search(role[:-2])
    inside = _BODY_INSIDE.match(role) or _BODY_LED.match(role)
    head = next((office for office in _HEADS if role.endswith(office)), None)
    if head in _OF_TEAMS:
        return _only([org for org in near if org.kind == "sport"])
    kind = (body["kind"] or body["whose"]) if body else inside[0] if inside else None
    if kind is None and _OF_THE_FIRM.match(role):
        kind = "公司"  # 公司|董事长、董事
    if _OWN_FIRM.search(text, max(at - 4, 0), at + 4):
        return _own_firm(text, at, [org for org in near if org.kind == "company"])
    if _is_ours(text, kind or head or ""):
        return None
    pointed = _of_kind(text, near, kind) if kind else None
    if pointed:
        return pointed
    if head and not body and _BODY[head].search(text, max(at - 8, 0), at):
        return None  # 大溪镇司法所|所长: its own, which was not read
    return _headed(text, near, head, role, at) if head else _staffed(text, near, role, at)


_NUMBERED = late("[一二三四五六七八九十0-9][所厂院处科]$")
_EVENTS = ("论坛", "大会", "活动", "项目", "赛事", "品牌", "平台", "课题", "展览", "剧组", "年会")


def _of_event(text: str, at: int) -> bool:
    """Whether an office is one of what stands before it and is no body: 论坛|创始人、秘书长."""
    return text.endswith(_EVENTS, 0, at)


def _headed(
    text: str, near: list[Organisation], head: str, role: str, at: int
) -> Organisation | None:
    """The last body near by that has a head of this kind."""
    if head == "局长" and _OF_BRANCH.search(text, max(at - 3, 0), at):
        return None  # 竹东分|局长
    if head == "局长" and _of_a_field(text, at, role.removesuffix("局长")):
        word = role.removesuffix("局长")[-2:] or text[at - 2 : at]
        return next((org for org in near if org.name.endswith(f"{word}局")), None)  # 卫生|局长
    fits = [org for org in near if _BODY[head].search(org.name)]
    if not fits and head in _OF_FIRMS:
        return _only([org for org in near if org.kind == "company"])
    return _last(fits, text)


def _staffed(text: str, near: list[Organisation], role: str, at: int) -> Organisation | None:
    """The one body near by that has staff with this office."""
    staff = _STAFF.get(role)
    if staff is None:
        return None
    if role.endswith(("主任", "主席")) and role != "监事会主席":
        if "一" <= text[at - 1 : at] <= "鿿":
            return None  # 党政办|副主任
        near = [org for org in near if org.start > text.rfind("\n", 0, at)]
    return _only([org for org in near if staff.search(org.name)])


def _of_a_field(text: str, at: int, before: str) -> bool:
    """Whether what stands directly before 局长 says of which: it is another body than the last."""
    if before:
        return before[-1] not in _OF_RANK
    word = text[max(at - 2, 0) : at]
    if len(word) < 2 or not all("一" <= char <= "鿿" for char in word):
        return False
    return word[-1] not in _LEADS and lexicon(True).classes.get(word) != "verb"


_OF_RANK = frozenset("分总副原前老代任、兼时")
_LEADS = frozenset("分总上中后时任的和与由对向及是为在兼原副该请让被给随陪现新老据经把将前名位了")


def _is_ours(text: str, kind: str) -> bool:
    """Whether a school or a hospital tells of itself, 我校: its own head needs no name, and the
    others that it names have theirs beside them."""
    if kind in ("校长", "校", "学校"):
        return any(map(text.__contains__, _OUR_SCHOOL))
    if kind in ("会长", "秘书长", "理事长"):
        return _OUR_SOCIETY.search(text) is not None
    return kind in ("院长", "院", "医院") and "我院" in text


def _own_firm(text: str, at: int, near: list[Organisation]) -> Organisation | None:
    """The group that 集团公司|董事长 points at: the only firm near by, named in the lead or twice,
    never whom the text sets against it: 集团公司与某集团签约."""
    firm = _only(near) if near else None
    if firm is None or _AGAINST.search(text, max(at - _REACH, 0), at + _REACH):
        return None
    led = min(org.start for org in near) < _LEAD
    return firm if led or len(near) > 1 else None


# 收购|某公司, 客户有甲、|乙|和丙: whom the firm that is spoken of deals with
_DEALT = late(
    "(?:收购|并购|购买|购入|入股|参股|增资|转让|出售|持有|投资|注资|来自|起诉|竞争对手|客户|供应商)[一-鿿]{0,6}$"
)
_ROW_MARKS = frozenset("、和与及")
# 公司与|某公司签署协议: the other party, where the outlet is the first
_OTHER_PARTY = late("(?<![一-鿿])(?:我|本)?(?:集团)?(?:公司|集团|学校|医院|我校|我院)[与和同]$")


def _parties_apart(text: str, near: list[Organisation]) -> list[Organisation]:
    """The organisations but those with which the outlet, 公司, has to do."""
    others = {o.name for o in near if _OTHER_PARTY.search(text, max(o.start - 8, 0), o.start)}
    return [org for org in near if org.name not in others] if others else near


def _is_dealt_with(text: str, org: Organisation) -> bool:
    """Whether a firm is one of a row or whom another deals with: none that 公司 points at."""
    in_row = text[org.start - 1 : org.start] in _ROW_MARKS or text[org.end : org.end + 1] == "、"
    return in_row or _DEALT.search(text, max(org.start - 10, 0), org.start) is not None


def _of_kind(text: str, near: list[Organisation], kind: str) -> Organisation | None:
    """The last body of a kind: 该局 of 县水利局."""
    if kind in _FIRMS:
        firms = [o for o in near if o.kind == "company" and not o.name.endswith("事务所")]
        dealt = {org.name for org in firms if _is_dealt_with(text, org)}
        acting = (org for org in firms if org.name not in dealt)
        return next(acting, firms[0] if firms else None)
    if kind in ("学校", "校"):
        return next((org for org in near if _BODY["校长"].search(org.name)), None)
    named = next((org for org in near if org.name.endswith(kind)), None)
    if kind == "实验室":
        return named
    return named or next((org for org in near if kind in org.name), None)


def _last(near: list[Organisation], text: str) -> Organisation | None:
    """The last body of several, unless it stands in a row of others: 高雄市警察局、新竹市警察局."""
    if len(near) > 1 and near[0].name != near[1].name:
        between = text[near[1].end : near[0].start]
        if between in ("、", "和", "与", "及"):
            return None
    return near[0] if near else None


def _only(near: list[Organisation]) -> Organisation | None:
    """The one body of several mentions: of two that it may be, the article does not tell which."""
    return near[0] if len({org.name.replace("人民", "") for org in near}) == 1 else None
