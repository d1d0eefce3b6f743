"""Folding and tokens: the phrase of a string matches exactly where the string occurs."""

from __future__ import annotations

import sqlite3

import pytest
from search_articles import ARTICLES

from db.search.tokens import folded, phrase, tokens
from ingest.script import fold, fold_table, simplified_table

TOKENS = [
    ("遂宁增1.78亿", "＊＊ 遂宁 宁增 增 1 ． 78 8 亿"),
    ("遂寧", "＊＊ 遂宁 宁"),
    ("３Ａ級", "＊＊ 3a a 级"),
    ("a b", "＊＊ a \u3000 b"),
    ("“改革”。", "＊＊ “ 改革 革 ” 。"),
    ('"\x00', "＊＊ ＂ \u3000"),
    ("𠮷野", "＊＊ 𠮷野 野"),
    ("", "＊＊"),
]
PHRASES = [
    ("民", '"民" *'),
    ("民政", '"民政"'),
    ("民政局", '"民政 政局"'),
    ("1.78亿元", '"1 ． 78 8 亿元"'),
    ("3A", '"3a"'),
    ("A", '"a" *'),
    ("A级", '"a 级" *'),
    ("%", '"％"'),
    ('"', '"＂"'),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(text: str, expected: str) -> None:
    assert tokens(text) == expected


def test_no_tokens_of_nothing() -> None:
    assert tokens(None) is None


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_phrase(text: str, expected: str) -> None:
    assert phrase(text) == expected


def test_a_phrase_matches_where_the_string_occurs_and_nowhere_else() -> None:
    """Every string of 1, 2, 3 and 6 characters of every article, against `in`."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize='ascii')")
    texts = [article["body"] for article in ARTICLES]
    connection.executemany("INSERT INTO t VALUES (?)", [[tokens(text)] for text in texts])
    for length in (1, 2, 3, 6):
        for string in {text[at : at + length] for text in texts for at in range(len(text))}:
            rows = connection.execute("SELECT rowid FROM t WHERE t MATCH ?", [phrase(string)])
            found = [row[0] - 1 for row in rows]
            there = [n for n, text in enumerate(texts) if folded(string) in folded(text)]
            assert found == there, string
    connection.close()


def test_the_fold_keeps_the_length_of_every_character() -> None:
    for code in range(0x33000):
        assert len(folded(chr(code))) == 1


def test_folding_twice_changes_nothing() -> None:
    text = "".join(map(chr, range(0x33000)))
    assert fold(fold(text)) == fold(text)
    assert folded(folded(text)) == folded(text)


def test_what_is_beyond_the_table_stays() -> None:
    assert fold("\U0010ffff") == "\U0010ffff"
    assert len(fold_table()) == 0x32400


@pytest.mark.parametrize(
    "same",
    [
        "發髮发",
        "乾幹干",
        "后後",
        "里裡裏",
        "着著",
        "你妳",
        "衛衞卫",
        "餘馀余",
        "鐘鍾锺钟",
        "敘敍叙",
        "線缐线",
        "ＡAａa",
    ],
)
def test_forms_of_one_character_fold_to_one(same: str) -> None:
    assert len(set(fold(same))) == 1


@pytest.mark.parametrize("pair", ["吉𠮷", "己已", "未末", "台合", '“"', "。."])
def test_different_characters_stay_different(pair: str) -> None:
    assert len(set(fold(pair))) == 2


def test_both_scripts_fold_to_one() -> None:
    for traditional, simplified in simplified_table().items():
        assert fold(chr(traditional)) == fold(simplified)
