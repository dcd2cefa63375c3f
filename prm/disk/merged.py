"""After two sides were merged: whether git took away together what both still had, and putting that back."""

import os
import stat
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from functools import partial
from shlex import quote
from typing import NamedTuple

from prm.disk import git
from prm.disk.careful import careful
from prm.disk.files import Refused
from prm.disk.files import read
from prm.disk.files import remove
from prm.disk.files import spare_names
from prm.disk.files import write_whole
from prm.disk.sides import Sides
from prm.edits.merge.body import counted
from prm.edits.merge.vanished import Back
from prm.edits.merge.vanished import Name
from prm.edits.merge.vanished import Notes
from prm.edits.merge.vanished import Page
from prm.edits.merge.vanished import States
from prm.edits.merge.vanished import found
from prm.edits.merge.vanished import missing
from prm.edits.merge.vanished import page
from prm.edits.merge.vanished import put_back
from prm.model.names import exact
from prm.model.names import stem
from prm.text.ciphers import CIPHERS

_NOTES = (".md", ".markdown")
_ANY_NOTE = (":(icase)*.md", ":(icase)*.markdown")
_FILES = ("100644", "100755")
_DIFF = ("diff", "--raw", "--no-abbrev", "--no-renames", "--relative", "-z")


class Kept(NamedTuple):
    """The files that were put back, and a line on each of them."""

    paths: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def keep(root: str, git_dir: str, sides: Sides, name: Name) -> Kept:
    """Put back into the files what the merge in HEAD took away although both sides had it, or one had written it.

    Nothing is committed, and a file that somebody made meanwhile stays as it is.
    """
    bases = git.git(root, "merge-base", "--all", sides.ours, sides.theirs).text.split()
    if not bases or bases[0] in sides:
        return Kept()
    ids = _ids(root, [*bases, sides.ours, sides.theirs, "HEAD"])
    *old, ours, theirs, merged = _notes(root, ids)
    states = States(tuple(old), ours, theirs, merged, sides.by_hand)
    gone = missing(states)
    what = found(states, gone - _elsewhere(root, gone), name, partial(_is_named, root, merged, name))
    back = [*what.back, *(() if sides.by_hand else _copies(root, ids))]
    return _Writing(root, git_dir, sides, states).write(back, what.apart)


def _ids(root: str, commits: Sequence[str]) -> list[dict[str, str]]:
    """Return by path which objects some commits hold, "" for none: of all files in which any two of them differ."""
    changed = [_changed(root, commits[0], commit) for commit in commits[1:]]
    old = {path: before for change in changed for path, (before, _) in change.items()}
    return [old, *({path: change.get(path, (id, id))[1] for path, id in old.items()} for change in changed)]


def _changed(root: str, one: str, two: str) -> dict[str, tuple[str, str]]:
    """Return the ordinary files of the vault in which two commits differ, with the objects of both."""
    answer = git.git(root, *_DIFF, one, two, timeout=None)
    if answer.problem:
        raise Refused(answer.problem)
    found: dict[str, tuple[str, str]] = {}
    for row, path in zip(answer.parts[::2], answer.parts[1::2], strict=True):
        before, after, old, new, _ = row.split(" ")
        ids = [id if mode.endswith(_FILES) else "" for mode, id in ((before, old), (after, new))]
        found[path] = (ids[0], ids[1])
    return found


def _notes(root: str, ids: Sequence[dict[str, str]]) -> list[dict[str, Page]]:
    """Return the notes of each state."""
    wanted = sorted({id for state in ids for path, id in state.items() if id and path.lower().endswith(_NOTES)})
    read = {id: data for id, data in zip(wanted, git.blobs(root, wanted), strict=True) if data is not None}
    pages = {id: Page(data, frozenset()) if data.startswith(CIPHERS) else page(data) for id, data in read.items()}
    return [
        {path: pages[id] for path, id in state.items() if id in pages and path.lower().endswith(_NOTES)}
        for state in ids
    ]


def _elsewhere(root: str, lines: Iterable[str]) -> frozenset[str]:
    """Return the lines that stand in any note now."""
    stdin = b"\n".join(map(os.fsencode, lines))
    words = ("grep", "-a", "-h", "-F", "-f", "-", "HEAD", "--", *_ANY_NOTE)
    answer = git.git(root, *words, stdin=stdin, timeout=None) if stdin else git.Answer(0, b"", "")
    return frozenset(counted(os.fsdecode(answer.out).split("\n")))


def _is_named(root: str, merged: Notes, name: Name, wanted: str) -> bool:
    """Tell whether a note has a name now, or its file is called so."""
    paths = git.git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", ".", timeout=None).parts
    if exact(wanted) in {exact(stem(path)) for path in paths}:
        return True
    words = ("grep", "-a", "-l", "-z", "-i", "-F", "-e", wanted, "HEAD", "--", *_ANY_NOTE)
    held = [path.removeprefix("HEAD:") for path in git.git(root, *words, timeout=None).parts]
    read = zip(held, git.blobs(root, [f"HEAD:./{path}" for path in held]), strict=True)
    notes = [*((path, each.data) for path, each in merged.items()), *((path, data) for path, data in read if data)]
    return any(exact(name(path, data)) == exact(wanted) for path, data in notes)


def _copies(root: str, ids: Sequence[dict[str, str]]) -> Iterator[Back]:
    """Yield one of each two files with the same bytes, no notes, of which each side removed another one."""
    base, ours, theirs, merged = (ids[0], *ids[-3:])
    gone = [path for path in sorted(base) if base[path] and not merged[path] and not path.lower().endswith(_NOTES)]
    here = {base[path]: path for path in reversed(gone) if theirs[path] == base[path] and not ours[path]}
    there = {base[path]: path for path in reversed(gone) if ours[path] == base[path] and not theirs[path]}
    both = sorted(here.keys() & there.keys() - set(merged.values()))
    tree = git.git(root, "ls-tree", "-r", "-z", "HEAD", timeout=None).out if both else b""
    for id in both:
        if id.encode() not in tree and git.git(root, "cat-file", "-s", id).text != "0":
            kept, other = sorted(((here[id], True), (there[id], False)))
            yield Back(*kept, frozenset(), other[0])


class _Writing(NamedTuple):
    root: str
    git_dir: str
    sides: Sides
    states: States

    def write(self, back: Sequence[Back], apart: Sequence[tuple[str, str, str]]) -> Kept:
        """Write what comes back, and say so; what cannot be written is told with where to find it."""
        paths: list[str] = []
        said: list[str] = []
        for each in back:
            done = self._lines(each) if each.lines else self._whole(each)
            paths += [each.path] if done else []
            said.append(_tell(each) if done else f"{_where(each)}; {self._look(each.path, theirs=each.theirs)}")
        for path, other, line in apart:
            both = f"{path} was removed here and {other} elsewhere: “{line}” stood in both, and nowhere now"
            said.append(f"{both}; {self._look(path, theirs=True)}")
        return Kept(tuple(paths), tuple(said))

    def _look(self, path: str, *, theirs: bool) -> str:
        commit = self.sides.theirs if theirs else self.sides.ours
        return f"“git show {commit[:12]}:{quote('./' + path)}” shows it"

    def _lines(self, back: Back) -> bool:
        """Put lines back into a file, unless another program writes it just now."""
        notes = self.states.theirs if back.theirs else self.states.ours
        path = os.path.join(self.root, back.path)
        temporary = spare_names(os.path.dirname(path), set())[0]
        try:
            now = read(path)
            new = put_back(now, notes[back.path].data, back.lines)
            if new is None or os.path.islink(path):
                return False
            if new != now:
                write_whole(temporary, new, stat.S_IMODE(os.stat(path).st_mode))
                if read(path) != now:
                    return False
                os.replace(temporary, path)
            return True
        except OSError:
            return False
        finally:
            remove(temporary)

    def _whole(self, back: Back) -> bool:
        """Bring a file back as git has it, unless another one stands there by now."""
        if os.path.lexists(os.path.join(self.root, back.path)):
            return False
        commit = self.sides.theirs if back.theirs else self.sides.ours
        words = ("checkout", "--quiet", commit, "--pathspec-from-file=-", "--pathspec-file-nul")
        return not careful(self.root, self.git_dir, *words, stdin=os.fsencode(back.path)).problem


def _tell(back: Back) -> str:
    """Return what to say of something that came back."""
    again = "remove it again if both were meant to go"
    if not back.lines and back.other:
        here, there = (back.path, back.other) if back.theirs else (back.other, back.path)
        return f"{here}, removed here, and {there}, removed elsewhere, said the same: {back.path} is back; {again}"
    return f"{_where(back)}; it is back" + (f", {again}" if back.other else "")


def _where(back: Back) -> str:
    if not back.lines:
        return f"what stood in {back.path} stood nowhere any more once both sides were merged"
    line = min(back.lines)
    shown = f"“{line}”" + (f" and {len(back.lines) - 1} more" if len(back.lines) > 1 else "")
    if not back.other:
        return f"{back.path}: {shown} stood nowhere any more once both sides were merged"
    return f"{back.path}: {shown} stood in {back.other} too, and each side removed another one"
