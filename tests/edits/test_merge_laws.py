"""Law 6, and what goes with it, for any bytes and for versions of notes."""

from collections import Counter

from hypothesis import event
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.edits.merge.body import lost
from prm.edits.merge.merge3 import Unmergeable
from prm.edits.merge.merge3 import merge
from prm.model.config import read_config
from prm.model.notes import Note
from prm.model.reader import Reader
from prm.text.frontmatter import read
from prm.text.nodes import Items
from prm.text.nodes import Scalar
from prm.text.source import Source
from tests.edits.versions import logs
from tests.edits.versions import versions

Three = tuple[bytes, bytes, bytes]
READER = Reader(read_config("", "")[0])
PIECES = st.sampled_from([b"---\n", b"a: [1]\n", b"- 2026-01-01 x\n", b"\r", b"\n", b"\xff", b"## Log\n", b"- [ ] y\n"])
ANY = st.binary(max_size=60) | st.lists(PIECES | st.binary(max_size=3), max_size=12).map(b"".join)


def note(data: bytes) -> Note:
    return READER.read(Source("people/ada.md", data))


def entries(found: Note) -> Counter[object]:
    """The entries; ticked tasks are counted as tasks."""
    boxes = {task.start for task in found.tasks}
    return Counter((each.day, each.kind, each.text) for each in found.entries if each.start not in boxes)


def tasks(found: Note) -> Counter[object]:
    return Counter(" ".join(each.text.split()) for each in found.tasks)


def items(data: bytes) -> Counter[object]:
    """The items of lists in front matter, a single text counted as one."""
    found: Counter[object] = Counter()
    for pair in read(data.decode("utf-8").replace("\r\n", "\n")).pairs:
        for item in pair.value.items if isinstance(pair.value, Items) else ():
            if isinstance(item, Scalar):
                found[pair.key, item.text.lstrip("#").casefold()] += 1
    return found


@given(ANY, ANY)
def test_what_one_side_changed_holds_to_the_byte(base: bytes, other: bytes) -> None:
    assert other == merge(base, other, base).data
    assert other == merge(base, base, other).data
    assert other == merge(base, other, other).data


@given(ANY, ANY, ANY)
@settings(max_examples=300)
def test_any_bytes_are_merged_or_left_to_git(base: bytes, ours: bytes, theirs: bytes) -> None:
    try:
        merged = merge(base, ours, theirs)
    except Unmergeable:
        return

    assert merged.conflicts == len([line for line in lines(merged.data) if line.startswith(">>>>>>> theirs")])


def lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n").split("\n")


@given(versions())
@settings(max_examples=300)
def test_nothing_that_a_side_added_is_dropped(three: Three) -> None:
    merged = merge(*three)
    base, ours, theirs = map(note, three)
    found = note(merged.data)
    event("conflict" if merged.conflicts else "clean")

    for counted in (entries, tasks):
        added = (counted(ours) - counted(base)) | (counted(theirs) - counted(base))
        assert Counter() == added - counted(found)
    if not merged.conflicts:
        added = (items(three[1]) - items(three[0])) | (items(three[2]) - items(three[0]))
        text = merged.data.decode()
        assert [] == [item for item in added - items(merged.data) if str(item[1]) not in text.casefold()]  # type: ignore[index]


def placed(data: bytes) -> tuple[set[tuple[str, str]], set[str]]:
    """Return the lines that begin with a day, each with the heading above it, and the headings that are there once."""
    found: set[tuple[str, str]] = set()
    headings: Counter[str] = Counter()
    heading = ""
    for line in lines(data):
        heading = line if line.startswith("#") else heading
        headings[line] += line.startswith("#")
        if line.startswith("- 20"):
            found.add((heading, line))
    return found, {each for each, count in headings.items() if count == 1}


@given(versions())
@settings(max_examples=200)
def test_an_entry_stays_below_its_heading(three: Three) -> None:
    merged = merge(*three)
    if merged.conflicts:
        return
    (base, once), (ours, mine), (theirs, other) = map(placed, three)
    known = {line for _, line in base} | ({line for _, line in ours} & {line for _, line in theirs})
    added = {(heading, line) for heading, line in ours | theirs if line not in known and heading in once & mine & other}

    assert set() == added - placed(merged.data)[0]


@given(versions())
@settings(max_examples=200)
def test_a_clean_merge_brings_no_new_finding(three: Three) -> None:
    merged = merge(*three)
    if merged.conflicts:
        return
    known = {found.rule for each in three for found in note(each).problems}

    assert set() == {found.rule for found in note(merged.data).problems} - known


@given(versions())
@settings(max_examples=200)
def test_the_sides_can_be_swapped(three: Three) -> None:
    base, ours, theirs = three
    one, two = merge(base, ours, theirs), merge(base, theirs, ours)

    assert bool(one.conflicts) == bool(two.conflicts)
    if not one.conflicts:
        assert entries(note(one.data)) == entries(note(two.data))
        assert tasks(note(one.data)) == tasks(note(two.data))


@given(logs())
def test_logs_never_conflict(three: Three) -> None:
    merged = merge(*three)
    base, ours, theirs = (entries(note(each)) for each in three)

    assert 0 == merged.conflicts
    assert b"2026" not in merged.data.partition(b"## Promises")[2].partition(b"\n## ")[0]
    assert ours | theirs == entries(note(merged.data))
    assert base - entries(note(merged.data)) == Counter()


@given(versions(), versions())
def test_front_matter_of_one_side_and_body_of_the_other_hold(one: Three, two: Three) -> None:
    front, changed = (three_front(each) for each in one[:2])
    body, told = (three_body(each) for each in two[:2])

    assert changed + told == merge(front + body, changed + body, front + told).data


def three_front(data: bytes) -> bytes:
    text = data.replace(b"\r\n", b"\n")
    return text[: text.index(b"# Ada")] or b"---\nname: Ada\n---\n"


def three_body(data: bytes) -> bytes:
    text = data.replace(b"\r\n", b"\n").rstrip(b"\n") + b"\n"
    return text[text.index(b"# Ada") :]


@given(versions())
def test_a_merge_can_be_merged_again(three: Three) -> None:
    """The side that merged and the side that did not yet come together without a conflict."""
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    if merged.conflicts:
        return

    assert merged.data == merge(theirs, merged.data, theirs).data
    assert [] == lost(lines(base), lines(ours), lines(ours), lines(merge(base, ours, ours).data))
