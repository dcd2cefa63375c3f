"""The command `prm`, and `python -m prm`: git's merge driver starts without what only people need."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, or the merge driver, of which git starts one for each file."""
    if sys.argv[1:2] == ["merge-driver"] and not {"-h", "--help"} & set(sys.argv[2:3]):
        from prm.cli.driver import drive

        sys.exit(drive(sys.argv[2:]))
    from prm.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
