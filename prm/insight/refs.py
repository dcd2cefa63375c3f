"""Values that are links, and what they find."""

from typing import NamedTuple

from prm.model.vault import Vault
from prm.text.markdown import plain


class Ref(NamedTuple):
    """A value that is a link: its text, and the note it finds or null."""

    text: str
    slug: str | None


def ref(vault: Vault, text: str) -> str | Ref:
    """Return a value as text, or as a link with what it finds."""
    if not (text.startswith("[[") and text.endswith("]]")):
        return text
    found = vault.resolve(text[2:-2].partition("|")[0].partition("#")[0])
    return Ref(plain(text), vault.notes[found[0]].slug if len(found) == 1 else None)


def linked(vault: Vault, text: str) -> Ref:
    """Return a value that names somebody as a link, whether or not it is written as one."""
    found = ref(vault, text if text.startswith("[[") else f"[[{text}]]")
    return found if isinstance(found, Ref) else Ref(found, None)
