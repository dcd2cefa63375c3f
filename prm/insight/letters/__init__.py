"""The words of messages: to whom, how, and what of the notes may stand there."""
