"""Where the lines of an inbox go, and what stays of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.edits.body.layout import Layout
from prm.edits.body.layout import lay_out
from prm.edits.capture.filing import Daily
from prm.edits.capture.inbox import Desk
from prm.edits.capture.inbox import Proposal
from prm.edits.capture.inbox import propose
from prm.edits.capture.inboxlines import found_again
from prm.edits.capture.inboxlines import take_out
from prm.edits.capture.inboxlines import waiting
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.config import read_config
from prm.model.vault import build
from prm.model.vocabulary import Vocabulary
from prm.text.source import Source

TODAY = date(2026, 1, 15)  # a Thursday
WRITTEN = date(2026, 1, 12)
PEOPLE = ("Aiko Sato", "Ben Ito", "Grace Holm", "Grace Okafor", "Tom Larsen", "佐藤 健")
CONFIG, _ = read_config("")


def lay(text: str) -> Layout:
    return lay_out(Source("inbox.md", text.encode()), CONFIG)


def desk(written: date | None = WRITTEN, config: str = "") -> Desk:
    sources = [Source(f"people/{name}.md", f"# {name}\n".encode()) for name in PEOPLE]
    vault = build(sources, read_config(config)[0], TODAY)
    return Desk(vault, Vocabulary(vault.config), Daily(), lambda number: written)


def proposals(text: str, written: date | None = WRITTEN, config: str = "") -> list[Proposal]:
    on = desk(written, config)
    return [propose(on, line) for line in waiting(lay(text), TODAY, "ymd", on.recorded)]


class Row(NamedTuple):
    """A line, where it goes (`?` before it where that is unsure), and what it becomes there."""

    line: str
    where: str
    becomes: str


JOURNAL = "journal/2026-01-12.md"
ROWS = [
    Row("- lunch with Ben", "log people/Ben Ito.md", "- 2026-01-12 meal"),
    Row("lunch with Ben", "log people/Ben Ito.md", "- 2026-01-12 meal"),
    Row(
        "- 2026-01-10 call [[Ben Ito]]: the ovens (30m)", "log people/Ben Ito.md", "- 2026-01-10 call: the ovens (30m)"
    ),
    Row("- 2026-01-10 14:00 call [[Ben Ito]]: ovens", "log people/Ben Ito.md", "- 2026-01-10 call: ovens (14:00)"),
    Row("- yesterday: lunch with Ben", "log people/Ben Ito.md", "- 2026-01-11 meal"),
    Row("- lunch with Ben yesterday", "log people/Ben Ito.md", "- 2026-01-11 meal"),
    Row("- 12/30 lunch with Ben", "log people/Ben Ito.md", "- 2025-12-30 meal"),
    Row("- call Ben: no answer", "log people/Ben Ito.md", "- 2026-01-12 tried: no answer"),
    Row("- missed Ben", "log people/Ben Ito.md", "- 2026-01-12 tried"),
    Row("- gave Ben thanks for the loaf", "log people/Ben Ito.md", "- 2026-01-12 gave thanks: for the loaf"),
    Row("- 昨日、佐藤健さんと電話。帽子の相談", "log people/佐藤 健.md", "- 2026-01-11 電話：帽子の相談"),
    Row("- 佐藤さんに電話したが出ず", "log people/佐藤 健.md", "- 2026-01-12 電話：出ず"),
    Row("・ランチ Ben", "log people/Ben Ito.md", "- 2026-01-12 ランチ"),
    Row(
        "- lunch with Ben and Tom, two ideas\n  the second is better",
        f"journal {JOURNAL}",
        "- lunch with [[Ben Ito|Ben]] and [[Tom Larsen|Tom]], two ideas\n  the second is better",
    ),
    Row("- [x] call [[Ben Ito]] ✅ 2026-01-09", "log people/Ben Ito.md", "- 2026-01-09 call"),
    Row("- [ ] send Ben the score", "promise people/Ben Ito.md", "- [ ] send Ben the score"),
    Row(
        "- [ ] send Ben the score 📅 2026-02-01", "promise people/Ben Ito.md", "- [ ] send Ben the score due:2026-02-01"
    ),
    Row("- [ ] [[Ben Ito]]: send the key", "promise people/Ben Ito.md", "- [ ] @them send the key"),
    Row("- [ ] @them Ben the key", "promise people/Ben Ito.md", "- [ ] @them Ben the key"),
    Row("- todo: send Ben the score by friday", "promise people/Ben Ito.md", "- [ ] send Ben the score due:2026-01-16"),
    Row("- promised Ben to send the score", "promise people/Ben Ito.md", "- [ ] send the score"),
    Row("- Ben promised me to send the keys", "promise people/Ben Ito.md", "- [ ] @them send the keys"),
    Row("- 佐藤さんに楽譜を送る約束", "promise people/佐藤 健.md", "- [ ] 佐藤さんに楽譜を送る約束"),
    Row("- Ben is looking for a kiln", "needs people/Ben Ito.md", "needs: [{what: a kiln, since: 2026-01-12}]"),
    Row("- Ben can help with ovens", "offers people/Ben Ito.md", "offers: [{what: ovens, since: 2026-01-12}]"),
    Row("- 佐藤さんは帽子を探している", "needs people/佐藤 健.md", "needs: [{what: 帽子, since: 2026-01-12}]"),
    Row("- Ben has moved to Lund", "learned people/Ben Ito.md", "- 2026-01-12 learned: has moved to Lund"),
    Row("- learned Ben sings", "log people/Ben Ito.md", ""),
    Row("- should call Ben", "?promise people/Ben Ito.md", ""),
    Row("- Ben owns a boat?", "?learned people/Ben Ito.md", ""),
    Row("- the boat of Ben", "?log people/Ben Ito.md", ""),
    Row("- lunch with Ben, he came back yesterday", "?log people/Ben Ito.md", ""),
    Row("- [ ] send Ben and Tom the score", "?promise people/Ben Ito.md", ""),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.line.partition("\n")[0])
def test_where_a_line_goes(row: Row) -> None:
    (found,) = proposals(row.line + "\n")

    assert row.where == ("" if found.clear else "?") + f"{found.sort} {found.path}"
    assert found.clear is not bool(found.reason)
    if row.becomes:
        person = found.path.startswith("people/")
        now = Source(found.path, f"# {found.path[7:-3]}\n".encode() if person else b"")
        for step in found.steps:
            edit = step(now)
            now = result(now, edit) if edit else now
        assert f"\n{row.becomes}\n" in f"\n{now.text}"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("- lunch with Grace", "“Grace” could be Grace Holm (people/Grace Holm.md), Grace Okafor"),
        ("- lunch with [[Grace]]", "“Grace” is nobody here"),
        ("- lunch with Zed", "“Zed” is nobody here"),
        ("- lunch with [[Zed]]", "“Zed” is nobody here"),
        ("- 田中さんと電話", "“田中” is nobody here"),
        ("- who has the blue cord", "it names nobody of this vault"),
        ("- 2026-02-01 lunch with Ben", "2026-02-01 is still to come"),
        ("- last week: lunch with Ben", "more than one day"),
        ("- [-] call Ben", "it was dropped"),
        ("- [x] send Ben the score", "it is done, and no contact"),
        ("- [ ] send Ben the score 🔁 every week", "more lines or marks"),
        ("- [ ] send Ben the score due:soon", "soon"),
        ("- lunch with Ben\n  - [ ] send him the score", "a task stands below it"),
        ("%% private %%\n- lunch with Ben\n%% /private %%", "it is private"),
    ],
)
def test_why_a_line_stays(line: str, reason: str) -> None:
    found = proposals(line + "\n")[0]

    assert ("", False) == (found.sort, found.clear)
    assert reason in found.reason


@pytest.mark.parametrize("line", ["- lunch with Ben", "- yesterday: lunch with Ben", "- todo: call Ben by friday"])
def test_the_day_of_filing_is_never_taken(line: str) -> None:
    (found,) = proposals(line + "\n", written=None)

    assert ("", True) == (found.sort, found.undated)
    assert "nobody noted" in found.reason
    told = propose(desk(None), found.line, written=date(2026, 1, 2))
    assert (True, True) == (told.clear, "2026-01-15" not in str(told))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## 2026-01-05\n- lunch with Ben\n", ["2026-01-05"]),
        ("## 2026-01-05\n- yesterday: lunch with Ben\n", ["2026-01-04"]),
        ("## 2026-01-05\n### Choir\n- lunch with Ben\n# Later\n- lunch with Ben\n", ["2026-01-05", "2026-01-12"]),
        ("## yesterday\n- lunch with Ben\n", ["2026-01-11"]),
        ("**2026-01-05**\n- lunch with Ben\n- call Ben\n", ["2026-01-05", "2026-01-05"]),
        ("- 2026-01-05\n  - lunch with Ben\n- call Ben\n", ["2026-01-05", "2026-01-12"]),
        (
            "- 2025-03-03 call Ben\n- 3/5 lunch with Ben\n- 2/27 lunch with Ben\n",
            ["2025-03-03", "2025-03-05", "2025-02-27"],
        ),
        ("- 1/16 lunch with Ben\n", ["2025-01-16"]),
    ],
)
def test_the_day_of_a_line(text: str, expected: Sequence[str]) -> None:
    assert expected == [str(found.day) for found in proposals(text)]


def test_what_is_no_line_does_not_wait() -> None:
    text = "---\nup: x\n---\n# Inbox\n\n> lunch with Ben\n\n```\nlunch with Ben\n```\n"
    text += "<!-- lunch with Ben -->\n| lunch | Ben |\n![[Ben]]\n"

    assert [] == proposals(text)


@pytest.mark.parametrize(
    ("to", "expected"), [("person", "log people/Ben Ito.md"), ("journal", "journal journal/2026-01-12.md")]
)
def test_the_vault_says_where_entries_go(to: str, expected: str) -> None:
    found = [
        *proposals("- lunch with Ben and Tom\n", config=f'[log]\nto = "{to}"'),
        *proposals("- lunch with Ben\n", config=f'[log]\nto = "{to}"'),
    ]

    assert [expected, expected] == [f"{each.sort} {each.path}" for each in found]


# taking lines out


@pytest.mark.parametrize(
    ("before", "taken", "after"),
    [
        ("# Inbox\n\n- a\n- b\n- c\n", [1], "# Inbox\n\n- a\n- c\n"),
        ("# Inbox\n\n- a\n\n- b\n", [0], "# Inbox\n\n- b\n"),
        ("# Inbox\n\n- a\n\n- b\n", [0, 1], "# Inbox\n\n"),
        ("# Inbox\n\n- a\n\n## More\n\n- b\n", [0], "# Inbox\n\n## More\n\n- b\n"),
        ("- a\n\n- b\n", [0], "- b\n"),
        ("- a\n- b", [1], "- a\n"),
        ("- a\n- b", [0], "- b"),
        ("- a\n  more\n\n  and more\n- b\n", [0], "- b\n"),
        ("\ufeff# Inbox\r\n\r\n- a\r\n- b\r\n", [0], "\ufeff# Inbox\r\n\r\n- b\r\n"),
        ("- a\r- b\r- c\r", [1], "- a\r- c\r"),
        ("# I\n- a\n\n\n\n- b\n", [], "# I\n- a\n\n\n\n- b\n"),
    ],
)
def test_just_those_lines_leave(before: str, taken: list[int], after: str) -> None:
    layout = lay(before)
    lines = list(waiting(layout, TODAY, "ymd", lambda number: None))

    assert after.encode() == result(layout.source, take_out(layout, [lines[at] for at in taken])).data


PIECES = (
    "- a",
    "- a",
    "- b\n  more",
    "",
    "",
    "## 2026-01-05",
    "text",
    "> quote",
    "```\n- c\n```",
    "  - deep",
    "１ 桜 😀",
)


@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=12),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    chosen=st.sets(st.integers(0, 11)),
)
def test_whatever_leaves_the_rest_stays(pieces: list[str], end: str, chosen: set[int]) -> None:
    text = "\n".join(pieces).replace("\n", end)
    layout = lay(text)
    lines = [line for at, line in enumerate(waiting(layout, TODAY, "ymd", lambda number: None)) if at in chosen]
    after = result(layout.source, take_out(layout, lines))
    gone = {at for line in lines for at in range(line.at, line.end)}
    kept = [layout.raw(at) for at in range(len(layout.lines)) if at not in gone]

    assert [line for line in kept if line.strip()] == [line for line in after.text.split(end) if line.strip()]
    assert after.text.count(end) <= text.count(end)
    assert lines or layout.source.data == after.data


def test_lines_are_found_again_where_others_were_added() -> None:
    before, after = lay("- a\n- b\n- a\n"), lay("- new\n- a\n- b\n- a\n- later\n")
    lines = list(waiting(before, TODAY, "ymd", lambda number: None))

    assert [1, 3] == [line.at for line in found_again(before, after, [lines[0], lines[2]])]
    with pytest.raises(Refused, match="changed since it was read; nothing was filed"):
        found_again(before, lay("- a\n- b\n"), [lines[2]])
