"""Writes an invented vault: python -m benchmarks.vault 1000 FOLDER [--seed S]."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator

from benchmarks.cast import world
from benchmarks.chance import Chance
from benchmarks.days import of_days
from benchmarks.days import of_introduction
from benchmarks.days import of_meeting
from benchmarks.days import of_org
from benchmarks.people import of_person

ENTRIES = 10
"""Entries a person, on average; a third of all stand in journals, half of those without a head."""
CONFIG = """# An invented vault.
lang = "en"
me = "[[{me}]]"

[words]
synonyms = [["rehearsal room", "practice room", "稽古場"], ["translation", "翻訳"], ["bread", "パン"]]

[circles.inner]
cadence = "3w"
room = 15

[circles.friends]
cadence = "3 months"
room = 150

[circles.wider]
cadence = "6 months"
"""


def contents(people: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield the path and bytes of every file; the same for the same numbers, on every machine."""
    chance = Chance(f"prm {people} {seed}")
    journal, meetings, introductions = people * ENTRIES // 3, people // 10, people // 100
    all_ = world(people, people * ENTRIES - journal - meetings - 4 * introductions, chance)
    yield "prm.toml", CONFIG.format(me=all_.people[0].file).encode()
    yield from (of_person(person, all_, chance) for person in all_.people)
    yield from of_days(journal, all_, chance)
    yield from (of_meeting(number, all_, chance) for number in range(meetings))
    yield from (of_introduction(number, all_, chance) for number in range(introductions))
    yield from (of_org(name, all_, chance) for name in all_.orgs)


def write(people: int, folder: str, seed: int = 1) -> int:
    """Write a vault into a folder that is empty or not there yet; return the number of files."""
    count = 0
    for path, content in contents(people, seed):
        full = os.path.join(folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "xb") as file:
            file.write(content)
        count += 1
    return count


def main() -> None:
    """Write a vault as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vault", description="Write an invented vault.")
    parser.add_argument("people", type=int, help="how many people, up to 100000")
    parser.add_argument("folder", help="a folder that is not there yet, or empty")
    parser.add_argument("--seed", type=int, default=1, help="another number makes another vault (default 1)")
    said = parser.parse_args()
    if not 3 <= said.people <= 100_000:
        parser.error("people: between 3 and 100000")
    if os.path.isdir(said.folder) and os.listdir(said.folder):
        parser.error(f"{said.folder} is not empty; name another folder")
    print(f"{write(said.people, said.folder, said.seed)} files in {said.folder}")


if __name__ == "__main__":
    main()
