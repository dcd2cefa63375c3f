"""The command `prm`, and `python -m prm`: git's merge driver starts without what only people need."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line, or the merge driver, of which git starts one for each file.

    Nothing is collected on the way: a command ends before garbage matters, and looking for it costs a sixth of a large
    vault's reading. Nor at the end, where what is frozen is not walked through once more (20 to 60 ms of 400).
    """
    gc.disable()
    try:
        sys.exit(_run())
    finally:
        gc.freeze()


def _run() -> int:
    if sys.argv[1:2] == ["merge-driver"] and not {"-h", "--help"} & set(sys.argv[2:3]):
        from prm.cli.driver import drive

        code = drive(sys.argv[2:])
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # nothing is left to be closed, and Python's own end takes a tenth of the time
    from prm.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    main()
