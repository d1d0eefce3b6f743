"""The site in a real browser: what a reader does, on a desk and on a phone, in light and dark."""

from __future__ import annotations

import csv
import io
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn
from conftest import AXE, BROWSER_MISSING, CHROMIUM
from sqlite_utils import Database

from db.site.serve import application

if BROWSER_MISSING and os.environ.get("JIAOKAN_BROWSER") != "required":
    pytest.skip(BROWSER_MISSING, allow_module_level=True)

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


@pytest.fixture(scope="module")
def address(news_archive: Path) -> Iterator[str]:
    """The site, served on a port of its own."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        config = uvicorn.Config(application(news_archive).app(), log_level="error", lifespan="on")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert not BROWSER_MISSING, BROWSER_MISSING
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


class Watched:
    """A page whose every request and every complaint is noted."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.opened = ""
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning") and not self._refused(message):
            self.complaints.append(message.text)

    def _refused(self, message: Any) -> bool:
        """Does the browser say that the page itself, and nothing in it, is not there?"""
        return bool(_REFUSED.search(message.text)) and message.location["url"] == self.opened

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.complaints.append(f"left the machine: {request.url}")

    def open(self, path: str) -> Page:
        self.opened = self.address + path
        self.page.goto(self.opened)
        return self.page


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(accept_downloads=True)
    made = Watched(context, address)
    yield made
    context.close()
    assert made.complaints == []


def bundled_id(path: Path) -> str:
    row = Database(path).execute("SELECT id FROM articles WHERE verdict <> 'clean'").fetchone()
    return str(row[0])


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_a_reader_finds_reads_and_takes_away(
    browser: Browser, address: str, news_archive: Path, width: int, scheme: Any
) -> None:
    """Search from home, read, toggle repairs and script, follow a fact, narrow, download."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True
    )
    watched = Watched(context, address)
    page = watched.open("/")
    page.get_by_role("searchbox").fill("遂宁 养老")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/-/search?q=*")
    page.get_by_role("link", name="社会力量延展了民政服务民生的臂膀").first.click()
    page.wait_for_url("**/articles/*")
    assert page.locator("article mark").first.inner_text() in ("遂宁", "养老")

    assert page.locator("article ins").count() == 0
    page.locator("#toggle-repairs").click()
    page.wait_for_url("**repairs=1**")
    assert page.locator("article del").count() > 100 and page.locator("article ins.chosen").count()
    page.locator("#toggle-repairs").click()
    page.wait_for_url(lambda url: "repairs" not in url)
    page.get_by_role("link", name="繁體").click()
    page.wait_for_url("**script=traditional**")
    assert "社會力量延展了民政服務民生的臂膀" in page.locator("h1").inner_text()
    page.get_by_role("link", name="原样").click()
    page.wait_for_url("**script=found**")
    assert "(huì)" in page.locator("article").inner_text()
    page.get_by_role("link", name="简体").click()
    page.wait_for_url("**script=simplified**")

    fact = page.locator("a.f", has_text="1.78亿元").first
    fact.hover()
    assert page.locator(".card", has_text="178,000,000 CNY").first.is_visible()
    fact.click(position={"x": 4, "y": 4})
    page.wait_for_url("**/facts/*")
    assert "178,000,000" in page.locator("main").inner_text()

    page.get_by_role("link", name="事实").first.click()
    page.wait_for_url("**/facts")
    page.locator(".facets").get_by_role("link", name="金额").first.click()
    page.wait_for_url("**kind=money**")
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").click()
    content = Path(str(started.value.path())).read_bytes()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    total = Database(news_archive).execute("SELECT count(*) FROM facts WHERE kind = 'money'")
    assert content[:3] == b"\xef\xbb\xbf" and len(rows) == total.fetchone()[0]
    context.close()
    assert watched.complaints == []


PAGES = [
    "/",
    "/archive/-/search",
    "/archive/-/search?q=%E6%94%B9%E9%9D%A9",
    "/archive/-/search?q=%E9%87%8F%E5%AD%90%E7%BA%A0%E7%BC%A0",
    "/archive/articles/{article}",
    "/archive/articles/{article}?repairs=1",
    "/archive/articles/{article}?script=found&repairs=1",
    "/archive/articles/{article}?script=traditional&q=%E6%B0%91%E6%94%BF",
    "/archive/facts?_size=10",
    "/archive/facts?kind=money&_sort_desc=norm_value&_size=10",
    "/archive/facts/{article},3",
    "/archive/entities/{entity}",
    "/archive/-/names?kind=organisation",
    "/archive/-/compare",
    "/archive/-/changes",
    "/archive/-/about",
    "/archive",
    "/archive?sql=select+kind%2C+count%28*%29+from+facts+group+by+kind",
    "/archive/biggest_sums",
    "/archive/facts?_facet=kind&_size=5",
    "/archive/sentences?_size=5",
    "/archive/repairs/{article},0",
    "/archive/-/search?q=%E5%A2%9E%E9%95%BF&kind=money&year=2018",
    "/archive/-/search?q=suining",
    "/archive/-/compare?measure={measure}&unit={unit}",
    "/archive/-/compare?measure={measure}&unit={unit}&by=year",
    "/archive/claims_compared",
    "/archive/articles/anothing",
    "/archive/nothing",
    "/archive/facts?_facet=nothing",
]
_REFUSED = re.compile("responded with a status of 40[04]")
"""What the browser says of a page that is not there, or of a faulty address."""


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_page_is_accessible_and_fits(
    browser: Browser, address: str, news_archive: Path, width: int, scheme: Any
) -> None:
    """No serious violation, nothing wider than the screen, no request outside, no error."""
    db = Database(news_archive)
    entity = db.execute("SELECT id FROM entities WHERE name = '四川省遂宁市'").fetchone()[0]
    compared = (
        "SELECT measure, norm_unit FROM facts WHERE measure <> '' AND norm_unit <> '' LIMIT 1"
    )
    measure, unit = map(quote, db.execute(compared).fetchone())
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    watched = Watched(context, address)
    engine = AXE.read_text("utf-8")
    faults: list[str] = []
    key = bundled_id(news_archive)
    for path in PAGES:
        path = path.format(article=key, entity=entity, measure=measure, unit=unit)
        page = watched.open(path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{path}: wider than the screen")
        page.evaluate(engine)
        report = page.evaluate("axe.run({resultTypes: ['violations']})")
        for violation in report["violations"]:
            if violation["impact"] in ("serious", "critical"):
                where = violation["nodes"][0]["target"]
                count = len(violation["nodes"])
                faults.append(f"{path}: {violation['id']} at {where} ({count})")
    context.close()
    assert faults == []
    assert watched.complaints == []


def test_reading_needs_no_script(browser: Browser, address: str, news_archive: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = Watched(context, address).open(f"/archive/articles/{bundled_id(news_archive)}")
    page.locator("#toggle-repairs").click()
    page.wait_for_url("**repairs=1**")
    assert page.locator("article del").count() > 100
    page.locator("a.f").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/archive/facts/**")
    context.close()


def test_the_keyboard_is_enough(watched: Watched) -> None:
    page = watched.open("/archive/facts")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"


def test_a_citation_is_copied_with_one_click(watched: Watched, news_archive: Path) -> None:
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = watched.open(f"/archive/articles/{bundled_id(news_archive)}")
    page.get_by_role("button", name="复制").first.click()
    assert "[N/OL]" in page.evaluate("navigator.clipboard.readText()")


def test_columns_of_stock_tables_are_as_wide_as_their_short_texts(watched: Watched) -> None:
    """A table of many columns scrolls; it is not squeezed until its words stand on end."""
    page = watched.open("/archive/changes_checked")
    heights = page.eval_on_selector_all(
        "td.col-article a, td.col-text:not(:has(.long))",
        "cells => cells.map(cell => { const range = document.createRange();"
        " range.selectNodeContents(cell); return range.getClientRects().length })",
    )
    assert heights and set(heights) == {1}
