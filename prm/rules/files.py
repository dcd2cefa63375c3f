"""Rules about whole files: what keeps one from being read as it stands."""

from __future__ import annotations

from collections.abc import Iterable

from prm.model.vault import Vault
from prm.text.diagnostics import Diagnostic


def not_utf8(vault: Vault) -> Iterable[Diagnostic]:
    """Find a file that is not UTF-8.

    Why: other editors and git show it as garbage, and a letter that cannot be read may be lost on the next save.
    Its bytes stay as they are; it is read as Shift JIS where that fits.

    ```cp932 people/健.md
    # 佐藤 健 <- P101
    ```

    Instead:

    ```md people/健.md
    # 佐藤 健
    ```

    Fix: open the file with its old encoding and save it as UTF-8.
    """
    return vault.findings("not-utf8")


def unclosed_front_matter(vault: Vault) -> Iterable[Diagnostic]:
    """Find front matter that begins with `---` and never ends.

    Why: other tools then read the whole file as front matter, or none of it.

    ```md people/ana.md
    --- <- P102
    birthday: 1990-04-17

    # Ana
    ```

    Instead:

    ```md people/ana.md
    ---
    birthday: 1990-04-17
    ---

    # Ana
    ```

    Fix: write a line `---` behind the last key.
    """
    return vault.findings("unclosed-front-matter")


def bad_yaml(vault: Vault) -> Iterable[Diagnostic]:
    """Find front matter that is not YAML.

    Why: the person stays, and the keys that can be read are read line by line; other tools lose the whole file.

    ```md people/ana.md
    ---
    role: Head of R&D: Europe <- P103
    email: ana@example.org
    ---
    ```

    Instead:

    ```md people/ana.md
    ---
    role: "Head of R&D: Europe"
    email: ana@example.org
    ---
    ```

    Fix: put quotes around a value that holds `: `, or begins with `@`, `#`, `*`, `{` or `[`.
    """
    return vault.findings("bad-yaml")


def duplicate_key(vault: Vault) -> Iterable[Diagnostic]:
    """Find a key that is given twice.

    Why: both values are kept here; most other tools keep the last one and say nothing.

    ```md people/ana.md
    ---
    email: ana@example.org
    email: ana@work.example <- P104
    ---
    ```

    Instead:

    ```md people/ana.md
    ---
    email: [ana@example.org, ana@work.example]
    ---
    ```

    Fix: make it one key with a list, or delete the one that no longer holds.
    """
    return vault.findings("duplicate-key")


def conflict_marker(vault: Vault) -> Iterable[Diagnostic]:
    """Find a file that git could not merge.

    Why: both sides are read, nothing is lost, but the file says two things at once and is not written to.

    ```md people/ana.md
    ---
    <<<<<<< HEAD <- P105
    location: Porto
    =======
    location: Lisbon
    >>>>>>> phone
    ---
    ```

    Instead:

    ```md people/ana.md
    ---
    location: Lisbon
    ---
    ```

    Fix: keep the side that is right, or both, and delete the three marker lines.
    """
    return vault.findings("conflict-marker")


def unrendered_template(vault: Vault) -> Iterable[Diagnostic]:
    """Find a place in front matter that a template should have filled.

    Why: `{{birthday}}` is no birthday, and it looks as if one were known.

    ```md people/ana.md
    ---
    birthday: "{{birthday}}" <- P106
    ---
    ```

    Instead:

    ```md people/ana.md
    ---
    birthday: 1990-04-17
    ---
    ```

    Fix: write the value, or delete the line.
    """
    return vault.findings("unrendered-template")


def link_outside_vault(vault: Vault) -> Iterable[Diagnostic]:
    """Find a symbolic link that leads out of the vault.

    Why: it is not followed, so whoever is in it is not in this vault.

    ```symlink people/ana.md
    /somewhere/else/ana.md <- P107
    ```

    Instead:

    ```md people/ana.md
    # Ana
    ```

    Fix: move the file into the vault and let the other place link here, or delete the link.
    """
    return vault.findings("link-outside-vault")


def too_large(vault: Vault) -> Iterable[Diagnostic]:
    """Find a file of more than four megabytes.

    Why: only its beginning is read; entries further down are not seen.

    Fix: move old years into a file of their own, and pictures out of the text.
    """
    return vault.findings("too-large")


def conflict_copy(vault: Vault) -> Iterable[Diagnostic]:
    """Find a second copy of a file that a sync program left behind.

    Why: it is no second person and is not read, so what only the copy says is not seen.

    ```md people/ana.md
    # Ana
    ```

    ```md people/ana.sync-conflict-20260110-091500-ABCDEFG.md
    # Ana <- P109
    ```

    Instead:

    ```md people/ana.md
    # Ana
    ```

    Fix: compare the two files, keep what is new, delete the copy.
    """
    return vault.findings("conflict-copy")


def unreadable_file(vault: Vault) -> Iterable[Diagnostic]:
    """Find a file or folder that the system refuses to open.

    Why: a person whose file cannot be opened is still listed by name; nothing else is known of them.

    Fix: give yourself the right to read it (`chmod u+r`), or look whether the disk is there.
    """
    return vault.findings("unreadable-file")
