"""The fold: one character for one, of width, case and script."""

from __future__ import annotations

import unicodedata

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
