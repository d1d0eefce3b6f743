"""What on a page is not the article: spam, navigation, meta lines, buttons, credits.

The patterns are data, in `furniture.tsv`, with a reason for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.neighbours import known_by_neighbours
from ingest.page import PageLine
from ingest.script import fold
from ingest.site_head import Kinds

_PROSE_LENGTH, _LATIN_PROSE_LENGTH = 40, 140
_HAN = re.compile("[\u4e00-\u9fff]")
_STOPS = (".", "!", "?", '"', ")")
_SENTENCE_ENDS = ("。", "!”", "。”", "。」")
_LETTER = r"[^\W\da-z_]"
"""What `\\h` stands for in the table."""
_LONGEST = 500
"""No line of furniture is longer."""
_SENTENCES = frozenset({"copyright", "share", "comments", "teaser"})
"""Kinds that speak in whole sentences; a line of any other kind has no full stop."""
_CLOSES = re.compile(
    r"[(【\[]?(?:责任编辑|责编|编辑)\s?[:|/ ]\s?\S{2,12}[)】\]]?"
    r"|(?:新闻推荐|其他人[也都]在看|猜你喜欢|[为给][您你]推荐|(?:相关|热门|热点|精彩)推荐|推荐阅读|(?:网友|最新|全部|热门)评论)\W{0,3}"
    r"|(?:you (?:may|might) also like|leave a (?:reply|comment)|related (?:posts|articles))\W{0,3}"
)
"""Lines behind which a page goes on with other things; these may be whole paragraphs."""
_PATH = re.compile(r".{0,8}位置.{0,4}[:：].*|.{0,4}首页\s*[>»›→].*")
_DATED = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}")
_STAMP = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s\d{1,2}:\d\d(?::\d\d)?(?:\s?[(].{0,20}[)])?"
)
_BETWEEN = 8
"""Lines from the path of a page to the day below its headline, from a caption to a time."""
_ABOVE = 2
"""Captions above a time."""
_BULLET = re.compile(r"[•·●○◆◇▪►▶\s]+")


@dataclass(frozen=True)
class Rule:
    """A kind of furniture, where on the page it stands, and its pattern."""

    kind: str
    where: str
    pattern: str


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    text = files("ingest").joinpath("furniture.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Rule(kind, where, pattern.replace(r"\h", _LETTER)) for kind, where, pattern, _ in rows
    )


def classify(lines: Sequence[PageLine], bait: frozenset[int]) -> Kinds:
    """The kind of furniture that each line is, None for the article's own lines."""
    folded = [" ".join(fold(line.text).split()) for line in lines]
    own = [n for n, line in enumerate(lines) if n not in bait and not line.aside]
    latin = {n for n in own if _is_latin(folded[n])}
    prose = {n for n in own if n not in latin and _is_prose(folded[n])}
    long = sorted(prose.union(n for n in latin if len(folded[n]) >= _LATIN_PROSE_LENGTH))
    long = _behind_path(folded, long)
    first = next(iter(long or (n for n in own if _is_short_prose(folded[n]))), len(lines))
    last = _last(folded, own, long)
    kinds: Kinds = []
    for n, line in enumerate(folded):
        asked = n not in prose and lines[n].tells
        kind = _kind(line, head=n < first, tail=n > last) if asked else None
        kinds.append("bait" if n in bait else kind or lines[n].aside)
    return known_by_neighbours(folded, kinds, first, last)


def _behind_path(lines: Sequence[str], prose: list[int]) -> list[int]:
    """Without the prose above the path of a page, such as terms to agree to, where a day stands
    below the path and most of the prose behind it; or above a day and time near its beginning."""
    for n in range(prose[0] + 1 if prose else len(lines), len(lines)):
        is_path = _PATH.fullmatch(lines[n]) and any(map(_DATED.search, lines[n : n + _BETWEEN]))
        above = sum(m < n for m in prose)
        if is_path or (above <= _ABOVE and n < 2 * _BETWEEN and _STAMP.fullmatch(lines[n])):
            behind = [m for m in prose if m > n]
            if 2 * sum(len(lines[m]) for m in behind) > sum(len(lines[m]) for m in prose):
                return behind
    return prose


def is_known(line: str) -> bool:
    """Is a line above an article furniture by its own words?"""
    return _kind(" ".join(fold(line).split()), head=True, tail=False) is not None


def _last(lines: Sequence[str], own: Sequence[int], prose: Sequence[int]) -> int:
    """The last paragraph: the one before a line that closes an article, if most stands before."""
    if not prose:  # short lines, of which some are sentences
        return max((n for n in own if lines[n].endswith(_SENTENCE_ENDS)), default=-1)
    before, total = 0, sum(len(lines[n]) for n in prose)
    last = prose[0]
    for n in own:
        if n > last and before * 3 >= total * 2 and _CLOSES.fullmatch(lines[n]):
            return last
        if n in prose:
            before, last = before + len(lines[n]), n
    return last


def _is_latin(line: str) -> bool:
    """Whether a line is neither Chinese nor a sentence: a headline with a comma, if it is short."""
    return not _HAN.search(line) and not line.endswith(_STOPS)


def _is_prose(line: str) -> bool:
    """Whether a line is of the text: long, with a mark, and of no kind, wherever it stands."""
    return (
        len(line) >= _PROSE_LENGTH
        and any(mark in line for mark in "。，,")
        and not _kind(line, head=True, tail=True)
    )


def _is_short_prose(line: str) -> bool:
    """Whether a line begins the text where all lines are short: a sentence of two clauses."""
    ends = line.endswith(_SENTENCE_ENDS) and any(mark in line for mark in ",;:")
    return ends and not _kind(line, head=True, tail=True)


def _kind(line: str, *, head: bool, tail: bool) -> str | None:
    """The kind of a line before (head) or after (tail) the prose: that of the first rule of the
    table that fits it."""
    if len(line) > _LONGEST:
        return None
    places = {"any": True, "head": head, "tail": tail, "edge": head or tail}
    found = [
        match.lastgroup
        for where, is_there in places.items()
        if is_there and (match := _rules_at(where, "。" in line).fullmatch(line))
    ]
    if found:
        names = (str(name).rsplit("_", 1) for name in found)
        return min(names, key=lambda name: int(name[1]))[0]
    bullet = _BULLET.match(line)
    return _kind(line[bullet.end() :], head=head, tail=tail) if bullet else None


@lru_cache(maxsize=8)
def _rules_at(where: str, sentence: bool) -> re.Pattern[str]:
    """The rules for a place; a line with a full stop can only be of a kind that speaks in
    sentences.

    One pattern with a group for each, named after its kind and its number in the table. Each rule
    is in one such pattern, because it takes long to compile.
    """
    here = (
        (number, rule)
        for number, rule in enumerate(_rules())
        if rule.where == where and (not sentence or rule.kind in _SENTENCES)
    )
    found = "|".join(f"(?P<{rule.kind}_{number}>{rule.pattern})" for number, rule in here)
    return re.compile(found or "(?!)")
