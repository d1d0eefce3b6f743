"""What the fields of records are called: JSON keys, CSV columns, front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

TEXT = (
    "text",
    "body",
    "content",
    "正文",
    "内容",
    "article",
    "fulltext",
    "full_text",
    "paragraphs",
    "全文",
    "新闻内容",
    "文章内容",
)
"""Names of the field that holds the text, in any case; the first that is there counts."""
_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "标题", "题名", "新闻标题", "文章标题"),
    "published": (
        "published",
        "date",
        "pubdate",
        "publish_time",
        "publish_date",
        "published_at",
        "datetime",
        "time",
        "发布时间",
        "发布日期",
        "发表时间",
        "日期",
        "时间",
    ),
    "publisher": ("publisher", "source", "media", "来源", "媒体", "出处", "报纸"),
    "author": ("author", "byline", "作者", "记者"),
    "url": ("url", "link", "链接", "网址", "地址"),
    "section": ("section", "category", "channel", "栏目", "版面", "频道"),
}


_CLOCK = re.compile(r"[1-9][0-9]{9}(?:[0-9]{3})?")


def text_field(record: Mapping[str, Any]) -> str | None:
    """The name of the field that holds the text, as the record spells it."""
    names = _spelled(record)
    there = [names[name] for name in TEXT if name in names and record[names[name]] is not None]
    return next((name for name in there if text_of(record[name]) is not None), (*there, None)[0])


def text_of(value: Any) -> str | None:
    """The text in a field: a string, or paragraphs in a list; None for anything else."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    return value if isinstance(value, str) else None


def given(record: Mapping[str, Any], text: str | None) -> dict[str, Any]:
    """All fields but the text, under their own names, and those known here under ours too."""
    kept = {key: value for key, value in record.items() if key != text and value is not None}
    names = _spelled(kept)
    for ours, theirs in _NAMES.items():
        there = (kept[names[name]] for name in theirs if name in names)
        value = next((value for value in there if _tells(value)), None)
        if value is not None:
            kept.setdefault(ours, value)
    if "published" in kept:
        kept["published"] = _moment(kept["published"])
    return kept


def _moment(value: Any) -> Any:
    """A time told in seconds or milliseconds since 1970, as a date in China; others as they are."""
    if isinstance(value, bool) or not _CLOCK.fullmatch(str(value)):
        return value
    seconds = int(str(value)[:10])
    return datetime.fromtimestamp(seconds, timezone(timedelta(hours=8))).isoformat()


def _spelled(record: Mapping[str, Any]) -> dict[str, str]:
    """Each name in lower case, and how the record spells it."""
    return {key.strip().lower(): key for key in reversed(list(record))}


def _tells(value: Any) -> bool:
    return isinstance(value, (str, int)) and bool(str(value).strip())
