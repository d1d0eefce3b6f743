"""The fold: one character for one, of width, case and script."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.script import fold, fold_table, simplified_table


def test_fold_keeps_the_length_and_is_its_own_fold() -> None:
    text = "ＡＢＣ１２３　遂寧市購買服務，㎡İ①"
    assert fold(text) == "abc123 遂宁市购买服务,㎡İ1"
    assert fold(fold(text)) == fold(text)


def test_no_character_of_another_width_or_case_is_passed_over() -> None:
    """The table looks at some blocks alone; here every code point is looked at."""
    table, script = fold_table(), simplified_table()
    for code in range(0x41, len(table)):
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char).lower()
        if len(folded) == 1 and ord(folded) not in script and code not in script:
            assert table[code] != code or folded == char, hex(code)


PLAIN = "桥下的水流过三个村子。" * 12


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN + "，ＡＢＣ（１）",
        PLAIN + "".join(map(chr, range(0xFF01, 0xFF5F))),
        "樓臺與橋樑連接兩岸，" * 12,
        PLAIN + "樓臺與橋樑連接兩岸，" * 12,
        PLAIN + "\U0001d400\U0002f800\U00030000\U0010ffff\ud800",
        "①樓",
    ],
    ids=["none", "few", "many", "from the beginning", "later", "other planes", "short"],
)
def test_few_changing_characters_are_rewritten_as_many_are(text: str) -> None:
    assert fold(text) == text.translate(fold_table())


def test_what_the_fold_gives_it_leaves_alone() -> None:
    """Characters are rewritten one after another, so none may become one that is still to come."""
    table = fold_table()
    assert all(table[code] == code for code in set(table))
