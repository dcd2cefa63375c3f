"""The section of docs/benchmarks.md on what takes long: one command writes it, that of the page keeps it."""

from __future__ import annotations

from pathlib import Path

TITLE = "\n## Watching at length\n"


def section_of(page: Path) -> str:
    """Return the section of a page that is there, "" for none."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    return text[text.index(TITLE) :] if TITLE in text else ""


def put_section(page: Path, said: str) -> None:
    """Write the section at the end of a page, instead of the one that was there."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    page.write_text(f"{text.partition(TITLE)[0]}{TITLE}\n{said}", encoding="utf-8")
