"""What the archive has already is passed over: found where it was loaded, and never decoded."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database
from test_pipeline import story

from db.held import Follower, held
from db.load import Known, load
from db.runs import begin
from ingest.model import Incoming, Unread
from ingest.pipeline import CHUNK, ingest, upkeep
from ingest.read import incoming, jsonl

MANY = 3 * CHUNK


def lines(path: Path, numbers: list[int]) -> Path:
    told = [json.dumps({"id": n, "text": story(n)}, ensure_ascii=False) for n in numbers]
    path.write_text("\n".join(told) + "\n", "utf-8")
    return path


def documents(path: Path) -> list[Incoming]:
    return list(incoming([str(path)], sys.stdin.buffer))


def counts(db: Database, path: Path, workers: int = 1) -> dict[str, int]:
    told = ingest(db, incoming([str(path)], sys.stdin.buffer), "test", workers=workers).counts
    return {name: count for name, count in told.items() if count}


@pytest.fixture
def db(archive: Callable[..., Database], tmp_path: Path) -> Database:
    return archive(lines(tmp_path / "in.jsonl", list(range(MANY))))


def looked_up(db: Database, path: Path) -> int:
    """How often the index of keys is asked while a file is read that is there already."""
    asked: list[str] = []
    db.conn.set_trace_callback(asked.append)
    follower = Follower(db)
    keys = [item.sha256 for item in documents(path) if item.sha256]
    for at in range(0, len(keys), CHUNK):
        assert set(follower.origins(keys[at : at + CHUNK])) == set(keys[at : at + CHUNK])
    db.conn.set_trace_callback(None)
    return sum("[sha256] IN" in sql for sql in asked)


def test_what_is_read_again_in_its_order_is_found_where_it_was_loaded(
    db: Database, tmp_path: Path
) -> None:
    assert looked_up(db, tmp_path / "in.jsonl") == 1


def test_in_another_order_it_is_found_too(db: Database, tmp_path: Path) -> None:
    numbers = list(range(MANY))
    random.Random(1).shuffle(numbers)
    shuffled = lines(tmp_path / "shuffled.jsonl", numbers)
    assert looked_up(db, shuffled) == MANY // CHUNK


def test_new_lines_between_old_ones_are_loaded(db: Database, tmp_path: Path) -> None:
    numbers = list(range(MANY))
    for place in (0, 7, 30, MANY + 3):
        numbers.insert(place, MANY + place)
    grown = lines(tmp_path / "grown.jsonl", numbers)
    assert counts(db, grown) == {"loaded": 4, "duplicate": MANY}  # they lie in another file now
    assert counts(db, grown) == {"unchanged": MANY + 4}


def test_what_is_there_is_not_decoded(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noting(line, origin, digest, told):  # type: ignore[no-untyped-def]
        read.append(origin)
        return real(line, origin, digest, told)

    real = jsonl._source
    monkeypatch.setattr(jsonl, "_source", noting)
    path = lines(tmp_path / "in.jsonl", [*range(MANY), MANY])
    assert counts(db, path) == {"unchanged": MANY, "loaded": 1}
    assert read == [f"{path}#{MANY + 1}"]


def test_what_was_forgotten_is_loaded_again(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    for number in (1, 50, 51):
        assert upkeep.forget_source(db, f"{path}#{number}") == (1, 1)
    assert counts(db, path) == {"unchanged": MANY - 3, "loaded": 3}
    assert counts(db, path) == {"unchanged": MANY}


def test_what_was_rejected_is_read_again(archive: Callable[..., Database], tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    told = [json.dumps({"text": story(n)} if n % 3 else {"no": n}) for n in range(CHUNK)]
    path.write_text("\n".join(told), "utf-8")
    db = archive(path)
    refused = len(range(0, CHUNK, 3))
    assert counts(db, path) == {"unchanged": CHUNK}
    keys = {item.sha256 for item in documents(path) if item.sha256}
    assert len(Follower(db).origins(sorted(keys))) == len(held(db, keys)) == CHUNK - refused


def test_after_refresh_nothing_is_loaded_anew(db: Database, tmp_path: Path) -> None:
    upkeep.refresh(db)
    assert counts(db, tmp_path / "in.jsonl", workers=2) == {"unchanged": MANY}


def test_one_that_another_process_forgets_meanwhile_is_no_fault(
    db: Database, tmp_path: Path
) -> None:
    first = documents(tmp_path / "in.jsonl")[0]
    assert isinstance(first, Unread)
    upkeep.forget_source(db, first.sha256)
    run = begin(db, "test")
    load(db, run, [Known(first.sha256, first.origin), Known(first.sha256, "elsewhere")])
    assert not held(db, {first.sha256})
    assert db.execute("SELECT count(*) FROM origins").fetchone()[0] == MANY - 1
