"""Organisations: their longest names, and what they are called in short."""
