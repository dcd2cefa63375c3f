"""What there is to say about a stretch of a file."""

from enum import IntEnum
from typing import NamedTuple


class Severity(IntEnum):
    """How much a finding matters; `warning` and worse make `check` end with exit code 1."""

    info = 1
    warning = 2
    error = 3


class Problem(NamedTuple):
    """A finding of the parser inside one file: the rule's name, the stretch in code points, and what to say."""

    rule: str
    start: int
    end: int
    message: str


class Diagnostic(NamedTuple):
    """A finding with its place: lines and columns count from 1 in code points, the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    name: str
    message: str
