"""What changed between two states of the notes."""
