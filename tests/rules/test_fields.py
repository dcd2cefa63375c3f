"""Rules about front matter, where a page of the manual has no room for it."""

from __future__ import annotations

from tests.rules.test_check import findings


def test_a_dot_parts_the_names_of_somebody_from_abroad() -> None:
    files: dict[str, str | bytes] = {
        "people/クララ・デュボワ.md": "# クララ・デュボワ\n",
        "people/小林美咲.md": "# 小林美咲\n",
    }

    assert ["people/小林美咲.md"] == [each.path for each in findings(files) if each.name == "name-not-split"]
