from __future__ import annotations

from prm.watch.feeding import CALM
from prm.watch.feeding import Feeding
from prm.watch.feeding import calm
from prm.watch.feeding import changed
from prm.watch.feeding import ended
from prm.watch.feeding import waits


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


def runs(writes: list[str], saves: int) -> list[int]:
    """Play a command that changes these files one after the other as it runs; return how often it ran for each save."""
    feeding, counts, now, total = Feeding(), [], 0.0, 0
    for _ in range(saves):
        now += 100
        feeding, start = changed(feeding, {"note.md": now})
        count = 0
        while start:
            written = writes[total % len(writes)]
            count, total = count + 1, total + 1
            assert count < 1000
            feeding, start = ended(feeding, now + 1)
            assert not start
            feeding, start = changed(feeding, {written: now + 0.5})
            now += 1
            if not start:
                now += CALM
                feeding, start = calm(feeding, now)
        counts.append(count)
    return counts


def test_what_the_command_writes_does_not_feed_it() -> None:
    assert [2, 1, 1] == runs(["log.md"], 3)


def test_a_command_that_writes_another_file_each_time_runs_once_more_at_most() -> None:
    assert [3, 2, 2, 2] == runs([f"{number}.md" for number in range(100)], 4), "the third time is how that is found out"


def test_a_command_that_writes_the_very_file_that_was_saved_runs_once_more_at_most() -> None:
    assert [3, 2, 2, 2] == runs(["note.md"], 4)


def test_a_save_after_the_end_starts_it_even_beside_its_own_work() -> None:
    feeding, _ = changed(Feeding(), {"a.md": 1.0})
    feeding, _ = ended(feeding, 2.0)
    feeding, start = changed(feeding, {"log.md": 1.5, "a.md": 2.1})
    assert start
    feeding, _ = ended(feeding, 3.0)

    assert not changed(feeding, {"log.md": 2.9})[1]


def test_what_was_left_is_waited_for_no_longer_than_it_must() -> None:
    assert waits(Feeding(), 3.0) == float("inf")
    assert waits(Feeding(left=True, runs=True), 3.0) == float("inf")
    assert waits(Feeding(left=True, ended=3.0), 4.0) == CALM - 1
    assert waits(Feeding(left=True, ended=3.0), 3.0 + 2 * CALM) == 0


def test_a_save_during_the_second_run_is_followed_in_a_calm_moment() -> None:
    feeding, _ = changed(Feeding(), {"a.md": 1.0})
    feeding, _ = changed(feeding, {"a.md": 1.5})
    feeding, start = ended(feeding, 2.0)
    assert start
    feeding, _ = changed(feeding, {"a.md": 2.5})
    feeding, start = ended(feeding, 3.0)
    assert not start
    assert not calm(feeding, 3.0 + CALM / 2)[1]
    feeding, start = calm(feeding, 3.0 + CALM)
    assert start
    feeding, start = ended(feeding, 20.0)
    assert not start
    assert not calm(feeding, 99.0)[1]


def test_a_save_of_ones_own_comes_before_the_calm_moment() -> None:
    feeding, _ = changed(Feeding(again=True, runs=True), {"a.md": 2.5})
    feeding, _ = ended(feeding, 3.0)
    feeding, start = changed(feeding, {"a.md": 4.0})
    assert start
    feeding, _ = ended(feeding, 5.0)

    assert not calm(feeding, 99.0)[1]


def test_a_command_that_wrote_nothing_may_be_followed_again() -> None:
    writing = Feeding(ended=3.0, writes=True, changed=False)

    assert not changed(writing, {"a.md": 4.0})[0].writes
    assert changed(writing._replace(changed=True), {"a.md": 4.0})[0].writes
