from __future__ import annotations

from prm.watch.feeding import MOST
from prm.watch.feeding import Feeding
from prm.watch.feeding import changed
from prm.watch.feeding import ended


def test_a_batch_starts_the_command_once() -> None:
    feeding, start = changed(Feeding(), {"a.md": 1.0})
    assert start
    feeding, start = changed(feeding, {"b.md": 1.5})
    assert not start, "never two at once"
    feeding, start = ended(feeding, 2.0)
    assert start, "b.md may be somebody's"
    feeding, start = ended(feeding, 3.0)
    assert not start


def test_nothing_changed_meanwhile_and_it_rests() -> None:
    feeding, _ = changed(Feeding(), {"a.md": 1.0})

    assert not ended(feeding, 2.0)[1]


def runs(writes: list[str], saves: int) -> int:
    """Play a command that changes these files one after the other as it runs; return how often it ran."""
    feeding, count, now = Feeding(), 0, 0.0
    for _ in range(saves):
        now += 100
        feeding, start = changed(feeding, {"note.md": now})
        while start:
            written = writes[count % len(writes)]
            count += 1
            assert count < 1000
            feeding, start = ended(feeding, now + 1)
            assert not start
            feeding, start = changed(feeding, {written: now + 0.5})
            now += 1
    return count


def test_what_the_command_writes_does_not_feed_it() -> None:
    assert runs(["log.md"], 10) == 11


def test_a_command_that_writes_another_file_each_time_has_an_end() -> None:
    assert runs([f"{number}.md" for number in range(100)], 10) == 10 * (1 + MOST)


def test_a_command_that_writes_the_very_file_that_was_saved_has_an_end() -> None:
    assert runs(["note.md"], 10) == 10 * (1 + MOST)


def test_a_save_after_the_end_starts_it_even_beside_its_own_work() -> None:
    feeding, _ = changed(Feeding(), {"a.md": 1.0})
    feeding, _ = ended(feeding, 2.0)
    feeding, start = changed(feeding, {"log.md": 1.5, "a.md": 2.1})
    assert start
    feeding, _ = ended(feeding, 3.0)

    assert not changed(feeding, {"log.md": 2.9})[1]


def test_somebody_who_saves_on_while_it_runs_is_followed() -> None:
    feeding, _ = changed(Feeding(), {"a.md": 1.0})
    for now in (2.0, 3.0, 4.0):
        feeding, _ = changed(feeding, {"a.md": now - 0.5})
        feeding, start = ended(feeding, now)
        assert start
    assert not ended(feeding, 5.0)[1]
