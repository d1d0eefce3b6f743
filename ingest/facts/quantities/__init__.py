"""Figures, money and percent: numerals, their units, and how exactly they are meant."""
