"""`python -m prm`: the same as the command `prm`."""

from __future__ import annotations

from prm.cli.main import main

main()
