"""Vaults of other people, read whole. They are no part of the project: without them these tests are skipped."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prm.engine import Engine
from prm.insight.history import why
from prm.insight.people import rows
from prm.insight.promises import promises
from prm.insight.promises import threads
from prm.model.vault import Vault

SAMPLES = Path(os.environ.get("PRM_SAMPLES") or Path(__file__).parent.parent.parent / "shared" / "samples")
JAPANESE = SAMPLES / "japanese"


def opened(folder: Path, today: date = date(2026, 11, 20)) -> Vault:
    if not folder.is_dir():
        pytest.skip("the sample vaults are not here")
    return Engine(str(folder)).vault(today)


@pytest.fixture(scope="module")
def vault() -> Vault:
    return opened(JAPANESE / "vault-a")


@pytest.fixture(scope="module")
def expected() -> Any:
    path = JAPANESE / "expected.json"
    if not path.is_file():
        pytest.skip("the sample vaults are not here")
    return json.loads(path.read_text(encoding="utf-8"))


def test_everybody_is_listed_and_nobody_else(vault: Vault, expected: Any) -> None:
    assert sorted(each["path"] for each in expected["people"]) == sorted(note.path for note in vault.people)
    assert not {each.path for each in vault.people} & set(expected["not_people"])


def test_people(vault: Vault, expected: Any) -> None:
    listed = {row.path: row for row in rows(vault, vault.people)}
    for each in expected["people"]:
        row, path = listed[each["path"]], each["path"]
        assert (path, each["name"]) == (path, row.name)
        assert (path, each["contacts"]) == (path, row.contacts)
        assert (path, each["birthday"]) == (path, row.birthday)
        assert (path, sorted(each["emails"])) == (path, sorted(email.value for email in row.emails))
        assert (path, sorted(each["phones"])) == (path, sorted(phone.value for phone in row.phones))


def test_last_contacts(vault: Vault, expected: Any) -> None:
    listed = {row.path: row.last_contact for row in rows(vault, vault.people)}
    for each in expected["people"]:
        last, stated = listed[each["path"]], each["last_contact"]
        if stated is None or last is None:
            assert (each["path"], stated) == (each["path"], last)
            continue
        kinds = stated["kind"] if isinstance(stated["kind"], list) else [stated["kind"]]
        assert (stated["date"], stated["at"].rpartition(":")[0]) == (last.date, last.at.rpartition(":")[0])
        assert stated.get("at_is") == "front matter" or stated["at"] == last.at
        assert last.kind in kinds


def test_mentions_are_no_contacts(vault: Vault, expected: Any) -> None:
    lines = {note.path: why(vault, note) for note in vault.people}
    for each in expected["mentions_not_contacts"]:
        assert each["at"] not in [line.at for line in lines[each["person"]].counted]


def test_promises(vault: Vault, expected: Any) -> None:
    paths = {note.slug: note.path for note in vault.notes.values()} | {"me": "me"}
    found = {
        (each.at, paths[each.owner], tuple(sorted(paths[who] for who in each.people)), each.due, each.done)
        for each in promises(vault, done=True)
    }
    assert {
        (each["at"], each["owner"], tuple(sorted(each["people"])), each["due"], each["done"])
        for each in expected["promises"]
    } == found
    texts = {each.at: each.text for each in promises(vault, done=True)}
    assert all(each["text"] in texts[each["at"]] for each in expected["promises"])


def test_open_threads(vault: Vault, expected: Any) -> None:
    paths = {note.slug: note.path for note in vault.notes.values()}
    found = {(each.at, tuple(sorted(paths[who] for who in each.people))) for each in threads(vault)}
    assert {(each["at"], tuple(sorted(each["people"]))) for each in expected["open_threads"]} == found
    said = {each.at for each in (*promises(vault, done=True), *threads(vault))}
    assert not said & {each["at"] for each in expected["neither"]}


def test_ambiguous_links(vault: Vault, expected: Any) -> None:
    for each in expected["ambiguous_links"]:
        found = [link for link in vault.links if f"{link.path}:{link.line}" == each["at"] and link.hits > 1]
        assert found
        assert sorted(each["candidates"]) == sorted(vault.notes[note].path for note in vault.resolve(found[0].target))


def test_seen(vault: Vault, expected: Any) -> None:
    for each in expected["seen"]:
        for person in (note for note in vault.people if note.path in each["people"]):
            parts = [part for part in vault.contacts_of(person.id) if part.path == each["at"].rpartition(":")[0]]
            assert [("seen", False, each["date"])] == [(part.role, part.counts, part.day) for part in parts]


def _blocks(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    import frontmatter  # type: ignore[import-untyped, unused-ignore]

    for path in sorted(folder.glob("*.md")):
        yield path.name, frontmatter.loads(path.read_text(encoding="utf-8")).metadata


def test_crm_in_markdown() -> None:
    root = SAMPLES / "vaults" / "ccrm"
    vault = opened(root, date(2026, 1, 15))
    listed = {os.path.basename(row.path): row for row in rows(vault, vault.people)}
    assert 91 == len(listed)
    files = dict(_blocks(root / "crm" / "contacts"))
    assert sorted(files) == sorted(listed)
    for name, said in files.items():
        row = listed[name]
        assert (name, said.get("title") or None) == (name, row.role or None)
        assert (name, [said["email"]] if said.get("email") else []) == (
            name,
            [email.value for email in row.emails],
        )
        assert (name, [str(said["phone"])] if said.get("phone") else []) == (
            name,
            [phone.value for phone in row.phones],
        )
        assert (name, bool(said.get("company"))) == (name, bool(row.org))


def test_a_public_vault() -> None:
    vault = opened(SAMPLES / "vaults" / "kepano-obsidian", date(2026, 1, 15))
    root = SAMPLES / "vaults" / "kepano-obsidian"
    steph = [note for note in vault.people if "Steph" in note.name]
    assert 1 == len(steph)
    assert all((root / note.path).is_file() and "Templates" not in note.path for note in vault.people)
    counted = why(vault, steph[0]).counted
    assert counted
    assert all("Steph" in (root / line.at.rpartition(":")[0]).read_text(encoding="utf-8") for line in counted)


def test_a_small_vault() -> None:
    vault = opened(SAMPLES / "vaults" / "hal_md", date(2026, 1, 15))
    assert ["John Doe"] == [note.name for note in vault.people if note.name == "John Doe"]
    assert not [note for note in vault.people if "template" in note.path.lower()]
