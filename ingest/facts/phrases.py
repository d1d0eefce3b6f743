"""Masked text and its parts: clauses, what links a number to what stands before it, datelines.

In *masked* text, the fold, dates, quantities and names (places, organisations, people, documents,
programmes) are overwritten by one sign each for every character, so that no word is found inside
them and every offset stays true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.words import DATE, NAME, PLACE, QUANTITY, lexicon, read_table
from ingest.model import Fact

_MASKS = {
    **dict.fromkeys(("date", "period"), DATE),
    **dict.fromkeys(("figure", "money", "percent"), QUANTITY),
    **dict.fromkeys(("organisation", "person", "document", "programme"), NAME),
    "place": PLACE,
}


_DIVISION_KINDS = re.compile(
    "\\((?:含|(?:[省市县区旗州镇乡村]|自治[区州县旗]|直辖市|街道|苏木|办事处|农场)"
    "(?:[、,](?:[省市县区旗州镇乡村]|自治[区州县旗]|直辖市|街道|苏木|办事处|农场))*)\\)"
)
"""Parts no phrase: 4A级(含)以上景区, 16个县(市、区)6.8万人."""


def mask(folded: str, facts: Iterable[Fact]) -> str:
    """The fold with each dated, counted or named stretch overwritten; outermost facts win."""
    parts: list[str] = []
    at = 0
    spans = [fact for fact in facts if fact.kind in _MASKS]
    for fact in sorted(spans, key=lambda one: (one.start, -one.end)):
        if fact.start >= at:
            parts.append(folded[at : fact.start])
            parts.append(_MASKS[fact.kind] * (fact.end - fact.start))
            at = fact.end
    parts.append(folded[at:])
    masked = "".join(parts)
    return (
        _DIVISION_KINDS.sub(lambda aside: "·" * len(aside.group()), masked)
        if ")" in masked
        else masked
    )


CLAUSE_END = re.compile(r"[,;:。!?…\n]|——")


def clause_spans(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the clauses of a sentence, without their marks."""
    at = start
    for match in CLAUSE_END.finditer(masked, start, end):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < end:
        yield at, end


def headline_parts(masked: str, clause: tuple[int, int]) -> list[tuple[int, int]]:
    """Where a headline begins anew with a number: 法院审结诈骗案 | 11名被告人获刑."""
    parts, at = [], clause[0]
    for match in _HEADLINE_GAP.finditer(masked, *clause):
        if min(match.start() - at, clause[1] - match.end()) >= _LEAST:
            parts.append((at, match.start()))
            at = match.end()
    return [*parts, (at, clause[1])]


_HEADLINE_GAP = re.compile(f"(?<=[^\\x00-\\x7f])[ \u3000]+(?={QUANTITY}+(?![后前内以至起])[一-鿿])")
_LEAST = 4
"""Characters that a part of a headline has at least."""
JOINTS = "、和及与或"
MEMBERS = late(
    "、|以及|(?<![普涉埃顾波触危惠])及(?!以[上下])|(?<![总饱平温缓调中共柔随])和|(?<![参给赠])与"
)
"""What parts the members of a list; 普及率, 总和 are words."""
SIGNS = "/“”‘’「」『』\"'()[]【】《》、·—- \u3000\t"


_MARKS = frozenset(SIGNS)


def trim(masked: str, start: int, end: int) -> tuple[int, int]:
    """The span without the marks at its ends."""
    while start < end and masked[start] in _MARKS:
        start += 1
    while start < end and masked[end - 1] in _MARKS:
        end -= 1
    return start, end


_PLAIN_MOVE = 2
"""How long words of movement are that 到 or 至 can follow: 激增 | 到."""


@lru_cache(maxsize=1)
def _cues() -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """Words that link a measure with its number, with class; their lengths by last character."""
    table = read_table("measure_words.tsv")
    cues = dict.fromkeys(table["reach"], "reach") | dict.fromkeys(table["move"], "move")
    plain = [word for word in table["move"] if len(word) == _PLAIN_MOVE]
    cues |= {word + to: "move" for word in plain for to in "到至了为" if word[-1] not in "到至了为"}
    return cues, lengths_by_end(cues)


def lengths_by_end(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each last character the lengths of the words that end in it, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[-1], set()).add(len(word))
    return {char: tuple(sorted(some, reverse=True)) for char, some in lengths.items()}


# What looks like a cue at the end of a noun and is none: 所在, 共同富裕的 ... needs a compound.
_IS = tuple("为是由从达到约")
_PERIOD_SIGNS = DATE + SIGNS.replace(")", "").replace("”", "").replace("」", "")


def strip_cues(masked: str, start: int, end: int) -> tuple[int, str | None]:
    """Where the phrase before a number ends, and the nearest word of movement that was stripped.

    Strips linking words, approximations, dates and comparisons from the right end of
    `masked[start:end]`.
    """
    cues, lengths = _cues()
    moved: str | None = None
    whole = end
    while end > start:
        if masked[end - 1] in _PERIOD_SIGNS:
            end -= 1
            continue
        for length in lengths.get(masked[end - 1], ()):
            word = masked[end - length : end]
            if (
                length <= end - start
                and word in cues
                and (end < whole or word != "会")  # 现场会4次, but 会有4次
                and (word != "比" or masked[end : end + 1] not in _IS)  # 收入比 | 为2.5
                and not _inside_compound(masked, start, end - length, end)
            ):
                if cues[word] == "move":
                    moved = moved or word
                end -= length
                break
        else:
            return end, moved
    return end, moved


_BANKS = ("分行", "支行", "总行", "银行", "央行", "商行", "农行", "建行", "工行", "中行", "交行")
"""Before 为, which is no 行为 there."""
_RESULTS = frozenset("出起")
"""Cues that are part of the verb before them where that has one character."""
_WHOLE_WORDS = frozenset(("shield", "nominal", "verb", "adverb", "prep", "say"))


def _inside_compound(masked: str, start: int, cue_start: int, end: int) -> bool:
    """Whether a one-character cue is the end of a listed compound (所有, 行为)."""
    if end - cue_start > 1:
        return False
    known = lexicon(True)
    if masked[end - 1] == "为" and masked[max(start, end - 3) : end - 1] in _BANKS:
        return False  # 海外分行 | 为5亿元
    if (
        masked[end - 1] in _RESULTS
        and masked[end - 2 : end - 1] in known.singles
        and end - 2 >= start
    ):
        return True  # 派出, 救起
    classes = known.classes
    heads = read_table("measure_words.tsv")["head"]
    if any(masked[max(start, cue_start - length) : cue_start] in heads for length in (2, 3, 4)):
        return False
    return any(
        classes.get(masked[end - length : end]) in _WHOLE_WORDS
        and masked[end - length : end] not in _cues()[0]
        for length in (2, 3, 4)
        if end - length >= start
    )


@lru_cache(maxsize=1)
def _movement() -> re.Pattern[str]:
    words = sorted(word for word in read_table("measure_words.tsv")["move"] if len(word) > 1)
    return re.compile("|".join(words))


@lru_cache(maxsize=1)
def _longest_move() -> int:
    return max(map(len, _movement().pattern.split("|")))


def moves_at(masked: str, at: int) -> bool:
    """Whether a word of movement begins here: 3.24亿元 | 下降33.6%."""
    return _movement().match(masked, at) is not None


def first_movement(masked: str, start: int, end: int) -> int:
    """Offset of the first word of movement that begins in the span; `end` if none does."""
    # Not to the end of the text: as far as a word can reach that begins in the span.
    match = _movement().search(masked, start, end + _longest_move()) if start < end else None
    return match.start() if match and match.start() < end else end


_ASIDE = r"\([^()\n]{0,40}\)"
_DATELINE = re.compile(
    rf"[^,。\n]{{0,24}}?{DATE}+[电讯](?=[\s:(]|记者)(?:[\s:]|{_ASIDE})*"
    rf"|[^,。\n]{{0,12}}[电讯]{_ASIDE}"
    rf"|{NAME}+(?:{PLACE}|{NAME})*电\s"
    rf"|[\[【〔(](?:{NAME}+)?记者[^,。\n]{{1,20}}(?:报[道导]|电|讯)[\]】〕)]"
    r"|[\[【〔](?:[一-鿿]{1,4})?(?:讯|电|专|专讯|专电)[\]】〕]"
)


_ENUMERATED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、(?![一二三四]线)|\([一二三四五六七八九十]{1,3}\)、?)"
)


def dateline_end(masked: str, start: int, end: int) -> int:
    """End of the dateline (本报遵义11月4日电 …) or number (一、) that a sentence begins with."""
    match = _DATELINE.match(masked, start, end)
    if match is None:
        match = _ENUMERATED.match(masked, start, end)
    return match.end() if match else start
