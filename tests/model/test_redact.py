"""What is private survives in nothing that leaves."""

# ruff: noqa: E501 - tables of lines

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.model.config import read_config
from prm.model.reader import Reader
from prm.model.redact import Redaction
from prm.model.redact import redact
from prm.text.source import Source

SECRET = "Zxqv"


def redacted(files: dict[str, str | bytes], toml: str = "") -> dict[str, str]:
    reader = Reader(read_config(toml)[0])
    sources = [Source(path, text if isinstance(text, bytes) else text.encode()) for path, text in files.items()]
    return {each.path: each.text for each in redact((source, reader.read(source)) for source in sources)}


def left(text: str | bytes, path: str = "people/Aiko.md") -> str:
    return redacted({path: text})[path]


@pytest.mark.parametrize(
    "text",
    [
        "---\nprivate: [needs]\nneeds: Zxqv\n---\n",
        "---\nprivate: needs\nneeds: Zxqv\n---\n",
        "---\nprivate: needs, trust\nneeds: Zxqv\n---\n",
        "---\nneeds: Zxqv\nprivate: [needs]\n---\n",
        "---\nprivate: [needs]\nneeds: # Zxqv\n  - money # Zxqv\n  # Zxqv\nrole: cook\n---\n",
        "---\nprivate: [needs]\nneeds:\n  - {what: Zxqv, since: 2025}\n---\n",
        "---\nprivate: [needs]\nneeds: >\n  some\n  Zxqv\n\nrole: cook\n---\n",
        "---\nprivate: [needs]\nlooking_for: [Zxqv]\n---\n",
        "---\nprivate: [looking for]\nneeds: [Zxqv]\n---\n",
        "---\nprivate: [NEEDS]\nNeeds: Zxqv\n---\n",
        "---\nprivate: [困りごと]\n困りごと: Zxqv\n---\n",
        "---\n非公開: x\nprivate: [住所]\n住所：Zxqv\n---\n",
        "---\nprivate: [diagnosis]\ndiagnosis: Zxqv\n---\n",
        "---\nprivate: [diagnosis]\nhealth: {diagnosis: Zxqv, mood: good}\n---\n",
        "---\nprivate: [diagnosis]\nhealth:\n  - diagnosis:\n      - Zxqv\n---\n",
        "---\nprivate: [diagnosis]\ndiagnosis: a\ndiagnosis: Zxqv\n---\n",
        "---\nprivate: [email]\nwork_email: Zxqv@x.org\n---\n",
        "---\nprivate: [relations]\nspouse: '[[Zxqv]]'\n---\n",
        "---\nprivate: [needs]\nneeds: @Zxqv\nrole: [\n---\n",
        "---\ntrust: Zxqv\n---\n",
        "---\nfan: Zxqv\n---\n",
        "---\nvisibility: [needs]\nneeds: Zxqv\n---\n",
        '+++\nprivate = ["needs"]\nneeds = "Zxqv" # c\n+++\n',
        '+++\nprivate = ["org"]\n[org]\nname = "Zxqv"\nfrom = "2020"\n+++\n',
        '+++\nprivate = ["needs"]\n[[needs]]\nwhat = "Zxqv"\n[wish]\nwhy = "x"\n[[needs]]\nwhat = "Zxqv"\n+++\n',
        '+++\nprivate = ["needs"]\nneeds = [\n  "x", # Zxqv\n  "Zxqv",\n]\n+++\n',
        '+++\nprivate = ["needs"]\nneeds = """\nZxqv\n"""\n+++\n',
        "---\nprivate: [Health]\n---\n## Health\n\nZxqv\n",
        "---\nprivate: [Health]\n---\n## Health\n\n### Knee\nZxqv\n#### Deep\nZxqv\n",
        "---\nprivate: [health]\n---\n## 🩺 Health:\n- 2026-01-02 call: Zxqv\n",
        "---\nprivate: ['Health 🩺']\n---\n## Health 🩺\n- 2026-01-02 call: Zxqv\n",
        "---\nprivate: ['Health, mind']\n---\n## Health, mind\nZxqv\n",
        "---\nprivate: [needs]\n---\n## Looking for\n- Zxqv\n",
        "## Private\nZxqv\n",
        "## private\n\n### Zxqv\n\nZxqv\n",
        "## **Private**\nZxqv\n",
        "## Private ##\nZxqv\n",
        "##\u3000非公開\nZxqv\n",
        "## 2026-01-02 call\n### Private\nZxqv\n",
        "- 2026-01-02 call %% private %% Zxqv %% /private %%: fair\n",
        "- 2026-01-02 call: %%private%%Zxqv%%/private%%\n",
        "a %% private %%\nZxqv\n\n## Zxqv\n- Zxqv\n%% /private %% b\n",
        "%% 非公開 %% Zxqv %% /非公開 %%\n",
        "％％ private ％％ Zxqv ％％ /private ％％\n",
        "%% Private %% Zxqv %% /Private %%\n",
        "%% private %% Zxqv and no end\n\nZxqv\n",
        "%% private %% a %% private %% Zxqv %% /private %%\n",
        "> quote %% private %% Zxqv %% /private %%\n",
        "`%% private %%` Zxqv `%% /private %%`\n",
        "```\n%% private %%\nZxqv\n%% /private %%\n```\n",
        "<!-- %% private %% Zxqv %% /private %% -->\n",
        "---\nrole: cook # %% private %% Zxqv %% /private %%\n---\n",
        "<<<<<<< a\n%% private %% Zxqv %% /private %%\n=======\nx\n>>>>>>> b\n",
        "---\n<<<<<<< a\nneeds: Zxqv\n=======\nneeds: Zxqv\n>>>>>>> b\nprivate: [needs]\n---\n",
        "<!-- prm:begin -->\nZxqv\n<!-- prm:end -->\n",
    ],
)
def test_nothing_private_survives(text: str) -> None:
    for written in (text, text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        after = left(written.encode())
        assert SECRET not in after
        source = written.removeprefix("\ufeff")
        assert re.findall("\r\n|\r|\n", source) == re.findall("\r\n|\r|\n", after)


@pytest.mark.parametrize(
    "text",
    [
        "---\nprivate: [needs]\nneeds: money\nrole: Zxqv\n---\n",
        "---\nprivate: [Health]\n---\n## Health\nx\n## Work\nZxqv\n",
        "## Private\nx\n# Zxqv\n",
        "a %% private %% b %% /private %% Zxqv",
        '+++\nprivate = ["needs"]\n[[needs]]\nwhat = "a"\n[wish]\nwhy = "Zxqv"\n+++\n',
    ],
)
def test_the_rest_stays(text: str) -> None:
    assert SECRET in left(text)


def test_what_holds_nothing_private_is_the_same_source() -> None:
    reader = Reader(read_config("")[0])
    source = Source("people/Aiko.md", b"\xff# Aiko\r\n")
    assert [source] == list(redact([(source, reader.read(source))]))


PRIVATE_PERSON = (
    "---\nprivate: true\nname: Zxqv Qwrt\naliases: [Zed Z., ゼド]\nreading: ぜど きゅう\nemail: zq@hidden.example\ncall: Zeddy\n---\n"
    "- 2026-01-02 call\n"
)


@pytest.mark.parametrize(
    "mark", ["private: true", "private: 'true'", "private: yes", "visibility: private", "Private: True"]
)
def test_a_private_person_is_gone(mark: str) -> None:
    assert {} == redacted({"people/zq.md": PRIVATE_PERSON.replace("private: true", mark)})


@pytest.mark.parametrize(
    "text",
    [
        "- 2026-01-02 coffee [[Zxqv Qwrt]]: cake",
        "- 2026-01-02 coffee [[zq|my SECRET friend]]: cake",
        "- 2026-01-02 coffee [[people/zq#Log]]: cake",
        "- 2026-01-02 coffee [my SECRET friend](people/zq.md): cake",
        "- 2026-01-02 coffee [[zxqv qwrt]] and Zxqv Qwrt",
        "- 2026-01-02 coffee Zxqv  Qwrt, ZXQV QWRT, Zxqv-Qwrt, ZxqvQwrt",
        "- 2026-01-02 Zed Z. and Zeddy's cat",
        "- 2026-01-02 ゼドさん, [[ぜど きゅう]], ぜどきゅう",
        "- 2026-01-02 wrote to zq@hidden.example",
        "---\nrelations: {spouse: '[[Zxqv Qwrt]]'}\nmet: {through: Zxqv Qwrt}\n---\n",
        '+++\nspouse = "[[zq]]"\nsource = "zq@hidden.example"\n+++\n',
        "- [ ] @[[zq]] the book due:2026-12-01",
        "![[Zxqv Qwrt]]",
    ],
)
def test_a_private_person_is_named_nowhere(text: str) -> None:
    after = redacted({"people/zq.md": PRIVATE_PERSON, "people/Aiko.md": text})["people/Aiko.md"]
    for word in ("Zxqv", "zxqv", "ZXQV", "SECRET", "[[zq", "zq@", "ゼド", "ぜど", "Zed", "people/zq"):
        assert word not in after


def test_variants_of_a_name_are_hidden_too() -> None:
    files: dict[str, str | bytes] = {
        "people/髙橋 邉.md": "---\nprivate: true\n---\n",
        "people/Zoë Krüß.md": "---\nprivate: true\n---\n",
        "journal/2026-01-02.md": "[[高橋辺さん]]と高橋 辺と髙橋邉。 Zoe\u0308 Kru\u0308ß [[zoe krüß]]",
    }
    assert {"journal/2026-01-02.md": ""} == redacted(files)


def test_other_names_and_days_stay() -> None:
    files: dict[str, str | bytes] = {
        "people/Jo.md": "---\nprivate: true\n---\n",
        "journal/2026-01-02.md": "---\nprivate: true\n---\nZxqv",
        "people/John.md": "- [[2026-01-02]] call: Jonah and Jo\n- 2026-01-02 lunch with Jonah",
    }
    assert {"people/John.md": "\n- 2026-01-02 lunch with Jonah"} == redacted(files)


def test_a_line_that_names_a_private_person_goes_whole() -> None:
    files: dict[str, str | bytes] = {
        "people/Hid.md": "---\nprivate: true\n---\n",
        "people/Ann.md": "# Ann\n\n- [ ] @[[Hid]] brings the cake\n  - from the shop\n- 2026-01-02 got intro: Hid, a printer\n",
        "journal/2026-01-03.md": "## With [[Hid]]\nmore\n## Else\ncall [[Ann]]\n",
    }
    expected = {"people/Ann.md": "# Ann\n\n\n\n\n", "journal/2026-01-03.md": "\n\n## Else\ncall [[Ann]]\n"}
    assert expected == redacted(files)


def test_notes_about_a_private_person_are_gone() -> None:
    files: dict[str, str | bytes] = {
        "people/zq.md": PRIVATE_PERSON,
        "people/Zxqv Qwrt/2026-01-02.md": "the garden",
        "meetings/2026-01-02 Zxqv Qwrt.md": "---\nattendees: [Ben]\n---\n",
    }
    assert ["meetings/2026-01-02 ….md"] == list(redacted(files))


def test_digests_are_gone() -> None:
    assert {} == redacted({"digests/2026-01-02.md": "---\ntype: digest\n---\nZxqv"})


def test_beyond_what_is_read_nothing_leaves() -> None:
    big = "%% private %%" + "é\n" * 1_500_000 + "%% /private %%\n" + "x\n" * 400_000 + "## Private\nZxqv\n"
    assert SECRET not in left(big)


FILLER = st.sampled_from(
    [
        "- 2026-01-02 call",
        "## Log",
        "text",
        "",
        "- [ ] task due:2026-02-01",
        "> quote",
        "```",
        "| 2026-01-02 | x |",
        "%% %%",
        "<!-- c -->",
        "# Private",
        "%% /private %%",
    ]
)


@st.composite
def notes_with_secrets(draw: st.DrawFn) -> str:
    """A note in which the secret stands in private places only."""
    front = draw(
        st.sampled_from(
            [
                "",
                "---\nprivate: [needs, Health]\nneeds: [a, Zxqv]\nrole: cook\n---\n",
                "---\nprivate: needs\nneeds:\n- what: Zxqv\n---\n",
                '+++\nprivate = ["needs"]\nrole = "x"\n[needs]\nwhat = "Zxqv"\n+++\n',
                "---\nprivate: true\nrole: Zxqv\n---\nZxqv\n",
                "---\ntrust: Zxqv\n---\n",
            ]
        )
    )
    lines: list[str] = []
    for _ in range(draw(st.integers(0, 6))):
        lines += draw(st.lists(FILLER, max_size=3))
        lines += draw(
            st.sampled_from(
                [
                    [],
                    ["## Private", "Zxqv", "### Zxqv", "- Zxqv"],
                    ["%% private %%", "Zxqv", "## Zxqv", "%% /private %%"],
                    ["a %% private %%Zxqv%% /private %% b"],
                    ["## 非公開", "Zxqv"],
                ]
            )
        )
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return (front + "\n".join(lines)).replace("\n", end)


@settings(max_examples=150)
@given(st.lists(notes_with_secrets(), min_size=1, max_size=4))
def test_a_secret_occurs_in_no_redacted_source(texts: list[str]) -> None:
    files: dict[str, str | bytes] = {f"people/p{number}.md": text for number, text in enumerate(texts)}
    for path, text in redacted(files).items():
        assert SECRET not in text
        assert str(files[path]).count("\n") == text.count("\n")


def test_what_is_left_out_is_said_in_one_order() -> None:
    """What is kept without private people is of use as long as this stays the same, in another process too."""
    names = ["Gudrun", "Hedvig", "Ingrid", "Ragnar", "Sigurd", "Torvid", "Ulrika", "Yngvar"]
    text = f"---\nprivate: true\naliases: [{', '.join(reversed(names))}]\n---\n".encode()
    note = Reader(read_config("")[0]).read(Source("people/Q.md", text))

    assert [*names, *map(str.casefold, names)] == re.findall("[A-Za-z]{6}", str(Redaction([note])).partition("\n")[0])
