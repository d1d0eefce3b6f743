"""Files, folders, pipes and devices: what is read, in which order, and why something is not."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from inputs import DATA, LINE, TEXT, read, told

from ingest.model import Rejected, Source
from ingest.read import MissingInput, bundled, read_all


def test_folders_are_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT + name, "utf-8")
    assert [Path(item.origin).name for item in read(tmp_path)] == ["a.txt", "b.txt", "c.txt"]


def test_a_folder_without_texts_says_so(tmp_path: Path) -> None:
    (item,) = read(tmp_path)
    assert item == Rejected(str(tmp_path), "the folder holds no file that could be read")


def test_a_missing_path_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="There is no file or folder"):
        read_all([str(tmp_path / "nowhere.txt")], io.BytesIO())


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(TEXT.encode(), "text/plain"), (b'{"text": "abc"}\n', "application/jsonl")],
)
def test_standard_input_is_told_by_its_content(data: bytes, media_type: str) -> None:
    (item,) = read_all(["-"], io.BytesIO(data))
    assert isinstance(item, Source)
    assert item.media_type == media_type


def test_the_bundled_article_is_there() -> None:
    (item,) = read(bundled())
    assert isinstance(item, Source)
    assert item.encoding == "utf-8"


def test_a_device_is_told_and_not_read() -> None:
    (item,) = read_all(["/dev/zero"], sys.stdin.buffer)
    assert isinstance(item, Rejected) and item.reason == "it is a device, which may have no end"


def test_links_out_of_a_folder_and_pipes_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "outside.txt").write_bytes(DATA)
    (folder / "inside.txt").write_bytes(DATA)
    (folder / "a-link.txt").symlink_to("inside.txt")
    (folder / "b-link.txt").symlink_to("../outside.txt")
    (folder / "c-link.txt").symlink_to("nowhere.txt")
    (folder / "d-loop").symlink_to(folder)
    os.mkfifo(folder / "e-pipe")
    outside = "it is a link that leads out of its folder or nowhere"
    loop = "it is a link to a folder, which is read where it lies"
    assert told(read(folder)) == [TEXT, outside, outside, loop, "it is no regular file", TEXT]


def test_an_unreadable_file_says_why(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DATA)
    path.chmod(0)
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    assert told(read(path)) == ["cannot be read: Permission denied"]


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([LINE] * 3))
    items = read_all([str(path)], io.BytesIO())
    first = next(items)
    with path.open("ab") as file:
        file.write(b"\n" + LINE)
    rest = list(items)
    assert told([first, *rest])[0] == TEXT
    assert told(rest)[-1] == "it was changed while it was read; read it again"
