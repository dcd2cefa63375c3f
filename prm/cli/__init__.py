"""Floor 4: the commands. They turn words into a call and a value into text, and decide nothing."""
