"""Restoration: the bundled article, stretches of real pages, round trips, and clean text."""

from __future__ import annotations

import difflib
import json
import random
from importlib.resources import files
from pathlib import Path

import pytest

from ingest.model import Restoration, Step
from ingest.restore import Channel, bait_lines, damage, found_span, replay, restore, undo
from ingest.restore.channel import annotate_toneless, fold_marks
from ingest.restore.codec import DROPPING, QUESTION, REPLACEMENT
from ingest.restore.tables import annotation_list

CASES = Path(__file__).parent / "cases" / "restore"
ARTICLES = json.loads((CASES / "articles.json").read_text("utf-8"))
LISTED = tuple(annotation_list().items())


def _cases(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CASES / name).read_text("utf-8").splitlines()]


def _check_steps(result: Restoration) -> None:
    """What holds of every restoration whatsoever."""
    assert replay(result.found, result.steps) == result.text
    assert undo(result.text, result.steps) == result.found
    assert (result.verdict == "clean") == (result.text == result.found and not result.steps)
    assert result.certified == (result.verdict != "partial")
    assert all(not step.certain for step in result.lost)


@pytest.fixture(scope="module")
def article() -> Restoration:
    name = "000_50b0890bb2bd18d6.txt"
    return restore((files("ingest.articles") / name).read_text("utf-8"))


def test_bundled_article_is_certified(article: Restoration) -> None:
    assert (article.verdict, article.certified, article.family) == ("exact", True, "annotated")
    _check_steps(article)


def test_bundled_article_reads_as_it_was_written(article: Restoration) -> None:
    for line in (
        "给民政工作做好‘加法’。”四川省遂宁市委非公经济和社会组织工委专职副书记田贵凡对记者说。",
        "大幅提升当地民政工作效能。而这，仅是遂宁市发挥社会组织力量延展民政工作能力的一个缩影。",
        "抓住社区治理“兴奋点”和社区“关注点”，",
        "河东新区为落地的服务组织每个提供2万元补助。",
        "（来源：中国社会报2018.8.29）",
    ):
        assert line in article.text
    assert "當地民政工作效能。而這,僅是" in article.traditional


def test_bundled_article_lists_what_was_chosen(article: Restoration) -> None:
    lost = [(step.before, step.after) for step in article.lost if step.name == "lost byte"]
    assert lost == [("?!", "。"), ("?", "能"), ("?!", "。")]
    assert all(step.choices for step in article.lost)


def test_bait_is_left_as_it_stands_and_can_be_told(article: Restoration) -> None:
    first = article.found.split("\n")[0]
    assert article.text.split("\n")[0] == first
    assert bait_lines(article.text) == [(0, len(first))]


def test_facts_can_be_traced_to_the_page_as_found(article: Restoration) -> None:
    start = article.text.index("社会力量")
    assert article.found[slice(*found_span(article.steps, start, start + 4))] == "社會(huì)力量"
    start = article.text.index("2017年6月")
    assert article.found[slice(*found_span(article.steps, start, start + 7))] == "2017年6月"


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{number}-{case['label']}",
            marks=pytest.mark.xfail(strict=True) if case["kind"] == "known-failure" else (),
        )
        for number, case in enumerate(_cases("windows.jsonl"))
    ],
)
def test_stretches_of_real_pages(case: dict[str, str]) -> None:
    result = restore(case["found"])
    _check_steps(result)
    assert result.traditional == case["traditional"]


@pytest.mark.parametrize("case", _cases("clean.jsonl"), ids=lambda case: case["label"])
def test_clean_text_comes_out_untouched(case: dict[str, str]) -> None:
    result = restore(case["found"])
    assert (result.text, result.verdict, result.steps) == (case["found"], "clean", ())
    assert case.get("told", "") in result.why
    assert "untold" not in case or case["untold"] not in result.why


@pytest.mark.parametrize("number", range(len(ARTICLES)))
def test_clean_articles_come_out_untouched(number: int) -> None:
    for text in (ARTICLES[number], fold_marks(ARTICLES[number])):
        assert restore(text).text == text


FAMILIES = {
    "comma": Channel(comma=True),
    "comma-unfolded": Channel(comma=True, fold=False),
    "invisible": Channel(),
    "invisible-unfolded": Channel(fold=False),
    "no-cuts": Channel(share=0.0),
    "dropping": Channel(decoder=DROPPING),
    "replacement": Channel(decoder=REPLACEMENT),
}


def _damaged(channel: Channel, text: str, depth: int, seed: int) -> str:
    rest = (channel.convert, channel.share, channel.comma, channel.decoder, channel.fold)
    return damage(text, Channel(LISTED[:depth], *rest), seed)


@pytest.mark.parametrize("depth", [25, 60, 95, 136])
@pytest.mark.parametrize("family", FAMILIES)
def test_what_the_channel_damages_is_restored(family: str, depth: int) -> None:
    for number, text in enumerate(ARTICLES):
        found = _damaged(FAMILIES[family], text, depth, number)
        result = restore(found)
        _check_steps(result)
        assert result.certified, (number, result.why)
        assert _wrong(result, text) == []


def _wrong(result: Restoration, text: str) -> list[str]:
    """What differs from `text` and is not listed as lost, the width of marks apart."""
    restored, wanted = fold_marks(result.text), fold_marks(text)
    unsure = {n for step in result.lost for n in range(step.start, step.end)}
    matcher = difflib.SequenceMatcher(None, restored, wanted, autojunk=False)
    return [
        restored[start:stop] + "/" + wanted[first:last]
        for kind, start, stop, first, last in matcher.get_opcodes()
        if kind != "equal" and unsure.isdisjoint(range(start, stop))
    ]


def test_marks_get_their_width_back() -> None:
    text = "\n".join(ARTICLES)
    result = restore(_damaged(FAMILIES["comma"], text, 90, 1))
    assert _without(result, result.text) == _without(result, text)


def _without(result: Restoration, text: str) -> str:
    unsure = {n for step in result.lost for n in range(step.start, step.end)}
    return "".join(char for n, char in enumerate(text) if n not in unsure)


@pytest.mark.parametrize("order", ["reversed", "shuffled"])
def test_the_order_of_the_list_is_read_off_the_page(order: str) -> None:
    listed = list(LISTED[:110])
    random.Random(7).shuffle(listed)
    annotations = tuple(listed if order == "shuffled" else reversed(LISTED[:110]))
    text = "\n".join(ARTICLES)
    result = restore(damage(text, Channel(annotations, comma=True), 3))
    assert result.certified, result.why
    assert _wrong(result, text) == []


def test_toneless_notes_are_dropped() -> None:
    found = annotate_toneless(ARTICLES[0], "国家居民小区改造县", random.Random(2))
    result = restore(found)
    _check_steps(result)
    assert (result.text, result.family) == (ARTICLES[0], "toneless")


@pytest.mark.parametrize(
    "title",
    [
        "{}-亚洲精品国产|久久综合",
        "{}_国产精品久久久久,欧美日韩一区二区三区",
        "亚洲精品国产,久久综合,{}",
        "亚洲欧美国产-{}-久久综合国产",
    ],
)
def test_bait_that_shares_a_line_with_a_headline_is_left_as_it_stands(title: str) -> None:
    channel = Channel(tuple(annotation_list().items()))
    headline = "滨河市农机会议召开"
    page = (
        f"<title>{title.format(damage(headline, channel))}</title>\n{damage(ARTICLES[1], channel)}"
    )
    result = restore(page)
    assert (result.verdict, result.certified) == ("exact", True)
    assert result.text == f"<title>{title.format(headline)}</title>\n{ARTICLES[1]}"


def test_bait_beside_the_notes_of_another_machine_does_not_hide_the_script() -> None:
    page = annotate_toneless(
        "隨著工程的進展，國家的居民小區改造更快，縣裡的居民都說好。" * 3,
        "國家居民小區改造縣",
        random.Random(2),
    )
    result = restore(page + "\n" + "国产精品|亚洲在线观看|久久高清视频|欧美自拍|国产视频在线" * 2)
    assert result.family == "toneless"
    assert result.text.startswith("随着工程的进展")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_bytes_read_as_latin_1_are_read_again(encoding: str) -> None:
    line = "今年上半年我们完成货物吞吐量"
    result = restore(f"Report: {line.encode(encoding).decode('latin-1')}.")
    _check_steps(result)
    assert (result.text, result.family) == (f"Report: {line}.", "mojibake")


def test_bytes_that_were_well_formed_by_chance_are_read_again_too() -> None:
    line = "我们努力出纳的业务很熟悉"
    shown = line.encode("gbk").decode("latin-1").replace("\xc5\xac", "\u016c")
    assert restore(shown).text == line


def test_a_digit_is_never_invented() -> None:
    result = restore("立案?jìng)刹?05件")
    assert "□05件" in result.text
    assert "4" not in result.text


def test_markup_that_lost_its_first_byte_is_known() -> None:
    text = "<p>为了当地民政工作效能</p>\n<p>社会组织发展</p>"
    for seed in range(8):
        result = restore(damage(text, Channel(LISTED, share=0.0, fold=False), seed))
        assert "</p>" in result.text
        assert result.certified


@pytest.mark.parametrize(
    ("line", "restored"),
    [
        ("“這可以稱為生產(chǎn)性轉(zhuǎn)化?!?/strong>", "“这可以称为生产性转化。”"),
        ("他說(shuō)：“生產(chǎn)性轉(zhuǎn)化?!?/strong>他說(shuō)", "他说：“生产性转化。”他说"),
    ],
)
def test_a_lost_quote_closes_the_open_one(line: str, restored: str) -> None:
    page = damage(ARTICLES[0], Channel(LISTED, comma=True, fold=False))
    result = restore(f"{page}\n{line}")
    assert result.text.endswith(restored)
    assert "”" in result.lost[-1].after


def test_no_break_spaces_become_blanks() -> None:
    result = restore(
        damage("本报讯\u3000记者：\u00a0王尧\n发展企业，规划业务，发挥协会作用。", Channel(LISTED))
    )
    assert result.text.startswith("本报讯\u3000记者：王尧\n")


def test_traditional_text_without_a_trace_stays() -> None:
    text = "臺灣的歷史悠久,這裡的人們於是創造了豐富的文化,發展了許多產業。" * 20
    assert restore(text).text == text


def test_a_page_with_bait_and_no_damage_is_labelled() -> None:
    bait = "国产精品|亚洲在线观看|久久高清视频|欧美自拍,午夜福利"
    result = restore(f"{bait}\n{ARTICLES[1]}")
    assert result.verdict == "clean"
    assert "shuffled" in result.why


def test_replay_refuses_steps_of_another_page() -> None:
    step = Step("annotation", 1, 6, 1, 1, "(huì)", "")
    with pytest.raises(ValueError, match="another page"):
        replay("會議開始了嗎", [step])
    with pytest.raises(ValueError, match="another page"):
        undo("會", [Step("script", 0, 1, 0, 1, "會", "会")])


@pytest.mark.parametrize(
    "text",
    [
        "會(huì)" * 20_000,
        "?" * 50_000,
        "，?！" * 5_000,
        "a" * 500_000,
        "發(fā)?jìng)" * 800,
        "(" * 50_000,
    ],
    ids=["annotations", "question-marks", "cuts", "letters", "torn", "brackets"],
)
def test_long_input_takes_no_longer_than_its_length(text: str) -> None:
    _check_steps(restore(text))


def test_usual_machine_is_the_default() -> None:
    assert Channel().decoder is QUESTION
