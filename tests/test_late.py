"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from ingest.facts.late import late, matches


def test_is_compiled_when_it_is_first_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    real = re.compile

    def compile_and_note(pattern: str) -> re.Pattern[str]:
        compiled.append(pattern)
        return real(pattern)

    monkeypatch.setattr(re, "compile", compile_and_note)
    pattern = late("[一-鿿]{2}局")
    assert compiled == []
    assert pattern.search("市民政局长") is not None
    assert pattern.fullmatch("民政局") is not None
    assert compiled == ["[一-鿿]{2}局"]


def test_answers_as_a_compiled_one_does() -> None:
    pattern = late("(?P<number>[0-9]+)个")
    text = "有12个站、3个馆。"
    assert [match["number"] for match in pattern.finditer(text)] == ["12", "3"]
    assert pattern.sub("几个", text, 1) == "有几个站、3个馆。"
    assert pattern.match(text, 1, 3) is None
    assert pattern.pattern == "(?P<number>[0-9]+)个"
    with pytest.raises(AttributeError):
        _ = pattern.no_such_method  # type: ignore[attr-defined]


def test_looks_only_where_the_sign_stands() -> None:
    never = late("(")  # cannot be compiled, so it must not be asked
    assert list(matches(never, "没有括号", "(")) == []
    assert [
        match[0] for match in matches(re.compile("《[^》]+》"), "读《河边》和《山上》", "《")
    ] == [
        "《河边》",
        "《山上》",
    ]
