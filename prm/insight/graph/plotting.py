"""A graph as text: an outline, DOT, Mermaid, or one picture in SVG that needs nothing else."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from prm.insight.graph.network import Edge
from prm.insight.graph.network import Network
from prm.insight.graph.network import Node
from prm.insight.graph.placing import Box
from prm.insight.graph.placing import place

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Colours that can be told apart with any eyes (Okabe and Ito); each circle has a shape of its own besides."""
_NONE = "#8a8a8a"
_FONT = 12
_DOT = 6.0
_MARGIN = 24


class Line(NamedTuple):
    """A line of an outline: what stands before a name, and the tie to the one above."""

    before: str
    slug: str
    name: str
    circle: str | None
    kinds: list[str]
    grade: str | None


def outline(graph: Network, depth: int) -> list[Line]:
    """Return a graph as a tree: everybody once, below the nearest one they are tied to most strongly."""
    ties: dict[str, list[Edge]] = {}
    for edge in graph.edges:
        for end in edge.ends:
            ties.setdefault(end, []).append(edge)
    nodes = {node.slug: node for node in graph.nodes}
    above = {node.slug: _above(node, nodes, ties.get(node.slug, [])) for node in graph.nodes}
    below: dict[str, list[Node]] = {}
    for node in graph.nodes:
        tie = above[node.slug]
        parent = _other(tie, node.slug) if tie else ""
        below.setdefault(parent, []).append(node)
    return [line for root in below.get("", ()) for line in _branch(root, below, above, "", "", depth)]


def _above(node: Node, nodes: dict[str, Node], ties: list[Edge]) -> Edge | None:
    nearer = [edge for edge in ties if nodes[_other(edge, node.slug)].distance < node.distance]
    return max(nearer, key=lambda edge: (edge.strength, nodes[_other(edge, node.slug)].near), default=None)


def _other(edge: Edge, slug: str) -> str:
    return edge.ends[1] if edge.ends[0] == slug else edge.ends[0]


def _branch(
    node: Node, below: dict[str, list[Node]], above: dict[str, Edge | None], before: str, under: str, depth: int
) -> Iterator[Line]:
    edge = above[node.slug]
    yield Line(before, node.slug, node.name, node.circle, edge.kinds if edge else [], edge.grade if edge else None)
    children = below.get(node.slug, []) if depth else []
    for at, child in enumerate(children):
        last = at == len(children) - 1
        yield from _branch(
            child, below, above, under + ("└─ " if last else "├─ "), under + ("   " if last else "│  "), depth - 1
        )


# DOT and Mermaid


def _one_line(text: str) -> str:
    """Return a name on one line without signs that no text should hold."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def dot(graph: Network) -> str:
    """Return a graph for Graphviz."""
    colors = _colors(graph)
    number = {node.slug: f"n{at}" for at, node in enumerate(graph.nodes)}
    lines = ["graph people {", '  node [shape=box, style="rounded,filled", fillcolor=white, fontname="sans-serif"];']
    lines += [
        f'  {number[node.slug]} [label="{_dot(node.name)}", color="{colors[node.circle]}"];' for node in graph.nodes
    ]
    lines += [
        f"  {number[edge.ends[0]]} -- {number[edge.ends[1]]} [penwidth={0.5 + 2.5 * edge.strength:.2f}"
        f"{', style=dashed' if edge.grade == 'weak' else ''}];"
        for edge in graph.edges
    ]
    return "\n".join([*lines, "}", ""])


def _dot(name: str) -> str:
    return _one_line(name).replace("\\", "\\\\").replace('"', '\\"')


def mermaid(graph: Network) -> str:
    """Return a graph for Mermaid."""
    colors = _colors(graph)
    number = {node.slug: f"n{at}" for at, node in enumerate(graph.nodes)}
    lines = ["graph LR"]
    lines += [f'  {number[node.slug]}["{_mermaid(node.name)}"]' for node in graph.nodes]
    ties = {"strong": "===", "fair": "---", "weak": "-.-"}
    lines += [f"  {number[edge.ends[0]]} {ties[edge.grade]} {number[edge.ends[1]]}" for edge in graph.edges]
    for at, (circle, color) in enumerate(colors.items()):
        members = [number[node.slug] for node in graph.nodes if node.circle == circle]
        if circle is not None and members:
            lines += [f"  classDef c{at} stroke:{color},stroke-width:3px", f"  class {','.join(members)} c{at}"]
    return "\n".join([*lines, ""])


def _mermaid(name: str) -> str:
    """Return a name with every sign that Mermaid or a page could take for its own as a code."""
    kept = " .,-'・ー()（）"
    return "".join(sign if sign.isalnum() or sign in kept else f"#{ord(sign)};" for sign in _one_line(name))


# SVG


def _colors(graph: Network) -> dict[str | None, str]:
    """Return a colour for each circle."""
    found: dict[str | None, str] = {
        circle: PALETTE[at] if at < len(PALETTE) else _NONE for at, circle in enumerate(graph.circles)
    }
    return found | {None: _NONE}


def _xml(text: str) -> str:
    text = _one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def width(text: str) -> float:
    """Return about how wide a text is drawn."""
    wide = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 0 if unicodedata.combining(sign) else 1.12
               for sign in text)  # fmt: skip
    return wide * _FONT / 2


def svg(graph: Network, words: dict[str, str]) -> str:
    """Return a graph as one picture, light or dark as the reader's screen is; `words` are those of the legend."""
    names = [_one_line(node.name) for node in graph.nodes]
    sizes = [(max(width(name), 2 * _DOT) + 4, _FONT + 2 * _DOT + 6.0) for name in names]
    boxes = place(graph, sizes)
    legend = _legend(graph, words)
    left = min((box.x - box.width / 2 for box in boxes), default=0.0) - _MARGIN
    top = min((box.y - box.height / 2 for box in boxes), default=0.0) - _MARGIN
    right = max((box.x + box.width / 2 for box in boxes), default=0.0) + _MARGIN
    bottom = max((box.y + box.height / 2 for box in boxes), default=0.0) + _MARGIN
    wide, high = max(right - left, 320.0), bottom - top + 22.0 * len(legend) + _MARGIN
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {wide:.0f} {high:.0f}"'
        f' width="{wide:.0f}" height="{high:.0f}" role="img" aria-label="{_xml(words["title"])}">',
        f"<title>{_xml(words['title'])}</title>",
        _STYLE,
        f'<rect class="page" x="{left:.0f}" y="{top:.0f}" width="{wide:.0f}" height="{high:.0f}"/>',
        *_lines(graph, boxes),
        *(_person(graph, node, name, box) for node, name, box in zip(graph.nodes, names, boxes, strict=True)),
        *(_legend_line(*line, left + _MARGIN, bottom + 22.0 * at) for at, line in enumerate(legend)),
        "</svg>",
        "",
    ])  # fmt: skip


_STYLE = """<style>
.page{fill:#fff}text{font:12px "Noto Sans","Noto Sans CJK JP","Hiragino Sans","Yu Gothic",sans-serif;fill:#1a1a1a;
text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
line{stroke:#666;stroke-linecap:round;opacity:.38}.weak{stroke-dasharray:3 4;opacity:.24}
.person>:not(text){stroke:#fff;stroke-width:3px;paint-order:stroke}.gone text{font-style:italic;opacity:.7}
.legend{text-anchor:start}.middle text{font-weight:bold}
@media (prefers-color-scheme:dark){.page{fill:#16181c}text{fill:#f0f0f0;stroke:#16181c}line{stroke:#aaa}
.person>:not(text){stroke:#16181c}}
</style>"""


def _lines(graph: Network, boxes: list[Box]) -> Iterator[str]:
    number = {node.slug: at for at, node in enumerate(graph.nodes)}
    for edge in sorted(graph.edges, key=lambda each: each.strength):  # the strong ones above the weak
        one, other = boxes[number[edge.ends[0]]], boxes[number[edge.ends[1]]]
        weak = ' class="weak"' if edge.grade == "weak" else ""
        yield (
            f'<line{weak} x1="{one.x:.1f}" y1="{_dot_y(one):.1f}" x2="{other.x:.1f}" y2="{_dot_y(other):.1f}"'
            f' stroke-width="{0.6 + 2.4 * edge.strength:.1f}"/>'
        )


def _dot_y(box: Box) -> float:
    return box.y - box.height / 2 + _DOT + 1


def _person(graph: Network, node: Node, name: str, box: Box) -> str:
    middle = " middle" if node.slug == graph.middle else ""
    gone = " gone" if node.status == "deceased" else ""
    shape = _shape(graph, node.circle, box.x, _dot_y(box))
    return (
        f'<g class="person{middle}{gone}">{shape}<text x="{box.x:.1f}" y="{box.y + box.height / 2 - 4:.1f}">'
        f"{_xml(name)}</text></g>"
    )


def _shape(graph: Network, circle: str | None, x: float, y: float) -> str:
    """Return the mark of a circle: its colour, and a shape for those who cannot tell colours apart."""
    colors = _colors(graph)
    at = list(colors).index(circle) if circle else -1
    fill = f'fill="{colors[circle]}"'
    size = _DOT
    if at < 0:
        return f'<circle {fill} cx="{x:.1f}" cy="{y:.1f}" r="{size * 0.75:.1f}"/>'
    if at % 4 == 1:
        return f'<rect {fill} x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size:.1f}" height="{2 * size:.1f}"/>'
    if at % 4 in (2, 3):
        up = [(x, y - size * 1.2), (x + size * 1.2, y), (x, y + size * 1.2), (x - size * 1.2, y)]
        if at % 4 == 3:
            up = [(x, y - size * 1.2), (x + size * 1.2, y + size), (x - size * 1.2, y + size)]
        return f'<polygon {fill} points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in up)}"/>'
    return f'<circle {fill} cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"/>'


def _legend(graph: Network, words: dict[str, str]) -> list[tuple[str, str]]:
    """Return the lines of the legend: a mark at the origin, and its words."""
    circles = [circle for circle in _colors(graph) if circle or any(node.circle is None for node in graph.nodes)]
    found = [(_shape(graph, circle, 0, 0), circle or words["none"]) for circle in circles]
    if any(edge.grade == "weak" for edge in graph.edges):
        found.append(('<line class="weak" x1="-8" y1="0" x2="8" y2="0" stroke-width="1.2"/>', words["weak"]))
    found += [("", words[key]) for key in ("middle", "more") if words.get(key)]
    return found


def _legend_line(mark: str, text: str, x: float, y: float) -> str:
    return f'<g transform="translate({x:.1f} {y:.1f})">{mark}<text class="legend" x="16" y="4">{_xml(text)}</text></g>'
