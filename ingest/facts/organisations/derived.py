"""Short names made from a full one that the article gives: 云岭科技, 云岭 and 云岭股份 of
某市云岭科技股份有限公司; 交大 of a 交通大学."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.named import Organisation
from ingest.facts.organisations.patterns import common, standing, suffix_types
from ingest.facts.organisations.short_names import place_length
from ingest.facts.people.names import chinese
from ingest.facts.people.words import is_word, offices
from ingest.facts.places.divisions import register
from ingest.facts.words import lexicon

_REGISTERED = late("(?:集团|控股|股份|实业)*(?:有限责任|有限)(?:总|分|责任)?公司$")
_FIRM = late("(?:集团|控股|股份|实业)*(?:有限责任|有限)?(?:总|分|责任)?公司$")
_BRANCH = re.compile(r"\([一-鿿]{2,6}\)")
_SHORTEST, _LONGEST = 2, 4
"""Characters of a firm's own name without its place and trade."""
_THING = ("铁路", "公路", "高速", "机场", "港口", "大桥", "水库", "电站", "园区", "景区", "地铁")
"""What a firm runs and is named by: 中吉乌铁路 is the railway."""
_FORMS = ("股份", "集团", "控股", "公司")


def firms(text: str, orgs: list[Organisation]) -> Iterator[Organisation]:
    """Mentions of firms by a short name, wherever the article gives the full one."""
    full: dict[str, Organisation] = {}
    for org in orgs:
        if org.kind == "company" and org.name not in full:
            local = org.name.endswith("公司") and place_length(org.name) > 0
            if local or _REGISTERED.search(org.name):
                full[org.name] = org
            elif org.name.endswith("集团"):
                yield from _group(text, org)
    short: dict[str, list[Organisation]] = {}
    for org in full.values():
        for name in dict.fromkeys(_short(org.name)):
            short.setdefault(name, []).append(org)
    # What two firms may be called is the name of none.
    own = {name: named[0] for name, named in short.items() if len(named) == 1}
    for at, name in standing(text, sorted(own, key=len, reverse=True)):
        if len(name) > _LONGEST or not _crossed(text, at, at + len(name)):
            yield own[name]._replace(start=at, end=at + len(name), rule="alias")


def _group(text: str, org: Organisation) -> Iterator[Organisation]:
    """联想|表示, of 联想集团: a group's own name; one that is a word, where nothing leads to it."""
    own = org.name.removesuffix("集团")
    if not _SHORTEST <= len(own) <= _LONGEST or own in register().by_stem or common(own):
        return
    if own in _trades() or own in suffix_types() or chinese(own, 0) == len(own):
        return
    word = own in lexicon(True).classes
    for at, _ in standing(text, [own]):
        end = at + len(own)
        led = word and "一" <= text[at - 1 : at] <= "鿿" and text[at - 1] not in _LEADS
        if not led and _acts(text, end) and not _crossed(text, at, end):
            yield org._replace(start=at, end=end, rule="alias")


def _acts(text: str, at: int) -> bool:
    """Whether what stands behind a group's own name is what it does or says: 联想|反而."""
    char = text[at : at + 1]
    if not "一" <= char <= "鿿":
        return char not in ("·", "、", "(") and not char.isalnum()
    word = lexicon(True).classes.get(text[at : at + 2])
    return char not in _GOES_ON_VERB and (char in _ACTS or word in _DOES)


_ACTS = frozenset("的已将也在把对向与和")
_DOES = frozenset(("verb", "adverb", "manner", "say", "connective", "negation", "prep"))
_LEADS = frozenset("的对与和向由据从是在被将于让给及")
_GOES_ON_VERB = frozenset("到起出成集一这那过")
"""Behind a word it is a verb, no name of a group: 联想|到."""


def _short(name: str) -> Iterator[str]:
    """What a firm of this full name may be called."""
    stem = _BRANCH.sub("", _FIRM.sub("", name))
    place = place_length(stem)
    own = stem[place:].removeprefix("市").removeprefix("省")
    core = _core(own)
    if core is None or own.endswith(_THING):
        return
    if len(own) > len(core):
        yield own
        trade = len(core) + (3 if own[len(core) :][:3] in _trades() else 2)
        yield own[:trade]
        if place:
            yield _place(stem[:place]) + own[:trade]
    for form in _FORMS:
        yield core + form
    if place:
        yield stem
        yield _place(stem[:place]) + core
    if chinese(core, 0) != len(core):  # it may be a person's
        yield core


def _core(own: str) -> str | None:
    """A firm's own name before the words for its trade; None where these are all that there is."""
    words = lexicon(True).classes
    core = own
    while len(core) > _SHORTEST + 1:
        trade = 3 if len(core) > _SHORTEST + 2 and core[-3:] in _trades() else 2
        if trade == 2 and core[-2:] not in words and core[-2:] not in _trades():
            break
        core = core[:-trade]
    plain = (
        core in words
        or core in suffix_types()
        or core in _trades()
        or common(core)
        or core in register().by_stem
    )
    return core if _SHORTEST <= len(core) <= _LONGEST and not plain else None


def _place(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in "省市县区" else name


@lru_cache(maxsize=1)
def _trades() -> frozenset[str]:
    return frozenset(offices()["trade"])


_SCHOOLS = {
    "交通大学": "交大",
    "师范大学": "师大",
    "农业大学": "农大",
    "工业大学": "工大",
    "理工大学": "理工大",
    "科技大学": "科大",
    "科学技术大学": "科大",
    "医科大学": "医大",
    "财经大学": "财大",
    "政法大学": "法大",
    "林业大学": "林大",
    "民族大学": "民大",
    "海洋大学": "海大",
}
"""What a university of such a name is called where no other is spoken of."""


_GOES_ON = frozenset("附众户会赛类型批多量小")
"""What stands behind 大 in another word: 工农|大众, and 附 of a school of the university."""


def schools(text: str, orgs: list[Organisation]) -> Iterator[Organisation]:
    """交大, in an article that names one 交通大学 in full."""
    full: dict[str, dict[str, Organisation]] = {}
    for org in orgs:
        if org.kind in ("education", "academic") and org.name.endswith("大学"):
            yield from _by_stem(text, org)
            for tail, short in _SCHOOLS.items():
                if org.name.endswith(tail):
                    full.setdefault(short, {})[org.name] = org
    own = {short: next(iter(named.values())) for short, named in full.items() if len(named) == 1}
    for short, named in full.items():
        if len(named) > 1:  # 南科大 where another 科技大学 is named too
            first = Counter(name[0] for name in named)
            own.update({n[0] + short: org for n, org in named.items() if first[n[0]] == 1})
    for at, short in standing(text, list(own)):
        end, school = at + len(short), own[short]
        place = text[max(at - 2, 0) : at]
        if place in register().by_stem:
            if not school.name.startswith(place):
                continue  # 西安|交大 in an article on another one
            at -= 2
        elif place[-1:] and place[-1] in school.name[:2]:
            at -= 1  # 浙|师大
        crossed = _crossed(text, at, end) and not text.startswith(("师生", "办学"), end)
        if not crossed and text[end : end + 1] not in _GOES_ON:
            yield school._replace(start=at, end=end, rule="alias")


_OF_SCHOOL = late("师生|校友|学子|校园|校方|大学生|附中|附小|学者|教授")


def _by_stem(text: str, school: Organisation) -> Iterator[Organisation]:
    """复旦|师生, of 复旦大学: a university's own name before who belongs to one."""
    stem = school.name.removesuffix("大学")
    if len(stem) != 2 or stem in register().by_stem or stem in lexicon(True).classes:
        return
    for at, _ in standing(text, [stem]):
        if _OF_SCHOOL.match(text, at + 2) and not text.startswith("大学", at + 2):
            yield school._replace(start=at, end=at + 2, rule="alias")


def _crossed(text: str, start: int, end: int) -> bool:
    """Whether another word begins or ends inside: no 星光 in 火星|光学."""
    return is_word(text[start - 1 : start + 1]) or is_word(text[end - 1 : end + 1])
