"""Tell git to merge the notes of a vault by what they mean: its settings, its attributes, a hook; and take it back."""

import os
from collections.abc import Callable
from contextlib import suppress
from shlex import quote
from typing import NamedTuple

from prm.disk import git
from prm.disk.files import explain
from prm.disk.files import read
from prm.disk.files import remove

NAME = "notes of prm, merged by what they mean"
_SECTION = "merge.prm"
_ARGUMENTS = "merge-driver %O %A %B %L %P %S %X %Y"
_PATTERNS = ("*.md", "*.markdown")
_BEGIN = "# prm git-setup: from here"
_BEGIN_OPEN = "# prm git-setup: from here; no line end above"
_END = "# prm git-setup: to here"
_HOOK = """\
#!/bin/sh
# Written by “prm git-setup --hooks”; “prm git-setup --undo” takes it away.
# Says what “prm check” finds in the notes to be committed; stops only for one that still holds conflict markers.
run() {{ "$@"; found=$?; }}
run {program} --vault {vault} check --staged
[ $found -lt 126 ] || run prm --vault {vault} check --staged
[ $found -ne 1 ]
"""


class Refused(Exception):
    """A vault that cannot be set up; the message is one line."""


class Step(NamedTuple):
    """One thing to do: what it is, in a few words, and what does it."""

    words: str
    do: Callable[[], None]


class Plan(NamedTuple):
    """What is to be done, what is done already, and what to know."""

    steps: tuple[Step, ...]
    there: tuple[str, ...]
    hints: tuple[str, ...]


def driver(program: str) -> str:
    """Return the line that git runs to merge a note; `program` is this prm.

    Another prm on the PATH is the second choice. Where neither runs, or one ends badly without having written a
    conflict, git merges line by line: else it would keep our side, and the other would be lost without a word. Armoured
    ciphers stay as they are, a conflict: with markers in it nobody could read it any more.
    """
    first = f"f {program} {_ARGUMENTS}"
    second = f"[ $r -lt 126 ] || f prm {_ARGUMENTS}"
    failed = '[ $r -ge 126 ] || { [ $r -ne 0 ] && ! grep -q "^<<<<<<<" %A; }'
    heads = "for x in %O %A %B; do head -n 1 $x; echo; done"
    is_cipher = f'{heads} | grep -q -e "^-----BEGIN " -e "^age-encryption.org/"'
    by_git = "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; r=$?"
    fall_back = f"if {failed}; then {is_cipher} || {{ {by_git}; }}; fi; [ $r -le 125 ] || r=1"
    return f'f() {{ "$@"; r=$?; }}; {first}; {second}; {fall_back}; exit $r'


def outdated(line: str) -> str:
    """Return what is wrong with the line of a merge driver that an earlier prm, or another one, set up; "" if nothing.

    Raises nothing: a line that is no command of ours is an old one.
    """
    from shlex import split
    from shutil import which

    words = line.partition("; f ")[2].partition(f" {_ARGUMENTS}")[0]
    if line != driver(words):
        return "it was set up by another version of prm"
    try:
        program = split(words)[0]
    except (ValueError, IndexError):
        return "it names no program"
    return "" if which(program) else f"{program} is not there any more"


def plan(root: str, program: str, *, hooks: bool) -> Plan:
    """Return what sets up the vault in `root`.

    Raises Refused where it is in no git repository, or its notes are encrypted.
    """
    top = _top(root)
    _refuse_filters(root)
    wanted = {f"{_SECTION}.name": NAME, f"{_SECTION}.driver": driver(program)}
    steps: list[Step] = []
    there: list[str] = []
    hints: list[str] = []
    if all(_local(root, name) == value for name, value in wanted.items()):
        there.append("the merge driver, in this clone's settings")
    else:
        steps.append(Step("the merge driver, in this clone's settings", lambda: _configure(root, wanted)))
    path = os.path.join(root, ".gitattributes")
    old = _text(path)
    shown = os.path.relpath(os.path.realpath(path), os.path.realpath(top))
    if _block(old) is not None:
        there.append(f"its notes, in {shown}")
    else:
        steps.append(Step(f"its notes, in {shown}", lambda: _write(path, with_block(old))))
        hints.append(f"commit {shown}; other clones need “prm git-setup” once, too")
    if hooks:
        _plan_hook(root, program, steps, there, hints)
    return Plan(tuple(steps), tuple(there), tuple(hints))


def plan_undo(root: str) -> Plan:
    """Return what takes the set-up back, to the byte; raises Refused outside of a git repository."""
    top = _top(root)
    steps: list[Step] = []
    path = os.path.join(root, ".gitattributes")
    old = _text(path)
    if _block(old) is not None:
        shown = os.path.relpath(os.path.realpath(path), os.path.realpath(top))
        steps.append(Step(f"its notes, from {shown}", lambda: _write(path, without_block(old))))
    if _local(root, f"{_SECTION}.driver"):
        steps.append(Step("the merge driver, from this clone's settings", lambda: _unconfigure(root)))
    hook = _hook_path(root)
    if hook and _is_ours(_text(hook)):
        steps.append(Step("the hook before a commit", lambda: os.unlink(hook)))
    return Plan(tuple(steps), (), ())


# .git/config


def _top(root: str) -> str:
    answer = git.top(root)
    if answer.problem:
        raise Refused(answer.problem)
    return answer.text


def _local(root: str, name: str) -> str:
    return git.git(root, "config", "--local", "--get", name).text


def _configure(root: str, wanted: dict[str, str]) -> None:
    for name, value in wanted.items():
        _done(git.git(root, "config", "--local", name, value))


def _unconfigure(root: str) -> None:
    _done(git.git(root, "config", "--local", "--remove-section", _SECTION))


def _done(answer: git.Answer) -> None:
    if answer.problem:
        raise Refused(answer.problem)


def _refuse_filters(root: str) -> None:
    """Refuse a vault whose notes git stores otherwise than they are: a merge driver is handed what is stored."""
    paths = [*git.notes(root), "people/a.md"]
    found = git.attributes(root, "filter", paths)
    if found:
        path, name = next(iter(found.items()))
        why = f"git stores {path} through the filter “{name}” and would hand the merge driver what it stored"
        raise Refused(f"{why}, not the note; docs/git.md says what to do instead")


def effective(root: str) -> str:
    """Return a path of the vault that another attribute keeps from being merged by prm, "" where there is none."""
    paths = [*git.notes(root), "people/a.md"]
    found = git.attributes(root, "merge", paths)
    return next((path for path in paths if found.get(path) != "prm"), "")


# .gitattributes


def _text(path: str) -> str:
    """Return a file with its own line ends, "" where there is none."""
    try:
        return read(path).decode("utf-8", "surrogateescape")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise Refused(f"{path}: {explain(error)}") from None


def _block(text: str) -> tuple[int, int] | None:
    """Return where our lines begin and end."""
    start = text.find(_BEGIN)
    end = text.find(_END, start)
    if start < 0 or end < 0 or (start and text[start - 1] != "\n"):
        return None
    end += len(_END)
    end += 2 if text[end : end + 2] == "\r\n" else 1
    return start, min(end, len(text))


def with_block(text: str) -> str:
    """Return attributes with our lines behind them."""
    newline = "\r\n" if "\r\n" in text else "\n"
    is_open = bool(text) and not text.endswith("\n")
    lines = [_BEGIN_OPEN if is_open else _BEGIN, *(f"{pattern} merge=prm" for pattern in _PATTERNS), _END]
    return text + (newline if is_open else "") + "".join(line + newline for line in lines)


def without_block(text: str) -> str:
    """Return attributes without our lines, to the byte as they were before."""
    found = _block(text)
    if found is None:
        return text
    before, inside, after = text[: found[0]], text[found[0] : found[1]], text[found[1] :]
    if inside.startswith(_BEGIN_OPEN) and not after:
        before = before.removesuffix("\r\n") if before.endswith("\r\n") else before.removesuffix("\n")
    return before + after


def _write(path: str, text: str, mode: int | None = None) -> None:
    """Write a whole file, or remove it where nothing is left in it; its mode stays."""
    new = f"{path}.prm"
    try:
        if not text:
            os.unlink(path)
            return
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(new, "wb") as file:
            file.write(text.encode("utf-8", "surrogateescape"))
        if mode is not None or os.path.exists(path):
            os.chmod(new, mode if mode is not None else os.stat(path).st_mode & 0o7777)
        os.replace(new, path)
    except OSError as error:
        raise Refused(f"{path}: {explain(error)}") from None
    finally:
        with suppress(OSError):
            remove(new)


# The hook


def _hook_path(root: str) -> str:
    """Return where git looks for the hook before a commit; "" where it looks outside of the repository."""
    answer = git.git(root, "rev-parse", "--git-path", "hooks/pre-commit")
    own = git.git(root, "rev-parse", "--git-common-dir")
    path, within = (os.path.realpath(os.path.join(root, each.text)) for each in (answer, own))
    return path if os.path.commonpath([path, within]) == within else ""


def _is_ours(text: str) -> bool:
    return "prm git-setup --hooks" in text


def _plan_hook(root: str, program: str, steps: list[Step], there: list[str], hints: list[str]) -> None:
    path = _hook_path(root)
    vault = quote(os.path.relpath(os.path.realpath(root), os.path.realpath(_top(root))))
    line = f"prm --vault {vault} check --staged || exit 1"
    if not path:
        hints.append(f"git looks for hooks elsewhere (core.hooksPath); add to the pre-commit there: {line}")
        return
    text = _HOOK.format(program=program, vault=vault)
    old = _text(path)
    if old == text:
        there.append("the hook before a commit")
    elif old and not _is_ours(old):
        hints.append(f"there is a hook before commits already, which stays; add to it: {line}")
    else:
        steps.append(Step("the hook before a commit", lambda: _write(path, text, 0o755)))
