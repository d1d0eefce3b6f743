"""What a restoration proves, lists or gives up: dropped bytes, later edits, hostile pages."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest

from ingest.model import Restoration
from ingest.restore import Channel, damage, replay, restore, undo
from ingest.restore.certificate import spared
from ingest.restore.channel import convert, fold_marks
from ingest.restore.codec import DROPPING, REPLACEMENT, Decoder
from ingest.restore.display import Display
from ingest.restore.moves import Page
from ingest.restore.tables import annotation_list

ARTICLES = json.loads((Path(__file__).parent / "cases/restore/articles.json").read_text("utf-8"))
LISTED = tuple(annotation_list().items())


def _check_steps(result: Restoration) -> None:
    assert replay(result.found, result.steps) == result.text
    assert undo(result.text, result.steps) == result.found
    assert result.certified == (result.verdict != "partial")


def _wrong(result: Restoration, text: str) -> list[str]:
    """What differs from `text` outside of all that is listed as lost, the width of marks apart."""
    restored, wanted = fold_marks(result.text), fold_marks(text)
    unsure = {n for step in result.lost for n in range(step.start, step.end)}
    matcher = difflib.SequenceMatcher(None, restored, wanted, autojunk=False)
    return [
        restored[start:stop] + "/" + wanted[first:last]
        for kind, start, stop, first, last in matcher.get_opcodes()
        if kind != "equal" and unsure.isdisjoint(range(start - 1, stop + 1))
    ]


@pytest.mark.parametrize("comma", [False, True])
@pytest.mark.parametrize("decoder", [DROPPING, REPLACEMENT], ids=lambda decoder: decoder.name)
def test_every_place_that_may_hide_a_dropped_byte_is_listed(decoder: Decoder, comma: bool) -> None:
    hard = "永久停火。双方停火72小时。“这是好事”，他们表示，从上海、山东到乌兰察布。\n"
    for number, article in enumerate(ARTICLES):
        for seed in range(4):
            depth = 20 + 30 * seed
            channel = Channel(LISTED[:depth], share=0.9, comma=comma, decoder=decoder)
            result = restore(damage(hard + article, channel, number + seed))
            _check_steps(result)
            assert not result.certified or _wrong(result, hard + article) == []


def test_a_byte_dropped_between_two_marks_is_not_called_certain() -> None:
    page = damage(ARTICLES[0], Channel(LISTED[:40], share=0.0))
    result = restore(f"{page}\n雙方永久；。其他")
    assert any(step.before == "；" and "dropped" in step.why for step in result.lost)


def test_what_was_edited_after_the_damage_is_named() -> None:
    for text in ARTICLES[:3]:
        found = damage(text, Channel(LISTED[:60]), 1)
        annotated, _ = restore(found).annotations[0]
        later = convert("编辑后来加上") + annotated
        result = restore(f"{found}\n{later}")
        _check_steps(result)
        assert result.verdict == "exact"
        assert "edited after" in result.why
        assert result.traditional.endswith(later)


def test_texts_that_differ_in_more_than_pinyin_are_not_excused() -> None:
    again = "社會(huì)發(fā)展，社會(huì)上，開會(huì)，會(huì)議，發(fā)現"
    edited = again.replace("開會(huì)", "開會")
    assert spared(edited, again) == [again.index("開") + 1]
    assert spared(edited.replace("社會(huì)上", "社會(huì)下"), again) == []
    assert spared(again.replace("(huì)", ""), again) == []


SOURCE = """<html><head><title>{title}</title><meta name="keywords" content="{keywords}">
<script>var a = b ? 1 : 2; if (a > 1 && b) {{ location.href = "index.html?id=1"; }}</script></head>
<body><div class="main"><h1>{title}</h1>
<p>&nbsp;&nbsp;&ldquo;{first}&rdquo;</p><p><strong>{second}</strong></p>
<img src="a.jpg?w=1" alt="{keywords}" /></div></body></html>"""


@pytest.mark.parametrize("share", [0.0, 0.65])
@pytest.mark.parametrize("comma", [False, True])
def test_source_of_a_whole_page(share: float, comma: bool) -> None:
    title, first, *_ = ARTICLES[0].split("\n")
    second = ARTICLES[1].split("\n")[1]
    page = SOURCE.format(title=title, first=first, second=second, keywords="发展企业，社会组织")
    for seed in range(4):
        bait = "<title>国产精品|亚洲在线观看|久久高清视频|欧美自拍,午夜福利</title>"
        found = damage(page, Channel(LISTED[:110], share=share, comma=comma, fold=False), seed)
        found = found[: found.index("<title>")] + bait + found[found.index("</title>") + 8 :]
        result = restore(found)
        _check_steps(result)
        assert result.certified, result.why
        wanted = page[: page.index("<title>")] + bait + page[page.index("</title>") + 8 :]
        assert _wrong(result, wanted) == []


def test_work_on_a_hostile_page_is_bounded() -> None:
    most = Display("?" * 10_000_000, Page({}, decoder=DROPPING)).patience
    assert Display("?" * 1_000_000, Page({})).patience <= most <= 100_000
    start = damage(ARTICLES[0], Channel(LISTED, comma=True))
    result = restore(f"{start}\n{'?guó)' * 2_000}{'?，会' * 20_000}")
    _check_steps(result)
    assert result.verdict == "partial"
    assert "is as it was found" in result.why


@pytest.mark.parametrize(
    "unit",
    [
        "社會(huì)發(fā)展，",
        "發(fā)?jìng)",
        "，?！會",
        "?，会",
        "<p>????本報(bào)訊?！</p>",
        "，。、；,，,。,、",
    ],
)
def test_steps_grow_with_the_page_and_no_faster(unit: str) -> None:
    start = damage(ARTICLES[0], Channel(LISTED))
    steps = [len(restore(f"{start}\n{unit * many}").steps) for many in (800, 1_600, 3_200)]
    assert steps[2] - steps[1] <= 2.2 * (steps[1] - steps[0]) + 10


@pytest.mark.parametrize(
    "text",
    [
        "馆里陈列着“會稽之印”和“山隂里”砖，都是村民修路时发现的，专家说这些东西很有价值。",
        "县剧团今年排演了《潮陌樂坊》，在环境优美的广场上演出，乡亲们都来观看，发展了文化产业。",
    ],
)
def test_traditional_characters_that_an_author_may_have_cited_are_told(text: str) -> None:
    found = damage(text, Channel(tuple(annotation_list().items()), share=0.0))
    result = restore(found)
    wrong = [n for n, (a, b) in enumerate(zip(result.text, text, strict=True)) if a != b]
    told = {n: s.choices[0].text for s in result.lost for n in range(s.start, s.end) if s.choices}
    assert result.certified and wrong
    assert [told[n] for n in wrong] == [text[n] for n in wrong]


def test_what_was_misread_more_than_once_is_told() -> None:
    text = "村里修好了水渠，又修好了通到镇上的路，老人和孩子都很高兴，今年的收成也比去年好。"
    garbled = text
    for _ in range(2):
        garbled = garbled.encode("utf-8").decode("gb18030", "replace")
    result = restore(garbled)
    assert result.text == garbled or not result.certified or result.lost
    assert result.why or result.lost
