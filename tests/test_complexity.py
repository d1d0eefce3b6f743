"""No input makes any part take more than its length in time, near enough.

Time is compared with time on the same machine in the same minute: the processor's seconds for a
text and for one four times as long, the best of several runs each. The limit is 1.2 times linear.
Inputs are long enough to be measured well; where a part is faster than that, it is not asked.
"""

from __future__ import annotations

import gc
import io
import os
import time
from collections.abc import Callable
from typing import Any

import pytest

from db.search.marks import snippet
from db.search.match import compile_query
from db.search.syntax import parse
from ingest.dissect import dissect
from ingest.facts import extract
from ingest.fingerprint import fingerprint
from ingest.model import Source
from ingest.process import process
from ingest.read.formats import read_file
from ingest.restore import restore
from ingest.sentences import sentence_spans

TIMES = 4
LIMIT = 1.2 * TIMES
ENOUGH = 0.04
"""Seconds from which a measurement is not noise."""
LONGEST = 24_000 * int(os.environ.get("JIAOKAN_LENGTH", "1"))
"""Characters of the longer text; JIAOKAN_LENGTH=40 makes it a megabyte."""
TRIES = 6

DAMAGED = "全市基層老年協(xié)會(huì)達(dá)2092個(gè),，建會(huì)率達(dá)98.1%,。" * 3

PARTS: dict[str, Callable[[str], Any]] = {
    "restore": restore,
    "restore damaged": lambda text: restore(f"{DAMAGED}\n{text}\n{DAMAGED}"),
    "facts": lambda text: extract(text, "2018-08-29"),
    "dissect": lambda text: dissect(text, {}),
    "markdown": lambda text: dissect(text, {}, "text/markdown"),
    "html": lambda text: dissect(text, {}, "text/html"),
    "sentences": lambda text: list(sentence_spans(text)),
    "query": lambda text: compile_query(parse(text)),
    "snippet": lambda text: snippet(text, text[:200]),
    "fingerprint": fingerprint,
    "all of it": lambda text: process(Source("0", "-", "text/plain", "utf-8", text, 0, {})),
}


def seconds(part: Callable[[str], Any], text: str) -> float:
    """Processor seconds, without the garbage collector, which also walks what others left."""
    gc.disable()
    begin = time.process_time()
    part(text)
    taken = time.process_time() - begin
    gc.enable()
    return taken


def growth(part: Callable[[str], Any], make: Callable[[int], str], longest: int = LONGEST) -> float:
    """By what factor the time grows when the text grows by `TIMES`; 0 if it is too fast to tell."""
    length = 500
    part(make(length))
    slow = seconds(part, make(length * TIMES))
    while slow < ENOUGH:
        length *= 2
        if length * TIMES > longest:
            return 0.0
        slow = seconds(part, make(length * TIMES))
    fast = seconds(part, make(length))
    for _ in range(TRIES):
        if slow <= LIMIT * fast:
            break
        fast = min(fast, seconds(part, make(length)))
        slow = min(slow, seconds(part, make(length * TIMES)))
    return slow / fast


def repeated(unit: str) -> Callable[[int], str]:
    return lambda length: unit * (length // len(unit))


UNITS = {
    "annotations": "會(huì)",
    "question marks": "?",
    "asked characters": "会?",
    "quotes": "“",
    "corner quotes": "「",
    "digits": "1",
    "grouped digits": "1,",
    "brackets": "(",
    "full-width brackets": "（",
    "Han": "会",
    "clauses": "会，",
    "sayings": "说：“",
    "speakers": "他说，",
    "verbs": "表示",
    "people": "张三说",
    "rows of people": "张建国、李玉梅、王志强、",
    "reports": "介绍，",
    "years": "年",
    "dates": "1月",
    "dates in full": "2018年8月29日",
    "lists": "会、",
    "scales": "亿",
    "numerals": "一",
    "ranges": "1至",
    "dashes": "—",
    "book titles": "《会》",
    "provinces": "四川省遂宁市",
    "organisations": "委员会关于局",
    "documents": "印发委员会",
    "offices": "局",
    "lines": "会\n",
    "blank lines": " \n",
    "blanks": " ",
    "tags": "<a>",
    "open tags": "<",
    "entities": "&amp;",
    "stars": "*",
    "links": "[a](",
    "words": "a ",
    "fields": "国产|",
    "paths": "首页>",
    "private use": "會\ue000",
    "Latin-1": "Ò",
    "toneless notes": "国(guo) ",
    "unseen characters": "国\u200b",
    "runs of unseen characters": "国\u200b&#8203;\u200b。",
    "pictures": "国\U0001f42f",
    "misread twice": "Ã¤ÂºÂº",
    "torn notes": "會?huì)",
    "alternatives": "a OR ",
    "bracketed alternatives": "(a OR ",
    "near": "NEAR(",
    "negated": "-a ",
    "quoted": '"',
    "NUL": "\0",
    "questions inside": "5比3\0005?月",
    "sums behind a path": "首页>新闻>正文）1.78亿元为",
    "paragraphs of signs": "NEAR/5</p>《0",
    "quotes behind reporters": '會(huì)记者"后',
}
BROKEN: dict[tuple[str, str], str] = {}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("part", PARTS)
def test_time_grows_with_the_length(part: str, unit: str, request: pytest.FixtureRequest) -> None:
    if (part, unit) in BROKEN:
        request.applymarker(pytest.mark.xfail(reason=BROKEN[part, unit], strict=True))
    assert growth(PARTS[part], repeated(UNITS[unit])) <= LIMIT


def _two_parts(length: int) -> str:
    """Doubled commas that nothing follows, then text without any."""
    return "（「□,，會" * (length // 12) + "”精神國產|麻豆|久久" * (length // 24)


def test_commas_that_nothing_follows() -> None:
    assert growth(restore, _two_parts, 100_000) <= LIMIT


SCRIPTS = {
    "a string that never ends": ('<script>"', '\\"', "</script>"),
    "a text of many lines": ('<script>{"a":"', "一二三。\\n", '"}</script>'),
    "a text in escapes": ('<script>{"a":"', "\\u4e00\\u3002\\n", '"}</script>'),
    "a text with markup": ('<script>{"a":"', "<p>一二。<\\/p>", '"}</script>'),
    "a list of texts": ('<script>{"a":[', '"一二。",', "]}</script>"),
    "spans beside a time": ("<h1>一二三四五六</h1><div>", "<i>1-1</i>", "</div><p>一，二。</p>"),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_that_may_hold_the_text(name: str) -> None:
    before, unit, behind = SCRIPTS[name]
    make = repeated(unit)
    assert growth(PARTS["html"], lambda length: before + make(length) + behind) <= LIMIT


def _lying_records(length: int) -> str:
    record = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 30000000\r\n\r\nx\n"
    return record * (length // len(record))


def test_records_that_lie_about_their_length() -> None:
    def read(text: str) -> None:
        for _ in read_file(io.BytesIO(text.encode()), "a.warc"):
            pass

    assert growth(read, _lying_records, 1_000_000) <= LIMIT


XML = {
    "records": ("<list>", "<doc><text>一，二。</text></doc>", "</list>"),
    "records without an end": ("<list><doc><text>一。</text></doc>", "<doc><text>", ""),
    "children without an end": ("<list><doc><text>一。</text>", "<a>", "</doc></list>"),
    "data without an end": ("<list><doc><text>一。", "<![CDATA[", "</text></doc></list>"),
    "names": ("<list>", "<a1><b2><c3>", "<doc><text>一。</text></doc></list>"),
}


@pytest.mark.parametrize("name", XML)
def test_records_in_xml(name: str) -> None:
    before, unit, behind = XML[name]
    make = repeated(unit)

    def read(text: str) -> None:
        for _ in read_file(io.BytesIO(text.encode()), "a.xml"):
            pass

    assert growth(read, lambda length: before + make(length) + behind, 1_000_000) <= LIMIT


@pytest.mark.parametrize("part", PARTS)
def test_prose_without_an_end(part: str) -> None:
    text = "全市基层老年协会达2092个而会率达98.1%的张三在四川省遂宁市说好"
    assert growth(PARTS[part], repeated(text)) <= LIMIT
