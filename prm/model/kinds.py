"""What kind of note a file is: by its marks, its folder and its name."""

from __future__ import annotations

from functools import lru_cache

from prm.model.config import Config
from prm.model.names import UNRENDERED
from prm.model.names import exact
from prm.model.names import named_day
from prm.model.names import stem
from prm.model.names import target
from prm.model.notes import Value
from prm.model.schema import GENERATED_TYPES
from prm.model.schema import INTRO_FOLDERS
from prm.model.schema import JOURNAL_FOLDERS
from prm.model.schema import NOT_PEOPLE
from prm.model.schema import ORG_FOLDERS
from prm.model.schema import ORG_TYPES
from prm.model.schema import PERSON_TYPES
from prm.text.nodes import fold_key

_MOST_FOLDERS = 64
_INTROS, _ORGS = frozenset(INTRO_FOLDERS), frozenset(ORG_FOLDERS)


class Kinds:
    """Tells the kinds of notes under one configuration."""

    def __init__(self, config: Config) -> None:
        daily = (exact(config.daily_folder),) if config.daily_folder else ()
        self.journals = frozenset((*JOURNAL_FOLDERS, *daily))
        self._people = frozenset(exact(str(name)) for name in config.get("people"))
        self._folders = lru_cache(_MOST_FOLDERS)(_folders)
        self._tags = frozenset(exact(str(tag)) for tag in config.get("person_tags"))

    def of(self, path: str, values: list[Value]) -> tuple[str, str, str]:
        """Return the kind of a note, its day, and for a meeting or a dated note the word it names its kind with."""
        folders = self._folders(path.rpartition("/")[0])
        keys = {value.key for value in values}
        if UNRENDERED.search(stem(path)) or "templates" in folders:
            return "none", "", ""
        types = [exact(target(value.text)) for value in values if value.key == "type"] if "type" in keys else []
        named, rest = named_day(path)
        dates = [value.value for value in values if value.key == "date"] if "date" in keys else []
        stated = next((written for written in dates if len(written) == 10), "")
        day = named or stated
        marked = self._marked(types, values) if types or "tags" in keys else ""
        kind = marked or self._by_folder(path, folders, bool(named))
        subject = next(iter(types), "")
        if kind in ("", "dated") and day and "attendees" in keys:
            in_journal = bool(named) and (not rest or any(folder in self.journals for folder in folders))
            return ("dated" if in_journal else "meeting"), day, subject
        if kind == "person" and not marked and stem(path).casefold() in NOT_PEOPLE:
            return "none", "", ""
        return ("dated", day, subject) if kind == "dated" else (kind or "note", "", "")

    def _marked(self, types: list[str], values: list[Value]) -> str:
        """Return the kind that explicit marks give: type, tags, categories."""
        for kind in types:
            bare = fold_key(kind)
            if bare in GENERATED_TYPES:
                return "generated"
            if bare in PERSON_TYPES:
                return "person"
            if bare in ORG_TYPES:
                return "org"
            if bare == "intro":
                return "intro"
        for value in values:
            if value.key == "tags":
                tag = exact(target(value.text))
                if tag in self._tags or tag.partition("/")[0] in self._tags:
                    return "person"
        return ""

    def _by_folder(self, path: str, folders: tuple[str, ...], named: bool) -> str:
        if not _INTROS.isdisjoint(folders):
            return "intro"
        if not _ORGS.isdisjoint(folders):
            return "org"
        if named and not _subject(path):
            return "dated"
        if not self._people.isdisjoint(folders):
            return "person"
        if not self.journals.isdisjoint(folders) or "/".join(folders) in self.journals:
            return "dated"
        return ""


def _folders(folder: str) -> tuple[str, ...]:
    return tuple(exact(part) for part in folder.split("/")) if folder else ()


def _subject(path: str) -> str:
    """Return what a dated file name says besides its day where that is more than a few words."""
    rest = named_day(path)[1]
    return rest if len(rest.split()) > 4 or len(rest) > 30 else ""
