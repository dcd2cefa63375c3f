"""`changes` by days: what is asked for, what git had on them, and what it says of a record that begins later."""

from __future__ import annotations

from pathlib import Path

import pytest

from prm.cli.main import run as prm
from tests.disk.clones import run
from tests.disk.test_changed import made
from tests.disk.test_changed import write

SHORT = ("--format", "{{ name }} {{ kind }} {{ text or '' }} {{ written }}")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ada = "---\ncity: {}\n---\n# Ada\n{}"
    root = made(
        tmp_path / "v",
        (2, {"prm.toml": "", "people/Ada.md": ada.format("Lund", "")}),
        (8, {"people/Ada.md": ada.format("Oslo", "")}),
        (12, {"people/Ada.md": ada.format("Rome", "\n- 2026-01-11 call: hello\n")}),
    )
    write(root, {"people/Ben.md": "# Ben\n"})
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), ["Ben new  2026-01-15", "Ada moved Rome 2026-01-12", "Ada contact hello 2026-01-12"]),
        (
            ("--since", "2026-01-10"),
            ["Ben new  2026-01-15", "Ada moved Rome 2026-01-12", "Ada contact hello 2026-01-12"],
        ),
        (("ada", "--since", "2026-01-05", "--as-of", "2026-01-10"), ["Ada moved Oslo 2026-01-08"]),
        (("--since", "yesterday"), ["Ben new  2026-01-15"]),
        (("ben", "--since", "HEAD"), ["Ben new  2026-01-15"]),
        (("--since", "2026-01-10", "--as-of", "2026-01-11"), []),
    ],
)
def test_days(vault: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], expected: list[str]) -> None:
    assert 0 == prm(["changes", *words, *SHORT, "--today", "2026-01-15"])

    assert expected == [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_a_record_that_begins_later_is_said(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == prm(["changes", "--since", "2025-12-01", *SHORT, "--today", "2026-01-15"])
    out, err = capsys.readouterr()
    assert ["Ben new  2026-01-15", "Ada moved Rome 2026-01-12", "Ada contact hello 2026-01-12"] == [
        line.rstrip() for line in out.splitlines()
    ]
    assert ["git's record begins on 2026-01-02, with 1 note; what it said then is not told as new"] == err.splitlines()[
        1:
    ]
    run(vault.parent, "clone", "-q", "--depth", "1", f"file://{vault}", "shallow")
    assert 0 == prm(["--vault", str(vault.parent / "shallow"), "changes", "--today", "2026-01-15"])
    out, err = capsys.readouterr()
    assert "Nothing changed since 12 Jan 2026.\n" == out
    assert "this clone is shallow" in err


def test_a_template_is_given_one_change_at_a_time(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == prm(["changes", "--since", "2026-01-10", "--format", "jsonl", "--today", "2026-01-15"])

    assert 3 == len(capsys.readouterr().out.splitlines())


def test_a_brief_says_what_is_known_since_the_last_contact(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ada = vault / "people/Ada.md"
    plain = "# Ada\n\n- 2026-01-11 call: hello\n"

    def since(text: str, *words: str) -> list[str]:
        ada.write_text(text)
        assert 0 == prm(["brief", "Ada", "--today", "2026-01-15", *words])
        _, _, told = capsys.readouterr().out.partition("## New since you were last in touch\n")
        return [line for line in told.partition("\n\n")[0].splitlines() if line]

    assert ["- moved from Oslo to Rome"] == since(f"---\ncity: Rome\n---\n{plain}")
    moved = f"---\ncity: Rome\nneeds: [a room]\nprivate: [needs, location]\n---\n{plain}"
    assert ["- moved from Oslo to Rome", "- looks for: a room"] == since(moved)
    assert [] == since(moved, "--share")
    assert ["- moved from Rome to Oslo"] == since(f"---\ncity: Oslo\n---\n{plain}- 2026-01-12 call: again\n")
    assert [] == since(f"---\ncity: Rome\n---\n{plain}- 2026-01-15 call: today\n")
    assert [] == since(f"---\ncity: Rome\n---\n{plain}", "--as-of", "2026-01-13")


def test_the_first_commit_is_where_all_begins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = "# {}\n\n- 2026-01-11 call: hello\n\n## Promises\n- [ ] @me a book\n"
    people = {f"people/{name}.md": page.format(name) for name in ("Ada", "Ben", "Cy")}
    root = made(tmp_path / "v", (14, {"prm.toml": "", **people}))
    assert 0 == prm(["--vault", str(root), "changes", "--today", "2026-01-15"])
    out, err = capsys.readouterr()

    assert "Nothing changed since 14 Jan 2026.\n" == out
    assert "git's record begins on 2026-01-14, with 3 notes; what they said then is not told as new\n" == err
    with (root / "people/Ben.md").open("a") as file:
        file.write("\n- 2026-01-14 call: MORE\n")
    assert 0 == prm(["--vault", str(root), "changes", *SHORT, "--today", "2026-01-15"])
    assert "Ben contact MORE 2026-01-15\n" == capsys.readouterr().out


MEETING = "---\ntype: meeting\ndate: 2026-01-{}\nstatus: {}\nattendees: ['[[Ada]]']\n---\n# {}\n\nWe talk.\n"


def test_what_is_planned_or_cancelled_was_not_met(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = made(tmp_path / "v", (2, {"prm.toml": "", "people/Ada.md": "# Ada\n"}))
    plans = [(10, "planned"), (11, "cancelled"), (12, "held"), (20, "planned"), (21, "tentative"), (22, "held")]
    write(root, {f"meetings/{day} {status}.md": MEETING.format(day, status, f"M{day}") for day, status in plans})
    write(root, {"people/Ada.md": "# Ada\n\n## Log\n- 2026-02-20 lunch: ahead\n- 2026-01-09 cancelled lunch: off\n"})

    def told(*words: str) -> list[str]:
        assert 0 == prm(["--vault", str(root), "changes", "--since", "HEAD", *words, "--today", "2026-01-15"])
        return [line.partition("  ")[2].partition("  ")[0] for line in capsys.readouterr().out.splitlines()[1:]]

    assert [
        "Fri 20 Feb planned (a meal): ahead", "Thu 22 Jan planned: M22", "Wed 21 Jan planned: M21",
        "Tue 20 Jan planned: M20", "Mon 12 Jan you met for the first time: M12", "Sun 11 Jan cancelled: M11",
        "Sat 10 Jan planned: M10", "Fri 9 Jan tried: cancelled lunch: off",
    ] == told("Ada")  # fmt: skip
    assert "1月11日（日）取りやめ：M11" in told("Ada", "--lang", "ja")
    run(root, "add", "-A")
    run(root, "commit", "-qm", "plans")
    write(root, {"meetings/10 planned.md": MEETING.format(10, "held", "M10")})
    write(root, {"meetings/20 planned.md": MEETING.format(20, "cancelled", "M20")})
    assert ["Tue 20 Jan cancelled: M20", "Sat 10 Jan you met for the first time: M10"] == told("Ada")
