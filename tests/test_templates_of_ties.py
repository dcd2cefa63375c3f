"""What the templates of ways, wishes and graphs say: of the example vault, of nothing, and of values that mean harm."""

from __future__ import annotations

import os
import re
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from prm.engine import Engine
from prm.filters import width
from prm.insight.graph.network import network
from prm.insight.graph.plotting import outline
from prm.insight.paths.tree import drawn
from prm.insight.paths.tree import tree
from prm.insight.paths.ways import Ways
from prm.insight.paths.ways import way_to
from prm.insight.rows import as_data
from prm.insight.wishes.wish import budget
from prm.insight.wishes.wish import wish_of
from prm.insight.wishes.wish import wishes
from tests.test_templates import HARM
from tests.test_templates import ROOT
from tests.test_templates import SNAPSHOTS
from tests.test_templates import TODAY
from tests.test_templates import everywhere
from tests.test_templates import replaced
from tests.test_templates import said

NAMES = ("path", "tree", "wishes", "wish", "graph", "legend")
every_name = pytest.mark.parametrize("name", NAMES)


@cache
def contexts() -> dict[str, dict[str, Any]]:
    """The context of every template, from the example vault."""
    vault = Engine(str(ROOT / "example-vault")).vault(TODAY)
    people = {person.name: person for person in vault.people}
    found, ways = wishes(vault), Ways(vault)
    graph = network(vault, people["Kenji Mori"], 2, 4)
    return {
        "path": {"ways": as_data([way_to(vault, ways, people[name], 3) for name in ("Kenji Mori", "大野 正雄")])},
        "tree": {"tree": as_data(list(drawn(tree(vault))))},
        "wishes": {"wishes": as_data(found), "budget": as_data(budget(vault, found)), "today": TODAY.isoformat()},
        "wish": {
            "wish": as_data(wish_of(vault, people["Kenji Mori"])),
            "way": as_data(way_to(vault, ways, people["Kenji Mori"], 2)),
            "today": TODAY.isoformat(),
        },
        "graph": {"lines": as_data(outline(graph, 2)), "more": graph.more, "middle": graph.middle},
        "legend": {"middle": "Kenji Mori", "more": 1200},
    }


def empty(context: dict[str, Any]) -> dict[str, Any]:
    """A context of which nothing is known but names and stages."""
    if "wish" in context:
        kept = ("slug", "name", "stage", "at", "may_approach")
        wish = {
            key: value if key in kept else [] if isinstance(value, list) else None
            for key, value in context["wish"].items()
        }
        return context | {"wish": wish, "way": None}
    if "budget" in context:
        return context | {"wishes": [], "budget": {"spent": [], "budget": []}}
    return {key: [] if isinstance(value, list) else None for key, value in context.items()}


@everywhere
@every_name
def test_the_example_vault_looks_like_this(name: str, lang: str) -> None:
    actual = said(f"list/{name}.txt.j2", lang, contexts()[name])
    path = SNAPSHOTS / lang / f"list-{name}.txt.txt"
    if os.environ.get("PRM_UPDATE_SNAPSHOTS"):
        path.write_text(actual, encoding="utf-8", newline="\n")

    assert path.read_text(encoding="utf-8") == actual


@everywhere
@every_name
@pytest.mark.parametrize("kind", ["full", "empty"])
def test_the_page_is_tidy(name: str, kind: str, lang: str) -> None:
    context = contexts()[name] if kind == "full" else empty(contexts()[name])
    text = said(f"list/{name}.txt.j2", lang, context)

    assert [] == [line for line in text.split("\n") if line != line.rstrip()]
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not text.startswith("\n")
    assert "None" not in text


@everywhere
@pytest.mark.parametrize("name", ["path", "tree", "wishes", "graph"])
def test_a_list_fits_a_terminal(name: str, lang: str) -> None:
    place = re.compile(r"  \S[^:]*:\d+$")
    lines = said(f"list/{name}.txt.j2", lang, contexts()[name]).splitlines()

    assert [] == [line for line in lines if width(place.sub("", line)) > 100]


def meant(name: str, word: str) -> dict[str, Any]:
    """A context in which every text from a note is a word."""
    context: dict[str, Any] = replaced(contexts()[name], word)
    for line in context.get("lines", ()):
        line["before"] = "└─ "
    return context


@everywhere
@every_name
def test_values_from_notes_stay_values(name: str, lang: str) -> None:
    harmless, text = (said(f"list/{name}.txt.j2", lang, meant(name, word)) for word in ("word", HARM))

    assert "\x1b" not in text
    assert len(harmless.split("\n")) == len(re.split("[\n\r\u2028\u2029\x85]", text))


@everywhere
def test_how_they_like_to_be_approached_comes_first(lang: str) -> None:
    lines = [line for line in said("list/wish.txt.j2", lang, contexts()["wish"]).splitlines() if line]

    assert "a letter on paper" in lines[1]
    assert [True, True] == [first < second for first, second in pairwise(map(len, (lines[:1], lines[:2], lines[:3])))]


STEPS = ("answer", "release", "use", "report", "result", "study", "try", "give", "approach", "welcome")


@everywhere
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("what", ["the booklet", None])
def test_every_step_has_words(step: str, what: str | None, lang: str) -> None:
    row = {"step": step, "what": what, "date": "2026-01-03", "time": "10:00", "days": 12, "at": "a.md:1"}
    text = said("list/wish.txt.j2", lang, contexts()["wish"] | {"wish": contexts()["wish"]["wish"] | {"next": row}})

    line = next(line for line in text.splitlines() if line.startswith(("Next: ", "次に：")))
    assert len(line) > 8
    assert lang == "en" or not re.search(r"[a-z]{4}", re.sub("the booklet|prm set 名前 status=active", "", line))


def test_the_page_names_every_template() -> None:
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")

    assert [] == [name for name in (*NAMES, "steps", "ties") if f"`list/{name}.txt.j2`" not in page]
    assert [] == [key for name in NAMES for key in contexts()[name] if f"`{key}`" not in page]
