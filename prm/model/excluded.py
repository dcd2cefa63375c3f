"""What a body excludes: code, quotes, comments and embeds, whose dated lines and links do not count."""

from __future__ import annotations

from prm.model.notes import Entry
from prm.model.page import Found
from prm.model.page import Page
from prm.model.sections import Sections
from prm.text.days import day_at
from prm.text.markdown import Body
from prm.text.markdown import links
from prm.text.markdown import read_line
from prm.text.pattern import Pattern

_ANY_LINE = Pattern(r"[^\r\n]++")
_MARKS = Pattern(r"(?:[ \t\u3000>＞]|<!-{2,})*+")
_WHY = {"code": "in code", "comment": "in a comment", "quote": "in a block quote", "embed": "embedded"}


def read_excluded(body: Body, page: Page, found: Found, sections: Sections) -> None:
    """Add the dated lines and links of the excluded stretches, as what does not count."""
    for start, end, name in ((each.start, each.end, each.why) for each in body.excluded if each.why in _WHY):
        if name != "embed":
            sections.hide(page.shown, start, end)
            if page.place.kind == "person":
                found.entries.extend(_dated_lines(page, start, end, name))
        for link in links(page.shown, start, end):
            found.link("mention", link, why=_WHY[name])


def _dated_lines(page: Page, start: int, end: int, name: str) -> list[Entry]:
    entries: list[Entry] = []
    for written in _ANY_LINE.finditer(page.shown, start, end):
        marks = _MARKS.match(page.shown, *written.span()) if name != "code" else None
        line = read_line(page.shown, marks.end() if marks else written.start(), written.end())
        day = day_at(page.shown, line.content, page.place.order)
        if day is not None and day.end <= line.end and day.date and not day.span:
            text = page.shown[day.end : line.end].strip(" \t\u3000:：->")
            at = (written.start(), line.end)
            entries.append(Entry(day.date.isoformat(), "", "", text, True, False, _WHY[name], 0, "", *at))
    return entries
