"""The archive: one SQLite file; its schema, loading, search, export and pages.

Knows no text heuristics: what a page says was decided in `ingest`.
"""
