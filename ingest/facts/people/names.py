"""How people's names look: Chinese, transcribed, Japanese and Korean, anonymised."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from itertools import product

from ingest.facts.word_lists import WordList


@lru_cache(maxsize=1)
def word_classes() -> dict[str, tuple[str, ...]]:
    """The classes of `tables/people_words.tsv`."""
    text = files("ingest.facts").joinpath("tables/people_words.tsv").read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {key: tuple(words.split()) for key, words in pairs}


@lru_cache(maxsize=1)
def titles() -> WordList:
    """Offices, before what may begin a name."""
    firsts = {name[0] for name in word_classes()["surname"]} | set(word_classes()["translit"][0])
    firsts.update(word_classes()["eastern"])
    no_name = f"[^{''.join(sorted(firsts))}一-鿿]|$"
    return WordList(word_classes()["title"], lambda title: no_name)


@lru_cache(maxsize=1)
def _surnames() -> WordList:
    return WordList(word_classes()["surname"])


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(word_classes()["word"])


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """Words of two characters that begin with a surname: `tables/everyday_words.tsv`."""
    text = files("ingest.facts").joinpath("tables/everyday_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return _words() | {first + second for first, seconds in rows for second in seconds}


@lru_cache(maxsize=1)
def _followers() -> WordList:
    return WordList((*word_classes()["follow"], *word_classes()["speech"]))


def follows(text: str, at: int) -> bool:
    """Whether a name may end here: before punctuation, or before a word that it may govern."""
    if _closes(text, at) or _followers().end(text, at) is not None:
        return True
    return text[at + 1 : at + 2] in _ASPECTS and "一" <= text[at] <= "鿿"


_ASPECTS = frozenset("了着过")


def _closes(text: str, at: int) -> bool:
    """Whether no word can go on here: punctuation, or the end of the text."""
    char = text[at : at + 1]
    return not ("一" <= char <= "鿿" or "a" <= char <= "z")


@lru_cache(maxsize=1)
def _given_not() -> frozenset[str]:
    return frozenset("".join(word_classes()["given_not"]))


@lru_cache(maxsize=1)
def may_transcribe() -> frozenset[str]:
    """The characters of transcribed names, and their dots."""
    return frozenset(
        "".join((*word_classes()["translit"], *word_classes()["translit_inner"], _DOTS))
    )


_DOTS = "·・•-"


@lru_cache(maxsize=1)
def transcribed() -> re.Pattern[str]:
    """A transcribed name with its dots, or a run of characters used in such names."""
    chars = "".join(sorted(set(word_classes()["translit"][0])))
    inner = "".join(word_classes()["translit_inner"])
    # 侯赛因·萨拉米, 安德烈路易斯: never the last character of a name
    char = f"(?:[{chars}]|[{inner}](?=[{chars}·・•]))"
    run = f"[{chars}]{char}{{1,8}}"
    return re.compile(
        f"{char}{{1,8}}(?:[·・•-]{char}{{1,9}})+(?:[一二三四五六七八九十]+世)?|{run}(?:[一二三四五六七八九十]+世)?"
    )


_NEAR = 4000
"""How many characters back an earlier mention of a name is looked for."""
_AND = frozenset("和与")
# What follows a two-character name far more often than it ends a longer one.
_NEXT_WORD = frozenset("和与同在将作也及等向对于被把由从为率任出发开举致访抵赴签")
# Surnames that are mostly particles and verbs, even behind an office.
_PARTICLES = frozenset("和来都由向应时从经以对代化母生问降回续随保展")


@lru_cache(maxsize=1)
def _rare() -> frozenset[str]:
    return frozenset(word_classes()["rare"])


def chinese(text: str, at: int, titled: bool = False) -> int | None:
    """End of a Chinese name that begins at `at`, or None.

    A surname that is an everyday word first, or a beginning that is a word, needs punctuation or
    a verb of saying behind the name; `titled`, behind an office, that holds for particles alone.
    """
    given = _surnames().end(text, at)
    if given is None:
        return None
    surname, behind = text[at:given], follows
    if text[at : at + 2] in _words():
        behind = _speaks
    elif surname in (_PARTICLES if titled else _rare()):
        behind = _strictly
    bad = _given_not()
    one, two = text[given : given + 1], text[given + 1 : given + 2]
    if not one or not "一" <= one <= "鿿" or one in bad:
        return None
    short, long = given + 1, given + 2
    if two in _AND or not (two and "一" <= two <= "鿿" and two not in bad):
        fits = behind(text, short) and text[at : at + 2] not in everyday()
        # 书记高峰说: behind an office a word may be a name that speaks
        fits = fits or (titled and text[at : at + 2] not in _words() and _speaks(text, short))
        return short if fits else None
    if behind is follows and _says(text, short) and text[at : at + 2] not in everyday():
        return short
    if behind(text, long) and (text[at : at + 2] not in everyday() or _firm(text, long)):
        return long
    narrow = _strictly if titled and surname in _rare() else behind
    if narrow(text, short) and text[at : at + 2] not in everyday():
        return short
    if titled and text[at : at + 2] not in _words() and _speaks(text, short):
        return short
    if titled and behind is follows and surname not in _rare():
        if text[at : at + 2] in everyday():
            return None
        # an unknown word behind: four names of five have three characters
        if two in _NEXT_WORD:
            return short
        near = max(at - _NEAR, 0)
        again = text.count(text[at:short], near, at) and not text.count(text[at:long], near, at)
        return short if again else long
    return None


@lru_cache(maxsize=1)
def _speech() -> WordList:
    return WordList(word_classes()["speech"])


def _speaks(text: str, at: int) -> bool:
    """Whether a verb of saying begins here."""
    return _speech().end(text, at) is not None


def _strictly(text: str, at: int) -> bool:
    """Whether punctuation, the end or a verb of saying stands here."""
    return _closes(text, at) or _speaks(text, at)


_DEEDS = (
    "开蹲站坐走跑拿指看望握捧抱背扛穿戴骑推拉打住躺跪喊笑哭唱写读画修建种养卖买送取跟追赶盯擦抹摸翻",
    "了着过在到进出起回上下",
)


@lru_cache(maxsize=1)
def _verbs() -> WordList:
    words = [w for w in (*word_classes()["follow"], *word_classes()["speech"]) if len(w) > 1]
    return WordList((*words, *map("".join, product(*_DEEDS))))


def _says(text: str, at: int) -> bool:
    """Whether a word of two characters or more that follows names begins here: 介绍, 当天."""
    return _verbs().end(text, at) is not None


# Words of characters that transcribe: 总统|特别代表.
_NO_RUN = frozenset(("特别", "特使", "特派", "特约", "特命", "特种", "特大", "特区", "巴西"))


def _firm(text: str, at: int) -> bool:
    """Whether more than a single character shows that a name ends here."""
    return _says(text, at) or _strictly(text, at)


def foreign(text: str, at: int, abroad: bool) -> int | None:
    """End of a foreign name behind a foreign office, or None."""
    match = transcribed().match(text, at)
    if match is None or text[at : at + 2] in _NO_RUN:
        return None
    end = trimmed(text, at, match.end())
    dotted = bool(set("·・•-") & set(match[0]))
    return end if dotted or (abroad and end - at > 1) or follows(text, end) else None


def trimmed(text: str, at: int, end: int) -> int:
    """End of a transcribed name without a word like 当天 or an honour behind it."""
    if end - at > 3 and text[end - 2 : end] in ("博士", "爵士"):
        return end - 2
    for shorter in (end - 1, end - 2):
        if shorter > at + 1 and _says(text, shorter):
            return shorter
    return end


def eastern(text: str, at: int) -> int | None:
    """End of a Japanese, Korean or Vietnamese name behind an office: 石破茂, 岸田文雄, 阮富仲."""
    if text[at : at + 1] not in word_classes()["eastern"]:
        return None
    for end in range(at + 2, at + 5):
        piece = text[at:end]
        if not re.fullmatch("[一-鿿]+", piece) or any(c in _given_not() for c in piece):
            return None
        if follows(text, end) and piece not in _words():
            longer = follows(text, end + 1) and text[end : end + 1] not in _given_not()
            if end - at == 2 and longer and "一" <= text[end] <= "鿿":
                continue
            return end
    return None
