"""`prm rule`: the page of one check, or the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from prm.cli.output import json_text
from prm.cli.output import put
from prm.cli.params import Session
from prm.cli.params import takes_session

if TYPE_CHECKING:
    from prm.rules import Rule


@click.command("rule", short_help="the page of one check, or the list of all")
@click.argument("code", required=False)
@takes_session
def command(session: Session, code: str | None) -> None:
    """Explain a check by its code or name: what it finds, why, an example, and what to do."""
    from prm.rules import RULES
    from prm.rules import find_rule
    from prm.rules.report import manual

    in_japanese = session.format == "text" and session.speaks() == "ja"
    if session.format not in ("text", "json"):
        raise click.UsageError(f"unknown format “{session.format}”; rule knows text and json")
    if code is None:
        rows = [_row(rule) for rule in RULES]
        if session.format == "json":
            put(json_text(rows))
        elif in_japanese:
            from prm.cli.japanese.rules import listed

            put(listed())
        else:
            put("\n".join(f"{row['code']}  {row['severity']:<7}  {row['name']}" for row in rows))
        return
    try:
        rule = find_rule(code)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if session.format == "json":
        put(json_text(_row(rule) | {"page": manual(rule)}))
    elif in_japanese:
        from prm.cli.japanese.rules import manual as japanese

        put(japanese(rule), session.color)
    else:
        put(manual(rule), session.color)


def _row(rule: Rule) -> dict[str, Any]:
    fixable = rule.fix is not None
    return {"code": rule.code, "name": rule.name, "severity": rule.severity.name, "fixable": fixable}
