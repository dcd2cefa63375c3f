"""Search in your head: who and which lines say something, and who can lead there."""
