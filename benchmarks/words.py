"""The words of words.toml, by language."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

Words = tuple[str, ...]


class Tongue(NamedTuple):
    """What people are called, do and talk about in one language."""

    given: Words
    given_ends: Words
    families: Words
    family_ends: Words
    cities: Words
    roles: Words
    orgs: Words
    org_ends: Words
    things: Words
    interests: Words
    heads: Words
    giving: Words
    said: Words
    topics: Words
    topic_ends: Words


class Common(NamedTuple):
    """What is the same in every language."""

    tags: Words
    zones: Words
    quiet: Words
    received: Words
    alone: Words
    mentions: Words
    tasks: Words
    unknown: Words


def _lists(table: dict[str, str | list[str]]) -> dict[str, Words]:
    return {name: tuple(said.split() if isinstance(said, str) else said) for name, said in table.items()}


_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
ANY = Common(**_lists(_TABLES["any"]))
EN = Tongue(**_lists(_TABLES["en"]))
JA = Tongue(**_lists(_TABLES["ja"]))
