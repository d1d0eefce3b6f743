"""Bytes in, articles and facts out. Knows no SQL; the archive itself is the package `db`."""
