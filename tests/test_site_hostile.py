"""Text from articles is text: it cannot run, hide, or reach out of its page."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import build, load_cases
from datasette.app import Datasette
from sqlite_utils import Database

from db.site.serve import application

CASES = load_cases("site/hostile.json")
CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    pages = folder / "pages.jsonl"
    lines = [
        json.dumps(
            {
                "title": case["title"],
                "text": case["title"] + "\n" + case["body"],
                "url": case["url"],
                "publisher": case["publisher"],
                "published": "2020-01-01",
            }
        )
        for case in CASES
    ]
    pages.write_text("\n".join(lines), "utf-8")
    db = build(folder / "archive.db", pages)
    # Names of entities come from texts; extraction is not relied upon to let these through.
    for number, case in enumerate(CASES):
        db.execute(
            "INSERT INTO entities (id, kind, name, docid) VALUES (?, 'person', ?, ?)",
            [f"ehostile{number}", case["title"], 1000 + number],
        )
        db.execute(
            "UPDATE fact_rows SET measure = ?, source = ? WHERE docid = ?",
            [case["title"], case["title"], number + 1],
        )
        db.execute(
            "UPDATE fact_types SET name = ? WHERE id IN (SELECT type FROM fact_rows WHERE docid = ?)",
            [case["title"], number + 1],
        )
    db.conn.commit()
    db.close()
    return folder / "archive.db"


@pytest.fixture(scope="module")
def site(hostile: Path) -> Datasette:
    return application(hostile)


class Page(HTMLParser):
    """Collects what could run in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []
        self.scripts: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._script = not dict(attrs).get("src")
        if tag in ("iframe", "object", "embed", "img"):
            self.dangers.append(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.dangers.append(f"{tag} {name}")
            if name in ("href", "src", "action") and value:
                plain = re.sub(r"\s", "", value).lower()
                if plain.startswith(("javascript:", "data:", "vbscript:")):
                    self.dangers.append(value)

    def handle_endtag(self, tag: str) -> None:
        self._script = self._script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts.append(data)


def addresses(path: Path) -> list[str]:
    db = Database(path)
    articles = [row[0] for row in db.execute("SELECT id FROM articles")]
    facts = [f"{a},{n}" for a, n in db.execute("SELECT article, number FROM facts")]
    entities = [row[0] for row in db.execute("SELECT id FROM entities")]
    return [
        "/",
        "/archive",
        "/archive/-/search",
        f"/archive/-/search?q={quote('<script>alert(1)</script>')}",
        f"/archive/-/search?q={quote('正文')}&publisher={quote(CASES[0]['publisher'])}",
        f"/archive/facts?measure={quote(CASES[0]['title'])}",
        "/archive/facts?measure__contains=%22%3E%3Cscript%3E",
        "/archive/facts",
        "/archive/-/names?kind=person",
        "/archive/-/compare",
        f"/archive/-/compare?measure={quote(CASES[0]['title'])}&unit=CNY",
        "/archive/-/changes",
        "/archive/articles?_nosuggest=1",
        "/archive/facts?_nosuggest=1",
        "/archive/entities",
        "/archive/sources",
        f"/archive/{quote('<script>')}",
        *(f"/archive/articles/{key}" for key in articles),
        *(
            f"/archive/articles/{key}?script=found&repairs=1&q={quote('<script>')}"
            for key in articles
        ),
        *(f"/archive/facts/{key}" for key in facts),
        *(f"/archive/entities/{key}" for key in entities),
    ]


async def test_nothing_runs_in_any_page(site: Datasette, hostile: Path) -> None:
    for address in addresses(hostile):
        answer = await site.client.get(address)
        assert answer.status_code in (200, 302, 400, 404), address
        page = Page()
        page.feed(answer.text)
        assert page.dangers == [], address
        assert not any("alert(" in script for script in page.scripts), address


async def test_controls_are_written_out(site: Datasette, hostile: Path) -> None:
    for address in addresses(hostile):
        if "_nosuggest" in address or address in ("/archive/entities", "/archive/sources"):
            continue  # Datasette's tables: see below
        assert not CONTROLS.search((await site.client.get(address)).text), address
    assert "[U+202E]" in (await site.client.get("/archive/-/search")).text


async def test_controls_are_written_out_in_tables_too(site: Datasette) -> None:
    cells = re.findall(
        r"<td.*?</td>", (await site.client.get("/archive/articles?_nosuggest=1")).text
    )
    assert not any(CONTROLS.search(cell) for cell in cells)


async def test_only_web_addresses_become_links(site: Datasette, hostile: Path) -> None:
    for key, url in Database(hostile).execute("SELECT id, url FROM articles"):
        page = (await site.client.get(f"/archive/articles/{key}")).text
        assert ("原网页" in page) == url.startswith("https://"), url


async def test_the_policy_lets_only_our_scripts_run(site: Datasette, hostile: Path) -> None:
    for address in ("/", "/archive", "/archive/facts?_nosuggest=1", "/archive?sql=select+1", "/x"):
        answer = await site.client.get(address)
        policy = answer.headers["content-security-policy"]
        scripts = re.search("script-src ([^;]*)", policy)
        assert scripts and "unsafe" not in scripts[1] and "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


async def test_cells_that_would_run_as_formulas_are_guarded(site: Datasette) -> None:
    text = (await site.client.get("/archive/-/export/articles.csv?_bom=1")).content.decode(
        "utf-8-sig"
    )
    for row in csv.DictReader(io.StringIO(text)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
    exact = (await site.client.get("/archive/-/export/articles.csv")).text
    titles = {row["title"] for row in csv.DictReader(io.StringIO(exact))}
    assert CASES[5]["title"] in titles


async def test_the_feed_stays_well_formed(site: Datasette) -> None:
    import xml.etree.ElementTree as tree

    text = (await site.client.get("/archive/-/search.atom")).text
    titles = [e.text for e in tree.fromstring(text).iter("{http://www.w3.org/2005/Atom}title")]
    assert CASES[0]["title"] in titles
