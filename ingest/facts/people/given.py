"""Whether characters may be a given name: by what given names hold, and by how much oftener they
hold it than news does."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from ingest.facts.people.words import given_not, is_word, of, word_classes
from ingest.script import fold

_UNKNOWN = -2
"""The score of a character that the table leaves out."""


@lru_cache(maxsize=1)
def _scores() -> dict[str, dict[str, int]]:
    """The scores of `tables/given_names.tsv` by place and character."""
    text = fold(files("ingest.facts").joinpath("tables/given_names.tsv").read_text("utf-8"))
    scores: dict[str, dict[str, int]] = {}
    for line in text.splitlines():
        if line[0] != "#":
            place, score, characters = line.split("\t")
            scores.setdefault(place, {}).update(dict.fromkeys(characters, int(score)))
    return scores


@lru_cache(maxsize=512)
def likelihood(name: str) -> int:
    """How much likelier the characters behind a surname are a given name than any others: above 0
    rather one, below rather none."""
    scores = _scores()
    given = name[2:] if len(name) > 2 and name[:2] in of("surname") else name[1:]
    if len(given) == 1:
        return scores["only"].get(given, _UNKNOWN)
    return scores["first"].get(given[:1], _UNKNOWN) + scores["last"].get(given[1:], _UNKNOWN)


@lru_cache(maxsize=1)
def given_firsts() -> frozenset[str]:
    """Characters that a likely given name may begin with."""
    scores = _scores()
    return frozenset(
        char for place in ("first", "only") for char, n in scores[place].items() if n >= 0
    )


@lru_cache(maxsize=1)
def given_last() -> frozenset[str]:
    """Characters that given names of two often end in, and other words seldom."""
    return frozenset("".join(word_classes()["given_last"]))


_NEVER_ODD = frozenset("的了着过吗呢吧们个这那些么哪谁是在和与被把将及或等也都就又还很并且但")


def rare_given(name: str) -> bool:
    """Whether three characters may be a name although few given names hold one of them, as
    郑庆委 and 高从堦: none of them a particle, no two of them a word."""
    odd = set(name[1:]) & _NEVER_ODD
    return not odd and name[-1] not in "长员" and not is_word(name[:2]) and not is_word(name[1:])


def ends_given(name: str) -> bool:
    """Whether three characters that begin like a word end as names do: 毛利|文, 张家|胜."""
    if len(name) < 3 or is_word(name):
        return False
    return name[2] in given_last() or (name[1] == "家" and likelihood(name) >= _LIKELY)


_LIKELY = 2
"""From this likelihood on a name that begins like a family or its village is believed."""


def may_be(name: str) -> bool:
    """Whether two or three characters may be a name where one has to stand: 王科, 程权."""
    plain = 2 <= len(name) <= 3 and name[0] in of("surname") and name[0] not in of("particle")
    plain = plain and name[1:] not in of("qualifier")
    return plain and not is_word(name) and (len(name) == 2 or rare_given(name))


@lru_cache(maxsize=512)
def unlisted(name: str) -> bool:
    """Whether two or three characters may be a name, where only a name can stand, although no list
    has its surname: 帖军, 逯阳."""
    if not 2 <= len(name) <= 3 or not all("一" <= char <= "鿿" for char in name):
        return False
    if name[-1] == "地":
        return False  # 欣慰地|说
    words = is_word(name) or is_word(name[:2]) or is_word(name[1:]) or name in of("title")
    return not words and given_not().isdisjoint(name) and _NEVER_ODD.isdisjoint(name)
