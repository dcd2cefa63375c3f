import re

import pytest

from prm.edits.merge.merge3 import Unmergeable
from prm.edits.merge.merge3 import merge
from tests.edits.versions import BASE


def text(base: str, ours: str, theirs: str, **options: object) -> tuple[str, int]:
    merged = merge(base.encode(), ours.encode(), theirs.encode(), **options)  # type: ignore[arg-type]
    return merged.data.decode(), merged.conflicts


def changed(*pairs: tuple[str, str]) -> str:
    found = BASE
    for old, new in pairs:
        assert old in found
        found = found.replace(old, new, 1)
    return found


def test_a_line_that_the_merge_by_meaning_would_lose_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is merged is looked through once more; where a line is missing the bodies are merged by lines."""
    ours = changed(("## Log\n", "## Log\n- 2026-01-09 call: nine\n"))
    theirs = changed(("- [ ] send", "- [x] send"))
    wanted = changed(("## Log\n", "## Log\n- 2026-01-09 call: nine\n"), ("- [ ] send", "- [x] send"))
    monkeypatch.setattr("prm.edits.merge.body.merge_body", lambda base, ours, theirs, marks: list(theirs))

    assert (wanted, 0) == text(BASE, ours, theirs)


def test_each_side_changes_something_else() -> None:
    ours = changed(("city: X", "city: Y"), ("## Log\n", "## Log\n- 2026-01-09 call: nine\n"))
    theirs = changed(
        ("tags: [a, b]", "tags: [b, c]"),
        ("## Log\n", "## Log\n- 2026-01-12 call: twelve\n- 2026-01-08 coffee\n  with cake\n"),
        ("- [ ] send", "- [x] send"),
    )
    wanted = changed(
        ("city: X", "city: Y"),
        ("tags: [a, b]", "tags: [b, c]"),
        (
            "## Log\n",
            "## Log\n- 2026-01-12 call: twelve\n- 2026-01-09 call: nine\n- 2026-01-08 coffee\n  with cake\n",
        ),
        ("- [ ] send", "- [x] send"),
    )

    assert (wanted, 0) == text(BASE, ours, theirs)


def test_a_value_that_both_changed_is_a_conflict_on_its_line_alone() -> None:
    ours, theirs = changed(("city: X", "city: Y")), changed(("city: X", "city: Z"), ("five", "fünf"))
    marked = "<<<<<<< ours\ncity: Y\n=======\ncity: Z\n>>>>>>> theirs"

    assert (changed(("city: X", marked), ("five", "fünf")), 1) == text(BASE, ours, theirs)


def test_markers_are_as_wide_as_git_asks_and_carry_its_labels() -> None:
    ours, theirs = changed(("city: X", "city: Y")), changed(("city: X", "city: Z"))
    marked = f"{'<' * 9} HEAD\ncity: Y\n{'|' * 9} b\ncity: X\n{'=' * 9}\ncity: Z\n{'>' * 9} main"

    assert (changed(("city: X", marked)), 1) == text(
        BASE, ours, theirs, size=9, labels=("HEAD", "b", "main"), show_base=True
    )


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        # lists, in any shape, kept in that of ours
        ("tags: [a, b]", "tags: [a, b, c]", "tags: [b, d]", "tags: [b, c, d]"),
        ("tags: [a]", "tags: [a, '#b']", "tags: [a, b]", "tags: [a, '#b']"),
        ("tags: a, b", "tags: a, b, c", "tags: a, d", "tags: a, c, d"),
        ("tags: a、b", "tags: a、b、c", "tags: a、b、d", "tags: a、b、c、d"),
        ("tags: [a]", "tags:\n  - a\n  - c", "tags: [a, d]", "tags:\n  - a\n  - c\n  - d"),
        ("tags:\n- a", "tags:\n- a # first\n- c", "tags:\n- a\n- d", "tags:\n- a # first\n- c\n- d"),
        ("tags:\n- a", "tags:\n- a\n- c", "tags: [a, d]", "tags:\n- a\n- c\n- d"),
        ("tags: a", "tags: [a, c]", "tags: d", "tags: [c, d]"),
        ("", "tags: [a]", "tags: [b]", "tags: [a, b]"),
        ("foo: [1, 2]", "foo: [1, 2, 3]", "foo: [2]", "foo: [2, 3]"),
        ("email: a@x", "email: [a@x, b@x]", "email: [a@x, c@x]", "email: [a@x, b@x, c@x]"),
        (
            "needs: [{what: room, since: 2025}]",
            "needs: [{what: room, since: 2025}, van]",
            "needs: [{what: room, since: 2025, until: 2026}]",
            "needs: [{what: room, since: 2025, until: 2026}, van]",
        ),
        (
            "needs:\n  - what: room\n    since: 2025",
            "needs:\n  - what: room\n    since: 2025\n  - van",
            "needs:\n  - what: room\n    since: 2025\n    until: 2026",
            "needs:\n  - what: room\n    since: 2025\n    until: 2026\n  - van",
        ),
        # maps, by their keys
        ("met: {at: x}", "met: {at: x, date: 2021}", "met: {at: z}", "met: {at: z, date: 2021}"),
        ("met:\n  at: x", "met:\n  at: x\n  date: 2021", "met:\n  at: y", "met:\n  at: y\n  date: 2021"),
        ("email: {work: a@x}", "email: {work: a@x, home: b@x}", "email: {}", "email: {home: b@x}"),
        ("foo: {a: {b: c}, d: e}", "foo: {a: {b: c}, d: f}", "foo: {a: {b: c}, d: e}", "foo: {a: {b: c}, d: f}"),
        # only the writing differs
        ("city: X", "city: 'X'", "city: Y", "city: Y"),
        ("city: X", "city: 'X' # there", 'city: "X"', "city: 'X' # there"),
        # keys
        ("city: X", "a: 1\ncity: X", "city: X\nb: 2", "a: 1\ncity: X\nb: 2"),
        ("city: X\nlang: en", "lang: en", "city: X\nlang: ja", "lang: ja"),
        ("city: X\nlang: en", "lang: en", "city: Y\nlang: en", "city: Y\nlang: en"),
        ("city: X\nlang: en", "lang: en\ncity: X", "city: Y\nlang: en", "lang: en\ncity: Y"),
        ("city: X", "# where\ncity: X", "city: Y", "# where\ncity: Y"),
        ("city: X", "city: X\n\n# more\nfoo: 1", "city: Y", "city: Y\n\n# more\nfoo: 1"),
        ("why: |\n  a\n  b\n  c", "why: |\n  A\n  b\n  c", "why: |\n  a\n  b\n  C", "why: |\n  A\n  b\n  C"),
    ],
)
def test_front_matter(base: str, ours: str, theirs: str, merged: str) -> None:
    base, ours, theirs, merged = (
        f"---\nname: Ada\n{each}\n---\n# Ada\n" if each else "---\nname: Ada\n---\n# Ada\n"
        for each in (base, ours, theirs, merged)
    )

    assert (merged, 0) == text(base, ours, theirs)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        # the order of the log decides, of ours if it was turned round
        ("- 2026-01-01 a\n", "- 2026-01-01 a\n- 2026-01-03 c\n", "- 2026-01-01 a\n- 2026-01-02 b\n", "abc"),
        ("- 2026-01-01 a\n", "- 2026-01-03 c\n- 2026-01-01 a\n", "- 2026-01-02 b\n- 2026-01-01 a\n", "cba"),
        (
            "- 2026-01-03 c\n- 2026-01-01 a\n",
            "- 2026-01-01 a\n- 2026-01-03 c\n",
            "- 2026-01-04 d\n- 2026-01-03 c\n- 2026-01-01 a\n",
            "acd",
        ),
        ("", "- 2026-01-01 a\n", "- 2026-01-02 b\n", "ba"),
        ("- 2026-01-01 a", "- 2026-01-01 a\n- 2026-01-03 c", "- 2026-01-01 a\n- 2026-01-02 b", "abc"),
        # the same on both sides is there once, as often as one side has it
        ("", "- 2026-01-01 a\n", "- 2026-01-01 a\n", "a"),
        ("", "- 2026-01-01 a\n- 2026-01-01 a\n", "- 2026-01-01 a\n", "aa"),
        ("- 2026-01-02 b\n", "- 2026-01-03 c\n- 2026-01-02 b\n", "- 2026-01-02 b\n- 2026-01-03 c\n", "cb"),
        # deleted
        (
            "- 2026-01-01 a\n- 2026-01-02 b\n",
            "- 2026-01-02 b\n",
            "- 2026-01-01 a\n- 2026-01-02 b\n- 2026-01-03 c\n",
            "bc",
        ),
        ("- 2026-01-01 a\n", "", "- 2026-01-01 a: and more\n", "a: and more"),
        ("- 2026-01-01 a\n", "- 2026-01-01 a, edited\n", "", "a, edited"),
    ],
)
def test_a_log(base: str, ours: str, theirs: str, merged: str) -> None:
    found, conflicts = text(*(f"# Ada\n\n## Log\n{each}" for each in (base, ours, theirs)))
    told = [line.split(" ", 2)[2] for line in found.split("\n") if line.startswith("- 2026")]

    assert 0 == conflicts
    assert (list(merged) if len(merged) < 4 else [merged]) == told


def test_an_entry_that_both_edited_is_a_conflict_on_its_line_alone() -> None:
    ours, theirs = changed(("five", "fünf")), changed(("five", "cinq"), ("one", "one\n  and more"))
    marked = "<<<<<<< ours\n- 2026-01-05 call: fünf\n=======\n- 2026-01-05 call: cinq\n>>>>>>> theirs\n"

    assert (changed(("- 2026-01-05 call: five\n", marked), ("one", "one\n  and more")), 1) == text(BASE, ours, theirs)


def test_what_both_write_below_an_entry_stays_below_it() -> None:
    ours, theirs = changed(("one\n", "one\n  - ours\n")), changed(("one\n", "one\n  - theirs\n"))

    assert (changed(("one\n", "one\n  - ours\n  - theirs\n")), 0) == text(BASE, ours, theirs)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("- [ ] a due:2026-02-01", "- [x] a due:2026-02-01 ✅ 2026-01-09",
         "- [ ] a due:2026-03-01", "- [x] a due:2026-03-01 ✅ 2026-01-09"),
        ("- [ ] a", "- [x] a ✅ 2026-01-09", "- [x] a ✅ 2026-01-07", "- [x] a ✅ 2026-01-07"),
        ("- [ ] a", "- [-] a", "- [x] a ✅ 2026-01-07", "- [-] a ✅ 2026-01-07"),
        ("- [ ] a", "", "- [x] a ✅ 2026-01-07", "- [x] a ✅ 2026-01-07"),
        ("- [x] a ✅ 2026-01-07", "- [ ] a", "- [x] a b ✅ 2026-01-07", "- [ ] a b"),
        ("", "- [ ] a", "- [x] a ✅ 2026-01-07", "- [x] a ✅ 2026-01-07"),
        ("- [ ] a", "* [ ] a", "- [x] a", "* [x] a"),
    ],
)  # fmt: skip
def test_a_task(base: str, ours: str, theirs: str, merged: str) -> None:
    base, ours, theirs, merged = (
        f"# Ada\n\n## Promises\n{each}\n" if each else "# Ada\n\n## Promises\n" for each in (base, ours, theirs, merged)
    )

    assert (merged, 0) == text(base, ours, theirs)


def test_new_sections_stand_one_below_the_other() -> None:
    ours, theirs = "# Ada\n\n## Log\n- 2026-01-01 a\n", "# Ada\n\n## Promises\n- [ ] b\n"

    assert ("# Ada\n\n## Log\n- 2026-01-01 a\n\n## Promises\n- [ ] b\n", 0) == text("# Ada\n", ours, theirs)


def test_the_same_new_section_is_there_once() -> None:
    ours, theirs = "# Ada\n\n## Log\n- 2026-01-01 a\n", "# Ada\n\n## Log\n\n- 2026-01-02 b\n"

    assert ("# Ada\n\n## Log\n\n- 2026-01-02 b\n- 2026-01-01 a\n", 0) == text("# Ada\n", ours, theirs)


def test_entries_stay_above_a_section_that_both_made() -> None:
    base = "# Ada\n\n- 2026-01-01 a\n"
    ours = base + "- 2026-01-03 c\n\n## Promises\n- [ ] x\n"
    theirs = base + "- 2026-01-02 b\n\n## Promises\n- [ ] y\n"

    assert (
        base + "- 2026-01-02 b\n- 2026-01-03 c\n\n## Promises\n- [ ] x\n- [ ] y\n",
        0,
    ) == text(base, ours, theirs)


def test_a_dated_line_does_not_become_part_of_a_paragraph() -> None:
    told = "2026-01-06 call: in a line of its own"
    base = f"# Ada\n- a\n{told}\n"
    ours, theirs = f"# Ada\n{told}\n", f"# Ada\nAbout her.\n- a\n{told} indeed\n"

    assert (f"# Ada\nAbout her.\n\n{told} indeed\n", 0) == text(base, ours, theirs)


def test_bullets_stay_before_one_that_both_added() -> None:
    assert ("# Ada\n- a\n- o\n- t\n- both\n", 0) == text(
        "# Ada\n- a\n", "# Ada\n- a\n- o\n- both\n", "# Ada\n- a\n- t\n- both\n"
    )


def test_a_section_keeps_its_entries_under_a_new_title() -> None:
    ours, theirs = changed(("## Log", "## History")), changed(("## Log\n", "## Log\n- 2026-01-07 call\n"))

    assert (changed(("## Log\n", "## History\n- 2026-01-07 call\n")), 0) == text(BASE, ours, theirs)


def test_a_table_takes_the_rows_of_both() -> None:
    head, row = "# Ada\n\n| day | what |\n| --- | --- |\n", "| 2026-01-0{} | call |\n"
    ours, theirs = head + row.format(3) + row.format(1), head + row.format(2) + row.format(1)

    assert (head + row.format(3) + row.format(2) + row.format(1), 0) == text(head + row.format(1), ours, theirs)


def test_entries_under_headings() -> None:
    head, entry = "# Ada\n", "\n## 2026-01-0{0} call\n\nWe talked {0}.\n"
    ours, theirs = head + entry.format(3) + entry.format(1), head + entry.format(2) + entry.format(1)

    assert (head + entry.format(3) + entry.format(2) + entry.format(1), 0) == text(head + entry.format(1), ours, theirs)


def test_private_entries_stay_private() -> None:
    head, close = "# Ada\n\n## Log\n- 2026-01-01 a\n%% private %%\n", "%% /private %%\n"
    ours, theirs = head + "- 2026-01-03 c\n" + close, head + "- 2026-01-02 b\n" + close

    assert (head + "- 2026-01-03 c\n- 2026-01-02 b\n" + close, 0) == text(head + close, ours, theirs)


def test_generated_text_is_no_conflict() -> None:
    base = "Mine.\n\n<!-- prm:begin -->\n- 2026-01-0{} a\n<!-- prm:end -->\n\n- 2026-01-01 b\n"
    ours, theirs = base.format(2), base.format(3) + "- 2026-01-05 c\n"

    assert (ours + "- 2026-01-05 c\n", 0) == text(base.format(1), ours, theirs)


def test_code_is_no_log() -> None:
    code = "```\n- 2026-01-0{} a\n```\n"

    assert 1 == text(code.format(1), code.format(2), code.format(3))[1]


def test_prose_is_merged_by_lines_as_git_does() -> None:
    base = "# Ada\n\none\ntwo\nthree\nfour\nfive\n"
    ours, theirs = base.replace("two", "zwei"), base.replace("four", "quatre")
    apart = base.replace("two", "<<<<<<< ours\nzwei\n=======\ndeux\n>>>>>>> theirs")

    assert (base.replace("two", "zwei").replace("four", "quatre"), 0) == text(base, ours, theirs)
    assert (apart, 1) == text(base, ours, base.replace("two", "deux"))


def test_one_side_changes_every_line_end() -> None:
    ours = BASE.replace("\n", "\r\n")
    theirs = changed(("## Log\n", "## Log\n- 2026-01-09 call: nine\n"), ("city: X", "city: Y"))

    assert (theirs.replace("\n", "\r\n"), 0) == text(BASE, ours, theirs)
    assert (theirs.replace("\n", "\r\n"), 0) == text(BASE, theirs, ours)


def test_a_line_with_an_end_of_its_own_keeps_it() -> None:
    base = "# Ada\r\none\ntwo\n\n## Log\n"

    assert (base + "- 2026-01-02 b\n- 2026-01-01 a\n", 0) == text(
        base, base + "- 2026-01-01 a\n", base + "- 2026-01-02 b\n"
    )


def test_a_mark_at_the_start_and_no_line_end_at_the_last_line() -> None:
    base, mark = "# Ada\n\n- 2026-01-01 a", "\ufeff"

    assert (mark + base + "\n- 2026-01-02 b", 0) == text(base, mark + base, base + "\n- 2026-01-02 b")
    assert (base + "\n- 2026-01-02 b\n- 2026-01-03 c\n", 0) == text(
        base, base + "\n- 2026-01-03 c\n", base + "\n- 2026-01-02 b"
    )


def test_a_line_end_is_never_cut_in_two() -> None:
    """One side took the end of the last line away; the other wrote a line with an end of another kind behind it."""
    base = b"# A\n\nOne.\nTwo.\n"
    merged = merge(base, b"# A\n\nOnly.\nTwo.", base + b"- three\r\n").data

    assert b"# A\n\nOnly.\nTwo.\n- three\r\n" == merged


def test_bytes_that_are_no_text_stay() -> None:
    base = b"# Ada\n\nol\xe9\n\n## Log\n- 2026-01-01 \x8f\xff\n"
    ours, theirs = base + b"- 2026-01-02 \xe9\n", base + b"- 2026-01-03 \x81\n"

    assert base + b"- 2026-01-02 \xe9\n- 2026-01-03 \x81\n" == merge(base, ours, theirs).data


@pytest.mark.parametrize(
    "bad",
    [
        "---\nname: Ada\n",
        "# Ada\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n",
        "# Ada\0\n",
        "# Ada\n" * 30_000,
    ],
)
def test_what_cannot_be_read_is_left_to_git(bad: str) -> None:
    with pytest.raises(Unmergeable):
        text("# Ada\n", bad, "# Ada L\n")


def test_a_merge_that_would_take_minutes_is_left_to_git() -> None:
    base = "".join(f"line {at % 50}\n" for at in range(5000))
    ours, theirs = (re.sub(rf"(line \d*[{digits}])\n", r"\1 edited\n", base) for digits in ("123", "456"))

    with pytest.raises(Unmergeable):
        text(base, ours, theirs)


def test_added_on_both_sides_without_a_base() -> None:
    ours, theirs = "---\nname: Ada\ncity: X\n---\n# Ada\n", "---\nname: Ada\nlang: en\n---\n# Ada\n"

    assert ("---\nname: Ada\ncity: X\nlang: en\n---\n# Ada\n", 0) == text("", ours, theirs)
