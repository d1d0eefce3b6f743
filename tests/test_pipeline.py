"""The pipeline: the same archive for any number of workers, any order, and after any kill."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from db import collations
from db.archive import open_archive
from db.check import check
from db.export import export, names, select
from ingest import pipeline
from ingest import process as processing
from ingest.collate import readings
from ingest.model import Restoration
from ingest.pipeline import collation, upkeep
from ingest.read import read_all
from ingest.restore import Channel, damage
from ingest.restore.tables import annotation_list

PLACES = ("滨河", "青石", "白塔", "长岭", "东湖", "西山", "南溪", "北屯", "云台", "金沙")
LOSSY = 4
"""Seed of a damage that loses bytes."""
THINGS = ("公交线路", "社区医院", "农村公路", "文化广场", "养老服务站", "污水处理厂")


def story(number: int) -> str:
    """A report that no other number gives."""
    place, thing = PLACES[number % 10], THINGS[number // 10 % 6]
    return (
        f"{place}市新增{thing}{number + 2}处\n"
        f"{place}市政府3月{number % 28 + 1}日介绍，全市新增{thing}{number + 2}处，投入资金{number + 7}00万元，"
        f"方便了沿线{number + 3}万名居民。\n"
        f"市长李建国说：“{place}的{thing}建设要让群众满意，第{number}批项目年底前完工。”\n"
        f"据了解，与上年相比，{place}市的{thing}总数增长{number % 9 + 1}.5%，覆盖了{number + 11}个乡镇。\n"
    )


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports, copies of them in other bytes and places, editions of them, and what is no text."""
    folder = tmp_path_factory.mktemp("corpus")
    channel = Channel(tuple(annotation_list().items()), fold=False)
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(story(number), "utf-8")
    (folder / "copy.txt").write_text(story(1), "utf-8")
    (folder / "gbk.txt").write_bytes(story(2).encode("gb18030"))
    (folder / "damaged.txt").write_text(damage(story(3), channel), "utf-8")
    (folder / "only-damaged.txt").write_text(damage(story(40), channel), "utf-8")
    # What these two lost, 07.txt holds; of the second half of the text is gone as well.
    lossy = damage(story(7), channel, seed=LOSSY)
    (folder / "lossy.txt").write_text(lossy, "utf-8")
    (folder / "lossy-cut.txt").write_text(lossy.rsplit("\n", 2)[0], "utf-8")
    (folder / "cut.txt").write_text(story(4).rsplit("\n", 2)[0], "utf-8")
    (folder / "renamed.txt").write_text("另一个标题\n" + story(5).split("\n", 1)[1], "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)))
    lines = [
        {"text": story(n), "url": f"http://example.org/{n}", "published": f"2020-03-{n:02}"}
        for n in (6, 20, 21, 22, 23, 24)
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / "lines.jsonl").write_text(text, "utf-8")
    return folder


def exported(db: Database) -> dict[str, str]:
    """Every table and view as CSV, but for `runs`, which tell of time."""
    found = {}
    for name in names():
        if name != "runs":
            out = io.StringIO(newline="")
            export(db, select(name), out)
            found[name] = out.getvalue()
    db.execute("PRAGMA query_only = OFF")
    return found


def ingested(path: Path, inputs: list[Path], workers: int = 1) -> Database:
    db = open_archive(path, create=True)
    sources = read_all(map(str, inputs), sys.stdin.buffer)
    pipeline.ingest(db, sources, "test", workers=workers)
    return db


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    db = ingested(tmp_path_factory.mktemp("whole") / "archive.db", [corpus])
    found = exported(db)
    assert all(not faults for faults in dict(check(db)).values())
    db.close()
    return found


def test_copies_without_number_are_collated_in_as_many_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = Channel(tuple(annotation_list().items()), fold=False)
    lossy = damage(story(7), channel, seed=LOSSY)
    for number in range(40):
        copy = story(7) + f"本报见习记者第{number}次实地走访了这些站点。\n"
        (tmp_path / f"whole-{number:02}.txt").write_text(copy, "utf-8")
        (tmp_path / f"lossy-{number:02}.txt").write_text(lossy + f"{number}" * 9, "utf-8")
    read: list[str] = []

    def counting(restoration: Restoration, body: str) -> dict[int, str]:
        read.append(body)
        return readings(restoration, body)

    monkeypatch.setattr(collation, "readings", counting)
    db = ingested(tmp_path / "archive.db", sorted(tmp_path.glob("*.txt")))
    (told,) = db.query("SELECT count(*) AS articles, count(DISTINCT first) AS groups FROM editions")
    assert told == {"articles": 80, "groups": 1}
    assert len(read) == 40 * collations.MOST_READ
    articles = "SELECT count(DISTINCT article) AS n FROM collations"
    assert [row["n"] for row in db.query(articles)] == [40]
    db.close()


def same(db: Database, expected: dict[str, str]) -> None:
    found = exported(db)
    for name, text in expected.items():
        assert found[name] == text, name
    db.close()


def test_the_corpus_holds_what_it_should(undisturbed: dict[str, str]) -> None:
    assert undisturbed["origins"].count("\r\n") == 1 + 28
    assert undisturbed["editions"].count("\r\n") == 1 + 6
    assert "restored: exact" in undisturbed["witnesses"]
    assert undisturbed["sources"].count("rejected") == 2
    assert "what it had lost was read in other copies" in undisturbed["witnesses"]
    assert undisturbed["collations"].count("\r\n") > 2


def test_workers_do_not_change_the_result(
    corpus: Path, tmp_path: Path, undisturbed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "ALONE", 1)
    monkeypatch.setattr(pipeline, "CHUNK", 3)
    same(ingested(tmp_path / "archive.db", [corpus], workers=2), undisturbed)


@pytest.mark.parametrize("batch", [1, 5])
def test_the_order_of_files_does_not_change_the_result(
    corpus: Path,
    tmp_path: Path,
    undisturbed: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    batch: int,
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", batch)
    files = sorted(corpus.iterdir(), reverse=True)
    same(ingested(tmp_path / "archive.db", files), undisturbed)


def test_runs_one_after_another_are_as_one(
    corpus: Path, tmp_path: Path, undisturbed: dict[str, str]
) -> None:
    files = sorted(corpus.iterdir(), key=lambda path: path.name[::-1])
    for number in range(0, len(files), 5):
        ingested(tmp_path / "archive.db", files[number : number + 5]).close()
    same(open_archive(tmp_path / "archive.db"), undisturbed)


def test_refresh_with_the_same_rules_changes_nothing(
    corpus: Path, tmp_path: Path, undisturbed: dict[str, str]
) -> None:
    db = ingested(tmp_path / "archive.db", [corpus])
    told = upkeep.refresh(db)
    assert told.articles == 21 and told.changed == 0 and not told.kept
    assert all(not faults for faults in dict(check(db)).values())
    same(db, undisturbed)


@pytest.mark.parametrize(
    "name",
    [
        "03.txt",
        "copy.txt",
        "gbk.txt",
        "damaged.txt",
        "lossy.txt",
        "lossy-cut.txt",
        "07.txt",
        "cut.txt",
        "lines.jsonl",
    ],
)
def test_a_forgotten_source_leaves_no_trace(corpus: Path, tmp_path: Path, name: str) -> None:
    files = [path for path in corpus.iterdir() if path.suffix in (".txt", ".jsonl")]
    db = ingested(tmp_path / "archive.db", files)
    gone, _ = upkeep.forget_source(db, str(corpus / name))
    assert gone
    assert all(not faults for faults in dict(check(db)).values())
    without = [path for path in files if path.name != name]
    if name == "copy.txt":  # its bytes lie in 01.txt too, and one source was named
        without = [path for path in without if path.name != "01.txt"]
    other = ingested(tmp_path / "other.db", without)
    expected = exported(other)
    other.close()
    same(db, expected)


def test_what_is_not_there_cannot_be_forgotten(corpus: Path, tmp_path: Path) -> None:
    db = ingested(tmp_path / "archive.db", [corpus / "00.txt"])
    assert upkeep.forget_source(db, "nowhere") == (0, 0)
    db.close()


def test_a_rehearsal_counts_and_writes_nothing(corpus: Path, tmp_path: Path) -> None:
    db = ingested(tmp_path / "archive.db", [corpus / "00.txt"])
    before = exported(db)
    run = pipeline.rehearse(db, read_all([str(corpus)], sys.stdin.buffer))
    real = ingested(tmp_path / "real.db", [corpus])
    counts = next(real.query("SELECT read, loaded, rejected FROM runs"))
    assert (run.read, run.counts["rejected"]) == (counts["read"], counts["rejected"])
    assert run.counts["unchanged"] >= 1
    same(db, before)
    real.close()


def test_a_fault_on_one_page_does_not_stop_the_others(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = processing.process

    def faulty(source, read=None):  # type: ignore[no-untyped-def]
        if "青石" in source.text:
            raise ValueError("that was not foreseen")
        return real(source)

    monkeypatch.setattr(processing, "process", faulty)
    path = tmp_path / "archive.db"
    db = ingested(path, [corpus / "00.txt", corpus / "01.txt", corpus / "02.txt"])
    run = next(db.query("SELECT loaded, rejected FROM runs"))
    assert run == {"loaded": 2, "rejected": 1}
    reason = next(db.query("SELECT reason FROM sources WHERE status = 'rejected'"))["reason"]
    assert reason == "a fault in Jiaokan: ValueError: that was not foreseen. Please report it"
    monkeypatch.setattr(processing, "process", real)
    pipeline.ingest(db, read_all([str(corpus / "01.txt")], sys.stdin.buffer), "later")
    assert db.table("articles").count == 3
    assert next(db.query("SELECT count(*) AS n FROM sources WHERE status = 'rejected'"))["n"] == 0
    db.close()


def kill_after(seconds: float, path: Path, inputs: Path) -> None:
    """Run an ingest and kill it."""
    command = [sys.executable, "-m", "ingest.cli", "ingest", str(inputs), "--db", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_killed_and_run_again_is_as_never_killed(
    archive: Callable[..., Database], tmp_path: Path
) -> None:
    inputs = tmp_path / "many.jsonl"
    lines = [json.dumps({"text": story(n)}, ensure_ascii=False) for n in range(240)]
    inputs.write_text("\n".join(lines), "utf-8")
    whole = archive(inputs, name="whole.db")
    expected = exported(whole)
    for number in range(4):
        kill_after(0.5 + 0.35 * number, tmp_path / "killed.db", inputs)
    db = ingested(tmp_path / "killed.db", [inputs])
    assert all(not faults for faults in dict(check(db)).values())
    same(db, expected)
