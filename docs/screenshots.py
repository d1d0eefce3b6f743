"""Take the screenshots of the README: `python docs/screenshots.py` (needs Chromium, see .ci/run).

The archive holds the article that comes with Jiaokan and those of the tests.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from db.archive import open_archive
from db.site.serve import application
from ingest.pipeline import ingest
from ingest.read import bundled, read_all

ROOT = Path(__file__).parent.parent
SHOTS = {
    "home": ("/", 1280, "light"),
    "article-repairs": ("/archive/articles/{article}?repairs=1", 1280, "light"),
    "article-phone-dark": ("/archive/articles/{article}", 390, "dark"),
    "search": ("/archive/-/search?q=养老", 1280, "light"),
    "facts": ("/archive/facts?kind=money&_sort_desc=norm_value", 1280, "light"),
}
"""Name of the picture → address, width in pixels, colours."""


def main() -> None:
    """Build the archive, serve it on a port of its own, and take every picture."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        db = open_archive(path, create=True)
        news = sorted((ROOT / "tests" / "cases" / "facts" / "articles").glob("*.txt"))
        ingest(db, read_all(map(str, [bundled(), *news]), sys.stdin.buffer), "screenshots")
        article = db.execute("SELECT id FROM articles WHERE verdict <> 'clean'").fetchone()[0]
        db.close()
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            config = uvicorn.Config(application(path).app(), log_level="error", lifespan="on")
            server = uvicorn.Server(config)
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            while not server.started:
                time.sleep(0.02)
            try:
                take(f"http://127.0.0.1:{listening.getsockname()[1]}", article)
            finally:
                server.should_exit = True
                thread.join()


def take(base: str, article: str) -> None:
    """One picture for each of `SHOTS`, in docs/screenshots."""
    arguments = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=arguments
        )
        for name, (address, width, scheme) in SHOTS.items():
            page = browser.new_page(
                viewport={"width": width, "height": 860},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(base + address.format(article=article))
            page.screenshot(path=ROOT / "docs" / "screenshots" / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
