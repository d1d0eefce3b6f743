"""Noun phrases: where they begin and end, and whom they name."""
