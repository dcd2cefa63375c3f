"""Rules about files that are called like notes, and are none or cannot be read as one."""

from __future__ import annotations

from collections.abc import Iterable

from prm.model.names import UNRENDERED
from prm.model.names import stem
from prm.model.vault import Vault
from prm.text.diagnostics import Diagnostic


def not_a_file(vault: Vault) -> Iterable[Diagnostic]:
    """Find something that is called like a note and is no file: a pipe, a socket, a link to nothing.

    Why: it is not read, so a person whose name it has is not in this vault.

    ```symlink people/ana.md
    gone/ana.md <- P111
    ```

    Instead:

    ```md people/ana.md
    # Ana
    ```

    Fix: put the file back that the link leads to, or delete what stands there.
    """
    return vault.findings("not-a-file")


def not_a_person(vault: Vault) -> Iterable[Diagnostic]:
    """Find a file among the people that is none of them: README, index, or a template that was never filled in.

    Why: it is in no list, and you may wonder where somebody is.

    ```md people/README.md
    How I write about people. <- P112
    ```

    ```md people/{{title}}.md
    # {{title}} <- P112
    ```

    Instead:

    ```md README.md
    How I write about people.
    ```

    ```md people/Ana.md
    # Ana
    ```

    Fix: nothing, if it is meant so; else give the file the name of the person, or move it out of the folder.
    """
    for path, kind in vault.kinds.items():
        if kind == "none":
            name = stem(path)
            why = "a name that a template was to fill in" if UNRENDERED.search(name) else "the name of no person"
            message = f"“{name}” is {why}; the file is not listed"
            yield Diagnostic(path, 1, 1, 1, 1, "not-a-person", message)


def nul_byte(vault: Vault) -> Iterable[Diagnostic]:
    """Find a NUL byte in a text.

    Why: a crash or a broken disk leaves them. Git takes such a file for a picture and shows no changes in it.

    ```nul people/ana.md
    # Ana

    - 2026-01-05 call: the ␀ fair <- P113
    ```

    Instead:

    ```md people/ana.md
    # Ana

    - 2026-01-05 call: the fair
    ```

    Fix: look at the place in an editor; if words are missing, take them from an older version of the file.
    """
    return vault.findings("nul-byte")
