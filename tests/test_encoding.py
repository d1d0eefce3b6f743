"""Encodings are decided by evidence; what is no text is not guessed at."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from inputs import PAGE, TEXT, read, read_data, source

from ingest.read.encoding import UnreadableText, decode

SIMPLIFIED = "遂宁市在社会组织的支持下，发展了民政事业。这是一个例子，也是大家的经验。"
TRADITIONAL = "臺北市政府今天表示，這是一個很大的進步，我們會繼續努力，為人民服務。"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (SIMPLIFIED.encode(), SIMPLIFIED, "utf-8"),
        (b"\xef\xbb\xbf" + SIMPLIFIED.encode(), SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED, "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5hkscs"),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030"),
        (SIMPLIFIED.encode("utf-16"), SIMPLIFIED, "utf-16"),
        (SIMPLIFIED.encode("utf-16-le"), SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED, "utf-16-be"),
        (b"plain ascii text", "plain ascii text", "utf-8"),
    ],
)
def test_encoding_by_evidence(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\r\n\t", "the file is empty"),
        ("\u3000\n".encode(), "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "it is binary data, not text"),
        (b"\x01\x02\x03\x04\x05", "it is binary data, not text"),
        (b"\xff\xfe\x00", "it starts like utf-16, but its bytes are not valid utf-16"),
        (b"caf\xe9 \xe0 la carte d\xe9j\xe0 vu" * 9, None),
    ],
)
def test_what_is_no_text_says_so(data: bytes, reason: str | None) -> None:
    with pytest.raises(UnreadableText) as error:
        decode(data)
    assert reason is None or str(error.value) == reason


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (PAGE.replace("<head>", '<head><meta charset="gb2312">').encode("gb18030"), "gb18030", None),
        ('<html><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">日本のニュース'.encode("cp932"), "cp932", "日本のニュース"),
        (b'<html><meta charset="big5">' + "臺北市政府今天表示".encode("big5"), "big5hkscs", "臺北市政府今天表示"),
        (b'<html><meta charset="iso-8859-1">caf\xe9', "cp1252", "café"),
        (b'<html><meta charset="gb2312">' + TEXT.encode(), "utf-8", TEXT),  # it lies
        (TEXT.encode("gb18030") * 9 + b"\xff", "gb18030, 1 invalid", None),
        (TEXT.encode() * 9 + b"\xe6\xbb", "utf-8, 1 invalid", None),
    ],
)  # fmt: skip
def test_declared_encodings(tmp_path: Path, data: bytes, encoding: str, text: str | None) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(data)
    (item,) = read(path)
    assert source(item).encoding == encoding
    assert (text or "滨河市新增公交线路") in source(item).text


FERRY = "昨日，滨河渡口恢复通航，首班船于清晨六点开出。"
FERRY_TRADITIONAL = "昨日，濱河渡口恢復通航，首班船於清晨六點開出。"


@pytest.mark.parametrize(
    ("text", "encoding", "said", "name"),
    [
        ("渡口通航", "gb18030", None, "gb18030"),  # nothing but four characters
        ("東港渡輪", "big5", None, "big5hkscs"),
        (FERRY[:12], "utf-16-le", None, "utf-16-le"),  # no byte of it is NUL
        (FERRY_TRADITIONAL, "utf-16-be", None, "utf-16-be"),
        (FERRY, "gb18030", "big5", "gb18030"),  # declared wrongly
        (FERRY, "gb18030", "iso-8859-1", "gb18030"),
        (FERRY, "gb18030", "shift_jis", "gb18030"),
        (FERRY, "gb18030", "utf-8", "gb18030"),
        (FERRY_TRADITIONAL, "big5", "gb2312", "big5hkscs"),
        ("東京の新しい路線が開通しました。", "cp932", "shift_jis", "cp932"),
        ("В городе открыты новые маршруты.", "utf-8", None, "utf-8"),
        ("Où est l'été à la plage ? Déjà là.", "utf-8", None, "utf-8"),
    ],
)
def test_encodings_are_decided_by_evidence(
    text: str, encoding: str, said: str | None, name: str
) -> None:
    assert decode(text.encode(encoding), said) == (text, name)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
@pytest.mark.parametrize("text", [FERRY, "渡口", "В городе открыты новые маршруты.", PAGE])
def test_a_mark_of_utf16_before_utf8(mark: bytes, text: str) -> None:
    assert decode(mark + text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_mark_of_utf16_before_records_in_utf8(mark: bytes) -> None:
    for name, data in (
        ("a.csv", f"id,text\n1,{FERRY}\n"),
        ("a.jsonl", f'{{"text": "{FERRY}"}}\n' * 2),
        ("a.json", f'[{{"text": "{FERRY}"}}]'),
        ("a", f"id,text\n1,{FERRY}\n"),
    ):
        assert {source(item).text for item in read_data(name, mark + data.encode())} == {FERRY}


@pytest.mark.parametrize(("text", "old"), [(FERRY, "gb18030"), (FERRY_TRADITIONAL, "big5hkscs")])
def test_a_mark_of_utf8_before_older_encodings(text: str, old: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode(old)) == (text, old)


@pytest.mark.parametrize(
    "text", ["【", "丹", "【学习", "渡口", "渡", "渡\n口", "서울 버스", "渡口 A"]
)
def test_true_marks_of_utf16(text: str) -> None:
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        assert decode(mark + text.encode(encoding)) == (text, "utf-16")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (FERRY.encode()[:30] + b"\xff" + FERRY.encode()[30:], "utf-8, 1 invalid"),
        ((FERRY * 3).encode()[:-1], "utf-8, 1 invalid"),
        ((FERRY * 9).encode("gb18030") + b"\xff", "gb18030, 1 invalid"),
        ((FERRY + "\n").encode("utf-16") + b"\x0a", "utf-16, 1 invalid"),
    ],
)
def test_stray_bytes_are_shown_and_counted(data: bytes, name: str) -> None:
    text, encoding = decode(data)
    assert encoding == name and text.count("\ufffd") == 1


@pytest.mark.parametrize(
    "data",
    [
        "서울에 새로운 버스 노선이 생겼다.".encode("cp949"),
        "В городе открыты новые маршруты.".encode("cp1251"),
        "café crème".encode("cp1252"),
        bytes(range(128, 256)),
        b"\xff\xfe\x00",
    ],
)
def test_no_text_is_guessed_at(data: bytes) -> None:
    with pytest.raises(UnreadableText):
        decode(data)
