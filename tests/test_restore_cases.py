"""Own sentences put through the channel, each for something that a real page showed."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from ingest.restore import Channel, damage, replay, restore, undo
from ingest.restore.codec import DROPPING, QUESTION, REPLACEMENT
from ingest.restore.tables import annotation_list

CASES = Path(__file__).parent / "cases" / "restore"
_UTF8 = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}")
_LIGATURES = {0x132: "IJ", 0x133: "ij", 0x1F1: "DZ", 0x1F2: "Dz", 0x1F3: "dz"}
"""What programs that mend texts make of one letter."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
DECODERS = {decoder.name: decoder for decoder in (QUESTION, DROPPING, REPLACEMENT)}


def _cases(name: str) -> list[dict[str, Any]]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _found(case: dict[str, Any]) -> str:
    """The text of a case as its machine leaves it."""
    if "read_as" in case:
        return _misread(case)
    if "found" in case:
        return str(case["found"])
    known = tuple(annotation_list().items())[: case.get("depth", 136)]
    listed = tuple((char, pinyin) for char, pinyin in case.get("listed", known))
    decoder = DECODERS[case.get("decoder", "question")]
    channel = Channel(
        listed,
        share=case.get("share", 0.0),
        comma=case.get("comma", False),
        decoder=decoder,
        fold=case.get("fold", True),
    )
    found = damage(case["text"], channel)
    if case.get("private_gone"):
        found = _PRIVATE.sub("", found)
    for shown, instead in case.get("reader", ()):
        found = found.replace(shown, instead)
    if case.get("composed"):
        found = unicodedata.normalize("NFC", found)
    shown = found[case.get("from", 0) : len(found) - case.get("cut", 0)]
    return f"{case.get('before', '')}{shown}{case.get('behind', '')}"


def _misread(case: dict[str, Any]) -> str:
    """The text of a case as a reader shows it that takes it for another encoding."""
    data = case["text"].encode(case["encoding"])
    found = str(data.decode(case["read_as"], case.get("errors", "strict")))
    found = found.replace("\xad", case.get("soft_hyphen", "\xad")) + str(case.get("behind", ""))
    if case.get("mended"):
        found = _UTF8.sub(lambda pair: pair[0].encode("latin-1").decode("utf-8"), found)
        found = unicodedata.normalize("NFC", found).translate(_LIGATURES)
    return _PRIVATE.sub("", found) if case.get("private_gone") else found


@pytest.mark.parametrize("case", _cases("damaged.jsonl"), ids=lambda case: case["label"])
def test_damaged_sentences_come_back(case: dict[str, Any]) -> None:
    found = _found(case)
    result = restore(found)
    assert found != result.text
    assert result.text == case.get("restored", case["text"])
    assert result.certified, result.why
    if "open" in case:
        assert [result.text[step.start : step.end] for step in result.lost] == case["open"]
    assert replay(found, result.steps) == result.text
    assert undo(result.text, result.steps) == found


@pytest.mark.parametrize("case", _cases("left.jsonl"), ids=lambda case: case["label"])
def test_what_is_left_takes_the_certificate(case: dict[str, Any]) -> None:
    found = _found(case)
    result = restore(found)
    assert (result.verdict, result.certified) == ("partial", False)
    assert case["left"] in result.text
    assert case["why"] in result.why
    assert undo(result.text, result.steps) == found
