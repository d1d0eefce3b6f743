"""Bylines: 本报记者 王尧, (记者韩璐 杨元), 作者：陈海峰, (蔡长远 袁方/文图)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.late import late, matches
from ingest.facts.named import Person
from ingest.facts.people.beside import looks
from ingest.facts.people.given import likelihood, rare_given, unlisted
from ingest.facts.people.names import chinese
from ingest.facts.people.offices import Offices
from ingest.facts.people.words import either, is_word, of
from ingest.facts.places.divisions import register

# 中国警察网|记者
_PARTED = late("[ 、]")
_BLANK = late("[ \u3000]")
_PRESS = late(f"(?:^|[^一-鿿])([一-鿿0-9a-z]{{2,12}}(?:{either('press_end')}))$")
_MEDIUM = late(f"[一-鿿a-z]{{0,10}}(?:{either('press_end')})")
_BYLINE_ROLE = late(
    "(?:(?:本报|本刊|本台|本网|本社)?(?:特约|见习|实习|首席|全媒体|融媒体)?|责任)\\Z"
)
# 文/, 图: at the head of a clause. Every alternative of the pattern begins with its own character,
# so that the search skips all other text.
_ALONE = "|".join(
    (
        *(f"{word}(?<![一-鿿].)(?=[:/])" for word in "文图摄"),
        *(
            f"{word}(?=[:/]|[ \u3000]{{1,4}}[一-鿿]{{2,3}}(?:[ \u3000\n]|\\Z))"
            for word in (
                "审核",
                "监制",
                "初审",
                "复审",
                "终审",
                "一审",
                "二审",
                "三审",
                "供稿",
                "签发",
            )
        ),
    )
)
_BYLINE = re.compile(
    f"(记者|采访人员|通讯员|实习生|作者|编辑|编审|责编|编译|摄影|校对|主编|撰稿人?|撰文|图/文|文/图|{_ALONE})"
    "((?:[:/丨|]| {1,4}|\u3000)[ \u3000]*)?(?=[一-鿿])"
)
_OPENS = late("[(\n□■◎●【〔]$|(?<=[网报社台])/$|^$")
"""What stands before a byline whose names follow without a blank."""
_ENDS = "摄影|摄(?![一-鿿])|报道|图文|综合|通讯员|实习生|记者|编辑|责编|校对|审核:|文[/并]"
_PRINTED = late(
    f"[一-鿿]{{2,3}}(?={_ENDS}|[一-鿿]{{2}}报道)"
    "|[一-鿿][ \u3000]{1,4}[一-鿿](?![一-鿿])|[一-鿿]{2,4}(?![一-鿿])"
)
_RUN = late(f"[一-鿿]{{4,9}}?(?={_ENDS}|[^一-鿿]|$)")
_STROKED = "/"
"""What was done, 文/图, is no role."""
# (通讯员 |余法)
_ALONE_IN = late(r"[( ](?:本报)?(?:记者|通讯员)[ \u3000:]?$")
_OF_THE_PAGE = frozenset(
    ["编辑", "责编", "校对", "审核", "监制", "初审", "复审", "终审", "一审", "二审", "三审", "签发"]
)
"""Who made the page: of the house that printed it again, not of the one in its dateline."""
_NOBODY = ("文图", "图文", "综合", "报道")
_REPORTS = ("报道", " 报道", "报导", " 报导")
"""Behind the place that a reporter writes from: 记者范家豪/高雄|报道."""
_NEXT = re.compile("[ \u3000]*[、,，;；/][ \u3000]*|[ \u3000]+")
_NAMES = "([一-鿿]{2,4}(?:[ 、][一-鿿]{2,4}){0,5})"
_WIRE = late(r"[^，。\n]{0,8}\d{1,2}月\d{1,2}日[体育专]*[电讯]|[电讯](?![一-鿿])")
_AGENCY = late(rf"[电讯] ?\({_NAMES}\)")
# (大公网四川频道讯 高欣)
_INSIDE = late(rf"\([^()\n]{{2,14}}[电讯][ ,，:]{{1,2}}{_NAMES}\)")
_CREDIT = late(rf"\({_NAMES}(?:[ /](?:文/?图?|图/?文?|摄影?)|摄影报道|摄)\)")
_LAST = late(rf"\({_NAMES}\)|\n{_NAMES}")
_BEFORE = late(rf"\({_NAMES}[ 、，,]{{1,3}}(?:本报|见习|全媒体)?(?:记者|通讯员)[ :]?[一-鿿]")
# 张宁 记者 李世宏, a line of its own
_LINE = late(
    rf"(?<![^\n]){_NAMES}[ \u3000]{{1,3}}(?:本报|见习|全媒体)?(?:记者|通讯员)[ :\u3000]"
    "[^，。\n]{2,20}(?=\n)"
)
_STOPS = frozenset("。!?”\n")
_NAME = late("[一-鿿]{2,4}")
# 张博文 摄: who took a picture
_SHOT = late("(?<![一-鿿])([一-鿿]{2,3})[ \u3000]?(?:摄|供图|/摄|/图)(?![一-鿿])")
_HEAD = 200
"""How far from its beginning an article's dateline is looked for."""


def signed(text: str, offices: Offices) -> Iterator[Person]:
    """Names alone in brackets: behind the dateline (中新网太原7月26日电 (范丽芳 张云)), who
    report; before 文图, whose work it is."""
    for pattern, role in ((_AGENCY, "记者"), (_INSIDE, "记者"), (_CREDIT, None)):
        for match in matches(pattern, text, "("):
            at = match.start(1)
            for name in _PARTED.split(match[1]):
                if chinese(name, 0) == len(name):
                    org = _medium(text, match.start(), offices) if role else None
                    yield Person(at, at + len(name), name, role, org, rule="byline")
                at += len(name) + 1


def before(text: str) -> Iterator[Person]:
    """(李淑琴 李效民 记者 邓维): names that open a bracket or a line of writers before those of an
    office."""
    for match in (*matches(_BEFORE, text, "("), *_LINE.finditer(text, 0, _HEAD)):
        names = list(_NAME.finditer(text, match.start(1), match.end(1)))
        if all(looks(name[0], rare=True) and not is_word(name[0]) for name in names):
            for name in names:
                yield Person(name.start(), name.end(), name[0], rule="byline")


def closing(text: str) -> Iterator[Person]:
    """Names alone that end an article, in brackets or, two and more, in a last line:
    …打下了基础。(张伟 李国强)."""
    end = len(text.rstrip())
    opened = max(text.rfind("(", 0, end), text.rfind("\n", 0, end), 0)
    match = _LAST.fullmatch(text, opened, end)
    before = text[:opened].rstrip(" \u3000")[-1:]
    if match is None or before not in _STOPS:
        return
    names = list(_NAME.finditer(text, opened, end))
    if len(names) == 1 and text[opened] != "(":
        return
    if len(names) > 2 and len(names[0][0]) > 3:
        del names[0]  # (云海党建 张磊 张本万)
    if _sign(text[opened] == "(", [name[0] for name in names]):
        for name in names:
            yield Person(name.start(), name.end(), name[0], rule="byline")


def _sign(bracket: bool, names: list[str]) -> bool:
    """Whether all are names; one alone has to be likely, of two in a bracket one may be odd."""
    if any(map(is_word, names)):
        return False
    if len(names) == 1:
        rare = len(names[0]) == 3 and likelihood(names[0]) > 0
        return looks(names[0], rare=rare)
    certain = sum(looks(name, rare=True) for name in names)
    odd = all(name[0] in of("surname") and rare_given(name) for name in names)
    return certain == len(names) or (bracket and certain > 0 and certain == len(names) - 1 and odd)


def pictured(text: str) -> Iterator[Person]:
    """张博文 摄: the name before who took a picture."""
    for match in _SHOT.finditer(text):
        if looks(match[1], rare=True) and not is_word(match[1]):
            yield Person(match.start(1), match.end(1), match[1], rule="byline")


def bylines(text: str, offices: Offices) -> Iterator[Person]:
    """记者 王尧, (记者韩璐), 作者：陈海峰: names set off by a blank, a colon or a stroke, or behind
    an office that opens a line or a bracket."""
    done = -1
    for match in _BYLINE.finditer(text):
        at = match.end()
        begin = _role(text, match.start())
        opens = match[2] or (begin >= done >= 0 and not text[done:begin].strip(" 、,"))
        opens = opens or _OPENS.search(text, max(begin - 1, 0), begin) or _heads(text, begin)
        if not opens:
            continue
        # 文/王尧: what was done is no role
        role = (
            text[begin : match.end(1)] if len(match[1]) > 1 and _STROKED not in match[1] else None
        )
        org = None if match[1] in _OF_THE_PAGE else _medium(text, begin, offices)
        while True:
            printed = _PRINTED.match(text, at)
            if printed is None:
                for span in _glued(text, at):
                    yield Person(*span, text[slice(*span)], role, org, rule="byline")
                    done = span[1]
                break
            name = _BLANK.sub("", printed[0])
            fits = chinese(name, 0, titled=role is not None) == len(name)
            fits = fits or _fellow(text, at, printed.end(), done)
            from_there = done > 0 and text.startswith(_REPORTS, printed.end())
            place = text[at - 1] == "/" or name in register().by_stem
            if not fits or name in _NOBODY or (from_there and place):
                break
            yield Person(at, printed.end(), name, role, org, rule="byline")
            done = printed.end()
            gap = _NEXT.match(text, printed.end())
            if gap is None or "\n" in gap[0]:
                break
            at = gap.end()


def _fellow(text: str, start: int, end: int, done: int) -> bool:
    """Whether what stands behind a reporter's name and a mark, and closes the bracket, is a name
    although no list has its surname or it is a word: (记者田晓、|侠丹), (记者田晓 |王法)."""
    closed = text.startswith(")", end)
    row = start == done + 1 and text[done] in "、 "
    row = closed and (row or _ALONE_IN.search(text, max(start - 8, 0), start) is not None)
    name = text[start:end]
    word = name[:1] in of("surname") and len(name) < 4 and name not in register().by_stem
    return row and (word or unlisted(name))


def _glued(text: str, at: int) -> list[tuple[int, int]]:
    """The names of a run without blanks, where it can be cut in one way alone: 董乃德|刘加雷."""
    run = _RUN.match(text, at)
    cuts = _cuts(text, at, run.end()) if run else []
    return cuts[0] if len(cuts) == 1 else []


def _cuts(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """The ways in which a run may be cut into names of two and three characters."""
    if start == end:
        return [[]]
    ways = []
    for stop in (start + 2, start + 3):
        if stop <= end and looks(text[start:stop], rare=True):
            ways += [[(start, stop), *rest] for rest in _cuts(text, stop, end)]
    return ways


def _heads(text: str, at: int) -> bool:
    """Whether only a medium stands before a byline in its line: 新华社|记者邰思聪 李超."""
    line = text.rfind("\n", max(at - 16, 0), at) + 1
    begins = line > 0 or at <= 16
    return begins and _MEDIUM.fullmatch(text, line, at) is not None


def _role(text: str, at: int) -> int:
    """Where the byline's role begins: 本报|记者."""
    before = _BYLINE_ROLE.search(text, max(at - 6, 0), at)
    return before.start() if before else at


def _medium(text: str, at: int, offices: Offices) -> str | None:
    """Whom somebody writes for: the medium directly before 记者, or that of the dateline."""
    line = text.rfind("\n", 0, at) + 1
    near = [org for org in offices.around.bodies_before(at) if org.start >= line]
    press = _PRESS.search(text, max(line - 1, 0, at - 14), at)
    if press and not any(org.end == at for org in near):
        return press[1]
    if near and not text[near[-1].end : at].strip(" 》/\u3000"):
        first = near[-1]
        if len(near) > 1 and text[near[-2].end : first.start] == "·":
            return text[near[-2].start : first.end]
        return offices.around.called(first)
    if text.startswith("通讯员", at):
        return None
    media = [org for org in near if org.kind == "media" and at - org.end < 30]
    return offices.around.called(media[-1]) if media else _of_dateline(text, offices)


def _of_dateline(text: str, offices: Offices) -> str | None:
    """The medium that the text's own dateline names: 中新社沈阳5月10日电, 驻马店网讯."""
    first = next((org for org in offices.around.orgs if org.kind == "media"), None)
    if first and first.start < _HEAD and _WIRE.match(text, first.end):
        return offices.around.called(first)
    return None
