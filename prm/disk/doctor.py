"""How a vault is kept: what git, the disk and the other users of the machine could do to it, and what to do."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from collections.abc import Sequence
from shlex import quote
from typing import NamedTuple

from prm.disk import git
from prm.disk import gitsetup
from prm.disk import remotes
from prm.disk.careful import half_done
from prm.disk.files import Refused
from prm.text.ciphers import CIPHERS

_JUNK = re.compile(
    r"(^|/)(\.DS_Store|Thumbs\.db|desktop\.ini|\.prm-[^/]*|\.trash/.*|#[^/]*#|[^/]*~|\.[^/]*\.sw[a-p]|[^/]*\.sqlite3?"
    r"|\.obsidian/(workspace[^/]*\.json|cache)|\.stversions/.*)$"
)
_LEAST_GIT = (2, 27)


class Advice(NamedTuple):
    """One thing to know: its name, whether it is a `warning` or only `info`, and what is so and what to do."""

    name: str
    level: str
    message: str


def examine(root: str, own: Sequence[str]) -> Iterator[Advice]:
    """Yield what there is to say of how a vault is kept; `own` are the folders that prm keeps outside of it."""
    yield from _permissions(root, own)
    answer = git.git(root, "rev-parse", "--show-toplevel", "--absolute-git-dir")
    if answer.problem:
        yield Advice("no-git", "info", f"{answer.problem}; without it nothing keeps the history of your notes")
        return
    yield from _version(root)
    yield from _half_done(answer.text.split("\n")[-1])
    yield from _public(root)
    paths = git.git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ".").parts
    yield from _junk(paths)
    yield from _case(root, paths)
    notes = [path for path in paths if path.lower().endswith((".md", ".markdown"))]
    filters = git.attributes(root, "filter", notes)
    yield from _encrypted(root, notes, filters) if filters else _driver(root)
    yield from _line_ends(root)


def _permissions(root: str, own: Sequence[str]) -> Iterator[Advice]:
    if os.name != "posix":
        return
    if _open_to_others(root, 0o005) and _reachable(root):
        can = "change" if _open_to_others(root, 0o002) else "read"
        what = f"other users of this machine can {can} your notes; “chmod o-rwx {quote(root)}”"
        yield Advice("readable-by-others", "warning", what)
    for path in own:
        if _open_to_others(path, 0o007) and _reachable(path):
            yield Advice(
                "readable-by-others", "warning", f"other users can look into {path}; “chmod 700 {quote(path)}”"
            )
        if os.path.realpath(path).startswith(os.path.realpath(root) + os.sep):
            how = "choose another XDG_CACHE_HOME or XDG_STATE_HOME"
            yield Advice("cache-inside", "warning", f"{path} lies inside of the vault, where git may carry it; {how}")


def _open_to_others(path: str, bits: int) -> bool:
    try:
        return bool(os.stat(path).st_mode & bits)
    except OSError:
        return False


def _reachable(path: str) -> bool:
    """Tell whether every folder above lets others through."""
    above = os.path.dirname(os.path.realpath(path))
    while True:
        if not _open_to_others(above, stat.S_IXOTH):
            return False
        if above == os.path.dirname(above):
            return True
        above = os.path.dirname(above)


def _version(root: str) -> Iterator[Advice]:
    said = git.git(root, "version").text
    found = re.search(r"(\d+)\.(\d+)", said)
    if found and (int(found.group(1)), int(found.group(2))) < _LEAST_GIT:
        yield Advice("old-git", "warning", f"{said} is too old for “prm sync”; it needs 2.27 or newer")


def _half_done(git_dir: str) -> Iterator[Advice]:
    try:
        half_done(git_dir)
    except Refused as refused:
        yield Advice("half-done", "warning", str(refused))
    if os.path.exists(os.path.join(git_dir, "prm-sync")):
        yield Advice("half-done", "warning", "a sync was interrupted; “prm sync” finishes it")


def _public(root: str) -> Iterator[Advice]:
    for remote in filter(None, git.git(root, "remote").text.split("\n")):
        if address := remotes.public(root, remote):
            yield Advice("public-remote", "warning", f"anybody can read {address}, without a password; make it private")


def _junk(paths: Sequence[str]) -> Iterator[Advice]:
    found = [path for path in paths if _JUNK.search(path)]
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        how = "add it to .gitignore; “git rm --cached” takes it out where git has it already"
        yield Advice(
            "carried-cache", "warning", f"git would carry {found[0]}{more}, which belongs to one machine; {how}"
        )


def _case(root: str, paths: Sequence[str]) -> Iterator[Advice]:
    seen: dict[str, str] = {}
    for path in sorted(paths):
        folded = unicodedata.normalize("NFC", path)
        other = seen.setdefault(folded.casefold(), path)
        if other != path:
            why = "a disk that does not tell large letters from small ones keeps only one of them"
            if folded == unicodedata.normalize("NFC", other):
                why = "they are one name, with accents or kana written in two ways, and a Mac keeps only one of them"
            yield Advice("case-collision", "warning", f"{other} and {path}: {why}; rename one")
    name = next((path for path in paths if path.swapcase() != path and os.path.lexists(os.path.join(root, path))), "")
    if not name:
        return
    try:
        blind = os.path.samefile(os.path.join(root, name), os.path.join(root, name.swapcase()))
    except OSError:
        blind = False
    if blind and git.setting(root, "core.ignoreCase") != "true":
        why = "this disk does not tell large letters from small ones, and git was not told"
        yield Advice("case-blind-disk", "warning", f"{why}; “git config core.ignoreCase true”")


def _driver(root: str) -> Iterator[Advice]:
    line = git.setting(root, "merge.prm.driver")
    if not line:
        what = "git merges these notes line by line; “prm git-setup” teaches it better"
        yield Advice("no-merge-driver", "warning", what)
    elif "merge-file" not in line:
        how = "where prm is missing, git would keep one side without a word; “prm git-setup” writes it anew"
        yield Advice("unguarded-driver", "warning", f"the merge driver has no second choice: {how}")
    elif why := gitsetup.outdated(line):
        yield Advice("old-driver", "warning", f"the merge driver is an old one: {why}; “prm git-setup” writes it anew")
    elif path := gitsetup.effective(root):
        how = f"“git check-attr merge -- '{path}'” shows it, “prm git-setup” may mend it"
        yield Advice("no-merge-driver", "warning", f"git's attributes keep {path} from being merged by prm; {how}")


def _encrypted(root: str, notes: Sequence[str], filters: dict[str, str]) -> Iterator[Advice]:
    """Yield the notes that git keeps as plain text although others are encrypted."""
    name = next(iter(filters.values()))
    stored = git.blobs(root, [f":./{path}" for path in notes])
    plain = [
        path
        for path, data in zip(notes, stored, strict=True)
        if data and not data.startswith(CIPHERS) and _is_text(data)
    ]
    if plain:
        more = f" and {len(plain) - 1} more" if len(plain) > 1 else ""
        if plain[0] in filters:
            how = "“git add --renormalize .” and a commit mend it; older commits keep the plain text"
        else:
            how = f"give it “filter={name}” in .gitattributes as well; older commits keep the plain text"
        what = f"{plain[0]}{more} is plain text in git beside encrypted notes"
        yield Advice("plain-text-in-git", "warning", f"{what}; {how}")


def _is_text(stored: bytes) -> bool:
    return b"\0" not in stored[:1024] and not stored.startswith(b"-----BEGIN")


def _line_ends(root: str) -> Iterator[Advice]:
    value = git.setting(root, "core.autocrlf").lower()
    said = git.git(root, "check-attr", "text", "--", "people/a.md").text
    if value in ("true", "input") and not said.endswith(": unset"):
        what = f"core.autocrlf is {value}, so git changes the line ends of your notes"
        yield Advice(
            "line-ends", "warning", f"{what}; “git config core.autocrlf false”, or “* -text” in .gitattributes"
        )
