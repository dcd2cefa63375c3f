"""Write a promise; tick, reschedule or drop a task: one line, proven before it is returned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from prm.edits.body.dayforms import write_day
from prm.edits.body.entryline import bullet_of
from prm.edits.body.layout import Layout
from prm.edits.body.layout import Section
from prm.edits.body.layout import block_end
from prm.edits.body.layout import content_end
from prm.edits.body.layout import last_seen
from prm.edits.body.layout import lay_out
from prm.edits.body.meaning import Inside
from prm.edits.body.meaning import prove_lines
from prm.edits.body.meaning import unsafe
from prm.edits.body.spot import Spot
from prm.edits.body.spot import first_proven
from prm.edits.body.spot import new_section
from prm.edits.body.spot import under_heading
from prm.edits.body.wording import harmless
from prm.edits.body.wording import words_in
from prm.edits.proof import Refused
from prm.edits.proof import refuse
from prm.edits.proof import result
from prm.model.config import Config
from prm.model.notes import Task
from prm.text.dates import Due
from prm.text.dates import Refused as NoDate
from prm.text.dates import due as read_due
from prm.text.dates import partial
from prm.text.days import day_at
from prm.text.markdown import Line
from prm.text.pattern import Pattern
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

_BLANKS = " \t\u3000"
_BOX = Pattern(r"[\[［](?P<inside>[ \u3000xXｘＸ\-－])[\]］]|(?P<sign>[□☐☑])")
_DUE = Pattern(r"(?:📅|⏳|(?<!\w)(?:due|期限)(?:::?|：))[\ufe0f \t\u3000]*")
_WORD = Pattern(r"[^\s\u3000\[\]()]+")
_TRAILING = Pattern(r"[(（]([^()（）]*)[)）](?=[ \t\u3000]*\Z)")
_EMOJI = ("📅", "⏳", "✅", "➕", "🛫")
_BLOCK_ID = Pattern(r"[ \t]+\^[A-Za-z0-9-]+[ \t]*\Z")
_LINK = Pattern(r"\[\[([^\[\]\r\n]+)\]\]")
_TO_WHOM = Pattern(r"\A\[\[[^\[\]]+\]\][ \t\u3000]*[:：][ \t\u3000]*")  # behind @me it says whom it is for, not what
_LINE_END = Pattern(r"\s+")
_TITLES = {"promises": {"en": "Promises", "ja": "約束"}, "research": {"en": "Research", "ja": "下調べ"}}


def add_promise(source: Source, config: Config, text: str, owner: str = "me", due: str = "") -> Edit:
    """Return the edit that writes a promise under the heading for it; `owner` is me, them or a link.

    Raises Refused, also where the words would read as a mark or as a date.
    """
    layout = lay_out(source, config)
    if layout.note.kind == "none":
        raise refuse(source, 0, "this file is no note (a template or an index); write in another one")
    words = harmless(" ".join(words_in(text, source.path)))
    words = _LINE_END.sub(" ", words)
    if not words:
        raise Refused(f"{source.path}: a promise needs some words")
    last = _due(source, due, config) if due else None
    mark = f" {_due_mark(layout)}{last.text}" if last else ""
    link = _LINK.fullmatch(owner.strip())
    if owner not in ("me", "them") and not link:
        raise Refused(f"{source.path}: “{owner}” cannot owe it; write me, them or a link such as [[Name]]")

    def agrees(found: Inside, spot: Spot) -> str:
        wrong = found.problems[0].message if found.problems else ""
        if wrong or len(found.tasks) != 1 or found.entries:
            return wrong or "it would not read as one task"
        return _owed(found, found.tasks[0], owner, words, last)

    marks = [f"@{owner.strip()} "] if owner != "me" else ["", "@me "]
    spots = (spot for mark_ in marks for spot in _spots(layout, config, f"{mark_}{words}{mark}"))
    return first_proven(layout, config, spots, agrees, "promise")


def add_research(source: Source, config: Config, text: str, done: date | None = None) -> Edit:
    """Return the edit that writes down what to find out of somebody, ticked where it was. Raises Refused."""
    layout = lay_out(source, config)
    words = _LINE_END.sub(" ", harmless(" ".join(words_in(text, source.path))))
    if layout.note.kind != "person" or not words:
        raise Refused(f"{source.path}: what is there to find out? say it in some words")
    ticked = f" {_done_mark(layout, '')}{done.isoformat()}" if done else ""

    def agrees(found: Inside, spot: Spot) -> str:
        if found.problems or len(found.tasks) != 1 or (found.entries and not done):
            return found.problems[0].message if found.problems else "it would not read as one task"
        task = found.tasks[0]
        meant = ("research", words, bool(done), done.isoformat() if done else "")
        return "" if (task.sort, task.text, task.done, task.done_day) == meant else "it would read otherwise"

    spots = (
        spot._replace(lines=_ticked(spot.lines) if done else spot.lines)
        for spot in _spots(layout, config, words + ticked, "research")
    )
    return first_proven(layout, config, spots, agrees, "research")


def _ticked(lines: list[str]) -> list[str]:
    """Return lines with the box in the last one ticked."""
    box = next(_BOX.finditer(lines[-1]))
    sign = "☑" if box.group("sign") else "x"
    start, end = box.span("sign") if box.group("sign") else box.span("inside")
    return [*lines[:-1], lines[-1][:start] + sign + lines[-1][end:]]


def _owed(found: Inside, task: Task, owner: str, words: str, due: Due | None) -> str:
    """Say how a promise reads other than it was meant, "" where it does not."""
    link = _LINK.fullmatch(owner.strip())
    owners = [one.target for one in found.links if one.role == "owner"]
    meant = [link.group(1).partition("|")[0].partition("#")[0].strip()] if link else []
    if task.owner != (owner if not link else "link") or owners != meant:
        return "it would be somebody else's promise"
    if task.text not in (words, _TO_WHOM.sub("", words)):
        return f"part of “{words[:40]}” would read as a mark or a date"
    if task.due_last != (due.last.isoformat() if due else "") or task.done or task.sort != "promise":
        return "it would be due on another day"
    return ""


def tick(source: Source, config: Config, line: int, day: date) -> Edit:
    """Return the edit that marks the task on a line, counted from 1, as done on a day. Raises Refused."""
    layout, at, task = _task_at(source, config, line)
    if task.done or layout.lines[at].box != " ":
        raise refuse(source, task.start, "this task is done already" if task.done else "this task was dropped")
    written = layout.raw(at)
    box = _box(layout, at)
    close = "☑" if box.sign else "x"
    end = _words_end(written)
    done = f" {_done_mark(layout, written)}{day.isoformat()}"
    changes = [Change(Span(box.start, box.end), close), Change(Span(task.start + end, task.start + end), done)]
    meant = task._replace(done=True, done_day=day.isoformat())
    return _finish(layout, config, at, changes, meant, "done")


def reschedule(source: Source, config: Config, line: int, due: str) -> Edit:
    """Return the edit that makes the task on a line due at another time, in the form it has. Raises Refused."""
    layout, at, task = _task_at(source, config, line)
    last = _due(source, due, config)
    text, written = layout.body.text, layout.raw(at)
    start, end = task.start, task.start + len(written)
    if found := _DUE.search(text, layout.lines[at].content, end):
        read = day_at(text, found.end(), config.date_order)
        word = _WORD.match(text, found.end(), end)
        stop = read.end if read and read.date and read.end <= end else word.end() if word else found.end()
        span = Span(found.end(), stop)
    elif task.due and (trailing := _last_parenthesis(written)):
        span = Span(start + trailing[0], start + trailing[1])
    else:
        place = start + _words_end(written)
        change = Change(Span(place, place), f" {_due_mark(layout)}{last.text}")
        return _finish(layout, config, at, [change], _due_then(task, last), "due")
    sample = layout.text[span.start : span.end]
    whole = partial(last.text)
    day = None if isinstance(whole, NoDate) else whole.whole
    new = write_day(day, sample, (), config.date_order) if day else last.text
    if new == sample:
        return Edit(source.path, source.digest, why="due")
    return _finish(layout, config, at, [Change(span, new)], _due_then(task, last), "due")


def drop(source: Source, config: Config, line: int) -> Edit:
    """Return the edit that marks the task on a line as dropped. Raises Refused."""
    layout, at, task = _task_at(source, config, line)
    if task.done or task.sort == "dropped":
        raise refuse(source, task.start, "this task is done already" if task.done else "this task was dropped already")
    box = _box(layout, at)
    raw, new = layout.raw(at), "-"
    if box.sign:
        bare = not raw[: box.start - task.start].strip(_BLANKS)
        follows = raw[box.end - task.start : box.end - task.start + 1]
        new = ("- " if bare else "") + "[-]" + ("" if follows in ("", " ", "\t") else " ")
    meant = task._replace(sort="dropped", owner="them" if task.owner == "unclear" else task.owner)
    return _finish(layout, config, at, [Change(Span(box.start, box.end), new)], meant, "drop")


def _due_then(task: Task, last: Due) -> Task:
    sort = "promise" if task.sort == "thread" else task.sort
    return task._replace(due=last.text, due_last=last.last.isoformat(), sort=sort)


def _due(source: Source, due: str, config: Config) -> Due:
    read = read_due(due, config.date_order)
    if isinstance(read, NoDate):
        raise Refused(f"{source.path}: {read.message}")
    return read


# The line of a task


class _Box(Span):
    """Where a task's mark stands: inside its brackets, or the sign itself."""

    sign = False


class _Sign(_Box):
    sign = True


def _task_at(source: Source, config: Config, line: int) -> tuple[Layout, int, Task]:
    layout = lay_out(source, config)
    task = next((task for task in layout.note.tasks if source.line(task.start) == line), None)
    if task is None:
        raise Refused(f"{source.path}:{line}: there is no task on this line; the file may have changed")
    return layout, next(at for at, found in enumerate(layout.lines) if found.start == task.start), task


def _box(layout: Layout, at: int) -> _Box:
    line: Line = layout.lines[at]
    found = _BOX.search(layout.body.text, line.start, line.content)
    if found is None:
        raise refuse(layout.source, line.start, "this task is written in an unusual way; change it in an editor")
    return _Sign(*found.span()) if found.group("sign") else _Box(*found.span("inside"))


def _words_end(written: str) -> int:
    """Return where a mark is added to a line: before blanks and the name of a block at its end."""
    found = _BLOCK_ID.search(written)
    return len((written[: found.start()] if found else written).rstrip(_BLANKS))


def _last_parenthesis(written: str) -> tuple[int, int] | None:
    for end in (len(written), *(written.find(mark) for mark in ("✅", "done:") if mark in written)):
        if found := _TRAILING.search(written[:end]):
            return found.span(1)
    return None


def _due_mark(layout: Layout) -> str:
    tasks = [layout.text[task.start : task.end] for task in layout.note.tasks]
    signs = sum("📅" in task for task in tasks)
    return "📅 " if signs > sum("due:" in task for task in tasks) and layout.source.encoding != "cp932" else "due:"


def _done_mark(layout: Layout, written: str) -> str:
    """Return the mark of a done date: as other tasks of the file have it, else of the kind this line has."""
    if layout.source.encoding == "cp932":
        return "done:"
    tasks = [layout.text[task.start : task.end] for task in layout.note.tasks]
    signs, words = sum("✅" in task for task in tasks), sum("done:" in task for task in tasks)
    if signs == words:
        words += "due:" in written and not any(sign in written for sign in _EMOJI)
    return "done:" if words > signs else "✅ "


def _finish(layout: Layout, config: Config, at: int, changes: list[Change], meant: Task, why: str) -> Edit:
    """Return the edit of one line of a task, which then means `meant`."""
    edit = Edit(layout.source.path, layout.source.digest, tuple(changes), why=why)
    after = result(layout.source, edit)
    starts = [*after.line_starts, len(after.text)]
    number = layout.source.line(meant.start)
    new = after.text[starts[number - 1] : starts[number]].rstrip("\r\n")
    found = prove_lines(layout.source, edit, config, layout.note, added=[new], removed=[layout.raw(at)])
    if found.problems and len(found.problems) > len(_problems(layout, at)):
        raise unsafe(layout.source, found.problems[-1].message)
    read = [task._replace(start=0, end=0) for task in found.tasks]
    if read != [meant._replace(start=0, end=0)]:
        raise unsafe(layout.source, "the task would read otherwise")
    return edit


def _problems(layout: Layout, at: int) -> list[str]:
    line = layout.lines[at]
    return [found.message for found in layout.note.problems if line.start <= found.start <= line.end]


# Where a promise goes


def _spots(layout: Layout, config: Config, words: str, sort: str = "promises") -> Iterator[Spot]:
    section = _section_of(layout, sort)
    if section is None:
        title = _TITLES[sort]["ja" if config.lang == "ja" else "en"]
        prefix = _prefix(layout, [at for at, line in enumerate(layout.lines) if line.box])
        for end in dict.fromkeys((content_end(layout), last_seen(layout))):
            yield new_section(layout, title, end, [prefix + words])
        return
    tasks = [at for at in range(section.at + 1, section.end) if layout.lines[at].box]
    least = min((layout.lines[at].level for at in tasks), default=0)
    tasks = [at for at in tasks if layout.lines[at].level == least]
    line = _prefix(layout, tasks) + words
    if not tasks:
        yield under_heading(layout, section, [line])
        return
    last = next((at for at in reversed(tasks) if layout.lines[at].box == " "), tasks[-1])
    yield Spot(block_end(layout, last), [line])


def _section_of(layout: Layout, sort: str) -> Section | None:
    """Return the section of promises, or of research; one that is not private, where there is one."""
    other = {"promises": "research", "research": "promises"}[sort]
    found = [section for section in layout.sections if sort in section.says and other not in section.says]
    return next((section for section in found if "private" not in section.says), next(iter(found), None))


def _prefix(layout: Layout, tasks: list[int]) -> str:
    """Return bullet and open box as other tasks have them."""
    if not tasks:
        bullet = bullet_of(layout)
        return (bullet if bullet[0] in "-*+" else "- ") + "[ ] "
    at = next((at for at in reversed(tasks) if layout.lines[at].box == " "), tasks[-1])
    line = layout.lines[at]
    box = _box(layout, at)
    after = layout.text[box.end : line.content].rstrip("\r") or ("" if box.sign else "] ")
    if not box.sign:
        return layout.text[line.start : box.start] + " " + (after if after[-1:] in _BLANKS else after + " ")
    sign = layout.text[box.start : box.end]
    open_ = sign if sign in "□☐" else "□" if "□" in layout.text else "☐"
    return layout.text[line.start : box.start] + open_ + (after or " " if sign == "☑" else after)
