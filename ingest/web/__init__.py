"""Web pages: the source of a page as lines with their places in it, and what it tells of itself.

Restoration comes first, on the source as it was found; what is here works on restored source.
"""

from __future__ import annotations

from ingest.web.page import web_page

__all__ = ["web_page"]
