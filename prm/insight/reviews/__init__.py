"""Looking back: over a month, a year, one person."""
