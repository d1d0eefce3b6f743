"""One file, one document: plain text, Markdown with front matter, a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from ingest.markdown import front_matter
from ingest.model import Rejected, Source, Unread
from ingest.read import fields, front
from ingest.read.encoding import UnreadableText, declared, decode
from ingest.read.limits import TOO_LARGE, whole

PLAIN, HTML, MARKDOWN = "text/plain", "text/html", "text/markdown"
_MARKUP = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*){0,4}(?:<!--.{0,2000}?-->\s*)?"
    r"<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:p|div|br|section|article|h[1-6]|li|td|figure)\b[^<>]{0,400}>", re.IGNORECASE
)
_TAG = re.compile(r"<[a-z/!][^<>]*>|&(?:[a-z]{2,8}|#x?[0-9a-f]{2,6});", re.IGNORECASE)
_LOOK = 20_000
"""Characters in which a part of a page shows that it is one."""
_XML = re.compile(r"\ufeff?\s*(?:<\?xml\b|<(?:rss|feed|urlset|svg|opml)\b)")
_TAGS = re.compile(r"\ufeff?\s*<")
NO_PAGE = "it is XML, but no web page, feed or list of articles; save it as HTML or text"


def read(file: BinaryIO, name: str, media_type: str = "") -> Iterator[Unread | Rejected]:
    """The one source in an open file. Without a media type its content decides."""
    data, digest, size = whole(file)
    if data is None:
        yield Rejected(name, TOO_LARGE, digest, size)
    else:
        yield Unread(digest, name, size, partial(document, data, name, digest, media_type))


def read_html(file: BinaryIO, name: str) -> Iterator[Unread | Rejected]:
    """The one web page in an open file."""
    return read(file, name, HTML)


def read_markdown(file: BinaryIO, name: str) -> Iterator[Unread | Rejected]:
    """The one Markdown text in an open file."""
    return read(file, name, MARKDOWN)


def document(
    data: bytes, name: str, digest: str, media_type: str = "", charset: str | None = None
) -> Source | Rejected:
    """The source in some bytes; `charset` is what a server said of them."""
    try:
        text, encoding = decode(data, declared(data) or charset)
    except UnreadableText as error:
        return Rejected(name, str(error), digest, len(data))
    kind = _kind(text, media_type)
    if kind != HTML and _XML.match(text):
        return Rejected(name, NO_PAGE, digest, len(data))
    given = _front(text) if kind == MARKDOWN else {}
    return Source(digest, name, kind, encoding, text, len(data), given)


def kind_of_field(text: str, otherwise: str) -> str:
    """The media type of the text in a record: HTML where it is a page, or is cut out of one."""
    if _MARKUP.match(text):
        return HTML
    blocks = _BLOCK.finditer(text[:_LOOK])
    return HTML if next(blocks, None) and next(blocks, None) else otherwise


def _kind(text: str, media_type: str) -> str:
    if _MARKUP.match(text):
        return HTML
    if media_type and (media_type != HTML or _TAG.search(text)):
        return media_type
    if _TAGS.match(text) and not _XML.match(text):
        return kind_of_field(text, PLAIN)
    return MARKDOWN if _front(text) else PLAIN


def _front(text: str) -> dict[str, Any]:
    """What the front matter tells."""
    return fields.given(front.fields(front_matter(text)[0]), None)
