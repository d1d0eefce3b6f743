"""Names of people abroad: transcribed ones, and those of Japan, Korea and Vietnam."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.people.dots import ALL, MIDDLE
from ingest.facts.people.endings import closes, follows, says, strictly
from ingest.facts.people.words import given_not, is_word, of, word_classes


@lru_cache(maxsize=1)
def may_transcribe() -> frozenset[str]:
    """The characters of transcribed names, and their dots."""
    return frozenset("".join((*word_classes()["translit"], *word_classes()["translit_inner"], ALL)))


_HAN = late("[一-鿿]+")
_DOTTED = late(f"[{ALL}]")


@lru_cache(maxsize=1)
def transcribed() -> re.Pattern[str]:
    """A transcribed name with its dots, or a run of characters used in such names."""
    chars = "".join(sorted(set(word_classes()["translit"][0])))
    inner = "".join(word_classes()["translit_inner"])
    # 侯赛因·萨拉米, 安德烈路易斯: never the last character of a name
    char = (
        f"(?:[{chars}]|[{inner}](?=[{chars}{MIDDLE}])|明(?=称|说|表示|指出|的|、)|各(?=布)"
        "|多(?<=[纳尔卡瓦里亚]多)(?![个种名年次家位少数方项样元类人]))"
    )
    run = f"[{chars}]{char}{{1,8}}"
    return re.compile(
        f"{char}{{1,8}}(?:[{MIDDLE}-]{char}{{1,9}})+(?:[一二三四五六七八九十]+世)?|{run}(?:[一二三四五六七八九十]+世)?"
    )


def foreign(text: str, at: int, abroad: bool) -> int | None:
    """End of a foreign name behind a foreign office, or None."""
    match = transcribed().match(text, at)
    if match is None or text[at : at + 2] in of("no_run"):
        return None
    if not abroad and text[at : at + 2] in of("word") and not _DOTTED.search(match[0]):
        return None
    end = trimmed(text, at, match.end())
    dotted = bool(set(ALL) & set(match[0]))
    if not dotted and end - at == 2 and is_word(text[at:end]) and not strictly(text, end):
        return None  # 领导人|热烈祝贺
    return end if dotted or (abroad and end - at > 1) or follows(text, end) else None


def trimmed(text: str, at: int, end: int) -> int:
    """End of a transcribed name without a word like 当天 or an honour behind it."""
    if end - at > 3 and text[end - 2 : end] in ("博士", "爵士"):
        return end - 2
    return next((shorter for shorter in range(at + 2, end) if says(text, shorter)), end)


WITH_HE = re.compile("[一-鿿]{2}和(?:[男彦也树弘久雄]|夫(?!人)|美(?![国、方军]))")
"""植田和男: 和 is no conjunction in these given names."""
_TAKES = ("担任", "出任", "就任", "兼任", "接任")


def eastern(text: str, at: int, japanese: bool = False) -> int | None:
    """End of a Japanese, Korean or Vietnamese name behind an office: 石破茂, 岸田文雄, 阮富仲."""
    if japanese and WITH_HE.match(text, at):
        return at + 4
    if text[at : at + 1] not in word_classes()["eastern"]:
        return None
    behind = (*_TAKES, "教授", "先生", "女士", "博士")
    takes = (n for n in (2, 3, 4, 5) if japanese and text.startswith(behind, at + n))
    for length in (*takes, 4, 3, 5, 2) if japanese else (3, 2, 4):
        end = at + length
        piece = text[at:end]
        whole = length == 4 and closes(text, end) and not is_word(piece[:2])  # 高市早苗
        sure = japanese and (whole or text.startswith(_TAKES, end))
        odd = bool(given_not() & set(piece)) and not sure
        if not _HAN.fullmatch(piece) or odd or piece in of("word"):
            continue
        if follows(text, end) and not any(says(text, cut) for cut in range(at + 2, end - 1)):
            return end
    return None
