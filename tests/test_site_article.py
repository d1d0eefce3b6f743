"""The page of an article: its text in each script, its repairs, its facts, what to cite."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import CASES, build, load_cases
from damaged_pages import FAMILIES, laid_out, layouts
from damaged_pages import damaged as simulated_damage
from datasette.app import Datasette
from pages import damaged, db, plain, site, text_of
from sqlite_utils import Database

from db.pages.citation import gb7714
from db.site.restored import marks_in_body, stages
from db.site.serve import application
from ingest.dissect import dissect
from ingest.model import Record, Source
from ingest.process import process
from ingest.script import fold

__all__ = ["damaged", "db", "site"]  # fixtures


async def test_the_article_reads_as_it_was_written(
    site: Datasette, db: Database, damaged: dict[str, Any]
) -> None:
    page = await text_of(site, f"/archive/articles/{damaged['id']}")
    for line in damaged["body"].split("\n"):
        assert line.strip() in plain(page)
    assert damaged["title"] in page and "逐字" in page
    sentences = db.execute("SELECT count(*) FROM sentences WHERE article = ?", [damaged["id"]])
    assert page.count('<span class="s" id="s') == sentences.fetchone()[0]


async def test_every_fact_is_marked_and_leads_to_its_row(
    site: Datasette, db: Database, damaged: dict[str, Any]
) -> None:
    page = await text_of(site, f"/archive/articles/{damaged['id']}")
    rows = db.execute(
        "SELECT number FROM facts WHERE article = ? AND kind <> 'quote'", [damaged["id"]]
    ).fetchall()
    linked = set(re.findall(rf"/archive/facts/{damaged['id']},(\d+)", page))
    covered = {str(number) for (number,) in rows} - linked
    # A fact is without a link of its own only where narrower facts cover all of it.
    for number in covered:
        span = next(
            db.query(
                "SELECT start, [end] AS stop FROM facts WHERE article = ? AND number = ?",
                [damaged["id"], int(number)],
            )
        )
        inside = db.execute(
            """SELECT count(*) FROM facts WHERE article = ? AND start >= ? AND [end] <= ?""",
            [damaged["id"], span["start"], span["stop"]],
        ).fetchone()[0]
        assert inside > 1, number


async def test_the_three_scripts(site: Datasette, db: Database, damaged: dict[str, Any]) -> None:
    base = f"/archive/articles/{damaged['id']}"
    found = db.execute("SELECT text FROM found_texts WHERE source = ?", [damaged["source"]])
    original = found.fetchone()[0]
    shown = plain(await text_of(site, f"{base}?script=found"))
    for line in original.split("\n"):
        assert line.strip().replace(">", "&gt;") in shown
    traditional = plain(await text_of(site, f"{base}?script=traditional"))
    assert "社會力量延展了民政服務民生的臂膀" in traditional
    assert "社会力量延展了民政服务民生的臂膀" in plain(await text_of(site, base))


async def test_a_traditional_article_can_be_read_in_simplified(
    site: Datasette, db: Database
) -> None:
    row = next(db.query("SELECT * FROM articles WHERE script = 'traditional'"))
    page = await text_of(site, f"/archive/articles/{row['id']}")
    assert row["title"] in plain(page) and 'lang="zh-Hant"' in page
    simplified = plain(await text_of(site, f"/archive/articles/{row['id']}?script=simplified"))
    assert row["title"] not in simplified.partition("<main")[2]
    assert "旅客量回升 机场七月客运增近四倍" in simplified


async def test_repairs_are_shown_in_place(
    site: Datasette, db: Database, damaged: dict[str, Any]
) -> None:
    base = f"/archive/articles/{damaged['id']}"
    hidden = await text_of(site, base)
    assert "<ins" not in hidden and "<del" not in hidden
    shown = await text_of(site, f"{base}?repairs=1")
    assert "<del" in shown and 'class="chosen' in shown
    for line in damaged["body"].split("\n"):
        assert line.strip() in plain(shown)
    for (before,) in db.execute(
        "SELECT before FROM repairs WHERE article = ? AND certain = 0", [damaged["id"]]
    ):
        assert f"</span>{before}</del>" in shown


@pytest.mark.parametrize("layout", list(layouts())[::3])
def test_repairs_of_a_web_page_have_their_places(layout: str) -> None:
    article = (CASES / "restore" / "articles.json").read_text("utf-8")
    story = json.loads(article)[0]
    page = laid_out(layouts()[layout], story)
    found, _ = simulated_damage(page, FAMILIES["comma"], 400, 2)
    made = process(Source("0" * 64, "a.html", "text/html", "utf-8", found, len(found)))
    assert isinstance(made, Record) and made.restoration.steps
    repairs = [step._asdict() for step in made.restoration.steps]
    aside = [asdict(line) for line in made.article.furniture]
    stage = stages(found, made.article.body, repairs, aside, "text/html")
    assert stage is not None and stage.restored == made.restoration.text
    marks = marks_in_body(repairs, stage)
    assert len(marks) * 2 > len(repairs)  # the others stand in its head and its links
    for mark in marks:
        # A later step may have brought it back to Simplified.
        assert fold(made.article.body[mark.start : mark.end]) == fold(mark.value["after"])


async def test_a_query_is_highlighted(site: Datasette, damaged: dict[str, Any]) -> None:
    page = await text_of(site, f"/archive/articles/{damaged['id']}?q={quote('民政')}")
    assert page.count("<mark>") >= damaged["body"].count("民政")
    assert "<mark>" not in await text_of(site, f"/archive/articles/{damaged['id']}")


async def test_more_like_this_leads_to_other_articles(
    site: Datasette, damaged: dict[str, Any]
) -> None:
    page = await text_of(site, f"/archive/articles/{damaged['id']}")
    part = page.partition("相近的文章")[2].partition("</section>")[0]
    links = re.findall(r'href="/archive/articles/([^"]*)"', part)
    assert links and damaged["id"] not in links
    for link in links:
        await text_of(site, f"/archive/articles/{link}")


async def test_citations(site: Datasette, damaged: dict[str, Any]) -> None:
    page = await text_of(site, f"/archive/articles/{damaged['id']}")
    assert re.search(
        r"王尧\. 社会力量.*: .*\[N/OL\]\. 中国社会报, 2018-08-29\[\d{4}-\d\d-\d\d\]", page
    )
    assert f"@article{{{damaged['id']}," in page and "year = {2018}" in page


def test_a_citation_has_the_day_of_publication() -> None:
    article = {"title": "渡口", "subtitle": None, "byline": None, "publisher": "滨河日报"}
    article |= {"published": "2021-03-05T10:22:31+08:00", "url": None}
    cited = gb7714(article, "http://x/a", "2021-04-01")
    assert cited == "渡口[N/OL]. 滨河日报, 2021-03-05[2021-04-01]. http://x/a."


async def test_a_fact_leads_back_to_its_bytes(
    site: Datasette, db: Database, damaged: dict[str, Any]
) -> None:
    fact = next(
        db.query("SELECT * FROM facts WHERE article = ? AND text = '1.78亿元'", [damaged["id"]])
    )
    page = await text_of(site, f"/archive/facts/{fact['article']},{fact['number']}")
    assert "1.78亿元" in page and "178,000,000 CNY" in page
    assert f"原件第 {fact['found_start'] + 1}–{fact['found_end']} 字" in page


async def test_what_is_not_chinese_says_its_language(tmp_path: Path) -> None:
    page = tmp_path / "museum.txt"
    story = "The city museum opened a new wing on Tuesday after five years of work, and the director said that more rooms will follow. "
    page.write_text(f"Museum opens new wing\n{story * 3}\n", "utf-8")
    db = build(tmp_path / "english.db", page)
    key = db.execute("SELECT id FROM articles").fetchone()[0]
    db.close()
    shown = await text_of(application(tmp_path / "english.db"), f"/english/articles/{key}")
    assert '<article lang="en" dir="auto">' in shown and "简体" not in shown.partition("<main")[2]


IN_SCRIPTS = {
    "text in JSON-LD alone",
    "text in the state of a framework, as markup",
    "the same with escaped signs",
}
"""Pages whose lines stand in their scripts alone, where nothing can be shown in place."""
MEDIA = {"web": "text/html", "sites": "text/plain", "pages": "text/plain"}


@pytest.mark.parametrize(
    ("case", "media"),
    [(case, kind) for name, kind in MEDIA.items() for case in load_cases(f"dissect/{name}.json")],
    ids=lambda value: value["label"] if isinstance(value, dict) else "",
)
def test_the_lines_of_an_article_are_found_in_its_page(case: dict[str, Any], media: str) -> None:
    made = dissect(case["page"], case.get("given", {}), media)
    aside = [{"start": line.start} for line in made.furniture]
    found = stages(case["page"], made.body, [], aside, media)
    assert (found is None) == (case["label"] in IN_SCRIPTS)
