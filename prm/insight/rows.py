"""Rows as plain data: what JSON prints and templates are given."""

from __future__ import annotations

from typing import Any


def as_data(value: Any) -> Any:
    """Return a row as dicts, lists, texts, numbers and None, all the way down."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: as_data(item) for name, item in value._asdict().items()}
    if isinstance(value, (list, tuple)):
        return [as_data(item) for item in value]
    return value
