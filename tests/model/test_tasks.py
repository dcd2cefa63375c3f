"""What tasks say: promises, open threads, whose they are, when they are due."""

from __future__ import annotations

import pytest

from prm.model.config import read_config
from prm.model.notes import Note
from prm.model.reader import Reader
from prm.text.source import Source

PERSON = "people/Aiko.md"
JOURNAL = "journal/2026-11-20.md"
MEETING = "meetings/2026-11-10 fair.md"


def read(text: str, path: str = PERSON) -> Note:
    return Reader(read_config("")[0]).read(Source(path, text.encode()))


@pytest.mark.parametrize(
    ("text", "sort", "owner", "due", "said"),
    [
        (
            "- [ ] send Aiko the rehearsal video 📅 2026-11-25",
            "promise",
            "me",
            "2026-11-25",
            "send Aiko the rehearsal video",
        ),
        (
            "- [ ] @them the landlord's address due:2026-12-01",
            "promise",
            "them",
            "2026-12-01",
            "the landlord's address",
        ),
        ("- [x] @me lend her the score ✅ 2026-11-20", "promise", "me", "", "lend her the score"),
        ("- [ ] @[[Tom]] the van", "promise", "link", "", "the van"),
        ("- [ ] [[Ben]]: send the contract", "promise", "link", "", "send the contract"),
        ("- [ ] send the score", "thread", "me", "", "send the score"),
        ("## Promises\n- [ ] send the score", "promise", "me", "", "send the score"),
        ("## 約束\n・□ 譜面を渡す", "promise", "me", "", "譜面を渡す"),
        ("## Research\n- [ ] @me read it due:2026-12-01", "research", "me", "2026-12-01", "read it"),
        ("## 下調べ\n- [ ] 読む", "research", "me", "", "読む"),
        ("- [-] @me the stove", "dropped", "me", "", "the stove"),
        ("- [ ] x due::2026-12-01", "promise", "me", "2026-12-01", "x"),
        ("- [ ] x ⏳ 2026-12-01", "promise", "me", "2026-12-01", "x"),
        ("- [ ] x (2026-12-01)", "promise", "me", "2026-12-01", "x"),
        ("- [ ] x（2026年12月1日）", "promise", "me", "2026年12月1日", "x"),
        ("- [ ] x (2021)", "thread", "me", "", "x (2021)"),
        ("- [ ] x (2026-12)", "thread", "me", "", "x (2026-12)"),
        ("- [ ] x due:2026-12", "promise", "me", "2026-12", "x"),
        ("- [ ] x due:2026-W49", "promise", "me", "2026-W49", "x"),
        ("- [ ] x 📅 2026/12/1", "promise", "me", "2026-12-01", "x"),
        ("- [ ] ＠them x", "promise", "them", "", "x"),
        ("- [ ] write to me@them.org", "thread", "me", "", "write to me@them.org"),
        ("☐ x", "thread", "me", "", "x"),
    ],
)
def test_a_task_says(text: str, sort: str, owner: str, due: str, said: str) -> None:
    task = read(text).tasks[0]
    assert (sort, owner, due, said) == (task.sort, task.owner, task.due, task.text)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("due:2026-12-01", "2026-12-01"),
        ("due:2026-12", "2026-12-31"),
        ("due:2026-W49", "2026-12-06"),
        ("due:soon", ""),
    ],
)
def test_the_last_day_in_time(text: str, last: str) -> None:
    note = read(f"- [ ] x {text}")
    assert last == note.tasks[0].due_last
    assert ([] if last else ["bad-value"]) == [problem.rule for problem in note.problems]


@pytest.mark.parametrize(
    ("path", "text", "owner"),
    [
        (JOURNAL, "- [ ] @them [[Ben]] the book", "them"),
        (JOURNAL, "- [ ] @them [[Ben]] [[Tom]] the book", "unclear"),
        (JOURNAL, "- [ ] @them the book", "unclear"),
        (MEETING, "---\nattendees: [Ben, Tom]\n---\n- [ ] @them the book", "them"),
        (PERSON, "- [ ] @them [[Ben]] [[Tom]] the book", "them"),
    ],
)
def test_whom_them_means(path: str, text: str, owner: str) -> None:
    note = read(text, path)
    assert owner == note.tasks[0].owner
    assert (["owner-unclear"] if owner == "unclear" else []) == [problem.rule for problem in note.problems]


@pytest.mark.parametrize(
    ("text", "done", "day"),
    [
        ("- [x] x ✅ 2026-11-18", True, "2026-11-18"),
        ("- [X] x done:2026-11-18", True, "2026-11-18"),
        ("- ☑ x", True, "2026-11-20"),
        ("- [ ] x", False, "2026-11-20"),
    ],
)
def test_done(text: str, done: bool, day: str) -> None:
    task = read(text, JOURNAL).tasks[0]
    assert (done, day) == (task.done, task.done_day)
