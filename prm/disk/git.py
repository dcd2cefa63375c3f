"""The git program: the one place that runs it, and the questions that are asked of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from subprocess import Popen

MISSING = "git is not installed, or not to be found; install it, then try again"
NO_REPOSITORY = "this folder lies in no git repository; “git init” makes one"
STOPPED = 124
"""The code of a git that took too long, and was stopped."""
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
_DIFFS = ("diff", "log", "show", "diff-tree", "diff-index", "diff-files", "format-patch")
_NO_PROGRAMS = ("--no-ext-diff", "--no-textconv")
_VAGUE = (
    *("failed to push some refs", "failed to write commit object", "Could not read from remote repository"),
    *("Please make sure you have the correct access rights", "and the repository exists."),
)
"""What git says behind those who refused: a hook, ssh, gpg; they say more."""
_ENVIRONMENT = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
_OF_A_HOOK = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CEILING_DIRECTORIES"),
)


class Answer(NamedTuple):
    """What git said: its exit code, what it printed, what is wrong in one line ("" where nothing is), all errors."""

    code: int
    out: bytes
    problem: str
    errors: str = ""

    @property
    def text(self) -> str:
        """What git printed, without the line end at its end; bytes that are not UTF-8 keep their value."""
        return os.fsdecode(self.out).rstrip("\n")

    @property
    def parts(self) -> list[str]:
        """What git printed with -z: paths, or other things that a NUL ends."""
        return [os.fsdecode(part) for part in self.out.split(b"\0") if part]


def git(
    folder: str,
    *words: str,
    stdin: bytes = b"",
    timeout: float | None = 60,
    keep_index: bool = False,
    options: Sequence[str] = (),
    variables: Mapping[str, str] | None = None,
    held: Sequence[int] = (),
) -> Answer:
    """Run git in a folder; nothing it is configured with runs for a look, and it never asks for a password.

    `words` are the command and its arguments; paths go behind a `--`. `keep_index` looks at the index that a hook was
    given, else hooks' settings do not count. `options` stand before the command, `variables` are added to the
    environment, the files `held` stay open for as long as git or what it started runs. Whatever goes wrong is in the
    answer, never raised.
    """
    return begin(
        folder,
        *words,
        stdin=stdin,
        timeout=timeout,
        keep_index=keep_index,
        options=options,
        variables=variables,
        held=held,
    )()


def begin(
    folder: str,
    *words: str,
    stdin: bytes = b"",
    timeout: float | None = 60,
    keep_index: bool = False,
    options: Sequence[str] = (),
    variables: Mapping[str, str] | None = None,
    held: Sequence[int] = (),
) -> Callable[[], Answer]:
    """Start git as `git` does, and return what waits for its answer; that must be called, whatever happens."""
    import subprocess

    extra = _NO_PROGRAMS if words[0] in _DIFFS else ()
    try:
        process = subprocess.Popen(
            ["git", *_SAFE, *options, words[0], *extra, *words[1:]],
            cwd=folder,
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(os.environ, keep_index=keep_index) | dict(variables or {}),
            pass_fds=tuple(held),
        )
    except FileNotFoundError:
        missing = MISSING if os.path.isdir(folder) else f"there is no folder “{folder}”"
        return lambda: Answer(127, b"", missing)
    except (OSError, ValueError) as error:
        problem = f"git could not be run: {error}"
        return lambda: Answer(126, b"", problem)
    return partial(_ended, process, words[0], stdin, timeout)


def _ended(process: Popen[bytes], command: str, stdin: bytes, timeout: float | None) -> Answer:
    from subprocess import TimeoutExpired

    with process:
        try:
            out, errors = process.communicate(stdin or None, timeout)
        except TimeoutExpired:
            process.kill()
            return Answer(STOPPED, b"", f"git {command} took longer than {timeout:g} seconds and was stopped")
        except BaseException:
            process.kill()
            raise
    return Answer(process.returncode, out, _problem(process.returncode, errors, command), os.fsdecode(errors))


def environment(old: Mapping[str, str], *, keep_index: bool = False) -> dict[str, str]:
    """Return the environment that git runs in."""
    dropped = {*_OF_A_HOOK, *(() if keep_index else ("GIT_INDEX_FILE",))}
    kept = {name: value for name, value in old.items() if name not in dropped} | _ENVIRONMENT
    if "GIT_INDEX_FILE" in kept:  # a hook's stands relative to the folder that it runs in
        kept["GIT_INDEX_FILE"] = os.path.abspath(kept["GIT_INDEX_FILE"])
    return kept


def _problem(code: int, errors: bytes, command: str) -> str:
    """Return what git has to say of a failure, in one line."""
    if code == 0:
        return ""
    lines = [line.strip() for line in os.fsdecode(errors).split("\n") if line.strip()]
    if any("not a git repository" in line for line in lines):
        return NO_REPOSITORY
    said = [line for line in lines if not line.startswith(("hint:", "warning:"))]
    said = [line for line in said if not any(words in line for words in _VAGUE)] or said
    told = [line for line in said if line.startswith(("fatal: ", "error: "))]
    last = (told or said or lines or [f"it ended with code {code}"])[-1]
    return f"git {command}: {last.removeprefix('fatal: ').removeprefix('error: ')}"


def top(folder: str) -> Answer:
    """Return the folder of the work tree that a folder lies in."""
    return git(folder, "rev-parse", "--show-toplevel")


def setting(folder: str, name: str) -> str:
    """Return a setting of git as it holds in a folder, "" where there is none."""
    return git(folder, "config", "--get", name).text


def attributes(folder: str, name: str, paths: Sequence[str]) -> dict[str, str]:
    """Return an attribute of paths below a folder, those without it left out."""
    answer = git(folder, "check-attr", "-z", "--stdin", name, stdin=b"\0".join(map(os.fsencode, paths)))
    parts = os.fsdecode(answer.out).split("\0")
    found = zip(parts[::3], parts[2::3], strict=False)
    return {path: value for path, value in found if value not in ("unspecified", "unset")}


def notes(folder: str) -> list[str]:
    """Return the notes below a folder that git knows of, as paths from there."""
    return git(folder, "ls-files", "-z", "--", "*.md", "*.markdown").parts


def staged(folder: str) -> Answer:
    """Return the paths below a folder that the next commit adds or changes, from there; right inside a hook too."""
    words = ("diff", "--cached", "--name-only", "--relative", "--no-renames", "--diff-filter=ACM", "-z")
    return git(folder, *words, keep_index=True)


def merge_file(ours: str, base: str, theirs: str, size: int, labels: Sequence[str]) -> int:
    """Merge as git does, into `ours`; return how many conflicts there are, 128 or more where it could not."""
    named = [word for label in labels for word in ("-L", label)]
    folder = os.path.dirname(os.path.abspath(ours))
    answer = git(folder, "merge-file", f"--marker-size={size}", *named, *map(os.path.abspath, (ours, base, theirs)))
    return answer.code if answer.code >= 0 else 128


def blobs(folder: str, names: Sequence[str]) -> list[bytes | None]:
    """Return the contents of objects, by their ids or as COMMIT:path; None for what git has not."""
    if not names:
        return []
    known = [name for name in names if name and "\n" not in name]
    asked = b"".join(os.fsencode(name) + b"\n" for name in known)
    answer = git(folder, "cat-file", "--batch", stdin=asked, timeout=None)
    found: dict[str, bytes | None] = {}
    at = 0
    for name in known:
        end = answer.out.find(b"\n", at)
        size = answer.out[at:end].rpartition(b" ")[2]
        if end < 0 or not size.isdigit():
            found[name], at = None, max(end + 1, at)
            continue
        found[name] = answer.out[end + 1 : end + 1 + int(size)]
        at = end + 2 + int(size)
    return [found.get(name) for name in names]


def holding(folder: str, pattern: str) -> list[str]:
    """Return the files below a folder that git knows of and that hold a line of a pattern."""
    return git(folder, "grep", "-I", "--files-with-matches", "-z", "-e", pattern, "--", ".", timeout=None).parts
