"""The forward model of the channel, stage by stage, as it was measured on real pages."""

from __future__ import annotations

import random

import pytest

from ingest.restore.channel import (
    Channel,
    annotate,
    annotate_toneless,
    convert,
    cut,
    damage,
    fold_marks,
    plain,
)
from ingest.restore.codec import DROPPING, QUESTION, REPLACEMENT, cells, codes, decode, encode
from ingest.restore.tables import (
    VOWELS,
    annotation_list,
    readings,
    scripts,
    straddled,
)


def test_every_cell_has_one_character_and_back() -> None:
    assert len(cells()) == 126 * 190
    assert len(codes()) == len(cells())
    assert all(
        encode(char) == code.to_bytes(2, "big") for code, char in list(cells().items())[::97]
    )


def test_private_cells_are_where_the_vendor_put_them() -> None:
    shown = [hex(ord(decode(bytes.fromhex(code)))) for code in ("AAA1", "F8A1", "A140")]
    assert shown == ["0xe000", "0xe234", "0xe4c6"]


@pytest.mark.parametrize(
    ("decoder", "shown"), [(QUESTION, "?啊"), (DROPPING, "(啊"), (REPLACEMENT, "\ufffd(啊")]
)
def test_an_ill_formed_pair(decoder, shown: str) -> None:  # type: ignore[no-untyped-def]
    assert decode(b"\xb0(\xb0\xa1", decoder) == shown


def test_single_bytes_that_gbk_leaves_out() -> None:
    assert decode(b"\x80\xff") == "\u20ac\uf8f5"
    assert encode("\u20ac\uf8f5") == b"\x80\xff"


def test_what_cp936_lacks_becomes_a_question_mark() -> None:
    assert encode("a\u00a0😀•") == b"a???"


def test_conversion_goes_character_by_character() -> None:
    assert convert("头发发展，后面里程，着力") == "頭發發展，后面里程，著力"


def test_annotation_is_blind_to_characters() -> None:
    wire = annotate(encode("當地"), [("數", "shù"), ("當", "dāng")])
    assert decode(wire) == "當(dāng)?shù)" + decode(encode("地")[1:])


def test_damage_of_the_bundled_article_in_small() -> None:
    listed = tuple((char, annotation_list()[char]) for char in "數當")
    found = damage("提升当地民政工作效能", Channel(listed, share=0.0))
    assert found.startswith("提升當(dāng)?shù)孛裾\ue480ぷ餍\ue7a2")


def test_a_mark_is_cut_wherever_its_bytes_stand() -> None:
    assert cut(encode("。”"), 1.0, random.Random(0)) == b"\x01\xa1\x01\xa3\xa1\xb1"
    assert damage("好。”他", Channel(share=1.0, comma=True)).startswith("好,?!")


def test_no_cut_before_a_colon() -> None:
    assert cut(encode("："), 1.0, random.Random(0)) == encode("：")


def test_only_seven_marks_are_folded() -> None:
    assert fold_marks("，：；！？（）。、“”《》％") == ",:;!?()。、“”《》％"


def test_damage_is_the_same_for_the_same_seed() -> None:
    channel = Channel(tuple(annotation_list().items()), comma=True)
    text = "当地的社会组织，为企业发展服务。" * 5
    assert damage(text, channel, 4) == damage(text, channel, 4) != damage(text, channel, 5)


def test_toneless_notes_repeat_once_to_three_times() -> None:
    noted = annotate_toneless("国家国家国家国家", "国", random.Random(3))
    assert noted.replace("(guo)", "") == "国家国家国家国家"
    assert "(guo)(guo)" in noted
    assert plain("lǜ") == "lv"


def test_tables_agree_with_one_another() -> None:
    table = scripts()
    assert set(annotation_list()) <= table.traditional_only
    assert not table.traditional_only & table.simplified_only
    assert all(len(set(pinyin) & set(VOWELS)) == 1 for pinyin in annotation_list().values())
    assert all(pinyin in readings()[char] for char, pinyin in annotation_list().items())
    assert "會" in straddled()[codes()["會"] >> 8, "huì"]


def test_the_map_can_be_inverted() -> None:
    table = scripts()
    images = {ord(image) for image in table.to_traditional.values()} - {ord("著")}
    assert all(convert(table.to_simplified[image]) == chr(image) for image in images)
    others = table.to_simplified.keys() - images
    assert {table.to_simplified[other] for other in others} <= table.simplified_only
