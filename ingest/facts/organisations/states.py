"""Countries that one character stands for: 俄总统, 美国防部, 以军方."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from ingest.facts.named import Organisation
from ingest.facts.organisations.patterns import any_of

# What may stand before the character, so that it is no part of a word; written behind it, so that
# the search jumps from one of these characters to the next.
_FREE = "(?:(?<![一-鿿0-9].)|(?<=[和与及向对由据经同将为].))"


def _rows(name: str) -> dict[str, tuple[str, ...]]:
    text = files("ingest.facts").joinpath(f"tables/{name}.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {key: tuple(words.split()) for key, words in rows}


@lru_cache(maxsize=1)
def letters() -> dict[str, tuple[str, ...]]:
    """Character → the countries that it may stand for."""
    return _rows("country_letters")


@lru_cache(maxsize=1)
def _parts() -> tuple[str, dict[str, str]]:
    """The characters as a class, and the words of each class as a pattern."""
    words = {key: f"(?:{any_of(row)})" for key, row in _rows("state_words").items()}
    return f"([{''.join(letters())}]){_FREE}", words


@lru_cache(maxsize=1)
def _before_office() -> re.Pattern[str]:
    letter, of = _parts()
    head = f"(?:{of['office']}|{of['ministry']}部长|驻[一-鿿]{{1,6}}大使)"
    office = f"{of['rank']}*{head}(?:办公室)?{of['staff']}?"
    return re.compile(f"{letter}({office}|{of['spoken']}{of['speaker']})$")


@lru_cache(maxsize=1)
def _before_body() -> re.Pattern[str]:
    letter, of = _parts()
    return re.compile(f"{letter}({of['ministry']}部(?![长队分门级件])|{of['body']}(?![大总员]))")


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
