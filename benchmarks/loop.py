"""The plain way to read a vault: frontmatter.load over every note. Run with the folder as its argument."""

from __future__ import annotations

import os
import sys

import frontmatter

notes = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".md"):
            try:
                frontmatter.load(os.path.join(folder, name))
            except Exception as error:  # a file that it cannot read ends no loop
                print(f"{name}: {type(error).__name__}", file=sys.stderr)
            notes += 1
print(notes)
