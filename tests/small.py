"""Small vaults in memory, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from prm.model.config import read_config
from prm.model.vault import Vault
from prm.model.vault import build
from prm.text.source import Source

TODAY = date(2026, 1, 15)


def vault_of(files: Mapping[str, str], today: date = TODAY, *, indexed: bool = False) -> Vault:
    """Return a vault that holds these files; `prm.toml` among them is the configuration."""
    config, _ = read_config(files.get("prm.toml", ""))
    sources = [Source(path, text.encode()) for path, text in files.items() if path != "prm.toml"]
    return build(sources, config, today, indexed=indexed)
