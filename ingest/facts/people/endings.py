"""Where a name may end: what stands behind it."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from ingest.facts.late import late
from ingest.facts.people.words import offices, word_classes
from ingest.facts.word_lists import WordList
from ingest.facts.words import lexicon, read_table


@lru_cache(maxsize=1)
def _followers() -> WordList:
    classes = word_classes()
    return WordList((*classes["follow"], *classes["speech"], *offices()["office_behind"]))


def follows(text: str, at: int) -> bool:
    """Whether a name may end here: before punctuation, or before a word that it may govern."""
    if closes(text, at) or _followers().end(text, at) is not None:
        return True
    if text[at : at + 1] == "昨" or text.startswith("今(", at):
        return True  # 陈某某|今(3)日, 沈某某|昨也
    if text[at + 2 : at + 3] == "地" and _MANNER.match(text, at):
        return True  # 高兴地
    if "地" in text[at + 3 : at + 5] and _LONG_MANNER.match(text, at):
        return True  # 斩钉截铁地
    return text[at + 1 : at + 2] in _ASPECTS and "一" <= text[at] <= "鿿"


_ASPECTS = frozenset("了着过")
# 斩钉截铁地说, 乐呵呵地说; 国|乐呵呵地 begins with the end of a name
_LONG_MANNER = late(
    r"(?:[一-鿿][^很更颇一]([一-鿿])(?!\1)[一-鿿]|[一-鿿]([一-鿿])\2)地[一-鿿]{1,4}[,:。]"
)
_MANNER = late("(?!.?[当本各在等内外境产大基特])[一-鿿]{2}地(?![区方带位形震点面下铁理球])")


def closes(text: str, at: int) -> bool:
    """Whether no word can go on here: punctuation, or the end of the text."""
    char = text[at : at + 1]
    return not ("一" <= char <= "鿿" or "a" <= char <= "z")


@lru_cache(maxsize=1)
def _speech() -> WordList:
    return WordList(word_classes()["speech"])


def speaks(text: str, at: int) -> bool:
    """Whether a verb of saying begins here."""
    return _speech().end(text, at) is not None


_BESIDE = ("和队友", "和同事", "和战友", "和同伴")


def strictly(text: str, at: int) -> bool:
    """Whether punctuation, the end, a verb of saying or whoever was with him stands here."""
    return closes(text, at) or speaks(text, at) or text.startswith(_BESIDE, at)


_DEEDS = (
    "靠趴倚抢赢爬冲扑挤钻发寄递伸开蹲站坐走跑拿指看望握捧抱背扛穿戴骑推拉打住躺跪喊笑哭唱写读画修建种养卖买送取跟追赶盯擦抹摸翻",
    "了着过在到进出起回上下来",
)
_RESTS = frozenset("靠趴倚挤钻蹲站坐走跑躺跪守扑")
"""Of these what somebody does in a place: 王强|站在门口, but 李树建|在会上."""


@lru_cache(maxsize=1)
def _verbs() -> WordList:
    classes = word_classes()
    listed = (classes[key] for key in ("follow", "speech", "behind", "honour"))
    words = [word for some in listed for word in some if len(word) > 1 and word[0] != "某"]
    deeds = ("".join(deed) for deed in product(*_DEEDS) if deed[1] != "在" or deed[0] in _RESTS)
    return WordList((*words, *offices()["office_behind"], *deeds))


@lru_cache(maxsize=1)
def deeds() -> WordList:
    """Verbs and adverbs of two characters and more."""
    table = read_table("context_words.tsv")
    listed = (*table["verb"], *table["adverb"], *table["manner"])
    return WordList(word for word in listed if len(word) > 1)


def does(text: str, at: int) -> bool:
    """Whether a verb or an adverb of two characters or more begins here."""
    return says(text, at) or deeds().end(text, at) is not None


def acts(text: str, at: int) -> bool:
    """Whether a verb of two characters that the dictionary has begins here: 演奏, 上门."""
    return lexicon(True).classes.get(text[at : at + 2]) == "verb"


def across(text: str, at: int) -> bool:
    """Whether a verb of two characters begins here, the second of which might follow a name."""
    return deeds().end(text, at) == at + 2 and not closes(text, at + 1)


_CRIME = late("犯[一-鿿]{2,16}罪")
_OUT = ("出席", "出任", "出访", "出庭", "出资")
"""Words that are no end of a verb: 胡海建|出席, no 建出."""


def says(text: str, at: int) -> bool:
    """Whether a word of two characters or more that follows names begins here: 介绍, 当天."""
    if text[at : at + 1] == "犯" and _CRIME.match(text, at):
        return True
    end = _verbs().end(text, at)
    return end is not None and not (end == at + 2 and text.startswith(_OUT, at + 1))


def firm(text: str, at: int) -> bool:
    """Whether more than a single character shows that a name ends here."""
    return says(text, at) or strictly(text, at)
