"""Watching a vault: what wakes us, when to look, what changed since the last look."""
