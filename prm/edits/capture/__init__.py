"""What is typed in a hurry: understood, and filed where it belongs."""
