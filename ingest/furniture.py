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
_PUBLISHER = re.compile(
    r"(?:信息|稿件|文章|新闻)?(?:来源|稿源|转自|摘自|原载)[:：]\s*([^\s\d()（）|【】\[\]][^\s()（）|【】\[\]]*?)"
    r"(?=$|[\s()（）|【】\[\]]|(?:19|20)\d\d)"
)
_AUTHOR = re.compile(r"(?:作者|文)[:：]\s*([\u4e00-\u9fff·、]{2,20})")
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
    where = {"any"} | ({"head", "edge"} if head else set()) | ({"tail", "edge"} if tail else set())
    for rule in _rules():
        if "。" in line and rule.kind not in _SENTENCES:
            continue
        if rule.where in where and rule.pattern.fullmatch(line):
            return rule.kind
    return None


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
    return next((match.group(1) for line in lines if (match := pattern.search(line))), None)


def _section(crumb: str) -> str | None:
    """首页 > 新闻中心 > 媒体报道 > 正文 is in the section 新闻中心 > 媒体报道."""
    steps = [step.strip() for step in _PATH.split(re.sub(r"^[^>]*[:：]", "", crumb))]
    inner = [
        s for s in steps if s and s not in ("首页", "网站首页", "正文", "内容", "详情", "文章")
    ]
    return " > ".join(inner) or None
