"""Floor 2: what follows. Pure functions from a vault to rows; every row names the line it came from."""
