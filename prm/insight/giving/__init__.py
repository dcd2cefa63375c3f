"""What was given and received, what has no thanks yet, and what could be given."""
