"""Rename somebody: the file, the name in it and every link that means them, as one change that is proved whole."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from prm.edits.chain import Step
from prm.edits.chain import chain
from prm.edits.naming.calling import call
from prm.edits.naming.calling import further
from prm.edits.naming.links import Renaming
from prm.edits.naming.links import may_link
from prm.edits.naming.links import rename_links
from prm.edits.naming.plainnames import rename_plain
from prm.edits.naming.standing import Standing
from prm.edits.people import NOT_IN_NAMES
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.config import Config
from prm.model.names import exact
from prm.model.names import folded
from prm.model.names import is_cjk
from prm.model.names import slug
from prm.model.names import stem
from prm.model.names import target as target_of
from prm.model.names import target_key
from prm.model.notes import Note
from prm.model.reader import Reader
from prm.model.rows import NoteRow
from prm.model.schema import HONORIFICS
from prm.model.vault import Vault
from prm.text.pattern import Pattern
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

_NUMBERED = Pattern(r"(.+) \d")
_ME = Pattern(r"(?m)^[ \t]*me[ \t]*=[ \t]*(?P<quote>[\"'])(?:\[\[)?(?P<target>[^\[\]\"'|#\r\n\\]+)")
_APOSTROPHES = Pattern(r"['’]")


class Renamed(NamedTuple):
    """The edits of a rename, the person's own file first, and what to say besides."""

    edits: tuple[Edit, ...]
    said: tuple[str, ...]


def rename(
    vault: Vault,
    person: NoteRow,
    name: str,
    own: Source,
    others: Iterable[Source],
    *,
    toml: Source | None = None,
    alias: bool = True,
    anyway: bool = False,
) -> Renamed:
    """Return what renames a note: `own` is its file, `others` are all other notes, `toml` is prm.toml.

    `anyway` allows a name that somebody else has. Raises Refused.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    path = new_path(person.path, person.name, name)
    _refuse_taken(vault, person, path, name, anyway)
    plan = _Plan(vault, person, path, name, alias)
    edits = [plan.own(own)]
    kinds = {note.path: note.kind for note in vault.notes.values()}
    for source in others:
        if kinds.get(source.path) != "generated" and plan.may_concern(source.text):
            edits += [edit] if (edit := plan.other(source)) else []
    if toml is not None and vault.me == person.id:
        edits += [edit] if (edit := plan.me(toml)) else []
    plan.standing.prove(anyway=anyway)
    return Renamed(tuple(edits), (*plan.said, *plan.standing.said))


# The file


def new_path(path: str, old: str, new: str) -> str:
    """Return where a note lies under its new name: in its folder, with its ending, in the style of its file name.

    A file whose name does not say the old name keeps it. Raises Refused for a name that no file can have.
    """
    folder, _, file = path.rpartition("/")
    ending = file[len(stem(path)) :]
    written = _file_stem(stem(path), old, new)
    if not written:
        raise Refused(f"“{new}” is no name for a file; use letters")
    return f"{folder}/{written}{ending}" if folder else written + ending


def _file_stem(was: str, old: str, new: str) -> str:
    plain = " ".join(NOT_IN_NAMES.sub(" ", new).split()).strip(" .")
    shown, old = unicodedata.normalize("NFC", was), unicodedata.normalize("NFC", old)
    if shown == old:
        return plain
    words, new_words = old.split(), plain.split()
    for turn in range(max(len(words), 1)):  # ito-ben.md: the family name may stand first
        turned = " ".join((*words[turn:], *words[:turn]))
        if folded(shown) == folded(turned):
            return _in_style(shown, turned, " ".join((*new_words[turn:], *new_words[:turn])))
    return shown.replace(old, plain) if old in shown else was


def _in_style(shown: str, old: str, new: str) -> str:
    """Return a new name written as the old one is in a file's name: with hyphens, in lower case, without accents."""
    lower = shown == shown.lower() != old
    joint = next((sign for sign in "-_ " if sign in shown), "" if is_cjk(shown) else "-" if lower else " ")
    if shown.isascii() and not old.isascii():
        bare = unicodedata.normalize("NFKD", new)
        new = "".join(sign for sign in bare if not unicodedata.combining(sign))
    if joint in ("-", "_"):
        new = _APOSTROPHES.sub("", new)
    if joint == "" and not is_cjk(new):
        joint = " "
    written = joint.join(new.split())
    return written.lower() if lower else written


def _refuse_taken(vault: Vault, person: NoteRow, path: str, name: str, anyway: bool) -> None:
    if not name or any(ord(sign) < 32 for sign in name):
        raise Refused("a name is some words on one line; nothing was written")
    if any(sign in name for sign in "[]|"):
        raise Refused(f"“{name}” cannot stand in a link; choose a name without [ ] |")
    slugs = {exact(note.slug): note for note in vault.notes.values() if note.id != person.id}
    if other := slugs.get(exact(slug(path))):
        raise Refused(f"{other.path} is there already; choose another name, or merge the two by hand")
    numbered = _NUMBERED.fullmatch(slug(path))
    if numbered and path != person.path and exact(numbered.group(1)) in slugs:
        raise Refused(f"“{stem(path)}” beside “{stem(numbered.group(1))}” would look like a copy; choose another name")
    same = [
        note
        for found in vault.resolve(name)
        if (note := vault.notes[found]).kind == person.kind == "person" and note.id != person.id
    ]
    if same and not anyway:
        raise Refused(f"“{name}” is {same[0].path} already; --anyway has two people of that name")


# The change


class _Plan:
    """What is to change, worked out file by file; `standing` collects what each link finds before and after."""

    def __init__(self, vault: Vault, person: NoteRow, path: str, name: str, alias: bool) -> None:
        self.vault, self.person, self.path, self.name, self.alias = vault, person, path, name, alias
        self.config: Config = vault.config
        self.reader = Reader(vault.config)
        self.said: list[str] = []
        self.standing = Standing(vault, person.id)
        self._labels: dict[str, str | None] = {}
        self._renaming = Renaming(path, self.label_of)
        self._plain: dict[str, str] = {}
        self._names = [exact(text) for text in (person.name, stem(person.path))]

    def label_of(self, target: str) -> str | None:
        """Return the label of a renamed link to `target`, None where the link stays as it is."""
        if target not in self._labels:
            self._labels[target] = self._label_of(target)
        return self._labels[target]

    def _label_of(self, target: str) -> str | None:
        key = target_key(target)
        if not self.standing.means(target):
            return None
        whole = exact(slug(self.person.path))
        file, name = stem(self.path), self.name if stem(self.path) != self.name else ""
        if key == exact(self.person.name):
            return name
        if key == exact(stem(self.person.path)) or whole == key or whole.endswith("/" + key):
            return ""
        if folded(key) == folded(self.person.name) and not key.endswith(HONORIFICS):
            return name
        if self.standing.new_names and not self.standing.will_mean(target):
            return target if target != file else ""
        return None

    def may_concern(self, text: str) -> bool:
        """Tell whether a text may link or name the person."""
        if ("[[" in text or "](" in text) and may_link(text, self.label_of):
            return True
        said = exact(text[: text.find("\n---", 3) + 1])
        return any(name in said for name in self._names)

    def own(self, source: Source) -> Edit:
        """Return the edit of the person's own file, and learn from it what finds them afterwards."""
        before = self.reader.read(source)
        steps = list(call(source, self.config, before, self.name, alias=self.alias))
        named = chain(source, steps)
        after = self._read_moved(source, named)
        self._refuse_changed(before, after, source)
        self.standing.learn(before, after)
        self._choose(after)
        edit = chain(source, [*self._links(source), *steps], why=f"rename {self.person.name} to {self.name}")
        edit = edit._replace(digest=source.digest, to=self.path if self.path != source.path else "")
        after = self._read_moved(source, edit)
        self.standing.compare(before, after)
        self.said += further(source, before)
        return edit

    def _read_moved(self, source: Source, edit: Edit) -> Note:
        text = result(source, edit._replace(digest=source.digest)) if edit.changes else source
        return self.reader.read(Source(self.path, text.data))

    def _refuse_changed(self, before: Note, after: Note, source: Source) -> None:
        if after.name != self.name:
            raise Refused(f"{source.path} would still be called “{after.name}”; change that in an editor, then rename")
        if (before.kind, before.day, before.hidden) != (after.kind, after.day, after.hidden):
            raise Refused(f"{source.path} would be read as something else under “{self.path}”; choose another name")

    def _choose(self, after: Note) -> None:
        """Choose how links are written from now on: by file name, or by path where another note has that name."""
        self._labels.clear()
        whole = not self.standing.will_mean(stem(self.path))
        if whole and not self.standing.will_mean(slug(self.path)):
            raise Refused(f"no link can tell {self.path} from another note of that name; choose another name")
        self._renaming = Renaming(self.path, self.label_of, whole, self.name)
        if self.standing.will_mean(self.name):
            self._plain = {
                name: self.name for name in self._names if self.standing.means(name) and name != exact(self.name)
            }

    def _links(self, source: Source) -> list[Step]:
        """Return the steps that change links, and names in front matter that stand for one."""
        steps: list[Step] = [lambda now: rename_links(now, self.config, self._renaming)]
        if self._plain and source.text.startswith("-"):
            steps.append(lambda now: rename_plain(now, self.config, self._plain))
        return steps

    def other(self, source: Source) -> Edit | None:
        """Return the edit of another file, None where nothing changes in it; one that cannot be edited is named."""
        before = self.reader.read(source)
        try:
            edit = chain(source, self._links(source), why=f"rename {self.person.name} to {self.name}")
        except Refused as refused:
            self.standing.compare(before, before, str(refused))
            return None
        if not edit.changes:
            return None
        self.standing.compare(before, self.reader.read(result(source, edit)))
        return edit

    def me(self, toml: Source) -> Edit | None:
        """Return the edit of prm.toml that lets `me` link the file that is mine; None where it may stay."""
        found = _ME.search(toml.text)
        label = self.label_of(found.group("target").strip()) if found else None
        target = slug(self.path) if self._renaming.whole else stem(self.path)
        if found is None or label is None or any(sign in target for sign in "\"'\\"):
            if not self.standing.will_mean(target_of(str(self.config.get("me")))):
                raise Refused("prm.toml: “me” would find nobody; link the file there first")
            return None
        change = Change(Span(*found.span("target")), target)
        return Edit(toml.path, toml.digest, (change,), why=f"rename {self.person.name} to {self.name}")
