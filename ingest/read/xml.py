"""Records in XML: RSS and Atom feeds, and what programs write of articles, one element each.

A record is an element among whose children one has the name of a text. Nothing is asked of a file
but that these elements are whole: many are no valid XML, or have no root.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from typing import BinaryIO

from ingest.model import Rejected, Source
from ingest.read import fields
from ingest.read.ahead import PART, Window
from ingest.read.encoding import UnreadableText, decode_sample, without_false_mark
from ingest.read.limits import LARGEST, TOO_LARGE
from ingest.read.text import NO_PAGE, kind_of_field

MEDIA_TYPE = "application/xml"
_XML = re.compile(rb"\s*<(?:\?xml|rss|feed|rdf:rdf|docs?>|news>|items?>|articles?>)", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_LOOK = 4096
SUFFIXES = (".xml", ".rss", ".atom")
_TAG = re.compile(r"<([^\W\d][\w:.-]{0,60})((?:\s[^<>]{0,2000})?)>")
_MARKUP = re.compile(r"<[/a-zA-Z!][^<>]*>")
_DATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|$)", re.DOTALL)
_NAME = re.compile(r"<name>(.*?)</name>", re.DOTALL)
_ADDRESS = re.compile(r"""\bhref\s*=\s*["']([^"']+)["']""")
_OTHER_LINK = re.compile(r"""\brel\s*=\s*["'](?!alternate)""")
_FEED = ("item", "entry")
"""Elements of feeds, which may have no more of a text than its beginning."""
_WHOLE, _BEGINNING = ("encoded", "content"), ("description", "summary")
"""Names of the text in a feed, best first."""
_MOST = 200
"""Children of a record that are read."""
_NAMES = 400
"""Names of elements that are tried."""
_SEPARATOR = re.compile(r"\s*[-_|—–]+\s*")
_CUT_OFF = "the file ends inside of the record"


def looks_like(start: bytes, name: str) -> bool:
    """Does a file that starts so, or is named so, hold XML that is no web page?"""
    text = start.removeprefix(b"\xef\xbb\xbf")
    is_named = name.endswith(SUFFIXES) and text.lstrip().startswith(b"<")
    return bool(is_named or _XML.match(text)) and not _PAGE.search(start[:_LOOK])


def read(file: BinaryIO, name: str) -> Iterator[Source | Rejected]:
    """The sources in an open XML file, record by record."""
    start = without_false_mark(file.read(PART))
    try:
        encoding = decode_sample(start, PART)[1]
    except UnreadableText as error:
        yield Rejected(name, str(error))
        return
    text = Window(start, file, encoding)
    kind = _kind(text.held)
    if kind is None:
        yield Rejected(name, NO_PAGE)
        return
    around = _around(text.held, kind)
    for number, record in enumerate(_records(text, kind), 1):
        origin = f"{name}#{number}"
        if record.endswith(f"</{kind}>"):
            yield _source(record, kind, around, origin, encoding)
        else:
            yield Rejected(origin, record)


def _kind(start: str) -> str | None:
    """The name of the elements that are records: of those that hold the others, the first."""
    names = dict.fromkeys(tag[1] for tag in _TAG.finditer(start))
    for name in list(names)[:_NAMES]:
        begin = re.search(rf"<{re.escape(name)}(?=[\s>])", start)
        end = start.find(f"</{name}>", begin.end()) if begin else -1
        if begin and end >= 0 and _text_of(_fields(start[begin.start() : end], name), name):
            return name
    return None


def _records(text: Window, kind: str) -> Iterator[str]:
    """The source of each record, or why there is none."""
    begin, end = re.compile(rf"<{re.escape(kind)}(?=[\s>])"), f"</{kind}>"
    while True:
        found = begin.search(text.held, text.at)
        text.at = found.start() if found else max(text.at, len(text.held) - len(end))
        close = text.held.find(end, text.at) if found else -1
        if close >= 0:
            yield text.held[text.at : close + len(end)]
            text.at = close + len(end)
        elif len(text.held) - text.at > LARGEST:
            yield TOO_LARGE
            text.at += 1
        elif not text.more():
            if found:
                yield _CUT_OFF
            return


def _fields(record: str, kind: str) -> dict[str, str]:
    """The children of a record by their names, without prefixes; the first that says anything."""
    found: dict[str, str] = {}
    at = record.find(">", len(kind)) + 1
    for _ in range(_MOST):
        tag = _TAG.search(record, at)
        if not tag:
            break
        at, name = tag.end(), tag[1].rpartition(":")[2]
        told = tag[2]
        inner = ""
        close = -1 if told.endswith("/") else record.find(f"</{tag[1]}>", at)
        if close >= 0:
            inner, at = record[tag.end() : close], close
        elif name == "link" and _ADDRESS.search(told) and not _OTHER_LINK.search(told):
            inner = _ADDRESS.search(told)[1]  # type: ignore[index]
        if inner.strip() and not found.get(name):
            found[name] = inner.strip()
    return found


def _text_of(children: dict[str, str], kind: str) -> str | None:
    """The name of the child that holds the text."""
    if kind.lower() in _FEED:
        return next((name for name in (*_WHOLE, *_BEGINNING) if name in children), None)
    return fields.text_field(children)


def _said(inner: str, *, is_text: bool) -> str:
    """What the inside of an element says: of a text with its markup, of all others without."""
    data = _DATA.findall(inner)
    if data:
        said = "".join(data)
    elif is_text and _MARKUP.search(inner):
        return inner
    else:
        named = None if is_text else _NAME.search(inner)  # of who wrote it, beside an address
        said = html.unescape(_MARKUP.sub("", named[1] if named else inner))
    return said if is_text else _MARKUP.sub("", said).strip()


def _around(start: str, kind: str) -> dict[str, str]:
    """What a feed tells of all its records: whose it is."""
    head = start[: start.find(f"<{kind}")]
    title = re.search(r"<title[^<>]*>(.*?)</title>", head, re.DOTALL)
    name = _SEPARATOR.split(_said(title[1], is_text=False))[0] if title else ""
    return {"publisher": name} if name and kind.lower() in _FEED else {}


def _source(
    record: str, kind: str, around: dict[str, str], origin: str, encoding: str
) -> Source | Rejected:
    data = record.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(data).hexdigest()
    children = _fields(record, kind)
    key = _text_of(children, kind)
    told = {name: _said(inner, is_text=name == key) for name, inner in children.items()}
    text = told[key].strip() if key else ""
    if key is None or not text:
        return Rejected(origin, "the record has no text", digest, len(data))
    given = {**around, **fields.given(told, key)}
    kind_of_text = kind_of_field(text, MEDIA_TYPE)
    return Source(digest, origin, kind_of_text, encoding, text, len(data), given)
