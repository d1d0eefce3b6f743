"""How people's names look: Chinese, transcribed, Japanese and Korean, anonymised."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from itertools import product

from ingest.facts.phrases import read_table
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
    if text[at + 2 : at + 3] == "地" and _MANNER.match(text, at):
        return True  # 高兴地
    return text[at + 1 : at + 2] in _ASPECTS and "一" <= text[at] <= "鿿"


_ASPECTS = frozenset("了着过")
_MANNER = re.compile("(?!.?[当本各在等内外境产大基])[一-鿿]{2}地(?![区方带位形震点面下铁理球])")


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
_HAN = re.compile("[一-鿿]+")
_DOTTED = re.compile(f"[{_DOTS}]")


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


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(word_classes()["particle"])


@lru_cache(maxsize=1)
def _borne() -> frozenset[str]:
    return frozenset(word_classes()["particle_borne"])


@lru_cache(maxsize=1)
def _rare() -> frozenset[str]:
    return frozenset(word_classes()["rare"])


def _withheld(text: str, at: int) -> int:
    """End of a name that keeps back what follows the surname and 某: 李某, 李某某, 郭某刚."""
    if text[at : at + 1] in _COUNTERS:
        return at + 1
    if _deeds().end(text, at) is not None or _says(text, at):
        return at
    given = "一" <= text[at : at + 1] <= "鿿" and not follows(text, at)
    ends = follows(text, at + 1) or _deeds().end(text, at + 1) is not None
    return at + 1 if given and ends else at


_COUNTERS = frozenset("某甲乙丙丁")


@lru_cache(maxsize=1)
def _soft() -> frozenset[str]:
    return frozenset("".join(word_classes()["given_soft"]))


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
    elif surname in (_particles() if titled else _rare()):
        behind = _firm if titled and surname in _borne() else _strictly
    bad = _given_not()
    one, two = text[given : given + 1], text[given + 1 : given + 2]
    short, long = given + 1, given + 2
    if one == "某":
        return _withheld(text, short)
    if titled and one in _soft() and "一" <= two <= "鿿" and two not in bad and behind is follows:
        # 薛其坤: a character that few given names hold, never before what does not follow a name
        return long if follows(text, long) else None
    if not one or not "一" <= one <= "鿿" or one in bad:
        return None
    if two in _AND and behind is follows and _ends_so(text, at, long):
        return long  # 周忠和|说
    if two in _AND or not (two and "一" <= two <= "鿿" and two not in bad):
        fits = behind(text, short) and text[at : at + 2] not in everyday()
        # 书记高峰说: behind an office a word may be a name that speaks
        told = _speaks(text, short) or _deeds().end(text, short) is not None
        fits = fits or (titled and text[at : at + 2] not in _words() and told)
        return short if fits else None
    if behind is follows and _says(text, short) and text[at : at + 2] not in everyday():
        return short
    if titled and behind is follows and surname not in _rare() and _across(text, short):
        return short  # 乔丹|购买
    if behind(text, long) and (text[at : at + 2] not in everyday() or _firm(text, long)):
        return long
    if titled and behind is follows and text[short] in _namelike() and two not in bad:
        return long  # 姚长|胜: a character that names hold more often than it follows one
    narrow = _strictly if titled and surname in _rare() else behind
    if narrow(text, short) and text[at : at + 2] not in everyday():
        return short
    if titled and text[at : at + 2] not in _words() and _speaks(text, short):
        return short
    if titled and behind is follows and surname not in _rare():
        if text[at : at + 2] in everyday():
            return None
        if _deeds().end(text, short) is not None:
            return short  # 陈辉|颁发
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
    "伸开蹲站坐走跑拿指看望握捧抱背扛穿戴骑推拉打住躺跪喊笑哭唱写读画修建种养卖买送取跟追赶盯擦抹摸翻",
    "了着过在到进出起回上下",
)


@lru_cache(maxsize=1)
def _verbs() -> WordList:
    classes = word_classes()
    listed = (classes[key] for key in ("follow", "speech", "behind", "honour"))
    words = [word for some in listed for word in some if len(word) > 1 and word[0] != "某"]
    return WordList((*words, *map("".join, product(*_DEEDS))))


@lru_cache(maxsize=1)
def _deeds() -> WordList:
    """Verbs and adverbs of two characters and more."""
    table = read_table("context_words.tsv")
    listed = (*table["verb"], *table["adverb"], *table["manner"])
    return WordList(word for word in listed if len(word) > 1)


@lru_cache(maxsize=1)
def _namelike() -> frozenset[str]:
    return frozenset(word_classes()["follow_given"])


def _ends_so(text: str, at: int, end: int) -> bool:
    """Whether 和 or 与 is the last character of a name: nothing that it may join stands behind."""
    closed = _closes(text, end) and not text.startswith("、", end)
    return (closed or _speaks(text, end)) and text[at : at + 2] not in everyday()


def does(text: str, at: int) -> bool:
    """Whether a verb or an adverb of two characters or more begins here."""
    return _says(text, at) or _deeds().end(text, at) is not None


def _across(text: str, at: int) -> bool:
    """Whether a verb of two characters begins here, the second of which might follow a name."""
    return _deeds().end(text, at) == at + 2 and not _closes(text, at + 1)


def _says(text: str, at: int) -> bool:
    """Whether a word of two characters or more that follows names begins here: 介绍, 当天."""
    return _verbs().end(text, at) is not None


@lru_cache(maxsize=1)
def _no_run() -> frozenset[str]:
    return frozenset(word_classes()["no_run"])


def _firm(text: str, at: int) -> bool:
    """Whether more than a single character shows that a name ends here."""
    return _says(text, at) or _strictly(text, at)


def foreign(text: str, at: int, abroad: bool) -> int | None:
    """End of a foreign name behind a foreign office, or None."""
    match = transcribed().match(text, at)
    if match is None or text[at : at + 2] in _no_run():
        return None
    if not abroad and text[at : at + 2] in _words() and not _DOTTED.search(match[0]):
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


def eastern(text: str, at: int, japanese: bool = False) -> int | None:
    """End of a Japanese, Korean or Vietnamese name behind an office: 石破茂, 岸田文雄, 阮富仲."""
    if text[at : at + 1] not in word_classes()["eastern"]:
        return None
    for length in (4, 3, 5, 2) if japanese else (3, 2, 4):
        end = at + length
        piece = text[at:end]
        if not _HAN.fullmatch(piece) or _given_not() & set(piece) or piece in _words():
            continue
        if follows(text, end) and not any(_says(text, cut) for cut in range(at + 2, end - 1)):
            return end
    return None
