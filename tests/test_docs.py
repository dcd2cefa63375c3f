"""Documentation that must not lie: the help of every command, and every word of the tables, stands in docs/."""

import os
import re
import shlex
from pathlib import Path

import click
import pytest

from prm.cli.main import COMMANDS
from prm.cli.main import cli
from prm.cli.main import run
from prm.model.config import SETTINGS
from prm.model.schema import FIELDS
from prm.model.schema import KINDS
from prm.model.schema import STATUSES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def reference() -> str:
    root = cli.make_context("prm", [], resilient_parsing=True, terminal_width=80, max_content_width=80)
    pages = ["# Commands\n", "What `--help` says of each command. A test keeps this page equal to it.\n"]
    pages.append(f"## prm\n\n```\n{cli.get_help(root)}\n```\n")
    for entry in COMMANDS:
        command = cli.get_command(root, entry.name)
        assert command is not None
        context = command.make_context(entry.name, [], parent=root, resilient_parsing=True)
        pages.append(f"## prm {entry.name}\n\n```\n{command.get_help(context)}\n```\n")
    return "\n".join(pages)


def test_the_command_reference_is_what_help_says() -> None:
    path = DOCS / "commands.md"
    actual = reference()
    if os.environ.get("PRM_UPDATE_SNAPSHOTS"):
        path.write_text(actual, encoding="utf-8")
        return

    assert path.read_text(encoding="utf-8") == actual


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_and_option_is_explained(entry: object) -> None:
    command = cli.get_command(click.Context(cli), entry.name)  # type: ignore[attr-defined]
    assert command is not None
    assert command.help
    unexplained = [param.name for param in command.params if isinstance(param, click.Option) and not param.help]

    assert [] == unexplained


@pytest.mark.parametrize("word", [*(field.name for field in FIELDS), *(kind.name for kind in KINDS), *STATUSES])
def test_every_field_and_kind_stands_in_the_format(word: str) -> None:
    text = (DOCS / "format.md").read_text(encoding="utf-8").replace("prm-ignore", "prm_ignore")

    assert re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", text)


@pytest.mark.parametrize("setting", [setting.name for setting in SETTINGS])
def test_every_setting_stands_in_the_format(setting: str) -> None:
    text = (DOCS / "format.md").read_text(encoding="utf-8")
    word = next(part for part in reversed(setting.split(".")) if part != "*")

    assert re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", text)


@pytest.mark.parametrize("table", [FIELDS, KINDS, SETTINGS], ids=["fields", "kinds", "settings"])
def test_every_row_of_a_table_is_explained(table: tuple[object, ...]) -> None:
    assert [] == [row for row in table if not row.doc]  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", ["README.md", "docs/dates.md", "docs/drafts.md", "docs/paths.md", "docs/wishes.md"])
def test_a_page_shows_real_output(
    page: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    path = ROOT / page
    text = path.read_text(encoding="utf-8")

    def again(block: re.Match[str]) -> str:
        command = block.group(1)
        code = run(shlex.split(command)[1:])
        out, err = capsys.readouterr()
        said = "".join(f"2> {line}\n" for line in err.splitlines()) if page == "docs/drafts.md" else ""
        assert code == 0 or said
        ended = f"exit {code}\n" if code else ""
        return f"```console\n$ {command}\n{out}{said}{ended}```\n"

    actual = re.sub(r"```console\n\$ ([^\n]*)\n.*?```\n", again, text, flags=re.DOTALL)
    if os.environ.get("PRM_UPDATE_SNAPSHOTS"):
        path.write_text(actual, encoding="utf-8")
        return

    assert text == actual


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in [*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"]
        for target in re.findall(r"\]\(([^)#:]+\.md)\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists() and "people/" not in target
    ]

    assert [] == broken
