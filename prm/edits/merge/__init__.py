"""Three versions of a note made into one."""
