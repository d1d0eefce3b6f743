"""Lines of furniture that only the lines around them tell: what stands above the path of a page,
a headline printed twice, a list of links, the foot of a site.

All work on folded lines and their kinds, None for those that are not furniture so far.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Kinds = list[str | None]

_ENDS = ("。", "!", "?", "”", '"', "」")
_FEET = frozenset(("copyright", "contact"))
"""Kinds that open the foot of a site."""
_CONTACT = re.compile(r"[\u4e00-\u9fff]{0,8}(?:地址|电话|传真|邮编|邮箱|热线|主管|qq)[:：].{0,80}")
_SUBTITLE = re.compile(r"[—–─―-]{1,4}\s*\S")
_LABEL = re.compile(
    r"(?:(?:发布|发表|发稿)?(?:时间|日期)|(?:信息|稿件|文章|新闻)?(?:来源|作者)|稿源|记者|编辑)\s*[:|丨]?"
    r"|(?:索引号|文号|有效性|(?:主题|信息|体裁)分类"
    r"|(?:发文|发布|公开)(?:机构|机关|单位|字号|文号|日期)|(?:成文|生效|废止)日期)\s*:"
)
"""A label whose value stands on the next line; those of the head of a public document too."""
_BULLET = re.compile(r"^[•·●○◆◇▪►▶\s]+")
_LONGEST_VALUE = 24
_MASTHEAD = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:[日晚晨早时商快]报|青年报|都市报|经济报|证券报|新闻网|在线|(?:广播)?电视台|"
    r"融媒体中心|通讯社|新闻社)"
)
"""What no headline ends with."""
_LONG, _MUCH = 40, 60
"""Characters of a line, and of a text, that are not printed twice by chance."""
_LONG_CAPTION = 16
"""Those of a line that is printed twice at once, below a picture."""
_LEAST_TITLE = 8
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}[〔\[(]\d{4}[〕\])]第?\d+号")
"""The number of a public document."""
_COLUMN = re.compile(r"^[(【\[][^)】\]]{2,16}[)】\]]|[*★\s]+$")
"""What a headline may have around it where it is printed again: the name of a column, stars."""
_GOES_ON = re.compile(r".{10,}(?:\.{3}|…{1,2})")
_MORE = re.compile(r"[\[(<]?(?:阅读|查看)?(?:详情|详细|更多|全文|read more)\W{0,4}")
_COUNT = re.compile(r"[(]?\d{1,6}%?[)]?")
"""How often a button was used."""
_WORD = re.compile(r"[\w+]{1,6}")
_WORDS = 4
"""So many short lines are a menu."""
_LINK = re.compile(r"https?://[!-~]+")
_WHEN, _WHERE = re.compile(r"时间\s*:"), re.compile(r"地点\s*:")
_PLACE = re.compile(r"位置|首页")
_CLOCK = re.compile(r"(?:19|20)\d\d.{0,8}\d{1,2}:\d\d")
_VIEWS = re.compile(r"(?:查看|浏览|点击)\s*:\s*\d+\W{1,5}(?:回复|回帖)\s*:\s*\d+")
"""How often a thread was read and answered, as forums print it above its headline."""
_POSTED = re.compile(r"(?:\S{1,20}\s)?发表于\s*:?\s*(?:19|20)\d\d-\d")
_MENU = re.compile(
    r"(?=(?:.*?[\u4e00-\u9fff]){8})(?:[^\s,。;:!?、]{1,10} ){5,30}[^\s,。;:!?、]{1,10}"
    r"|[^。【]{0,40}(?:【[^】]{1,30}】\s?){3,12}"
)
"""Six words and more, set apart by blanks, or some in brackets."""
MEDIUM = re.compile(
    r"[《]?[\u4e00-\u9fff·]{1,12}(?:(?<![海举简汇预公申通播上回捷情])报|周刊|新闻网|在线|电视台|"
    r"广播电台|融媒体?(?:中心)?|传媒|通讯社|[华新央]社|政府网|网站|客户端|发布)》?"
)
"""A name that is one of a medium by its last word."""


def known_by_neighbours(lines: Sequence[str], kinds: Kinds, first: int, last: int) -> Kinds:
    """The kinds with those of the lines that their neighbours tell; `first` and `last` are the
    first and the last paragraph of prose."""
    head = range(min(first, len(lines)))
    _scene(lines, kinds, head)
    _member(lines, kinds)
    _site(lines, kinds, head)
    _values(lines, kinds, head)
    _mediums(lines, kinds, head)
    _menus(lines, kinds, head)
    _above_path(lines, kinds, head)
    _masthead(lines, kinds, head)
    _repeats(lines, kinds, head)
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
    title = next((n for n in range(views + 1, post or 0) if kinds[n] is None), None)
    if post is None or title is None:
        return
    for n in (*range(title), *range(title + 1, post)):
        kinds[n] = kinds[n] or "navigation"
    kinds[post] = "meta"


def _menus(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """Menus that a page begins with, if a headline follows them."""
    _short_menu(lines, kinds, head)
    for n in head:
        if kinds[n] is None and MEDIUM.fullmatch(lines[n]):
            continue
        if kinds[n] is None and not _MENU.fullmatch(lines[n]):
            return
        if kinds[n] is None and any(kinds[m] is None for m in head[n + 1 :]):
            kinds[n] = "menu"


def _short_menu(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """The words of a menu on lines of their own, above a headline."""
    words: list[int] = []
    for n in head:
        if kinds[n] is None and not _WORD.fullmatch(lines[n]):
            if len(words) >= _WORDS and len(lines[n]) > _LEAST_TITLE:
                for word in words:
                    kinds[word] = "menu"
            return
        if kinds[n] is None:
            words.append(n)


def _teasers(lines: Sequence[str], kinds: Kinds) -> None:
    """Beginnings of other articles, each with a link below it that leads to the rest."""
    for n in range(1, len(lines)):
        if _MORE.fullmatch(lines[n]) and _GOES_ON.fullmatch(lines[n - 1]):
            kinds[n - 1] = kinds[n - 1] or "teaser"
            kinds[n] = kinds[n] or "teaser"


def _masthead(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """The name of a paper or an account above the headline."""
    top = next((n for n in head if kinds[n] is None), None)
    if top is None or not any(kinds[n] is None for n in head[top + 1 :]):
        return
    again = any(kinds[n] == "meta" and lines[n].startswith(lines[top]) for n in head)
    if _MASTHEAD.fullmatch(lines[top]) or (again and MEDIUM.fullmatch(lines[top])):
        kinds[top] = "meta"


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


def _site(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """What may be the name of a site is the headline if nothing else can be."""
    for n in head:
        if kinds[n] == "site" and not any(
            kinds[m] is None and not _SUBTITLE.match(lines[m])
            for m in head
            if m > n or len(lines[m]) >= _LEAST_TITLE
        ):
            kinds[n] = None
            return


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


def _mediums(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """The name of a medium beside a meta line, below the headline."""
    first = 0  # the first line that may be the headline
    for n in head[1:]:
        while first < n and kinds[first] is not None:
            first += 1
        beside = [kinds[m] for m in (n - 2, n - 1, n + 1, n + 2) if m in head and m > first]
        is_free = kinds[n] in (None, "navigation", "site") and first < n
        if is_free and "meta" in beside and MEDIUM.fullmatch(lines[n]):
            kinds[n] = "meta"


def _above_path(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """What stands above the path of a page, or above a menu, belongs to the site, if a headline
    follows it."""
    paths = [n for n in head if kinds[n] in ("breadcrumb", "menu") and not _below(lines, kinds, n)]
    if not paths:
        return
    below = [n for n in head[paths[-1] + 1 :] if kinds[n] is None]
    if any(not _SUBTITLE.match(lines[n]) for n in below):
        for n in range(paths[-1]):
            kinds[n] = kinds[n] or "navigation"


def _below(lines: Sequence[str], kinds: Kinds, path: int) -> bool:
    """Does a path stand below a headline and its day: a link to its section, not the page's?"""
    if _PLACE.search(lines[path]):
        return False
    dated = [n for n in range(path) if kinds[n] == "meta" and _CLOCK.search(lines[n])]
    return bool(dated) and any(
        kinds[n] is None and len(lines[n]) >= _LEAST_TITLE for n in range(dated[0])
    )


def _repeats(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """Of a headline printed twice the first counts; what stands above it is the site's."""
    seen: dict[str, int] = {}
    for n in head:
        bare = (_COLUMN.sub("", lines[n]) or lines[n]).replace(" ", "")
        first = seen.get(bare)
        if first is not None and kinds[n] is None and kinds[first] is None:
            kinds[n] = "repeat"
            if "meta" not in kinds[:first] and _is_headline(bare):
                for above in range(first):
                    kinds[above] = kinds[above] or "navigation"
        elif kinds[n] is None:
            seen[bare] = n


def _is_headline(line: str) -> bool:
    """May a line that is printed twice be the headline: no name of a medium, no number?"""
    return len(line) >= _LEAST_TITLE and not MEDIUM.fullmatch(line) and not _NUMBER.fullmatch(line)


def _alternates(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """The headline again and again in the text: what stands for pictures that are not there."""
    title = next((n for n in head if kinds[n] is None), None)
    if title is None or len(lines[title]) < _LEAST_TITLE:
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
        kind = kinds[n]
        if kind in ("related", "comments", "editor"):
            behind = kind if behind != "comments" else behind
        elif kind in _FEET:
            behind = "copyright"
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
