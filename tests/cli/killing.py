"""Runs a command line again and again, and at each step of it on the disk something happens: see `test_killed.py`.

A script, because it forks: `killing.py WHAT SCENARIO` prints what it found as JSON.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "disk"))

import campaign

from prm.cli.main import run

BEN, AIKO, GRACE = "people/Ben Ito.md", "people/Aiko Sato.md", "people/Grace Holm.md"
OLD = {
    "prm.toml": b"",
    BEN: b"# Ben Ito\r\n\r\n## Log\r\n- 2025-12-01 call: ovens\r\n",
    AIKO: b"# Aiko Sato\n",
    GRACE: b"# Grace Holm\n",
    "inbox.md": b"# Inbox\n\n- 2026-01-10 call Ben: FIRST\n- 2026-01-11 lunch with Ben and Aiko, SECOND\n- stays\n"
    b"- [ ] send Aiko THIRD\n",
}
LINES = {
    "log": ["log", "lunch with Ben, SAID"],
    "journal": ["log", "lunch with Ben and Aiko, SAID"],
    "create": ["log", "--create", "lunch with Ben and Zed, SAID"],
    "inbox": ["inbox", "--yes"],
}
TYPED = OLD[BEN] + b"- TYPED in an editor\r\n"


class Killing:
    def __init__(self, scenario: str) -> None:
        self.disk = campaign.Disk("exchange")
        self.base = tempfile.mkdtemp()
        campaign.OLD = OLD
        self.command = LINES[scenario]
        self.once = ("FIRST", "SECOND", "THIRD") if scenario == "inbox" else ("SAID",)
        self.wrong: list[str] = []
        self.runs = 0
        vault = self.fresh()
        self.names: list[str] = []
        with self.disk.during(lambda number, name, args: self.names.append(name)):
            self.expect(self.run(vault)[0] == 0, "not done", self.said)
        self.new = self.tree(vault)

    def expect(self, holds: bool, *what: object) -> None:
        if not holds:
            self.wrong.append(" ".join(map(str, what))[:600])

    def fresh(self) -> campaign.Vault:
        self.runs += 1
        vault = campaign.Vault(self.base)
        os.environ["XDG_STATE_HOME"] = vault.state
        os.environ["XDG_CACHE_HOME"] = f"{vault.state}-cache"
        return vault

    def run(self, vault: campaign.Vault, *words: str) -> tuple[int, str]:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(["--vault", vault.root, "--today", "2026-01-15", *(words or self.command)])
        self.said = err.getvalue()
        self.expect("Traceback" not in self.said and "mistake in prm" not in self.said, "ugly", self.said)
        return code, self.said

    def tree(self, vault: campaign.Vault) -> dict[str, bytes]:
        return dict(vault.tree())

    def whole(self, vault: campaign.Vault, at: int) -> None:
        """Each file is as it was or as it was meant."""
        for path, data in vault.tree(hidden=False).items():
            self.expect(data in (OLD.get(path), self.new.get(path)), "not whole", at, path, data)
        for path in OLD:
            self.expect(path in vault.tree(), "gone", at, path)

    def settle(self, vault: campaign.Vault, at: int) -> None:
        """The next command finishes what was begun; then each line is in one place."""
        code, said = self.run(vault, "set", "Grace Holm", "cadence=2w")
        self.expect(code == 0, "the next command", at, code, said)
        tree = self.tree(vault)
        self.expect(b"cadence: 2w" in tree[GRACE], "not set", at)
        rest = tree | {GRACE: OLD[GRACE]}
        self.expect(rest in (OLD, self.new), "neither old nor new", at, rest)
        text = b"".join(rest.values()).decode()
        for word in self.once:
            there = rest == self.new or word != "SAID"
            self.expect(text.count(word) == there, "not in one place", at, word)

    def kill(self) -> None:
        for at, name in enumerate(self.names, 1):
            for half in (False, True) if name == "write" else (False,):
                vault = self.fresh()
                with self.disk.during(campaign.killing(at, half=half)):
                    self.expect(campaign.in_child(lambda: (self.run(vault), None)[1]), "not killed", at)  # noqa: B023
                self.whole(vault, at)
                self.settle(vault, at)

    def full(self) -> None:
        for at in range(1, len(self.names) + 1):
            vault = self.fresh()

            def action(number: int, name: str, args: tuple[Any, ...], at: int = at) -> None:
                if number == at:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")

            with self.disk.during(action):
                ended, said = self.run(vault)
            tree = vault.tree(hidden=False)
            self.expect(tree == (OLD if ended else self.new), "neither", at, ended, said, tree)
            self.expect(not ended or "nothing was written" in said.splitlines()[-1], "unsaid", at, said)
            self.settle(vault, at)

    def editor(self) -> None:
        """An editor saves a file at each step: its text survives, and ours is there too where it came first."""
        first = next(at for at, name in enumerate(self.names, 1) if name == "exchange")
        for at in range(1, len(self.names) + 1):
            vault = self.fresh()

            def action(number: int, name: str, args: tuple[Any, ...], at: int = at, vault: Any = vault) -> None:
                if number == at:
                    vault.swap_in(BEN, TYPED)

            with self.disk.during(action):
                ended, said = self.run(vault)
            text = vault.tree()[BEN]
            self.expect(b"TYPED" in text, "lost", at, ended, said, text)
            self.expect(ended == 0 or "nothing was written" in said, "unsaid", at, said)
            if ended == 0 and at <= first:  # before the lock is held, the line is just planned again
                self.expect(self.once[0].encode() in text, "ours is lost", at, said, text)
                self.expect(f"{BEN} was saved by another program meanwhile" in said or at < 5, "unsaid", at, said)

    def removed(self) -> None:
        for at in range(1, len(self.names) + 1):
            vault = self.fresh()

            def action(number: int, name: str, args: tuple[Any, ...], at: int = at, vault: Any = vault) -> None:
                if number == at:
                    with contextlib.suppress(FileNotFoundError):
                        self.disk.real["unlink"](os.path.join(vault.root, BEN))

            with self.disk.during(action):
                ended, said = self.run(vault)
            rest = {path: data for path, data in vault.tree(hidden=False).items() if path != BEN}
            whole = [{path: data for path, data in tree.items() if path != BEN} for tree in (OLD, self.new)]
            self.expect(rest in whole, "half", at, ended, said, rest)
            self.expect(ended == 0 or BEN in said, "unsaid", at, ended, said)


def main() -> None:
    if sys.argv[1] in ("editor", "removed"):  # what they count are the steps of writing notes
        os.environ["PRM_INDEX"] = "off"
    killing = Killing(sys.argv[2])
    getattr(killing, sys.argv[1])()
    sys.stdout.write(json.dumps({"wrong": killing.wrong, "runs": killing.runs, "steps": len(killing.names)}))


if __name__ == "__main__":
    main()
