"""Bodies that every division has, where no other rule cuts them: 往|镇政府, 各位|县政协委员,
在|罗城镇政府, 云岭县银花办|主任."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.facts.late import late, matches
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import common
from ingest.facts.places.divisions import register
from ingest.facts.words import lexicon

_DIVISION = late(
    "[省市县区州旗](?:委(?![员托任派屈会办书政外内员])|政府(?![部办采购补奖引])|政协(?=委员|常委|主席|副主席))"
)
_TOWN = late(
    "[镇乡](?:党委|人民政府|政府(?!部门))|村(?:党支部|党总支|党委|委会|民委员会)(?!副?[书主][记任]|委员|领办|\\+)"
)
# 县银花办|主任: an office of a county for one task
_STAFF = late("办(?=(?:常务|专职)?副?主任|负责人|相关负责人|工作人员|牵头)")
_OFFICE = late("[省市县区州][^\\W\\d院校局厅部所会处委的和]{1,6}办$")
# 中央第三生态环境保护督察组
_SENT = late(
    "中央第[一二三四五六七八九十]{1,3}(?:生态环境保护督察|环境保护督察|巡视|巡回督导|督导)组"
)
# 党委学生工作部|部长: of the school or the hospital that tells of itself
_OF_SCHOOL = late("(?<![一-鿿])党委[一-鿿]{2,6}部(?:\\([一-鿿]{2,6}\\))?(?=副?部长)")
# 区督查办、区食药安办: at the head of a phrase, before a mark or what an office does
_AT_HEAD = late(
    "(?<![一-鿿])[省市县区州旗镇乡](?P<what>[一-鿿]{2,4})办"
    "(?=[、,，。;；)]|通报|牵头|印发|下发|(?:常务|专职)?副?主任|相关负责|有关负责|等[部单])"
)
# 市政府督办, 县纪委查办, 省级承办, 区里开办: what is done
_DONE = late(
    "^[里内外级直属]|[委局厅部会院府镇校司].*[^委]$|[承主协举开督代包筹创兴合联停照接通经交申补帮立快能可要来不特急速专转亲好查]$"
)
_WATCHES = ("督查", "巡查", "检查", "清查")
_FREE = frozenset(
    "了过往向在从到对和与及由为是报请让被把的经各位每该本原时任现据按赴给跟同于就使而并但又还也，。"
)
"""Characters before which no name goes on."""
_REACH = 4
"""How many characters the name of a town has at most, with the one that says what it is."""


def ranked(text: str, places: list[Place]) -> Iterator[Organisation]:
    """Every mention of such a body that stands behind what cannot belong to its name."""
    ends = {place.end: place.start for place in places}
    for match in _DIVISION.finditer(text):
        if _apart(text, match.start()) and match.start() + 1 not in ends:
            kind = "party" if match[0][1] == "委" else "government"
            yield _body(text, match.start(), match.end(), kind)
    for match in _TOWN.finditer(text):
        start = _town(text, match.start())
        if start is not None and match.start() + 1 not in ends:
            kind = "government" if match[0].endswith(("政府", "委会", "委员会")) else "party"
            yield _body(text, start, match.end(), kind)
    for part in matches(_OF_SCHOOL, text, "党委"):
        yield _body(text, part.start(), part.end(), "party")
    for sent in matches(_SENT, text, "中央第"):
        yield _body(text, sent.start(), sent.end(), "government")
    for head in matches(_AT_HEAD, text, "办"):
        what = head["what"]
        done = _DONE.search(what) is not None and what not in _WATCHES
        if not done and lexicon(True).classes.get(what) != "adverb":
            yield _body(text, head.start(), head.end(), "government")
    for staff in matches(_STAFF, text, "办"):
        office = _OFFICE.search(text, max(staff.end() - 8, 0), staff.end())
        if office is None:
            continue
        start = ends.get(office.start() + 1)
        if start is None:
            start = _town(text, office.start())
        if start is not None:
            yield _body(text, start, office.end(), "government")


def _body(text: str, start: int, end: int, kind: str) -> Organisation:
    return Organisation(start, end, text[start:end], kind, None, None, True)


def _apart(text: str, at: int) -> bool:
    """Whether no name can go on at an offset: behind a mark, or a word that is no name's."""
    before = text[at - 1 : at]
    if not "一" <= before <= "鿿":
        return True
    if before in "省市县区州政":
        return False  # 各县|市政府, 特别行政|区政府
    names = register()
    for start in range(max(at - 3, 0), at):
        if text[start : at + 1] in names.by_name or text[start:at] in names.by_stem:
            return False
    return before in _FREE or text[max(at - 2, 0) : at] in lexicon(True).classes


def _town(text: str, at: int) -> int | None:
    """Where the name of a town or a village begins whose kind stands at an offset: there, where no
    name stands before it."""
    if _apart(text, at):
        return at
    for start in range(at - 1, at - _REACH, -1):
        name = text[start:at]
        if start and text[start - 1] not in _FREE and "一" <= text[start - 1] <= "鿿":
            continue
        if len(name) > 1 and name not in lexicon(True).classes and not common(name):
            return start
        return None
    return None
