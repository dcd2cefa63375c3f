"""Messages for tests: every kind in both languages, from the example vault, without what is private."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from prm.insight.letters.drafting import Draft
from prm.insight.letters.drafting import Held
from prm.insight.letters.drafting import drafted
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.model.redact import redact
from prm.model.vault import Vault
from prm.model.vault import build
from prm.render import render
from prm.text.source import Source

EXAMPLE = Path(__file__).parent.parent / "example-vault"
REGISTERS = ("casual", "polite", "formal")
LANGUAGES = ("en", "ja")


class Case(NamedTuple):
    """A message that is drafted from the example vault on a day."""

    kind: str
    lang: str
    day: str
    who: str
    other: str = ""
    said: tuple[tuple[str, str], ...] = ()


CASES = (
    Case("thanks", "en", "2026-01-15", "Ben Ito"),
    Case("thanks", "ja", "2026-01-15", "水野 千晶"),
    Case("checkin", "en", "2026-01-15", "Aiko Sato"),
    Case("checkin", "ja", "2026-01-15", "高木 蓮"),
    Case("birthday", "en", "2026-01-20", "Ben Ito"),
    Case("birthday", "ja", "2026-02-08", "佐藤 健"),
    Case("report", "en", "2026-01-15", "Aiko Sato"),
    Case("report", "ja", "2026-01-15", "水野 千晶"),
    Case("congratulation", "en", "2026-01-15", "Tom Larsen", "", (("about", "the rhythm week in Lund"),)),
    Case("congratulation", "ja", "2026-03-20", "高木 蓮", "", (("about", "ご卒業"),)),
    Case("season", "en", "2026-01-02", "Tom Larsen"),
    Case("season", "ja", "2026-01-02", "佐藤 健"),
    Case("condolence", "en", "2026-01-15", "Aiko Sato", "", (("about", "your grandmother"),)),
    Case("condolence", "ja", "2025-06-22", "小川 文子"),
    Case("approach", "en", "2026-01-15", "Kenji Mori", "", (("lang", "en"),)),
    Case("approach", "ja", "2026-01-15", "Kenji Mori"),
    Case(
        "intro-offer",
        "en",
        "2026-01-08",
        "Ben Ito",
        "藤原 咲",
        (("need", "somebody who knows koji"), ("offer", "koji for beginners")),
    ),
    Case(
        "intro-offer",
        "ja",
        "2026-01-15",
        "藤原 咲",
        "水野 千晶",
        (("need", "英語の献立表"), ("offer", "日英の翻訳、とくに献立表と歌詞")),
    ),
    Case("intro-ask", "en", "2026-01-15", "Marta Nowak", "Ben Ito", (("why", "bread for the exhibition"),)),
    Case(
        "intro-ask",
        "ja",
        "2026-01-15",
        "水野 千晶",
        "藤原 咲",
        (("need", "英語の献立表"), ("offer", "日英の翻訳、とくに献立表と歌詞")),
    ),
    Case("intro-joint", "en", "2025-03-15", "Inês Carvalho", "Marta Nowak"),
    Case("intro-close", "en", "2026-01-15", "Ben Ito"),
    Case("intro-close", "ja", "2026-01-15", "藤原 咲"),
    Case("intro-joint", "ja", "2026-01-15", "藤原 咲", "水野 千晶", (("need", "英語の献立表"),)),
    Case("intro-request", "en", "2026-01-15", "Ben Ito", "Marta Nowak"),
    Case("intro-request", "ja", "2026-01-15", "渡邉 邦彦", "Kenji Mori"),
    Case("intro-thank", "en", "2026-01-15", "Elif Demir", "Aiko Sato"),
    Case("intro-thank", "ja", "2026-01-15", "水野 千晶", "渡邉 邦彦"),
)
YESES = """\
---
between: ["[[藤原 咲]]", "[[水野 千晶]]"]
---

- 2026-01-12 承諾 [[藤原 咲]]
- 2026-01-14 承諾 [[水野 千晶]]
"""


def shared_of(files: Mapping[str, str], today: date) -> Vault:
    """Return a vault that holds these files without what is private."""
    config, _ = read_config(files.get("prm.toml", ""))
    reader = Reader(config)
    sources = [Source(path, text.encode()) for path, text in files.items() if path != "prm.toml"]
    return build(redact((source, reader.read(source)) for source in sources), config, today)


@cache
def example_files(lang: str) -> dict[str, str]:
    """The example vault, a little further: all is studied, an introduction is agreed, and Kenji reads a language."""
    files = {
        path.relative_to(EXAMPLE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(EXAMPLE.rglob("*"))
        if path.suffix in (".md", ".toml")
    }
    wish = files["people/Kenji Mori.md"].replace("- [ ] ", "- [x] ").replace("lang: ja", f"lang: {lang}")
    return files | {"people/Kenji Mori.md": wish, "intros/2026-01-10-咲-千晶.md": YESES}


FEW = ("prm.toml", "people/Haru Lindgren.md", "people/小川 文子.md", "people/小川 清.md", "people/佐藤 健.md")


def few(day: date, **changed: str) -> Vault:
    """A few people of the example vault on a day; `changed` are files by the last word of their name."""
    files = {path: example_files("ja")[path] for path in FEW}
    names = {path.rpartition("/")[2].removesuffix(".md").rpartition(" ")[2]: path for path in FEW}
    return shared_of(files | {names[name]: text for name, text in changed.items()}, day)


@cache
def example(lang: str, day: str) -> Vault:
    """The example vault on a day, without what is private."""
    return shared_of(example_files(lang), date.fromisoformat(day))


def write(name: str, context: Mapping[str, object], lang: str) -> str:
    """Render a message with the templates that came with prm."""
    kept = os.path.join(os.environ["XDG_CACHE_HOME"], "templates")
    return render(name, context, vault_templates=None, lang=lang, compiled=kept)


def draft(vault: Vault, kind: str, who: str, other: str = "", **said: str) -> Draft | Held:
    """Return a draft to the one person of a name."""
    people = [vault.who(name)[0] for name in (who, other) if name]
    return drafted(vault, kind, *people, write=write, **said)


def drafts_of(case: Case) -> list[Draft]:
    """Return the message of a case in every register."""
    vault = example(case.lang, case.day)
    found = [draft(vault, case.kind, case.who, case.other, register=each, **dict(case.said)) for each in REGISTERS]
    assert [] == [each for each in found if isinstance(each, Held)]
    return [each for each in found if isinstance(each, Draft)]


def page(case: Case) -> str:
    """Return the message of a case in every register, as a page to be read aloud."""
    parts = [f"{each.subject}\n\n{each.body}" for each in drafts_of(case)]
    heads = [f"== {case.kind} · {register} ==\n\n" for register in REGISTERS]
    return "\n".join(head + part for head, part in zip(heads, parts, strict=True))
