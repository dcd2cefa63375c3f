"""The tables that notes become, and every line of SQL there is; given an open connection, pure."""

from __future__ import annotations

from prm.model.facts.questions import AT_ONCE
from prm.model.facts.questions import QUERIES
from prm.model.facts.questions import WITHOUT_TEXT
from prm.model.facts.questions import WORDS
from prm.model.facts.questions import Damaged
from prm.model.facts.questions import ask
from prm.model.facts.tables import ROOM
from prm.model.facts.tables import create
from prm.model.facts.tables import finish

__all__ = ["AT_ONCE", "QUERIES", "ROOM", "WITHOUT_TEXT", "WORDS", "Damaged", "ask", "create", "finish"]
