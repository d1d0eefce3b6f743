"""What the fields of records are called: JSON keys, CSV columns, front matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TEXT = ("text", "body", "content", "正文", "内容")
"""Names of the field that holds the text, the first that is there counts."""
_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "标题"),
    "published": (
        "published",
        "date",
        "pubdate",
        "publish_time",
        "time",
        "发布时间",
        "日期",
        "时间",
    ),
    "publisher": ("publisher", "source", "media", "来源", "媒体"),
    "author": ("author", "byline", "作者"),
    "url": ("url", "link", "链接", "网址"),
    "section": ("section", "category", "栏目"),
}


def text_field(record: Mapping[str, Any]) -> str | None:
    """The name of the field that holds the text."""
    return next((name for name in TEXT if record.get(name) is not None), None)


def given(record: Mapping[str, Any], text: str | None) -> dict[str, Any]:
    """All fields but the text, under their own names, and those known here under ours too."""
    kept = {key: value for key, value in record.items() if key != text and value is not None}
    for ours, names in _NAMES.items():
        value = next((kept[name] for name in names if _tells(kept.get(name))), None)
        if value is not None:
            kept.setdefault(ours, value)
    return kept


def _tells(value: Any) -> bool:
    return isinstance(value, (str, int)) and bool(str(value).strip())
