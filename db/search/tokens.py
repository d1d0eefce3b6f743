"""Text as the tokens of the full-text index, chosen so that a phrase of them means "contains".

Every character of the folded text has one token, in its place: together with the next
character where both are Han characters or both are ASCII letters and digits, else alone.
遂宁增1.78亿 gives 遂宁 宁增 增 1 ． 78 8 亿. A string then occurs in a text exactly where the
phrase of its tokens does; only its last character may need a prefix search, when it could be
followed by another of its class. The built-in tokenizer `ascii` splits the tokens again, so a
plain sqlite3 shell can read the index; it would drop ASCII punctuation and blanks, which are
therefore written full-width: folding leaves none of those, so they cannot be confused.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from itertools import islice
from operator import add

from ingest.script import CODEC, Rewriting, fold_table

TOKENS_VERSION = "2"
"""Changes whenever `tokens` may give another answer."""
TOKENIZER = "ascii"
EVERY = "＊＊"
"""The first token of every text, so that a search without words can match all rows.

No string has it for a token, and none is the beginning of it: prefixes are sought of letters,
digits and Han characters only.
"""

# Fixed ranges and not \w: what Python calls a letter changes from version to version.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(rf"[{HAN}]+|[0-9a-z]+|.", re.DOTALL)
_GAP = "\0"
"""No folded text has it: controls are blanks there."""
_NO_TOKEN = re.compile(f" {_GAP}.", re.DOTALL)
_PAIRED = re.compile(rf"[0-9a-z{HAN}]")


_BLANKS = (
    *range(0x21), 0x7F, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B),
    0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
)  # fmt: skip
"""Controls, and every blank of Unicode."""


@lru_cache(maxsize=1)
def _table() -> list[int]:
    """The fold, and blanks, controls and halves of surrogate pairs (SQLite cannot store those)."""
    table = list(fold_table())
    for code in _BLANKS:
        table[code] = 0x20
    table[0xD800:0xE000] = [0xFFFD] * 0x800
    return table


@lru_cache(maxsize=1)
def _wide() -> dict[int, str]:
    """ASCII that the tokenizer would take for a separator → its full-width form."""
    symbols = [code for code in range(0x21, 0x7F) if not chr(code).isalnum()]
    return {code: chr(code + 0xFEE0) for code in symbols} | {0x20: "\u3000"}


def rewritten() -> dict[str, str]:
    """Character → what stands for it in the index, for all that do not stand for themselves."""
    table, wide = _table(), _wide()
    made = {chr(code): wide.get(to, chr(to)) for code, to in enumerate(table) if code != to}
    return {chr(code): char for code, char in wide.items()} | made


@lru_cache(maxsize=1)
def _folding() -> Rewriting:
    return Rewriting(_table())


@lru_cache(maxsize=1)
def _indexing() -> Rewriting:
    """The fold, and then what the tokenizer would take for a separator full-width."""
    wide = {code: ord(char) for code, char in _wide().items()}
    return Rewriting([wide.get(code, code) for code in _table()])


def folded(text: str) -> str:
    """`text` as a search compares it: folded, every blank or control a space; same length."""
    return _folding()(text)


def runs(text: str) -> list[str]:
    """Runs of a folded text: Han characters, ASCII letters and digits, single others."""
    return _RUN.findall(text)


def tokens(text: str | None) -> str | None:
    """What the index holds of `text`: its tokens, joined by spaces; None for None."""
    if text is None:
        return None
    parts = runs(_indexing()(text))
    if not parts:
        return EVERY
    # Each character and the one behind it, a blank before them: set in three strokes as whole
    # numbers, as making five hundred small strings and joining them takes twice the time. A run
    # ends with a gap; what begins with one is no token, and what ends with one is a single.
    chars = array("I", _GAP.join([*parts, ""]).encode(CODEC))
    blank = array("I", [0x20])
    made = blank * (3 * len(chars))
    made[1::3] = chars
    made[2::3] = chars[1:] + blank
    pairs = made.tobytes().decode(CODEC)
    return EVERY + _NO_TOKEN.sub("", pairs).replace(_GAP, "")


def phrase(text: str) -> str:
    """The FTS5 phrase that matches where the folded `text` occurs; empty if `text` is."""
    parts = runs(_indexing()(text))
    if not parts:
        return ""
    found: list[str] = []
    for run in parts:
        found.extend(map(add, run, islice(run, 1, None)))
        found.append(run[-1])
    last = parts[-1]
    if len(last) > 1:  # its last pair says all; the last character may be inside a longer run
        found.pop()
    quoted = f'"{" ".join(found)}"'
    return f"{quoted} *" if len(last) == 1 and _PAIRED.fullmatch(last) else quoted
