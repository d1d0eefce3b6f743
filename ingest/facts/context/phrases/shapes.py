"""Whether a stretch of text has the shape of a noun phrase: a stump is worth less than nothing.

Everything else looks for where a subject is; this asks, before it is stored, whether what was
found can be one. What fails gives way to the next candidate, and in the end to None.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import NAME, NAMES, PLACE, QUANTITY, Token, tokens


@lru_cache(maxsize=1)
def _edges() -> dict[str, list[tuple[list[str], str]]]:
    """The classes of `tables/phrase_edges.tsv`: words, and a pattern of what bars them."""
    text = files("ingest.facts").joinpath("tables/phrase_edges.tsv").read_text("utf-8")
    classes: dict[str, list[tuple[list[str], str]]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            word_class, words, barred, _ = line.split("\t")
            classes.setdefault(word_class, []).append((words.split(), barred))
    return classes


def opening(word_class: str) -> str:
    """A pattern of the words of a class where nothing that bars them stands behind."""
    rows = _edges()[word_class]
    return "|".join(
        f"(?:{'|'.join(words)})" + (f"(?!{barred})" if barred else "") for words, barred in rows
    )


def _ending(word_class: str) -> str:
    """A pattern of the words of a class where nothing that bars them stands before."""
    rows = _edges()[word_class]
    return "|".join(
        (f"(?<!{barred})" if barred else "") + f"(?:{'|'.join(words)})" for words, barred in rows
    )


def _last_of(word_class: str) -> str:
    """The last characters of the words of a class."""
    return "".join(word[-1] for words, _ in _edges()[word_class] for word in words)


_LEADING = late(f"{opening('opens')}|(?:{opening('bare')})$")
"""Opens a predicate or a phrase that is nobody's name."""
_ACTS = late(opening("act"))
"""Opens what is done, if nothing behind says that somebody is described by it."""
_SPAN = "(?<=.)(?:最近|近)?[一两三四五六七八九十半近几](?:个?[周月年日天]|个?季度)"
"""黄金周 | 三天: how long, between the noun phrase and the predicate."""
_MODAL = late(f"(?:{_ending('modal')}|{_SPAN}|(?<=..)才能)$")
"""Ends the noun phrase and belongs to the predicate."""
_TRAILING = late(f"(?:{_ending('stump')})$")
"""Ends before the noun it belongs to, or holds a piece of the predicate."""
_LAST_OF_MODALS = frozenset(_last_of("modal") + "周月年日天度能")
_LAST_OF_STUMPS = frozenset(_last_of("stump"))
"""Last characters of what the two patterns match: few phrases need them."""
_WHEN = late(f"(?:{_ending('when')})$")
_LAST_OF_WHEN = frozenset(_last_of("when"))
_TIME = late(
    "(?:报告期|期内|止|[上首本下]季|(?:第[一二三四五]个)?(?:[春夏秋冬][天季]|假期|暑假|寒假|学期|周末|月份?|季度|年头)|"
    "[一两三几半整]?个?(?:上午|下午|早上?|晚上?|大早|中午|傍晚|凌晨|天|周|星期|辈子)|"
    "[一二两三四五六七八九十]+(?:年|个月)|(?:第.|[次翌当同去今明前近])[年月日天])$"
)
"""Both say when and not what: 警方接报后, 期内."""
_WORD = 2
_NEEDED = late("所(?:需要?|获得?|缺|耗)|含(?=[一-鿿]{2})(?![量金氧水油糖税碳])")
"""所需 | 援助资金: opens a noun phrase, and alone is none."""
_WHILE = late("[一-鿿]{1,6}期间(?=[^的]{2})")
"""假日期间 | 农家乐: opens with what says when."""
_HALF = late(
    "^(?:(?:、?第[一二三四五六七八九十](?:阶段|季度|批次?|轮|期))+|[多数几](?:[名位个家人种项辆起次座所条])"
    "|(?!三星|三一|一汽|五矿|两会)[一二两三四五六七八九十几](?:[名位个家人种项辆]|[^\\d年月级号]$)|"
    "[百千十]?[万亿]元?以[上下]|(?:[本上下]?年度))$"
)
"""A number without its noun (一名) is nobody."""


def noun_phrase(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without adverbs at its end; None where what is left is no noun phrase."""
    found = [token for token in tokens(masked, start, end) if token.word_class != "nominal"]
    begin = _begins(masked, found, start, end)
    if begin is None:
        return None
    start, end = begin, _without_deed(masked, start, end)
    if len(found) == 1 and found[0] == (start, end, "manner"):
        return None  # 无偿 | 献血5万人次
    if _denies(masked, found) and "的" not in masked[start:end]:
        return None
    opened = masked.find("(", start, end)
    if opened > start and masked.find(")", opened, end) < 0:
        end = opened  # 价格指数(PPI: what stands in brackets says the same once more
    before = -1
    while end != before:
        before = end
        if found and found[-1].end == end and found[-1].word_class in ("adverb", "manner"):
            end = found.pop().start
        start, end = trim(masked, start, without_modal(masked, start, end))
    phrase = masked[start:end]
    if any(phrase.count(one) != phrase.count(other) for one, other in ("()", "《》")):
        return None
    if not phrase or phrase[-1] == QUANTITY or _HALF.match(phrase) or _says_when(phrase):
        return None
    if _LEADING.match(phrase) or _is_broken_off(found, end):
        return None
    if "的" not in phrase and _ACTS.match(phrase):
        return None
    if phrase[-1] in _LAST_OF_STUMPS and _TRAILING.search(phrase):
        return None
    return start, end


def _begins(masked: str, found: list[Token], start: int, end: int) -> int | None:
    """Where a noun phrase begins, behind what opens it and says nothing; None where none does."""
    if found and found[0].start == start and found[0].word_class in ("adverb", "connective"):
        if found[0].end - start > 1:
            start = found[0].end  # 其中 | 某某隧道
        elif found[0].word_class == "adverb":
            return None
    blank = masked.rfind(" ", start, end) + 1
    if start < blank < end and min(masked[blank - 2], masked[end - 1]) >= "一":
        start = blank  # 去年旅客数创新高 | 12月中国客: a blank parts the clauses of a headline
    first = next(tokens(masked, start, end), None)
    if first and first.start == start and masked[first.end : first.end + 1].isdigit():
        return None  # 观察 | 5大市场
    needed = _NEEDED.match(masked, start, end)
    start = needed.end() if needed else start
    if found and found[0].start == start and found[0].word_class == "prep":
        start = max(start, masked.rfind("的", start, end) + 1)  # 在福建抓获的 | 嫌疑人
    elif first and first.start == start and masked[first.end : first.end + 1] in (NAME, PLACE):
        start = max(start, masked.rfind("的", start, end) + 1)  # 资助上海等地的 | 学生
    while_ = _WHILE.match(masked, start, end)
    return while_.end() if while_ else start


def _without_deed(masked: str, start: int, end: int) -> int:
    """警方与国家文物局 | 部署: where a phrase ends that what is done stands behind a name in."""
    if end - start <= _WORD or masked[end - _WORD - 1] != NAME or masked[end - 1] in NAMES:
        return end
    deed = next(tokens(masked, end - _WORD, end), None)
    return end - _WORD if deed == (end - _WORD, end, "nominal") else end


def _says_when(phrase: str) -> bool:
    """Whether a phrase only tells when."""
    if phrase[-1] in _LAST_OF_WHEN and _WHEN.search(phrase):
        return True
    return _TIME.match(phrase) is not None


def without_modal(masked: str, start: int, end: int) -> int:
    """Where a noun phrase ends before what belongs to the predicate behind it: 煤矿 | 要."""
    if masked[end - 1 : end] not in _LAST_OF_MODALS:
        return end
    modal = _MODAL.search(masked, start, end)
    return modal.start() if modal else end


def _denies(masked: str, found: list[Token]) -> bool:
    """Whether a predicate is denied inside: 身体状态完全不像 (but 无症状感染者)."""
    return any(t.word_class == "negation" and masked[t.start] != "无" for t in found)


def _is_broken_off(found: list[Token], end: int) -> bool:
    """Whether the last word is a preposition, a connective or a negation."""
    return bool(found) and found[-1].end == end and found[-1].word_class in _OPENERS


_OPENERS = ("prep", "connective", "negation", "joint")
