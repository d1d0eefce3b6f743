"""Countries that one character stands for: 俄总统, 美国防部, 以军方."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from ingest.facts.named import Organisation

_MINISTRIES = "国防|外交|财政|内政|商务|司法|教育|卫生|农业|能源|交通|经济|贸易|劳工|国家安全|国土安全|环境|内务|紧急情况"
_OFFICE = (
    "(?:前|原|时任|候任|当选|代|副|新任)*(?:总统|首相|总理|外长|防长|财长|国务卿|国王|王储|议长|参议员|众议员|国会议员|财相|外相|防卫相"
    f"|(?:外交|国防|财政|内政)大臣|(?:{_MINISTRIES})部长|央行行长|最高领袖|驻[一-鿿]{{1,6}}大使)"
    "(?:办公室)?(?:新闻秘书|发言人|特使|国家安全事务助理|助理|高级顾问|顾问|办公室主任|候选人)?"
)
_SPOKEN = "(?:国防部|外交部|财政部|国务院|白宫|军方|总统府|总参谋部)(?:新闻秘书|发言人|副发言人|负责人|官员)"
_BODY = (
    f"(?:{_MINISTRIES})部(?![长队分门级件])|国务院(?!总理)|最高法院|国会|议会(?!大厦)|参议院|众议院|总统府|联邦政府"
    "|央行|国家安全委员会|国家安全局|总参谋部|联邦法院|司法部门|中央司令部"
)
# What may stand before the character, so that it is no part of a word.
_FREE = "(?:^|(?<=[^一-鿿])|(?<=[和与及向对由据经同将为]))"


@lru_cache(maxsize=1)
def letters() -> dict[str, tuple[str, ...]]:
    """Character → the countries that it may stand for."""
    text = files("ingest.facts").joinpath("tables/country_letters.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {letter: tuple(names.split()) for letter, names in rows}


@lru_cache(maxsize=1)
def _before_office() -> re.Pattern[str]:
    return re.compile(f"{_FREE}([{''.join(letters())}])((?:{_OFFICE})|(?:{_SPOKEN}))$")


@lru_cache(maxsize=1)
def _before_body() -> re.Pattern[str]:
    return re.compile(f"{_FREE}([{''.join(letters())}])({_BODY})")


def country(letter: str, text: str) -> str | None:
    """The country that the character stands for: the only one, or the one that the text names."""
    names = letters()[letter]
    if len(names) == 1:
        return names[0]
    named = [name for name in names if name in text]
    return named[0] if len(named) == 1 else (names[0] if not named else None)


def office(text: str, floor: int, at: int) -> tuple[str, str] | None:
    """Role and country of an office that ends at `at`: 俄|总统."""
    match = _before_office().search(text, max(floor, at - 20), at)
    if match is None:
        return None
    name = country(match[1], text)
    return (match[2], name) if name else None


def bodies(text: str) -> Iterator[Organisation]:
    """俄国防部: a body of the state behind the character of its country."""
    for match in _before_body().finditer(text):
        name = country(match[1], text)
        if name:
            yield Organisation(
                match.start(), match.end(), name + match[2], "government", rule="state"
            )
