"""How to change it: an intention and a source become an edit, which is read again before anyone sees it."""
