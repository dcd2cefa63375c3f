"""Graphs: who stands in them, the same picture each time, labels apart, names that mean harm harmless."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.insight.graph.network import Edge
from prm.insight.graph.network import Network
from prm.insight.graph.network import Node
from prm.insight.graph.network import network
from prm.insight.graph.placing import place
from prm.insight.graph.plotting import dot
from prm.insight.graph.plotting import mermaid
from prm.insight.graph.plotting import outline
from prm.insight.graph.plotting import svg
from tests.small import vault_of
from tests.test_templates import HARM

WORDS = {"title": "people", "none": "none", "weak": "weak", "middle": "near", "more": "more"}
FILES = {
    "prm.toml": 'me = "[[Me]]"\n[circles.inner]\n[circles.wider]\n',
    "people/Me.md": "# Me\n",
    "people/Ann.md": "---\ncircle: wider\n---\n# Ann\n\n- 2026-01-01 coffee: a talk\n",
    "people/Bo.md": "---\ncircle: inner\nrelations: {sister: Ann}\n---\n# Bo\n",
    "people/Cy.md": "---\nrelations: {friend: Bo}\n---\n# Cy\n",
    "people/Dee.md": "# Dee\n",
}


def crowd(names: list[str], ties: list[tuple[int, int]], middle: bool = False) -> Network:
    nodes = [
        Node(f"people/{at}", name, ("inner", None, "wider")[at % 3], None, 0 if middle and not at else 1 + at // 9, 0.5)
        for at, name in enumerate(names)
    ]
    edges = [
        Edge([f"people/{one}", f"people/{other}"], ["family"], 0.9, "strong")
        for one, other in sorted({(min(tie), max(tie)) for tie in ties if tie[0] != tie[1]})
    ]
    return Network("people/0" if middle else None, ["inner", "wider"], nodes, edges, 0)


def test_the_people_around_me() -> None:
    found = network(vault_of(FILES), None, 2, 9)

    assert [("Ann", 1, "wider"), ("Bo", 2, "inner")] == [
        (each.name, each.distance, each.circle) for each in found.nodes
    ]
    assert [(["people/Ann", "people/Bo"], ["family"], "strong")] == [
        (each.ends, each.kinds, each.grade) for each in found.edges
    ]
    assert ["inner", "wider"] == found.circles


@pytest.mark.parametrize(("depth", "names"), [(1, ["Cy", "Bo"]), (2, ["Cy", "Bo", "Ann"]), (6, ["Cy", "Bo", "Ann"])])
def test_the_people_around_somebody(depth: int, names: list[str]) -> None:
    vault = vault_of(FILES)
    found = network(vault, vault.who("Cy")[0], depth, 9)

    assert names == [each.name for each in found.nodes]
    assert ["", "└─ ", "   └─ "][: len(names)] == [each.before for each in outline(found, depth)]
    assert 1 == network(vault, vault.who("Cy")[0], depth, 1).more
    assert len(names) - 2 == network(vault, vault.who("Cy")[0], depth, 2).more


def test_everybody_stands_once_in_an_outline() -> None:
    names = [f"P{at}" for at in range(30)]
    graph = crowd(names, [(at, at // 2) for at in range(30)])

    assert sorted(names) == sorted(each.name for each in outline(graph, 9))


NAMES = st.lists(
    st.sampled_from(["Ann", "渡邉 邦彦", "Wilhelmina van der Hoeven-Ångström", "Ö"]), min_size=1, max_size=40
)


@settings(max_examples=40)
@given(NAMES, st.data(), st.booleans())
def test_labels_are_apart_and_nothing_is_left_to_chance(names: list[str], data: st.DataObject, middle: bool) -> None:
    at = st.integers(0, len(names) - 1)
    graph = crowd(names, data.draw(st.lists(st.tuples(at, at), max_size=60)), middle)
    sizes = [(10.0 * len(name), 30.0) for name in names]
    boxes = place(graph, sizes)

    assert boxes == place(graph, sizes)
    overlaps = [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if abs(one.x - other.x) < (one.width + other.width) / 2
        and abs(one.y - other.y) < (one.height + other.height) / 2
    ]
    assert [] == overlaps


def test_two_hundred_labels_are_apart() -> None:
    names = [f"Somebody Called {at}" for at in range(200)]
    graph = crowd(names, [(at, (at * 7) % 200) for at in range(200)])
    sizes = [(110.0, 30.0)] * 200
    boxes = sorted(place(graph, sizes))

    assert [] == [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if other.x - one.x < 110 and abs(one.y - other.y) < 30
    ]


@pytest.mark.parametrize(
    "name", [HARM, '"];x', "</text><script>alert(1)</script>", 'a"]-->n9["b', "end", "%%{init}%%", "\\"]
)
def test_a_name_that_means_harm_is_only_a_name(name: str) -> None:
    graph = crowd([name, "Bo"], [(0, 1)])
    picture = svg(graph, WORDS)
    tags = [each.tag.rpartition("}")[2] for each in ET.fromstring(picture).iter()]

    assert "script" not in tags
    assert 2 == len(re.findall(r'<g class="person', picture))
    assert not re.search(r"<img|onerror|<a |href|url\(|@import|xlink", re.sub(r"<text[^>]*>[^<]*</text>", "", picture))
    lines = mermaid(graph).splitlines()
    assert ["graph LR", '  n1["Bo"]', "  n0 === n1"] == [lines[0], *lines[2:4]]
    assert re.fullmatch(r'  n0\["(?:[\w .,\'・ー()（）-]|#\d+;)*"\]', lines[1])
    label = re.fullmatch(r'  n0 \[label="((?:[^"\\]|\\.)*)", color="#0072B2"\];', dot(graph).splitlines()[2])
    assert label
    assert "\x1b" not in picture + mermaid(graph) + dot(graph)


def test_a_picture_has_a_mark_for_each_circle_and_says_what_it_is() -> None:
    picture = svg(crowd(["Ann", "渡邉 邦彦", "Bo"], [(0, 1)]), WORDS)
    texts = [each.text for each in ET.fromstring(picture).iter() if each.tag.endswith("text")]

    assert ["Ann", "渡邉 邦彦", "Bo", "inner", "wider", "none", "near", "more"] == texts
    assert "prefers-color-scheme:dark" in picture
    assert {"#0072B2", "#D55E00", "#8a8a8a"} == set(re.findall(r'fill="(#\w+)"', picture))
