"""The names behind the first in a row: 市委书记王刚、李明, 潘京生/温宇凯."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.facts.named import Person
from ingest.facts.people.beside import looks, of_pair
from ingest.facts.people.endings import does
from ingest.facts.people.given import unlisted
from ingest.facts.people.names import chinese
from ingest.facts.people.words import is_word, of, titles
from ingest.facts.word_lists import EndingList


def listed(text: str, people: Iterable[Person]) -> Iterator[Person]:
    """The names after the first in 市委书记王刚、李明: they share its office."""
    read: set[tuple[object, ...]] = set()
    for person in people:
        at = person.end
        known = person.rule in ("role", "known", "member")
        row = 1
        while text[at : at + 1] in ("、", "和", "与", "及", "/"):
            # Each name of a row may have been found by itself; the rest of it is read once.
            state = at, known, person.role, person.organisation, person.foreign, person.behind
            if state in read:
                break
            read.add(state)
            peer = _is_peer(person.role) or person.role is None
            end = chinese(text, at + 1, titled=peer)
            if end is None and known:
                end = _last_of_row(text, at + 1) or _odd_of_row(text, at + 1, row)
                sure = row > 2 or text[at + 1 : at + 2] in of("surname")
                end = end or (_odd_peer(text, at + 1) if peer and sure else None)
            pair = text[at] == "/"  # 潘京生/|温宇凯
            if pair:
                ends = (b for b in (at + 4, at + 3) if b <= len(text))
                end = next((b for b in ends if of_pair(text[at + 1 : b])), None)
            if (
                end is None
                or _begins_office(text, at + 1)
                or end - at > 4 + (text[at + 1 : at + 3] in of("surname"))
                or (text[end - 1] in _PLACES and titles().end(text, end) is not None)
                or not (known or pair or _of_row(text, at + 1, end, row))
                or (text[at] in "和与及" and not _closed(text, at + 1, end))
                or text[end : end + 1] in _LANDS
                or text.startswith(_HEADS, end)
            ):
                break
            if text.startswith(_KIN, end) or (text[at] in "和与及" and not _is_peer(person.role)):
                # 主席王沪宁和某某: what only one can be is not shared
                person = person._replace(role=None, organisation=None)
            if own := _own_office(text, end):
                person = person._replace(role=own, organisation=None)
            rule = "list" if known or pair else "heading"
            yield person._replace(start=at + 1, end=end, name=text[at + 1 : end], rule=rule)
            at, row = end, row + 1


def _own_office(text: str, at: int) -> str | None:
    """The office behind a name that is its own, not that of the row: 院长王伟、李红|教授."""
    end = titles().end(text, at)
    if end is None or text[at:end] not in of("behind"):
        return None
    return text[at:end] if text[end : end + 1] in _OFFICE_ENDS or does(text, end) else None


_OFFICE_ENDS = (*"、，,。；;和与及等(",)


@lru_cache(maxsize=1)
def _peers() -> EndingList:
    return EndingList(of("peer"))


def _is_peer(role: str | None) -> bool:
    """Whether several people can be so together: 巡逻民警."""
    return bool(role) and _peers().start(role or "", 0, len(role or "")) is not None


def _of_row(text: str, start: int, end: int, row: int) -> bool:
    """Whether a name goes on with a row: of two characters only behind two others."""
    name = text[start:end]
    short = row > 1 and text[end : end + 1] in "、等" and not is_word(name)
    return (end - start == 3 or short) and looks(name)


_HEADS = ("市长", "县长", "区长", "镇长", "乡长", "报导", "报道", " 报导", " 报道", "专访", "特稿")
"""Behind what is a place and nobody: 李明、|滨河|市长, 记者李明/|云林|报导."""
_TAKES_PART = ("参加", "出席", "陪同")
_LANDS = ("镇", "乡", "村", "县", "街")
_PLACES = frozenset("里村镇乡区县")
"""Last characters of a place whose officer stands behind it: 里干事某某、|阳明里|干事某某."""
_KIN = ("家人", "夫人", "之子", "之女", "父子", "母女", "团队", "家属", "一家")
"""Behind these nobody's office goes on: 前副总统李某、|徐某|家人."""


def _odd_of_row(text: str, at: int, row: int) -> int | None:
    """End of a name whose surname no list has, between two others or as the last of a long row:
    副市长某某、|首建中|、雷晓达."""
    end = at + 3
    last = text.startswith("等人", end) or (row > 2 and text.startswith(_TAKES_PART, end))
    if last and unlisted(text[at:end]):
        return end
    after = text[end + 1 : end + 4]
    between = text[end : end + 1] == "、" and unlisted(text[at:end])
    return end if between and (looks(after, rare=True) or looks(after[:2], rare=True)) else None


def _begins_office(text: str, at: int) -> bool:
    """Whether an office before a name stands where a name might: 董事长王先玉、|董秘|王颖超."""
    end = titles().end(text, at)
    return end is not None and text[end : end + 1] in of("surname") and looks(text[end : end + 3])


def _odd_peer(text: str, at: int) -> int | None:
    """End of a name in a long row of peers whose surname no list has or whose given name is a word,
    before a name that is none of these: 孔祥群、|买万国|、霍晓丽."""
    ends = (end for end in (at + 3, at + 2) if text[end : end + 1] == "、")
    end = next(ends, None)
    if end is None or is_word(text[at:end]) or is_word(text[at : at + 2]):
        return None
    after = text[end + 1 : end + 4]
    return end if looks(after, rare=True) or looks(after[:2], rare=True) else None


def _begins_word(text: str, at: int) -> bool:
    """Whether a word of two characters begins here, and none with the character before."""
    return is_word(text[at : at + 2]) and not is_word(text[at - 1 : at + 1])


def _last_of_row(text: str, at: int) -> int | None:
    """End of a name that begins like a word and is closed as the last of a row is: 任晓明|等."""
    end = chinese(text, at, titled=True)
    if end is None or is_word(text[at:end]):
        return None
    closed = end == at + 3 and (text[end : end + 1] in "等、，,。" or _begins_word(text, end))
    return end if closed or (end == at + 2 and does(text, end)) else None


def _closed(text: str, start: int, end: int) -> bool:
    """Whether a name behind 和 is a long one, or ends where a clause ends."""
    return end - start > 2 or not "一" <= text[end : end + 1] <= "鿿"
