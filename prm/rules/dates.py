"""Rules about days: entries, promises and keys whose dates cannot all be true."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from datetime import timedelta

from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.rules.fields import about_people
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.diagnostics import Diagnostic
from prm.text.markdown import plain
from prm.text.markdown import without_marks

_PLANS = timedelta(92)
_LONGEST_SNOOZE = timedelta(5 * 366)
_DEATHS = ("death", "died", "deathday", "命日")
_SPANS = ("org", "role", "offers", "needs")


def future_entry(vault: Vault) -> Iterable[Diagnostic]:
    """Find a line of the log with a day that is more than three months ahead.

    Why: most often the year is wrong: in January one writes last December with the new year, and the contact is lost.
    Nearer days, meetings and journal pages are plans, and fine.

    ```md people/ana.md
    ## Log

    - 2026-12-28 call: her mother's birthday <- P401
    ```

    Instead:

    ```md people/ana.md
    ## Log

    - 2025-12-28 call: her mother's birthday
    - 2026-02-10 lunch: a table is booked
    - [ ] the long walk we spoke of 📅 2026-09-01
    ```

    Fix: mend the year. For a plan far ahead write a task with a day, or a meeting note with `status: planned`.
    """
    last = vault.today + min(_PLANS, date.max - vault.today)
    for entry in vault.log.contacts_after(last.isoformat()):
        if entry.note_kind != "meeting" and vault.notes[entry.note].day != entry.day:
            message = f"{entry.day} is far ahead, so this is no contact; is the year right? for a plan write a task"
            yield _line(entry.path, entry.line, "future-entry", message)


def overdue_promise(vault: Vault) -> Iterable[Diagnostic]:
    """Find a promise that was meant for a day gone by.

    Why: worth a line here so that it can be kept, moved or let go; `prm promises` lists them all.

    ```md people/ana.md
    - [ ] send her the recording 📅 2026-01-10 <- P402
    ```

    Instead:

    ```md people/ana.md
    - [x] send her the recording 📅 2026-01-10 ✅ 2026-01-12
    - [-] lend her the score 📅 2026-01-10
    - [ ] ring the bell at her door 📅 2026-02-01
    ```

    Fix: keep it and tick it, give it another day, or drop it with `[-]`.
    """
    today = vault.today.isoformat()
    for task in vault.open_tasks("promise"):
        if task.owner == "unclear" or not "" < task.due_last < today:
            continue
        people = [vault.notes[person] for person in task.people]
        if people and all(person.status == "deceased" for person in people):
            continue
        text = plain(without_marks(task.text)).strip()
        text = text if len(text) <= 40 else text[:39].rstrip() + "…"
        yield _line(task.path, task.line, "overdue-promise", f"“{text}” was meant for {task.due}")


def stated_contact_disagrees(vault: Vault) -> Iterable[Diagnostic]:
    """Find a `last_contact` that is older than what the lines say, or still to come.

    Why: the newer line counts; a key that nobody keeps up only misleads other tools.

    ```md people/ana.md
    ---
    last_contact: 2025-11-01 <- P403
    ---

    - 2025-12-28 call: the fair
    ```

    Instead:

    ```md people/ana.md
    ---
    last_contact: 2026-01-02
    ---

    - 2025-12-28 call: the fair
    ```

    Fix: delete the key; the last contact is worked out from the lines.
    """
    for row in vault.values("last_contact"):
        last = vault.last_contacts.get(row.note)
        if not row.value:
            continue
        if row.value[:10] > vault.today.isoformat():
            yield _value(row, "stated-contact-disagrees", f"{row.value} is still to come; it is not counted")
        elif last and last.kind != "stated" and row.value < last.day[: len(row.value)]:
            message = f"{row.value} is stated, but {last.day} is noted at {last.at}; the key can go"
            yield _value(row, "stated-contact-disagrees", message)


def impossible_order(vault: Vault) -> Iterable[Diagnostic]:
    """Find two days that cannot follow one another.

    Why: one of the two is wrong: met after a lunch together, an end before its beginning, a birthday to come.

    ```md people/ana.md
    ---
    birthday: 2062-04-17 <- P404
    met: {date: 2024-09-01, at: the fair} <- P404
    org:
      - {org: Corner Choir, from: 2021, to: 2019} <- P404
    ---

    - 2024-05-02 lunch: the fair
    ```

    Instead:

    ```md people/ana.md
    ---
    birthday: 1962-04-17
    met: {date: 2024-05, at: the fair}
    org:
      - {org: Corner Choir, from: 2019, to: 2021}
    ---

    - 2024-04-02 email: her address from the choir
    - 2024-05-02 lunch: the fair
    ```

    Fix: look which of the two days is right and mend the other.
    """
    yield from _met(vault)
    yield from _lives(vault)
    yield from _spans(vault)
    yield from _snoozes(vault)


def _met(vault: Vault) -> Iterator[Diagnostic]:
    first, today = vault.first_meetings, vault.today.isoformat()
    for row in vault.values("met", only="dated"):
        if row.value <= today and (row.note not in first or first[row.note].day >= row.value):
            continue
        day = _partial(row.value)
        earliest = _first(day)
        if day is None or earliest is None or vault.notes[row.note].kind != "person":
            continue
        if earliest > vault.today:
            yield _value(row, "impossible-order", f"met on {row.value}, which is still to come")
        elif row.note in first and first[row.note].day < earliest.isoformat() and not day.about:
            known = first[row.note]
            message = f"met on {row.value}, but {known.at} has you together on {known.day}"
            yield _value(row, "impossible-order", message)


def _lives(vault: Vault) -> Iterator[Diagnostic]:
    born = {person.id: person.birthday for person in vault.people if person.birthday}
    if any(day > vault.today.isoformat() for day in born.values()):
        for row in vault.values("birthday"):
            day = _first(_partial(row.value))
            if day is not None and day > vault.today:
                yield _value(row, "impossible-order", f"born on {row.value}, which is still to come")
    for row in vault.values("dates"):
        if row.label.casefold() in _DEATHS and row.note in born:
            died, day = _partial(row.value), _first(_partial(born[row.note]))
            if day is not None and died is not None and died.last is not None and died.last < day:
                yield _value(row, "impossible-order", f"died on {row.value}, before the birthday")


def _spans(vault: Vault) -> Iterator[Diagnostic]:
    order = vault.config.date_order
    for key in _SPANS:
        for row in vault.values(key, only="lasting"):
            since, until = _partial(row.since, order), _partial(row.until, order)
            begin, end = _first(since), until.last if until is not None else None
            if begin is not None and end is not None and end < begin:
                yield _value(row, "impossible-order", f"it ends ({row.until}) before it begins ({row.since})")


def _snoozes(vault: Vault) -> Iterator[Diagnostic]:
    for row in vault.values("snooze"):
        until = _first(_partial(row.value))
        if until is not None and until - vault.today > _LONGEST_SNOOZE:
            message = f"left alone until {row.value}: mend the year, or write `status: paused`"
            yield _value(row, "impossible-order", message)


def weekday_mismatch(vault: Vault) -> Iterable[Diagnostic]:
    """Find a weekday that is not that of its date.

    Why: the date counts; but the weekday may be what you remembered rightly.

    ```md people/ana.md
    - 2026-01-02 (Thu) call: the fair <- P405
    ```

    Instead:

    ```md people/ana.md
    - 2026-01-02 (Fri) call: the fair
    ```

    Fix: mend the date or the weekday.
    """
    return about_people(vault, "weekday-mismatch")


def undated_year(vault: Vault) -> Iterable[Diagnostic]:
    """Find a day without a year, with nothing around it that tells which.

    Why: without a year the line is no contact.

    ```md people/ana.md
    - 11/20 call: the fair <- P406
    ```

    Instead:

    ```md people/ana.md
    - 2025-11-20 call: the fair
    - 11/27 call: the fair again
    ```

    Fix: write the year; lines below then take theirs from it.
    """
    return about_people(vault, "undated-year")


def owner_unclear(vault: Vault) -> Iterable[Diagnostic]:
    """Find a task with `@them` where it can be several people's, or nobody's.

    Why: a promise that has no owner is in nobody's list.

    ```md journal/2026-01-10.md
    - [ ] @them the address of the hall, [[ana]] or [[ben]] <- P407
    ```

    Instead:

    ```md journal/2026-01-10.md
    - [ ] @[[ana]] the address of the hall, or [[ben]] knows it
    ```

    Fix: write `@[[Name]]`.
    """
    return vault.findings("owner-unclear")


def _partial(text: str, order: str = "ymd") -> PartialDate | None:
    found = partial(text, order) if text else None
    return found if isinstance(found, PartialDate) else None


def _first(day: PartialDate | None) -> date | None:
    return day.first if day is not None and day.year is not None else None


def _value(row: ValueRow, name: str, message: str) -> Diagnostic:
    return Diagnostic(row.path, row.line, row.column, row.end_line, row.end_column, name, message)


def _line(path: str, line: int, name: str, message: str) -> Diagnostic:
    return Diagnostic(path, line, 1, line, 1, name, message)
