"""The index follows every write, survives a rebuild, and is refused when it is stale."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from search_articles import add, make
from sqlite_utils import Database

from db import article_rows, search
from db.search import index


@pytest.fixture
def db() -> Iterator[Database]:
    made = make()
    yield made
    made.close()


def found(db: Database, query: str) -> list[str]:
    names = dict(db.execute("SELECT docid, id FROM articles").fetchall())
    return [names[docid] for docid in search.contains(db, query)]


def faults(db: Database) -> list[str]:
    return list(index.faults(db))


def test_an_insert_is_found_at_once(db: Database) -> None:
    add(db, "b01", "量子", "量子\n量子纠缠。")
    assert found(db, "纠缠") == ["b01"] and faults(db) == []


def test_an_update_is_followed(db: Database) -> None:
    db.execute("UPDATE articles SET body = '全新的正文', title = '新标题' WHERE id = 'a01'")
    assert found(db, "三加") == [] and found(db, "全新") == ["a01"]
    assert found(db, "标题:新标题") == ["a01"] and faults(db) == []


def test_an_update_of_other_columns_keeps_the_index(db: Database) -> None:
    db.execute("UPDATE articles SET publisher = '别处' WHERE id = 'a01'")
    assert found(db, "三加") == ["a01"] and faults(db) == []


def test_a_delete_is_followed(db: Database) -> None:
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("DELETE FROM articles WHERE id = 'a01'")
    assert found(db, "三加") == [] and faults(db) == []


def test_replacing_a_row_is_followed(db: Database) -> None:
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("""INSERT OR REPLACE INTO articles SELECT * FROM articles WHERE id = 'a01'""")
    assert found(db, "三加") == ["a01"] and faults(db) == []


def test_an_upsert_is_followed(db: Database) -> None:
    columns = [row[1] for row in db.execute("PRAGMA table_info(articles)").fetchall()]
    chosen = ", ".join("'改过的正文'" if name == "body" else name for name in columns)
    db.execute(
        f"INSERT INTO articles SELECT {chosen} FROM articles WHERE id = 'a01' "
        "ON CONFLICT(id) DO UPDATE SET body = excluded.body"
    )
    assert found(db, "三加") == ["a01"]  # still the title
    assert found(db, "改过") == ["a01"] and found(db, "1.78亿") == [] and faults(db) == []


def test_a_rollback_takes_the_index_back(db: Database) -> None:
    db.execute("BEGIN")
    add(db, "b01", "量子", "量子\n量子纠缠。")
    assert found(db, "纠缠") == ["b01"]
    db.conn.rollback()
    assert found(db, "纠缠") == [] and faults(db) == []


def test_names_follow_their_entities(db: Database) -> None:
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("UPDATE entities SET name = '王小宁' WHERE name = '王宁'")
    assert [name.name for name in search.search(db, "wang xiaoning").names] == ["王小宁"]
    assert search.search(db, "王宁").names == ()
    db.execute("DELETE FROM entities WHERE name = '王小宁'")
    assert search.search(db, "wang xiaoning").names == () and faults(db) == []


def test_rebuild_finds_the_same(db: Database) -> None:
    before = [found(db, query) for query in ("三加", "發", "1.78亿", "机构:财政局")]
    db.execute("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")
    assert [found(db, query) for query in ("三加", "發", "1.78亿", "机构:财政局")] == before
    index.rebuild(db)
    assert [found(db, query) for query in ("三加", "發", "1.78亿", "机构:财政局")] == before
    assert faults(db) == [] and all(before)


def pieces(db: Database) -> int:
    return int(db.execute("SELECT count(DISTINCT segid) FROM articles_fts_idx").fetchone()[0])


def test_merging_goes_in_small_steps_and_finds_the_same(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('automerge', 0)")
    db.conn.commit()
    for number in range(9):
        add(
            db, f"b{number:02}", f"第{number}批", f"第{number}批\n{chr(0x4E00 + number) * 3000}三加"
        )
        db.conn.commit()
    before = [found(db, query) for query in ("三加", "第3批", "一一")]
    assert pieces(db) > 3 and all(before)
    monkeypatch.setattr(index, "_MERGED", 1)
    told: list[str] = []
    db.conn.set_trace_callback(told.append)
    index.optimize(db)
    db.conn.set_trace_callback(None)
    assert sum("BEGIN" in sql for sql in told) > len(index.INDEXES)
    assert pieces(db) == 1 and faults(db) == []
    assert [found(db, query) for query in ("三加", "第3批", "一一")] == before


def test_rowid_is_docid_however_a_row_came_in(db: Database) -> None:
    db.execute("PRAGMA foreign_keys = OFF")
    article_rows.remove(db, [10])
    db.execute("DELETE FROM articles WHERE id = 'a10'")
    add(db, "b01", "一", "一")
    article_rows.remove(db, [10])
    db.execute("UPDATE articles SET docid = 50 WHERE id = 'b01'")
    add(db, "b02", "二", "二量")
    rows = db.execute("SELECT id FROM articles WHERE rowid <> docid").fetchall()
    assert rows == [] and found(db, "二量") == ["b02"] and faults(db) == []


def test_another_version_is_refused(db: Database) -> None:
    db.execute("UPDATE articles_fts_version SET version = 'fold 0'")
    with pytest.raises(index.StaleIndex) as refused:
        search.search(db, "三加")
    assert str(refused.value) == (
        f"The search index was made by another version (fold 0; this one needs {index.VERSION}). "
        "Make it anew with: jiaokan refresh --index"
    )
    with pytest.raises(index.StaleIndex):
        search.contains(db, "三加")
    assert faults(db) == [str(refused.value)]
    index.rebuild(db)
    assert found(db, "三加") == ["a01"] and faults(db) == []


def test_without_an_index_the_sentence_says_so() -> None:
    with sqlite3.connect(":memory:") as connection:
        assert index.stale(connection) == (
            "This archive has no search index. Make it with: jiaokan refresh --index"
        )
    connection.close()


def test_a_missing_trigger_is_a_fault(db: Database) -> None:
    db.execute("DROP TRIGGER articles_fts_update")
    assert faults(db) == [
        "The trigger articles_fts_update is missing, so new texts are not indexed. "
        "Make the index anew with: jiaokan refresh --index"
    ]
    index.rebuild(db)
    assert faults(db) == []


def test_an_index_that_disagrees_is_a_fault(db: Database) -> None:
    db.execute(
        "INSERT INTO articles_fts(articles_fts, rowid, body) VALUES ('delete', 1, zh_tokens('三'))"
    )
    assert faults(db) == [
        "The index articles_fts does not agree with the archive. Make it anew with: "
        "jiaokan refresh --index"
    ]


def test_a_plain_shell_can_search_but_not_write(tmp_path: Path) -> None:
    make(tmp_path / "archive.db").close()
    plain = sqlite3.connect(tmp_path / "archive.db")
    sql = "SELECT id FROM articles WHERE docid IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
    assert plain.execute(sql, ['"三加"']).fetchall() == [("a01",)]
    with pytest.raises(sqlite3.OperationalError, match="zh_tokens"):
        plain.execute("UPDATE articles SET body = 'x'")
    with pytest.raises(sqlite3.OperationalError):
        plain.execute("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")
    plain.rollback()
    assert plain.execute(sql, ['"三加"']).fetchall() == [("a01",)]
    plain.close()


def test_registering_twice_does_no_harm(db: Database) -> None:
    search.register(db.conn)
    search.register(db.conn)
    assert found(db, "三加") == ["a01"]


def test_the_index_is_smaller_than_it_may_be(db: Database) -> None:
    """Column 0 is the text: FTS5 spends two bytes more on every hit in another column."""
    columns = [row[1] for row in db.execute("PRAGMA table_info(articles_fts)").fetchall()]
    assert columns[:2] == ["body", "title"]
