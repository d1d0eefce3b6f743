"""What is not loaded is told: hidden files, links that lead round, pages that hold no article."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import build
from datasette.app import Datasette
from sqlite_utils import Database

from db.pages.article import article
from db.site.serve import application
from ingest import pipeline
from ingest.attempt import attempt
from ingest.model import Rejected, Source
from ingest.read import read_all

TEXT = (
    "石桥镇新修水渠三公里\n本报讯 石桥镇今年新修水渠三公里，受益农户一百二十户，投资八十六万元。\n"
)
SYSTEM = (".DS_Store", "._a.txt", "Thumbs.db", "desktop.ini", "~$report.docx", "__MACOSX/a.txt")
HIDDEN = (".notes.txt", ".drafts/a.txt", "sub/.b.txt")


def told(path: Path) -> dict[str, str | None]:
    """What was read, by its name, and why it was rejected."""
    items = read_all([str(path)], io.BytesIO())
    return {
        item.origin.removeprefix(str(path) + "/"): getattr(item, "reason", None) for item in items
    }


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(TEXT, "utf-8")


def test_hidden_files_are_told_and_those_of_systems_left_out(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", *SYSTEM, *HIDDEN)
    found = told(tmp_path)
    assert set(found) == {"a.txt", ".notes.txt", ".drafts", "sub/.b.txt"}
    assert found.pop("a.txt") is None
    assert all(reason and reason.startswith("it is hidden") for reason in found.values())


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    put(tmp_path, ".notes.txt")
    (item,) = read_all([str(tmp_path / ".notes.txt")], io.BytesIO())
    assert isinstance(item, Source)


def test_what_belongs_to_a_saved_page_is_told_in_one_sentence(tmp_path: Path) -> None:
    parts = ("a.css", "b.js", "c.png", "d.js.下载", "sub/e.jpg")
    put(tmp_path, "桥.html", *(f"桥_files/{part}" for part in (*parts, "frame.html", "notes.txt")))
    put(tmp_path, "船_files/a.css", "船_files/b.js")
    found = told(tmp_path)
    assert found.pop("桥_files") == "it holds what belongs to the page 桥.html, which is read"
    assert {name for name, reason in found.items() if reason is None} == {
        "桥.html",
        "桥_files/frame.html",
        "桥_files/notes.txt",
    }
    assert set(found) >= {"船_files/a.css", "船_files/b.js"} and len(found) == 5


def test_hidden_files_in_a_zip_archive_are_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        for name in ("a.txt", *SYSTEM, *HIDDEN):
            packed.writestr(name, TEXT)
    found = told(tmp_path / "in.zip")
    assert set(found) == {"a.txt", *HIDDEN}
    assert [name for name, reason in found.items() if reason is None] == ["a.txt"]


def test_links_that_lead_round_are_told(tmp_path: Path) -> None:
    put(tmp_path, "sub/a.txt")
    (tmp_path / "up").symlink_to(".", target_is_directory=True)
    (tmp_path / "again").symlink_to("sub", target_is_directory=True)
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "sub" / "back").symlink_to("..", target_is_directory=True)
    found = told(tmp_path)
    assert found.pop("sub/a.txt") is None
    assert set(found) == {"up", "again", "self", "sub/back"}
    assert all(reason and "link" in reason for reason in found.values())


@pytest.mark.parametrize(
    ("text", "media_type", "is_article"),
    [
        ("<body><a href='/'>首页</a> <a href='/a'>本站简介</a> <a href='/b'>联络</a></body>", "text/html", False),
        ("<ul><li><a href='/a'>要闻</a></li><li><a href='/b'>财经</a></li></ul>", "text/html", False),
        ("<p><a href='/a'>要闻</a></p><p>明日上午停水，请提前储水。</p>", "text/html", True),
        ("字", "text/plain", False),
        ("。", "text/plain", False),
        ("停水", "text/plain", True),
    ],
)  # fmt: skip
def test_what_holds_no_article_is_rejected(text: str, media_type: str, is_article: bool) -> None:
    source = Source("0" * 64, "page", media_type, "utf-8", text, len(text), {})
    made = attempt(source)
    assert isinstance(made, Rejected) != is_article
    assert is_article or made.reason  # type: ignore[union-attr]


def test_a_rehearsal_counts_as_the_run_does(tmp_path: Path) -> None:
    put(tmp_path, "in/a.txt", "in/b.txt", "in/c/a.txt")
    (tmp_path / "in" / "d.txt").write_text(TEXT + "\n", "utf-8")
    (tmp_path / "in" / "e.txt").write_text("字", "utf-8")
    db = build(tmp_path / "archive.db", tmp_path / "in" / "a.txt")
    for _ in range(2):
        items = [list(read_all([str(tmp_path / "in")], sys.stdin.buffer)) for _ in range(2)]
        rehearsed = pipeline.rehearse(db, items[0]).counts
        real = pipeline.ingest(db, items[1], "test").counts
        assert rehearsed == real
        assert real["duplicate"] in (3, 0)
    db.close()


STORY = [f"第{n}号水渠长{n + 2}公里，由{n + 30}户农民修成，去年春天通水" for n in range(20)]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three tellings of a story: the second and the third differ from the first in other places."""
    folder = tmp_path_factory.mktemp("copies")
    for day, change in enumerate(({}, {1: "三次", 2: "两次"}, {17: "五次", 18: "四次"}), 1):
        lines = [STORY[n] + change.get(n, "") + "。" for n in range(20)]
        text = f"石桥镇水渠\n2021年3月{day}日 来源：石桥报\n" + "\n".join(lines)
        (folder / f"{day}.txt").write_text(text, "utf-8")
    build(folder / "archive.db", *sorted(folder.glob("*.txt"))).close()
    return folder / "archive.db"


def test_a_copy_is_as_like_as_it_is_to_this_page(copies: Path) -> None:
    db = Database(copies)
    keys = [row["id"] for row in db.query("SELECT id FROM articles ORDER BY published")]
    shown = {}
    for key in keys:
        page = article(db.conn, key)
        assert page is not None and len(page.editions) == 2
        shown |= {(key, other["id"]): other["likeness"] for other in page.editions}
    first, second, third = keys
    assert shown[second, first] == shown[first, second] < 1
    assert shown[third, first] == shown[first, third] < 1
    assert shown[second, third] is None or shown[second, third] < shown[second, first]
    db.close()


async def test_a_page_behind_the_last_one_says_so(copies: Path) -> None:
    site: Datasette = application(copies)
    for asked in ("q=水渠&page=99", "q=水渠&sort=date&page=99", "page=99"):
        html = (await site.client.get(f"/archive/-/search?{asked}")).text
        assert "这一页没有文章" in html and "没有找到" not in html
    html = (await site.client.get("/archive/-/search?q=量子纠缠")).text
    assert "没有找到" in html and "这一页没有文章" not in html
