"""Floor 0: what one file says. Pure and total: no clock, no disk, never an exception on user data."""
