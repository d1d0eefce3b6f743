"""Pages that a browser saved in one file with their pictures."""

from __future__ import annotations

import base64
import quopri

import pytest
from inputs import read_data

from ingest.model import Source

ONE = "昨日，滨河渡口恢复通航，首班船于清晨六点开出。"
PAGE = f"<html><head><meta charset=gb2312></head><body><h1>渡口</h1><p>{ONE}</p></body></html>"
SAVED = """From: <Saved by Blink>
Snapshot-Content-Location: https://example.com/a/1.html
Subject: =?utf-8?Q?=E6=B8=A1?=
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="--b--"

----b--
Content-Type: text/css
Content-Transfer-Encoding: quoted-printable

a {{ color: red }}
----b--
Content-Type: text/html
Content-Transfer-Encoding: {encoding}

{page}
----b--
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
----b----
"""


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("name", ["a.mhtml", "a"])
def test_a_page_saved_with_its_pictures(name: str, encoding: str, charset: str) -> None:
    raw = PAGE.encode(charset)
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}
    page = packed[encoding](raw) if encoding in packed else raw
    head, tail = SAVED.format(encoding=encoding, page="|").split("|")
    data = head.encode() + page + tail.encode()
    for written in (data, data.replace(b"\n", b"\r\n")):
        (item,) = read_data(name, written)
        assert isinstance(item, Source)
        assert (item.media_type, item.encoding) == ("text/html", charset)
        assert "".join(item.text.split()) == "".join(PAGE.split())
        assert item.given == {"url": "https://example.com/a/1.html"}
        assert item.size == len(written)
