"""What browsers are told about our pages: run nothing that is not ours, frame us nowhere."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from db.site import makers
from db.site.kept import Pages
from db.site.page import archive_at

if TYPE_CHECKING:
    from datasette.app import Datasette

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STOCK_SCRIPTS = ("_close_open_menus.html", "_codemirror_foot.html")
"""Templates of Datasette whose inline scripts are always the same; table.html has one more."""
_TABLE_SCRIPTS = ("DATASETTE_ALLOW_FACET = true;", "DATASETTE_ALLOW_FACET = false;")


READING = ("GET", "HEAD", "OPTIONS")
"""Methods that an archive knows."""


def policy(templates: Path) -> str:
    """The Content-Security-Policy: of inline scripts only Datasette's own, by their hashes."""
    scripts = list(_TABLE_SCRIPTS)
    for name in _STOCK_SCRIPTS:
        path = templates / name
        found = _SCRIPT.findall(path.read_text("utf-8")) if path.exists() else []
        scripts += [script for script in found if "{{" not in script and "{%" not in script]
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode("utf-8")).digest()).decode()


def is_refused(datasette: Datasette, scope: Any) -> bool:
    """Does a request want to do more to the archive than read? Datasette has pages of its own
    that are written to, such as those of log-ins."""
    base = datasette.setting("base_url").rstrip("/")
    own = scope["path"].removeprefix(base).startswith("/-/")
    return scope["method"] not in READING and not own


def decodable(scope: Any) -> list[tuple[bytes, bytes]]:
    """The headers of a request without cookies that Datasette would break on."""
    return [
        (name, value) for name, value in scope["headers"] if name != b"cookie" or value.isascii()
    ]


def told_to_browsers() -> list[tuple[bytes, bytes]]:
    """The headers of every answer about an archive."""
    import datasette as package

    told = policy(Path(package.__file__).parent / "templates")
    return [
        (b"content-security-policy", told.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"x-frame-options", b"DENY"),
    ]


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Add the headers to what is about an archive, and keep its pages; other databases stay as
    Datasette has them."""
    headers = told_to_browsers()
    kept = Pages(makers.OF.get(datasette), datasette.setting("base_url"))

    def wrap(app: Any) -> Any:
        async def wrapped(scope: Any, receive: Any, send: Any) -> None:
            shown = None
            if scope["type"] == "http":
                shown = await archive_at(datasette, scope["path"])
            if shown is None:
                await app(scope, receive, send)
                return

            async def answer(message: Any) -> None:
                if message["type"] == "http.response.start":
                    names = {name for name, _ in headers}
                    kept = [h for h in message.get("headers", []) if h[0].lower() not in names]
                    message = {**message, "headers": kept + headers}
                await send(message)

            if is_refused(datasette, scope):
                told = [(b"allow", ", ".join(READING).encode()), (b"content-length", b"0")]
                await answer({"type": "http.response.start", "status": 405, "headers": told})
                await answer({"type": "http.response.body", "body": b""})
                return
            await kept.answer(shown, app, {**scope, "headers": decodable(scope)}, receive, answer)

        return wrapped

    return wrap
