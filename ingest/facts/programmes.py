"""Programmes: text in quotation marks that names a project, campaign, plan, reform or brand.

The span is the text inside the marks. A programme shows by the noun behind its marks
(“牵手同行”项目), by the noun at its own end under a verb that runs it (实施“春风行动”), by its
place in a row of such names, or by its form with ＋ (“互联网+社区”). Quoted speech, nicknames and
so-called things are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.organisations.patterns import any_of
from ingest.facts.speech.direct_speech import marked
from ingest.model import Fact

_SENTENCE = late("[。!?;…:]|,$")
_BETWEEN = late("[、和与及]|以及|,?(?:再|又|还)?到|")
_SLOGAN = late(
    "(?:工作|服务|发展|办学|经营|执政)?(?:理念|宗旨|口号|精神|原则|方针|要求|目标|思想|主题(?![月周日年系活教宣展党团班])|标准|态度|信念|使命|定位|传统|作风|誓言|承诺|标语|横幅|字样)"
)


# What may stand behind “…”的 and still be named by it.
_OWNED = ("project", "brand")
# “组团式”帮扶机制: a manner, not a name
_MANNER = late("[式型性化号]$")
# “三个务必”, “两个确立”: what has to be done, counted
_COUNTED = late("[一二两三四五六七八九十]个|一.一[策档案码证品业园校生岗课户图表]$")
_FULL = 8
"""So many characters say what is done and are no figure of speech: “加快补齐公共交通短板”."""
# “十五五”, “七一”, “一企一策”, “1+N”: periods, days and manners, named by their numbers
_PERIOD = re.compile(r"[一二三四五六七八九十·]{1,4}|一.一.|[\da-z+]+")


@dataclass(frozen=True)
class Words:
    """The table, compiled."""

    behind: re.Pattern[str]
    inside: re.Pattern[str]
    whole: re.Pattern[str]
    one_of: re.Pattern[str]
    """Before the marks: 民生工程之一“…”, 服务平台——“…”."""
    known: frozenset[str]
    against: frozenset[str]
    verb: re.Pattern[str]
    scare: re.Pattern[str]
    term: frozenset[str]
    long_terms: tuple[str, ...]
    """Those of more than one character."""
    types: dict[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    """`tables/programme_words.tsv`."""
    text = files("ingest.facts").joinpath("tables/programme_words.tsv").read_text("utf-8")
    rows = dict(line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    types = {
        w: key[5:] for key, row in rows.items() if key.startswith("noun:") for w in row.split()
    }
    nouns = any_of(types)
    return Words(
        re.compile(f"(?:等)?(?:的)?[一-鿿]{{0,8}}?({nouns})(?![者员])"),
        re.compile(f"({nouns})$"),
        re.compile(f"[^,。;]{{2,}}(?:{any_of(rows['whole'].split())})$|[^,。;]{{5,}}活动$"),
        re.compile(f"({nouns})(?:之一[:,]?|—+)$"),
        frozenset(rows["known"].split()),
        frozenset(rows["against"].split()),
        re.compile(f"(?:{any_of(rows['verb'].split())})(?:了|好|以)?[^,。;“”、]{{0,12}}$"),
        re.compile(f"(?:{any_of(rows['scare'].split())})(?:了|的)?$"),
        frozenset(rows["term"].split()),
        tuple(word for word in rows["term"].split() if len(word) > 1),
        types,
    )


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    inner: str


def _candidates(text: str, spoken: bytearray) -> list[_Mark]:
    """Quotation marks that may hold a name."""
    found = []
    for start, end in marked(text):
        inner = text[start + 1 : end - 1]
        if spoken[start] or not 2 <= len(inner) <= 24 or _SENTENCE.search(inner) or "“" in inner:
            continue
        found.append(_Mark(start, end, inner))
    # what somebody names in speech: “实施‘百村工程’以来，…”
    for match in _INNER.finditer(text) if "‘" in text else ():
        if spoken[match.start()] and not _SENTENCE.search(match[1]):
            found.append(_Mark(match.start(), match.end(), match[1]))
    return sorted(found, key=lambda mark: mark.start)


def _groups(text: str, marks: list[_Mark]) -> Iterator[list[_Mark]]:
    """Marks that stand in a row: “甲”“乙”和“丙”."""
    group: list[_Mark] = []
    for mark in marks:
        if group and not _BETWEEN.fullmatch(text[group[-1].end : mark.start]):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


_INNER = late("‘([^‘’“”\n]{2,24})’")
Kind = tuple[str, str]
"""Type and rule of programmes."""
_NOT_IT = late("[,。;的了]")
_BRINGS = late("(?:建设|践行|推进|创建|实施|深化|推出|推行|首创)$")
_PLUS = late("[一-鿿]\\+[一-鿿]")


def _type(text: str, group: list[_Mark]) -> Kind | None:
    """Type and rule of the programmes in a row, or None where they are none."""
    table, first = words(), group[0]
    near = max(first.start - 200, 0)
    begin = max(near, *(text.rfind(mark, near, first.start) + 1 for mark in "。!?\n,;"))
    lead = text[begin : first.start]
    if table.scare.search(lead) or _SLOGAN.match(text, group[-1].end):
        return None
    run = table.verb.search(lead) is not None
    noun = table.behind.match(text, group[-1].end)
    if noun and not _NOT_IT.search(text[group[-1].end : noun.start(1)].lstrip("等的")):
        if _only_described(text, group, noun):
            return None
        if _is_close(group, noun) or run or _modifies(text, group[-1], noun):
            return table.types[noun[1]], "programmes.noun"
    return _by_itself(text, group, lead) or (_by_verb(text, group, lead) if run else None)


def _is_close(group: list[_Mark], noun: re.Match[str]) -> bool:
    return noun.start(1) - group[-1].end <= 1


def _only_described(text: str, group: list[_Mark], noun: re.Match[str]) -> bool:
    """Whether the noun behind says what kind of thing this is, not what is called so."""
    table, end = words(), group[-1].end
    kind = table.types[noun[1]]
    if kind == "platform" and text.startswith("等", end):  # “公众号”等平台
        return not all(table.inside.search(mark.inner) for mark in group)
    owned = kind in _OWNED or len(noun[1]) > 3
    combined = kind == "model" and all("+" in mark.inner for mark in group)
    owner = text.startswith("的", end)
    return owner and not (_is_close(group, noun) and (owned or combined))


def _by_itself(text: str, group: list[_Mark], lead: str) -> Kind | None:
    """Names that need no verb: they end in what they are, or it stands before them."""
    table = words()
    if all(table.whole.search(mark.inner) for mark in group) and not _against(text, group[-1]):
        own = table.inside.search(group[0].inner)
        return table.types[own[1]] if own else "campaign", "programmes.whole"
    if one_of := table.one_of.search(lead):
        return table.types[one_of[1]], "programmes.one_of"
    if all(mark.inner in table.known for mark in group):
        return "initiative", "programmes.known"
    if len(group) > 1 and all(_PLUS.search(mark.inner) for mark in group):
        return "component", "programmes.form"
    return None


def _by_verb(text: str, group: list[_Mark], lead: str) -> Kind | None:
    """Names behind a verb that runs a programme."""
    table = words()
    ending = [table.inside.search(mark.inner) for mark in group]
    if any(ending):
        return next(table.types[m[1]] for m in ending if m), "programmes.verb"
    if all("+" in mark.inner for mark in group):
        return "component", "programmes.verb"
    if _BRINGS.search(lead) and _named(text, group[-1]):
        return "initiative", "programmes.verb"
    return None


def _against(text: str, mark: _Mark) -> bool:
    return text[mark.end : mark.end + 1] in words().against


_ROOMY = late("(?:活动|行动|项目|计划|工程|政策|模式|机制|大赛|培训班)$")


def _modifies(text: str, mark: _Mark, noun: re.Match[str]) -> bool:
    """Whether a name stands before a noun with its modifiers: “跟着电影游中国”海外推广|活动."""
    near = noun.start(1) - mark.end <= 6 and len(mark.inner) > 3
    roomy = near and _ROOMY.search(noun[1]) is not None
    return roomy and not _against(text, mark) and not text.startswith("等", mark.end)


def _named(text: str, mark: _Mark) -> bool:
    """Whether what is in the marks is taken as a name: it ends its phrase."""
    return text[mark.end : mark.end + 1] in (",", "。", ";", "、", "\n", "") or text.startswith(
        "建设", mark.end
    )


def _is_metaphor(inner: str) -> bool:
    return inner.endswith(words().long_terms)


def _may_name(mark: _Mark) -> bool:
    """Whether the words in the marks can be a name."""
    if mark.inner in words().term or (len(mark.inner) < _FULL and _is_metaphor(mark.inner)):
        return False
    return not (_COUNTED.match(mark.inner) or _MANNER.search(mark.inner))


def extract_programmes(document: Document, facts: list[Fact]) -> Iterator[Fact]:
    """Named programmes; needs the quotes, to leave speech alone."""
    text = document.folded
    spoken = bytearray(len(text) + 1)
    for fact in facts:
        if fact.kind == "quote" and fact.direct:
            spoken[fact.start : fact.end] = b"\1" * (fact.end - fact.start)
    groups = list(_groups(text, _candidates(text, spoken)))
    types = [_type(text, group) for group in groups]
    # a name that is told to be a programme's once, is one wherever the marks hold it
    told = {
        mark.inner: kind[0]
        for group, kind in zip(groups, types, strict=True)
        for mark in group
        if kind and _may_name(mark)
    }
    for group, found in zip(groups, types, strict=True):
        again = [told[mark.inner] for mark in group if mark.inner in told]
        row = bool(again) and "到" in text[group[0].end : group[-1].start]
        for mark in group:
            named = found or row or (mark.inner in told and not _PERIOD.fullmatch(mark.inner))
            if not named or not _may_name(mark):
                continue
            kind, rule = found or (
                told.get(mark.inner, (again or ["campaign"])[0]),
                "programmes.again",
            )
            start, end = mark.start + 1, mark.end - 1
            yield Fact(
                kind="programme", text=document.text[start:end], start=start, end=end, rule=rule,
                confidence=0.9, name=document.text[start:end], details={"type": kind},
            )  # fmt: skip
