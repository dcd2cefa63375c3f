from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.disk import files
from prm.disk import store
from prm.disk.store import Applied
from prm.disk.store import Refused
from prm.disk.store import apply
from prm.disk.store import plan
from prm.disk.store import write_generated
from prm.disk.store import write_new
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span
from prm.text.source import splice

MakeVault = Callable[..., Path]
ADA = "people/Ada.md"
not_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


def append(path: str, data: bytes, line: str = "- new\n") -> Edit:
    source = Source(path, data)
    end = len(source.text)
    return Edit(path, source.digest, (Change(Span(end, end), line),), why="log")


def again(edit: Edit, source: Source) -> Edit:
    return append(edit.path, source.data)


def new(path: str, text: str) -> Edit:
    return Edit(path, "", (Change(Span(0, 0), text),))


def write(root: Path, *edits: Edit, **options: object) -> Applied:
    return apply(str(root), str(root.parent / "state"), edits, wait=0, **options)  # type: ignore[arg-type]


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refusal(root: Path, *edits: Edit, **options: object) -> str:
    """Return why the edits are refused, having seen that nothing changed by the attempt."""
    before = tree(root)
    with pytest.raises(Refused) as caught:
        write(root, *edits, **options)
    assert before == tree(root)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_one_file_is_written_and_nothing_remains_beside_it(vault: MakeVault) -> None:
    root = vault({ADA: b"\xef\xbb\xbf# Ada\r\n\xff\x80 \r\n"})

    applied = write(root, append(ADA, (root / ADA).read_bytes(), "- 桜\r\n"))

    assert Applied((ADA,)) == applied
    assert {ADA: b"\xef\xbb\xbf# Ada\r\n\xff\x80 \r\n- \xe6\xa1\x9c\r\n"} == tree(root)


def test_an_edit_that_changes_nothing_writes_nothing(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})
    inode = (root / ADA).stat().st_ino

    assert Applied() == write(root, Edit(ADA, sha256(b"# Ada\n").hexdigest()))
    assert inode == (root / ADA).stat().st_ino
    assert [] == list((root.parent / "state").glob("undo/*"))


@settings(max_examples=30)
@given(data=st.binary(max_size=60), places=st.lists(st.integers(0, 60), max_size=4), text=st.text("añ-\n", max_size=5))
def test_what_is_written_is_the_splice(data: bytes, places: list[int], text: str) -> None:
    source = Source("a.md", data)
    assume(not source.is_utf16)
    spans = sorted({min(place, len(source.text)) for place in places})
    changes = tuple(Change(Span(place, place), text) for place in spans)
    try:
        expected = splice(source, list(changes))
    except UnicodeEncodeError:
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "vault")
        root.mkdir()
        (root / "a.md").write_bytes(data)

        write(root, Edit("a.md", source.digest, changes))

        assert expected == (root / "a.md").read_bytes()


def test_a_sign_that_the_file_has_no_place_for_is_refused(vault: MakeVault) -> None:
    root = vault({ADA: "佐藤\n".encode("cp932")})

    said = refusal(root, append(ADA, (root / ADA).read_bytes(), "𝄞\n"))

    assert "people/Ada.md is not UTF-8 and has no sign for “𝄞”; save it as UTF-8 first" == said


# stale


def test_nothing_is_written_into_utf16(vault: MakeVault) -> None:
    """A line of ours in it would be garbage to every editor, and all else behind a byte order mark in the middle."""
    data = "\ufeff# Ada\n".encode("utf-16-le")
    root = vault({"ada.md": data})

    assert "ada.md is UTF-16; save it as UTF-8 first; nothing was written" == refusal(root, append("ada.md", data))
    assert data == (root / "ada.md").read_bytes()


def test_a_file_that_changed_since_is_refused(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada, changed\n", "b.md": "b"})

    assert "people/Ada.md changed since it was read; nothing was written" == refusal(
        root, append("b.md", b"b"), append(ADA, b"# Ada\n")
    )


def test_a_plain_addition_is_planned_again_on_the_fresh_text(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada, changed\n"})

    assert Applied((ADA,)) == write(root, append(ADA, b"# Ada\n"), replan=again)
    assert {ADA: b"# Ada, changed\n- new\n"} == tree(root)


def test_planning_again_may_find_nothing_left_to_do(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada, changed\n"})

    assert Applied() == write(root, append(ADA, b"# Ada\n"), replan=lambda edit, source: None)


def test_planning_again_is_tried_three_times(vault: MakeVault) -> None:
    root, calls = vault({ADA: "# Ada, changed\n"}), []

    def stubborn(edit: Edit, source: Source) -> Edit:
        calls.append(source.data)
        return edit

    assert "people/Ada.md changed since it was read; nothing was written" == refusal(
        root, append(ADA, b"# Ada\n"), replan=stubborn
    )
    assert 3 == len(calls)


def test_a_file_that_is_being_saved_is_not_planned_again(vault: MakeVault) -> None:
    root = vault({ADA: ""})

    assert "is empty just now" in refusal(root, append(ADA, b"# Ada\n"), replan=again)


def test_what_planning_again_refuses_is_passed_on_and_the_lock_is_free_again(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada, changed\n"})

    def refuse(edit: Edit, source: Source) -> Edit:
        raise LookupError("no place for it")

    with pytest.raises(LookupError):
        write(root, append(ADA, b"# Ada\n"), replan=refuse)
    assert (ADA,) == write(root, append(ADA, b"# Ada, changed\n")).written


@pytest.mark.parametrize("replan", [None, again])
def test_a_file_that_is_gone_is_refused(vault: MakeVault, replan: object) -> None:
    root = vault({})

    assert "people/Ada.md is no longer there; nothing was written" == refusal(root, append(ADA, b"x"), replan=replan)


# new, moved and removed files


def test_a_new_file_is_made_with_its_folders(vault: MakeVault) -> None:
    root = vault({})

    assert (ADA,) == write(root, new(ADA, "# Ada\n")).written
    assert {ADA: b"# Ada\n"} == tree(root)
    mask = os.umask(0)
    os.umask(mask)
    assert 0o666 & ~mask == stat.S_IMODE((root / ADA).stat().st_mode)


def test_a_new_file_overwrites_nothing(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})

    assert "people/Ada.md is there already; nothing was written" == refusal(root, new(ADA, "# Ada 2\n"))


def test_a_file_moves_with_its_mode(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})
    (root / ADA).chmod(0o640)

    assert ("people/Ada King.md",) == write(root, append(ADA, b"# Ada\n")._replace(to="people/Ada King.md")).written
    assert {"people/Ada King.md": b"# Ada\n- new\n"} == tree(root)
    assert 0o640 == stat.S_IMODE((root / "people/Ada King.md").stat().st_mode)


def test_a_move_overwrites_nothing(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n", "people/Bo.md": "# Bo\n"})

    assert "people/Bo.md is there already; nothing was moved" == refusal(
        root, Edit(ADA, sha256(b"# Ada\n").hexdigest(), to="people/Bo.md")
    )


@pytest.mark.parametrize("line", ["", "- new\n"])
def test_a_name_changes_its_case_on_a_disk_that_knows_no_case(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    root = vault({"people/ada.md": "# Ada\n"})
    lstat, read = os.lstat, files.read

    def found(path: str) -> str:
        folder, name = os.path.split(path)
        names = os.listdir(folder) if os.path.isdir(folder) else []
        return os.path.join(folder, next((other for other in names if other.casefold() == name.casefold()), name))

    with monkeypatch.context() as patch:
        patch.setattr(os, "lstat", lambda path, **options: lstat(found(path), **options))
        patch.setattr(os.path, "lexists", lambda path: os.path.basename(found(path)) in os.listdir(root / "people"))
        patch.setattr(files, "read", lambda path: read(found(path)))
        applied = write(root, append("people/ada.md", b"# Ada\n", line)._replace(to=ADA))

    assert Applied((ADA,)) == applied
    assert {ADA: b"# Ada\n" + line.encode()} == tree(root)


def test_a_file_is_removed_only_as_it_was_read(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})

    assert "changed since" in refusal(root, Edit(ADA, sha256(b"# Bo\n").hexdigest(), delete=True))
    assert (ADA,) == write(root, Edit(ADA, sha256(b"# Ada\n").hexdigest(), delete=True)).written
    assert {} == tree(root)


# what may not be written


def test_mode_is_kept(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})
    (root / ADA).chmod(0o604)

    write(root, append(ADA, b"# Ada\n"))

    assert 0o604 == stat.S_IMODE((root / ADA).stat().st_mode)


@only_root
def test_owner_is_kept(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})
    os.chown(root / ADA, 1234, 4321)

    write(root, append(ADA, b"# Ada\n"))

    assert (1234, 4321) == ((root / ADA).stat().st_uid, (root / ADA).stat().st_gid)


def test_a_file_of_somebody_else_is_refused(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    root = vault({ADA: "# Ada\n"})

    def forbidden(*args: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    steps, folders = plan(str(root), [append(ADA, b"# Ada\n")])
    monkeypatch.setattr(os, "fchown", forbidden)
    monkeypatch.setattr(store, "plan", lambda *_: ((steps[0]._replace(owner=(1234, 4321)),), folders))

    expected = "people/Ada.md cannot be written: it belongs to another user or group; nothing was written"
    assert expected == refusal(root, append(ADA, b"# Ada\n"))


def test_a_read_only_file_is_refused(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})
    (root / ADA).chmod(0o444)

    assert "people/Ada.md is read-only; nothing was written" == refusal(root, append(ADA, b"# Ada\n"))


@not_root
def test_a_read_only_folder_is_refused(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n", "b.md": "b"})
    (root / "people").chmod(0o555)

    expected = "people/Ada.md cannot be written: permission denied; nothing was written"
    assert expected == refusal(root, append("b.md", b"b"), append(ADA, b"# Ada\n"))
    (root / "people").chmod(0o755)


def test_a_folder_in_a_files_place_is_refused(vault: MakeVault) -> None:
    root = vault({"people/Ada.md/x.md": "x", "b.md": "b"})

    assert "people/Ada.md is not a file; nothing was written" == refusal(root, append(ADA, b""))
    said = refusal(root, new("b.md/c.md", "c"))
    assert said.startswith("b.md/c.md cannot be written: ")


@pytest.mark.parametrize("path", ["../out.md", "/etc/out.md", "a//b.md", ".git/config", "a/.prm-1-1.tmp", "a\0b", ""])
def test_a_path_that_is_no_note_is_refused(vault: MakeVault, path: str) -> None:
    assert refusal(vault({}), new(path, "x")).endswith("is no path of a note; nothing was written")


def test_a_link_inside_the_vault_is_written_through(vault: MakeVault) -> None:
    root = vault({"real/Ada.md": "# Ada\n", "people/Bo.md": "# Bo\n"})
    (root / ADA).symlink_to("../real/Ada.md")

    assert (ADA,) == write(root, append(ADA, b"# Ada\n")).written
    assert (root / ADA).is_symlink()
    assert b"# Ada\n- new\n" == (root / "real/Ada.md").read_bytes()
    moved = append(ADA, b"# Ada\n- new\n")._replace(to="people/Ada King.md")
    assert "people/Ada.md is a symbolic link; move or remove the file that it leads to" == refusal(root, moved)


def test_a_link_out_of_the_vault_is_refused(vault: MakeVault, tmp_path: Path) -> None:
    root = vault({"a.md": "a"})
    (tmp_path / "out").mkdir()
    (tmp_path / "out/Ada.md").write_bytes(b"# Ada\n")
    (root / "Ada.md").symlink_to(tmp_path / "out/Ada.md")
    (root / "people").symlink_to(tmp_path / "out")
    (root / "nothing.md").symlink_to("nowhere.md")

    expected = "{} leads out of the vault by a symbolic link; nothing was written"
    assert expected.format("Ada.md") == refusal(root, append("Ada.md", b"# Ada\n"))
    assert expected.format(ADA) == refusal(root, append(ADA, b"# Ada\n"))
    assert "nothing.md is a symbolic link to nothing; nothing was written" == refusal(root, new("nothing.md", "x"))


def test_two_edits_of_one_file_are_refused(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})

    said = refusal(root, append(ADA, b"# Ada\n"), append(ADA, b"# Ada\n"))

    assert "people/Ada.md would be changed twice at once; nothing was written" == said


def test_changes_that_overlap_are_refused(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})
    changes = (Change(Span(0, 3), "x"), Change(Span(2, 4), "y"))

    assert "people/Ada.md cannot be changed: " in refusal(root, Edit(ADA, sha256(b"# Ada\n").hexdigest(), changes))


CONFLICT = "# Ada\n<<<<<<< HEAD\n- one\n=======\n- two\n>>>>>>> theirs\n"


@pytest.mark.parametrize("text", [CONFLICT, CONFLICT.replace("\n", "\r\n"), "\ufeff<<<<<<< ours\n=======\n>>>>>>> x\n"])
def test_a_file_with_conflict_markers_is_not_written_to(vault: MakeVault, text: str) -> None:
    root = vault({ADA: text})

    said = refusal(root, append(ADA, text.encode()))

    expected = "people/Ada.md holds a merge that git could not finish; choose between the sides first; "
    assert f"{expected}nothing was written" == said


def test_the_reader_sees_the_same_conflict() -> None:
    from prm.model.config import read_config
    from prm.model.reader import Reader

    note = Reader(read_config("")[0]).read(Source(ADA, CONFLICT.encode()))

    assert "conflict-marker" in {problem.rule for problem in note.problems}


def test_an_edit_that_removes_the_conflict_markers_is_written(vault: MakeVault) -> None:
    root = vault({ADA: CONFLICT})
    source = Source(ADA, CONFLICT.encode())

    write(root, Edit(ADA, source.digest, (Change(Span(6, len(source.text)), "- one\n- two\n"),)))

    assert {ADA: b"# Ada\n- one\n- two\n"} == tree(root)


def test_a_state_folder_that_cannot_be_made_is_said(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})
    (root.parent / "state").write_bytes(b"")

    assert "state cannot be written to: " in refusal(root, append(ADA, b"# Ada\n"))


def test_what_is_kept_is_for_its_owner_alone(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})

    apply(str(root), str(root.parent / "home/prm/state"), [append(ADA, b"# Ada\n")])

    kept = [root.parent / "home", *(root.parent / "home").rglob("*")]
    assert {(True, 0o700), (False, 0o600)} == {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in kept}


def test_plan_writes_nothing_and_shows_both_texts(vault: MakeVault) -> None:
    root = vault({ADA: "# Ada\n"})

    steps, folders = plan(str(root), [append(ADA, b"# Ada\n"), new("a/b/c.md", "c")])

    assert [("create", "a/b/c.md", b"", b"c"), ("write", ADA, b"# Ada\n", b"# Ada\n- new\n")] == [
        (step.kind, step.shown, step.before, step.after) for step in steps
    ]
    assert [str(root / "a"), str(root / "a/b")] == list(folders)
    assert {ADA: b"# Ada\n"} == tree(root)


# files beside the notes


def test_a_new_file_is_written_once(tmp_path: Path) -> None:
    path = str(tmp_path / "prm.toml")

    assert [True, False] == [write_new(path, b"one"), write_new(path, b"two")]
    assert {"prm.toml": b"one"} == tree(tmp_path)


def test_a_generated_file_is_made_anew_and_nothing_else_is(tmp_path: Path) -> None:
    path = tmp_path / "digest.md"

    assert [True, False] == [write_generated(str(path), "one\n", page=False) for _ in range(2)]
    assert b"---\ntype: digest\n---\n<!-- prm:begin -->\none\n<!-- prm:end -->\n" == path.read_bytes()
    path.chmod(0o600)
    assert write_generated(str(path), "two\n", page=False)
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    path.write_bytes(b"mine")
    with pytest.raises(Refused):
        write_generated(str(path), "three\n", page=False)
    assert {"digest.md": b"mine"} == tree(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "<!-- prm:begin -->\na\n<!-- prm:end -->\nmine\n<!-- prm:begin -->\nb\n<!-- prm:end -->\n",
        "<!-- prm:begin -->\na\n<!-- prm:end -->\nmine\n<!-- prm:end -->\n",
        "<!-- prm:end -->\nmine\n<!-- prm:begin -->\n",
    ],
)
def test_marks_that_do_not_say_what_is_generated_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "today.md"
    path.write_text(text)

    with pytest.raises(Refused, match="was not made by prm"):
        write_generated(str(path), "new\n", page=False)
    assert text == path.read_text()


def test_what_stands_around_generated_text_stays(tmp_path: Path) -> None:
    path = tmp_path / "diary.md"
    path.write_bytes(b"# Mine\r\n<!-- prm:begin -->\r\nold\r\n<!-- prm:end -->\r\nmore of mine")

    assert write_generated(str(path), "new\n", page=False)
    assert b"# Mine\r\n<!-- prm:begin -->\nnew\n<!-- prm:end -->\nmore of mine" == path.read_bytes()


def test_a_page_that_somebody_added_to_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.html"

    assert [True, False] == [write_generated(str(path), "<p>one</p>\n", page=True) for _ in range(2)]
    path.write_bytes(path.read_bytes() + b"mine")
    with pytest.raises(Refused):
        write_generated(str(path), "<p>two</p>\n", page=True)


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    for path in (tmp_path / "pipe.md", tmp_path / "missing" / "a.md", tmp_path):
        with pytest.raises(Refused):
            write_generated(str(path), "x\n", page=False)
