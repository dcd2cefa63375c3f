from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from prm.engine import Engine
from prm.rules import check
from prm.watch.news import News
from prm.watch.news import Reading
from prm.watch.news import news
from prm.watch.news import reading
from prm.watch.news import said
from prm.watch.news import without_moves
from prm.watch.words import JAPANESE

DAY = date(2026, 1, 15)
AIKO = "# Aiko Sato\n\n- 2026-01-02 call: the fair\n"
Vaults = Callable[[dict[str, str]], Path]


def read(root: Path, today: date = DAY) -> Reading:
    engine = Engine(str(root))
    vault = engine.vault(today)
    found = reading(vault, check(vault))
    engine.release()
    return found


def change(vault: Vaults, before: dict[str, str], after: dict[str, str | None], today: date = DAY) -> News:
    root = vault(before)
    old = read(root)
    for path, text in after.items():
        if text is None:
            (root / path).unlink()
        else:
            (root / path).write_text(text)
    return news(old, read(root, today))


def lines(found: News) -> list[str]:
    return [each.text for each in found.changes]


def test_a_last_contact(vault: Vaults) -> None:
    found = change(vault, {"people/aiko.md": AIKO}, {"people/aiko.md": AIKO + "- 2026-01-15 coffee: plans\n"})

    assert ["Aiko Sato: last contact today"] == lines(found)
    assert [("contact", "people/aiko", "Aiko Sato")] == [each[:3] for each in found.changes]


def test_a_contact_taken_back(vault: Vaults) -> None:
    found = change(vault, {"people/aiko.md": AIKO}, {"people/aiko.md": "# Aiko Sato\n"})

    assert ["Aiko Sato: no contact noted"] == lines(found)


def test_days_as_one_says_them() -> None:
    assert "today" == said("2026-01-15", DAY)
    assert "yesterday" == said("2026-01-14", DAY)
    assert "2026-01-13" == said("2026-01-13", DAY)
    assert "2026-01-13" == said("2026-01-13", date.min)


def test_people_come_and_go(vault: Vaults) -> None:
    found = change(vault, {"people/aiko.md": AIKO}, {"people/aiko.md": None, "people/mike.md": "# Mike Bianco\n"})

    assert ["new: Mike Bianco", "gone: Aiko Sato"] == lines(found)


def test_somebody_moves_to_another_file(vault: Vaults) -> None:
    found = change(vault, {"people/aiko.md": AIKO}, {"people/aiko.md": None, "people/Aiko Sato.md": AIKO})

    assert ["Aiko Sato: now people/Aiko Sato.md"] == lines(found)


def test_another_name(vault: Vaults) -> None:
    found = change(vault, {"people/aiko.md": AIKO}, {"people/aiko.md": AIKO.replace("Sato", "Mori")})

    assert ["Aiko Mori: was Aiko Sato"] == lines(found)


def test_promises_made_and_kept(vault: Vaults) -> None:
    old = AIKO + "\n## Promises\n- [ ] send her the video due:2026-02-01\n"
    new = AIKO + (
        "\n## Promises\n- [x] send her the video due:2026-02-01 ✅ 2026-01-15\n"
        "- [ ] lend her the score due:2026-02-01\n- [ ] @them the address due:2026-02-01\n"
    )

    found = change(vault, {"people/aiko.md": old}, {"people/aiko.md": new})

    assert [
        "promised Aiko Sato: lend her the score",
        "Aiko Sato promised: the address",
        "kept: send her the video (Aiko Sato)",
    ] == lines(found)


def test_whose_turn_it_is_on_another_day_only(vault: Vaults) -> None:
    old = "---\ncadence: 14d\n---\n" + AIKO
    due = {"people/aiko.md": old.replace("14d", "2d")}

    assert [] == lines(change(vault, {"people/aiko.md": old}, due))
    assert ["Aiko Sato: time to be in touch"] == lines(change(vault, {"people/aiko.md": old}, {}, date(2026, 1, 16)))


def test_a_finding_that_only_moved_is_calm_for_people_and_exact_for_programs(vault: Vaults) -> None:
    text = AIKO + "- 2026-01-03 call [[Nobody]]: x\n"

    found = change(vault, {"people/aiko.md": text}, {"people/aiko.md": text.replace("\n\n", "\n\nA line more.\n\n", 1)})

    assert ([4], [6]) == ([each.line for each in found.gone], [each.line for each in found.appeared])
    assert ([], []) == without_moves(found)


def test_a_second_finding_of_the_same_kind_is_one_that_came(vault: Vaults) -> None:
    line = "- 2026-01-03 call [[Nobody]]: x\n"

    found = change(vault, {"people/aiko.md": AIKO + line}, {"people/aiko.md": AIKO + "\n" + line + line})

    came, went = without_moves(found)
    assert (1, 0) == (len(came), len(went))


def test_news_in_japanese(vault: Vaults) -> None:
    before = {"people/健.md": "# 森 健\n\n- [ ] @me 楽譜\n", "people/葵.md": "# 葵\n"}
    root = vault(before)
    old = read(root)
    (root / "people/健.md").write_text(
        "# 森 健\n\n- 2026-01-14 電話: 相談\n- [x] @me 楽譜\n- [ ] @them 鍵\n- [ ] @me 本\n"
    )
    (root / "people/葵.md").unlink()
    (root / "people/凛.md").write_text("# 凛\n")

    assert [
        "新しい人：凛",
        "ページがなくなりました：葵",
        "森 健：最後の連絡は昨日",
        "約束：本（森 健）",
        "森 健の約束：鍵",
        "守られた約束：楽譜（森 健）",
    ] == lines(news(old, read(root), JAPANESE))
