"""Floor 3: the world outside: folders, files, other programs."""
