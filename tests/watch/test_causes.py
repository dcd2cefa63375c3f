from __future__ import annotations

import pytest

from prm.watch.causes import causes

COUNT = causes(("Archive/*", "*.draft.md"), {"today.md", "pages/week.html"})


@pytest.mark.parametrize(
    "path",
    [
        "people/Aiko Sato.md",
        "A.MARKDOWN",
        "journal/2026/2026-01-15.md",
        "prm.toml",
        "templates/digest/daily.md.j2",
        "Templates/ja/list/due.txt.j2",
        ".obsidian/daily-notes.json",
        "people/.Ben Ito.md.icloud",
        "people/Ben Ito.sync-conflict-20260115-101010-ABC.md",
    ],
)
def test_notes_settings_and_templates_are_a_cause(path: str) -> None:
    assert COUNT(path)


@pytest.mark.parametrize(
    "path",
    [
        "people/.Aiko Sato.md.swp",
        "people/.Aiko Sato.md.swx",
        "people/4913",
        "people/Aiko Sato.md~",
        "people/.#Aiko Sato.md",
        "people/#Aiko Sato.md#",
        "people/sedXyZ123",
        "people/.goutputstream-ABC123",
        "people/.syncthing.Aiko Sato.md.tmp",
        "people/~syncthing~Aiko Sato.md.tmp",
        "people/.prm-123-1.tmp",
        "people/.prm-123-1.old",
        "people/Aiko Sato.md.tmp.1234",
        "people/photo.jpg",
        ".git/index.lock",
        ".git/refs/heads/main.md",
        ".obsidian/workspace.json",
        ".trash/Aiko Sato.md",
        "other/prm.toml",
        "notes/x.j2",
        "Archive/Old.md",
        "people/x.draft.md",
        "today.md",
        "pages/week.html",
    ],
)
def test_what_programs_leave_and_what_we_write_is_none(path: str) -> None:
    assert not COUNT(path)
