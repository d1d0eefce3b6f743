"""Refresh after the rules have changed: as if today's rules had read everything."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlite_utils import Database
from test_pipeline import exported as every_export

from db.archive import open_archive
from db.check import check
from ingest import dissect, pipeline
from ingest.model import Furniture, Source
from ingest.neighbours import Kinds
from ingest.page import PageLine
from ingest.pipeline import merging, upkeep
from ingest.read import Meter
from ingest.told import Told, told_by_furniture

LINES = [
    "滨河渡口恢复通航",
    "昨日清晨六点，停航两年的滨河渡口恢复通航，首班船载客三百人，比停航以前多出四十人。",
    "县交通局介绍，渡口每天开行二十四班，早晚高峰每十五分钟一班，票价两元，老人和学生免费。",
]
PLAIN = "\n".join(LINES)
META = "\n".join([LINES[0], "2021-03-05 10:22 来源：滨河日报", *LINES[1:]])
MARKED = f"{PLAIN}\n〔存档〕第三批"


def source(name: str, text: str) -> Source:
    raw = text.encode()
    return Source(hashlib.sha256(raw).hexdigest(), name, "text/plain", "utf-8", text, len(raw))


def before(text: str, other: str) -> str:
    """`text` with as many blank lines behind it as give it the smaller key of the two."""
    while source("", text).sha256 > source("", other).sha256:
        text += "\n"
    return text


def archive(path: Path, sources: list[Source]) -> Database:
    db = open_archive(path, create=True)
    pipeline.ingest(db, sources, "test")
    return db


def exported(db: Database) -> dict[str, str]:
    assert all(not faults for faults in dict(check(db)).values())
    return every_export(db)


def tell_nothing(aside: Sequence[Furniture]) -> Told:
    return Told()


def setting_marks_aside(classify: Callable[..., Kinds]) -> Callable[..., Kinds]:
    def classified(lines: Sequence[PageLine], bait: frozenset[int]) -> Kinds:
        kinds = classify(lines, bait)
        return [
            "meta" if line.text.startswith("〔") else kind
            for line, kind in zip(lines, kinds, strict=True)
        ]

    return classified


def refreshed(path: Path, sources: list[Source], today: Callable[[], None]) -> dict[str, str]:
    db = archive(path, sources)
    today()
    upkeep.refresh(db)
    found = exported(db)
    db.close()
    return found


def test_the_article_comes_from_the_copy_that_tells_most_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [source("a.txt", before(PLAIN, META)), source("b.txt", META)]
    monkeypatch.setattr(dissect, "told_by_furniture", tell_nothing)
    found = refreshed(
        tmp_path / "a.db",
        sources,
        lambda: monkeypatch.setattr(dissect, "told_by_furniture", told_by_furniture),
    )
    assert "滨河日报" in found["articles"]
    fresh = archive(tmp_path / "b.db", sources)
    assert found == exported(fresh)
    fresh.close()


@pytest.mark.parametrize("order", [1, -1])
def test_copies_that_differ_today_are_articles_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: int
) -> None:
    texts = [before(PLAIN, MARKED), MARKED] if order > 0 else [PLAIN, before(MARKED, PLAIN)]
    sources = [source(f"{n}.txt", text) for n, text in enumerate(texts)]
    real = dissect.furniture.classify
    monkeypatch.setattr(dissect.furniture, "classify", setting_marks_aside(real))
    found = refreshed(
        tmp_path / "a.db",
        sources,
        lambda: monkeypatch.setattr(dissect.furniture, "classify", real),
    )
    fresh = archive(tmp_path / "b.db", sources)
    assert fresh.table("articles").count == 2
    assert found == exported(fresh)
    fresh.close()


def texts(db: Database) -> dict[str, tuple[str, str]]:
    """Where each source was found → id and text of its article."""
    sql = "SELECT s.origin, a.id, a.body FROM sources AS s JOIN articles AS a USING (docid)"
    return {origin: (key, body) for origin, key, body in db.execute(sql)}


def test_a_text_that_an_article_had_once_is_another_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = dissect.furniture.classify
    monkeypatch.setattr(dissect.furniture, "classify", setting_marks_aside(real))
    db = archive(tmp_path / "a.db", [source("marked.txt", MARKED)])
    (first,) = texts(db).values()
    monkeypatch.setattr(dissect.furniture, "classify", real)
    for text in (PLAIN, f"{PLAIN}\n\n"):  # now that text comes, twice
        upkeep.refresh(db)
        assert texts(db)["marked.txt"] == (first[0], MARKED)
        pipeline.ingest(db, [source(f"{len(text)}.txt", text)], "test")
    found = texts(db)
    upkeep.refresh(db)
    assert texts(db) == found and len({key for key, _ in found.values()}) == 2
    assert {body for _, body in found.values()} == {MARKED, PLAIN}
    assert not any(dict(check(db)).values())
    db.conn.rollback()
    merged = open_archive(tmp_path / "b.db", create=True)
    merging.merge(merged, [tmp_path / "a.db"], "test", Meter())
    assert texts(merged) == found
    merged.close()
    db.close()


def test_who_has_the_text_of_today_joins_the_article_with_the_old_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = archive(tmp_path / "a.db", [source("marked.txt", MARKED)])
    (first,) = texts(db).values()
    real = dissect.furniture.classify
    monkeypatch.setattr(dissect.furniture, "classify", setting_marks_aside(real))
    upkeep.refresh(db)
    plain = source("plain.txt", PLAIN)
    assert pipeline.rehearse(db, [plain]).counts["duplicate"] == 1
    pipeline.ingest(db, [plain], "test")
    assert texts(db) == dict.fromkeys(("marked.txt", "plain.txt"), (first[0], PLAIN))
    other = archive(tmp_path / "b.db", [plain])
    merging.merge(other, [tmp_path / "a.db"], "test", Meter())
    assert len({key for key, _ in texts(other).values()}) == 1
    other.close()
    for name, gone in (("marked.txt", 0), ("plain.txt", 1)):
        assert upkeep.forget_source(db, name) == (1, gone)
        assert {key for key, _ in texts(db).values()} <= {first[0]}
    db.close()


def test_articles_that_have_one_text_today_are_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [source("a.txt", PLAIN), source("b.txt", MARKED), source("c.txt", MARKED + "\n\n")]
    changed = setting_marks_aside(dissect.furniture.classify)
    found = refreshed(
        tmp_path / "a.db",
        sources,
        lambda: monkeypatch.setattr(dissect.furniture, "classify", changed),
    )
    fresh = archive(tmp_path / "b.db", sources)
    assert fresh.table("articles").count == 1
    assert found == exported(fresh)
    fresh.close()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE counts SET facts = facts + 1 WHERE topic = 'kind'",
        "DELETE FROM fact_counts",
        "UPDATE fact_totals SET valued = 0",
        "DELETE FROM article_kinds",
    ],
)
def test_what_was_miscounted_is_counted_anew(tmp_path: Path, harm: str) -> None:
    db = archive(tmp_path / "a.db", [source("a", META)])
    with db.atomic():
        db.execute(harm)
    assert dict(check(db))["counts"]
    db.conn.rollback()  # to look an index over, SQLite is told to write
    upkeep.refresh(db)
    assert not any(dict(check(db)).values())
