"""Set a field of front matter, add to it, remove from it: one splice, proven, whatever shape the field has."""

from __future__ import annotations

from prm.edits.front.forms import Given
from prm.edits.front.items import add_to
from prm.edits.front.items import remove_from
from prm.edits.front.maps import set_in
from prm.edits.front.page import page_of
from prm.edits.front.place import place_of
from prm.edits.front.writing import drop
from prm.edits.front.writing import write
from prm.model.config import Config
from prm.text.source import Edit
from prm.text.source import Source

__all__ = ["add_to", "remove_from", "set_field", "set_in"]


def set_field(source: Source, config: Config, key: str, value: Given | None, *, why: str = "") -> Edit:
    """Return the edit that makes a field say `value`; None takes the key out with its lines.

    The key is found by any spelling and keeps its own; the edit has no changes where the field says that already.
    Raises Refused.
    """
    page = page_of(source)
    place = place_of(page, config, key)
    return drop(page, config, place, why) if value is None else write(page, config, place, value, why)
