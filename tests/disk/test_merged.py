"""What two clean merges of git take away together: `sync` puts it back, and leaves what was meant to go."""

from pathlib import Path

import pytest

from prm.disk import git
from tests.disk.clones import commit
from tests.disk.clones import run
from tests.disk.test_sync import ADA
from tests.disk.test_sync import Killed
from tests.disk.test_sync import Say
from tests.disk.test_sync import driver_finds_prm as driver_finds_prm
from tests.disk.test_sync import pair as pair
from tests.disk.test_sync import status
from tests.disk.test_sync import sync as sync
from tests.disk.test_sync import write

LINE = "- 2026-01-02 party: at Tom's"
TWO, FOUR = "people/Ada~2.md", "people/Ada~4.md"
PAGE = f"# Ada\n\nWe met at the fair.\n\n## Log\n{LINE}\n"


def begin(pair: tuple[Path, Path], files: dict[str, str | bytes]) -> None:
    commit(pair[0], files)
    run(pair[0], "push", "-q")
    run(pair[1], "pull", "-q")


def together(pair: tuple[Path, Path], sync: Say) -> str:
    """Sync both clones until they agree; return what the merge said of what it put back."""
    first, second = pair
    assert 0 == sync(first)[0]
    code, _, err = sync(second)
    assert 0 == code, err
    assert 0 == sync(first)[0]
    assert (0, "", "nothing to do\n") == sync(second)
    assert run(first, "rev-parse", "HEAD") == run(second, "rev-parse", "HEAD")
    assert ("", "") == (status(first), status(second))
    return "".join(line for line in err.splitlines(keepends=True) if line.startswith("prm: "))


def edit(folder: Path, path: str, old: str, new: str = "") -> None:
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new))


def killed(*words: object) -> None:
    raise Killed


def test_a_page_of_which_each_side_removed_another_copy_is_kept(pair: tuple[Path, Path], sync: Say) -> None:
    begin(pair, {TWO: PAGE, FOUR: PAGE})
    (pair[0] / TWO).unlink()
    (pair[1] / FOUR).unlink()

    said = f"{FOUR}, removed here, and {TWO}, removed elsewhere, said the same: {TWO} is back"
    assert f"prm: {said}; remove it again if both were meant to go\n" == together(pair, sync)
    assert PAGE == (pair[0] / TWO).read_text()
    assert not (pair[1] / FOUR).exists()
    assert "kept: 1 file" == run(pair[0], "log", "-1", "--format=%s").strip()

    (pair[0] / TWO).unlink()
    assert "" == together(pair, sync)
    assert not (pair[1] / TWO).exists()


@pytest.mark.parametrize("page", ["---\nname: Di\n---\n", "# Di\n", "# Di\n\n- 2025-12-01 call: hello\n"])
def test_a_page_that_says_nothing_of_its_own_is_kept_by_its_name(pair: tuple[Path, Path], sync: Say, page: str) -> None:
    begin(pair, {"people/Di.md": page, "friends/Di Ono.md": page})
    (pair[0] / "people/Di.md").unlink()
    (pair[1] / "friends/Di Ono.md").unlink()

    assert "friends/Di Ono.md is back" in together(pair, sync)
    assert page == (pair[0] / "friends/Di Ono.md").read_text()


def test_a_copy_without_a_name_is_known_by_its_lines(pair: tuple[Path, Path], sync: Say) -> None:
    begin(pair, {"people/Eve.md": f"{LINE}\nShe sings.\n", "people/Eve Berg.md": f"{LINE}\nShe sings.\nAlto.\n"})
    (pair[0] / "people/Eve.md").unlink()
    (pair[1] / "people/Eve Berg.md").unlink()

    assert "people/Eve Berg.md is back" in together(pair, sync)


def test_a_third_copy_is_enough(pair: tuple[Path, Path], sync: Say) -> None:
    begin(pair, {TWO: PAGE, FOUR: PAGE, "people/Ada~5.md": PAGE})
    (pair[0] / TWO).unlink()
    (pair[1] / FOUR).unlink()

    assert "" == together(pair, sync)
    assert [False, False, True] == [(pair[0] / path).exists() for path in (TWO, FOUR, "people/Ada~5.md")]


def test_who_was_removed_on_purpose_stays_away(pair: tuple[Path, Path], sync: Say) -> None:
    """One side removes somebody, the other keeps them; or each removes another one, whose pages are not copies."""
    begin(pair, {"people/Bob.md": f"# Bob\n{LINE}\n", "people/Cid.md": f"# Cid\n{LINE}\n", "people/Dot.md": "# Dot\n"})
    (pair[0] / "people/Dot.md").unlink()
    (pair[0] / "people/Bob.md").unlink()
    (pair[1] / "people/Cid.md").unlink()

    said = together(pair, sync)
    both = "people/Cid.md was removed here and people/Bob.md elsewhere: “- 2026-01-02 party: at Tom's” stood in both"
    assert said.startswith(f"prm: {both}, and nowhere now; “git show ")
    assert 1 == said.count("\n")
    assert [ADA] == [path for path in git.notes(str(pair[0])) if path.startswith("people/")]


def test_both_copies_removed_by_one_side_stay_away(pair: tuple[Path, Path], sync: Say) -> None:
    begin(pair, {TWO: PAGE, FOUR: PAGE})
    (pair[0] / TWO).unlink()
    (pair[0] / FOUR).unlink()
    (pair[1] / FOUR).unlink()

    assert "" == together(pair, sync)
    assert [False, False] == [(pair[1] / path).exists() for path in (TWO, FOUR)]


def test_an_entry_of_which_each_side_removed_another_copy_is_kept(pair: tuple[Path, Path], sync: Say) -> None:
    begin(pair, {"people/Bob.md": f"# Bob\n\n## Log\n{LINE}\n- 2026-01-01 call: hi\n", "journal/2026.md": f"{LINE}\n"})
    edit(pair[0], "people/Bob.md", f"{LINE}\n")
    edit(pair[1], "journal/2026.md", LINE, "- 2026-01-03 call [[Ada]]: tea")

    said = (
        "journal/2026.md: “- 2026-01-02 party: at Tom's” stood in people/Bob.md too, and each side removed another one"
    )
    assert f"prm: {said}; it is back, remove it again if both were meant to go\n" == together(pair, sync)
    assert {LINE, "- 2026-01-03 call [[Ada]]: tea"} == set((pair[0] / "journal/2026.md").read_text().splitlines())
    assert LINE not in (pair[0] / "people/Bob.md").read_text()


def test_an_entry_comes_back_into_a_page_that_stands_never_into_one_that_was_removed(
    pair: tuple[Path, Path], sync: Say
) -> None:
    begin(pair, {"people/Bob.md": f"# Bob\n{LINE}\n", "people/Zoe.md": f"# Zoe\n{LINE}\n- 2026-01-01 call: hi\n"})
    (pair[0] / "people/Bob.md").unlink()
    edit(pair[1], "people/Zoe.md", f"{LINE}\n")

    assert "people/Zoe.md" in together(pair, sync)
    assert LINE in (pair[0] / "people/Zoe.md").read_text()
    assert not (pair[0] / "people/Bob.md").exists()


def test_equal_words_of_different_people_are_no_copies(pair: tuple[Path, Path], sync: Say) -> None:
    """A bullet, a heading and a field that each side takes out of another page are meant."""
    page = "---\ncity: Malmö\n---\n# {0}\n\n## Likes\n- hiking in the mountains\n\n## Log\n- 2026-01-01 call: {0}\n"
    begin(pair, {f"people/{name}.md": page.format(name) for name in ("Bob", "Cid")})
    for folder, name in zip(pair, ("Bob", "Cid"), strict=True):
        edit(folder, f"people/{name}.md", "## Likes\n- hiking in the mountains\n\n")
        edit(folder, f"people/{name}.md", "city: Malmö", "city: Lund")

    assert "" == together(pair, sync)
    assert "hiking" not in run(pair[0], "grep", "-h", "", "HEAD", "--", "people")


def test_a_moved_entry_and_a_removed_target(pair: tuple[Path, Path], sync: Say) -> None:
    """What moves between files on one side and is renamed, or moved elsewhere, on the other stays somewhere."""
    begin(
        pair, {"people/Bob.md": f"# Bob\n{LINE}\n- 2026-01-01 call: hi\n", "journal/a.md": "# A\n\nWords of a day.\n"}
    )
    first, second = pair
    edit(first, "people/Bob.md", f"{LINE}\n")
    write(first, LINE, "journal/b.md")
    edit(second, "people/Bob.md", f"{LINE}\n")
    write(second, LINE, "journal/c.md")
    (second / "journal/a.md").rename(second / "journal/z.md")

    assert "" == together(pair, sync)
    assert all(LINE in (first / path).read_text() for path in ("journal/b.md", "journal/c.md"))


def test_a_photo_of_which_each_side_removed_another_copy_is_kept(pair: tuple[Path, Path], sync: Say) -> None:
    photo = b"\x89PNG\r\n\x1a\n\0\0"
    begin(pair, {"media/a.png": photo, "media/b.png": photo, "media/.keep": "", "photos/.keep": ""})
    for path in ("media/a.png", "media/.keep"):
        (pair[0] / path).unlink()
    for path in ("media/b.png", "photos/.keep"):
        (pair[1] / path).unlink()

    assert "media/a.png is back" in together(pair, sync)
    assert photo == (pair[0] / "media/a.png").read_bytes()


def test_a_merge_looks_at_what_changed_alone(
    pair: tuple[Path, Path], sync: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six questions after two sides were merged, none where one side alone had something new."""
    begin(pair, {"people/Bob.md": "# Bob\n", "people/Cid.md": "# Cid\n"})
    write(pair[0], LINE, "people/Bob.md")
    assert 0 == sync(pair[0])[0]
    real, asked = git.git, []

    def counting(folder: str, *words: str, **more: object) -> git.Answer:
        asked.append(words)
        return real(folder, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(git, "git", counting)
    write(pair[1], LINE, "people/Cid.md")
    assert 0 == sync(pair[1])[0]
    rebased = next(at for at, words in enumerate(asked) if words[0] == "rebase")
    looked = ["look" if "--relative" in words and "--raw" not in words else words[0] for words in asked[rebased:]]
    assert [2, 3, 1] == [looked.count(word) for word in ("merge-base", "diff", "cat-file")]
    asked.clear()
    assert 0 == sync(pair[0])[0]
    assert "merge-base" not in [words[0] for words in asked]


def test_a_sync_that_was_killed_behind_the_merge_is_looked_at_by_the_next(
    pair: tuple[Path, Path], sync: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(pair, {TWO: PAGE, FOUR: PAGE})
    (pair[0] / TWO).unlink()
    (pair[1] / FOUR).unlink()
    sync(pair[0])
    with monkeypatch.context() as patch:
        patch.setattr("prm.disk.merged.keep", killed)
        with pytest.raises(Killed):
            sync(pair[1])
    run(pair[1], "push", "-q")

    assert not (pair[1] / TWO).exists()
    assert f"{TWO} is back" in sync(pair[1])[2]
    assert 0 == sync(pair[0])[0]
    assert PAGE == (pair[0] / TWO).read_text()
    assert (0, "", "nothing to do\n") == sync(pair[1])


def test_what_was_chosen_by_hand_is_left_alone(pair: tuple[Path, Path], sync: Say) -> None:
    """Who ends a conflict by hand may drop a line of it; another file is still looked at."""
    begin(pair, {TWO: PAGE, FOUR: PAGE, "people/Bob.md": "# Bob\n- 2026-01-01 call: hello\n"})
    first, second = pair
    edit(first, "people/Bob.md", "hello", "ONE")
    edit(second, "people/Bob.md", "hello", "TWO")
    (first / TWO).unlink()
    (second / FOUR).unlink()
    sync(first)
    assert 2 == sync(second)[0]
    (second / "people/Bob.md").write_text("# Bob\n")
    run(second, "add", "people/Bob.md")
    run(second, "rebase", "--continue")

    code, _, err = sync(second)
    assert (0, True, 1) == (code, f"{TWO} is back" in err, err.count("prm: "))
    assert "# Bob\n" == (second / "people/Bob.md").read_text()
    assert PAGE == (second / TWO).read_text()


def test_a_rebase_that_was_given_up_leaves_nothing_to_look_at(pair: tuple[Path, Path], sync: Say) -> None:
    for folder, word in zip(pair, ("ONE", "TWO"), strict=True):
        edit(folder, ADA, "hello", word)
    sync(pair[0])
    assert 2 == sync(pair[1])[0]
    assert (pair[1] / ".git/prm-merging").exists()
    run(pair[1], "rebase", "--abort")
    run(pair[1], "reset", "-q", "--hard", "origin/main")

    assert (0, "", "nothing to do\n") == sync(pair[1])
    assert not (pair[1] / ".git/prm-merging").exists()


@pytest.mark.parametrize("text", [b"", b"garbage", b"a b by hand", b"\xff\xfe x", b"0" * 40 + b" " + b"f" * 40 + b" "])
def test_a_note_that_cannot_be_read_is_taken_away(pair: tuple[Path, Path], sync: Say, text: bytes) -> None:
    (pair[0] / ".git/prm-merging").write_bytes(text)

    assert (0, "", "nothing to do\n") == sync(pair[0])
    assert not (pair[0] / ".git/prm-merging").exists()
