"""What all tests share: small vaults, a quiet environment, and how hard Hypothesis tries."""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") == "true" else "dev")

_FENCE = re.compile(r"^(`{3,}|~{3,})([^\n]*)\n(.*?)^\1[`~]*[ \t]*$\n?", re.MULTILINE | re.DOTALL)


def fenced(text: str) -> dict[str, str]:
    """Return the files of a literate text: each fence whose info string ends in a path is one.

    ```md people/ada.md
    # Ada
    ```
    """
    files = {}
    for _, info, content in _FENCE.findall(textwrap.dedent(text)):
        words = info.split(maxsplit=1)
        path = words[-1].strip() if words else ""
        if "." in path or "/" in path:
            files[path] = content
    return files


@pytest.fixture
def vault(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes files below a fresh folder, byte for byte, and returns the folder.

    It takes `{path: text or bytes}` or a text with a fence for each file.
    """

    def write(files: Mapping[str, str | bytes] | str) -> Path:
        for name, content in (fenced(files) if isinstance(files, str) else files).items():
            path = tmp_path / "vault" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        (tmp_path / "vault").mkdir(exist_ok=True)
        return tmp_path / "vault"

    return write


@pytest.fixture(scope="session", autouse=True)
def quiet_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tester's own vault, cache, configuration and colours out of the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("PRM_VAULT", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "VISUAL", "EDITOR"):
            patch.delenv(name, raising=False)
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        patch.setenv("XDG_STATE_HOME", str(home / "state"))
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        yield
