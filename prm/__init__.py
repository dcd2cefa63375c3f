"""A plain-text relationship manager: each person is a Markdown file in a folder you own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prm.version import VERSION

if TYPE_CHECKING:
    from datetime import date

    from prm.model.vault import Vault

__version__ = VERSION


def open_vault(path: str, today: date) -> Vault:
    """Open a folder as a vault, as it is seen on the day `today`, for people who script in Python."""
    from prm.engine import Engine

    return Engine(path).vault(today)
