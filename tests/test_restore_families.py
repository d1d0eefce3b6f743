"""Kinds of damage beside the annotated pages, and signs of damage that prove none."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from damaged_pages import other_table

from ingest.restore import Channel, damage, replay, restore, undo
from ingest.restore.channel import convert, fold_marks, plain, scatter_unseen
from ingest.restore.codec import DROPPING, REPLACEMENT
from ingest.restore.tables import annotation_list, readings, scripts

ARTICLES = json.loads((Path(__file__).parent / "cases/restore/articles.json").read_text("utf-8"))
LISTED = tuple(annotation_list().items())
ORDINARY = "村里的合作社把荒地变成果园，后来又建起了冷库。老人们在家门口就能上班，收入也比以前高。"
"""None of its sentences has a character that the list annotates first."""


@pytest.mark.parametrize("number", range(len(ARTICLES)))
def test_a_page_that_was_only_converted_is_simplified_again(number: int) -> None:
    text = f"{ARTICLES[number]}\n由于施工，最后一段路关闭，这里的居民对此并不意外。"
    found = convert(text)
    result = restore(found)
    assert (result.family, result.verdict, result.text) == ("converted", "exact", text)
    assert replay(found, result.steps) == result.text
    assert undo(result.text, result.steps) == found


@pytest.mark.parametrize(
    "text",
    [
        "這裡的人們對於歷史並不陌生，後來還舉辦了許多活動，由于年代久遠，最后只剩下傳說。",
        "之子于歸，宜其室家。采采芣苢，薄言采之。關關雎鳩，鳴於河洲，窈窕淑女，琴瑟樂之，鐘鼓樂之。",
        "導其水至于大澤，又東至于海，會諸川之流，為二河。民歸于野，樂于其業，國無訟者。",
        "同時，這座海港的主要碼頭就位于東岸，漁船與貨輪並肩停靠。",
        "皇后與于先生遊歷英里之外的鄰里，觀賞風采，臺灣、澳門與廣東的報紙爭相報導這個歷史時刻。",
    ],
)
def test_traditional_text_that_people_wrote_stays(text: str) -> None:
    assert restore(text * 3).verdict == "clean"


def test_few_notes_said_twice_prove_the_machine() -> None:
    """Most of its notes may be single ones."""
    noted = {
        "的": "(de)(de)",
        "会": "(hui)",
        "人": "(ren)",
        "区": "(qu)",
        "一": "(yi)",
        "中": "(zhong)",
    }
    text = f"{ARTICLES[3]}\n工人 林舟"
    found = "".join(char + noted.get(char, "") for char in text)
    result = restore(found)
    assert (result.family, result.text) == ("toneless", text)


def _scattered(text: str, chance: random.Random) -> str:
    """`text` in Traditional characters, one in twelve with its reading behind it."""
    spoken = readings()
    return "".join(
        f"{char}({spoken[char][0]})" if char in spoken and chance.random() < 0.08 else char
        for char in convert(text)
    )


@pytest.mark.parametrize("number", range(len(ARTICLES)))
def test_toned_notes_here_and_there_are_dropped(number: int) -> None:
    found = _scattered(ARTICLES[number], random.Random(number))
    result = restore(found)
    assert (result.family, result.text) == ("scattered", ARTICLES[number])
    assert undo(result.text, result.steps) == found


def test_notes_with_and_without_tones_and_pictures_are_dropped() -> None:
    """A machine that strikes every fourth character and puts pictures into words."""
    spoken, text = readings(), ARTICLES[1]
    pieces = []
    for number, char in enumerate(convert(text)):
        said = spoken.get(char, ("",))[0]
        said = plain(said) if number % 8 else said
        pieces.append(f"{char}({said})" if said and not number % 4 else char)
        pieces.append("\U0001f42f" if said and not number % 50 else "")
    found = "".join(pieces)
    result = restore(found)
    assert (result.family, result.text) == ("scattered", text)
    assert {step.name for step in result.steps if not step.certain} == {"picture"}
    assert undo(result.text, result.steps) == found


def test_rare_forms_that_such_a_machine_swaps_in_are_made_usual_again() -> None:
    text = (
        f"{ARTICLES[1]}\n市场监管总局说，企业要依法管理，因此三家的产量一齐增加，同时与学校合作。"
    )
    swapped = str.maketrans(dict(zip("管局法因合和企齐", "筦跼灋囙郃咊齊齊", strict=True)))
    found = _scattered(text, random.Random(2)).translate(swapped)
    result = restore(found)
    assert (result.family, result.text) == ("scattered", text)
    open_places = [result.text[step.start] for step in result.steps if not step.certain]
    assert open_places == [char for char in text if char in "企齐"]
    assert undo(result.text, result.steps) == found


def test_one_rare_form_alone_is_left() -> None:
    text = f"{ARTICLES[1]}\n记者 林咊"
    assert restore(_scattered(text, random.Random(2))).text == text


def test_another_machine_may_have_been_there_before_the_channel() -> None:
    """Its notes have a blank before the bracket, and stand in what the channel converted."""
    spoken, text = readings(), ARTICLES[1]
    noted = "".join(
        f"{char}({spoken[char][0]} )" if char in spoken and not number % 8 else char
        for number, char in enumerate(text)
    )
    found = damage(noted, Channel(LISTED[:20]))
    result = restore(found)
    assert (result.family, result.text, result.certified) == ("annotated", text, True)
    assert undo(result.text, result.steps) == found


def test_the_sign_of_copyright_is_told_where_it_stood() -> None:
    text = f"{ARTICLES[0]}\n版权所有 © 2025 某某晚报"
    result = restore(damage(text, Channel(LISTED)))
    assert result.text == text
    assert "©" in [result.text[step.start : step.end] for step in result.lost]


def test_a_short_page_that_was_only_converted_needs_one_word_that_tells_it() -> None:
    text = "总理举行仪式欢迎来访的客人\n9日下午，总理在广场举行仪式，欢迎客人来访。军乐团奏两国国歌。随后，客人检阅了仪仗队。"
    assert restore(convert(text)).text == text


def test_readings_that_an_author_gives_are_not_dropped() -> None:
    hard = "臺灣的櫸(jǔ)樹、檜(guì)木與樟樹長得很高，欖(lǎn)仁樹、欒(luán)樹、苦楝(liàn)開花，"
    more = "鳶(yuān)尾、薔薇、牽牛與玉蘭也開花，蟋(xī)蟀、螽(zhōng)斯鳴叫，鷺(lù)鷥飛過田野。"
    assert restore(hard + more).verdict == "clean"


def test_a_character_that_only_two_others_make_is_known() -> None:
    """The second byte of 展 and the first of 狀 are 範, which the map never makes."""
    listed = (*LISTED[:40], ("範", "fàn"))
    text = f"{ARTICLES[0]}\n据调查，产业发展状况良好。"
    found = damage(text, Channel(listed))
    assert "展?fàn)" in found
    result = restore(found)
    assert result.verdict == "exact"
    assert result.text.endswith("产业发展状况良好。")


@pytest.mark.parametrize(("found", "shown"), [("陜西的墻", "陕西的墙"), ("陝西的牆", "陕西的墙")])
def test_every_form_of_a_character_is_simplified(found: str, shown: str) -> None:
    page = damage(ARTICLES[0], Channel(LISTED))
    assert restore(f"{page}\n{found}").text.endswith(shown)


def test_characters_whose_conversion_is_a_guess_do_not_spoil_a_certificate() -> None:
    guessed = min(scripts().simplified_only - scripts().surely_changed)
    page = damage(ARTICLES[0], Channel(LISTED, share=0.0))
    result = restore(f"{page}\n當時的{guessed}發展")
    assert result.certified, result.why


@pytest.mark.parametrize(
    ("line", "restored"),
    [
        ("作者:LI Yue? ?WANG Hua", "作者：LI Yue  WANG Hua"),
        ("分類號:R47.2? ? ? ? [標志碼]B", "分类号：R47.2        [标志码]B"),
        ("居全省首位。?\n他說", "居全省首位。\n他说"),
        ("首頁\n?\n\n正文", "首页\n\n\n正文"),
    ],
)
def test_runs_of_no_break_spaces_become_blanks(line: str, restored: str) -> None:
    page = damage(ARTICLES[0], Channel(LISTED, share=0.0))
    result = restore(f"{page}\n{line}")
    assert result.text.endswith(restored)
    assert any(step.name == "space" and not step.certain for step in result.steps)


@pytest.mark.parametrize("decoder", [DROPPING, REPLACEMENT], ids=lambda decoder: decoder.name)
def test_a_comma_before_a_byte_that_is_gone_is_a_mark(decoder: object) -> None:
    text = f"{ARTICLES[0]}\n" + "总投资3.8亿元。“方案由居民投票决定。”县里说。" * 3
    for seed in range(6):
        channel = Channel(LISTED[:90], share=0.9, comma=True, decoder=decoder)  # type: ignore[arg-type]
        result = restore(damage(text, channel, seed))
        assert result.certified, result.why
        assert result.lost or result.text == text


@pytest.mark.parametrize(
    ("found", "sign"),
    [
        ("港口吞吐量創(chuàng)新高", "pinyin"),
        ("局部地shù)段", "bracket"),
        ("总投资3.8亿元改造方\ue0ea案", "private use"),
        ("年产量\ufffd增长", "decode"),
        ("发布会,,介绍今年的安排,。", "commas"),
    ],
)
def test_signs_that_prove_nothing_are_named(found: str, sign: str) -> None:
    result = restore(found)
    assert (result.verdict, result.text) == ("clean", found)
    assert sign in result.why


def test_ordinary_text_shows_no_sign() -> None:
    assert restore(ORDINARY).why == ""


UNSEEN = {"space": "\u200b", "joiners": "\u200c\u200d", "mark": "\ufeff", "hyphen": "\xad"}


@pytest.mark.parametrize("share", [1.0, 0.5, 0.1])
@pytest.mark.parametrize("chars", UNSEEN.values(), ids=UNSEEN.keys())
def test_characters_that_nobody_sees_are_taken_out(chars: str, share: float) -> None:
    text = f"{ARTICLES[2]}\n他们一家\U0001f468\u200d\U0001f469都来了。"
    found = scatter_unseen(text, chars, share, random.Random(5))
    result = restore(found)
    assert (result.family, result.verdict, result.certified) == ("invisible", "exact", True)
    assert result.text.replace("\u200d", "") == text.replace("\u200d", "")
    assert undo(result.text, result.steps) == found
    assert replay(found, result.steps) == result.text


def test_names_of_such_characters_in_the_source_of_a_page_are_taken_out() -> None:
    found = f"<p>{scatter_unseen(ARTICLES[1], ['&#8203;', '&zwnj;'], 1.0, random.Random(1))}</p>"
    assert restore(found).text == f"<p>{ARTICLES[1]}</p>"


@pytest.mark.parametrize("number", range(len(ARTICLES)))
def test_other_damage_beneath_them_is_restored_too(number: int) -> None:
    channel = Channel(tuple(annotation_list().items()), comma=bool(number % 2))
    below = damage(ARTICLES[number], channel, number)
    found = scatter_unseen(below, ["\u200b"], 1.0, random.Random(number))
    result, expected = restore(found), restore(below)
    assert (result.text, result.verdict) == (expected.text, expected.verdict)
    assert len(result.lost) == len(expected.lost)
    assert undo(result.text, result.steps) == found
    assert replay(found, result.steps) == result.text


def test_a_few_of_them_inside_words_are_told() -> None:
    found = "今天的天\u200b气很好，我们去公\u200b园散\u200b步，花都开了，大家都很高兴。"
    result = restore(found)
    assert (result.verdict, result.text) == ("clean", found)
    assert "characters without width inside words" in result.why


def test_question_marks_for_most_characters_are_told() -> None:
    found = "???? ??11?30?,??:????????,???20%?\n" * 3
    result = restore(found)
    assert (result.verdict, result.text) == ("clean", found)
    assert "question marks for most of its characters" in result.why


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize("reader", ["latin-1", "cp1252"])
def test_utf8_that_was_misread_more_than_once_is_taken_apart(reader: str, times: int) -> None:
    text = f"{ARTICLES[1]}\nCafé “Zürich”, 30 °C"
    found = text
    for _ in range(times):
        pieces = (bytes([byte]) for byte in found.encode("utf-8"))
        found = "".join(_shown(piece, reader) for piece in pieces)
    result = restore(found)
    assert (result.family, result.verdict, result.certified) == ("mojibake", "exact", True)
    assert result.text.partition("\nCaf")[0] == ARTICLES[1]
    assert undo(result.text, result.steps) == found


def _shown(byte: bytes, reader: str) -> str:
    """What browsers show for a byte: what Windows has no letter for they take for Latin-1."""
    try:
        return byte.decode(reader)
    except UnicodeDecodeError:
        return byte.decode("latin-1")


def test_words_with_accents_that_were_misread_are_no_chinese() -> None:
    found = "Ã\x83Â©tÃ\x83Â© cafÃ\x83Â© Ã\x83Â¼ber Ã\x83Â\xa0 Ã\x83Â¨Ã\x83Â©Ã\x83Â¼Ã\x83Â¶"
    assert restore(found).text == found


def test_text_that_was_misread_twice_and_lost_letters_is_told() -> None:
    once = ARTICLES[1].encode("utf-8").decode("cp1252", "ignore")
    found = once.encode("utf-8").decode("cp1252", "ignore")
    assert "misread more than once" in restore(found).why


def test_pictures_inside_words_are_dropped_and_told() -> None:
    found = scatter_unseen(ARTICLES[3], "\U0001f42f\u26a1\U0001f525", 0.08, random.Random(4))
    result = restore(found)
    assert (result.family, result.verdict, result.text) == ("scattered", "exact", ARTICLES[3])
    assert {step.name for step in result.lost} == {"picture"}
    assert undo(result.text, result.steps) == found


@pytest.mark.parametrize("depth", [35, 136])
@pytest.mark.parametrize("number", range(len(ARTICLES)))
def test_other_tables_of_readings_are_read_off_the_page(number: int, depth: int) -> None:
    channel = Channel(other_table(depth), comma=bool(number % 2))
    result = restore(damage(ARTICLES[number], channel, depth))
    assert (result.family, result.certified) == ("annotated", True), result.why
    assert fold_marks(result.text) == fold_marks(ARTICLES[number]) or result.lost
