"""How to cite an article: GB/T 7714-2015 (an electronic newspaper article) and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SPECIAL = re.compile(r"[\\{}$&#^_%~]")
_LANGUAGES = {"zh": "chinese", "en": "english", "ja": "japanese", "ko": "korean", "ru": "russian"}
"""As BibLaTeX calls them."""


def gb7714(article: Mapping[str, Any], address: str, visited: str) -> str:
    """`王尧. 题名: 副题[N/OL]. 中国社会报, 2018-08-29[2026-11-23]. 地址.`

    `address` is where the reader finds the article, `visited` the day of the visit (ISO).
    What the article does not tell is left out.
    """
    title = ": ".join(part for part in (article["title"], article["subtitle"]) if part) or "[无题]"
    author = f"{article['byline']}. " if article["byline"] else ""
    day = (article["published"] or "")[:10]
    place = ", ".join(part for part in (article["publisher"], day) if part)
    return f"{author}{title}[N/OL]. {place}[{visited}]. {article['url'] or address}."


def bibtex(article: Mapping[str, Any], address: str, visited: str) -> str:
    """A BibTeX entry; the article's permanent id is its key."""
    published = article["published"] or ""
    fields = {
        "author": article["byline"],
        "title": article["title"],
        "subtitle": article["subtitle"],
        "journal": article["publisher"],
        "year": published[:4],
        "date": published[:10],
        "url": article["url"] or address,
        "urldate": visited,
        "language": _LANGUAGES.get(article["language"], article["language"]),
    }
    lines = [f"  {name} = {{{_escaped(value)}}}," for name, value in fields.items() if value]
    return "\n".join((f"@article{{{article['id']},", *lines, "}"))


def _escaped(value: str) -> str:
    """Braces and control characters of TeX would break the entry."""
    return _SPECIAL.sub(lambda char: "" if char[0] in "{}\\" else "\\" + char[0], value)
