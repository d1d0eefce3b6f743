"""What a web page tells of itself: meta tags, JSON-LD, microdata, its title."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from ingest.dates import iso_date
from ingest.medium import MEDIUM
from ingest.script import fold
from ingest.told import is_nobody, source_of
from ingest.web.markup import Tag, Text, scan

_META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "articletitle", "headline", "twitter:title", "dc.title"),
    "published": (
        "article:published_time",
        "pubdate",
        "publishdate",
        "datepublished",
        "og:release_date",
        "weibo:article:create_at",
        "apub:time",
        "firstcreated",
        "dc.date",
        "dc.date.issued",
        "date",
    ),
    "publisher": ("contentsource", "source"),
    "site": ("mediaid", "article:publisher", "og:site_name"),
    "author": ("author", "article:author", "og:article:author", "dc.creator", "byl"),
    "section": ("columnname", "article:section"),
    "url": ("og:url",),
}
"""What is looked for → names of meta tags that tell it, best first. `contentsource`,
`articletitle`, `pubdate` and `columnname` are those of the standard for Chinese government
sites (GB/T 政府网站 meta)."""
_ARTICLE_TYPES = frozenset(
    ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage", "Report")
)
_MICRODATA = {"headline": "title", "datepublished": "published", "author": "author"}
_SCRIPTED = re.compile(
    r"""(?:\b(?:publish|pub)_?(?:time|date)|\bvar\s+(?:ct|createTime|oriCreateTime))["']?\s*[:=]\s*"""
    r"""(?:["'](?P<day>20\d\d[-/]\d\d[-/]\d\d[T\s]?[\d:]{0,8})|["']?(?P<epoch>1\d{9})(?:\d{3})?\b)""",
    re.IGNORECASE,
)
"""When it was published, as scripts name it; 微信公众号 shows it in no other way."""
_ACCOUNT = re.compile(r"""\bvar\s+nick_?name\s*=\s*(?:htmlDecode\()?["']([^"'<>]{2,30})["']""")
"""Whose account it is; what the head calls the site is the platform of all accounts."""
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|(?:Page )?saved with SingleFile\s+url:\s*)(https?://[!-~]+)",
    re.IGNORECASE,
)
"""Where a browser had a page from that it saved."""
_LOOK = 4096
_CODE = re.compile(r"\d+|[A-Za-z]{1,8}[-_]?\d{3,}|[a-z]+(?:[-_][a-z]+)+")
"""What a machine puts where a name belongs: F_105122, xxx-xhsxsw."""
_CHINA = timezone(timedelta(hours=8))
_SPACE = re.compile(r"\s+")
_LONGEST_JSON = 500_000


def told_by(page: str) -> dict[str, str]:
    """Title, published, publisher, author, section and url, as far as the head tells them.

    `publisher` is who the article is from, `site` whose page it is.
    `window_title` is the text of the title element, which belongs to the site, or to spammers.
    """
    named: dict[str, str] = {}
    told: dict[str, str] = {}
    for token in scan(page):
        if isinstance(token, Text):
            if token.raw == "title" and "window_title" not in told:
                told["window_title"] = _clean(page[token.start : token.end])
            elif token.raw == "script":
                for key, says in _in_script(page, token.start, token.end).items():
                    told.setdefault(key, says)
        elif not token.closing:
            _read_tag(token, named, told)
    saved = _SAVED.search(page, 0, _LOOK)
    if saved:
        told.setdefault("url", html.unescape(saved[1]))
    for linked in _json_ld(page):
        _read_linked(linked, told)
    for key, names in _META.items():
        value = next((named[name] for name in names if named.get(name)), None)
        if value and key not in told:
            told[key] = value
    return _checked(told)


def _in_script(page: str, start: int, end: int) -> dict[str, str]:
    """When a page was published, as a day or in seconds since 1970, and whose account it is, if a
    script tells it."""
    end = min(end, start + _LONGEST_JSON)
    found, account = _SCRIPTED.search(page, start, end), _ACCOUNT.search(page, start, end)
    told = {"site": html.unescape(account[1])} if account else {}
    if found and found["day"]:
        told["scripted"] = found["day"]
    elif found:
        told["scripted"] = datetime.fromtimestamp(int(found["epoch"]), _CHINA).isoformat()
    return told


def _clean(text: str) -> str:
    return _SPACE.sub(" ", html.unescape(text)).strip()


def _read_tag(tag: Tag, named: dict[str, str], told: dict[str, str]) -> None:
    if tag.name == "meta":
        attributes = tag.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        if name and attributes.get("content"):
            named.setdefault(name.strip().lower(), _clean(attributes["content"]))
    elif tag.name == "link" and "canonical" in tag.source:
        attributes = tag.attributes
        if attributes.get("rel", "").lower() == "canonical" and attributes.get("href"):
            told.setdefault("url", _clean(attributes["href"]))
    elif tag.name == "time" and "datetime" in tag.source:
        named.setdefault("datepublished", _clean(tag.attributes.get("datetime", "")))
    elif "itemprop" in tag.source:
        attributes = tag.attributes
        key = _MICRODATA.get(attributes.get("itemprop", "").lower())
        if key and attributes.get("content"):
            told.setdefault(key, _clean(attributes["content"]))


def _json_ld(page: str) -> Iterator[Mapping[str, Any]]:
    """The objects of the page's JSON-LD, those inside a list or graph each by itself."""
    is_linked = False
    for token in scan(page):
        if isinstance(token, Tag):
            is_linked = token.name == "script" and "ld+json" in token.source
        elif is_linked and token.raw == "script" and token.end - token.start <= _LONGEST_JSON:
            try:
                value = json.loads(page[token.start : token.end], strict=False)
            except (ValueError, RecursionError):
                continue
            values = value if isinstance(value, list) else [value]
            for item in values:
                if isinstance(item, dict):
                    yield item
                    graph = item.get("@graph")
                    yield from (
                        (i for i in graph if isinstance(i, dict)) if isinstance(graph, list) else ()
                    )


def _read_linked(item: Mapping[str, Any], told: dict[str, str]) -> None:
    kinds = item.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if not any(isinstance(kind, str) and kind in _ARTICLE_TYPES for kind in kinds):
        return
    for key, name in (
        ("title", "headline"),
        ("published", "datePublished"),
        ("author", "author"),
        ("site", "publisher"),
        ("section", "articleSection"),
    ):
        value = _name(item.get(name))
        if value:
            told.setdefault(key, _clean(value))


def _name(value: Any) -> str:
    """The name in a string, an object or a list of these."""
    if isinstance(value, list):
        return "、".join(filter(None, map(_name, value[:10])))
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""


def _checked(told: dict[str, str]) -> dict[str, str]:
    """Without what is empty, no date, or no address."""
    if "published" in told:
        told["published"] = iso_date(told["published"]) or ""
    if "publisher" in told:
        told["publisher"] = source_of(told["publisher"])
    for key in ("author", "publisher", "site"):
        name = told.get(key, "")
        is_code = name.startswith(("http://", "https://")) or _CODE.fullmatch(name)
        if is_code or len(name) > 60 or is_nobody(name):
            del told[key]
    if MEDIUM.fullmatch(fold(told.get("author", ""))):
        told.setdefault("site", told.pop("author"))  # a medium, where its reporter belongs
    if not told.get("url", "").startswith(("http://", "https://")):
        told.pop("url", None)
    return {key: value for key, value in told.items() if value}
