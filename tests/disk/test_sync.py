import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from prm.cli.main import run as prm
from prm.disk import careful
from prm.disk import git
from prm.disk import remotes
from prm.disk import sync as syncing
from tests.disk.clones import ROOT
from tests.disk.clones import clone
from tests.disk.clones import commit
from tests.disk.clones import run

ADA = "people/Ada.md"
NOTE = "# Ada\n\n## Log\n- 2025-12-01 call: hello\n"
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def driver_finds_prm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one vault."""
    run(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    first = clone(tmp_path / "remote.git", tmp_path / "a")
    run(first, "checkout", "-qB", "main")
    commit(first, {".gitattributes": "*.md merge=prm\n", ADA: NOTE, "prm.toml": ""})
    run(first, "push", "-qu", "origin", "main")
    return first, clone(tmp_path / "remote.git", tmp_path / "b")


@pytest.fixture
def sync(capsys: pytest.CaptureFixture[str]) -> Say:
    def call(folder: Path, *words: str) -> tuple[int, str, str]:
        code = prm(["--vault", str(folder), "--today", "2026-01-15", "sync", *words])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def write(folder: Path, line: str, path: str = ADA) -> None:
    file = folder / path
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text((file.read_text() if file.exists() else f"# {file.stem}\n\n") + line + "\n")


def subject(folder: Path) -> str:
    return run(folder, "log", "-1", "--format=%s").strip()


def status(folder: Path) -> str:
    return run(folder, "status", "--porcelain", "-uall")


def test_two_clones_agree_afterwards(pair: tuple[Path, Path], sync: Say) -> None:
    first, second = pair
    write(first, "- 2026-01-10 coffee: FIRST")
    write(second, "- 2026-01-11 lunch: SECOND")

    assert (0, "", "committed 1 file: log: 1 person\nsent 1 commit\n") == sync(first)
    assert (0, "", "committed 1 file: log: 1 person\nreceived 1 commit\nsent 1 commit\n") == sync(second)
    assert (0, "", "received 1 commit\n") == sync(first)
    assert (first / ADA).read_text() == (second / ADA).read_text()
    assert all(word in (first / ADA).read_text() for word in ("hello", "FIRST", "SECOND"))
    assert (0, "", "nothing to do\n") == sync(first)
    assert "" == status(first)
    assert "" == run(second, "log", "--merges")


def test_the_message_counts_and_names_only_where_told(pair: tuple[Path, Path], sync: Say) -> None:
    first, _ = pair
    write(first, "- 2026-01-10 coffee [[Ben]]: cake\n\n## Promises\n- [ ] @me the score due:2026-02-01")
    write(first, "- 2026-01-02 call: hi", "people/Ben.md")
    (first / "x.txt").write_text("x")
    sync(first)

    assert "log: 2 people; new: 1 person; 1 promise; 1 other file" == subject(first)
    (first / "prm.toml").write_text("[git]\nnames = true\n")
    text = (first / ADA).read_text().replace("- [ ]", "- [x]")
    (first / ADA).write_text(text + "\n## Log\n- 2026-01-12 call: again\n")
    sync(first)
    assert "log: Ada; 1 promise kept; 1 other file" == subject(first)
    (first / "people/Ben.md").unlink()
    sync(first)
    assert "removed: Ben" == subject(first)


def test_only_the_folder_of_the_vault_is_committed(tmp_path: Path, sync: Say) -> None:
    run(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    top = clone(tmp_path / "remote.git", tmp_path / "a")
    run(top, "checkout", "-qB", "main")
    commit(top, {"code.py": "1\n", "other.py": "1\n", "vault/prm.toml": "", f"vault/{ADA}": NOTE})
    run(top, "push", "-qu", "origin", "main")
    (top / "code.py").write_text("2\n")
    run(top, "add", "code.py")
    (top / "other.py").write_text("2\n")
    (top / "new.py").write_text("new\n")
    write(top / "vault", "- 2026-01-10 coffee: cake")
    run(top, "add", "-A", "vault")
    write(top / "vault", "- 2026-01-11 coffee: more")
    (top / "vault/nested").mkdir()
    run(top / "vault/nested", "init", "-q")
    (top / "vault/nested/x.md").write_text("x")

    said = "prm: nested is a repository of its own, and is left out\n"
    assert (0, "", f"{said}committed 1 file: log: 1 person\nsent 1 commit\n") == sync(top / "vault")
    assert f"vault/{ADA}\n" == run(top, "show", "--format=", "--name-only")
    assert "M  code.py\n M other.py\n?? new.py\n?? vault/nested/\n" == run(top, "status", "--porcelain")

    other = clone(tmp_path / "remote.git", tmp_path / "b")
    write(other / "vault", "- 2026-01-12 call: hi")
    sync(other / "vault")
    code, _, err = sync(top / "vault")
    assert 2 == code
    assert "code.py outside of the vault is staged" in err
    assert "M  code.py\n M other.py\n" in run(top, "status", "--porcelain")
    run(top, "commit", "-qm", "code")
    assert 0 == sync(top / "vault")[0]
    assert " M other.py\n?? new.py\n?? vault/nested/\n" == run(top, "status", "--porcelain")
    assert "2\n" == (top / "other.py").read_text()


def test_a_conflict_is_left_as_git_leaves_it(pair: tuple[Path, Path], sync: Say) -> None:
    first, second = pair
    for folder, word in zip(pair, ("ONE", "TWO"), strict=True):
        (folder / ADA).write_text(NOTE.replace("hello", word))
    sync(first)
    code, _, err = sync(second)

    assert 2 == code
    assert f"two sides changed the same lines of {ADA}" in err
    assert "git rebase --continue" in err
    text = (second / ADA).read_text()
    assert all(word in text for word in ("ONE", "TWO", "<<<<<<<"))
    code, _, err = sync(second)
    assert 2 == code
    assert "a rebase is half done here" in err
    assert text == (second / ADA).read_text()
    (second / ADA).write_text(NOTE.replace("hello", "ONE and TWO"))
    run(second, "add", ADA)
    run(second, "rebase", "--continue")
    assert 0 == sync(second)[0]
    assert (0, "", "received 1 commit\n") == sync(first)
    assert "ONE and TWO" in (first / ADA).read_text()


def test_markers_in_a_file_are_refused(pair: tuple[Path, Path], sync: Say) -> None:
    first, _ = pair
    write(first, "<<<<<<< a\nx\n=======\ny\n>>>>>>> b")
    before = status(first)
    for words in ((), ("--dry-run",)):
        code, _, err = sync(first, *words)

        assert 2 == code
        assert f"prm: {ADA} holds conflict markers; choose between the sides first, then sync again\n" == err
    assert before == status(first)


@pytest.mark.parametrize(
    ("state", "said"), [("MERGE_HEAD", "a merge"), ("rebase-merge", "a rebase"), ("BISECT_LOG", "a bisect")]
)
def test_what_is_half_done_is_left_alone(pair: tuple[Path, Path], sync: Say, state: str, said: str) -> None:
    first, _ = pair
    write(first, "- 2026-01-10 coffee: cake")
    (first / ".git" / state).write_text("x")
    code, _, err = sync(first)

    assert 2 == code
    assert f"prm: {said} is half done here" in err
    assert f" M {ADA}\n" == status(first)


def test_no_branch_no_repository(pair: tuple[Path, Path], sync: Say, tmp_path: Path) -> None:
    first, _ = pair
    run(first, "checkout", "-q", "--detach")
    write(first, "- 2026-01-10 coffee: cake")

    assert (2, "no branch is checked out") == (sync(first)[0], sync(first)[2][5:29])
    (tmp_path / "plain").mkdir()
    assert (2, "", f"prm: {git.NO_REPOSITORY}\n") == sync(tmp_path / "plain")
    assert 2 == sync(tmp_path / "remote.git")[0]


def test_offline_is_said_and_saved(pair: tuple[Path, Path], sync: Say, tmp_path: Path) -> None:
    first, _ = pair
    write(first, "- 2026-01-10 coffee: cake")
    (tmp_path / "remote.git").rename(tmp_path / "away.git")
    code, _, err = sync(first)

    assert 0 == code
    assert err.startswith("prm: offline (there is no repository at /")
    assert err.endswith("committed 1 file: log: 1 person\n")
    (tmp_path / "away.git").rename(tmp_path / "remote.git")
    assert (0, "", "sent 1 commit\n") == sync(first)


@pytest.mark.parametrize(
    "errors", ["ssh: Could not resolve hostname x: Name or service not known", "Failed to connect to x port 443"]
)
def test_what_offline_looks_like(errors: str) -> None:
    assert "" != remotes.offline(git.Answer(128, b"", "x", errors))
    assert "" == remotes.offline(git.Answer(128, b"", "x", "Permission denied (publickey)."))


def test_without_a_remote_and_into_a_new_one(tmp_path: Path, sync: Say) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    run(folder, "init", "-qb", "main")
    run(folder, "config", "user.email", "a@example.org")
    run(folder, "config", "user.name", "a")
    write(folder, "- 2026-01-10 coffee: cake")

    alone = "prm: there is no remote, so it is saved here alone; “git remote add origin …” adds one\n"
    assert (0, "", f"{alone}committed 1 file: log: 1 person; new: 1 person\n") == sync(folder)
    run(tmp_path, "init", "-q", "--bare", "-b", "main", "usb.git")
    run(folder, "remote", "add", "usb", str(tmp_path / "usb.git"))
    assert (0, "", "sent 1 commit\n") == sync(folder)
    assert (0, "", "nothing to do\n") == sync(folder)
    empty = clone(tmp_path / "usb.git", tmp_path / "b")
    assert (0, "", "nothing to do\n") == sync(empty)


def test_a_hook_that_refuses_leaves_everything_as_it_was(pair: tuple[Path, Path], sync: Say) -> None:
    first, _ = pair
    hook = first / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'error: no' >&2\nexit 1\n")
    hook.chmod(0o755)
    write(first, "- 2026-01-10 coffee: cake")
    write(first, "- 2026-01-02 call: hi", "people/Ben.md")
    before = status(first)
    code, _, err = sync(first)

    assert (2, "prm: git commit: no; nothing was committed, and all files are as they were\n") == (code, err)
    assert before == status(first)


def test_a_lost_race_is_run_again(pair: tuple[Path, Path], sync: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = pair
    write(first, "- 2026-01-10 coffee: FIRST")
    real, lost = git.git, []

    def racing(folder: str, *words: str, **more: object) -> git.Answer:
        if words[0] == "push" and len(lost) < 2 and Path(folder) == first:
            lost.append(words)
            write(second, f"- 2026-01-1{len(lost)} lunch: RACE{len(lost)}")
            run(second, "commit", "-qam", "race")
            run(second, "push", "-q")
        return real(folder, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(git, "git", racing)

    assert (0, "", "committed 1 file: log: 1 person\nreceived 2 commits\nsent 1 commit\n") == sync(first)
    assert all(word in (first / ADA).read_text() for word in ("FIRST", "RACE1", "RACE2"))


def test_a_merge_that_waits_to_be_sent_is_not_flattened(pair: tuple[Path, Path], sync: Say) -> None:
    first, second = pair
    run(first, "checkout", "-qb", "side")
    commit(first, {"side.md": "side\n"})
    run(first, "checkout", "-q", "main")
    commit(first, {"main.md": "main\n"})
    run(first, "merge", "-q", "--no-ff", "--no-commit", "side")
    commit(first, {"by-hand.md": "only in the merge\n"})
    write(second, "- 2026-01-10 coffee: cake")
    sync(second)

    assert 0 == sync(first)[0]
    assert "only in the merge\n" == (first / "by-hand.md").read_text()
    assert "cake" in (first / ADA).read_text()
    assert "" == status(first)


def test_a_dry_run_touches_nothing(pair: tuple[Path, Path], sync: Say) -> None:
    first, _ = pair
    write(first, "- 2026-01-10 coffee: cake")
    write(first, "", "people/Ben.md")
    before = {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}
    code, out, err = sync(first, "--dry-run")

    assert (0, "") == (code, out)
    said = f"would commit {ADA}\nwould commit people/Ben.md\n"
    assert f"{said}message: log: 1 person; new: 1 person\nwould send 1 commit\n" == err
    assert before == {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}


def test_findings_are_printed_and_keep_nothing_from_being_saved(pair: tuple[Path, Path], sync: Say) -> None:
    first, _ = pair
    write(first, "- 2026-01-10 coffee: cake", "people/Ben.md")
    (first / "people/Ben.md").write_text("---\nbirthday: 1990-02-30\n---\n# Ben\n")
    code, out, err = sync(first)

    assert 0 == code
    assert out.startswith("people/Ben.md:2:")
    assert err.endswith("sent 1 commit\n")


def test_a_remote_that_anybody_can_read_is_refused(
    pair: tuple[Path, Path], sync: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = pair
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    run(tmp_path / "remote.git", "update-server-info")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/remote.git"
        run(first, "remote", "set-url", "origin", url)
        before = run(first, "rev-parse", "HEAD")
        try:
            quiet = sync(first)
            write(first, "- 2026-01-10 coffee: cake")
            code, _, err = sync(first)
        finally:
            server.shutdown()
            thread.join()

    assert (0, "", "nothing to do\n") == quiet
    said = "without a password; make it private, then sync again; nothing was written"
    assert (2, f"prm: anybody can read {url}, {said}\n") == (code, err)
    assert before == run(first, "rev-parse", "HEAD")
    assert f" M {ADA}\n" == status(first)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://me:secret@example.org/a.git", "https://example.org/a.git"),
        ("git@example.org:me/a.git", "https://example.org/me/a.git"),
        ("ssh://git@example.org:2222/me/a.git", "https://example.org/me/a.git"),
        ("/srv/a.git", ""),
        ("file:///srv/a.git", ""),
        ("../a.git", ""),
        ("nas:a.git", ""),
    ],
)
def test_where_somebody_without_a_key_would_look(address: str, expected: str) -> None:
    assert expected == remotes.anonymous(address)


# Killed

HOOKS = ("pre-commit", "post-checkout", "post-index-change", "reference-transaction", "post-rewrite", "pre-push")


def prepared(world: Path, base: Path) -> tuple[Path, Path]:
    """Return clones in a copy of a world."""
    shutil.copytree(world, base, symlinks=True)
    for name in ("a", "b"):
        config = base / name / ".git/config"
        config.write_text(config.read_text().replace(str(world), str(base)))
    return base / "a", base / "b"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a world in which sync has everything to do: commit, with a new file; bring; push."""
    base = tmp_path_factory.mktemp("world")
    run(base, "init", "-q", "--bare", "-b", "main", "remote.git")
    first = clone(base / "remote.git", base / "a")
    run(first, "checkout", "-qB", "main")
    commit(first, {".gitattributes": "*.md merge=prm\n", ADA: NOTE, "prm.toml": "", "gone.md": "x\n"})
    run(first, "push", "-qu", "origin", "main")
    second = clone(base / "remote.git", base / "b")
    write(second, "- 2026-01-11 lunch: SECOND")
    write(second, "- 2026-01-11 lunch: THIRD", "people/Cy.md")
    run(second, "add", "-A")
    run(second, "commit", "-qm", "second")
    run(second, "push", "-q")
    write(first, "- 2026-01-10 coffee: FIRST")
    commit(first, {ADA: (first / ADA).read_text()}, "before")
    write(first, "- 2026-01-12 coffee: FOURTH")
    write(first, "- 2026-01-13 call: FIFTH", "people/Ben.md")
    (first / "gone.md").unlink()
    return base


def whole(first: Path, second: Path, sync: Say) -> None:
    """The next sync finishes, and no line is lost in either clone."""
    said = sync(first)
    assert 0 == said[0], said
    assert 0 == sync(second)[0]
    assert 0 == sync(first)[0]
    for folder in (first, second):
        text = "".join((folder / "people" / f"{name}.md").read_text() for name in ("Ada", "Ben", "Cy"))
        assert [1] * 6 == [text.count(word) for word in ("hello", "FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH")]
        assert not (folder / "gone.md").exists()
        assert "" == status(folder)
        assert "main" == run(folder, "branch", "--show-current").strip()
    assert run(first, "rev-parse", "HEAD") == run(second, "rev-parse", "HEAD")


def test_killed_between_any_two_steps(world: Path, tmp_path: Path, sync: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    real = git.git
    count, at = 0, 0

    def counting(folder: str, *words: str, **more: object) -> git.Answer:
        nonlocal count
        count += 1
        if count == at:
            raise Killed
        return real(folder, *words, **more)  # type: ignore[arg-type]

    first, second = prepared(world, tmp_path / "whole")
    with monkeypatch.context() as patch:
        patch.setattr(git, "git", counting)
        assert 0 == sync(first)[0]
    steps = count
    whole(first, second, sync)

    assert steps > 10
    for at in range(1, steps + 1):
        first, second = prepared(world, tmp_path / str(at))
        count = 0
        with monkeypatch.context() as patch:
            patch.setattr(git, "git", counting)
            with pytest.raises(Killed):
                sync(first)
        whole(first, second, sync)


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize("which", [1, 2, 3, 5])
def test_git_itself_killed(world: Path, tmp_path: Path, sync: Say, hook: str, which: int) -> None:
    """A hook kills the git that runs it, at the first time or a later one, as a power cut would."""
    first, second = prepared(world, tmp_path / "world")
    path = first / ".git/hooks" / hook
    path.parent.mkdir(exist_ok=True)
    count = tmp_path / "count"
    path.write_text(f'#!/bin/sh\necho x >> "{count}"\n[ $(wc -l < "{count}") -ne {which} ] || kill -9 $PPID\n')
    path.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from tests.disk.test_sync import dying; dying(sys.argv[1])", str(first)],
        cwd=Path(__file__).parent.parent.parent, capture_output=True, check=False,
    )  # fmt: skip
    path.unlink()

    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    whole(first, second, sync)


def dying(folder: str) -> None:
    """Sync, and die where a git was killed."""
    real = git.git

    def deadly(where: str, *words: str, **more: object) -> git.Answer:
        answer = real(where, *words, **more)  # type: ignore[arg-type]
        if answer.code == -signal.SIGKILL:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    git.git = deadly  # type: ignore[assignment]
    prm(["--vault", folder, "--today", "2026-01-15", "sync"])


def test_a_file_of_which_git_wrote_the_beginning_is_mended(pair: tuple[Path, Path], sync: Say) -> None:
    first, second = pair
    write(second, "- 2026-01-11 lunch: SECOND\n- 2026-01-12 lunch: THIRD")
    sync(second)
    run(first, "fetch", "-q")
    old, new = (run(first, "rev-parse", name).strip() for name in ("HEAD", "origin/main"))
    (first / ".git/prm-sync").write_text(f"{old} {new}\n")
    (first / ".git/index.lock").write_text("")
    (first / ADA).write_text((second / ADA).read_text()[:30])

    assert 0 == sync(first)[0]
    assert (second / ADA).read_text() == (first / ADA).read_text()
    assert old == run(first, "rev-parse", "HEAD~1").strip()


def test_a_lock_that_is_older_than_ours_stays(pair: tuple[Path, Path], sync: Say) -> None:
    first, _ = pair
    lock = first / ".git/index.lock"
    lock.write_text("")
    os.utime(lock, (1, 1))
    (first / ".git/prm-sync").write_text(" \n")
    write(first, "- 2026-01-10 coffee: cake")

    assert 2 == sync(first)[0]
    assert lock.exists()


def test_a_git_that_still_runs_is_waited_for(
    pair: tuple[Path, Path], sync: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    first, _ = pair
    monkeypatch.setattr(careful, "PATIENCE", 0)
    with open(first / ".git/prm-sync", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        code, _, err = sync(first)

    assert (2, "prm: git is still at work for an earlier sync; try again in a moment\n") == (code, err)
    assert careful.recover(str(first), str(first / ".git")) == []


def test_nothing_to_do_costs_three_looks(pair: tuple[Path, Path], sync: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    real, words_of = git.git, []

    def counting(folder: str, *words: str, **more: object) -> git.Answer:
        words_of.append(words[0])
        return real(folder, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(git, "git", counting)

    assert (0, "", "nothing to do\n") == sync(pair[0])
    assert ["rev-parse", "fetch", "for-each-ref"] == words_of  # and “status”, which runs beside them
    assert syncing.TRIES > 1


def test_what_stands_in_the_index_alone_is_not_waited_for(pair: tuple[Path, Path], sync: Say) -> None:
    """A commit that was killed last of all leaves an index behind it, as “git add” before an undo does."""
    first, _ = pair
    before = (first / ADA).read_text()
    write(first, "- 2026-01-10 coffee: cake")
    run(first, "add", "-A")
    (first / ADA).write_text(before)

    assert (0, "", "nothing to do\n") == sync(first)
    assert ("", before) == (status(first), (first / ADA).read_text())
