"""The seasons of cards and gifts that the digest mentions; most days, and in most vaults, there is none."""

from __future__ import annotations

from prm.insight.seasons.progress import SeasonShown
from prm.model.vault import Vault


def open_seasons(vault: Vault, among: frozenset[str] | None = None) -> list[SeasonShown]:
    """Return the seasons in which there is somebody to write to today; `among` are slugs, None for everybody.

    What knows the seasons is imported only where one can be on.
    """
    config = vault.config
    if config.lang != "ja" and not any(name.startswith("seasons.") for name in config.values):
        return []
    from prm.insight.seasons.cards import open_today

    return open_today(vault, among)
