"""Rows as plain data: what JSON prints and templates are given."""

from __future__ import annotations

from typing import Any

_PLAIN = frozenset((str, int, float, bool, type(None)))


def as_data(value: Any) -> Any:
    """Return a row as dicts, lists, texts, numbers and None, all the way down."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list or kind is tuple:
        return [as_data(item) for item in value]
    if hasattr(kind, "_fields"):
        said = [item if type(item) in _PLAIN else as_data(item) for item in value]
        return dict(zip(kind._fields, said, strict=True))
    return [as_data(item) for item in value] if isinstance(value, (list, tuple)) else value
