"""Whose turn it is, why, and how many a day."""
