"""Whose a number is: told by its clause, or taken over from before."""
