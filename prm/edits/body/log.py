"""Add an entry to a log where the file's own style and order say; proven before it is returned."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from prm.edits.body.daily import add_to_day
from prm.edits.body.entryline import Said
from prm.edits.body.entryline import numbered
from prm.edits.body.entryline import style_anew
from prm.edits.body.entryline import style_of
from prm.edits.body.entryline import where_of
from prm.edits.body.entryline import write_spot
from prm.edits.body.layout import Dated
from prm.edits.body.layout import Layout
from prm.edits.body.layout import content_end
from prm.edits.body.layout import dated_lines
from prm.edits.body.layout import last_seen
from prm.edits.body.layout import lay_out
from prm.edits.body.meaning import Inside
from prm.edits.body.periods import new_period
from prm.edits.body.periods import period_for
from prm.edits.body.periods import period_of
from prm.edits.body.periods import siblings
from prm.edits.body.spot import TITLES
from prm.edits.body.spot import Spot
from prm.edits.body.spot import first_proven
from prm.edits.body.spot import new_section
from prm.edits.body.spot import under_heading
from prm.edits.body.wording import words_in
from prm.edits.proof import Refused
from prm.edits.proof import refuse
from prm.model.config import Config
from prm.model.vocabulary import Head
from prm.model.vocabulary import Vocabulary
from prm.text.source import Edit
from prm.text.source import Source

__all__ = ["add_entry", "add_to_day"]


def add_entry(source: Source, config: Config, day: date, head: str, text: str, *, received: str = "") -> Edit:
    """Return the edit that adds one entry to a file's log.

    `head` begins with a word of the log and may link those who took part. Raises Refused.
    """
    layout = lay_out(source, config)
    if layout.note.kind == "none":
        raise refuse(source, 0, "this file is no note (a template or an index); write in another one")
    words = Vocabulary(config)
    said = Said(day, " ".join(head.split()), words_in(text, source.path), " ".join(received.split()))
    words_in(said.head + said.received, source.path)
    known = words.head(f"{said.head}:", 0, len(said.head) + 1, where_of(layout))
    if known is None:
        advice = "begin with one, such as call, coffee, email or gave thanks"
        raise Refused(f"{source.path}: “{said.head}” does not begin with a word of the log; {advice}")

    said = said._replace(stop=words.head(said.head, 0, len(said.head), where_of(layout)) is None)

    def agrees(found: Inside, spot: Spot) -> str:
        return _differs(found, said, known, spot)

    spots = _spots(layout, config, said, words)
    return first_proven(layout, config, spots, agrees, f"log {said.head}")


def _differs(found: Inside, said: Said, head: Head, spot: Spot) -> str:
    """Say how what was written reads other than it was meant, "" where it does not."""
    if found.problems:
        return found.problems[0].message
    if len(found.entries) != 1 or found.tasks:
        return "it would not read as one entry"
    entry = found.entries[0]
    kinds = (head.kind.name, "tried") if head.kind.contact else (head.kind.name,)
    if entry.day != said.day.isoformat() or entry.kind not in kinds or entry.what != head.what:
        return "it would read as another day or kind"
    first, *more = entry.text.split("\n")
    if not first.endswith(spot.told) or more != list(spot.more) or found.hidden != spot.hidden:
        return "its text would read otherwise"
    return ""


# Where


def _spots(layout: Layout, config: Config, said: Said, words: Vocabulary) -> Iterator[Spot]:
    """Yield the places for an entry with its lines, the best first."""
    dated = dated_lines(layout, config)
    group = _home(dated)
    if not group:
        style = style_anew(layout, said)
        for items in (True, False):
            spot = write_spot(style, said, config.date_order, items=items)
            for placed in _first_spots(layout, config, spot.lines):
                yield spot._replace(at=placed.at, lines=placed.lines)
        return
    newest_first = _is_newest_first(group, dated, config)
    model = max(group, key=lambda one: (one.day, -one.at if newest_first else one.at))
    style = style_of(layout, model, group, said, words)
    place = _placing(layout, group, dated, said.day, newest_first)
    behind = next((one for one in dated if one.at == place.behind), None)
    if behind and style.form == "item":
        style = style._replace(
            prefix=numbered(layout.text[layout.lines[behind.at].start : behind.begin]) or style.prefix
        )
    for items, paragraphs in ((True, True), (True, False), (False, False)):
        spot = write_spot(style, said, config.date_order, items=items, paragraphs=paragraphs)
        placed = place.write(spot.lines)
        yield spot._replace(at=placed.at, lines=placed.lines, hidden=model.private)


class _Placing(NamedTuple):
    """How lines are placed, and the number of the entry that they stand behind, -1 for none."""

    write: Callable[[list[str]], Spot]
    behind: int


def _placing(layout: Layout, group: list[Dated], dated: Sequence[Dated], day: date, newest_first: bool) -> _Placing:
    """Return where an entry of a day goes: among its group, else in the section of its year or month."""
    section = next((one for one in layout.sections if one.at == group[0].section), None)
    period = period_of(section)
    if section and period and group[0].form != "row" and (wanted := period_for(day, period)) != period:
        other = next((one for named, one in siblings(layout, section) if named == wanted), None)
        if other is None:
            return _Placing(lambda lines: new_period(layout, section, day, newest_first, lines), -1)
        group = [one for one in dated if one.section == other.at and one.form == group[0].form]
        if not group:
            return _Placing(lambda lines: under_heading(layout, other, lines), -1)
    at, behind = _position(group, day, newest_first)
    before, after = ([], []) if not _is_loose(layout, group) else ([""], []) if behind else ([], [""])
    return _Placing(lambda lines: Spot(at, [*before, *lines, *after]), behind.at if behind else -1)


def _home(dated: Sequence[Dated]) -> list[Dated]:
    """Return the dated lines of the log: the newest entry, and those of its kind in its section."""
    counted = [one for one in dated if one.counts]
    counted = [one for one in counted if not one.private] or counted
    if not counted:
        return []
    sizes: dict[tuple[int, str, int], int] = {}
    for one in counted:
        key = (one.section, one.form, one.level)
        sizes[key] = sizes.get(key, 0) + 1
    newest = max(counted, key=lambda one: (one.day, sizes[one.section, one.form, one.level], -one.at))
    return [one for one in counted if (one.section, one.form, one.level) == (newest.section, newest.form, newest.level)]


def _is_newest_first(group: Sequence[Dated], dated: Sequence[Dated], config: Config) -> bool:
    for lines in (group, [one for one in dated if one.counts]):
        steps = [(before.day > after.day) - (before.day < after.day) for before, after in pairwise(lines)]
        if sum(steps):
            return sum(steps) > 0
    return str(config.get("log.order")) != "oldest"


def _position(group: Sequence[Dated], day: date, newest_first: bool) -> tuple[int, Dated | None]:
    """Return before which line an entry of a day belongs, and the entry that it stands behind, if any."""
    if newest_first:
        older = next((one for one in group if one.day < day), None)
        return (older.at, None) if older else (group[-1].end, group[-1])
    behind = next((one for one in reversed(group) if one.day <= day), None)
    return (behind.end, behind) if behind else (group[0].at, None)


def _is_loose(layout: Layout, group: Sequence[Dated]) -> bool:
    """Tell whether blank lines part the entries; headings are set apart where nothing says otherwise."""
    gaps = [after.at - before.end for before, after in pairwise(group)]
    if gaps:
        return sum(gap > 0 for gap in gaps) * 2 > len(gaps)
    first = group[0].at
    return group[0].form == "heading" and (first == 0 or layout.is_blank(first - 1))


def _first_spots(layout: Layout, config: Config, lines: list[str]) -> Iterator[Spot]:
    """Yield the places of a first entry: under a heading for it, else in a section of its own at the end."""
    yield from (
        under_heading(layout, found, lines) for found in layout.sections if found.title in TITLES and not found.says
    )
    title = "記録" if config.lang == "ja" else "Log"
    for end in dict.fromkeys((content_end(layout), last_seen(layout))):
        yield new_section(layout, title, end, lines)
