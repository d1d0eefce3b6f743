"""What on a page is not the article: spam, navigation, meta lines, buttons, credits.

The patterns are data, in `furniture.tsv`, with a reason for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.dates import iso_date
from ingest.model import Furniture
from ingest.page import PageLine
from ingest.script import fold

_PROSE_LENGTH = 40
_LONGEST = 500
"""No line of furniture is longer."""
_SENTENCES = frozenset({"copyright", "share"})
"""Kinds that speak in whole sentences; a line of any other kind has no full stop."""
_BLANKS = re.compile(r"\s+")
_ENDS = ("。", "!", "?", "”")
_PUBLISHER = re.compile(
    r"(?:信息|稿件|文章|新闻)?(?:来源|稿源|转自|摘自|原载)[:：]\s*([^\s\d()（）|【】\[\]][^\s()（）|【】\[\]]*?)"
    r"(?=$|[\s()（）|【】\[\]]|(?:19|20)\d\d)"
)
_AUTHOR = re.compile(
    r"(?:作者|撰稿|文)[:：]\s*([\u4e00-\u9fff·、]{2,20}"
    r"(?:[ \u3000]+[\u4e00-\u9fff·]{2,4}(?![\u4e00-\u9fff:：]))*)"
)
_NO_SECTION = frozenset(
    ("首页", "网站首页", "主页", "正文", "内容", "内容正文", "详情", "文章", "文章正文")
)
_PATH = re.compile(r"\s*[>»›→]+\s*")


@dataclass(frozen=True)
class Rule:
    """A kind of furniture, where on the page it stands, and its pattern."""

    kind: str
    where: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Details:
    """What the furniture tells about the article."""

    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    section: str | None = None


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    text = files("ingest").joinpath("furniture.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(Rule(kind, where, re.compile(pattern)) for kind, where, pattern, _ in rows)


def classify(lines: Sequence[PageLine], bait: frozenset[int]) -> list[str | None]:
    """The kind of furniture that each line is, None for the article's own lines."""
    folded = [_BLANKS.sub(" ", fold(line.text)) for line in lines]
    own = [n for n, line in enumerate(lines) if n not in bait and not line.aside]
    prose = [n for n in own if _is_prose(folded[n])]
    first = prose[0] if prose else len(lines)
    last = prose[-1] if prose else -1
    kinds: list[str | None] = []
    for n, line in enumerate(folded):
        kind = _kind(line, head=n < first, tail=n > last) if lines[n].tells else None
        kinds.append("bait" if n in bait else kind or lines[n].aside)
    return _with_neighbours(folded, kinds, first, last)


def _with_neighbours(
    folded: Sequence[str], kinds: list[str | None], first: int, last: int
) -> list[str | None]:
    """Kinds that only the lines before can tell: a headline printed twice, a list of links."""
    seen: set[str] = set()
    for n in range(min(first, len(folded))):
        if kinds[n] is None and folded[n] in seen:
            kinds[n] = "repeat"
        seen.add(folded[n])
    links = False
    for n in range(last + 1, len(folded)):
        links = links or kinds[n] == "related"
        if links and kinds[n] is None and not folded[n].endswith(_ENDS):
            kinds[n] = "related"
    return kinds


def _is_prose(line: str) -> bool:
    return (
        len(line) >= _PROSE_LENGTH
        and any(mark in line for mark in "。，,")
        and not _kind(line, head=True, tail=True)
    )


def _kind(line: str, *, head: bool, tail: bool) -> str | None:
    if len(line) > _LONGEST:
        return None
    for rule in _rules_at(head, tail, "。" in line):
        if rule.pattern.fullmatch(line):
            return rule.kind
    return None


@lru_cache(maxsize=8)
def _rules_at(head: bool, tail: bool, sentence: bool) -> tuple[Rule, ...]:
    """The rules for a line before (head) or after (tail) the prose; a line with a full stop can
    only be of a kind that speaks in sentences."""
    where = {"any"} | ({"head", "edge"} if head else set()) | ({"tail", "edge"} if tail else set())
    return tuple(
        rule
        for rule in _rules()
        if rule.where in where and (not sentence or rule.kind in _SENTENCES)
    )


def details(aside: Sequence[Furniture]) -> Details:
    """Date, publisher, author and section, as far as the lines set aside tell them."""
    meta = [line.text for line in aside if line.kind == "meta"]
    credits = [line.text for line in aside if line.kind in ("credit", "editor")]
    crumbs = [line.text for line in aside if line.kind == "breadcrumb"]
    told = meta + credits
    return Details(
        published=next(filter(None, map(iso_date, told)), None),
        publisher=_first(_PUBLISHER, told),
        author=_first(_AUTHOR, told),
        section=_section(crumbs[0]) if crumbs else None,
    )


def _first(pattern: re.Pattern[str], lines: Sequence[str]) -> str | None:
    """The first group of the pattern, found in the fold of a line and given as printed."""
    for line in lines:
        match = pattern.search(fold(line))
        if match:
            return line[slice(*match.span(1))]
    return None


def _section(crumb: str) -> str | None:
    """首页 > 新闻中心 > 媒体报道 > 正文 is in the section 新闻中心 > 媒体报道."""
    path = re.sub(r"^[^>]*[:：]", "", crumb)
    steps = [step.strip() for step in _PATH.split(path)]
    return " > ".join(step for step in steps if step and fold(step) not in _NO_SECTION) or None
