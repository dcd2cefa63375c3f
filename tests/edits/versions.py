"""A note, and strategies for versions of notes."""

from hypothesis import strategies as st

BASE = """\
---
name: Ada
tags: [a, b]
city: X
email:
  - one@x.example.org
  - two@x.example.org
---
# Ada

About her.

## Log
- 2026-01-05 call: five
- 2026-01-01 call: one

## Promises
- [ ] send her the video due:2026-02-01
"""

ENTRIES = [
    *(
        f"- 2026-01-{day:02} {told}"
        for day in range(1, 28, 3)
        for told in ("call: hi", "coffee [[Ben]]: a cake", "met")
    ),
    "- 2026/1/4(日) 電話：公演の件",
    "・2026-01-05 お茶",
    "- 2026-02-02 call: two lines\n  - and what was said",
    "- 2026-02-03 visit: long\n  she showed me the garden",
]
TASKS = [
    "- [ ] send the video due:2026-02-01",
    "- [ ] @them the key",
    "- [x] lend the score ✅ 2026-01-01",
    "- [ ] bring jam 📅 2026-03-01",
    "□ 本を返す",
]
TEXTS = [
    "About her.",
    "Some words that are nothing.",
    "",
    "## Log",
    "## Promises",
    "## Notes",
    "- a thing",
    "* another thing",
    "1. one",
    "> a quotation",
    "| 2026-01-09 | call |",
]
FIELDS = [
    "name: Ada",
    "tags: [a, b]",
    "tags: a, c",
    "tags:\n  - a\n  - d",
    "email: x@x.example.org",
    "email: [x@x.example.org, z@x.example.org]",
    "city: X",
    "city: Y",
    "lang: en",
    "interests: [bread, '#rye']",
    "interests:\n- bread\n- tea # green",
    "needs:\n  - what: room\n    since: 2025\n  - van",
    "needs: [{what: room, since: 2025}]",
    "met: {date: 2021, at: x}",
    "met:\n  date: 2021\n  at: y",
    "because: |\n  long\n  words",
    "foo: [1, 2]",
    "birthday: 1990-04-17",
]

Version = tuple[dict[str, str], list[str]]

line = st.sampled_from(ENTRIES) | st.sampled_from(TASKS) | st.sampled_from(TEXTS)
field = st.sampled_from(FIELDS)


@st.composite
def versions(draw: st.DrawFn) -> tuple[bytes, bytes, bytes]:
    """Draw a note and two edits of it, each with its own line ends and end of file."""
    base: Version = (_keyed(draw(st.lists(field, max_size=6))), draw(st.lists(line, max_size=10)))
    return tuple(_bytes(draw, version) for version in (base, _edited(draw, base), _edited(draw, base)))  # type: ignore[return-value]


@st.composite
def logs(draw: st.DrawFn) -> tuple[bytes, bytes, bytes]:
    """Draw a note with a log and two that added entries and promises to it."""
    order = draw(st.booleans())
    head, old = "---\nname: Ada\n---\n# Ada\n", draw(st.lists(st.sampled_from(ENTRIES[:20]), max_size=6, unique=True))
    sides = [old, *(old + draw(st.lists(st.sampled_from(ENTRIES[:20]), max_size=4)) for _ in range(2))]
    found = []
    for at, side in enumerate(sides):
        promise = f"\n## Promises\n- [ ] thing {at}\n" if at and draw(st.booleans()) else ""
        log = "\n## Log\n" + "".join(f"{each}\n" for each in sorted(side, reverse=order)) if side else ""
        found.append((head + log + promise).encode())
    return tuple(found)  # type: ignore[return-value]


def _keyed(fields: list[str]) -> dict[str, str]:
    return {each.partition(":")[0]: each for each in fields}


def _edited(draw: st.DrawFn, version: Version) -> Version:
    fields, lines = dict(version[0]), list(version[1])
    for _ in range(draw(st.integers(1, 4))):
        what = draw(st.sampled_from(["field", "no field", "add", "add", "add", "drop", "edit", "tick"]))
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        if what == "field":
            fields |= _keyed([draw(field)])
        elif what == "no field" and fields:
            del fields[draw(st.sampled_from(sorted(fields)))]
        elif what == "add":
            lines.insert(at, draw(line))
        elif what == "drop" and lines:
            del lines[at]
        elif what == "edit" and lines and lines[at]:
            lines[at] += draw(st.sampled_from([" indeed", " 2", "と"]))
        elif what == "tick":
            lines = [each.replace("[ ]", "[x]") for each in lines]
    return fields, lines


def _bytes(draw: st.DrawFn, version: Version) -> bytes:
    fields, lines = version
    front = "---\n" + "".join(f"{each}\n" for each in fields.values()) + "---\n" if fields else ""
    text = front + "# Ada\n" + "".join(f"{each}\n" for each in lines)
    text = text.rstrip("\n") if draw(st.integers(0, 5)) == 0 else text
    return text.replace("\n", "\r\n" if draw(st.integers(0, 5)) == 0 else "\n").encode()
