"""--as-of: what a looking command says of an older day is what it said in the vault of that day."""

import json
import shutil
from pathlib import Path

import pytest

from prm.cli.main import run as prm
from tests.disk.clones import run
from tests.disk.clones import settle

EXAMPLE = Path(__file__).parent.parent.parent / "example-vault"
DAY = "2026-01-05"
COMMANDS = (
    ("list",), ("list", "tags:choir", "--format", "json"), ("show", "Aiko"), ("show", "Aiko", "--format", "json"),
    ("why", "Aiko"), ("due",), ("dates",), ("promises",), ("who", "soup"), ("find", "soup"), ("digest",),
    ("digest", "weekly", "--share"), ("brief", "Aiko"), ("brief", "Aiko", "--share"), ("brief", "Aiko", "Ben"),
    ("digest", "review"), ("digest", "year"), ("dates", "--format", "json"), ("given",), ("given", "Aiko"), ("match",),
    ("match", "Aiko"), ("needs",), ("needs", "--format", "json"), ("path", "Kenji Mori"),
    ("wish", "Kenji Mori"), ("path", "--tree", "Aiko"),
    ("wish",), ("stats",), ("stats", "--format", "json"), ("graph",), ("graph", "--format", "json"),
    ("graph", "--format", "svg"), ("season", "nenga"), ("list", "last_contact < 6m"),
    ("who", "soup", "--format", "json"),
)  # fmt: skip


@pytest.fixture(scope="module")
def vaults(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A vault with a history, and a copy of how it was on the day."""
    base = tmp_path_factory.mktemp("as-of")
    now, then = base / "now", base / "then"
    shutil.copytree(EXAMPLE, now)
    run(now, "init", "-qb", "main")
    settle(now)
    save(now, f"{DAY}T20:00:00")
    shutil.copytree(now, then)
    aiko = now / "people/Aiko Sato.md"
    aiko.write_text(aiko.read_text().replace("Malmö", "Osaka") + "- 2026-01-10 call: soup, and Osaka\n")
    next((now / "people").glob("*Carvalho*")).unlink()
    (now / "people/New One.md").write_text("# New One\n\n- 2026-01-02 call: soup\n")
    (now / "prm.toml").write_text("[keeping]\nper_day = 1\n")
    save(now, "2026-01-10T10:00:00")
    (now / "people/New One.md").write_text("# New One\n\nNot committed yet.\n")
    return now, then


def save(folder: Path, when: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", when)
        run(folder, "add", "-A")
        run(folder, "commit", "-qm", "m", "--date", when)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_it_says_what_it_said_then(
    vaults: tuple[Path, Path], words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    now, then = vaults
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in now.rglob("*") if path.is_file()}
    assert 0 == prm(["--vault", str(then), "--today", DAY, *words])
    expected = capsys.readouterr()
    assert 0 == prm(["--vault", str(now), "--today", "2026-02-01", *words, "--as-of", DAY])

    assert expected == capsys.readouterr()
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in now.rglob("*") if path.is_file()}


def test_a_day_may_be_said(vaults: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    now, _ = vaults
    for said in ("2026-01-10", "last month", "yesterday"):
        assert 0 == prm(["--vault", str(now), "--today", "2026-02-01", "show", "New One", "--as-of", said])
        assert "Not committed yet" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-12-31", "git knows nothing of 2025-12-31; its first commit here is of 2026-01-05"),
        ("soon", "--as-of “soon” is no day; write it as 2026-01-15"),
    ],
)
def test_what_cannot_be_known(
    vaults: tuple[Path, Path], capsys: pytest.CaptureFixture[str], day: str, said: str
) -> None:
    assert 2 == prm(["--vault", str(vaults[0]), "list", "--as-of", day])
    assert ("", f"prm: {said}\n") == capsys.readouterr()


def test_without_a_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == prm(["--vault", str(tmp_path), "list", "--as-of", DAY])
    assert "“git init” makes one" in capsys.readouterr().err
    run(tmp_path, "init", "-qb", "main")
    assert 2 == prm(["--vault", str(tmp_path), "list", "--as-of", DAY])
    assert "prm: nothing is committed yet\n" == capsys.readouterr().err


def test_a_vault_below_the_top_and_what_is_no_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "vault/people/Ada.md": "# Ada\n",
        "vault/prm.toml": 'ignore = ["drafts"]\n',
        "other/people/Cy.md": "# Cy\n",
    }
    files |= {
        "vault/drafts/people/Di.md": "# Di\n",
        "vault/Templates/people/Ed.md": "# Ed\n",
        "vault/.x/people/F.md": "#",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    run(tmp_path, "init", "-qb", "main")
    settle(tmp_path)
    save(tmp_path, f"{DAY}T10:00:00")

    words = ("--format", "{{ name }}")
    for more in ((), ("--as-of", DAY)):
        assert 0 == prm(["--vault", str(tmp_path / "vault"), "list", *words, *more])
        assert "Ada\n" == capsys.readouterr().out


def test_the_index_of_now_tells_the_same_of_then(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "# {0}\n\n- 2026-01-02 call [[{1}]]: soup {0}\n"
    people = [f"Person {number}" for number in range(9)]
    for name, other in zip(people, people[1:] + people[:1], strict=True):
        path = tmp_path / "people" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page.format(name, other))
    (tmp_path / "prm.toml").write_text("")
    (tmp_path / "people/Link.md").symlink_to("Person 1.md")
    run(tmp_path, "init", "-qb", "main")
    settle(tmp_path)
    save(tmp_path, f"{DAY}T10:00:00")
    (tmp_path / "people/Person 0.md").rename(tmp_path / "people/Person 0 b.md")
    (tmp_path / "people/Person 1.md").write_text(page.format("Another", "Person 2") * 40)
    (tmp_path / "people/Person 2.md").unlink()
    (tmp_path / ".gitignore").write_text("hidden/\n")
    for name in ("hidden/people/Ignored.md", "nested/people/Nested.md", "people/A.md", "people/Person 3 a.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(page.format("New", "Person 4"))
    run(tmp_path / "nested", "init", "-q")

    def seen(*words: str) -> str:
        assert 0 == prm(["--vault", str(tmp_path), *words, "--as-of", DAY])
        return capsys.readouterr().out

    commands = (("list", "--format", "json"), ("find", "soup"), ("who", "soup"), ("why", "Person 3"), ("digest",))
    with_index = [[seen(*words) for words in commands] for _ in range(2)]
    monkeypatch.setenv("PRM_INDEX", "off")
    without = [seen(*words) for words in commands]

    assert [without, without] == with_index
    assert [f"people/{name}" for name in people] == [row["slug"] for row in json.loads(without[0])]
