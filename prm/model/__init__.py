"""Floor 1: what a file means, and the vault that many of them make."""
