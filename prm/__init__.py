"""A plain-text relationship manager: each person is a Markdown file in a folder you own."""

from __future__ import annotations

from prm.version import VERSION

TYPE_CHECKING = False  # as `typing` has it, whose import takes 8 ms in which no Ctrl-C is caught
if TYPE_CHECKING:
    from datetime import date

    from prm.model.vault import Vault

__version__ = VERSION


def open_vault(path: str, today: date) -> Vault:
    """Open a folder as a vault, as it is seen on the day `today`, for people who script in Python."""
    from prm.engine import Engine

    return Engine(path).vault(today)
