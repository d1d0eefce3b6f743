"""Phrases that name nobody, and those that only tell what is done."""

from __future__ import annotations

from functools import lru_cache

from ingest.facts.words import read_table, tokens
from ingest.script import fold

_LISTED = read_table("context_words.tsv")["nobody"]
_LONGEST_REPORTER = 6
_MANY = frozenset("百千万")
_TIMES = ("时期", "高峰期", "旺季", "淡季", "年代", "最盛时", "全盛时", "赛季", "高峰", "高峰时段")
_LONGEST_TIME = 6
_LEFT_OUT = ("距离", "去除", "剔除", "扣除", "除去", "不含", "不包括")
_SUFFIXES = frozenset("性化式型率量额度者员费期")
"""Make a noun of the verb before them."""


def is_nobody(folded: str) -> bool:
    """Whether a phrase may open a clause and is never what a number is about."""
    if folded[:1] == "每" and folded[1:2] in _MANY and len(folded) <= _LONGEST_REPORTER:
        return True  # 每千人口 | 拥有医师3.1人
    if folded.startswith(_LEFT_OUT):
        return True  # 去除生鲜食品的 | 核心消费价格指数
    if is_time(folded):
        return True
    return folded in _LISTED or (folded.endswith("记者") and len(folded) <= _LONGEST_REPORTER)


def is_time(folded: str) -> bool:
    """Whether a phrase only tells when: 鼎盛时期 | 有职工6800人."""
    return folded.endswith(_TIMES) and len(folded) <= _LONGEST_TIME


@lru_cache(maxsize=512)
def without_action(noun: str) -> str:
    """改造城镇老旧小区 → 城镇老旧小区: what is done to a thing is no part of it."""
    first = next(tokens(fold(noun), 0, len(noun)), None)
    if first is None or first.start or first.word_class != "nominal":
        return noun
    if fold(noun[first.end : first.end + 1]) in _SUFFIXES:
        return noun  # 活动性肺结核
    return noun[first.end :] if len(noun) - first.end > 3 else noun


def is_deed(folded: str) -> bool:
    """Whether a phrase only says what is done: 出货."""
    at = 0
    for token in tokens(folded, 0, len(folded)):
        if token.start != at or token.word_class not in ("verb", "nominal"):
            return False
        at = token.end
    return at == len(folded)


@lru_cache(maxsize=512)
def is_action(folded: str) -> bool:
    """Whether a phrase only tells what is done, and how: 成功, 先后成功."""
    at = 0
    for token in tokens(folded, 0, len(folded)):
        if token.start != at or token.word_class == "nominal":
            return False
        at = token.end
    return at == len(folded) > 0
