"""Where an author of Simplified text may have meant the Traditional character that is shown.

The channel makes the same of what was Traditional and of what it converted itself. An author may
cite a title or a quote as it was written, and in Taiwan many write 著 for 着.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.restore.statistics import counted_form, model, singles
from ingest.restore.tables import rows, scripts

_TITLE = re.compile("《([^《》\n]{2,12})》")
_QUOTE = re.compile("“[^“”\n]{1,60}”|《[^《》\n]{1,60}》|‘[^‘’\n]{1,60}’")


def is_from_abroad(text: str) -> bool:
    """Whether a Simplified text quotes or has words as are used in Taiwan or Hong Kong."""
    return "「" in text or bool(_words_abroad().search(text))


@lru_cache(maxsize=1)
def _words_abroad() -> re.Pattern[str]:
    return re.compile("|".join(word for word, _ in rows("abroad.tsv")))


def cited(traditional: str, simplified: str) -> Iterator[int]:
    """Where an author of Simplified text may have cited Traditional characters, which the channel
    makes of both: in a coined title, of which nobody knows the words, and in the quotes of a line
    that has such as no Simplified text has and the channel doesn't make."""
    behind = model().behind
    for title in _TITLE.finditer(simplified):
        for at in range(title.start(1), title.end(1)):
            if traditional[at] != simplified[at]:
                beside = (simplified[at - 1 : at + 1], simplified[at : at + 2])
                forms = [counted_form(pair) for pair in beside]
                if not any(form[1:] in behind.get(form[:1], ()) for form in forms):
                    yield at
    strange = (quote for quote in _QUOTE.finditer(traditional) if _is_strange(quote[0]))
    for start in {traditional.rfind("\n", 0, quote.start()) + 1 for quote in strange}:
        stop = traditional.find("\n", start)
        for quote in _QUOTE.finditer(traditional, start, len(traditional) if stop < 0 else stop):
            yield from (n for n in range(*quote.span()) if traditional[n] != simplified[n])


@lru_cache(maxsize=1)
def other_forms() -> frozenset[str]:
    """Characters that the channel never makes: who wrote 舖 in a Simplified text meant it, unless
    there are machines that make it of 铺."""
    made = scripts().to_traditional
    back = scripts().to_simplified.items()
    return frozenset(
        chr(char) for char, simplified in back if made.get(ord(simplified)) != chr(char)
    )


def _is_strange(quote: str) -> bool:
    """Whether a quote has characters that the channel doesn't make and that were never counted in
    Simplified text."""
    if _usual().issuperset(quote):
        return False
    return any("\u4e00" <= char <= "\u9fff" for char in set(quote) - _usual())


@lru_cache(maxsize=1)
def _usual() -> frozenset[str]:
    return frozenset(scripts().to_traditional.values()).union(singles())
