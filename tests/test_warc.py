"""Crawls: every record of a WARC file in, and a reason for what lies or is cut off."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from inputs import (
    DATA,
    PAGE,
    TEXT,
    answer,
    read,
    record,
    source,
    told,
)

from ingest.model import Rejected, Source

HTML_FIELD = "Content-Type: text/html; charset=gbk"


def test_web_page_in_a_warc(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    packed_page = gzip.compress(PAGE.encode("gbk"))
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE.encode("gbk")), PAGE.encode("gbk"))
    path.write_bytes(
        record("request", b"GET / HTTP/1.1\r\n\r\n")
        + record("response", answer(PAGE.encode("gbk"), HTML_FIELD), "http://example.org/1")
        + record("response", answer(packed_page, HTML_FIELD, "Content-Encoding: gzip"), "http://example.org/2")
        + record("response", answer(chunked, HTML_FIELD, "Transfer-Encoding: chunked"), "http://example.org/3")
        + record("response", answer(b"gone", status="404 Not Found"))
        + record("response", answer(b"\x89PNG", "Content-Type: image/png"))
        + record("response", answer(b"x", HTML_FIELD, "Content-Encoding: br"))
    )  # fmt: skip
    items = read(path)
    pages = [source(item) for item in items[:3]]
    assert [page.text for page in pages] == [PAGE] * 3
    assert [page.given["url"] for page in pages] == [f"http://example.org/{n}" for n in (1, 2, 3)]
    assert {page.media_type for page in pages} == {"text/html"}
    assert told(items[3:]) == [
        "the server answered 404: no page",
        "its type is image/png: no text",
        "its content is compressed as br, which cannot be read",
    ]


def test_a_warc_cut_in_the_middle_keeps_what_came_before(tmp_path: Path) -> None:
    data = record("conversion", DATA) + record("conversion", DATA * 30)
    path = tmp_path / "crawl.warc"
    path.write_bytes(data[:-500])
    assert told(read(path)) == [
        TEXT,
        "the record is cut off: the file ends, or another record begins, before it is complete",
    ]


@pytest.mark.parametrize(
    ("length", "reasons"),
    [
        (3, ["the length that this record states is wrong"]),
        (10**14, ["the record is cut off"]),
        (5000, ["the length that this record states is wrong"]),
        (-5, ["its length is no number: -5"]),
    ],
)
def test_a_warc_record_that_lies_about_its_length(
    tmp_path: Path, length: int, reasons: list[str]
) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(record("metadata", b"x" * 50, length=length) + record("conversion", DATA))
    items = read(path)
    rejected = [item.reason for item in items if isinstance(item, Rejected)]
    assert rejected and any(reason.startswith(reasons[0]) for reason in rejected)
    assert told(items)[-1] == TEXT


def test_no_record_is_lost_or_mangled_by_a_length_that_is_a_little_wrong(tmp_path: Path) -> None:
    path, other = tmp_path / "crawl.warc", f"{TEXT}其余不变。"
    for wrong in range(-len(DATA), 260):
        first = record("conversion", DATA, length=len(DATA) + wrong)
        path.write_bytes(first + record("conversion", other.encode()))
        sources = [item for item in read(path) if isinstance(item, Source)]
        assert [source.text.strip() for source in sources] == [TEXT.strip(), other], wrong
        # Blank lines end the text and the record: one byte less, four more do no harm.
        assert len(read(path)) == (2 if -1 <= wrong <= 4 else 3), wrong


def test_a_record_that_was_not_written_to_its_end_is_not_taken_for_an_article(
    tmp_path: Path,
) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(record("conversion", DATA * 9)[:-200] + b"\n" + record("conversion", DATA))
    assert told(read(path)) == [
        "the record is cut off: the file ends, or another record begins, before it is complete",
        TEXT,
    ]
