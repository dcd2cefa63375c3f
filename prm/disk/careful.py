"""Git commands that write, so that one that is killed half-way is found and mended by the next sync."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress

from prm.disk import git
from prm.disk.files import Refused
from prm.disk.files import explain
from prm.disk.files import read
from prm.disk.files import remove

PATIENCE = 10.0
"""For how many seconds a git of another sync is waited for."""
_PAUSE = 0.05
_MARK = "prm-sync"
_NOT_OURS = "gc.pid.lock"
_HALF_DONE = (
    ("rebase-merge", "a rebase", "“git rebase --continue” or “git rebase --abort”"),
    ("rebase-apply", "a rebase", "“git rebase --continue” or “git rebase --abort”"),
    ("MERGE_HEAD", "a merge", "“git commit” or “git merge --abort”"),
    ("CHERRY_PICK_HEAD", "a cherry-pick", "“git cherry-pick --continue” or “--abort”"),
    ("REVERT_HEAD", "a revert", "“git revert --continue” or “--abort”"),
    ("BISECT_LOG", "a bisect", "“git bisect reset”"),
)


def careful(
    root: str,
    git_dir: str,
    *words: str,
    stdin: bytes = b"",
    options: tuple[str, ...] = (),
    goal: str = "",
    timeout: float | None = None,
) -> git.Answer:
    """Run a git command that writes; a mark in the repository tells the next sync if it never ended.

    Raises Refused, and leaves the mark, where that git alone was killed. `goal` is the commit whose files it puts in
    place. The mark is locked for as long as git runs, also where we do not.
    """
    path = os.path.join(git_dir, _MARK)
    head = git.git(root, "rev-parse", "--verify", "--quiet", "HEAD").text if goal else ""
    with _naming(git_dir):
        descriptor = _held(path, os.O_CREAT)
    try:
        if os.fstat(descriptor).st_size:
            raise Refused("another sync was interrupted just now; sync again, and it is taken back first")
        with _naming(git_dir):
            os.write(descriptor, f"{head} {goal}\n".encode())
        variables = {"GIT_LITERAL_PATHSPECS": "1", "GIT_EDITOR": "true"}
        answer = git.git(
            root, *words, stdin=stdin, timeout=timeout, options=options, variables=variables, held=(descriptor,)
        )
        if answer.code < 0:
            raise Refused(f"git {words[0]} was killed; sync again, and what it left half-way is taken back first")
        if answer.code == git.STOPPED:
            _unlock_left(git_dir, os.fstat(descriptor).st_mtime_ns)
        remove(path)
    finally:
        os.close(descriptor)
    return answer


@contextmanager
def _naming(git_dir: str) -> Iterator[None]:
    """Turn what the system says into one line about the folder that git keeps."""
    try:
        yield
    except OSError as error:
        what = f"{git_dir}, where git keeps the vault, cannot be written: {explain(error)}"
        raise Refused(f"{what}; nothing was sent, sync again when it can") from None


def _held(path: str, flags: int = 0) -> int:
    """Open the mark and lock it; raises Refused while a git of another sync holds it, FileNotFoundError where none is.

    Whoever ends removes it, so a lock that was waited for may be one of a file that is no more.
    """
    from time import monotonic
    from time import sleep

    until = monotonic() + PATIENCE
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | flags, 0o600)
        try:
            if _lock(descriptor):
                if os.fstat(descriptor).st_ino == os.stat(path).st_ino:
                    return descriptor
            elif monotonic() >= until:
                raise Refused("git is still at work for an earlier sync; try again in a moment")
            else:
                sleep(_PAUSE)
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Lock an open file, unless somebody else holds it; where the system has no locks it is nobody's."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def half_done(git_dir: str) -> None:
    """Raise Refused where a merge or a rebase waits for the user."""
    for name, what, how in _HALF_DONE:
        if os.path.lexists(os.path.join(git_dir, name)):
            raise Refused(f"{what} is half done here; finish it or go back, by {how}, then sync again")


def recover(root: str, git_dir: str) -> list[str]:
    """Take back what a killed sync left half-way; return what to say.

    The branch is then where it was before. What stands in files and in no commit is put on the stash first, never
    thrown away. A rebase that stopped for a conflict is the user's, and stays.
    """
    path = os.path.join(git_dir, _MARK)
    try:
        descriptor = _held(path)
    except FileNotFoundError:
        return []
    try:
        since = os.fstat(descriptor).st_mtime_ns
        _unlock_left(git_dir, since)
        old, _, new = read(path).decode().strip().partition(" ")
        said = _take_back(root, git_dir, old, new) if old and new else _catch_up(root)
        remove(path)
    finally:
        os.close(descriptor)
    return said


def _unlock_left(git_dir: str, since: int) -> None:
    """Remove the locks that a killed git left: those that are younger than our mark.

    Each of the files that git keeps has one of its own while it is written: index, HEAD, MERGE_MSG and many more.
    """
    common = git_dir
    with suppress(OSError):  # a work tree beside the first one
        common = os.path.join(git_dir, read(os.path.join(git_dir, "commondir")).decode().strip())
    paths = [os.path.join(folder, name) for folder in dict.fromkeys((git_dir, common)) for name in os.listdir(folder)]
    for folder, _, names in os.walk(os.path.join(common, "refs")):
        paths += [os.path.join(folder, name) for name in names]
    for path in paths:
        if not path.endswith(".lock") or path.endswith(_NOT_OURS):
            continue
        with suppress(OSError):
            if os.stat(path).st_mtime_ns >= since:
                os.unlink(path)


def _take_back(root: str, git_dir: str, old: str, new: str) -> list[str]:
    state = os.path.join(git_dir, "rebase-merge")
    if os.path.isdir(state):
        if not os.path.exists(os.path.join(state, "head-name")):
            return _bare(root, state)
        if os.path.exists(os.path.join(state, "stopped-sha")):
            return []
        said = _snapshot(root)
        _clear(root, old, new)
        answer = git.git(root, "rebase", "--abort", timeout=None)
        if answer.problem:
            raise Refused(f"an earlier sync was interrupted, and its rebase cannot be taken back: {answer.problem}")
        return [*said, "an earlier sync was interrupted; it begins anew"]
    if git.git(root, "rev-parse", "--verify", "--quiet", "HEAD").text == old:
        _clear(root, old, new)
        return _mend(root, old, new)
    return []


def _catch_up(root: str) -> list[str]:
    """Have the index follow a commit that git made just before it was killed: there it is as the commit before."""
    top = git.top(root).text
    staged = git.git(top, "diff", "--cached", "--name-only", "--no-renames", "-z", "HEAD").parts
    older = git.git(top, "diff", "--cached", "--name-only", "--no-renames", "-z", "HEAD^") if staged else None
    if older and not older.problem and (behind := set(staged) - set(older.parts)):
        stdin = b"\0".join(map(os.fsencode, behind))
        words = ("reset", "--quiet", "--pathspec-from-file=-", "--pathspec-file-nul")
        git.git(top, *words, stdin=stdin, variables={"GIT_LITERAL_PATHSPECS": "1"}, timeout=None)
    return []


def _clear(root: str, old: str, new: str) -> None:
    """Remove files, or beginnings of them, that git wrote from a commit and had not noted in its index yet.

    They stand in that commit. Left there they would keep the old state from coming back, or come back as new ones.
    """
    top, paths, before, after = _between(root, old, new)
    loose = set(git.git(top, "ls-files", "--others", "-z", timeout=None).parts)
    for path, was, wanted in zip(paths, before, after, strict=True):
        name = os.path.join(top, path)
        if path in loose and not os.path.islink(name):
            with suppress(OSError):
                now = read(name)
                if any(each is not None and each.startswith(now) for each in (was, wanted)):
                    remove(name)


def _between(root: str, old: str, new: str) -> tuple[str, list[str], list[bytes | None], list[bytes | None]]:
    """Return the top of the work tree, the paths that differ between two commits, and what each of them holds there."""
    top = git.top(root).text
    paths = git.git(top, "diff", "--name-only", "--no-renames", "-z", old, new).parts
    before, after = (git.blobs(top, [f"{commit}:{path}" for path in paths]) for commit in (old, new))
    return top, paths, before, after


def _bare(root: str, state: str) -> list[str]:
    """Bring back what git had put aside for a rebase that had not begun; it stays on the stash, too."""
    path = os.path.join(state, "autostash")
    commit = read(path).decode().strip() if os.path.exists(path) else ""
    if commit:
        stored = git.git(root, "stash", "store", "-m", "from a sync that was interrupted", commit)
        if stored.problem:
            raise Refused(
                f"an earlier sync was interrupted; “git stash apply {commit[:12]}” brings back what it put aside"
            )
    remove(path)
    for name in os.listdir(state):
        remove(os.path.join(state, name))
    os.rmdir(state)
    if not commit:
        return []
    applied = git.git(root, "stash", "apply", "--quiet", commit, timeout=None)
    rest = "it is on the stash" if applied.problem else "it is back, and on the stash as well"
    return [f"an earlier sync was interrupted; what it had put aside was kept: {rest}"]


def _snapshot(root: str) -> list[str]:
    """Put what stands in files, and in no commit, on the stash; it stays in the files, too."""
    answer = git.git(root, "stash", "create", "before an interrupted sync was taken back", timeout=None)
    if answer.problem:
        raise Refused(f"an earlier sync was interrupted; “git rebase --abort” takes it back ({answer.problem})")
    if not answer.text:
        return []
    stored = git.git(root, "stash", "store", "-m", "before an interrupted sync was taken back", answer.text)
    if stored.problem:
        raise Refused(f"an earlier sync was interrupted; “git rebase --abort” takes it back ({stored.problem})")
    return ["what stood in the files then is kept; “git stash show -p” shows it"]


def _mend(root: str, old: str, new: str) -> list[str]:
    """Write anew the files of which a killed git wrote only the beginning, or which it had just removed."""
    top, paths, before, after = _between(root, old, new)
    cut: list[str] = []
    for path, was, wanted in zip(paths, before, after, strict=True):
        try:
            now = read(os.path.join(top, path))
        except FileNotFoundError:
            now = b""
        except OSError:
            continue
        if was is not None and wanted is not None and now not in (was, wanted) and wanted.startswith(now):
            cut.append(path)
    if not cut:
        return []
    stdin = b"\0".join(map(os.fsencode, cut))
    words = ("checkout", old, "--pathspec-from-file=-", "--pathspec-file-nul")
    answer = git.git(top, *words, stdin=stdin, variables={"GIT_LITERAL_PATHSPECS": "1"})
    if answer.problem:
        raise Refused(answer.problem)
    return ["an earlier sync was interrupted while git wrote files; they are whole again"]
