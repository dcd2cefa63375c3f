"""A year of three machines in some seconds: nothing is lost, and all come to the same."""

from pathlib import Path

import pytest

from tests.disk.simulation import World
from tests.disk.simulation import agreed
from tests.disk.simulation import marks

OPERATIONS = 24


@pytest.mark.parametrize(("seed", "missing"), [(1, False), (2, True)], ids=["all with the driver", "one without"])
def test_three_clones_come_together(tmp_path: Path, seed: int, missing: bool) -> None:
    world = World(tmp_path, seed, missing=missing)
    report = world.play(OPERATIONS)

    assert 1 == len(set(agreed(world)))
    assert report.merges > 10
    assert len(marks(world.clones[0], "HEAD")) > report.operations / 4


def test_logs_alone_never_conflict(tmp_path: Path) -> None:
    world = World(tmp_path, 3, log_only=True)
    report = world.play(OPERATIONS)

    assert 1 == len(set(agreed(world)))
    assert 0 == report.conflicts
    assert world.written == len(marks(world.clones[0], "HEAD") - {"p0x"})
