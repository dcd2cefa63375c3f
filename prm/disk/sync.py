"""One vault on many machines: commit what changed, bring what others wrote, push; nothing is ever forced or dropped."""

import os
import re
from collections.abc import Callable
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import NamedTuple

from prm.disk import git
from prm.disk import remotes
from prm.disk.bringing import bring
from prm.disk.careful import careful
from prm.disk.careful import half_done
from prm.disk.careful import recover
from prm.disk.files import Refused
from prm.disk.files import read
from prm.disk.lock import WAIT
from prm.disk.lock import locked
from prm.disk.repository import Changed
from prm.disk.repository import State
from prm.disk.repository import begin_look
from prm.disk.repository import left_out
from prm.disk.repository import look
from prm.disk.repository import place
from prm.disk.repository import seen
from prm.disk.sides import came_together
from prm.disk.sides import forget
from prm.disk.sides import is_ours
from prm.disk.sides import is_remembered
from prm.disk.sides import remembered
from prm.text.pattern import Pattern

if TYPE_CHECKING:
    from prm.edits.merge.vanished import Name

TRIES = 5
_PATIENCE = 600.0
_MARKERS = rb"(?ms)^<{7} .*^={7}$.*^>{7} "
_PLAIN = (
    *("-c", "rebase.updateRefs=false", "-c", "rebase.autoSquash=false"),
    *("-c", "gc.auto=0", "-c", "maintenance.auto=false"),
)
_CHECKED_OUT = "the remote is itself a folder with notes checked out, and takes none; send to a “git init --bare” one"
_NOTHING_NEW = Pattern(r"nothing (added )?to commit|no changes added to commit")
_RACE = Pattern(r"\[rejected\]|cannot lock ref|failed to update ref|incorrect old value|fetch first")


class Done(NamedTuple):
    """What a sync did: files committed, under which message; commits received and sent; files that came."""

    committed: tuple[str, ...] = ()
    message: str = ""
    received: int = 0
    sent: int = 0
    came: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


class Asked(NamedTuple):
    """What a sync asks of those above.

    What a commit is called; which notes hold conflict markers; which name a note states; the line of the merge driver;
    and to say at once what was put back.
    """

    message: Callable[[Sequence[Changed]], str]
    marked: Callable[[Sequence[Changed]], Sequence[str]]
    name: "Name"
    driver: Callable[[], str]
    say: Callable[[str], None]


def sync(root: str, state: Callable[[], str], asked: Asked, *, wait: float = WAIT) -> Done:
    """Bring a vault and its remote together; `state` tells the folder that keeps the lock of the vault.

    Raises Refused, with nothing lost: what it says tells how far it came, and what to do.
    """
    looking = begin_look(root)  # takes longest, and runs beside what comes first
    said: list[str] = []
    try:
        git_dir, prefix = place(root)
        interrupted = os.path.exists(os.path.join(git_dir, "prm-sync"))
        if interrupted:
            with locked(state(), wait):
                said += recover(root, git_dir)
        interrupted |= _go_on(root, git_dir, state, asked, wait)
        half_done(git_dir)
        is_there = _fetch(root, git_dir, said)
    finally:
        answer = looking()
    now = look(root, prefix) if interrupted else seen(root, prefix, answer)
    to = remotes.target(root, now.branch)
    if not to:
        said.append("there is no remote, so it is saved here alone; “git remote add origin …” adds one")
    settled = not is_remembered(git_dir)
    if settled and now.head and not now.changed and not (to and (to.ahead or to.behind)):
        return Done(said=(*said, *left_out(now)))
    if to and is_there and (now.changed or to.ahead):
        _refuse_public(root, to)
    here = _Here(root, git_dir, prefix, state(), wait, asked)
    done, more = here.save()
    if to and is_there:
        done = here.push(now.branch, done, said)
    return done._replace(said=(*more, *said, *left_out(now)))


def _go_on(root: str, git_dir: str, state: Callable[[], str], asked: Asked, wait: float) -> bool:
    """Go on with a rebase or merge of an earlier sync, as far as nobody has to choose; return whether there was one."""
    sides = remembered(git_dir)
    if sides is None or not is_ours(git_dir, sides):
        return False
    from prm.disk.resuming import go_on

    with locked(state(), wait):
        go_on(root, git_dir, sides, _options(asked))
    return True


def _options(asked: Asked) -> tuple[str, ...]:
    return (*_PLAIN, "-c", f"merge.prm.driver={asked.driver()}")


def preview(root: str) -> tuple[State, remotes.Target | None]:
    """Return how a repository stands, and where it goes; nothing is fetched, nothing is written."""
    git_dir, prefix = place(root)
    half_done(git_dir)
    now = look(root, prefix)
    return now, remotes.target(root, now.branch)


def refuse_markers(root: str, now: State, marked: Sequence[str]) -> None:
    """Raise Refused where a note, or a changed file, holds what git could not merge."""
    paths = [each.path for each in now.changed if each.path not in marked]
    found = [*marked, *(path for path in paths if _holds_markers(root, path))]
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        raise Refused(f"{found[0]}{more} holds conflict markers; choose between the sides first, then sync again")


def _holds_markers(root: str, path: str) -> bool:
    if path.endswith((".md", ".markdown")):
        return False  # the reader of notes knows better: it may be an example in a fence
    try:
        return bool(re.search(_MARKERS, read(os.path.join(root, path))))
    except OSError:
        return False


def _fetch(root: str, git_dir: str, said: list[str]) -> bool:
    """Fetch from the remote, if there is one; return whether it can be reached."""
    words = ("fetch", "--quiet", "--no-recurse-submodules")
    answer = careful(root, git_dir, *words, timeout=_PATIENCE, options=_PLAIN)
    if answer.problem and not _is_offline(answer, said):
        raise Refused(f"{answer.problem}; nothing was written")
    return not answer.problem


def _is_offline(answer: git.Answer, said: list[str]) -> bool:
    why = remotes.offline(answer)
    if why:
        said.append(f"offline ({why}); what is new stays here until the next sync")
    return bool(why)


def _refuse_public(root: str, to: remotes.Target) -> None:
    if address := remotes.public(root, to.remote):
        raise Refused(
            f"anybody can read {address}, without a password; make it private, then sync again; nothing was written"
        )


def _commit(root: str, git_dir: str, now: State, asked: Asked) -> Done:
    """Commit the changed files of the vault as they are, and nothing else; hooks and signing are git's."""
    refuse_markers(root, now, asked.marked(now.changed))
    if not now.changed:
        return Done()
    message = asked.message(now.changed)
    stdin = b"\0".join(os.fsencode(each.path) for each in now.changed)
    from_stdin = ("--pathspec-from-file=-", "--pathspec-file-nul")
    new = [each.path for each in now.changed if not each.old]
    if new:
        announced = b"\0".join(map(os.fsencode, new))
        answer = careful(root, git_dir, "add", "--intent-to-add", *from_stdin, stdin=announced)
        _checked(answer, "nothing was committed")
    words = ("commit", "--quiet", "--only", "--cleanup=whitespace", "-m", message, *from_stdin)
    answer = careful(root, git_dir, *words, stdin=stdin, options=_PLAIN)
    if answer.problem and _NOTHING_NEW.search(answer.text):
        _unmark(root, git_dir, [each.path for each in now.changed])  # only the index was not as the files are
        return Done()
    if answer.problem:
        _unmark(root, git_dir, new)
        raise Refused(f"{_why_not(answer)}; nothing was committed, and all files are as they were")
    return Done(tuple(each.path for each in now.changed), message)


def _unmark(root: str, git_dir: str, new: Sequence[str]) -> None:
    """Have git's index say of files what the last commit says."""
    if new:
        stdin = b"\0".join(map(os.fsencode, new))
        careful(root, git_dir, "reset", "--quiet", "--pathspec-from-file=-", "--pathspec-file-nul", stdin=stdin)


def _why_not(answer: git.Answer) -> str:
    if "user.email" in answer.errors or "tell me who you are" in answer.errors:
        return "git does not know who you are: “git config --global user.name …” and “user.email …” tell it"
    return answer.problem


def _checked(answer: git.Answer, rest: str) -> None:
    if answer.problem:
        raise Refused(f"{answer.problem}; {rest}")


class _Here(NamedTuple):
    """Where we are: what saving and pushing need to know, also where somebody else was faster and all begins anew."""

    root: str
    git_dir: str
    prefix: str
    state: str
    wait: float
    asked: Asked

    def save(self) -> tuple[Done, Sequence[str]]:
        """Commit what changed and put it on top of what was fetched; all is looked at anew, as others may write."""
        from prm.disk.recover import finish

        with locked(self.state, self.wait):
            said = finish(self.state)
            half_done(self.git_dir)
            self._keep()
            now = look(self.root, self.prefix)
            done = _commit(self.root, self.git_dir, now, self.asked)
            return self._bring(now.branch, done), said

    def push(self, branch: str, done: Done, said: list[str]) -> Done:
        """Push; where somebody else was faster, bring what they wrote and try again."""
        for left in range(TRIES - 1, -1, -1):
            to = remotes.target(self.root, branch)
            if not to or not to.ahead:
                return done
            answer = self._once(to, branch)
            if not answer.problem:
                return done._replace(sent=to.ahead)
            if _is_offline(answer, said):
                return done
            if not left or not _RACE.search(answer.errors + answer.text):
                break
            words = ("fetch", "--quiet", "--no-recurse-submodules", to.remote)
            answer = careful(self.root, self.git_dir, *words, timeout=_PATIENCE, options=_PLAIN)
            if answer.problem:
                break
            with locked(self.state, self.wait):
                look(self.root, self.prefix)
                done = self._bring(branch, done)
        why = _CHECKED_OUT if "denyCurrentBranch" in answer.errors else answer.problem
        raise Refused(f"{why}; what you wrote is committed here, and the next sync tries again")

    def _once(self, to: remotes.Target, branch: str) -> git.Answer:
        words = ("push", "--quiet", "--porcelain", *(() if to.tracking else ("--set-upstream",)))
        words = (*words, to.remote, f"refs/heads/{branch}:{to.ref}")
        options = (*_PLAIN, "-c", "push.followTags=false")
        return careful(self.root, self.git_dir, *words, timeout=_PATIENCE, options=options)

    def _bring(self, branch: str, done: Done) -> Done:
        """Bring what others wrote, and put back what the two sides took away only together."""
        to = remotes.target(self.root, branch)
        if not (to and to.tracking and to.behind):
            return done
        came = bring(self.root, self.git_dir, to, _options(self.asked))
        done = done._replace(received=done.received + to.behind, came=(*done.came, *came))
        kept = self._keep()
        if not kept:
            return done
        now = look(self.root, self.prefix)
        mine = now._replace(changed=tuple(each for each in now.changed if each.path in kept))
        again = _commit(self.root, self.git_dir, mine, self.asked._replace(message=_kept_message))
        message = "; ".join(filter(None, (done.message, again.message)))
        return done._replace(committed=tuple(dict.fromkeys((*done.committed, *again.committed))), message=message)

    def _keep(self) -> tuple[str, ...]:
        """Put back what should be there after a merge, now or of an earlier sync that stopped; return the files."""
        sides = remembered(self.git_dir)
        paths: tuple[str, ...] = ()
        if sides and came_together(self.root, sides):
            from prm.disk.merged import keep

            paths, said = keep(self.root, self.git_dir, sides, self.asked.name)
            for line in said:
                self.asked.say(line)
        forget(self.git_dir)
        return paths


def _kept_message(changed: Sequence[Changed]) -> str:
    return f"kept: {len(changed)} {'file' if len(changed) == 1 else 'files'}"
