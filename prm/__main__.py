"""The command `prm`, and `python -m prm`: git's merge driver starts without what only people need."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line, or the merge driver, of which git starts one for each file.

    Nothing is collected on the way: a command ends before garbage matters, and looking for it costs a sixth of a large
    vault's reading. Nor is Python taken down piece by piece at the end, where nothing is left to be closed: that takes
    8 of the 150 ms of a command, a tenth of a merge, and 20 to 60 ms where much was read.
    """
    gc.disable()
    try:
        code = _run()
    except KeyboardInterrupt:  # while the command line itself is imported: from then on it says so
        sys.stderr.write("\nprm: stopped\n")
        code = 130
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError, KeyboardInterrupt):  # there is none, or nobody takes it
            stream.flush()
    os._exit(code)


def _run() -> int:
    if sys.argv[1:2] == ["merge-driver"] and not {"-h", "--help"} & set(sys.argv[2:3]):
        from prm.cli.driver import drive

        return drive(sys.argv[2:])
    from prm.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    main()
