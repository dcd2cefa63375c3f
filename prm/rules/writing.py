"""Rules about how things are written: well understood here, and misread by other programs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prm.model.config import Config
from prm.model.names import LINK
from prm.model.vault import Vault
from prm.rules.fields import about_people
from prm.rules.mending import proven
from prm.text.diagnostics import Diagnostic
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

_DAY = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_PARTS = re.compile(r"(?<=-)(\d)(?!\d)")


def unquoted_link(vault: Vault) -> Iterable[Diagnostic]:
    """Find a link in front matter that stands without quotes.

    Why: it is a link here; to YAML it is a list in a list, and other programs lose it or write it back as one.

    ```md people/ana.md
    ---
    spouse: [[Rui Tavares]] <- P207
    manager: "[[Eva Sousa]]"
    ---
    ```

    ```md people/Rui Tavares.md
    # Rui Tavares
    ```

    ```md people/Eva Sousa.md
    # Eva Sousa
    ```

    Instead:

    ```md people/ana.md
    ---
    spouse: "[[Rui Tavares]]"
    manager: "[[Eva Sousa]]"
    ---
    ```

    ```md people/Rui Tavares.md
    # Rui Tavares
    ```

    ```md people/Eva Sousa.md
    # Eva Sousa
    ```

    Fix: put quotes around it.
    """
    return about_people(vault, "unquoted-link")


def quote_link(source: Source, config: Config, start: int, end: int) -> Edit | None:
    """Put quotes around a link."""
    from prm.edits.front.written import quoted

    if not LINK.match(source.text[start:end]):
        return None
    change = Change(Span(start, end), quoted(source.text[start:end]))
    return proven(source, config, "unquoted-link", [change])


def hidden_tag(vault: Vault) -> Iterable[Diagnostic]:
    """Find a tag that begins with # and stands without quotes.

    Why: to YAML it is a comment. Such a note has no tag, and where the tag was to make it a person, it is none.

    ```md notes/ana.md
    ---
    tags: #person <- P208
    ---
    ```

    ```md people/rui.md
    ---
    tags:
      - choir
      - #friend <- P208
    ---
    ```

    Instead:

    ```md notes/ana.md
    ---
    tags: "#person"
    ---
    ```

    ```md people/rui.md
    ---
    tags:
      - choir
      - friend
    ---
    ```

    Fix: put quotes around it, or leave out the #.
    """
    return vault.findings("hidden-tag")


def unpadded_date(vault: Vault) -> Iterable[Diagnostic]:
    """Find a date such as 2026-1-5, with a month or day of one digit.

    Why: it is read here; other programs take it for text, and lists sorted by name put it in the wrong place.

    ```md people/ana.md
    ---
    birthday: 1990-4-17 <- P408
    ---

    - 2026-1-5 call: the fair <- P408
    - 2026/1/4 call: so it is written in Japan
    ```

    Instead:

    ```md people/ana.md
    ---
    birthday: 1990-04-17
    ---

    - 2026-01-05 call: the fair
    - 2026/1/4 call: so it is written in Japan
    ```

    Fix: write two digits for month and day.
    """
    return about_people(vault, "unpadded-date")


def pad_date(source: Source, config: Config, start: int, end: int) -> Edit | None:
    """Write month and day with two digits."""
    found = _DAY.search(source.text, start, end)
    if found is None or padded(found.group()) == found.group():
        return None
    change = Change(Span(*found.span()), padded(found.group()))
    return proven(source, config, "unpadded-date", [change], padded)


def padded(text: str) -> str:
    """Return a text with the dates in it padded."""
    return _DAY.sub(lambda found: _PARTS.sub(r"0\1", found.group()), text)
