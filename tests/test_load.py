"""Loading: idempotent, counted, nothing lost, nothing half written."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from db import editions, load
from db.check import check
from ingest import pipeline
from ingest.fingerprint import ALIKE, likeness
from ingest.pipeline import ingest
from ingest.read import read_all

TEXT = "滨河市新增公交线路\n滨河市交通局3月5日介绍，全市新增公交线路12条，投入资金3000万元，方便了沿线5万名居民。\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "one.txt"
    path.write_text(TEXT, "utf-8")
    return path


def counts(db: Database, path: Path) -> dict[str, int]:
    return dict(ingest(db, read_all([str(path)], sys.stdin.buffer), "test").counts)


def test_a_second_run_changes_nothing(archive: Callable[..., Database], article: Path) -> None:
    db = archive(article)
    before = [
        list(db.query(f"SELECT * FROM [{name}]")) for name in ("articles", "facts", "origins")
    ]
    assert counts(db, article) == {"loaded": 0, "unchanged": 1, "duplicate": 0, "rejected": 0}
    after = [list(db.query(f"SELECT * FROM [{name}]")) for name in ("articles", "facts", "origins")]
    assert before == after


def test_the_same_bytes_elsewhere_are_one_source(
    archive: Callable[..., Database], article: Path, tmp_path: Path
) -> None:
    db = archive(article)
    copy = tmp_path / "copy.txt"
    copy.write_bytes(article.read_bytes())
    assert counts(db, copy)["duplicate"] == 1
    assert db.table("sources").count == 1
    origins = db.query("SELECT origin FROM origins ORDER BY origin")
    assert [row["origin"] for row in origins] == [str(copy), str(article)]


def test_the_same_text_in_other_bytes_is_another_witness(
    archive: Callable[..., Database], article: Path, tmp_path: Path
) -> None:
    db = archive(article)
    other = tmp_path / "gbk.txt"
    other.write_bytes(TEXT.encode("gb18030"))
    assert counts(db, other)["duplicate"] == 1
    assert db.table("articles").count == 1
    assert len(list(db.query("SELECT * FROM witnesses"))) == 2
    assert {row["encoding"] for row in db.table("sources").rows} == {"utf-8", "gb18030"}


def test_the_text_as_found_is_kept_exactly(
    archive: Callable[..., Database], tmp_path: Path
) -> None:
    found = (
        "  标题在这里\r\n\r\n正文第一段，说了一件事。\t\r\n　　第二段说了另一件事，到此为止。\r\n"
    )
    path = tmp_path / "crlf.txt"
    path.write_bytes(found.encode())
    db = archive(path)
    assert next(db.query("SELECT text FROM found_texts"))["text"] == found


def test_rejects_are_kept_with_their_reason(
    archive: Callable[..., Database], tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "in" / "good.txt").write_text(TEXT, "utf-8")
    db = archive(tmp_path / "in")
    rows = list(db.query("SELECT status, reason FROM sources ORDER BY status, reason"))
    assert [row["status"] for row in rows] == ["loaded", "rejected", "rejected"]
    assert all(row["reason"] for row in rows if row["status"] == "rejected")
    run = next(db.query("SELECT * FROM runs"))
    assert run["read"] == 3 == run["loaded"] + run["rejected"]


def test_facts_are_the_text_at_their_spans(archive: Callable[..., Database], article: Path) -> None:
    db = archive(article)
    body = next(db.query("SELECT body FROM articles"))["body"]
    facts = list(db.query("SELECT * FROM facts"))
    assert {"12条", "3000万元"} <= {fact["text"] for fact in facts}
    for fact in facts:
        assert body[fact["start"] : fact["end"]] == fact["text"]
        assert TEXT[fact["found_start"] : fact["found_end"]] == fact["text"]


def test_a_batch_that_fails_leaves_nothing(
    archive: Callable[..., Database], article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = archive()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(load.rows, "differs", broken)
    with pytest.raises(RuntimeError):
        counts(db, article)
    for name in ("sources", "articles", "facts", "origins"):
        assert not list(db.query(f"SELECT * FROM {name}")), name


def test_given_keys_are_kept(archive: Callable[..., Database], tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    line = {
        "text": TEXT,
        "url": "http://example.org/a",
        "published": "2019-03-06",
        "topic": ["交通"],
        "id": 7,
    }
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    db = archive(path)
    row = next(db.query("SELECT url, published FROM articles"))
    assert row == {"url": "http://example.org/a", "published": "2019-03-06"}
    given = json.loads(next(db.query("SELECT given FROM sources"))["given"])
    assert given["topic"] == ["交通"] and given["id"] == 7


def test_batches_do_not_change_the_result(
    archive: Callable[..., Database], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in.jsonl"
    lines = [json.dumps({"text": f"{TEXT}第{n}篇。"}, ensure_ascii=False) for n in range(7)]
    path.write_text("\n".join(lines), "utf-8")
    whole = [
        r["id"] for r in archive(path, name="whole.db").query("SELECT id FROM articles ORDER BY id")
    ]
    monkeypatch.setattr(pipeline, "BATCH", 2)
    parts = [
        r["id"] for r in archive(path, name="parts.db").query("SELECT id FROM articles ORDER BY id")
    ]
    assert whole == parts and len(whole) == 7


def test_a_good_archive_passes_its_check(archive: Callable[..., Database], article: Path) -> None:
    assert dict(check(archive(article))) == {
        "file": [],
        "references": [],
        "spans": [],
        "counts": [],
        "index": [],
    }


@pytest.mark.parametrize(
    ("harm", "name"),
    [
        ('UPDATE fact_rows SET more = \'{"text": "不是原文"}\' WHERE number = 0', "spans"),
        (
            """UPDATE fact_rows SET start = 99999, more = '{"text": "x"}' WHERE number = 0""",
            "spans",
        ),
        ("UPDATE runs SET loaded = 5", "counts"),
        ("UPDATE articles SET facts = facts + 1", "counts"),
        ("UPDATE sentence_rows SET length = 99999 WHERE number = 0", "spans"),
        ("UPDATE articles SET characters = 1", "counts"),
        ("UPDATE counts SET facts = facts + 1 WHERE topic = 'kind'", "counts"),
        ("DELETE FROM counts WHERE topic = 'kind'", "counts"),
        ("UPDATE fact_totals SET facts = facts + 1 WHERE columns = 5", "counts"),
        ("DELETE FROM fact_totals WHERE columns = 4", "counts"),
        ("UPDATE article_kinds SET kinds = kinds & ~2", "counts"),
        ("UPDATE fact_rows SET found = found + 99999 WHERE number = 0", "spans"),
        ("UPDATE runs SET finished = NULL", "counts"),
        ("UPDATE sources SET docid = NULL", "counts"),
        ("DROP TRIGGER articles_fts_insert", "index"),
    ],
)
def test_a_harmed_archive_fails_its_check(
    archive: Callable[..., Database], article: Path, harm: str, name: str
) -> None:
    db = archive(article)
    with db.atomic():
        db.execute(harm)
    assert dict(check(db))[name]


def test_the_same_claim_in_several_articles_is_linked(
    archive: Callable[..., Database], tmp_path: Path
) -> None:
    texts = {
        "a": "遂宁市发布人口数据\n2018年末，遂宁市常住人口为521.3万人。",
        "b": "遂宁市人口增长\n2018年末，遂宁市常住人口为521万人。",
        "c": "遂宁市公报\n2018年末，遂宁市常住人口为530.8万人。",
        "d": "遂宁市人口预测\n2019年末，遂宁市常住人口为522万人。",
    }
    path = tmp_path / "in.jsonl"
    lines = [json.dumps({"text": text, "id": name}) for name, text in texts.items()]

    path.write_text("\n".join(lines[:2]), "utf-8")
    (row,) = archive(path, name="agree.db").query("SELECT * FROM claims_compared")
    assert (row["articles"], row["agrees"]) == (2, 1)  # 521 is 521.3, less exactly

    path.write_text("\n".join(lines), "utf-8")
    (row,) = archive(path, name="all.db").query("SELECT * FROM claims_compared")
    assert (row["articles"], row["agrees"], row["place_code"]) == (3, 0, "510900")
    told = [number["text"] for number in json.loads(row["numbers"])]
    assert sorted(told) == ["521.3万人", "521万人", "530.8万人"]


def test_each_pair_is_compared_once(archive: Callable[..., Database], tmp_path: Path) -> None:
    for name in ("云台市", "金沙市"):
        (tmp_path / f"{name}.txt").write_text(f"{name}消息\n{TEXT}\n{name}新建学校3所。", "utf-8")
    db = archive(*sorted(tmp_path.glob("*.txt")))
    before = list(db.query("SELECT * FROM editions ORDER BY article"))
    compared: list[float] = []

    def counting(one: str, other: str) -> float:
        compared.append(likeness(one, other))
        return compared[-1]

    with db.atomic():
        editions.regroup(db, counting, ALIKE)
    assert len(before) == 2 and not compared
    assert list(db.query("SELECT * FROM editions ORDER BY article")) == before
    with db.atomic():
        db.execute("DELETE FROM comparisons")
        editions.regroup(db, counting, ALIKE)
    assert len(compared) == 1
    assert list(db.query("SELECT * FROM editions ORDER BY article")) == before


def test_the_planner_is_told_inside_a_transaction(
    archive: Callable[..., Database], article: Path
) -> None:
    """`PRAGMA optimize` by itself reads first, and fails where another run writes meanwhile."""
    db = archive()
    told: list[str] = []
    db.conn.set_trace_callback(told.append)
    counts(db, article)
    db.conn.set_trace_callback(None)
    place = told.index("PRAGMA optimize")
    assert told[place - 1] == "BEGIN IMMEDIATE" and "COMMIT" in told[place:]


def test_free_pages_are_given_back(archive: Callable[..., Database], article: Path) -> None:
    db = archive(article)
    assert db.execute("PRAGMA auto_vacuum").fetchone()[0] == 2
    assert db.execute("PRAGMA freelist_count").fetchone()[0] == 0
