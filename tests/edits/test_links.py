"""Renaming a link: every form of it follows, labels and headings stay, links to others too."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.edits.naming.links import Renaming
from prm.edits.naming.links import rename_links as rename_them
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.config import Config
from prm.model.config import read_config
from prm.model.names import target_key
from prm.model.reader import Reader
from prm.text.source import Edit
from prm.text.source import Source

MANY = 60 if os.environ.get("CI") == "true" else 200
CONFIG, _ = read_config("")
OLD = {"Ben Ito", "people/Ben Ito", "Ben"}
NEW = "people/Ben Novak.md"


def rename_links(source: Source, config: Config, old: set[str], new: str, label: str = "") -> Edit | None:
    keys = {target_key(target) for target in old}
    return rename_them(source, config, Renaming(new, lambda target: label if target_key(target) in keys else None))


CASES = [
    ("[[Ben Ito]]", "[[Ben Novak]]"),
    ("[[ben ito]]", "[[Ben Novak]]"),
    ("[[Ben]]", "[[Ben Novak]]"),
    ("[[Ben Ito.md]]", "[[Ben Novak.md]]"),
    ("[[people/Ben Ito]]", "[[people/Ben Novak]]"),
    ("[[people/Ben Ito.md]]", "[[people/Ben Novak.md]]"),
    ("[[Ben Ito|Benny]]", "[[Ben Novak|Benny]]"),
    ("[[Ben Ito#Log]]", "[[Ben Novak#Log]]"),
    ("[[Ben Ito#Log|Benny]]", "[[Ben Novak#Log|Benny]]"),
    ("[[ Ben Ito ]]", "[[ Ben Novak ]]"),
    ("![[Ben Ito#Log]]", "![[Ben Novak#Log]]"),
    ("@[[Ben]]", "@[[Ben Novak]]"),
    ("**[[Ben]]**'s", "**[[Ben Novak]]**'s"),
    ("| [[Ben\\|B]] |", "| [[Ben Novak\\|B]] |"),
    ("> [[Ben]]", "> [[Ben Novak]]"),
    ("# [[Ben]]", "# [[Ben Novak]]"),
    ("- [ ] [[Ben]]: x", "- [ ] [[Ben Novak]]: x"),
    ("[b](../people/Ben%20Ito.md)", "[b](../people/Ben%20Novak.md)"),
    ("[b](people/Ben%20Ito.md#Log)", "[b](people/Ben%20Novak.md#Log)"),
    ("[b](<../people/Ben Ito.md>)", "[b](<../people/Ben Novak.md>)"),
    ("![b](<people/Ben Ito.md#Log>)", "![b](<people/Ben Novak.md#Log>)"),
    ("[[Ben]] and [[Ben|B]]\r\n[[Ben]]", "[[Ben Novak]] and [[Ben Novak|B]]\r\n[[Ben Novak]]"),
    ("---\norg: [[Ben]]\n---\n", "---\norg: [[Ben Novak]]\n---\n"),
    ('---\norg: "[[Ben|B]]"\n---\n', '---\norg: "[[Ben Novak|B]]"\n---\n'),
    ("---\nx:\n- '[[Ben]]'\n- {a: \"[[Ben]]\"}\n---\n", "---\nx:\n- '[[Ben Novak]]'\n- {a: \"[[Ben Novak]]\"}\n---\n"),
    ("---\nx: |\n  [[Ben]]\n  y\n---\n", "---\nx: |\n  [[Ben Novak]]\n  y\n---\n"),
    ("- 2026-01-01 call [[Ben]]: [[Aiko]]", "- 2026-01-01 call [[Ben Novak]]: [[Aiko]]"),
]


@pytest.mark.parametrize(("text", "after"), CASES)
def test_a_link_follows(text: str, after: str) -> None:
    source = Source("journal/2026-01-01.md", text.encode())
    edit = rename_links(source, CONFIG, OLD, NEW)

    assert edit is not None
    assert after == result(source, edit).data.decode()


STAYS = [
    *("", "Ben Ito", "[[Benny]]", "[[Ben Ito 2]]", "[[orgs/Ben]]x", "`[[Ben]]`", "```\n[[Ben]]\n```\n", "~~~\n[[Ben]]"),
    *(
        "<!-- [[Ben]] -->",
        "<!-- prm:begin -->\n[[Ben]]\n<!-- prm:end -->\n",
        "[Ben](https://x.org/Ben.md)",
        "[Ben](Ben)",
    ),
    *("---\nname: Ben Ito\n# [[Ben]]\n---\n", "[[#Ben]]", "[[]]", "[[Ben"),
]


@pytest.mark.parametrize("text", STAYS)
def test_what_is_no_such_link_stays(text: str) -> None:
    assert None is rename_links(Source("journal/2026-01-01.md", text.encode()), CONFIG, OLD, NEW)


LABELS = [
    ("[[Ben]]", "[[ben-n|Ben Novak]]"),
    ("[[Ben|B]]", "[[ben-n|B]]"),
    ("[[Ben#Log]]", "[[ben-n#Log|Ben Novak]]"),
    ("| [[Ben]] |", "| [[ben-n\\|Ben Novak]] |"),
    ("[x](../people/Ben%20Ito.md)", "[x](../people/ben-n.md)"),
    ("---\norg: '[[Ben]]'\n---\n", "---\norg: '[[ben-n|Ben Novak]]'\n---\n"),
]


@pytest.mark.parametrize(("text", "after"), LABELS)
def test_a_label_is_written_where_the_file_is_named_otherwise(text: str, after: str) -> None:
    source = Source("journal/2026-01-01.md", text.encode())
    edit = rename_links(source, CONFIG, OLD, "people/ben-n.md", label="Ben Novak")

    assert edit is not None
    assert after == result(source, edit).data.decode()


PATHS = [
    ("people/a.md", "[b](Ben%20Ito.md)", "[b](%E4%BD%90%20(x).md)", "[b](佐%20%28x%29.md)"),
    ("people/a.md", "[b](./Ben%20Ito.md)", "", "[b](./佐%20%28x%29.md)"),
    ("a.md", "[b](people/Ben%20Ito.md)", "", "[b](people/佐%20%28x%29.md)"),
    ("a/b/c.md", "[b](../../people/Ben%20Ito.md)", "", "[b](../../people/佐%20%28x%29.md)"),
    ("a.md", "[b](<people/Ben Ito.md>)", "", "[b](<people/佐 (x).md>)"),
]


@pytest.mark.parametrize(("path", "text", "_", "after"), PATHS)
def test_a_path_is_written_from_where_the_link_stands(path: str, text: str, _: str, after: str) -> None:
    source = Source(path, text.encode())
    edit = rename_links(source, CONFIG, OLD, "people/佐 (x).md")

    assert edit is not None
    assert after == result(source, edit).text


@pytest.mark.parametrize("new", ["people/a|b.md", "people/a#b.md", "people/[a].md"])
def test_a_name_that_no_link_can_hold_is_refused(new: str) -> None:
    with pytest.raises(Refused, match="cannot stand in a link"):
        rename_links(Source("a.md", b"[[Ben]]"), CONFIG, OLD, new)


def test_quotes_in_front_matter_are_kept() -> None:
    source = Source("a.md", b"---\na: '[[Ben]]'\nb: \"[[Ben]]\"\n---\n")
    edit = rename_links(source, CONFIG, OLD, 'people/O\'Neil "B".md')

    assert edit is not None
    assert '---\na: \'[[O\'\'Neil "B"]]\'\nb: "[[O\'Neil \\"B\\"]]"\n---\n' == result(source, edit).text


def test_files_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(Refused, match="git could not merge"):
        rename_links(Source("a.md", b"<<<<<<< a\n[[Ben]]\n=======\n>>>>>>> b\n"), CONFIG, OLD, NEW)


PIECES = st.sampled_from(
    [
        *(
            "- 2026-01-01 call [[Ben]]: x\n",
            "[[Aiko]] ",
            "[[Ben#h|b]]\n",
            "`[[Ben]]`",
            "```\n",
            "<!-- ",
            " -->",
            "> [[Ben]]\n",
        ),
        *(
            "![[Ben]]",
            "[a](people/Ben%20Ito.md)",
            "| 2026-01-01 | [[Ben]] |\n",
            "- [ ] @[[Ben]] y\n",
            "\n",
            "# H\n",
            "[[",
        ),
        *("%% private %% ", " %% /private %%", "・2026/1/1 電話 [[Ben]]：x\n", "]] ", "\\", "coffee with [[Ben]]. "),
    ]
)


@settings(max_examples=MANY, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from(["people/a.md", "journal/2026-01-01.md"]))
def test_random_notes_keep_all_but_the_links(text: str, path: str) -> None:
    source = Source(path, ("---\norg: '[[Ben]]'\n---\n" + text).encode())
    try:
        edit = rename_links(source, CONFIG, OLD, NEW)
    except Refused as refused:
        if "besides links" not in str(refused):
            raise
        return
    assert edit is not None
    after = result(source, edit)
    before, now = Reader(CONFIG).read(source), Reader(CONFIG).read(after)

    assert all(text == "Novak" or "Novak" in text or text in ("", "k") for _, text in edit.changes)
    assert [(e.day, e.kind, e.contact) for e in before.entries] == [(e.day, e.kind, e.contact) for e in now.entries]
    assert source.text == after.text.replace("people/Ben%20Novak", "people/Ben%20Ito").replace("Ben Novak", "Ben")
