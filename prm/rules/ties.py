"""Rules about ties: what people are to one another, and how many a circle holds."""

import re
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from typing import NamedTuple

from prm.insight.entries import status
from prm.insight.keeping.turns import RESTING
from prm.insight.people import INVERSES
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.diagnostics import Diagnostic
from prm.text.markdown import links

_COUPLE = frozenset(("spouse", "partner", "wife", "husband", "夫", "妻", "配偶者", "夫人", "奥さん", "旦那"))
_ONE_WAY = frozenset(("child", "parent", "grandchild", "grandparent", "godchild", "godparent", "子", "親"))


class _Tie(NamedTuple):
    """What a file says of two people: `to` is `label` to the person `of`."""

    of: int
    to: int
    label: str
    row: ValueRow


def _ties(vault: Vault) -> list[_Tie]:
    """Return the relations between two people that hold today."""
    today = vault.today.isoformat()
    found = {(link.note, link.line, link.column, link.target): link for link in vault.links_as("relations")}
    ties: list[_Tie] = []
    for row in vault.values("relations"):
        link = found.get((row.note, row.line, row.column, named(row.text)))
        if link is None or link.found is None or link.hits != 1 or "" < row.until <= today[: len(row.until)]:
            continue
        if vault.notes[row.note].kind == vault.notes[link.found].kind == "person" and link.found != row.note:
            ties.append(_Tie(row.note, link.found, row.label.casefold().strip(), row))
    return ties


def relatives(vault: Vault) -> dict[int, set[int]]:
    """Return for each person those they are related to, whichever file says so."""
    found: dict[int, set[int]] = defaultdict(set)
    for tie in _ties(vault):
        found[tie.of].add(tie.to)
        found[tie.to].add(tie.of)
    return found


def named(text: str) -> str:
    """Return the target of a value that is a link, else its text."""
    found = links(text, 0, len(text))
    return found[0].target if found else text.strip()


def contradicting_relation(vault: Vault) -> Iterable[Diagnostic]:
    """Find two files that disagree about who is what to whom.

    Why: one of them is out of date, or the wrong name is linked. A relation whose `until` is past does not count.

    ```md people/Ana Sousa.md
    ---
    spouse: "[[Rui Tavares]]" <- P505
    children: ["[[Eva Sousa]]"] <- P505
    ---
    ```

    ```md people/Eva Sousa.md
    ---
    children: ["[[Ana Sousa]]"]
    ---
    ```

    ```md people/Rui Tavares.md
    ---
    spouse: "[[Lia Costa]]"
    ---
    ```

    ```md people/Lia Costa.md
    # Lia Costa
    ```

    Instead:

    ```md people/Ana Sousa.md
    ---
    relations:
      - {type: spouse, target: "[[Rui Tavares]]", until: 2019}
      - child: "[[Eva Sousa]]"
    ---
    ```

    ```md people/Eva Sousa.md
    ---
    parents: ["[[Ana Sousa]]"]
    ---
    ```

    ```md people/Rui Tavares.md
    ---
    spouse: "[[Lia Costa]]"
    ---
    ```

    ```md people/Lia Costa.md
    # Lia Costa
    ```

    Fix: mend the link, or give the relation that has ended an `until`.
    """
    ties = _ties(vault)
    couples: dict[int, list[_Tie]] = defaultdict(list)
    one_way: dict[tuple[int, int, str], _Tie] = {}
    for tie in ties:
        if tie.label in _COUPLE:
            couples[tie.of].append(tie)
        elif (label := _one_way(tie.label)) in _ONE_WAY:
            one_way[tie.of, tie.to, label] = tie
    yield from _couples(vault, couples)
    for (of, to, label), tie in one_way.items():
        back = one_way.get((to, of, label))
        if back is not None and tie.row.at < back.row.at:
            message = (
                f"“{vault.notes[to].name}” cannot be {label} to “{vault.notes[of].name}” both ways ({back.row.at})"
            )
            yield _at(tie, message)


def _one_way(label: str) -> str:
    """Return the one word for a relation that has a direction: children, son and kids are child."""
    return INVERSES.get(INVERSES.get(label, ""), "")


def _couples(vault: Vault, couples: dict[int, list[_Tie]]) -> Iterator[Diagnostic]:
    for ties in couples.values():
        for tie in ties:
            back = [other for other in couples.get(tie.to, ()) if vault.notes[other.to].status != "deceased"]
            if not back or any(other.to == tie.of for other in back) or vault.notes[tie.of].status == "deceased":
                continue
            name, other = vault.notes[tie.to].name, vault.notes[back[0].to].name
            message = f"“{name}” names “{other}” as {back[0].label} ({back[0].row.at}); has one of the two ended?"
            yield _at(tie, message)


def circle_over_room(vault: Vault) -> Iterable[Diagnostic]:
    """Find a circle with more people in it than the room it was given.

    Why: nobody can hold everybody close; you wrote down how many you can.

    ```toml prm.toml
    [circles.inner]
    cadence = "3w"
    room = 1 <- P506
    ```

    ```md people/ana.md
    ---
    circle: inner
    ---
    ```

    ```md people/ben.md
    ---
    circle: inner
    ---
    ```

    Instead:

    ```toml prm.toml
    [circles.inner]
    cadence = "3w"
    room = 2
    ```

    ```md people/ana.md
    ---
    circle: inner
    ---
    ```

    ```md people/ben.md
    ---
    circle: inner
    ---
    ```

    Fix: give the circle more room, or let somebody be a little further out for a while. Those who rest do not count.
    """
    count = Counter(person.circle for person in vault.people if status(vault, person) not in RESTING)
    for name, circle in vault.config.circles.items():
        if 0 < circle.room < count[name]:
            line, column, end = _room(vault.config.text, name)
            message = f"“{name}” has room for {circle.room} and holds {count[name]}; more room, or a wider circle?"
            yield Diagnostic("prm.toml", line, column, line, end, "circle-over-room", message)


def _room(text: str, name: str) -> tuple[int, int, int]:
    """Return line, column and end of a circle's room in prm.toml."""
    inside = False
    heading = re.compile(rf"\s*\[\s*circles\s*\.\s*[\"']?{re.escape(name)}[\"']?\s*\]")
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if line.lstrip().startswith("["):
            inside = heading.match(line) is not None
        elif inside and (found := re.match(r"\s*(room\s*=\s*\d+)", line)):
            return number, found.start(1) + 1, found.end(1) + 1
    return 1, 1, 1


def _at(tie: _Tie, message: str) -> Diagnostic:
    row = tie.row
    place = (row.line, row.column, row.end_line, row.end_column)
    return Diagnostic(row.path, *place, "contradicting-relation", message)
