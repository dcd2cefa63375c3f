"""Meetings and the page before them: who comes, what to know of each, what to ask."""
