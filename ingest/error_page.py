"""What a server gives instead of a page: 404 Not Found, 您访问的页面不存在.

Saved among articles it would be found, counted and dated like one. The patterns are data, in
`error_pages.tsv`, with a reason for each.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from ingest.model import Article
from ingest.script import fold

LONGEST = 200
"""Characters of such a page; a report about one is longer."""
_FIRST = 3
"""Lines set aside in which it may stand, too."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    text = files("ingest").joinpath("error_pages.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(re.compile(pattern) for pattern, _ in rows)


def error_line(article: Article) -> str | None:
    """The line that says that a page is none, if a short one has it at its beginning."""
    if len(article.body) > LONGEST:
        return None
    aside = [line.text for line in article.furniture[:_FIRST]]
    for line in (article.body.split("\n", 1)[0].strip(), *aside):
        folded = re.sub(r"\s+", " ", fold(line))
        if any(pattern.fullmatch(folded) for pattern in _patterns()):
            return line
    return None
