"""Lines of furniture that only the lines around them tell: what stands above the path of a page,
a headline printed twice, a list of links, the foot of a site.

All work on folded lines and their kinds, None for those that are not furniture so far.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest import site_head
from ingest.medium import MEDIUM
from ingest.site_head import LEAST_TITLE, SUBTITLE, Kinds
from ingest.title_share import share

_ENDS = ("。", "!", "?", "”", '"', "」")
_FEET = frozenset(("copyright", "contact"))
"""Kinds that open the foot of a site."""
_CONTACT = re.compile(r"[\u4e00-\u9fff]{0,8}(?:地址|电话|传真|邮编|邮箱|热线|主管|qq)[:：].{0,80}")
_LABEL = re.compile(
    r"(?:(?:发布|发表|发稿)?(?:时间|日期)|(?:信息|稿件|文章|新闻)?(?:来源|作者)|稿源|记者|编辑)\s*[:|丨]?"
    r"|(?:索引号|文号|有效性|(?:主题|信息|体裁)分类"
    r"|(?:发文|发布|公开)(?:机构|机关|单位|字号|文号|日期)|(?:成文|生效|废止)日期)\s*:"
)
"""A label whose value stands on the next line; those of the head of a public document too."""
_BULLET = re.compile(r"^[•·●○◆◇▪►▶\s]+")
_LONGEST_VALUE = 24
_LONGEST_NAME = 10
_LONG, _MUCH = 40, 60
"""Characters of a line, and of a text, that are not printed twice by chance."""
_LONG_CAPTION = 16
"""Those of a line that is printed twice at once, below a picture."""
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}[〔\[(]\d{4}[〕\])]第?\d+号")
"""The number of a public document."""
_SHOT = re.compile(r"[(][^()]{2,16}摄[)]$")
"""Who made a picture, behind what it shows."""
_COLUMN = re.compile(r"^[(【\[][^)】\]]{2,16}[)】\]]|[*★\s]+$")
"""What a headline may have around it where it is printed again: the name of a column, stars."""
_GOES_ON = re.compile(r".{10,}(?:\.{3}|…{1,2})")
_CUT_LEAD = re.compile(
    r"(?:(?:导读|摘要|核心提示|内容提要|简介)[:\s]*)?(.{16,}?)\s?(?:\.{3}|…{1,2})"
)
_TOLD = 3
"""Paragraphs that are asked what they speak of."""
_SAME = 0.25
"""Share of the pairs of characters of a headline that its text has, at least."""
_NEAR = 6
"""Lines among which the text begins anew behind its beginning."""
_MORE = re.compile(r"[\[(<]?(?:阅读|查看)?(?:详情|详细|更多|全文|read more)\W{0,4}")
_CREDIT = re.compile(r"[(][\u4e00-\u9fff]{2,10}(?:报|社|网|台|周刊|中心|客户端)[)]")
"""(滨河日报), behind the text."""
_COUNT = re.compile(r"[(]?\d{1,6}%?[)]?")
"""How often a button was used."""
_LINK = re.compile(r"https?://[!-~]+")
_DAY_ALONE = re.compile(r"[0-3]\d")
_MONTH_ALONE = re.compile(r"(?:19|20)\d\d[-/.年](?:0[1-9]|1[0-2])月?")
_POINT = re.compile(r"[•·▪]\s?")
_SHORT_POINT = re.compile(r"[•·▪]\s?[^\s,。;:!?]{1,8}")
_WHEN, _WHERE = re.compile(r"时间\s*:"), re.compile(r"地点\s*:")
_VIEWS = re.compile(r"(?:查看|浏览|点击)\s*:\s*\d+\W{1,5}(?:回复|回帖)\s*:\s*\d+")
"""How often a thread was read and answered, as forums print it above its headline."""
_POSTED = re.compile(r"(?:[^\s|]{1,20}\s?)?\|?\s?发表于\s*:?\s*(?:19|20)\d\d-\d")


def known_by_neighbours(lines: Sequence[str], kinds: Kinds, first: int, last: int) -> Kinds:
    """The kinds with those of the lines that their neighbours tell; `first` and `last` are the
    first and the last paragraph of prose."""
    head = range(min(first, len(lines)))
    _scene(lines, kinds, head)
    _member(lines, kinds)
    site_head.site(lines, kinds, head)
    site_head.again(lines, kinds, head)
    _day_box(lines, kinds, head)
    _values(lines, kinds, head)
    _mediums(lines, kinds, head)
    site_head.menus(lines, kinds, head)
    site_head.above_path(lines, kinds, head)
    site_head.masthead(lines, kinds, head)
    _repeats(lines, kinds, head)
    _leads(lines, kinds, head)
    _twice(lines, kinds)
    _tail(lines, kinds, range(last + 1, len(lines)))
    _teasers(lines, kinds)
    _alternates(lines, kinds, head)
    return kinds


def _scene(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """When and where a report plays: 时间 above 地点 is no time of publication."""
    for n in head[:-1]:
        if _WHEN.match(lines[n]) and _WHERE.match(lines[n + 1]):
            kinds[n] = kinds[n + 1] = None


def _member(lines: Sequence[str], kinds: Kinds) -> None:
    """What a forum prints of a member, between the headline of a thread and its first post."""
    views = next((n for n, line in enumerate(lines) if _VIEWS.match(line)), None)
    if views is None:
        return
    post = next((n for n in range(views, len(lines)) if _POSTED.match(lines[n])), None)
    title = next((n for n in range(views + 1, post or 0) if not kinds[n]), None)
    if post is None or title is None:
        return
    for n in (*range(title), *range(title + 1, post)):
        kinds[n] = kinds[n] or "navigation"
    kinds[post] = "meta"


def _teasers(lines: Sequence[str], kinds: Kinds) -> None:
    """Beginnings of other articles, each with a link below it that leads to the rest."""
    for n in range(1, len(lines)):
        if _MORE.fullmatch(lines[n]) and _GOES_ON.fullmatch(lines[n - 1]):
            kinds[n - 1] = kinds[n - 1] or "teaser"
            kinds[n] = kinds[n] or "teaser"


def _twice(lines: Sequence[str], kinds: Kinds) -> None:
    """A text that a page prints twice, one behind the other."""
    seen: dict[str, int] = {}
    for n, line in enumerate(lines):
        if n and line == lines[n - 1] and len(line) >= _LONG_CAPTION and kinds[n] is None:
            kinds[n] = "repeat"
        first = seen.setdefault(line, n) if len(line) >= _LONG and kinds[n] is None else n
        if first < n:
            _behind(lines, kinds, first, n - first)
            return


def _behind(lines: Sequence[str], kinds: Kinds, at: int, span: int) -> None:
    """Set aside what is printed again `span` lines below, if it is all of what stands between."""
    start = end = at
    while start and lines[start - 1] == lines[start - 1 + span]:
        start -= 1
    while end + span < len(lines) and lines[end] == lines[end + span]:
        end += 1
    if end - start < span or sum(map(len, lines[start : start + span])) < _MUCH:
        return
    for n in range(start, start + span):
        kinds[n] = kinds[n] or kinds[n + span]  # the second tells what is furniture
        kinds[n + span] = kinds[n + span] or "repeat"


def _values(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """The value of a label that stands on a line of its own."""
    others = sum(kind is None for kind in kinds[: head.stop])
    for n in head[:-1]:
        value = lines[n + 1]
        if kinds[n] is None and is_label(lines[n]):
            kinds[n] = "meta"
            others -= 1
        if (
            kinds[n] == "meta"
            and kinds[n + 1] in (None, "site")
            and is_label(lines[n])
            and not is_label(value)
            and len(value) <= _LONGEST_VALUE
            and (MEDIUM.fullmatch(value) or others > 1)
        ):
            others -= kinds[n + 1] is None
            kinds[n + 1] = "meta"


def is_label(line: str) -> bool:
    """Is a meta line nothing but a label, with its value on the next line?"""
    return bool(_LABEL.fullmatch(_BULLET.sub("", line)))


def _day_box(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """A day above its year and month; a list of points of which one is the day."""
    for n in head[:-1]:
        if _DAY_ALONE.fullmatch(lines[n]) and _MONTH_ALONE.fullmatch(lines[n + 1]):
            kinds[n] = kinds[n + 1] = "meta"
    for step, points in ((1, head), (-1, reversed(head))):
        for n in points:
            behind = (
                n - step in head and kinds[n - step] == "meta" and _POINT.match(lines[n - step])
            )
            if behind and kinds[n] is None and _SHORT_POINT.fullmatch(lines[n]):
                kinds[n] = "meta"


def _mediums(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """The name of a medium beside a meta line, below the headline."""
    first = 0  # the first line that may be the headline
    for n in head[1:]:
        while first < n and kinds[first] is not None:
            first += 1
        beside = [kinds[m] for m in (n - 2, n - 1, n + 1, n + 2) if m in head and m > first]
        is_free = kinds[n] in (None, "navigation", "site") and first < n
        is_name = len(lines[n]) <= _LONGEST_NAME and MEDIUM.fullmatch(lines[n])
        if is_free and "meta" in beside and is_name:
            kinds[n] = "meta"


def _repeats(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """Of a headline printed twice the first counts; what stands above it is the site's."""
    seen: dict[str, int] = {}
    for n in head:
        bare = (_COLUMN.sub("", lines[n]) or lines[n]).replace(" ", "")
        first = seen.get(bare)
        if first is not None and kinds[n] is None and kinds[first] is None:
            kinds[n] = "repeat"
            if n == first + 1 and _is_caption(lines, kinds, first, head.stop):
                continue
            if "meta" not in kinds[:first] and _is_headline(bare):
                for above in range(first):
                    kinds[above] = kinds[above] or "navigation"
        elif kinds[n] is None:
            seen[bare] = n


def _is_caption(lines: Sequence[str], kinds: Kinds, n: int, text: int) -> bool:
    """Is a line that is printed twice at once what a picture shows, below the headline: does a
    line above it speak of the text no less?"""
    prose = "".join(lines[text : text + _TOLD])
    above = [m for m in range(n) if kinds[m] is None and len(lines[m]) >= LEAST_TITLE]
    return bool(prose) and any(share(lines[m], prose) >= _SAME for m in above)


def _leads(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """The beginning of the text, cut off, above the text."""
    for n in range(min(head.stop + 1, len(lines) - 1)):
        goes_on = kinds[n] is None and lines[n].endswith(("...", "…"))
        cut = _CUT_LEAD.fullmatch(lines[n]) if goes_on else None
        if cut and any(line.startswith(cut[1]) for line in lines[n + 1 : n + 1 + _NEAR]):
            kinds[n] = "repeat"


def _is_headline(line: str) -> bool:
    """May a line that is printed twice be the headline: no name of a medium, no number?"""
    is_name = MEDIUM.fullmatch(line) or _NUMBER.fullmatch(line) or SUBTITLE.match(line)
    return len(line) >= LEAST_TITLE and not is_name and not _SHOT.search(line)


def _alternates(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """The headline again and again in the text: what stands for pictures that are not there."""
    title = next((n for n in head if kinds[n] is None), None)
    if title is None or len(lines[title]) < LEAST_TITLE:
        return
    again = [n for n in range(title + 1, len(lines)) if lines[n] == lines[title]]
    if len(again) > 1:
        for n in again:
            kinds[n] = kinds[n] or "repeat"


def _tail(lines: Sequence[str], kinds: Kinds, tail: range) -> None:
    """Behind the first heading of links, the first line of comments or of the site's foot."""
    behind = None
    for n in tail:
        if kinds[n] is None and _LINK.fullmatch(lines[n]):
            kinds[n] = "related"
            if n - 1 in tail and kinds[n - 1] is None and lines[n - 1].endswith(":"):
                kinds[n - 1] = "related"
        if kinds[n] is None and _CREDIT.fullmatch(lines[n]):
            kinds[n] = "meta"
        kind = kinds[n]
        if kind in ("related", "comments", "editor"):
            behind = kind if behind != "comments" else behind
        elif kind in _FEET:
            behind = behind or "copyright"
        elif kind is None and kinds[n - 1] == "share" and _COUNT.fullmatch(lines[n]):
            kinds[n] = "share"
        elif kind is None and behind is not None:
            kinds[n] = _follows(behind, lines[n])


def _follows(behind: str, line: str) -> str | None:
    """What a line is that follows something of the kind `behind` and is nothing by itself."""
    if behind == "comments":
        return behind
    if line.endswith(_ENDS):
        return None
    if behind == "related":
        return behind
    if behind == "copyright":
        return "contact" if _CONTACT.fullmatch(line) else None
    return "navigation"
