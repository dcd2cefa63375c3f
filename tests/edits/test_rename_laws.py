"""After a rename every link finds what it found, and everybody's history is the same."""

from __future__ import annotations

import os
from collections import Counter

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.edits.proof import Refused
from prm.model.vault import Vault
from prm.rules import check
from tests.edits.test_rename import BEN
from tests.edits.test_rename import renamed
from tests.edits.test_rename import vault_of

MANY = 40 if os.environ.get("CI") == "true" else 120
NAMES = st.sampled_from(["Ben Ito", "Ben Itoh", "Ben", "Aiko Sato", "佐藤 健", "ben-ito"])
LINKED = st.sampled_from(
    ["[[Ben Ito]]", "[[ben ito]]", "[[Ben]]", "[[Ben Ito|B]]", "[[people/Ben Ito]]", "[[Aiko Sato]]", "[[佐藤健さん]]",
     "Ben Ito", "[[ben-ito]]", "[x](people/Ben%20Ito.md)", "`[[Ben Ito]]`", "[[Ben Ito]]'s", "[[Nobody]]"]
)  # fmt: skip
LINES = st.builds(
    "{}{}{}\n".format,
    st.sampled_from(
        ["- 2026-01-02 call ", "- ", "lunch with ", "- [ ] @", "> ", "# ", "- 2026-01-03 met ", "| 2026-01-04 | "]
    ),
    LINKED,
    st.sampled_from(["", ": the fair", " and [[Aiko Sato]]", "さんと電話", " |"]),
)
FRONT = st.sampled_from(
    ["", "---\nattendees: [Ben Ito, Aiko Sato]\n---\n", "---\nspouse: '[[Ben Ito]]'\n---\n",
     "---\nmet: {through: Ben Ito}\n---\n", "---\naliases: [Ben]\n---\n", "---\nname: Ben Ito\n---\n",
     "---\ngiven: Ben\nfamily: Ito\n---\n"]
)  # fmt: skip
TEXTS = st.builds("{}{}".format, FRONT, st.lists(LINES, max_size=5).map("".join))
PATH = st.one_of(
    st.builds("{}/{}.md".format, st.sampled_from(["people", "orgs", "people/x", "notes"]), NAMES),
    st.sampled_from(["journal/2026-01-05.md", "2026-01-06.md", "people/ben-ito/2026-01-07.md"]),
)
NEW = st.sampled_from(["Ben Novak", "Ben", "Aiko Sato", "鈴木 健", "ben ito", "BEN ITO", "Ben Itoh", "B. O'Neil 100%"])


def standing(vault: Vault, old: str, new: str) -> list[list[tuple[str, ...]]]:
    """Return the links of each file with what they find, by path, as if nothing had moved."""
    paths = {note.id: new if note.path == old else note.path for note in vault.notes.values()}
    return [
        [
            (paths[note.id], link.role, *sorted(paths[found] for found in vault.resolve(link.target)))
            for link in vault.links_of(note.id)
        ]
        for note in sorted(vault.notes.values(), key=lambda note: paths[note.id])
    ]


def history(vault: Vault, old: str, new: str) -> dict[str, list[tuple[object, ...]]]:
    return {
        new if person.path == old else person.path: sorted(
            (row.day, row.counts, row.kind, row.why, row.own, new if row.path == old else row.path)
            for row in vault.contacts_of(person.id)
        )
        for person in vault.people
    }


@settings(max_examples=MANY, deadline=None)
@given(st.dictionaries(PATH, TEXTS, max_size=5), TEXTS, NEW, st.booleans())
def test_every_link_finds_what_it_found_and_history_is_the_same(
    texts: dict[str, str], own: str, new: str, alias: bool
) -> None:
    files: dict[str, str | bytes] = {**texts, BEN: own}
    try:
        after, said = renamed(files, new, alias=alias)
    except Refused:
        return
    if any("before, and now" in line for line in said):
        return
    raw = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    moved = next(iter(after.keys() - files.keys()), BEN)
    before, now = vault_of(raw), vault_of({path: text.encode() for path, text in after.items()})

    assert standing(before, BEN, moved) == standing(now, moved, moved)
    assert history(before, BEN, moved) == history(now, moved, moved)
    assert len(raw) == len(after)
    assert Counter() == Counter(found.name for found in check(now)) - Counter(found.name for found in check(before))
