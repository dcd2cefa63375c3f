"""Another name for somebody: the file, the name in it, every link."""
