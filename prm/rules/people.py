"""Rules about people side by side: two files that may be one person, two paths that may be one file."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator

from prm.model.names import exact
from prm.model.names import folded
from prm.model.names import is_cjk
from prm.model.names import stem
from prm.model.rows import NoteRow
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.rules.ties import named
from prm.rules.ties import relatives
from prm.text.diagnostics import Diagnostic

_EXTENSION = re.compile(r"(?:ext\.?|extension|x|内線|#)[ .:]*\d+\W*$", re.IGNORECASE)
_NOT_DIGIT = re.compile(r"\D")
_SHORTEST = 7
_FEW = 500
_TELLS = ("birthday", "email", "phone", "org", "met", "location", "role")


def duplicate_email(vault: Vault) -> Iterable[Diagnostic]:
    """Find one e-mail address in the files of two people.

    Why: they may be one person in two files. Retired addresses (`until`), and those shared by people who are related to
    one another, are not reported.

    ```md people/ana.md
    ---
    email: ana@example.org
    ---
    ```

    ```md people/sousa-ana.md
    ---
    email: [Ana@Example.org, a.sousa@work.example] <- P501
    ---
    ```

    Instead:

    ```md people/ana.md
    ---
    email: home@example.org
    relations:
      - spouse: "[[rui]]"
    ---
    ```

    ```md people/rui.md
    ---
    email: home@example.org
    ---
    ```

    Fix: make one file of the two, mark the address that is no longer theirs with `until`, or say how they are related.
    """
    return _shared(vault, "email", lambda text: exact(text) if "@" in text else "", ())


def duplicate_phone(vault: Vault) -> Iterable[Diagnostic]:
    """Find one telephone number in the files of two people.

    Why: they may be one person in two files. Numbers of people who are related, or who belong to the same organisation,
    are not reported.

    ```md people/ana.md
    ---
    phone: 090-0000-0001
    ---
    ```

    ```md people/sousa-ana.md
    ---
    phone: +81 90 0000 0001 <- P502
    ---
    ```

    Instead:

    ```md people/ana.md
    ---
    phone: 03-0000-0001
    org: "[[Hibari Hall]]"
    ---
    ```

    ```md people/ben.md
    ---
    phone: +81 3 0000 0001
    org: Hibari Hall
    ---
    ```

    Fix: make one file of the two, mark the number that is no longer theirs with `until`, or say how they are related.
    """
    return _shared(vault, "phone", digits, ("org",))


def digits(text: str) -> str:
    """Return a telephone number as it is compared, "" for one too short to say anything.

    The Japanese +81 is folded to 0, so that both ways of writing a number agree.
    """
    text = unicodedata.normalize("NFKC", text)
    inside = _EXTENSION.search(text)
    number = _NOT_DIGIT.sub("", (text[: inside.start()] if inside else text).replace("(0)", ""))
    if text.lstrip().startswith("+81") or number.startswith("0081"):
        number = "0" + number.removeprefix("00")[2:].removeprefix("0")
    elif number.startswith("00"):
        number = number[2:]
    return number + (f"x{_NOT_DIGIT.sub('', inside.group())}" if inside else "") if len(number) >= _SHORTEST else ""


def _shared(vault: Vault, key: str, fold: Callable[[str], str], excuses: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Yield what stands in several people's files; relatives may share it, and those with the same `excuses`."""
    found: dict[str, list[ValueRow]] = defaultdict(list)
    for row in vault.values(key):
        if not row.until and (folded_text := fold(row.text)):
            found[folded_text].append(row)
    several = [rows for rows in found.values() if len(rows) > 1]
    people = ([row for row in rows if vault.notes[row.note].kind == "person"] for rows in several)
    shared = [rows for rows in people if len({row.note for row in rows}) > 1]
    if not shared:
        return
    related = relatives(vault)
    same = _excused(vault, excuses)
    for rows in shared:
        rows.sort(key=lambda row: (row.path, row.line, row.column))
        for at, row in enumerate(rows):
            for other in rows[:at]:
                one, two = row.note, other.note
                known = one == two or two in related[one] or related[one] & related[two] or same[one] & same[two]
                if not known:
                    name = vault.notes[other.note].name
                    message = f"“{row.text}” is also that of “{name}” ({other.at}): one person, or two who share it?"
                    yield _value(row, f"duplicate-{key}", message)
                    break


def _excused(vault: Vault, keys: tuple[str, ...]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for key in keys:
        for row in vault.values(key):
            found[row.note].add(exact(named(row.text).rpartition("/")[2]))
    return found


def duplicate_name(vault: Vault) -> Iterable[Diagnostic]:
    """Find two people of the same name, and nothing that tells them apart.

    Why: a link by that name finds both and so neither, and they may be one person in two files.

    ```md people/ana.md
    # Ana Sousa
    ```

    ```md people/work/ana.md
    # Ana Sousa <- P503
    ```

    Instead:

    ```md people/ana-porto.md
    ---
    name: Ana Sousa
    location: Porto
    ---
    ```

    ```md people/ana-lisbon.md
    ---
    name: Ana Sousa
    location: Lisbon
    ---
    ```

    Fix: make one file of the two; or write what you know of each: a birthday, an address, where they live or work.
    """
    by_name: dict[str, list[NoteRow]] = defaultdict(list)
    for person in vault.people:
        name = exact(person.name)
        by_name[name.replace(" ", "") if is_cjk(name) else name].append(person)
    same = {name: sorted(notes, key=lambda note: note.path) for name, notes in by_name.items() if len(notes) > 1}
    if not same:
        return
    known = _known(vault, {note.id for notes in same.values() for note in notes})
    for notes in same.values():
        for at, note in enumerate(notes):
            others = [other for other in notes[:at] if not (_suffixed(note) and _suffixed(other))]
            twin = next((other for other in others if not _told_apart(known[note.id], known[other.id])), None)
            if twin is not None:
                message = f"“{note.name}” is also the name in {twin.path}, and nothing tells the two apart"
                yield Diagnostic(note.path, 1, 1, 1, 1, "duplicate-name", message)


def _known(vault: Vault, people: set[int]) -> dict[int, dict[str, set[str]]]:
    found: dict[int, dict[str, set[str]]] = {person: defaultdict(set) for person in people}
    few = len(people) < _FEW
    said = (vault.values_of(person, *_TELLS) for person in people) if few else map(vault.values, _TELLS)
    for rows in said:
        for row in rows:
            if row.note in people:
                key = row.key
                found[row.note][f"{key} {row.label}"].add(exact(row.value or named(row.text)))
    return found


def _suffixed(note: NoteRow) -> bool:
    """Tell whether a file is called by the name and a word more: 山本翔-大学."""
    file, name = folded(stem(note.path)), folded(note.name)
    return file.startswith(name) and not file[len(name) :].strip().isdigit() and file != name


def _told_apart(one: dict[str, set[str]], other: dict[str, set[str]]) -> bool:
    return any(not one[key] & other[key] for key in one.keys() & other.keys())


def case_collision(vault: Vault) -> Iterable[Diagnostic]:
    """Find two paths that differ only in capitals, or in how an accent is encoded.

    Why: on a Mac or on Windows the two are one file, and git gives you only one of them.

    ```md people/Ana.md
    # Ana Sousa
    ```

    ```md people/ana.md
    # Ana Lima <- P504
    ```

    Instead:

    ```md people/Ana Sousa.md
    # Ana Sousa
    ```

    ```md people/Ana Lima.md
    # Ana Lima
    ```

    Fix: rename one of the two.
    """
    seen: dict[str, str] = {}
    for path in vault.kinds:
        key = path.casefold()
        key = key if key.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
        if other := seen.get(key):
            message = f"on a Mac or on Windows this is the same file as “{other}”; rename one"
            yield Diagnostic(path, 1, 1, 1, 1, "case-collision", message)
        seen.setdefault(key, path)


def _value(row: ValueRow, name: str, message: str) -> Diagnostic:
    return Diagnostic(row.path, row.line, row.column, row.end_line, row.end_column, name, message)
