"""Which settings the rows of a file follow from."""

from __future__ import annotations

from prm.model.config import Config

PARSING = (
    "people", "person_tags", "ignore", "mentions", "log.facts", "words.intention", "giving.kinds", "keeping.crowd",
    "index.text",
)  # fmt: skip
"""The settings that reading a file asks for, and those that say which files are read and what is kept of them."""


def parsing_key(config: Config) -> str:
    """Return the settings that rows follow from, as one text."""
    said = [(name, config.get(name)) for name in PARSING]
    spelt = sorted(config.spellings.items())
    kinds = sorted((name, sorted(said.items())) for name, said in config.kinds.items())
    return repr((said, spelt, kinds, config.date_order, config.daily_folder))
