"""The query language: who is meant by `circle:inner last>60d not status:paused`.

    query  = all { "or" all }
    all    = one { [ "and" ] one }
    one    = { "not" | "-" } ( "(" query ")" | term )
    term   = field sign value { "," value } | "#" tag | flag | name
    sign   = ":" "=" "<" "<=" ">" ">="
    value  = word [ "*" ] | [ word ] ".." [ word ]
    word   = signs without blanks, commas and parentheses | "…" | “…” | 「…」 | '…'

`not` binds closest, then the blank between two parts, then `or`. Full-width forms of all signs count the same;
`または` and `又は` are `or`, `かつ` is `and`, `以外` behind a part is `not`. docs/query.md explains fields and values.
"""

from __future__ import annotations

from prm.insight.query.finding import Found
from prm.insight.query.finding import find
from prm.insight.query.grammar import Unreadable
from prm.insight.query.grammar import parse
from prm.insight.query.grammar import printed
from prm.insight.query.grammar import quoted

__all__ = ["Found", "Unreadable", "find", "parse", "printed", "quoted"]
