"""What the fields of records are called: JSON keys, CSV columns, front matter."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from importlib.resources import files
from itertools import chain
from typing import Any

from ingest.script import fold

_WRAPPERS = (
    *("source", "data", "article", "news", "doc", "document", "item", "record", "fields"),
    *("content", "body"),
)
"""Names of fields that hold the whole record: `_source` in what Elasticsearch gives."""
_BESIDE = ("meta", "metadata", "info", "attributes")
"""Names of fields that hold what is told of a record."""
_INSIDE = ("rendered", "html", "text", "plain", "#text", "$t", "value")
"""Names of the one text in an object that stands where a text belongs, best first: `rendered` in
what WordPress gives."""
_LIKE_TEXT = re.compile(
    r"(?:article|news|main|page|post|story|doc|document|full|plain|clean|raw)?(?:text|body|content|html)"
    r"(?:text|html)?|(?!评论|回复|广告|备注)[\u4e00-\u9fff]{0,4}(?:正文|内容|全文|文本)"
)
"""Other names of the text: newsContent, article_body, 新闻正文."""
_NAMED = ("author", "publisher", "section")
"""Fields of ours that hold names."""
_STYLED = re.compile(r"</?(?:em|strong|b|i|u|font|span|mark|br)\b[^<>]*>", re.IGNORECASE)
"""Tags by which a headline is styled, or what was searched for is marked in it."""
_APART = re.compile(r"[ _-]+")
_ADDRESS = re.compile(r"https?://\S+")
_MOST = 20
"""Names in a list that are kept."""
_CLOCK = re.compile(r"[1-9][0-9]{9}(?:[0-9]{3})?")


def _table() -> dict[str, tuple[str, ...]]:
    """Our name of each field, and what others call it, best first."""
    text = files("ingest.read").joinpath("fields.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {ours: tuple(theirs.split()) for ours, theirs, _ in rows}


_NAMES = _table()
TEXT = _NAMES.pop("text")
"""Names of the field that holds the text; the first that is there counts."""


def text_field(record: Mapping[str, Any]) -> str | None:
    """The name of the field that holds the text, as the record spells it."""
    names = _spelled(record)
    there = [names[name] for name in TEXT if name in names and record[names[name]] is not None]
    if not there:
        there = [key for name, key in names.items() if _LIKE_TEXT.fullmatch(name)]
    return next((name for name in there if text_of(record[name]) is not None), (*there, None)[0])


def unwrapped(record: Any) -> Any:
    """The record inside an object that only holds it, with what the object tells besides."""
    if not isinstance(record, dict) or is_record(record):
        return record
    names = _spelled(record)
    inner = [names[name] for name in _WRAPPERS if name in names and is_record(record[names[name]])]
    if len(inner) != 1:
        return record
    outer = {key: value for key, value in record.items() if key != inner[0]}
    return {**outer, **record[inner[0]]}


def is_record(value: Any) -> bool:
    """Is it an object that holds a text?"""
    name = text_field(value) if isinstance(value, dict) else None
    return name is not None and text_of(value[name]) is not None


def is_heading(cells: Iterable[str]) -> bool:
    """Are these the names of columns, one of them that of the text, by their usual names?"""
    names = set(_spelled(dict.fromkeys(cells)))
    known = {"id", "no", "编号", "序号", *chain.from_iterable(_NAMES.values())}
    return not names.isdisjoint(TEXT) and not names.isdisjoint(known)


def text_of(value: Any) -> str | None:
    """The text in a field: a string, an object that holds one, or a list of these; None for
    anything else."""
    if isinstance(value, dict):
        value = next((value[name] for name in _INSIDE if name in value), None)
    if isinstance(value, list):
        return _joined(value)
    return value if isinstance(value, str) else None


def _joined(parts: list[Any]) -> str | None:
    """Paragraphs as one text; strings among objects are pieces of a line, of which some are
    styled. What is a record by itself is no part of another."""
    if not all(isinstance(part, (str, dict)) and not _has_title(part) for part in parts):
        return None
    texts = [text for text in map(text_of, parts) if text is not None]  # a picture has none
    is_styled = len(set(map(type, parts))) > 1
    return ("" if is_styled else "\n").join(texts) if texts else None


def _has_title(part: Any) -> bool:
    return isinstance(part, dict) and not _spelled(part).keys().isdisjoint(_NAMES["title"])


def given(record: Mapping[str, Any], text: str | None) -> dict[str, Any]:
    """All fields but the text, under their own names, and those known here under ours too."""
    kept = {key: value for key, value in record.items() if key != text and value is not None}
    told = {**_told_beside(kept), **kept}
    names = _spelled(told)
    for ours, theirs in _NAMES.items():
        there = (_plain(told[names[name]]) for name in theirs if name in names)
        value = next((each for each in there if each and _may_be(ours, each)), None)
        if value is not None:
            kept[ours] = _shown(str(value)) if ours == "title" else value
        elif ours in kept and not _may_be(ours, kept[ours]):
            kept[f"{ours}_id"] = kept.pop(ours)
    if _ADDRESS.fullmatch(str(kept.get("publisher", ""))):
        address = kept.pop("publisher")  # notes name the page where they mean its publisher
        kept.setdefault("url", address)
    if "published" in kept:
        kept["published"] = _moment(kept["published"])
    return kept


def _may_be(ours: str, value: Any) -> bool:
    """May a field of ours have a value? No number is a name, but that of another record."""
    return ours not in _NAMED or not str(value).isdigit()


def _shown(title: str) -> str:
    """A headline as a page shows it."""
    return html.unescape(_STYLED.sub("", title)).strip() or title


def _told_beside(record: Mapping[str, Any]) -> dict[str, Any]:
    """What objects tell of the record that holds them."""
    names = _spelled(record)
    beside = (record[names[name]] for name in reversed(_BESIDE) if name in names)
    return {key: value for each in beside if isinstance(each, dict) for key, value in each.items()}


def _moment(value: Any) -> Any:
    """A time told in seconds or milliseconds since 1970, as a date in China; others as they are."""
    if isinstance(value, bool) or not _CLOCK.fullmatch(str(value)):
        return value
    seconds = int(str(value)[:10])
    return datetime.fromtimestamp(seconds, timezone(timedelta(hours=8))).isoformat()


def _spelled(record: Mapping[str, Any]) -> dict[str, str]:
    """Each name in its plainest form, and how the record spells it."""
    return {_APART.sub("", fold(key)): key for key in reversed(list(record))}


def _plain(value: Any) -> str | int | None:
    """What a field tells: a text or a number, the name in an object, the names in a list."""
    if isinstance(value, list):
        value = "、".join(str(name) for name in map(_named, value[:_MOST]) if name)
    return _named(value)


def _named(value: Any) -> str | int | None:
    if isinstance(value, dict):
        value = value.get("name") or text_of(value)
    return value if isinstance(value, (str, int)) and str(value).strip() else None
