"""What an article without a title is called in lists: by how its text begins."""

from __future__ import annotations

OPENING = 24
"""Characters of the text."""
_MARK = "〔无题〕"


def opening(body: str) -> str:
    """How a text begins, on one line."""
    return body[:OPENING].replace("\n", " ") + ("……" if len(body) > OPENING else "")


def called(title: str | None, begins: str) -> str:
    """The title, or the sign that there is none with how the text `begins`.

    >>> called(None, opening("昨日，东湖渡口恢复通航，两岸居民不必再绕行滨河大桥。"))
    '〔无题〕昨日，东湖渡口恢复通航，两岸居民不必再绕行滨河大……'
    """
    return title or _MARK + begins


def sql(articles: str = "articles") -> str:
    """The same as an SQL expression over a row of `articles`."""
    begins = f"replace(substr({articles}.body, 1, {OPENING}), char(10), ' ')"
    more = f"iif(length({articles}.body) > {OPENING}, '……', '')"
    return f"coalesce({articles}.title, '{_MARK}' || {begins} || {more})"
