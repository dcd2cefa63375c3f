"""What is measured: one function takes one sample, one line in ROWS says what it may cost."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.place import ROOT
from benchmarks.place import Broken
from benchmarks.place import Cost
from benchmarks.place import NotThere
from benchmarks.place import Place
from benchmarks.watch import saved

Figures = Mapping[str, float]
"""Seconds by the name of the row, for one size of vault."""

PASS = "python -c pass"
CLICK = "python -c 'import click'"
JINJA = "python -c 'import click, jinja2'"
GIT = "git status --porcelain"
FETCH = "git fetch from a folder, nothing new"
PARSE = "reading and weaving three pages, in Python"
LOOP = "a loop of frontmatter.load"
DUE = "prm due"
CARD = """BEGIN:VCARD
VERSION:3.0
UID:{number}
FN:Given{number} Family{family}
N:Family{family};Given{number};;;
EMAIL;TYPE=HOME:p{number}@mail.example.org
BDAY:{year}-{month:02}-15
END:VCARD
"""


class Row(NamedTuple):
    """Something that is measured.

    `sample` runs it once; `limit` says, from the other figures, how many seconds it may take, and `budget` says so in
    words; without them a row is there to compare with. `settle` makes one figure of the samples. The cost a person
    is followed through all sizes where it `grows`.
    """

    name: str
    sample: Callable[[Place], Cost]
    budget: str = ""
    limit: Callable[[Figures], float] | None = None
    grows: bool = False
    settle: Callable[[list[float]], float] = min


def python(code: str) -> Callable[[Place], Cost]:
    """Return a sample of what Python takes to start and import."""
    return lambda place: place.run((sys.executable, "-c", code))


def prm(*arguments: str) -> Callable[[Place], Cost]:
    """Return a sample of a command that has nothing to fill in."""
    return lambda place: place.prm(*arguments)


def git_status(place: Place) -> Cost:
    """Look at every file, as git does."""
    return place.run(("git", "status", "--porcelain"))


def plain_loop(place: Place) -> Cost:
    """Read every note in a plain loop."""
    return place.run((sys.executable, str(ROOT / "benchmarks" / "loop.py"), place.vault))


def completing(place: Place) -> Cost:
    """Complete a name from its first three letters."""
    words = {"COMP_WORDS": f"prm show {place.typical[:3]}", "COMP_CWORD": "2", "_PRM_COMPLETE": "bash_complete"}
    cost = place.run(place.script, words)
    if place.typical not in place.printed():
        raise Broken(f"“{place.typical[:3]}” was not completed to “{place.typical}”")
    return cost


def first_read(place: Place) -> Cost:
    """Ask with no index there: the cache folder is new."""
    fresh = Path(place.beside, "fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    cost = place.prm("due", more={"XDG_CACHE_HOME": str(fresh)})
    shutil.rmtree(fresh, ignore_errors=True)
    return cost


def everybody(place: Place) -> Cost:
    """List everybody; a line for each must come out."""
    cost = place.prm("list")
    if place.printed().count("\n") < place.people - 1:
        raise Broken("prm list left somebody out")
    return cost


def after_edit(place: Place) -> Cost:
    """Ask right after somebody's file has changed: a line more, and at the next run that line less."""
    path = Path(place.typical_file)
    before, line = path.read_bytes(), b"\n- 2026-01-14 call: one more line\n"
    path.write_bytes(before.removesuffix(line) if before.endswith(line) else before + line)
    return place.prm("due")


def khard(place: Place) -> Cost:
    """Ask khard for the birthdays of as many people."""
    if not shutil.which("khard"):
        raise NotThere("khard")
    folder, config = Path(place.beside, "cards"), Path(place.beside, "khard.conf")
    if not config.exists():
        folder.mkdir(exist_ok=True)
        for number in range(place.people):
            card = CARD.format(number=number, family=number % 997, year=1940 + number % 60, month=number % 12 + 1)
            (folder / f"{number}.vcf").write_text(card, encoding="utf-8", newline="\r\n")
        config.write_text(f"[addressbooks]\n[[all]]\npath = {folder}\n", encoding="utf-8")
    return place.run(("khard", "-c", str(config), "birthdays"))


def ripgrep(place: Place) -> Cost:
    """Look for a word in every file."""
    if not shutil.which("rg"):
        raise NotThere("ripgrep")
    return place.run(("rg", "--count-matches", "bamboo", "."), fine=(0, 1))


def _of(click: float, git: float, start: str = CLICK) -> Callable[[Figures], float]:
    """Return a limit: so many times a start of Python, and so many looks at every file."""
    return lambda figures: click * figures[start] + git * figures[GIT]


PARSING = """
import sys, time
from prm.edits.merge import body, merge3
base, ours, theirs = (open(path, "rb").read() for path in sys.argv[1:])
start = time.perf_counter()
merge3.merge(base, ours, theirs)
print(time.perf_counter() - start)
"""


def parsing(place: Place) -> Cost:
    """Read three versions of a page and make them one, in a Python that has started; it says how long it took."""
    cost = place.run((sys.executable, "-c", PARSING, *_versions(place)))
    return cost._replace(seconds=float(place.printed()))


def merging(place: Place) -> Cost:
    """Merge a note as git has it merged: a line more on either side."""
    return place.run((*place.script, "merge-driver", *_versions(place), "7", "people/somebody.md"))


def _versions(place: Place) -> list[str]:
    text = Path(place.typical_file).read_bytes()
    sides = (text, text + b"\n- 2026-01-13 call: mine\n", text + b"\n- 2026-01-14 call: theirs\n")
    files = [f"{place.beside}/{name}.md" for name in ("base", "ours", "theirs")]
    for file, side in zip(files, sides, strict=True):
        Path(file).write_bytes(side)
    return files


def syncing(place: Place) -> Cost:
    """Sync with nothing to do, with a remote that is a folder."""
    _remote(place)
    return place.prm("sync")


def fetching(place: Place) -> Cost:
    """Have git ask that remote whether there is anything new."""
    _remote(place)
    return place.run(("git", "fetch", "-q"))


def _remote(place: Place) -> None:
    place.run(("git", "checkout", "-q", "."))
    remote = f"{place.beside}/remote.git"
    if not Path(remote).exists():
        place.run(("git", "clone", "-q", "--bare", ".", remote))
        place.run(("git", "remote", "add", "origin", remote))
        place.run(("git", "push", "-q", "--set-upstream", "origin", "HEAD"))


ROWS: tuple[Row, ...] = (
    Row(PASS, python("pass")),
    Row(CLICK, python("import click")),
    Row(JINJA, python("import click, jinja2")),
    Row(GIT, git_status),
    Row(FETCH, fetching),
    Row(LOOP, plain_loop),
    Row("khard birthdays", khard),
    Row("ripgrep, one word", ripgrep),
    Row("prm --help", prm("--help"), "1.5 × click", _of(1.5, 0)),
    Row("completing a name", completing, "1.5 × click + 3 G", _of(1.5, 3)),
    Row("first read, no index", first_read, "0.5 × the loop", lambda of: 0.5 * of[LOOP], grows=True),
    Row("prm show", lambda at: at.prm("show", at.typical), "click + 4 G", _of(1, 4)),
    Row("prm show, the fullest", lambda at: at.prm("show", at.fullest), "click + 4 G", _of(1, 4)),
    Row("prm why", lambda at: at.prm("why", at.typical), "click + 4 G", _of(1, 4)),
    Row("prm why, the fullest", lambda at: at.prm("why", at.fullest), "click + 4 G", _of(1, 4)),
    Row(DUE, prm("due"), "click + 8 G", _of(1, 8), grows=True),
    Row("prm who", prm("who", "bamboo", "teacher"), "click + 8 G", _of(1, 8), grows=True),
    Row("prm match", prm("match"), "click + 8 G", _of(1, 8), grows=True),
    Row("prm path", lambda at: at.prm("path", at.typical), "click + 8 G", _of(1, 8)),
    Row("prm path, the fullest", lambda at: at.prm("path", at.fullest), "click + 8 G", _of(1, 8)),
    Row("prm list", everybody, "click + 10 G", _of(1, 10), grows=True),
    Row("prm digest", prm("digest"), "click, jinja2 + 8 G", _of(1, 8, JINJA), grows=True),
    Row("prm check", prm("check"), "click + 16 G", _of(1, 16), grows=True),
    Row("prm due after one edit", after_edit, "prm due + 3 G", lambda of: of[DUE] + 3 * of[GIT]),
    Row(PARSE, parsing),
    Row("prm merge-driver", merging, "2.5 × pass, and the parse", lambda of: 2.5 * of[PASS] + of[PARSE]),
    Row("prm sync, nothing to do", syncing, "3 G", lambda of: 3 * of[GIT]),
    Row("prm watch, save to fresh digest", saved, "400 ms, 95th percentile", lambda of: 0.4, settle=median),
)
"""Every row of the table; a command that `prm` does not know is shown as not there yet."""
