"""House rules that can be read off the source: who imports whom, where the world comes in, what is said."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "prm").rglob("*.py"))
    if "templates" not in path.parts and "example-vault" not in path.parts
}

# The first part of a module's name that is listed decides its floor. `prm` itself is the front door.
FLOORS = {
    "prm.version": 0,
    "prm.text": 0,
    "prm.model": 1,
    "prm.insight": 2,
    "prm.rules": 2,
    "prm.edits": 2,
    "prm.exchange": 2,
    "prm.disk": 3,
    "prm.engine": 3,
    "prm.filters": 3,
    "prm.layout": 3,
    "prm.sandbox": 3,
    "prm.render": 3,
    "prm.watch": 4,
    "prm.cli": 4,
    "prm.__main__": 5,
    "prm": 5,
}

ONLY_IN = {
    "yaml": ("prm.text.frontmatter",),
    "frontmatter": ("prm.text.frontmatter",),
    "sqlite3": ("prm.model.facts", "prm.model.facts_text", "prm.disk.index", "prm.disk.indexing", "prm.disk.sharing"),
    "jinja2": ("prm.render", "prm.sandbox"),
    "markupsafe": ("prm.sandbox",),
    "watchdog": ("prm.watch",),
    "icalendar": ("prm.exchange",),
    "recurring_ical_events": ("prm.exchange",),
    "dateutil": ("prm.exchange",),
    "click": ("prm.cli",),
    "subprocess": ("prm.disk.git", "prm.disk.reading", "prm.cli"),
    "random": (),
    "secrets": (),
    "pickle": (),
    "marshal": ("prm.disk.reading", "prm.render"),
}

# Dotted names that bring in the clock, the environment or chance, and where they may.
THE_WORLD = {
    "date.today": ("prm.cli.params",),
    "datetime.today": ("prm.cli.params",),
    "datetime.now": ("prm.cli", "prm.watch", "prm.disk", "prm.engine"),
    "datetime.utcnow": (),
    "time.time": ("prm.cli", "prm.watch", "prm.disk", "prm.engine"),
    "time.time_ns": ("prm.cli", "prm.watch", "prm.disk", "prm.engine"),
    "time.localtime": ("prm.cli",),
    "os.environ": ("prm.cli", "prm.watch", "prm.disk", "prm.engine"),
    "os.getenv": ("prm.cli", "prm.watch", "prm.disk", "prm.engine"),
    "os.getcwd": ("prm.cli", "prm.watch", "prm.disk", "prm.engine"),
    "os.urandom": (),
    "uuid.uuid4": (),
}


def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[tuple[int, str]]:
    """Every module that a module imports, late or at once, unless for its types only."""
    waiting: list[ast.AST] = [tree(module)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            names = [f"{base}.{alias.name}" for alias in node.names]
            yield from ((node.lineno, name if name in MODULES else base) for name in names)
        waiting += ast.iter_child_nodes(node)


def floor(module: str) -> int:
    known = [name for name in FLOORS if inside(module, name) and (name != "prm" or module == "prm")]
    assert known, f"{module} is on no floor; add it to the table"
    return FLOORS[max(known, key=len)]


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def place(module: str, line: int) -> str:
    return f"{MODULES[module].relative_to(ROOT)}:{line}"


def test_imports_go_down_or_sideways() -> None:
    wrong = [
        f"{place(module, line)}: {module} imports {target}, which lies above"
        for module in MODULES
        for line, target in imports(module)
        if inside(target, "prm") and target in MODULES and floor(target) > floor(module)
    ]

    assert wrong == []


def test_imports_make_no_circle() -> None:
    graph = {module: {target for _, target in imports(module) if target in MODULES} for module in MODULES}
    circles: list[str] = []
    done: set[str] = set()

    def walk(module: str, path: tuple[str, ...]) -> None:
        if module in path:
            circles.append(" → ".join((*path[path.index(module) :], module)))
        elif module not in done:
            for target in sorted(graph[module] - {module}):
                walk(target, (*path, module))
            done.add(module)

    for module in MODULES:
        walk(module, ())

    assert circles == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_has_its_own_room(library: str) -> None:
    wrong = [
        f"{place(module, line)}: imports {target}"
        for module in MODULES
        for line, target in imports(module)
        if inside(target, library) and not any(inside(module, room) for room in ONLY_IN[library])
    ]

    assert wrong == []


def test_time_place_and_chance_are_arguments() -> None:
    wrong = []
    for module in MODULES:
        nodes = list(ast.walk(tree(module)))
        for node in nodes:
            if isinstance(node, ast.Attribute):
                name = ".".join(ast.unparse(node).split(".")[-2:])
            elif isinstance(node, ast.ImportFrom) and node.module in ("os", "time", "uuid"):
                name = next((f"{node.module}.{alias.name}" for alias in node.names), "")
            else:
                continue
            rooms = THE_WORLD.get(name)
            if rooms is not None and not any(inside(module, room) for room in rooms):
                wrong.append(f"{place(module, node.lineno)}: {name}")

    assert wrong == []


def test_every_module_says_what_it_is_in_one_line() -> None:
    wrong = []
    for module in MODULES:
        words = ast.get_docstring(tree(module))
        source = MODULES[module].read_text(encoding="utf-8")
        if source.strip() and (not words or len(words.split("\n\n")[0].splitlines()) != 1):
            wrong.append(place(module, 1))

    assert wrong == []


def test_everything_public_is_explained() -> None:
    wrong = [
        f"{place(module, node.lineno)}: {node.name}"
        for module in MODULES
        for node in public(tree(module))
        if not ast.get_docstring(node)
    ]

    assert wrong == []


def public(
    node: ast.Module | ast.ClassDef,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The public functions and classes of a module, and the public methods of those classes."""
    for child in node.body:
        named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from public(child)


def test_the_scan_sees_what_it_forbids() -> None:
    assert "prm.sandbox" in {target for _, target in imports("prm.render")}
    assert "jinja2" in {target for _, target in imports("prm.sandbox")}
    assert [3, 3, 1] == [floor("prm.render"), floor("prm.disk.store"), floor("prm.model.notes")]
