"""Rules about whole files: what keeps one from being read as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import suppress

from prm.model.config import Config
from prm.model.vault import Vault
from prm.rules.mending import proven
from prm.text.diagnostics import Diagnostic
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Scalar
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span


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


def close_front_matter(source: Source, config: Config, start: int, end: int) -> Edit | None:
    """Write the closing line behind the last key, or where the text begins to be something else."""
    from prm.edits.proof import Refused
    from prm.text.fences import next_line
    from prm.text.frontmatter import read

    front, fence = read(source.text), source.text[start:end].strip()
    last = front.pairs[-1] if front.pairs else None
    places = [next_line(source.text, max(last.value.end, last.key_end))] if last else []
    for at in (*places, front.end):
        before = "" if source.text[at - 1 : at] in ("\n", "\r") else source.newline
        change = Change(Span(at, at), before + fence + source.newline)
        with suppress(Refused):
            return proven(source, config, "unclosed-front-matter", [change])
    return None


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


def quote_value(source: Source, config: Config, start: int, end: int) -> Edit | None:
    """Put quotes around a value that YAML misreads: one with a colon, a sign in front, or words behind a link.

    Several links become a list. What else YAML refuses has no one fix.
    """
    from prm.edits.front.written import quoted
    from prm.text.frontmatter import read

    raw = source.text[start:end]
    nodes = [node for pair in read(source.text).pairs for node in _nodes(pair.value)]
    node = next((node for node in nodes if (node.start, node.end) == (start, end)), None)
    text = ""
    if isinstance(node, Items) and raw.startswith("[[") and not raw.startswith("[[["):
        items = [item.text for item in node.items if isinstance(item, Scalar)]
        text = f"[{', '.join(map(quoted, items))}]" if len(items) == len(node.items) else ""
    elif isinstance(node, Scalar) and node.text == raw and not node.quoted and _may_be_quoted(raw):
        text = quoted(raw)
    return proven(source, config, "bad-yaml", [Change(Span(start, end), text)]) if text else None


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    inner = node.items if isinstance(node, Items) else () if isinstance(node, Scalar) else [p.value for p in node.pairs]
    for each in inner:
        yield from _nodes(each)


def _may_be_quoted(raw: str) -> bool:
    """Tell whether only one thing can be meant: a text with signs in it that YAML takes for its own."""
    if "\n" in raw or "\r" in raw:
        return False
    return raw[0] in "@`%" or raw.startswith("[[") or (raw[0].isalnum() and (": " in raw or raw.endswith(":")))


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
