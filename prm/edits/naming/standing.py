"""What links find before a note is renamed and after it: those to it still find it, all others what they found."""

from __future__ import annotations

from prm.edits.proof import Refused
from prm.model.names import TIERS
from prm.model.names import folded
from prm.model.names import target_key
from prm.model.notes import Note
from prm.model.vault import Vault


class Standing:
    """Asks what a target finds, before and after one note has other names; collects the files that were compared."""

    def __init__(self, vault: Vault, note: int) -> None:
        self._vault, self._note = vault, note
        self._compared: set[str] = set()
        self._before: dict[str, tuple[int, ...]] = {}
        self._after: dict[str, tuple[int, ...]] = {}
        self._touched: frozenset[str] = frozenset()
        self.new_names: dict[str, int] = {}
        self.said: list[str] = []
        self._moved: dict[tuple[str, tuple[int, ...], tuple[int, ...]], list[str]] = {}

    def learn(self, before: Note, after: Note) -> None:
        """Take the names that find the note afterwards, each with its rank."""
        other = int(after.kind != "person")
        for tier, key in after.names:
            rank = TIERS.index(tier) * 2 + other
            key = f"~{key}" if tier == "folded" else key
            self.new_names[key] = min(rank, self.new_names.get(key, rank))
        old = {f"~{key}" if tier == "folded" else key for tier, key in before.names}
        self._touched = frozenset(old | self.new_names.keys())
        self._after.clear()

    def found(self, target: str) -> tuple[int, ...]:
        """Return what a target finds now."""
        key = target_key(target)
        if key not in self._before:
            self._before[key] = self._vault.resolve(target)
        return self._before[key]

    def will_find(self, target: str) -> tuple[int, ...]:
        """Return what a target finds afterwards."""
        key = target_key(target)
        if key not in self._after:
            fold = "~" + folded(key)
            if key not in self._touched and fold not in self._touched:
                return self.found(target)
            ranked = [(rank, note) for note, rank in self._vault.ranked(target) if note != self._note]
            ranked += [(self.new_names[name], self._note) for name in (key, fold) if name in self.new_names]
            best = min(ranked, default=(0, 0))[0]
            self._after[key] = tuple(sorted({note for rank, note in ranked if rank == best}))
        return self._after[key]

    def means(self, target: str) -> bool:
        """Tell whether a target finds the note and no other."""
        return self.found(target) == (self._note,)

    def will_mean(self, target: str) -> bool:
        """Tell whether a target finds the note and no other afterwards."""
        return self.will_find(target) == (self._note,)

    def compare(self, before: Note, after: Note, refused: str = "") -> None:
        """Compare the links of one file, of which `refused` says why it stays as it is."""
        self._compared.add(before.path)
        for old, new in zip(before.links, after.links, strict=True):
            self._one(old.target, new.target, before.path, refused)
        if refused and any(self.means(link.target) for link in before.links):
            self.said.append(f"{refused}; its links are left as they are and find the alias")

    def prove(self, *, anyway: bool) -> None:
        """Prove that every link of the vault finds what it found; raises Refused."""
        for link in self._vault.links:
            if link.path not in self._compared:
                self._one(link.target, link.target, f"{link.path}:{link.line}", "")
        for (target, before, after), places in self._moved.items():
            self._judge(target, before, after, places, anyway)

    def _one(self, old: str, new: str, at: str, refused: str) -> None:
        before, after = self.found(old), self.will_find(new)
        if set(before) != set(after):
            if refused and before == (self._note,):
                raise Refused(f"{refused}; its link to “{old}” would find nobody")
            self._moved.setdefault((old, before, after), []).append(at)

    def _judge(
        self, target: str, before: tuple[int, ...], after: tuple[int, ...], places: list[str], anyway: bool
    ) -> None:
        """Say or refuse what a link would find otherwise than before."""
        notes, first = self._vault.notes, places[0]
        count = f"{len(places)} link{'s' * (len(places) > 1)} to “{target}”"
        if before == (self._note,):
            raise Refused(f"the link to “{target}” ({first}) would no longer find them; keep the alias, or mend it")
        if len(before) == 1:
            advice = f"link {notes[before[0]].slug} there first"
            raise Refused(f"“{target}” means {notes[before[0]].path} ({first}), and would no longer; {advice}")
        if before and not anyway:
            files = " or ".join(notes[note].path for note in before[:5])
            raise Refused(f"{count} can be {files} ({first}), and would be told apart otherwise; mend it, or --anyway")
        if after:
            now = " or ".join(notes[note].path for note in after)
            found = "found nobody before" if not before else "could be several before"
            self.said.append(f"{first}: {count} {found}, and now {'finds' if len(places) == 1 else 'find'} {now}")
